// The only SQL for prompts.
#include "channels/voice/prompts/prompt.h"
#include "org/entity.h"
#include "platform/database/statement.h"

namespace rapport::prompts {

std::optional<Prompt> PromptStore::find(database::Session& sql, OrgId org, PromptId id) const {
  auto found = list(sql, org, PromptId{id.value - 1}, 1);
  if (found.empty() || found.front().id != id) return std::nullopt;
  return std::move(found.front());
}

std::vector<Prompt> PromptStore::list(database::Session& sql, OrgId org, PromptId after,
                                      std::int64_t limit) const {
  std::vector<Prompt> all;
  database::each<PromptId, std::string, std::string, std::int64_t, std::int64_t, std::string, Instant>(
      sql,
      "select id, name, language, duration_ms, bytes, content_type, created_at from voice_prompt"
      " where org = :org and id > :after order by id limit :limit",
      [&](PromptId id, std::string name, std::string language, std::int64_t duration_ms, std::int64_t bytes,
          std::string content_type, Instant created_at) {
        Prompt prompt;
        prompt.id = id;
        prompt.name = std::move(name);
        prompt.language = std::move(language);
        prompt.duration_ms = duration_ms;
        prompt.bytes = bytes;
        prompt.content_type = std::move(content_type);
        prompt.created_at = created_at;
        all.push_back(std::move(prompt));
      },
      org, after, limit);
  return all;
}

std::int64_t PromptStore::count(database::Session& sql, OrgId org) const {
  return *database::first<std::int64_t>(sql, "select count(*) from voice_prompt where org = :org", org);
}

void PromptStore::update(org::Change& change, PromptId id, const PromptFields& fields) const {
  database::execute(
      change.sql, "update voice_prompt set name = :name, language = :language where org = :org and id = :id",
      fields.name, fields.language, change.org(), id);
}

Result<void> PromptStore::remove(org::Change& change, const Prompt& prompt) const {
  std::vector<Issue> found;
  if (uses != nullptr)
    for (const PromptUses& look : *uses)
      for (Issue& use : look(change.sql, change.org(), prompt.id))
        found.push_back(std::move(use));
  if (!found.empty()) return org::in_use(kind, std::move(found));
  database::execute(change.sql, "delete from voice_prompt where org = :org and id = :id", change.org(),
                    prompt.id);
  return {};
}

Result<Prompt> create_prompt(org::Changes& changes, const org::By& who, const PromptFields& fields,
                             const PromptSound& sound) {
  const PromptStore store;
  return changes
      .make<Prompt>(
          who, PromptStore::what,
          [&](org::Change& change) -> Result<Prompt> {
            if (store.count(change.sql, change.org()) >= prompts_max)
              return fail(ErrorCode::conflict, "limit_reached",
                          fmt::format("there are {} of these, and more is not possible", prompts_max));
            const auto id = change.new_id<PromptId>();
            if (auto fits = store.check(change, id, nullptr, fields); !fits)
              return tl::unexpected<Error>(std::move(fits.error()));
            database::execute(
                change.sql,
                "insert into voice_prompt (org, id, name, language, duration_ms, bytes, content_type, digest,"
                " created_at) values (:org, :id, :name, :language, :duration_ms, :bytes, :content_type,"
                " :digest, :created_at)",
                change.org(), id, fields.name, fields.language, sound.duration_ms, sound.bytes,
                sound.content_type, sound.digest, change.now);
            auto made = store.find(change.sql, change.org(), id);
            change.audit({"create", PromptStore::kind, id.value, "", contract::encode(*made)});
            return std::move(*made);
          })
      .map_error(org::named_twice);
}

bool prompt_exists(database::Session& sql, OrgId org, PromptId id) {
  return !digest_of_prompt(sql, org, id).empty();
}

std::string digest_of_prompt(database::Session& sql, OrgId org, PromptId id) {
  return database::first<std::string>(sql, "select digest from voice_prompt where org = :org and id = :id",
                                      org, id)
      .value_or("");
}

bool is_digest_named(database::Session& sql, const std::string& digest) {
  return database::first<std::int64_t>(sql, "select id from voice_prompt where digest = :digest limit 1",
                                       digest)
      .has_value();
}

}  // namespace rapport::prompts
