#include "switchboard/support/vocabulary.h"

#include <fmt/format.h>

#include <array>
#include <iterator>

#include "switchboard/support/words.h"

namespace rapport::switchboard::scenario {
namespace {

constexpr const char* channels[] = {"voice", "chat", "message", "email", "task", "voicemail"};
constexpr const char* orders[] = {"blended", "strict_priority"};
constexpr const char* choices[] = {"longest_idle", "most_skilled", "least_occupied", "round_robin"};
constexpr const char* presences[] = {"offline", "available", "away", "not_responding"};
constexpr const char* exclusions[] = {"none",        "offline",      "away",          "not_responding",
                                      "passed_over", "channel_full", "capacity_full", "wrong_agent",
                                      "wrong_team",  "lacks_skill"};
constexpr const char* triggers[] = {"interaction_waiting", "agent_free", "step_widened", "transfer",
                                    "consult"};
constexpr const char* outcomes[] = {"none",   "completed",       "abandoned", "expired", "refused",
                                    "served", "callback_failed", "cancelled", "merged"};
constexpr const char* leg_ends[] = {"open",        "completed", "transferred",   "abandoned",
                                    "expired",     "refused",   "consult_ended", "put_off",
                                    "not_reached", "cancelled", "moved"};
constexpr const char* states[] = {"queued",  "offered",   "active",   "wrap_up",  "closed",
                                  "arrived", "scheduled", "dialling", "set_aside"};
constexpr const char* results[] = {"none", "answered", "busy", "no_answer", "failed", "machine", "stopped"};

template <class Value, class Table>
Value value_of(const Table& table, std::string_view word, const char* what) {
  for (std::size_t i = 0; i < std::size(table); ++i)
    if (word == table[i]) return static_cast<Value>(i);
  throw ScenarioError(fmt::format("'{}' is not {}", word, what));
}

template <class Table, class Value>
const char* word(const Table& table, Value value) {
  const auto at = static_cast<std::size_t>(value);
  return at < std::size(table) ? table[at] : "?";
}

}  // namespace

Channel channel_of(std::string_view text) {
  return text == "call" ? Channel::voice : value_of<Channel>(channels, text, "a channel");
}
OrderRule order_of(std::string_view text) {
  return value_of<OrderRule>(orders, text, "an order");
}
AgentChoice choice_of(std::string_view text) {
  return value_of<AgentChoice>(choices, text, "an agent choice");
}
Presence presence_of(std::string_view text) {
  return value_of<Presence>(presences, text, "a presence");
}
Exclusion exclusion_of(std::string_view text) {
  return value_of<Exclusion>(exclusions, text, "a reason to be excluded");
}

DialResult result_of(std::string_view text) {
  return value_of<DialResult>(results, text, "a result of a dial");
}

const char* word_of(Channel channel) {
  return word(channels, channel);
}
const char* word_of(AgentChoice choice) {
  return word(choices, choice);
}
const char* word_of(Presence presence) {
  return word(presences, presence);
}
const char* word_of(Exclusion exclusion) {
  return word(exclusions, exclusion);
}
const char* word_of(Trigger trigger) {
  return word(triggers, trigger);
}
const char* word_of(Outcome outcome) {
  return word(outcomes, outcome);
}
const char* word_of(LegEnd end) {
  return word(leg_ends, end);
}
const char* word_of(InteractionState state) {
  return word(states, state);
}

}  // namespace rapport::switchboard::scenario
