#include "customers/resolution.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "customers/customer_rows.h"
#include "platform/database/statement.h"

namespace rapport::customers {
namespace {

constexpr Duration seen_again_after = hours(24);  // how fine `seen_us` is

struct Candidates {
  std::map<CustomerId, CustomerId> rows;  // by person, one of theirs that was met
  std::map<std::string, std::int64_t> phone_holders;
};

// Names lead to too many people; they count once something else has led to somebody.
bool leads_to_people(KeyKind kind) {
  return kind != KeyKind::name;
}

Candidates candidates_for(database::Session& sql, OrgId org, CustomerId person,
                          const std::vector<MatchKey>& keys) {
  Candidates found;
  for (const MatchKey& key : keys) {
    if (!leads_to_people(key.kind)) continue;
    std::map<CustomerId, CustomerId> met;
    database::each<CustomerId, CustomerId>(
        sql,
        "select c.person, c.id from customer_key k cross join customer c where c.org = k.org and c.id = "
        "k.customer and k.org = :org and k.kind = :kind and k.value = :value limit :most",
        [&](CustomerId other, CustomerId row) {
          if (other != person) met.emplace(other, row);
        },
        org, key.kind, key.value, candidates_per_key_max);
    if (key.kind == KeyKind::phone && !met.empty())
      found.phone_holders[key.value] = static_cast<std::int64_t>(met.size()) - 1;
    for (const auto& [other, row] : met)
      if (found.rows.size() < candidates_max) found.rows.emplace(other, row);
  }
  return found;
}

bool is_better(const Match& x, const Match& y) {
  if (x.verdict.decision != y.verdict.decision) return x.verdict.decision > y.verdict.decision;
  if (x.verdict.per_mille != y.verdict.per_mille) return x.verdict.per_mille > y.verdict.per_mille;
  return x.person < y.person;
}

// A customer comes back every few minutes while they chat: not each time a write.
bool is_seen_lately(database::Session& sql, OrgId org, CustomerId row, Instant now) {
  const auto seen =
      database::first<Instant>(sql, "select seen_us from customer where org = :org and id = :id", org, row);
  return seen && now - *seen < seen_again_after;
}

}  // namespace

std::vector<Match> matches_of(database::Session& sql, OrgId org, CustomerId row, Instant now) {
  const auto person = person_of(sql, org, row);
  if (!person) return {};
  const Facts facts = facts_of_person(sql, org, *person);
  const Candidates candidates = candidates_for(sql, org, *person, keys_of(facts));
  const Surroundings around{now, candidates.phone_holders};
  std::vector<Match> matches;
  for (const auto& [other, met] : candidates.rows) {
    Match found{other, met, match(facts, facts_of_person(sql, org, other), around)};
    if (found.verdict.decision == Decision::nothing || is_never(sql, org, *person, other)) continue;
    matches.push_back(std::move(found));
  }
  std::sort(matches.begin(), matches.end(), is_better);
  return matches;
}

Result<Resolution::Outcome> Resolution::settle(OrgId org, CustomerId row) {
  const Instant now = clock_();
  bool has_work = false;
  auto looked = database_.read([&](database::Session& sql) -> Result<Outcome> {
    const auto person = person_of(sql, org, row);
    if (!person)
      return fail(ErrorCode::not_found, "unknown_customer", fmt::format("no customer {}", row.value));
    has_work = !matches_of(sql, org, row, now).empty() || !is_seen_lately(sql, org, row, now);
    return Outcome{*person};
  });
  if (!looked || !has_work) return looked;
  return database_.write<Outcome>([&](database::Session& sql) { return act(sql, org, row); }).get();
}

Result<Resolution::Outcome> Resolution::met_at_browser(OrgId org, CustomerId before, CustomerId now) {
  const auto work = [&](database::Session& sql) -> Result<Outcome> {
    Outcome outcome{person_of(sql, org, now).value_or(now)};
    const auto person = person_of(sql, org, before);
    if (!person || *person == outcome.person) return outcome;
    Facts was = facts_of_person(sql, org, *person);
    Facts is = facts_of_person(sql, org, outcome.person);
    was.browsers.push_back({"this", Proof::stated});
    is.browsers.push_back({"this", Proof::stated});
    const Match found{*person, before, match(is, was, {clock_(), {}})};
    follow(sql, org, now, found, clock_(), outcome);
    outcome.person = person_of(sql, org, now).value_or(now);
    return outcome;
  };
  return database_.write<Outcome>(work).get();
}

// What was joined a moment ago may be somebody whom another of these was said never to be.
void Resolution::follow(database::Session& sql, OrgId org, CustomerId row, const Match& found, Instant now,
                        Outcome& outcome) {
  const auto person = person_of(sql, org, row);
  const auto other = person_of(sql, org, found.row);
  if (!person || !other || *person == *other || is_never(sql, org, *person, *other)) return;
  const RowPair rows = RowPair::of(row, found.row);
  if (found.verdict.decision == Decision::certain) {
    const NewJoin wanted{ids_.next<JoinId>(), rows, found.verdict.per_mille, found.verdict.reasons, {}};
    if (join(sql, org, wanted, now)) ++outcome.joined;
  } else if (found.verdict.decision == Decision::likely && outcome.proposed < proposals_max) {
    const Proposal proposal{ids_.next<ProposalId>(), rows.a, rows.b, found.verdict.per_mille,
                            found.verdict.reasons,   now};
    if (propose(sql, org, proposal)) ++outcome.proposed;
  }
}

Result<Resolution::Outcome> Resolution::act(database::Session& sql, OrgId org, CustomerId row) {
  const Instant now = clock_();
  database::execute(sql, "update customer set seen_us = :now where org = :org and id = :id", now, org, row);
  Outcome outcome;
  for (const Match& found : matches_of(sql, org, row, now))
    follow(sql, org, row, found, now, outcome);
  outcome.person = person_of(sql, org, row).value_or(row);
  return outcome;
}

}  // namespace rapport::customers
