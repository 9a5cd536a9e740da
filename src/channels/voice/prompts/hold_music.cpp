// The only SQL for music on hold, and what may be said about it.
#include "channels/voice/prompts/hold_music.h"

#include <set>

#include "channels/voice/lines/phone_number.h"
#include "org/entity.h"
#include "org/queue.h"
#include "platform/database/statement.h"

namespace rapport::prompts {
namespace {

Result<void> check_music(org::Change& change, const HoldMusic& music) {
  std::vector<Issue> issues;
  const auto look = [&](PromptId prompt, const std::string& where) {
    if (!prompt_exists(change.sql, change.org(), prompt)) issues.push_back({where, "no such prompt"});
  };
  if (music.prompt_id) look(*music.prompt_id, "/prompt_id");
  std::set<std::int64_t> seen;
  for (std::size_t i = 0; i < music.queues.size(); ++i) {
    const std::string where = fmt::format("/queues/{}", i);
    if (!org::queue_exists(change.sql, change.org(), music.queues[i].queue_id))
      issues.push_back({where + "/queue_id", "no such queue"});
    else if (!seen.insert(music.queues[i].queue_id.value).second)
      issues.push_back({where + "/queue_id", "this queue has music already"});
    look(music.queues[i].prompt_id, where + "/prompt_id");
  }
  for (std::size_t i = 0; i < music.numbers.size(); ++i) {
    const std::string where = fmt::format("/numbers/{}", i);
    const ChannelId number = music.numbers[i].phone_number_id;
    if (!lines::phone_numbers.find(change.sql, change.org(), number))
      issues.push_back({where + "/phone_number_id", "no such number"});
    else if (!seen.insert(number.value).second)
      issues.push_back({where + "/phone_number_id", "this number has music already"});
    look(music.numbers[i].prompt_id, where + "/prompt_id");
  }
  if (!issues.empty()) return org::wrong(std::move(issues));
  return {};
}

void put_music(org::Change& change, MusicPlace place, std::int64_t of, PromptId prompt) {
  database::execute(
      change.sql,
      "insert into voice_music (org, place, target, prompt) values (:org, :place, :target, :prompt)",
      change.org(), place, of, prompt);
}

}  // namespace

contract::Notes contract_notes(contract::Tag<HoldMusic>) {
  return {.doc = "A number's music counts first, then its queue's, then the organisation's.",
          .all_optional = true,
          .fields = {{.name = "prompt_id", .doc = "of the organisation; absent: the built-in bells"},
                     {.name = "queues", .max_items = music_places_max},
                     {.name = "numbers", .max_items = music_places_max}}};
}

// Rows of queues and numbers that have gone since say nothing.
HoldMusic hold_music(database::Session& sql, OrgId org) {
  HoldMusic music;
  for (const auto& row : database::all<MusicPlace, std::int64_t, PromptId>(
           sql, "select place, target, prompt from voice_music where org = :org order by place, target",
           org)) {
    const std::int64_t of = std::get<1>(row);
    const PromptId prompt = std::get<2>(row);
    switch (std::get<0>(row)) {
      case MusicPlace::organisation:
        music.prompt_id = prompt;
        break;
      case MusicPlace::queue:
        if (org::queue_exists(sql, org, QueueId{of})) music.queues.push_back({QueueId{of}, prompt});
        break;
      case MusicPlace::number:
        if (lines::phone_numbers.find(sql, org, ChannelId{of}))
          music.numbers.push_back({ChannelId{of}, prompt});
        break;
      case MusicPlace::prompt:
        break;
    }
  }
  return music;
}

Result<HoldMusic> change_hold_music(org::Changes& changes, const org::By& who, const HoldMusic& music) {
  return changes.make<HoldMusic>(who, PromptStore::what, [&](org::Change& change) -> Result<HoldMusic> {
    if (auto fits = check_music(change, music); !fits) return tl::unexpected<Error>(std::move(fits.error()));
    const HoldMusic before = hold_music(change.sql, change.org());
    database::execute(change.sql, "delete from voice_music where org = :org", change.org());
    if (music.prompt_id) put_music(change, MusicPlace::organisation, 0, *music.prompt_id);
    for (const QueueMusic& of : music.queues)
      put_music(change, MusicPlace::queue, of.queue_id.value, of.prompt_id);
    for (const NumberMusic& of : music.numbers)
      put_music(change, MusicPlace::number, of.phone_number_id.value, of.prompt_id);
    HoldMusic after = hold_music(change.sql, change.org());
    change.audit(
        {"change", "hold_music", change.org().value, contract::encode(before), contract::encode(after)});
    return after;
  });
}

std::vector<Issue> music_uses(database::Session& sql, OrgId org, PromptId id) {
  std::vector<Issue> uses;
  const HoldMusic music = hold_music(sql, org);
  if (music.prompt_id == id) uses.push_back({"/hold-music", "music of the organisation"});
  for (const QueueMusic& of : music.queues)
    if (of.prompt_id == id)
      uses.push_back({fmt::format("/queues/{}", of.queue_id.value), "music of the queue"});
  for (const NumberMusic& of : music.numbers) {
    if (of.prompt_id != id) continue;
    const auto number = lines::phone_numbers.find(sql, org, of.phone_number_id);
    uses.push_back({fmt::format("/phone-numbers/{}", of.phone_number_id.value),
                    fmt::format("music of the number {}", number ? number->number : "")});
  }
  return uses;
}

std::map<MusicKey, MusicFile> all_music(database::Session& sql) {
  std::map<MusicKey, MusicFile> all;
  database::each<OrgId, MusicPlace, std::int64_t, PromptId, std::string>(
      sql,
      "select m.org, m.place, m.target, m.prompt, p.digest from voice_music m"
      " join voice_prompt p on p.org = m.org and p.id = m.prompt",
      [&](OrgId org, MusicPlace place, std::int64_t of, PromptId prompt, std::string digest) {
        all[MusicKey{org, place, of}] = MusicFile{prompt, std::move(digest)};
      });
  database::each<OrgId, PromptId, std::string>(
      sql, "select org, id, digest from voice_prompt", [&](OrgId org, PromptId prompt, std::string digest) {
        all[MusicKey{org, MusicPlace::prompt, prompt.value}] = MusicFile{prompt, std::move(digest)};
      });
  return all;
}

}  // namespace rapport::prompts
