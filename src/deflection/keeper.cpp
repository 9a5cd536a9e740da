#include "deflection/keeper.h"

#include <algorithm>
#include <set>

#include "knowledge/search/tokens.h"

namespace rapport::deflection {
namespace {

constexpr Duration measured_every = minutes(1);
constexpr std::int64_t steps_at_once = 500;
constexpr std::int64_t contacts_at_once = 100;
constexpr int batches_a_round = 20;  // of each kind and organisation; the rest comes with the next

std::set<std::string> tokens_of(const std::string& text) {
  std::set<std::string> all;
  for (const auto& token : knowledge::search::word_tokens(text))
    if (!token.is_han) all.insert(token.text);
  for (const std::string& pair : knowledge::search::pair_tokens(text))
    all.insert(pair);
  return all;
}

}  // namespace

bool says_half(const std::string& searched, const std::string& said) {
  const std::set<std::string> wanted = tokens_of(searched), there = tokens_of(said);
  const auto found = std::count_if(wanted.begin(), wanted.end(),
                                   [&there](const std::string& token) { return there.contains(token); });
  return !wanted.empty() && static_cast<std::size_t>(found) * 2 >= wanted.size();
}

void Keeper::start() {
  rounds_.start(measured_every, [this] {
    // The search says unavailable while its index is being made; the next round goes on.
    if (auto done = turn(); !done && done.error().code != ErrorCode::unavailable)
      needs_.log.warning("deflection could not be measured", {{"reason", done.error().reason}});
    return measured_every;
  });
}

void Keeper::stop() {
  rounds_.stop();
}

Result<Keeper::Done> Keeper::turn() {
  const std::lock_guard turning(turning_);
  Done done;
  const Instant now = needs_.clock();
  for (const OrgId org : needs_.directories.all()) {
    auto progress = needs_.database.read(
        [org](database::Session& sql) -> Result<Progress> { return DeflectionStore::progress(sql, org); });
    if (!progress) return tl::unexpected<Error>(progress.error());
    if (auto taken = take_steps(org, *progress, now, done); !taken)
      return tl::unexpected<Error>(taken.error());
    if (auto looked = look_at_contacts(org, *progress, now, done); !looked)
      return tl::unexpected<Error>(looked.error());
    if (auto measured = measure(org, *progress, now, done); !measured)
      return tl::unexpected<Error>(measured.error());
  }
  return done;
}

Result<void> Keeper::take_steps(OrgId org, Progress& progress, Instant now, Done& done) {
  for (int batch = 0; batch < batches_a_round; ++batch) {
    auto steps = needs_.database.read([&](database::Session& sql) -> Result<std::vector<Step>> {
      return DeflectionStore::steps(sql, org, progress.steps, now - step_settles, steps_at_once);
    });
    if (!steps) return tl::unexpected<Error>(steps.error());
    const bool is_full = steps->size() == static_cast<std::size_t>(steps_at_once);
    // Those of the last moment may go on in the next batch: all of a moment at once.
    if (steps->empty()) return {};
    if (const Instant last = steps->back().at; is_full && steps->front().at < last)
      while (steps->back().at == last)
        steps->pop_back();
    Progress after = progress;
    after.steps = steps->back().at;
    auto taken = needs_.database
                     .write<void>([this, org, &steps, &after](database::Session& sql) -> Result<void> {
                       for (const Step& step : *steps)
                         DeflectionStore::take(sql, org, step, needs_.ids);
                       DeflectionStore::set_progress(sql, org, after);
                       return {};
                     })
                     .get();
    if (!taken) return taken;
    progress = after;
    done.steps += steps->size();
    if (!is_full) return {};
  }
  return {};
}

Result<void> Keeper::look_at_contacts(OrgId org, Progress& progress, Instant now, Done& done) {
  const Instant until = now - contact_settles;
  using Look =
      DeflectionStore::Batch (*)(database::Session&, OrgId, std::int64_t, Instant, Instant, std::int64_t);
  struct Kind {
    Look look;
    std::int64_t Progress::*last;
  };
  bool is_behind = false;
  for (const Kind& kind : {Kind{&DeflectionStore::interactions, &Progress::interaction},
                           Kind{&DeflectionStore::cases, &Progress::case_id}}) {
    bool is_full = true;
    for (int count = 0; is_full && count < batches_a_round; ++count) {
      auto batch = needs_.database.read([&](database::Session& sql) -> Result<DeflectionStore::Batch> {
        return kind.look(sql, org, progress.*kind.last, now - measured_again, until, contacts_at_once);
      });
      if (!batch) return tl::unexpected<Error>(batch.error());
      for (NewContact& contact : batch->contacts) {
        auto answers = needs_.finding.answers(org, contact.words);
        if (!answers) return tl::unexpected<Error>(answers.error());
        contact.answers = std::move(*answers);
      }
      is_full = batch->is_full;
      if (batch->last == progress.*kind.last) break;
      Progress after = progress;
      after.*kind.last = batch->last;
      auto added = needs_.database
                       .write<void>([org, &batch, &after](database::Session& sql) -> Result<void> {
                         for (const NewContact& contact : batch->contacts)
                           DeflectionStore::add(sql, org, contact);
                         DeflectionStore::set_progress(sql, org, after);
                         return {};
                       })
                       .get();
      if (!added) return added;
      progress = after;
      done.contacts += batch->contacts.size();
    }
    is_behind = is_behind || is_full;
  }
  if (!is_behind) progress.measured = until;
  return {};
}

Result<bool> Keeper::is_about(OrgId org, const OpenAttempt& attempt, const ContactKey& contact) {
  return needs_.database.read([&](database::Session& sql) -> Result<bool> {
    if (attempt.kind == AttemptKind::read)
      return DeflectionStore::has_answer(sql, org, contact, attempt.article);
    return says_half(attempt.words, DeflectionStore::words_of(sql, org, contact));
  });
}

Result<void> Keeper::measure(OrgId org, const Progress& progress, Instant now, Done& done) {
  const Instant open = now - measured_again;
  auto followed = needs_.database.read([&](database::Session& sql) -> Result<std::vector<OpenAttempt>> {
    return DeflectionStore::followed(sql, org, open);
  });
  if (!followed) return tl::unexpected<Error>(followed.error());
  std::vector<OpenAttempt> changed;
  for (OpenAttempt& attempt : *followed) {
    const std::optional<Instant> first =
        attempt.found.empty() ? std::nullopt : std::optional<Instant>(attempt.found.front().first);
    // Words do not change afterwards: looked at again only when there are more or fewer contacts.
    if (first == attempt.contacted_at && attempt.contacts == static_cast<std::int64_t>(attempt.found.size()))
      continue;
    attempt.contacted_at = first;
    attempt.about_at.reset();
    for (const auto& found : attempt.found) {
      auto about = is_about(org, attempt, found.second);
      if (!about) return tl::unexpected<Error>(about.error());
      if (!*about) continue;
      attempt.about_at = found.first;
      break;
    }
    changed.push_back(std::move(attempt));
  }
  auto within = needs_.database.read([&](database::Session& sql) -> Result<std::vector<AttemptId>> {
    return DeflectionStore::within_contacts(sql, org, open);
  });
  if (!within) return tl::unexpected<Error>(within.error());
  using Answers = std::vector<DeflectionStore::ReadAnswer>;
  auto answers = needs_.database.read([&](database::Session& sql) -> Result<Answers> {
    return DeflectionStore::read_answers(sql, org, open);
  });
  if (!answers) return tl::unexpected<Error>(answers.error());
  done.measured += changed.size() + within->size() + answers->size();
  return needs_.database
      .write<void>([&](database::Session& sql) -> Result<void> {
        DeflectionStore::confirm(sql, org, open);
        for (const OpenAttempt& attempt : changed)
          DeflectionStore::set_followed(sql, org, attempt);
        for (const AttemptId attempt : *within)
          DeflectionStore::set_within_contact(sql, org, attempt);
        for (const auto& answer : *answers)
          DeflectionStore::set_read(sql, org, answer);
        DeflectionStore::forget(sql, org, now - attempts_kept);
        DeflectionStore::set_progress(sql, org, progress);
        return {};
      })
      .get();
}

}  // namespace rapport::deflection
