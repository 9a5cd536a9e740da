#include "twin/world_queue.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "twin/transfers.h"

namespace rapport::twin {
namespace {

class QueueResolver {
 public:
  QueueResolver(WorldNames& names, FlowsAndEntries& flows) : names_(names), flows_(flows) {}

  WorldQueue queue(const ScenarioQueue& from, const std::string& where);

 private:
  switchboard::QueueRules rules(const ScenarioRules& from, const std::string& where);
  switchboard::Branch branch(const ScenarioBranch& from, const std::string& where);
  std::vector<switchboard::Step> steps(const std::vector<ScenarioStep>& from, const std::string& where);
  Arrivals arrivals(const ScenarioArrivals& from, const std::string& where);
  void add_kinds(WorldQueue& to, const ScenarioQueue& from, const std::string& where);
  void add_known(WorldQueue& to, const ScenarioQueue& from, const std::string& where);
  KnownCustomer known(const ScenarioContact& from, const std::string& where);
  std::optional<std::size_t> flow(const std::string& name, const ScenarioQueue& of, const std::string& where);
  std::size_t entry(const ScenarioEntry& from, const ScenarioQueue& of, const std::string& where);

  WorldNames& names_;
  FlowsAndEntries& flows_;
};

std::vector<switchboard::Step> QueueResolver::steps(const std::vector<ScenarioStep>& from,
                                                    const std::string& where) {
  std::vector<switchboard::Step> out;
  for (std::size_t i = 0; i < from.size(); ++i) {
    const std::string at = fmt::format("{}/{}", where, i);
    switchboard::Step step;
    step.lasts = seconds(from[i].lasts_s);
    if (from[i].agent) step.agent = names_.agent(*from[i].agent, at + "/agent");
    if (from[i].team) step.team = names_.team(*from[i].team, at + "/team");
    for (std::size_t k = 0; k < from[i].skills.size(); ++k) {
      const ScenarioNeed& need = from[i].skills[k];
      const SkillId skill = names_.skill(need.skill, fmt::format("{}/skills/{}/skill", at, k));
      for (const switchboard::SkillNeed& other : step.skills)
        if (other.skill == skill && skill)
          names_.issue(fmt::format("{}/skills/{}/skill", at, k), "is there twice");
      step.skills.push_back({skill, level_of(need.level_min)});
    }
    out.push_back(std::move(step));
  }
  return out;
}

switchboard::Branch QueueResolver::branch(const ScenarioBranch& from, const std::string& where) {
  switchboard::Branch out{from.action, {}};
  const bool is_overflow = from.action == switchboard::BranchAction::overflow;
  if (is_overflow != from.overflow_to.has_value())
    names_.issue(where + "/overflow_to",
                 is_overflow ? "names the queue to overflow to" : "goes with overflow only");
  if (from.overflow_to) out.overflow_to = names_.queue(*from.overflow_to, where + "/overflow_to");
  return out;
}

switchboard::QueueRules QueueResolver::rules(const ScenarioRules& from, const std::string& where) {
  switchboard::QueueRules out;
  out.order = from.order;
  out.choice = from.choice;
  out.weight = from.weight;
  out.offer_timeout = seconds(from.offer_timeout_s);
  out.auto_accept = from.auto_accept;
  out.wrap_up_limit = seconds(from.wrap_up_limit_s);
  out.disposition_required = from.disposition_required;
  if (from.disposition_required) out.dispositions = {DispositionId{1}};
  out.waiting_max = from.waiting_max;
  out.when_full = branch(from.when_full, where + "/when_full");
  out.when_closed = branch(from.when_closed, where + "/when_closed");
  out.when_unstaffed = branch(from.when_unstaffed, where + "/when_unstaffed");
  out.wait_limit = seconds(from.wait_limit_s);
  out.steps = steps(from.steps, where + "/steps");
  out.sticky_window = seconds(from.sticky_window_s);
  out.sticky_wait = seconds(from.sticky_wait_s);
  out.transfer_head_start_min = from.transfer_head_start_min;
  out.service_level_within = seconds(from.service_level_within_s);
  switchboard::CallbackRules callbacks;
  callbacks.mode = from.callback_mode;
  callbacks.dials_max = from.dials_max;
  callbacks.retry_after = seconds(from.retry_after_s);
  callbacks.ring_limit = seconds(from.ring_limit_s);
  if (!(callbacks == switchboard::CallbackRules{})) out.callback = callbacks;
  return out;
}

Arrivals QueueResolver::arrivals(const ScenarioArrivals& from, const std::string& where) {
  const int given = (from.per_hour ? 1 : 0) + (from.per_interval.empty() ? 0 : 1) + (from.at_s ? 1 : 0) +
                    (from.contacts ? 1 : 0);
  const bool is_mixed = given == 2 && from.contacts && !from.per_interval.empty();
  if (given != 1 && !is_mixed)
    names_.issue(
        where,
        "needs exactly one of per_hour, per_interval, at_s and contacts, or contacts and per_interval");
  Arrivals out;
  if (from.per_hour) out.pieces.push_back({{}, *from.per_hour / 3600});
  for (std::size_t i = 0; i < from.per_interval.size(); ++i)
    out.pieces.push_back({seconds(from.interval_s) * static_cast<std::int64_t>(i),
                          from.per_interval[i] / static_cast<double>(from.interval_s)});
  if (!from.per_interval.empty())
    out.pieces.push_back({seconds(from.interval_s) * static_cast<std::int64_t>(from.per_interval.size()), 0});
  if (from.at_s) {
    for (const double at : *from.at_s)
      out.times.push_back(from_seconds(at));
    if (!std::is_sorted(out.times.begin(), out.times.end()))
      names_.issue(where + "/at_s", "must be in order of time");
  }
  if (from.contacts) {
    const auto is_earlier = [](const ScenarioContact& a, const ScenarioContact& b) {
      return a.at_s < b.at_s;
    };
    if (!std::is_sorted(from.contacts->begin(), from.contacts->end(), is_earlier))
      names_.issue(where + "/contacts", "must be in order of time");
    for (const ScenarioContact& contact : *from.contacts)
      if (!contact.transferred_from) out.times.push_back(from_seconds(contact.at_s));
  }
  return out;
}

void QueueResolver::add_kinds(WorldQueue& to, const ScenarioQueue& from, const std::string& where) {
  to.kinds.push_back({1, from.priority, {}, names_.law(from.talk, where + "/talk")});
  for (std::size_t i = 0; i < from.mix.size(); ++i) {
    const ScenarioKind& kind = from.mix[i];
    CustomerKind& out = to.kinds.emplace_back();
    out.share = kind.share;
    out.priority = kind.priority.value_or(from.priority);
    if (kind.steps) out.steps = steps(*kind.steps, fmt::format("{}/mix/{}/steps", where, i));
    out.talk =
        kind.talk ? names_.law(*kind.talk, fmt::format("{}/mix/{}/talk", where, i)) : to.kinds.front().talk;
    to.kinds.front().share -= kind.share;
  }
  if (to.kinds.front().share < -1e-9) names_.issue(where + "/mix", "the shares are more than 1 together");
}

KnownCustomer QueueResolver::known(const ScenarioContact& from, const std::string& where) {
  const auto known_length = [](const std::optional<double>& s) {
    return s ? std::optional<Duration>(from_seconds(*s)) : std::nullopt;
  };
  KnownCustomer out;
  out.priority = from.priority;
  if (from.steps) out.steps = steps(*from.steps, where + "/steps");
  if (from.last_agent) out.last_agent = names_.agent(*from.last_agent, where + "/last_agent");
  out.last_contact_ended = seconds(from.last_contact_ended_s);
  out.talk = known_length(from.talk_s);
  out.wrap_up = known_length(from.wrap_up_s);
  out.patience = known_length(from.patience_s);
  out.talk_over = known_length(from.talk_over_s).value_or(Duration{});
  out.wrap_up_over = known_length(from.wrap_up_over_s).value_or(Duration{});
  out.patience_over = known_length(from.patience_over_s).value_or(Duration{});
  return out;
}

std::optional<std::size_t> QueueResolver::flow(const std::string& name, const ScenarioQueue& of,
                                               const std::string& where) {
  const std::int64_t number = names_.flow(name, where);
  if (number == 0) return std::nullopt;
  const auto at = static_cast<std::size_t>(number - 1);
  const switchboard::flow::Program& program = flows_.flows[at].program;
  if (!program.steps.empty() && (program.channels >> static_cast<int>(of.channel) & 1) == 0)
    names_.issue(where, fmt::format("the flow \"{}\" is not for this channel", name));
  return at;
}

std::size_t QueueResolver::entry(const ScenarioEntry& from, const ScenarioQueue& of,
                                 const std::string& where) {
  flows_.entries.push_back({flow(from.flow, of, where).value_or(0), from.language, from.is_customer_known,
                            from.values, from.answers});
  return flows_.entries.size() - 1;
}

void QueueResolver::add_known(WorldQueue& to, const ScenarioQueue& from, const std::string& where) {
  if (!from.arrivals.contacts) return;
  const std::vector<ScenarioContact>& contacts = *from.arrivals.contacts;
  for (const std::size_t i : known_order(contacts)) {
    const std::string at = fmt::format("{}/arrivals/contacts/{}", where, i);
    to.known.push_back(known(contacts[i], at));
    if (contacts[i].flow) to.known.back().entry = entry(*contacts[i].flow, from, at + "/flow/flow");
    to.known.back().number = static_cast<std::uint64_t>(number_of(contacts, i));
  }
}

WorldQueue QueueResolver::queue(const ScenarioQueue& from, const std::string& where) {
  WorldQueue out;
  out.name = from.name;
  out.source = source_of(from.name);
  out.id = names_.queue(from.name, where);
  out.channel = from.channel;
  out.rules = rules(from.rules, where + "/rules");
  out.arrivals = arrivals(from.arrivals, where + "/arrivals");
  add_kinds(out, from, where);
  add_known(out, from, where);
  if (from.flow) out.flow = flow(*from.flow, from, where + "/flow");
  out.wrap_up = names_.law(from.wrap_up, where + "/wrap_up");
  if (from.patience) out.patience = names_.law(*from.patience, where + "/patience");
  out.stretch = from.stretch;
  out.cost_per_contact = from.cost_per_contact;
  out.cost_per_abandon = from.cost_per_abandon;
  if (const auto& offer = from.callback_offer) {
    out.callback_offer =
        CallbackOffer{seconds(offer->from_s), seconds(offer->after_s), offer->share, offer->reached,
                      names_.law(offer->ring, where + "/callback_offer/ring")};
    if (from.channel != switchboard::Channel::voice)
      names_.issue(where + "/callback_offer", "goes with the channel voice only");
  }
  if (from.messages && from.messages->customer_every)
    out.customer_every = names_.law(*from.messages->customer_every, where + "/messages/customer_every");
  if (from.messages && from.messages->agent_every)
    out.agent_every = names_.law(*from.messages->agent_every, where + "/messages/agent_every");
  // A cadence of nothing would be messages without end.
  if (out.customer_every && out.customer_every->mean_s() < 1)
    names_.issue(where + "/messages/customer_every", "the mean must be at least 1 s");
  if (out.agent_every && out.agent_every->mean_s() < 1)
    names_.issue(where + "/messages/agent_every", "the mean must be at least 1 s");
  out.open = names_.spans(from.open, where + "/open");
  out.rules.is_open = out.open.empty();
  return out;
}

}  // namespace

WorldQueue resolve_queue(const ScenarioQueue& from, const std::string& where, WorldNames& names,
                         FlowsAndEntries& flows) {
  return QueueResolver(names, flows).queue(from, where);
}

}  // namespace rapport::twin
