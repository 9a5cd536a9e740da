#include "cases/case_keeper.h"

#include <fmt/format.h>

namespace rapport::cases {
namespace {

constexpr Duration keeper_looks_every = seconds(30);
constexpr std::int64_t keeper_at_once = 100;   // cases of one transaction
constexpr std::size_t keeper_a_round = 5'000;  // of each kind and organisation; the rest comes with the next
constexpr std::size_t fired_a_round = 1'000;

}  // namespace

void CaseKeeper::start() {
  rounds_.start(keeper_looks_every, [this] {
    if (auto done = turn(); !done)
      log_.warning("cases could not be looked at", {{"reason", done.error().reason}});
    return keeper_looks_every;
  });
}

void CaseKeeper::stop() {
  rounds_.stop();
}

Result<CaseKeeper::Done> CaseKeeper::turn() {
  auto orgs = book_.changes().database().read(
      [](database::Session& sql) -> Result<std::vector<OrgId>> { return CaseStore::organisations(sql); });
  if (!orgs) return tl::unexpected<Error>(orgs.error());
  Done done;
  const Instant now = clock_();
  for (const OrgId org : *orgs) {
    auto told = look(org, now);
    if (!told) return tl::unexpected<Error>(told.error());
    auto fired = fire_rules(org, now);
    if (!fired) return tl::unexpected<Error>(fired.error());
    auto closed = close_solved(org, now);
    if (!closed) return tl::unexpected<Error>(closed.error());
    done.told += *told;
    done.fired += *fired;
    done.closed += *closed;
  }
  return done;
}

Result<std::size_t> CaseKeeper::look(OrgId org, Instant now) {
  std::size_t told = 0;
  for (std::size_t looked = 0; looked < keeper_a_round;) {
    struct Round {
      std::size_t looked = 0;
      std::vector<CaseId> told;
    };
    auto round = book_.changes().make<Round>({org, {}}, "", [&](org::Change& change) -> Result<Round> {
      CaseWork work(change);
      Round made;
      for (const Case& which : CaseStore::due_for_a_look(change.sql, org, now, keeper_at_once)) {
        if (work.look(which)) made.told.push_back(which.id);
        ++made.looked;
      }
      return made;
    });
    if (!round) return tl::unexpected<Error>(round.error());
    for (const CaseId id : round->told)
      book_.told(org, id);
    told += round->told.size();
    looked += round->looked;
    if (round->looked < static_cast<std::size_t>(keeper_at_once)) break;
  }
  return told;
}

Result<std::size_t> CaseKeeper::fire_rules(OrgId org, Instant now) {
  struct Means {
    CaseRule rule;
    Case which;
    Instant since;
  };
  std::size_t fired = 0;
  CaseId after;
  while (fired < fired_a_round) {
    struct Look {
      std::vector<Means> means;
      CaseId last;
    };
    auto found = book_.changes().database().read([&](database::Session& sql) -> Result<Look> {
      Look made;
      std::vector<CaseRule> rules;
      for (CaseRule& rule : case_rules.list(sql, org, {}, case_rules.most))
        if (rule.is_on) rules.push_back(std::move(rule));
      if (rules.empty()) return made;
      for (const Case& which : CaseStore::open_after(sql, org, after, keeper_at_once)) {
        made.last = which.id;
        for (const CaseRule& rule : rules) {
          const auto since = holds_since(rule.when, which, now);
          if (since && !CaseStore::has_key(sql, org, which.id, CaseBook::rule_key(rule.id, *since)))
            made.means.push_back({rule, which, *since});
        }
      }
      return made;
    });
    if (!found) return tl::unexpected<Error>(found.error());
    if (!found->last) break;
    after = found->last;
    for (const Means& each : found->means) {
      auto done = book_.fire(org, each.rule, each.which, each.since);
      if (done && *done) ++fired;
      if (!done && done.error().code == ErrorCode::unavailable) return tl::unexpected<Error>(done.error());
      if (!done)
        log_.info(
            "a rule could not do its work",
            {{"rule", each.rule.id.value}, {"case", each.which.id.value}, {"reason", done.error().reason}});
    }
  }
  return fired;
}

Result<std::size_t> CaseKeeper::close_solved(OrgId org, Instant now) {
  std::size_t closed = 0;
  while (closed < keeper_a_round) {
    auto round = book_.changes().make<std::vector<CaseId>>(
        {org, {}}, "", [&](org::Change& change) -> Result<std::vector<CaseId>> {
          CaseWork work(change);
          std::vector<CaseId> made;
          if (work.settings().close_after_days == 0) return made;
          const Instant before =
              now - hours(24 * static_cast<std::int64_t>(work.settings().close_after_days));
          CaseEdit edit;
          edit.status = CaseStatus::closed;
          for (const CaseId id : CaseStore::solved_before(change.sql, org, before, keeper_at_once)) {
            const auto which = work.find(id);
            if (!which) continue;
            const std::string key = fmt::format("close:{}", which->solved_at.value_or(Instant{}).us);
            auto done = work.edit(*which, edit, {{}, "", false}, key);
            if (!done) return tl::unexpected<Error>(done.error());
            made.push_back(id);
          }
          return made;
        });
    if (!round) return tl::unexpected<Error>(round.error());
    for (const CaseId id : *round)
      book_.told(org, id);
    closed += round->size();
    if (round->size() < static_cast<std::size_t>(keeper_at_once)) break;
  }
  return closed;
}

}  // namespace rapport::cases
