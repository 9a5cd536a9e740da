#include "workforce/requests/shift_offers.h"

#include <fmt/format.h>

#include <algorithm>

#include "org/entity.h"
#include "workforce/calendar/intervals.h"
#include "workforce/requests/again.h"
#include "workforce/shifts/facts_store.h"

namespace rapport::workforce {
namespace {

constexpr const char* offer_kind = "shift_offer";
constexpr Duration offers_shown_back = hours(24 * 30);

tl::unexpected<Error> no_offer(ShiftOfferId id) {
  return org::no_such(offer_kind, id.value);
}

Result<void> check_names(const org::Directory& directory, const NewShiftOffer& wanted,
                         const schedule::Problem& problem) {
  std::vector<Issue> issues;
  for (std::size_t i = 0; i < wanted.skill_ids.size(); ++i)
    if (directory.skills.count(wanted.skill_ids[i]) == 0)
      issues.push_back({fmt::format("/skill_ids/{}", i), "there is no such skill"});
  if (wanted.team_id && directory.teams.count(*wanted.team_id) == 0)
    issues.push_back({"/team_id", "there is no such team"});
  if (!wanted.shift.empty() &&
      std::none_of(problem.shifts.begin(), problem.shifts.end(),
                   [&](const schedule::Template& one) { return one.name == wanted.shift; }))
    issues.push_back({"/shift", "is no template of this schedule"});
  const auto first = parse_day(problem.first_day);
  const auto zone = Zone::named(problem.time_zone);
  if (first && zone &&
      (wanted.start < zone->start_of(*first) || wanted.start >= zone->start_of(*first + problem.days)))
    issues.push_back({"/start", "is not on one of the schedule's days"});
  if (!issues.empty()) return org::wrong(std::move(issues));
  return {};
}

std::set<AgentId> planned_in(const schedule::Problem& problem) {
  std::set<AgentId> all;
  for (const schedule::Agent& agent : problem.agents) {
    schedule::PlannedShift named;
    named.agent = agent.name;
    all.insert(kept(named).agent_id);
  }
  return all;
}

}  // namespace

Result<ShiftOffer> ShiftOffers::create(const org::By& by, const NewShiftOffer& wanted) {
  const auto directory = directories_.of(by.org);
  if (!directory) return org::no_such("organisation", by.org.value);
  const auto plan = schedules_.find(by.org, wanted.schedule_id);
  if (!plan) return org::wrong({{"/schedule_id", "there is no such schedule"}});
  if (auto sound = check_offer(wanted, schedules_.now()); !sound)
    return tl::unexpected<Error>(std::move(sound.error()));
  if (plan->state != PlanState::published)
    return fail(ErrorCode::conflict, "not_published",
                "agents do not see this schedule yet: publish it first");
  const auto problem = schedules_.problem(by.org, wanted.schedule_id);
  if (!problem) return tl::unexpected<Error>(problem.error());
  if (auto named = check_names(*directory, wanted, *problem); !named)
    return tl::unexpected<Error>(std::move(named.error()));
  auto made = schedules_.changes().make<ShiftOffer>(by, "", [&](org::Change& change) -> Result<ShiftOffer> {
    ShiftOffer offer;
    offer.id = change.new_id<ShiftOfferId>();
    offer.kind = wanted.kind;
    offer.schedule_id = wanted.schedule_id;
    offer.start = wanted.start;
    offer.end = wanted.end;
    offer.closes_at = wanted.closes_at.value_or(wanted.start);
    offer.created_at = change.now;
    offer.places = wanted.places;
    offer.skill_ids = wanted.skill_ids;
    offer.team_id = wanted.team_id;
    offer.shift = wanted.shift;
    offer.note = wanted.note;
    offer_store::put(change.sql, by.org, offer);
    change.audit({"create", offer_kind, offer.id.value, "", contract::encode(offer)});
    return offer;
  });
  if (made && told_) told_(by.org, {});
  return made;
}

Result<ShiftOffer> ShiftOffers::close(const org::By& by, ShiftOfferId id) {
  auto closed = schedules_.changes().make<ShiftOffer>(by, "", [&](org::Change& change) -> Result<ShiftOffer> {
    auto found = offer_store::find(change.sql, by.org, id);
    if (!found) return no_offer(id);
    if (state_at(*found, change.now) == OfferState::closed)
      return fail(ErrorCode::conflict, "not_open", "this offer is closed");
    const std::string before = contract::encode(*found);
    found->state = OfferState::closed;
    offer_store::put(change.sql, by.org, *found);
    change.audit({"change", offer_kind, id.value, before, contract::encode(*found)});
    return std::move(*found);
  });
  if (closed && told_) told_(by.org, {});
  return closed;
}

Result<std::vector<ShiftOffer>> ShiftOffers::list(OrgId org) {
  const Instant now = schedules_.now();
  return schedules_.changes().database().read([&](database::Session& sql) -> Result<std::vector<ShiftOffer>> {
    auto all = offer_store::list(sql, org, now - offers_shown_back);
    for (ShiftOffer& one : all)
      one.state = state_at(one, now);
    return all;
  });
}

Result<bool> ShiftOffers::may(OrgId org, AgentId agent, const ShiftOffer& offer) {
  const auto directory = directories_.of(org);
  if (!directory) return false;
  const auto user = directory->users.find(agent);
  if (user == directory->users.end()) return false;
  const auto& teams = user->second.teams;
  if (offer.team_id && std::find(teams.begin(), teams.end(), *offer.team_id) == teams.end()) return false;
  return schedules_.changes().database().read([&](database::Session& sql) -> Result<bool> {
    const auto all = facts_store::agents(sql, org);
    const auto one = std::find_if(all.begin(), all.end(),
                                  [&](const AgentPlanning& each) { return each.agent_id == agent; });
    if (one == all.end()) return false;
    return std::all_of(offer.skill_ids.begin(), offer.skill_ids.end(), [&](SkillId skill) {
      const auto name = directory->skills.find(skill);
      return name != directory->skills.end() &&
             std::find(one->skills.begin(), one->skills.end(), name->second) != one->skills.end();
    });
  });
}

Result<std::vector<ShiftOffer>> ShiftOffers::mine(OrgId org, AgentId agent) {
  auto all = list(org);
  if (!all) return all;
  std::vector<ShiftOffer> mine;
  std::map<ShiftPlanId, bool> is_planned;
  for (ShiftOffer& one : *all) {
    one.taken.erase(std::remove_if(one.taken.begin(), one.taken.end(),
                                   [&](const OfferTake& take) { return take.agent_id != agent; }),
                    one.taken.end());
    if (one.taken.empty()) {
      if (one.state != OfferState::open) continue;
      const auto allowed = may(org, agent, one);
      if (!allowed) return tl::unexpected<Error>(allowed.error());
      if (!*allowed) continue;
      if (is_planned.count(one.schedule_id) == 0) {
        const auto problem = schedules_.problem(org, one.schedule_id);
        is_planned[one.schedule_id] = problem && planned_in(*problem).count(agent) != 0;
      }
      if (!is_planned[one.schedule_id]) continue;
    }
    mine.push_back(std::move(one));
  }
  return mine;
}

Result<PreparedEdit> ShiftOffers::prepared(const org::By& by, const ShiftOffer& offer) {
  const auto problem = schedules_.problem(by.org, offer.schedule_id);
  if (!problem) return tl::unexpected<Error>(problem.error());
  if (planned_in(*problem).count(by.user) == 0) return no_offer(offer.id);
  const auto shifts = schedules_.shifts(by.org, offer.schedule_id, by.user, "");
  if (!shifts) return tl::unexpected<Error>(shifts.error());
  const auto zone = Zone::named(problem->time_zone);
  if (!zone) return tl::unexpected<Error>(zone.error());
  const auto edit = edit_of(offer, *problem, by.user, text(zone->local(offer.start).day), *shifts);
  if (!edit) return tl::unexpected<Error>(edit.error());
  auto made = schedules_.prepare(by.org, offer.schedule_id, {{*edit}, std::nullopt, true});
  if (!made) return made;
  std::vector<ShiftViolation> forbidden;
  for (const ShiftViolation& one : made->refused)
    if (!is_waived(offer.kind, one.rule)) forbidden.push_back(one);
  if (!forbidden.empty()) return breaks_rules(forbidden);
  if (!made->refused.empty())
    made->change.force_reason =
        offer.kind == OfferKind::overtime ? "voluntary overtime" : "voluntary time off";
  return made;
}

Result<ShiftOffer> ShiftOffers::keep(const org::By& by, ShiftOfferId id, const PreparedEdit& edit) {
  auto made = schedules_.changes().make<ShiftOffer>(by, "", [&](org::Change& change) -> Result<ShiftOffer> {
    auto found = offer_store::find(change.sql, by.org, id);
    if (!found) return no_offer(id);
    if (found->state == OfferState::full || static_cast<std::int32_t>(found->taken.size()) >= found->places)
      return fail(ErrorCode::conflict, "offer_full", "others were faster");
    if (state_at(*found, change.now) != OfferState::open)
      return fail(ErrorCode::conflict, "not_open", "this offer is closed");
    const std::string before = contract::encode(*found);
    const auto written = Schedules::write(change, edit);
    if (!written) return tl::unexpected<Error>(written.error());
    OfferTake take{by.user, change.now, std::nullopt, std::nullopt};
    if (!edit.change.before.empty()) take.before = edit.change.before.front();
    if (!written->shifts.empty()) take.after = written->shifts.front();
    found->taken.push_back(std::move(take));
    if (static_cast<std::int32_t>(found->taken.size()) >= found->places) found->state = OfferState::full;
    offer_store::put(change.sql, by.org, *found);
    change.audit({"change", offer_kind, id.value, before, contract::encode(*found)});
    return std::move(*found);
  });
  if (!made) return made;
  schedules_.tell(by.org, edit);
  if (told_)
    told_(by.org, made->state == OfferState::full ? std::set<AgentId>{} : std::set<AgentId>{by.user});
  return made;
}

Result<OfferAnswer> ShiftOffers::take(const org::By& by, ShiftOfferId id, const TakeOffer& wanted) {
  return again_if_changed([&]() -> Result<OfferAnswer> {
    const auto found =
        schedules_.changes().database().read([&](database::Session& sql) -> Result<ShiftOffer> {
          auto one = offer_store::find(sql, by.org, id);
          if (!one) return no_offer(id);
          return std::move(*one);
        });
    if (!found) return tl::unexpected<Error>(found.error());
    const auto allowed = may(by.org, by.user, *found);
    if (!allowed) return tl::unexpected<Error>(allowed.error());
    if (!*allowed) return no_offer(id);
    if (std::any_of(found->taken.begin(), found->taken.end(),
                    [&](const OfferTake& take) { return take.agent_id == by.user; }))
      return fail(ErrorCode::conflict, "taken_already", "one has taken it");
    if (found->state == OfferState::full)
      return fail(ErrorCode::conflict, "offer_full", "others were faster");
    if (state_at(*found, schedules_.now()) != OfferState::open)
      return fail(ErrorCode::conflict, "not_open", "this offer is closed");
    const auto edit = prepared(by, *found);
    if (!edit) return tl::unexpected<Error>(edit.error());
    OfferAnswer answer{*found, {}};
    answer.offer.taken.clear();
    add_edits({*edit}, false, answer.effect);
    if (wanted.is_trial) return answer;
    return keep(by, id, *edit).map([&](ShiftOffer&& kept) {
      answer.offer = std::move(kept);
      auto& taken = answer.offer.taken;
      taken.erase(std::remove_if(taken.begin(), taken.end(),
                                 [&](const OfferTake& take) { return take.agent_id != by.user; }),
                  taken.end());
      return answer;
    });
  });
}

}  // namespace rapport::workforce
