#include "switchboard/switchboard.h"

#include <utility>

#include "switchboard/lifecycle/turn.h"
#include "switchboard/routing/roster.h"
#include "switchboard/routing/wait_estimate.h"
#include "switchboard/routing/waiting.h"
#include "switchboard/switchboard_state.h"

namespace rapport::switchboard {
namespace {

// Explanations are the only large effects; their memory goes round.
constexpr std::size_t spare_accounts_max = 64;

void take_back_accounts(Switchboard::State& state, std::vector<Effect>& effects) {
  for (Effect& effect : effects) {
    auto* made = std::get_if<OfferMade>(&effect);
    if (made == nullptr || state.spare_accounts.size() >= spare_accounts_max) continue;
    made->why.agents.clear();
    state.spare_accounts.push_back(std::move(made->why.agents));
  }
}

}  // namespace

Switchboard::Switchboard() : state_(std::make_unique<State>()) {}
Switchboard::~Switchboard() = default;
Switchboard::Switchboard(Switchboard&&) noexcept = default;
Switchboard& Switchboard::operator=(Switchboard&&) noexcept = default;

Effects Switchboard::apply(const Event& event, Instant now) {
  Effects effects;
  apply(event, now, effects);
  return effects;
}

void Switchboard::apply(const Event& event, Instant now, Effects& effects) {
  take_back_accounts(*state_, effects.list);
  effects.list.clear();
  Turn turn{*state_, now, effects.list};
  effects.refusal = std::visit([&turn](const auto& what) { return on(turn, what); }, event);
  settle(turn);
}

std::size_t Switchboard::open_interactions() const {
  return state_->interaction_slots.size();
}

const char* name_of(Refusal refusal) {
  switch (refusal) {
    case Refusal::unknown_queue:
      return "unknown_queue";
    case Refusal::unknown_agent:
      return "unknown_agent";
    case Refusal::unknown_interaction:
      return "unknown_interaction";
    case Refusal::unknown_timer:
      return "unknown_timer";
    case Refusal::already_exists:
      return "already_exists";
    case Refusal::not_your_interaction:
      return "not_your_interaction";
    case Refusal::no_such_offer:
      return "no_such_offer";
    case Refusal::offer_expired:
      return "offer_expired";
    case Refusal::not_active:
      return "not_active";
    case Refusal::not_in_wrap_up:
      return "not_in_wrap_up";
    case Refusal::disposition_required:
      return "disposition_required";
    case Refusal::unknown_disposition:
      return "unknown_disposition";
    case Refusal::agent_not_available:
      return "agent_not_available";
    case Refusal::no_consult:
      return "no_consult";
    case Refusal::consult_open:
      return "consult_open";
    case Refusal::queue_in_use:
      return "queue_in_use";
    case Refusal::bad_value:
      return "bad_value";
    case Refusal::same_target:
      return "same_target";
    case Refusal::queue_closed:
      return "queue_closed";
    case Refusal::queue_full:
      return "queue_full";
    case Refusal::queue_unstaffed:
      return "queue_unstaffed";
    case Refusal::unknown_flow:
      return "unknown_flow";
    case Refusal::flow_exists:
      return "flow_exists";
    case Refusal::flow_moved:
      return "flow_moved";
    case Refusal::no_callback:
      return "no_callback";
    case Refusal::callback_exists:
      return "callback_exists";
    case Refusal::dial_over:
      return "dial_over";
    case Refusal::not_in_queue:
      return "not_in_queue";
    case Refusal::customer_in_flow:
      return "customer_in_flow";
    case Refusal::wrong_purpose:
      return "wrong_purpose";
    case Refusal::no_place:
      return "no_place";
    case Refusal::place_moved:
      return "place_moved";
  }
  return "unknown";
}

}  // namespace rapport::switchboard
