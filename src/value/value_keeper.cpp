#include "value/value_keeper.h"

#include <algorithm>
#include <set>

#include "customers/customer_rows.h"
#include "value/gather.h"

namespace rapport::value {
namespace {

constexpr Duration keeper_looks_every = seconds(1);
constexpr std::int64_t keeper_at_once = 500;  // persons of one transaction
constexpr int keeper_batches = 20;            // of each organisation in one turn
constexpr Duration look_every = hours(24);
constexpr Duration tell_every = seconds(10);
// Fifths of few say little and change with each: they are made anew when there are so many more buyers.
constexpr std::int64_t buyers_grown_percent = 20;
constexpr std::int64_t buyers_watched_max = 10'000;  // beyond it a day is soon enough

struct Rule {
  SegmentId segment;
  switchboard::flow::Code code;
};

}  // namespace

struct ValueKeeper::Rules {
  ValueSettings settings;
  Cuts cuts;
  Vocabulary vocabulary;
  std::vector<Rule> segments;
  bool asks_profile = false;
};

void ValueKeeper::start() {
  rounds_.start(keeper_looks_every, [this] {
    const auto done = turn();
    if (!done) log_.warning("values could not be looked at", {{"reason", done.error().reason}});
    return done && done->has_more ? Duration{} : keeper_looks_every;
  });
}

void ValueKeeper::stop() {
  rounds_.stop();
}

void ValueKeeper::wake() {
  rounds_.wake();
}

Result<ValueKeeper::Done> ValueKeeper::turn() {
  auto orgs = database_.read([](database::Session& sql) -> Result<std::set<OrgId>> {
    std::set<OrgId> all;
    for (const OrgId org : customers::touched_organisations(sql))
      all.insert(org);
    for (const OrgId org : value_organisations(sql))
      all.insert(org);
    return all;
  });
  if (!orgs) return tl::unexpected<Error>(orgs.error());
  Done done;
  const Instant now = clock_();
  for (const OrgId org : *orgs) {
    Done own;
    const auto take = [&own](const Result<Done>& part) {
      if (!part) return;
      own.computed += part->computed;
      own.changed += part->changed;
      own.moved += part->moved;
      own.has_more = own.has_more || part->has_more;
    };
    auto touched = follow_touched(org, now);
    if (!touched) return touched;
    take(touched);
    auto looked = look_around(org, now);
    if (!looked) return looked;
    take(looked);
    Telling& telling = telling_[org];
    telling.is_due = telling.is_due || own.moved > 0;
    if (telling.is_due && changed_ && now - telling.last >= tell_every) {
      telling = {now, false};
      changed_(org);
    }
    done.computed += own.computed;
    done.changed += own.changed;
    done.moved += own.moved;
    done.has_more = done.has_more || own.has_more;
  }
  return done;
}

Result<ValueKeeper::Done> ValueKeeper::follow_touched(OrgId org, Instant now) {
  Done done;
  for (int i = 0; i < keeper_batches; ++i) {
    struct Batch {
      std::vector<customers::Touched> touched;
      std::vector<Outcome> outcomes;
    };
    auto batch = database_.read([&](database::Session& sql) -> Result<Batch> {
      Batch made;
      made.touched = customers::touched(sql, org, keeper_at_once);
      if (made.touched.empty()) return made;
      const Rules rules = rules_of(sql, org);
      std::set<CustomerId> persons;
      for (const customers::Touched& one : made.touched) {
        const auto person = customers::person_of(sql, org, one.row);
        if (person) persons.insert(*person);
        if (person == one.row) continue;
        Outcome gone;
        gone.person = one.row;
        gone.is_gone = true;
        made.outcomes.push_back(std::move(gone));
      }
      for (const CustomerId person : persons)
        made.outcomes.push_back(compute(sql, org, person, rules, now));
      return made;
    });
    if (!batch) return tl::unexpected<Error>(batch.error());
    if (batch->touched.empty()) return done;
    auto written = database_
                       .write<void>([&](database::Session& sql) -> Result<void> {
                         begin_state(sql, org);
                         for (const Outcome& outcome : batch->outcomes)
                           write(sql, org, outcome);
                         for (const customers::Touched& one : batch->touched)
                           customers::untouch(sql, org, one);
                         return {};
                       })
                       .get();
    if (!written) return tl::unexpected<Error>(written.error());
    done.computed += batch->outcomes.size();
    for (const Outcome& outcome : batch->outcomes) {
      if (outcome.is_changed) ++done.changed;
      if (outcome.is_moved) ++done.moved;
    }
    if (batch->touched.size() < static_cast<std::size_t>(keeper_at_once)) return done;
  }
  done.has_more = true;
  return done;
}

Result<bool> ValueKeeper::begin_if_due(OrgId org, Instant now) {
  struct Due {
    bool is_due = false, is_under_way = false;
    Cuts cuts;
  };
  auto due = database_.read([&](database::Session& sql) -> Result<Due> {
    Due made;
    const auto state = state_of(sql, org);
    if (!state) return made;
    made.is_under_way = state->after.has_value();
    made.is_due = state->looked_at == Instant{} || now - state->looked_at >= look_every;
    if (!made.is_due && (made.is_under_way || state->cuts.buyers > buyers_watched_max)) return made;
    auto buyers = buyers_of(sql, org);
    const auto count = static_cast<std::int64_t>(buyers.size());
    if (!made.is_due) made.is_due = count * 100 > state->cuts.buyers * (100 + buyers_grown_percent);
    if (made.is_due) made.cuts = cuts_of(std::move(buyers));
    return made;
  });
  if (!due) return tl::unexpected<Error>(due.error());
  if (!due->is_due) return due->is_under_way;
  auto begun = database_
                   .write<void>([&](database::Session& sql) -> Result<void> {
                     begin_look(sql, org, now, due->cuts);
                     return {};
                   })
                   .get();
  if (!begun) return tl::unexpected<Error>(begun.error());
  return true;
}

Result<ValueKeeper::Done> ValueKeeper::look_around(OrgId org, Instant now) {
  Done done;
  auto is_under_way = begin_if_due(org, now);
  if (!is_under_way) return tl::unexpected<Error>(is_under_way.error());
  if (!*is_under_way) return done;
  for (int i = 0; i < keeper_batches; ++i) {
    struct Batch {
      std::vector<CustomerId> persons;
      std::vector<Outcome> outcomes;
    };
    auto batch = database_.read([&](database::Session& sql) -> Result<Batch> {
      Batch made;
      const auto state = state_of(sql, org);
      if (!state || !state->after) return made;
      made.persons = customers::persons_after(sql, org, *state->after, keeper_at_once);
      const Rules rules = rules_of(sql, org);
      for (const CustomerId person : made.persons) {
        Outcome outcome = compute(sql, org, person, rules, now);
        if (outcome.is_changed) made.outcomes.push_back(std::move(outcome));
      }
      return made;
    });
    if (!batch) return tl::unexpected<Error>(batch.error());
    const bool is_last = batch->persons.size() < static_cast<std::size_t>(keeper_at_once);
    auto written =
        database_
            .write<void>([&](database::Session& sql) -> Result<void> {
              for (const Outcome& outcome : batch->outcomes)
                write(sql, org, outcome);
              looked_until(sql, org, is_last ? std::optional<CustomerId>{} : batch->persons.back());
              return {};
            })
            .get();
    if (!written) return tl::unexpected<Error>(written.error());
    done.computed += batch->persons.size();
    done.changed += batch->outcomes.size();
    for (const Outcome& outcome : batch->outcomes)
      if (outcome.is_moved) ++done.moved;
    if (is_last) return done;
  }
  done.has_more = true;
  return done;
}

ValueKeeper::Rules ValueKeeper::rules_of(database::Session& sql, OrgId org) {
  Rules rules;
  rules.settings = settings_of(sql, org);
  if (const auto state = state_of(sql, org)) rules.cuts = state->cuts;
  const auto ranked = ranked_segments(sql, org);
  if (ranked.empty()) return rules;
  rules.vocabulary =
      vocabulary_of(customers::custom_fields.list(sql, org, {}, customers::custom_fields.most));
  for (const Segment& segment : ranked)
    if (auto code = compiled(segment.condition, rules.vocabulary)) {
      rules.asks_profile = rules.asks_profile || asks_profile(*code);
      rules.segments.push_back({segment.id, std::move(*code)});
    }  // else a field it asks about is gone: it has no members
  return rules;
}

ValueKeeper::Outcome ValueKeeper::compute(database::Session& sql, OrgId org, CustomerId person,
                                          const Rules& rules, Instant now) {
  Outcome made;
  made.person = person;
  const ValueFacts facts = facts_of(sql, org, person, rules.settings);
  const Scores scores = score(facts, rules.cuts, rules.settings, now);
  made.worth = {facts.purchases,       facts.last_purchase, facts.spent,
                scores.lifetime_value, scores.stage,        scores.churn_per_mille};
  if (!rules.segments.empty()) {
    const Traits traits = rules.asks_profile ? traits_of(sql, org, person) : Traits{};
    const Answers answers = answers_of(rules.vocabulary, facts, scores, traits, now);
    for (const Rule& rule : rules.segments)
      if (holds(rule.code, answers)) made.segments.push_back(rule.segment);
    std::sort(made.segments.begin(), made.segments.end());
  }
  const auto before = worth_of(sql, org, person);
  const bool is_elsewhere = segment_ids_of(sql, org, person) != made.segments;
  made.is_changed = !before || !(*before == made.worth) || is_elsewhere;
  made.is_moved = is_elsewhere || before.value_or(Worth{}).stage != made.worth.stage;
  return made;
}

void ValueKeeper::write(database::Session& sql, OrgId org, const Outcome& outcome) {
  if (outcome.is_gone) return forget_person(sql, org, outcome.person);
  if (!outcome.is_changed) return;
  write_worth(sql, org, outcome.person, outcome.worth);
  write_segments(sql, org, outcome.person, outcome.segments);
}

Result<void> Touching::project(database::Session& sql, const live::Released& released) {
  for (const switchboard::Effect& effect : released.effects)
    if (const auto* closed = std::get_if<switchboard::InteractionClosed>(&effect); closed && closed->customer)
      customers::touch(sql, released.org, closed->customer);
  return {};
}

}  // namespace rapport::value
