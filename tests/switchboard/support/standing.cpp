#include "switchboard/support/standing.h"

#include <fmt/format.h>

#include "switchboard/support/flows.h"
#include "switchboard/support/vocabulary.h"

namespace rapport::switchboard::scenario {
namespace {

using Answer = std::optional<std::string>;

std::string differs(bool is_as_expected, const std::string& got) {
  return is_as_expected ? "" : got;
}

// low and high as in "expects between 00:01:00 and 00:03:00": the estimate lies within those bounds.
std::string unmet_estimate(const WaitEstimate& estimate, Words& words) {
  const std::string got = estimate.is_known ? fmt::format("position {}, between {} and {}", estimate.position,
                                                          text_of(estimate.low), text_of(estimate.high))
                                            : fmt::format("position {}, no estimate", estimate.position);
  if (words.take("no estimate")) return differs(!estimate.is_known, got);
  if (words.take("an estimate")) return differs(estimate.is_known && estimate.low <= estimate.high, got);
  words.expect("an estimate within");
  const Duration low = words.duration("the lowest");
  words.expect("and");
  const Duration high = words.duration("the highest");
  words.end();
  return differs(
      estimate.is_known && estimate.low >= low && estimate.high <= high && estimate.low <= estimate.high,
      got);
}

std::string told_legs(const Stage& stage, const std::vector<Leg>& legs) {
  std::string text;
  for (const Leg& leg : legs) {
    if (!text.empty()) text += ", ";
    text += fmt::format("{}{} {} {}", leg.kind == LegKind::consult ? "consult " : "",
                        stage.names.name(Kind::queue, leg.queue), stage.names.name(Kind::person, leg.agent),
                        word_of(leg.end));
  }
  return text;
}

class AboutInteraction {
 public:
  AboutInteraction(Stage& stage, InteractionId id)
      : stage_(stage), id_(id), view_(stage.driver.board().interaction(id)) {}

  Answer unmet(Words& words) {
    if (words.take("is gone")) return differs(!view_, "it is still there: " + standing());
    if (words.take("has legs")) return unmet_legs(words.rest());
    if (words.take("continues")) return unmet_links(words);
    if (words.take("waits in")) return unmet_wait(words);
    if (words.take("rings at")) return with_agent(words, InteractionState::offered);
    if (words.take("is with")) return with_agent(words, InteractionState::active);
    if (words.take("is in wrap-up with")) return with_agent(words, InteractionState::wrap_up);
    if (words.take("is in flow at")) {
      if (!view_ || !view_->run) return standing();
      const std::string at = flow_step(stage_, view_->run->flow, view_->run->version, view_->run->step);
      return differs(view_->is_in_flow() && at == words.next("a step"), at + ", " + standing());
    }
    if (words.take("has value")) return view_ && view_->run ? unmet_value(words) : standing();
    if (words.take("is dialled for")) return with_agent(words, InteractionState::dialling);
    if (words.take("is scheduled"))
      return view_ ? differs(view_->state == InteractionState::scheduled, standing()) : gone();
    if (words.take("is set aside"))
      return view_ ? differs(view_->state == InteractionState::set_aside, standing()) : gone();
    if (words.take("is silent")) return view_ ? differs(view_->is_silent, standing()) : gone();
    if (words.take("is not silent")) return view_ ? differs(!view_->is_silent, standing()) : gone();
    if (words.take("has priority"))
      return view_ ? differs(view_->priority == words.number("a priority"),
                             fmt::format("priority {}", view_->priority))
                   : gone();
    if (words.take("has")) return unmet_wait_estimate(words);
    return std::nullopt;
  }

 private:
  // has value tries 3
  std::string unmet_value(Words& words) const {
    const flow::Run& run = *view_->run;
    for (const auto& [name, given] : stage_.flows) {
      if (given.id != run.flow) continue;
      const std::vector<flow::Attribute>& attributes = given.versions.at(run.version).attributes;
      const std::string wanted = words.next("an attribute");
      for (std::size_t i = 0; i < attributes.size(); ++i)
        if (attributes[i].name == wanted)
          return differs(run.values.at(i) == words.number("a value"), std::to_string(run.values.at(i)));
    }
    return "no such attribute";
  }
  static std::string gone() { return "it is gone"; }

  std::string standing() const {
    if (!view_) return gone();
    return fmt::format("{} in {}, agent {}, step {}, queued at {}, priority {}{}", word_of(view_->state),
                       stage_.names.name(Kind::queue, view_->queue),
                       stage_.names.name(Kind::person, view_->agent), view_->step + 1,
                       text_of(view_->queued_at), view_->priority, view_->is_silent ? ", silent" : "");
  }

  std::string unmet_legs(const std::string& wanted) const {
    const auto closed = stage_.closed.find(id_);
    if (!view_ && closed == stage_.closed.end()) return gone();
    const std::string got = told_legs(stage_, view_ ? view_->legs : closed->second.legs);
    return differs(got == wanted, got);
  }

  // continues c0 from c1: previous and initial
  std::string unmet_links(Words& words) const {
    const auto closed = stage_.closed.find(id_);
    if (!view_ && closed == stage_.closed.end()) return gone();
    const InteractionId previous = view_ ? view_->previous : closed->second.previous;
    const InteractionId initial = view_ ? view_->initial : closed->second.initial;
    const std::string got = fmt::format("{} from {}", stage_.names.name(Kind::interaction, previous),
                                        stage_.names.name(Kind::interaction, initial));
    return differs(got == words.rest(), "continues " + got);
  }

