#include "workforce/requests/bids.h"

#include <fmt/format.h>

#include <algorithm>

#include "org/entity.h"
#include "workforce/requests/again.h"
#include "workforce/schedule/local_days.h"
#include "workforce/shifts/board.h"

namespace rapport::workforce {
namespace {

constexpr const char* bid_kind = "bid_round";

tl::unexpected<Error> no_round(BidRoundId id) {
  return org::no_such(bid_kind, id.value);
}
tl::unexpected<Error> not_open_round() {
  return fail(ErrorCode::conflict, "not_open", "this round is over");
}

std::string name_of(AgentId agent) {
  return fmt::format("{}", agent.value);
}

Result<void> check_round(const NewBidRound& wanted, const schedule::Problem& problem, Instant now) {
  std::vector<Issue> issues;
  std::set<AgentId> seen;
  for (std::size_t i = 0; i < wanted.agents.size(); ++i) {
    const Bidder& one = wanted.agents[i];
    const std::string at = fmt::format("/agents/{}", i);
    if (std::none_of(problem.agents.begin(), problem.agents.end(),
                     [&](const schedule::Agent& agent) { return agent.name == name_of(one.agent_id); }))
      issues.push_back({at + "/agent_id", "is not planned in this schedule"});
    if (!seen.insert(one.agent_id).second) issues.push_back({at + "/agent_id", "is there twice"});
    if (!one.since.empty() && !parse_day(one.since))
      issues.push_back({at + "/since", "expected a date such as 2026-12-25"});
  }
  const schedule::LocalDays days(problem.time_zone, problem.first_day, problem.days);
  for (std::size_t i = 0; i < wanted.days.size(); ++i)
    if (!days.index_of(wanted.days[i]))
      issues.push_back({fmt::format("/days/{}", i), "is not one of the schedule's days"});
  if (wanted.closes_at <= now) issues.push_back({"/closes_at", "is over"});
  if (!issues.empty()) return org::wrong(std::move(issues));
  return {};
}

bool is_on(const BidRound& round, const std::string& day) {
  return round.days.empty() || std::find(round.days.begin(), round.days.end(), day) != round.days.end();
}

}  // namespace

contract::Notes contract_notes(contract::Tag<AwardBids>) {
  return {
      .fields = {
          {.name = "is_trial", .doc = "says who would get what, and keeps nothing", .has_default = true},
          {.name = "is_early", .doc = "also before it closes, by the wishes of now", .has_default = true}}};
}

struct Bids::Known {
  BidRound round;
  std::vector<std::vector<Shift>> lines;  // by bidder
  std::map<AgentId, BidWishes> wishes;
  std::map<AgentId, double> fared;

