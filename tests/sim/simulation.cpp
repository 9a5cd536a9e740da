#include "sim/simulation.h"

#include "sim/agreement.h"
#include "sim/fairness.h"
#include "sim/naive_matcher.h"
#include "sim/organisation.h"

namespace rapport::sim {
namespace {

using namespace switchboard;

constexpr Instant morning{1'700'006'400'000'000};
constexpr std::int64_t twin_lives_for = 150;  // events
constexpr std::int64_t agreement_every = 3;   // events
constexpr int drain_rounds_max = 400;

}  // namespace

Simulation::Simulation(Chance chance)
    : chance_(std::move(chance)), load_(chance_, ledger_, book_), driver_(morning) {
  driver_.listen(
      [this](const Event& event, Instant now, const Effects& effects) { check(event, now, effects); });
}

std::optional<Failure> Simulation::run(std::int64_t events, Ending ending) {
  for (const Event& event : load_.opening())
    happen(event);
  while (!failure_ && tally_.events < events && !chance_.is_used_up()) {
    pass_time();
    if (!failure_) happen(load_.next(driver_));
  }
  if (ending == Ending::all_served) drain();
  return failure_;
}

void Simulation::happen(const Event& event) {
  if (failure_) return;
  is_image_fresh_ = chance_.one_in(16);
  if (is_image_fresh_) image_before_ = driver_.board().image();
  driver_.happen(event);
  is_image_fresh_ = false;
}

void Simulation::pass_time() {
  const std::uint32_t kind = chance_.below(40);
  if (kind < 12) return;  // in the same instant
  Duration span = milliseconds(chance_.between(1, 4'000));
  if (kind == 37) span = minutes(chance_.between(1, 20));
  if (kind == 38) span = seconds(chance_.between(1, 100));
  const Instant until = driver_.now() + span;
  if (kind == 39) {
    // The machine slept: the clock is ahead, and timers come late, one by one between other events.
    driver_.jump(driver_.now() + seconds(chance_.between(1, 900)));
    if (chance_.one_in(2)) return;
  }
  for (TimerId next = driver_.next_timer(); next && driver_.armed().at(next) <= until && !failure_;
       next = driver_.next_timer())
    driver_.fire(next);
  if (driver_.now() < until) driver_.jump(until);
}

void Simulation::serve_open_work() {
  const std::map<InteractionId, Entry> entries = ledger_.entries();
  for (const auto& [id, entry] : entries) {
    if (entry.consult_offer) happen(OfferDeclined{id, entry.consult_offered_to, entry.consult_offer, {}});
    if (entry.offer) {
      happen(OfferAccepted{id, entry.offered_to, entry.offer});
    } else if (entry.is_dialling) {
      happen(DialEnded{id, entry.dial, DialResult::answered});
    } else if (entry.is_scheduled) {
      happen(CallbackCancelled{id, {}});
    } else if (entry.is_in_wrap_up) {
      const auto queue = before_.interactions.at(id).queue;
      const std::vector<DispositionId>& choices = book_.queues.at(queue).dispositions;
      happen(WrapUpCompleted{id, entry.holder, choices.empty() ? DispositionId{1} : choices.front()});
    } else if (entry.holder) {
      happen(ConversationEnded{id, entry.holder});
    }
    if (failure_) return;
  }
}

// Arrivals stop; one agent who can do everything is there. Then all must come to an end.
void Simulation::drain() {
  AgentProfile profile = anything_goes();
  for (const auto& [id, rules] : book_.queues)
    profile.queues.push_back(id);
  const AgentId saviour{agent_ids + 1};
  happen(AgentConfigured{saviour, profile});
  happen(AgentConnected{saviour});
  for (int round = 0; round < drain_rounds_max && !ledger_.entries().empty() && !failure_; ++round) {
    happen(PresenceRequested{saviour, Presence::available, {}, false, saviour});
    serve_open_work();
    // Agent steps without an end wait for agents who are available but never have room.
    // Flows end by themselves, but their customers may take a day for each answer.
    if (round > 100)
      for (const auto& [id, view] : snapshot_of(driver_.board()).interactions)
        if (view.state == InteractionState::arrived) happen(CustomerLeft{id});
    const AgentId agent{1 + round % agent_ids};
    if (book_.agents.count(agent) != 0) happen(PresenceRequested{agent, Presence::offline, {}, false, {}});
    if (!failure_) driver_.advance(driver_.now() + seconds(10));
  }
  if (failure_) return;
  if (!ledger_.entries().empty()) {
    const InteractionId stuck = ledger_.entries().begin()->first;
    failure_ = Failure{tally_.events, "every interaction ends once arrivals stop; this one did not: " +
                                          text_of(before_.interactions.at(stuck))};
    return;
  }
  for (int day = 0; day < 3 && !failure_; ++day)
    driver_.advance(driver_.now() + hours(24));
  if (!failure_ && (!driver_.armed().empty() || driver_.board().open_interactions() != 0))
    failure_ = Failure{tally_.events, "a timer or an interaction is left when all is over"};
}

std::string Simulation::refusal_left_a_trace(const Effects& effects) const {
  if (!effects.list.empty()) return "a refused event had effects";
  if (is_image_fresh_ && !(driver_.board().image() == image_before_))
    return "a refused event changed something";
  return "";
}

std::string Simulation::twin_objection(const Event& event, Instant now, const Effects& effects) {
  std::string objection;
  if (twin_) {
    if (fingerprint(twin_->apply(event, now)) != fingerprint(effects))
      return "a switchboard taken up from its image did something else";
  }
  if (tally_.events % twin_lives_for == 0) {
    const Image image = driver_.board().image();
    if (twin_ && !(twin_->image() == image))
      return "a switchboard taken up from its image stands differently";
    twin_.emplace(image);
    if (!(twin_->image() == image)) return "an image of what was made from an image is another";
  }
  return objection;
}

std::string Simulation::objection(const Event& event, Instant now, const Effects& effects) {
  if (std::string twin = twin_objection(event, now, effects); !twin.empty()) return twin;
  if (effects.refusal) return refusal_left_a_trace(effects);
  book_.learn(event);
  if (std::string wrong = ledger_.enter(event, effects, book_); !wrong.empty()) return wrong;
  Snapshot after = snapshot_of(driver_.board());
  std::string wrong = ledger_.differs_from(after);
  if (wrong.empty() && driver_.board().open_interactions() != after.interactions.size())
    wrong = "open_interactions() is not how many there are";
  const Turn turn{book_, before_, after, effects, now, std::holds_alternative<TimerFired>(event)};
  if (wrong.empty()) wrong = unfairness(turn);
  if (wrong.empty()) wrong = differs_from_naive(turn);
  if (wrong.empty()) wrong = untruth(turn);
  if (wrong.empty() && tally_.events % agreement_every == 0) {
    wrong = disagreement(driver_.board(), book_, after, now);
    driver_.board().each_queue(now, [&](const QueueView& view) {
      if (wrong.empty()) wrong = ledger_.figures_differ(view);
    });
  }
  before_ = std::move(after);
  return wrong;
}

void Simulation::count(const Effects& effects) {
  ++tally_.events;
  if (effects.refusal) {
    ++tally_.refused;
    ++tally_.refusals[static_cast<std::size_t>(*effects.refusal)];
  }
  for (const Effect& effect : effects.list) {
    if (std::holds_alternative<OfferMade>(effect)) ++tally_.offers;
    if (const auto* change = std::get_if<InteractionChanged>(&effect))
      ++tally_.changes[static_cast<std::size_t>(change->change)];
  }
}

void Simulation::check(const Event& event, Instant now, const Effects& effects) {
  if (failure_) return;
  count(effects);
  std::string wrong = objection(event, now, effects);
  if (wrong.empty()) wrong = driver_.trouble();
  if (wrong.empty()) wrong = driver_.board().broken_invariant(now);
  tally_.closed = static_cast<std::int64_t>(ledger_.closed());
  if (!wrong.empty()) fail(wrong, event, effects);
}

void Simulation::fail(const std::string& what, const Event& event, const Effects& effects) {
  failure_ =
      Failure{tally_.events, what + "\n  event: " + text_of(event) + "\n  effects:" + text_of(effects)};
}

}  // namespace rapport::sim