  // waits in support position 2 waited 00:03:10 step 1
  std::string unmet_wait(Words& words) const {
    if (!view_ || view_->state != InteractionState::queued) return standing();
    if (stage_.names.find<QueueId>(Kind::queue, words.next("a queue")) != view_->queue) return standing();
    const auto estimate = stage_.driver.board().wait(id_, stage_.driver.now());
    if (!estimate) return "no wait() for it";
    while (!words.is_empty()) {
      if (words.take("position")) {
        if (estimate->position != words.number("a position"))
          return fmt::format("position {}", estimate->position);
      } else if (words.take("waited")) {
        const Duration waited = stage_.driver.now() - view_->queued_at;
        if (waited != words.duration("how long")) return "waited " + text_of(waited);
      } else {
        words.expect("step");
        if (view_->step + 1 != words.number("a step")) return fmt::format("step {}", view_->step + 1);
      }
    }
    return "";
  }

  std::string unmet_wait_estimate(Words& words) const {
    const auto estimate = stage_.driver.board().wait(id_, stage_.driver.now());
    return estimate ? unmet_estimate(*estimate, words) : "no wait() for it: " + standing();
  }

  std::string with_agent(Words& words, InteractionState state) const {
    if (!view_) return gone();
    const AgentId agent = stage_.names.find<AgentId>(Kind::person, words.next("an agent"));
    return differs(view_->state == state && view_->agent == agent, standing());
  }

  Stage& stage_;
  InteractionId id_;
  std::optional<InteractionView> view_;
};

std::string agent_load(const AgentView& view) {
  std::string text;
  for (std::size_t i = 0; i < channel_count; ++i) {
    if (view.open[i] == 0) continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : " ", view.open[i], word_of(static_cast<Channel>(i)));
  }
  return text.empty() ? "nothing" : text;
}

Answer unmet_agent(Stage& stage, AgentId id, Words& words) {
  const auto view = stage.driver.board().agent(id);
  if (words.take("is unknown")) return differs(!view, "the agent is known");
  if (!view) return "the agent is unknown";
  if (words.take("has")) return differs(agent_load(*view) == words.rest(), agent_load(*view));
  if (words.take("uses"))
    return differs(view->units_used == words.number("units"), fmt::format("{} units", view->units_used));
  if (words.take("will become")) {
    const bool is_next = view->next_presence && word_of(*view->next_presence) == words.rest();
    return differs(is_next, view->next_presence ? word_of(*view->next_presence) : "nothing comes next");
  }
  if (!words.take("is")) return std::nullopt;
  return differs(word_of(view->presence) == words.next("a presence"), word_of(view->presence));
}

std::string unmet_figures(const QueueFigures& today, Words& words) {
  const std::map<std::string, std::int64_t> figures = {{"arrived", today.arrived},
                                                       {"answered", today.answered},
                                                       {"answered_within", today.answered_within},
                                                       {"abandoned", today.abandoned},
                                                       {"abandoned_within", today.abandoned_within},
                                                       {"expired", today.expired},
                                                       {"refused", today.refused},
                                                       {"transferred_out", today.transferred_out},
                                                       {"handled", today.handled}};
  while (!words.is_empty()) {
    const std::string name = words.next("a figure");
    const auto figure = figures.find(name);
    if (figure == figures.end()) throw ScenarioError(fmt::format("'{}' is no figure of a queue", name));
    if (figure->second != words.number("its value")) return fmt::format("{} {}", name, figure->second);
  }
  return "";
}

// support has waiting 2 offered 1 active 3 members 4 signed_in 2 available 1
std::string unmet_counts(const QueueView& view, Words& words) {
  const std::map<std::string, std::int32_t> counts = {
      {"waiting", view.waiting}, {"offered", view.offered},     {"active", view.active},
      {"members", view.members}, {"signed_in", view.signed_in}, {"available", view.available}};
  while (!words.is_empty()) {
    const std::string name = words.next("a count");
    const auto count = counts.find(name);
    if (count == counts.end()) throw ScenarioError(fmt::format("'{}' is no count of a queue", name));
    if (count->second != words.number("its value")) return fmt::format("{} {}", name, count->second);
  }
  return "";
}

Answer unmet_queue(Stage& stage, QueueId id, Words& words) {
  const auto view = stage.driver.board().queue(id, stage.driver.now());
  if (words.take("is unknown")) return differs(!view, "the queue is known");
  if (!view) return "the queue is unknown";
  if (words.take("is open")) return differs(view->is_open, "closed");
  if (words.take("is closed")) return differs(!view->is_open, "open");
  if (words.take("counts")) return unmet_figures(view->today, words);
  if (words.take("tells newcomers")) {
    return unmet_estimate(stage.driver.board().wait_for_new(id, stage.driver.now()), words);
  }
  if (words.take("has")) return unmet_counts(*view, words);
  return std::nullopt;
}

}  // namespace

std::optional<std::string> unmet_standing(Stage& stage, const std::string& line) {
  Words words(line);
  const std::string name = words.next("a name");
  if (stage.names.knows(Kind::interaction, name))
    return AboutInteraction(stage, stage.names.find<InteractionId>(Kind::interaction, name)).unmet(words);
  if (stage.names.knows(Kind::queue, name))
    return unmet_queue(stage, stage.names.find<QueueId>(Kind::queue, name), words);
  if (stage.names.knows(Kind::person, name))
    return unmet_agent(stage, stage.names.find<AgentId>(Kind::person, name), words);
  return std::nullopt;
}

}  // namespace rapport::switchboard::scenario
