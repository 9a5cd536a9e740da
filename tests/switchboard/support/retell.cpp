#include "switchboard/support/retell.h"

#include <fmt/format.h>

#include <utility>

#include "switchboard/model/described.h"
#include "switchboard/support/flows.h"
#include "switchboard/support/vocabulary.h"

namespace rapport::switchboard::scenario {
namespace {

class Teller {
 public:
  Teller(Stage& stage, Instant now) : stage_(stage), now_(now) {}

  void operator()(const ArmTimer&) {}
  void operator()(const CancelTimer&) {}
  void operator()(const OfferClosed&) {}

  void operator()(const OfferMade& offer) {
    stage_.offers[offer.interaction].push_back({offer.offer, offer.agent});
    stage_.whys[offer.interaction] = offer.why;
    stage_.asked_at[offer.interaction] = now_;
    if (offer.is_consult) {
      tell(fmt::format("{} is asked in on {}", person(offer.agent), interaction(offer.interaction)),
           {"until " + text_of(offer.expires_at)});
      return;
    }
    std::vector<std::string> tails = {"until " + text_of(offer.expires_at), because(offer),
                                      fmt::format("at step {} of {}", offer.why.step + 1, offer.why.steps),
                                      "in " + queue(offer.queue), "waited " + text_of(offer.why.waited)};
    if (offer.is_auto_accepted) tails.push_back("automatically");
    if (offer.is_unasked) tails.push_back("unasked");
    tell(fmt::format("{} is offered to {}", interaction(offer.interaction), person(offer.agent)),
         std::move(tails));
  }

  void operator()(const AgentChanged& agent) {
    std::vector<std::string> tails = {"for " + stage_.names.name(Kind::reason, agent.reason),
                                      "by " + person(agent.by), "since " + text_of(agent.since)};
    if (agent.next_presence) tails.push_back(fmt::format("then {}", word_of(*agent.next_presence)));
    const bool is_same = std::exchange(stage_.presences[agent.agent], agent.presence) == agent.presence;
    tell(fmt::format("{} becomes {}", person(agent.agent), word_of(agent.presence)), std::move(tails));
    stage_.told.back().is_quiet = is_same;  // only the connection, or what comes next
  }

  void operator()(const InteractionClosed& closed) {
    stage_.closed[closed.interaction] = closed;
    tell(fmt::format("{} is closed as {}", interaction(closed.interaction), word_of(closed.outcome)),
         {"with " + stage_.names.name(Kind::disposition, closed.disposition)});
  }

  void operator()(const FlowStepEntered& entered) {
    std::vector<std::string> tails;
    if (entered.tries > 0) tails.emplace_back("again");
    if (entered.expires_at.us != 0) tails.push_back("until " + text_of(entered.expires_at));
    tell(fmt::format("{} enters {}", interaction(entered.interaction),
                     flow_step(stage_, entered.flow, entered.version, entered.step)),
         std::move(tails));
  }
  void operator()(const FlowTreatment& told) {
    tell(fmt::format("{} is told position {}", interaction(told.interaction), told.wait.position),
         {told.has_offer ? "with the offer" : "without an offer"});
  }
  void operator()(const FlowEnded& ended) {
    tell(fmt::format("{} leaves its flow as {}", interaction(ended.interaction),
                     boost::describe::enum_to_string(ended.end, "?")),
         {fmt::format("because of {}", boost::describe::enum_to_string(ended.broken, "?"))});
  }

  void operator()(const DialStarted& started) {
    tell(fmt::format("{} is dialled for {}", interaction(started.interaction), person(started.agent)),
         {"until " + text_of(started.ends_at), fmt::format("as dial {}", started.dial)});
  }
  void operator()(const DialStopped& stopped) {
    quietly(fmt::format("dial {} of {} is over", stopped.dial, interaction(stopped.interaction)));
  }

