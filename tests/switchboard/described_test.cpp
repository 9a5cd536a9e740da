// A struct member that is not described would silently be missing from journals and the API. Every described
// struct is an aggregate, so the compiler can count its members and hold the description to that number.
#include "switchboard/model/described.h"

#include <doctest/doctest.h>
#include <boost/mp11.hpp>

#include <utility>

namespace rapport::switchboard {

struct Anything {  // never made, so never defined; clang warns of that inside an anonymous namespace
  template <class T>
  operator T() const;
};

namespace {

template <class T, std::size_t... I>
constexpr bool takes(std::index_sequence<I...>) {
  return requires {
    T{((void)I, Anything{})...};
  };
}

template <class T, std::size_t N = 0>
constexpr std::size_t member_count() {
  if constexpr (!takes<T>(std::make_index_sequence<N + 1>{}))
    return N;
  else
    return member_count<T, N + 1>();
}

template <class T>
constexpr std::size_t described_count() {
  return boost::mp11::mp_size<boost::describe::describe_members<T, boost::describe::mod_public>>::value;
}

template <class Variant>
void check_alternatives() {
  boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, Variant>>([](auto identity) {
    using T = typename decltype(identity)::type;
    static_assert(described_count<T>() == member_count<T>());
    CHECK(described_count<T>() == member_count<T>());
  });
}

}  // namespace

TEST_CASE("every member of every event and effect is described") {
  check_alternatives<Event>();
  check_alternatives<Effect>();
  check_alternatives<std::variant<
      SkillNeed, Step, Branch, QueueRules, AgentSkill, ChannelCapacity, AgentProfile, Settings, Leg,
      WaitEstimate, InteractionView, AgentView, QueueFigures, QueueView, WhyAgent, WhyRival, Why, TimerImage,
      WaitLearnt, QueueImage, AgentImage, PassedOver, InteractionImage, Image, FlowStart, FlowRun, AssistRun,
      Aside, AssistOutcome, FlowImage, flow::Run, flow::Program, flow::ProgramStep, flow::ProgramAttribute,
      flow::Put, flow::Code, flow::Instruction, flow::Value64>>();
}

}  // namespace rapport::switchboard