  // The bidder's shifts on the round's days: none, but for those of the line.
  std::vector<ShiftEdit> edits(std::size_t bidder, std::size_t line) const {
    const AgentId agent = round.agents[bidder].agent_id;
    std::vector<ShiftEdit> made;
    for (const Shift& own : lines[bidder])
      made.push_back({agent, own.day, std::nullopt});
    for (const Shift& shift : lines[line]) {
      const ShiftPut put{shift.shift, shift.start, shift.end, shift.breaks};
      const auto same =
          std::find_if(made.begin(), made.end(), [&](const ShiftEdit& one) { return one.day == shift.day; });
      if (same != made.end())
        same->put = put;
      else
        made.push_back({agent, shift.day, put});
    }
    return made;
  }
};

Result<Bids::Known> Bids::know(OrgId org, BidRoundId id) {
  return schedules_.changes().database().read([&](database::Session& sql) -> Result<Known> {
    auto found = bid_store::find(sql, org, id);
    if (!found) return no_round(id);
    Known known{std::move(*found), {}, bid_store::wishes(sql, org, id), {}};
    std::map<AgentId, std::vector<Shift>> shifts;
    for (Shift& one : shift_store::shifts(sql, org, known.round.schedule_id, {}, ""))
      if (is_on(known.round, one.day)) shifts[one.agent_id].push_back(std::move(one));
    for (const Bidder& one : known.round.agents)
      known.lines.push_back(shifts[one.agent_id]);
    // Who got none of their wishes fared as if it had been one more.
    std::map<AgentId, std::pair<double, int>> sums;
    for (const BidRound& past : bid_store::list(sql, org)) {
      if (past.state != BidState::awarded) continue;
      const auto wished = bid_store::wishes(sql, org, past.id);
      for (const BidAward& award : past.awards) {
        const auto wishes = wished.find(award.agent_id);
        if (wishes == wished.end() || wishes->second.lines.empty()) continue;
        auto& sum = sums[award.agent_id];
        sum.first += static_cast<double>(
            award.rank.value_or(static_cast<std::int64_t>(wishes->second.lines.size()) + 1));
        ++sum.second;
      }
    }
    for (const auto& [agent, sum] : sums)
      known.fared[agent] = sum.first / sum.second;
    return known;
  });
}

Result<BidRound> Bids::create(const org::By& by, const NewBidRound& wanted) {
  const auto problem = schedules_.problem(by.org, wanted.schedule_id);
  if (!problem) return org::wrong({{"/schedule_id", "there is no such schedule"}});
  if (auto sound = check_round(wanted, *problem, schedules_.now()); !sound)
    return tl::unexpected<Error>(std::move(sound.error()));
  auto made = schedules_.changes().make<BidRound>(by, "", [&](org::Change& change) -> Result<BidRound> {
    BidRound round;
    round.id = change.new_id<BidRoundId>();
    round.name = wanted.name;
    round.schedule_id = wanted.schedule_id;
    round.order = wanted.order;
    round.agents = wanted.agents;
    round.days = wanted.days;
    round.created_at = change.now;
    round.closes_at = wanted.closes_at;
    bid_store::put(change.sql, by.org, round);
    change.audit({"create", bid_kind, round.id.value, "", contract::encode(round)});
    return round;
  });
  if (made && told_) told_(by.org, {});
  return made;
}

Result<std::vector<BidRound>> Bids::list(OrgId org) {
  return schedules_.changes().database().read(
      [&](database::Session& sql) -> Result<std::vector<BidRound>> { return bid_store::list(sql, org); });
}

Result<BidRoundShown> Bids::look(OrgId org, BidRoundId id) {
  return know(org, id).map([](Known&& known) {
    BidRoundShown shown;
    for (std::size_t i = 0; i < known.lines.size(); ++i)
      shown.lines.push_back({static_cast<std::int64_t>(i) + 1, std::move(known.lines[i])});
    for (auto& [agent, wishes] : known.wishes)
      shown.wishes[name_of(agent)] = std::move(wishes);
    shown.round = std::move(known.round);
    return shown;
  });
}

Result<std::vector<BidRoundShown>> Bids::mine(OrgId org, AgentId agent) {
  const auto rounds = list(org);
  if (!rounds) return tl::unexpected<Error>(rounds.error());
  std::vector<BidRoundShown> mine;
  for (const BidRound& round : *rounds) {
    const auto own = std::find_if(round.agents.begin(), round.agents.end(),
                                  [&](const Bidder& one) { return one.agent_id == agent; });
    if (own == round.agents.end() || round.state == BidState::cancelled) continue;
    auto shown = look(org, round.id);
    if (!shown) return tl::unexpected<Error>(std::move(shown.error()));
    shown->own_line = own - round.agents.begin() + 1;
    auto& awards = shown->round.awards;
    awards.erase(std::remove_if(awards.begin(), awards.end(),
                                [&](const BidAward& one) { return one.agent_id != agent; }),
                 awards.end());
    // Others' seniority and scores are theirs; so are the names of the lines.
    shown->round.agents = {*own};
    for (BidLine& line : shown->lines)
      for (Shift& shift : line.shifts)
        shift.agent_id = {};
    const auto wishes = shown->wishes.find(name_of(agent));
    std::map<std::string, BidWishes> kept;
    if (wishes != shown->wishes.end()) kept.insert(*wishes);
    shown->wishes = std::move(kept);
    mine.push_back(std::move(*shown));
  }
  return mine;
}

Result<BidWishes> Bids::bid(const org::By& by, BidRoundId id, const BidWishes& wishes) {
  return schedules_.changes().make<BidWishes>(by, "", [&](org::Change& change) -> Result<BidWishes> {
    const auto round = bid_store::find(change.sql, by.org, id);
    const bool is_bidder = round && std::any_of(round->agents.begin(), round->agents.end(),
                                                [&](const Bidder& one) { return one.agent_id == by.user; });
    if (!is_bidder) return no_round(id);
    if (round->state != BidState::open || change.now >= round->closes_at) return not_open_round();
    std::vector<Issue> issues;
    std::set<std::int64_t> seen;
    for (std::size_t i = 0; i < wishes.lines.size(); ++i) {
      const std::int64_t line = wishes.lines[i];
      if (line < 1 || line > static_cast<std::int64_t>(round->agents.size()))
        issues.push_back({fmt::format("/lines/{}", i), "there is no such line"});
      if (!seen.insert(line).second) issues.push_back({fmt::format("/lines/{}", i), "is there twice"});
    }
    if (!issues.empty()) return org::wrong(std::move(issues));
    bid_store::put_wishes(change.sql, by.org, id, by.user, wishes);
    change.audit({"bid", bid_kind, id.value, "", contract::encode(wishes)});
    return wishes;
  });
}

Result<BidAnswer> Bids::award(const org::By& by, BidRoundId id, const AwardBids& wanted) {
  return again_if_changed([&] { return try_award(by, id, wanted); });
}

Result<BidAnswer> Bids::try_award(const org::By& by, BidRoundId id, const AwardBids& wanted) {
  const auto known = know(by.org, id);
  if (!known) return tl::unexpected<Error>(known.error());
  const BidRound& round = known->round;
  if (round.state != BidState::open) return not_open_round();
  if (!wanted.is_trial && !wanted.is_early && schedules_.now() < round.closes_at)
    return fail(ErrorCode::conflict, "still_open", "agents may still bid");
  const auto problem = schedules_.problem(by.org, round.schedule_id);
  if (!problem) return tl::unexpected<Error>(problem.error());
  const auto shifts = schedules_.shifts(by.org, round.schedule_id, {}, "");
  if (!shifts) return tl::unexpected<Error>(shifts.error());
  std::vector<std::vector<std::size_t>> may(round.agents.size());
  for (std::size_t i = 0; i < may.size(); ++i) {
    const AgentId agent = round.agents[i].agent_id;
    schedule::Plan own;
    for (const Shift& one : *shifts)
      if (one.agent_id == agent) own.shifts.push_back(planned(one));
    const auto wishes = known->wishes.find(agent);
    if (wishes == known->wishes.end()) continue;
    for (const std::int64_t wish : wishes->second.lines) {
      const auto line = static_cast<std::size_t>(wish - 1);
      std::vector<BoardChange> changes;
      for (const ShiftEdit& edit : known->edits(i, line)) {
        BoardChange change{name_of(agent), edit.day, std::nullopt, false};
        for (const Shift& shift : known->lines[line])
          if (shift.day == edit.day) change.put = planned(shift);
        changes.push_back(std::move(change));
      }
      const auto tried = try_on_board(*problem, own, changes);
      if (tried && tried->caused.empty()) may[i].push_back(line);
    }
  }
  const auto turns = turns_of(round.order, round.agents, known->fared);
  const auto lines = award_lines(turns, may);
  BidAnswer answer{round, {}};
  PlanEdit edit;
  edit.counts_coverage = true;
  for (const std::size_t i : turns) {
    const AgentId agent = round.agents[i].agent_id;
    BidAward award{agent, static_cast<std::int64_t>(lines[i]) + 1, std::nullopt};
    if (const auto wishes = known->wishes.find(agent); wishes != known->wishes.end()) {
      const auto& all = wishes->second.lines;
      const auto rank = std::find(all.begin(), all.end(), award.line);
      if (rank != all.end()) award.rank = rank - all.begin() + 1;
    }
    answer.round.awards.push_back(award);
    if (lines[i] != i)
      for (ShiftEdit& one : known->edits(i, lines[i]))
        edit.edits.push_back(std::move(one));
  }
  const auto prepared = schedules_.prepare(by.org, round.schedule_id, edit);
  if (!prepared) return tl::unexpected<Error>(prepared.error());
  add_edits({*prepared}, true, answer.effect);
  if (wanted.is_trial) return answer;
  answer.round.state = BidState::awarded;
  auto kept = schedules_.changes().make<BidAnswer>(by, "", [&](org::Change& change) -> Result<BidAnswer> {
    const auto before = bid_store::find(change.sql, by.org, id);
    if (!before) return no_round(id);
    if (before->state != BidState::open) return not_open_round();
    if (!edit.edits.empty())
      if (auto written = Schedules::write(change, *prepared); !written)
        return tl::unexpected<Error>(std::move(written.error()));
    bid_store::put(change.sql, by.org, answer.round);
    change.audit({"change", bid_kind, id.value, contract::encode(*before), contract::encode(answer.round)});
    return answer;
  });
  if (!kept) return kept;
  schedules_.tell(by.org, *prepared);
  if (told_) told_(by.org, {});
  return kept;
}

Result<BidRound> Bids::cancel(const org::By& by, BidRoundId id) {
  auto cancelled = schedules_.changes().make<BidRound>(by, "", [&](org::Change& change) -> Result<BidRound> {
    auto found = bid_store::find(change.sql, by.org, id);
    if (!found) return no_round(id);
    if (found->state != BidState::open) return not_open_round();
    const std::string before = contract::encode(*found);
    found->state = BidState::cancelled;
    bid_store::put(change.sql, by.org, *found);
    change.audit({"change", bid_kind, id.value, before, contract::encode(*found)});
    return std::move(*found);
  });
  if (cancelled && told_) told_(by.org, {});
  return cancelled;
}

}  // namespace rapport::workforce
