#include "sim/ledger.h"

#include <fmt/format.h>

#include <tuple>

namespace rapport::sim {
namespace {

using namespace switchboard;

constexpr std::size_t offers_kept = 64;

}  // namespace

std::array<std::int32_t, channel_count> counted(const std::map<InteractionId, Entry>& entries,
                                                AgentId agent) {
  std::array<std::int32_t, channel_count> counts = {};
  for (const auto& [id, entry] : entries) {
    std::int32_t& count = counts[static_cast<std::size_t>(entry.channel)];
    if (entry.offered_to == agent) ++count;
    if (entry.holder == agent && !entry.is_silent) ++count;
    if (entry.consult_offered_to == agent) ++count;
    if (entry.consultant == agent) ++count;
  }
  return counts;
}

bool has_room(const AgentProfile& profile, const std::array<std::int32_t, channel_count>& counts,
              Channel channel) {
  const auto at = static_cast<std::size_t>(channel);
  const ChannelCapacity& wanted = profile.channels[at];
  std::int32_t used = 0;
  for (std::size_t c = 0; c < channel_count; ++c)
    if (wanted.is_interruptible || !profile.channels[c].is_interruptible)
      used += counts[c] * profile.channels[c].units;
  return counts[at] < wanted.at_once_max && used + wanted.units <= profile.units;
}

std::string Ledger::beyond_capacity(AgentId agent, Channel channel, const Rulebook& book) const {
  const auto profile = book.agents.find(agent);
  if (profile == book.agents.end()) return fmt::format("agent {} does not exist", agent.value);
  if (has_room(profile->second, counted(entries_, agent), channel)) return "";
  return fmt::format("agent {} has no room for what they are offered", agent.value);
}

std::string Ledger::open(const OfferMade& made, const Rulebook& book) {
  const auto found = entries_.find(made.interaction);
  if (found == entries_.end()) return "an offer of an interaction that is not open";
  Entry& entry = found->second;
  if (std::string beyond = beyond_capacity(made.agent, entry.channel, book); !beyond.empty()) return beyond;
  if (offers_.size() == offers_kept) offers_.erase(offers_.begin());
  offers_.push_back({made.interaction, made.agent, made.offer});
  if (made.is_consult) {
    if (entry.consult_offer || entry.consultant) return "two consults at once";
    if (!entry.holder) return "a consult on what nobody has";
    if (entry.holder == made.agent) return "a consult with oneself";
    entry.consult_offer = made.offer;
    entry.consult_offered_to = made.agent;
    return "";
  }
  if (entry.offer) return "two open offers of one interaction";
  if (entry.holder) return "an offer of what an agent already has";
  entry.offer = made.offer;
  entry.offered_to = made.agent;
  return "";
}

std::string Ledger::close(const OfferClosed& closed) {
  const auto found = entries_.find(closed.interaction);
  if (found == entries_.end()) return "an offer ends after its interaction was closed";
  Entry& entry = found->second;
  const bool is_accepted = closed.end == OfferEnd::accepted;
  if (entry.offer == closed.offer && entry.offered_to == closed.agent) {
    if (is_accepted && entry.holder) return "an interaction with two agents";
    if (is_accepted) entry.holder = closed.agent;
    entry.offer = {};
    entry.offered_to = {};
    return "";
  }
  if (entry.consult_offer != closed.offer || entry.consult_offered_to != closed.agent)
    return "the end of an offer that was not open";
  if (is_accepted) entry.consultant = closed.agent;
  entry.consult_offer = {};
  entry.consult_offered_to = {};
  return "";
}

std::string Ledger::change(const InteractionChanged& change) {
  const auto found = entries_.find(change.interaction);
  if (found == entries_.end())
    return closed_.count(change.interaction) != 0 ? "" : "a change of an interaction that never arrived";
  Entry& entry = found->second;
  count(change, entry);
  switch (change.change) {
    case Change::flow_resumed:
      if (!entry.has_flow) return "back in a flow that was over";
      entry.is_in_flow = true;
      return entry.offer || entry.holder ? "back in its flow with an agent" : "";
    case Change::assist_started:
      if (entry.has_flow || !entry.holder || entry.is_in_wrap_up)
        return "sent into a flow by nobody, or twice";
      if (entry.is_silent && entry.channel == Channel::voice) return "sent into a flow while parked";
      entry.has_flow = true;
      entry.is_silent = false;  // who is asked for something counts
      return entry.consultant || entry.consult_offer ? "in a flow, and with a consult" : "";
    case Change::assist_ended:
      return entry.has_flow || !entry.holder ? "back from a flow that runs on, or with nobody" : "";
    case Change::set_aside:
      if (entry.given_to || entry.holds) return "a place that was not its own is given away";
      if (entry.holder || entry.offer || entry.has_flow) return "aside, and in somebody's hands";
      entry.given_to = change.other.value_or(InteractionId{});
      entry.is_scheduled = false;
      return entries_.count(entry.given_to) != 0 ? "" : "a place is given to nobody";
    case Change::place_taken: {
      const auto from = entries_.find(change.other.value_or(InteractionId{}));
      if (entry.given_to || entry.holds) return "two places for one";
      entry.holds = change.other.value_or(InteractionId{});
      return from != entries_.end() && from->second.given_to == change.interaction
                 ? ""
                 : "a place is taken that nobody gave";
    }
    case Change::place_given_back:
      if (entry.holds != change.other) return "a place is given back that it does not have";
      entry.holds = {};
      return "";
    case Change::brought_back: {
      if (entry.given_to != change.other) return "back from where it was not";
      const auto to = entries_.find(entry.given_to);
      entry.given_to = {};
      return to == entries_.end() || !to->second.holds ? "" : "one place, and two who have it";
    }
    case Change::queued:
      if (entry.given_to) return "queued while its place is another's";
      entry.is_in_flow = false;
      entry.holder = {};
      entry.is_in_wrap_up = false;
      entry.is_silent = false;
      entry.is_scheduled = false;
      return entry.offer ? "queued while it is offered" : "";
    case Change::accepted:
      if (entry.is_dialling && dials_.erase(change.interaction) != 1) return "reached without a dial";
      if (entry.is_called_back != entry.is_dialling) return "called back, and joined as if on the line";
      entry.is_dialling = entry.is_called_back = false;
      return entry.holder == change.agent ? "" : "accepted by an agent whose offer did not end";
    case Change::ended:
      if (entry.is_in_flow) return change.state == InteractionState::closed ? "" : "a flow ends and stays";
      if (!entry.holder) return "a conversation ends that nobody had";
      entry.is_in_wrap_up = true;
      entry.is_silent = false;
      return "";
    case Change::callback_waiting:
      entry.is_called_back = true;
      return entry.is_in_wrap_up ? "called back after the end" : "";
    case Change::callback_scheduled:
      entry.holder = {};
      entry.is_silent = false;
      entry.is_scheduled = true;
      return entry.offer || !entry.is_called_back ? "scheduled while it is offered, or with a line" : "";
    case Change::dialling:
      entry.is_dialling = true;
      return entry.holder == change.agent && entry.is_called_back ? "" : "dialled for nobody";
    case Change::not_reached:
      entry.holder = {};
      entry.is_dialling = false;
      return "";
    case Change::customer_silent:
    case Change::parked:
      entry.is_silent = true;
      return "";
    case Change::customer_resumed:
    case Change::unparked:
      entry.is_silent = false;
      return "";
    case Change::consult_ended:
      entry.consultant = {};
      return "";
    case Change::consult_completed:
      entry.holder = change.agent;  // as if just accepted: the silence starts again
      entry.consultant = {};
      entry.is_silent = false;
      return "";
    default:
      return "";
  }
}

// A leg arrives when it is queued; what is turned away at the door arrived too.
void Ledger::count(const InteractionChanged& change, Entry& entry) {
  QueueFigures& today = today_[change.queue];
  if (change.change == Change::queued || (change.change == Change::refused && !entry.was_queued))
    ++today.arrived;
  if (change.change == Change::queued) entry.was_queued = true;
  if (change.change == Change::accepted) ++today.answered;
  if (change.change == Change::abandoned) ++today.abandoned;
  if (change.change == Change::expired) ++today.expired;
  if (change.change == Change::refused) ++today.refused;
}

std::string Ledger::figures_differ(const QueueView& view) const {
  const auto figures = [](const QueueFigures& today) {
    return std::tuple(today.arrived, today.answered, today.abandoned, today.expired, today.refused);
  };
  const auto counted = today_.find(view.queue);
  if (figures(view.today) == figures(counted == today_.end() ? QueueFigures{} : counted->second)) return "";
  return fmt::format("the figures of queue {} are not what happened there", view.queue.value);
}

std::string Ledger::close(const InteractionClosed& closed) {
  const auto found = entries_.find(closed.interaction);
  if (found == entries_.end()) return "an interaction is closed twice, or never arrived";
  if (found->second.offer || found->second.consult_offer)
    return "an interaction is closed with an open offer";
  for (const Leg& leg : closed.legs)
    if (leg.end == LegEnd::open) return "an interaction is closed with an open leg";
  if (dials_.count(closed.interaction) != 0) return "an interaction is closed while it is dialled";
  const bool may_lack_legs = closed.outcome == Outcome::refused || closed.outcome == Outcome::cancelled ||
                             closed.outcome == Outcome::merged || found->second.began_in_flow;
  if (closed.legs.empty() && !may_lack_legs) return "an interaction without legs";
  if (found->second.has_flow) return "closed while its flow runs";
  const InteractionId to = found->second.given_to;
  if (closed.merged_into.has_value() != static_cast<bool>(to)) return "merged, or not, otherwise than told";
  if (const auto taker = entries_.find(to); taker != entries_.end()) taker->second.holds = {};
  entries_.erase(found);
  closed_.insert(closed.interaction);
  return "";
}

std::string Ledger::enter(const FlowStepEntered& entered) {
  const auto found = entries_.find(entered.interaction);
  if (found == entries_.end() || !found->second.has_flow) return "a step of a flow that does not run";
  if (entered.turn != found->second.turn + 1) return "a turn of a flow left out";
  if (entered.turn > flow::steps_of_run_max) return "a flow without end";
  found->second.turn = entered.turn;
  return "";
}

std::string Ledger::end(const FlowEnded& ended) {
  const auto found = entries_.find(ended.interaction);
  if (found == entries_.end() || !found->second.has_flow) return "a flow ends that does not run";
  found->second.has_flow = ended.end == FlowEnd::moved;
  if (!found->second.has_flow && ended.end != FlowEnd::ended) found->second.is_in_flow = false;
  return "";
}

// Every dial has an agent of its own, who was found to have room for it.
std::string Ledger::start(const DialStarted& started) {
  const auto found = entries_.find(started.interaction);
  if (found == entries_.end() || !found->second.is_dialling) return "a dial of what is not dialled";
  if (found->second.holder != started.agent) return "a dial for an agent who is not held";
  if (started.dial != found->second.dial + 1) return "a dial left out";
  found->second.dial = started.dial;
  if (!dials_.emplace(started.interaction, started.agent).second) return "two dials of one interaction";
  return "";
}

std::string Ledger::stop(const DialStopped& stopped) {
  return dials_.erase(stopped.interaction) == 1 ? "" : "a dial is stopped that was not under way";
}

struct Ledger::Reader {
  Ledger& ledger;
  const Rulebook& book;
  std::string operator()(const OfferMade& effect) const { return ledger.open(effect, book); }
  std::string operator()(const OfferClosed& effect) const { return ledger.close(effect); }
  std::string operator()(const InteractionChanged& effect) const { return ledger.change(effect); }
  std::string operator()(const InteractionClosed& effect) const { return ledger.close(effect); }
  std::string operator()(const FlowStepEntered& effect) const { return ledger.enter(effect); }
  std::string operator()(const FlowEnded& effect) const { return ledger.end(effect); }
  std::string operator()(const DialStarted& effect) const { return ledger.start(effect); }
  std::string operator()(const DialStopped& effect) const { return ledger.stop(effect); }
  template <class Other>
  std::string operator()(const Other&) const {
    return "";
  }
};

std::string Ledger::enter(const Event& event, const Effects& effects, const Rulebook& book) {
  if (const auto* arrived = std::get_if<InteractionArrived>(&event)) {
    if (entries_.count(arrived->interaction) != 0) return "what is open arrived again";
    Entry entry;
    entry.channel = arrived->channel;
    entry.is_in_flow = entry.has_flow = entry.began_in_flow = arrived->flow.has_value();
    entry.is_called_back = arrived->callback.has_value();
    entries_.emplace(arrived->interaction, entry);
  }
  if (const auto* answered = std::get_if<FlowAnswered>(&event); answered != nullptr && answered->voicemail)
    for (const Effect& effect : effects.list)
      if (const auto* change = std::get_if<InteractionChanged>(&effect);
          change != nullptr && change->change == Change::arrived) {
        Entry entry;
        entry.channel = change->channel;
        if (!entries_.emplace(change->interaction, entry).second) return "what is open arrived again";
      }
  for (const Effect& effect : effects.list) {
    std::string objection = std::visit(Reader{*this, book}, effect);
    if (!objection.empty()) return objection;
  }
  if (std::holds_alternative<DayStarted>(event)) today_.clear();
  if (const auto* removed = std::get_if<QueueRemoved>(&event)) today_.erase(removed->queue);
  return "";
}

std::string Ledger::differs_from(const Snapshot& snapshot) const {
  if (snapshot.interactions.size() != entries_.size())
    return "an interaction is lost, or one too many is kept";
  for (const auto& [id, entry] : entries_) {
    const auto found = snapshot.interactions.find(id);
    if (found == snapshot.interactions.end()) return fmt::format("interaction {} is lost", id.value);
    const InteractionView& view = found->second;
    const AgentId agent = entry.holder ? entry.holder : entry.offered_to;
    InteractionState state = InteractionState::queued;
    if (entry.is_in_flow) state = InteractionState::arrived;
    if (entry.offer) state = InteractionState::offered;
    if (entry.is_scheduled) state = InteractionState::scheduled;
    if (entry.holder) state = entry.is_in_wrap_up ? InteractionState::wrap_up : InteractionState::active;
    if (entry.is_dialling) state = InteractionState::dialling;
    if (entry.given_to) state = InteractionState::set_aside;
    if (view.holds.value_or(InteractionId{}) != entry.holds ||
        (view.aside ? view.aside->to : InteractionId{}) != entry.given_to)
      return fmt::format("the place of {} is with another than told", id.value);
    if (entry.is_dialling != (dials_.count(id) != 0))
      return fmt::format("interaction {} is dialled, or is not, otherwise than told", id.value);
    const bool is_called_back = view.callback && view.callback->stage == CallbackStage::waiting;
    if (entry.is_called_back != is_called_back)
      return fmt::format("interaction {} is called back, or is not, otherwise than told", id.value);
    const OfferId offer = entry.consult_offer ? entry.consult_offer : entry.offer;
    if (view.run.has_value() != entry.has_flow) return fmt::format("the flow of {} is another's", id.value);
    if (view.run && view.run->turn != entry.turn) return fmt::format("{} is at another turn", id.value);
    if (view.state != state || view.agent != agent || view.offer != offer ||
        view.is_silent != entry.is_silent)
      return fmt::format("the effects told another story of interaction {} than its view", id.value);
    const AgentId consulted = entry.consultant ? entry.consultant : entry.consult_offered_to;
    if (view.consulted != consulted || view.is_consult_offered != static_cast<bool>(entry.consult_offer))
      return fmt::format("the effects told of another consult on interaction {} than its view", id.value);
  }
  for (const auto& [id, view] : snapshot.agents)
    if (view.counted != counted(entries_, id))
      return fmt::format("what counts for agent {} is not what the effects say", id.value);
  return "";
}

}  // namespace rapport::sim