  void operator()(const InteractionChanged& change) {
    const std::string it = interaction(change.interaction);
    const std::string who = person(change.agent);
    const std::string by = "by " + person(change.by);
    switch (change.change) {
      case Change::arrived:
        return quietly(it + " arrives");
      case Change::queued:
        return quietly(it + " is queued in " + queue(change.queue));
      case Change::step_widened:
        return tell(it + " widens", {widened(change.interaction)});
      case Change::offered:
        return;  // told by OfferMade
      case Change::accepted:
        return tell(it + " is accepted by " + who, {});
      case Change::declined:
        return tell(it + " is declined by " + who, {"for " + stage_.names.name(Kind::reason, change.reason)});
      case Change::no_answer:
        return tell(it + " is not answered by " + who, {});
      case Change::offer_withdrawn:
        return tell(it + " is withdrawn from " + who, {});
      case Change::message:
        return quietly(it + " gets a message");
      case Change::customer_silent:
        return tell(it + " falls silent", {});
      case Change::parked:
        return tell(it + " is parked by " + who, {});
      case Change::unparked:
        return tell(it + " is taken back by " + who, {});
      case Change::customer_resumed:
        return tell(it + " speaks again", {});
      case Change::transferred:
        return tell(it + " is transferred from " + queue(change.queue),
                    {by, change.message ? "with note" : "without a note"});
      case Change::priority_changed:
        return tell(it + " changes priority", {by});
      case Change::consult_offered:
        return;  // told by OfferMade
      case Change::consult_accepted:
        return tell(who + " joins " + it, {});
      case Change::consult_ended:
        return tell("the consult on " + it + " ends", {by});
      case Change::consult_completed:
        return tell(it + " is handed to " + who, {});
      case Change::ended:
        return tell(it + " ends", {by});
      case Change::wrap_up_completed:
        return tell(it + " is wrapped up by " + who, {});
      case Change::wrap_up_timed_out:
        return tell(it + " runs out of wrap-up", {});
      case Change::abandoned:
        return quietly(it + " is abandoned");
      case Change::expired:
        return quietly(it + " expires");
      case Change::refused:
        return quietly(it + " is refused");
      case Change::closed:
        return;  // told by InteractionClosed
      case Change::callback_booked:
        return tell(it + " has a callback", {by, promised(change.interaction)});
      case Change::callback_waiting:
        return tell(it + " waits to be called back", {});
      case Change::callback_scheduled:
        return tell(it + " is scheduled", {scheduled(change.interaction)});
      case Change::dialling:
        return;  // told by DialStarted
      case Change::not_reached:
        return tell(it + " is not reached", {"for " + who});
      case Change::callback_cancelled:
        return tell(it + " is called off", {by});
      case Change::callback_merged:
        return tell(it + " is taken over", {});
      case Change::line_lost:
        return tell(it + " loses its line", {});
      case Change::assist_started:
        return tell(it + " is sent into a flow", {by});
      case Change::assist_ended:
        return tell(it + " is back with " + who, {by});
      case Change::set_aside:
        return tell(it + " stands aside for " + other(change), {by});
      case Change::brought_back:
        return tell(it + " has its place back", {by});
      case Change::place_taken:
        return tell(it + " has the place of " + other(change), {by});
      case Change::place_given_back:
        return quietly(it + " gives the place of " + other(change) + " back");
      case Change::flow_resumed:
        return tell(it + " is back in its flow from " + queue(change.queue), {});
    }
  }

 private:
  void tell(std::string text, std::vector<std::string> tails) {
    stage_.told.push_back({now_, std::move(text), std::move(tails)});
  }
  void quietly(std::string text) { stage_.told.push_back({now_, std::move(text), {}, true}); }

  std::string interaction(InteractionId id) const { return stage_.names.name(Kind::interaction, id); }
  std::string other(const InteractionChanged& change) const {
    return interaction(change.other.value_or(InteractionId{}));
  }
  std::string person(UserId id) const { return stage_.names.name(Kind::person, id); }
  std::string queue(QueueId id) const { return stage_.names.name(Kind::queue, id); }

  std::string widened(InteractionId id) const {
    const auto view = stage_.driver.board().interaction(id);
    return fmt::format("to step {}", view ? view->step + 1 : 0);
  }

  std::string promised(InteractionId id) const {
    const auto view = stage_.driver.board().interaction(id);
    if (!view || !view->callback || view->callback->promised_until.us == 0) return "without a promise";
    return fmt::format("between {} and {}", text_of(view->callback->promised_from),
                       text_of(view->callback->promised_until));
  }
  std::string scheduled(InteractionId id) const {
    const auto view = stage_.driver.board().interaction(id);
    const bool has_time = view && view->callback && view->callback->due > now_;
    return has_time ? "for " + text_of(view->callback->due) : "for when it opens";
  }

  // An offer says for itself that its agent ranked first; the rule is the queue's.
  std::string because(const OfferMade& offer) const {
    const auto rules = stage_.queues.find(queue(offer.queue));
    if (rules == stage_.queues.end()) return "because of nothing known";
    const std::vector<WhyAgent>& agents = offer.why.agents;
    if (agents.empty() || agents[0].agent != offer.agent)
      return "because of nothing: why does not begin with the chosen";
    for (std::size_t i = 1; i < agents.size() && agents[i].exclusion == Exclusion::none; ++i)
      if (agents[i].score > agents[0].score) return "although " + person(agents[i].agent) + " ranks higher";
    return fmt::format("because {}", word_of(rules->second.choice));
  }

  Stage& stage_;
  Instant now_;
};

}  // namespace

void retell(Stage& stage, Instant now, const Effects& effects) {
  if (effects.refusal)
    stage.told.push_back({now, fmt::format("refused as {}", name_of(*effects.refusal)), {}});
  Teller teller(stage, now);
  for (const Effect& effect : effects.list)
    std::visit(teller, effect);
}

}  // namespace rapport::switchboard::scenario
