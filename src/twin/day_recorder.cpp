#include "twin/day_recorder.h"

#include <fmt/format.h>

#include <algorithm>
#include <type_traits>
#include <utility>
#include <variant>

#include "twin/day_recording.h"

namespace rapport::twin {
namespace {

template <class Event>
constexpr bool is_arrival(const Event&) {
  return std::is_same_v<Event, switchboard::InteractionArrived>;
}

}  // namespace

Result<SeenDay> DayRecorder::run() {
  for (;;) {
    auto step = source_.next();
    if (!step) return tl::unexpected<Error>(std::move(step.error()));
    if (!*step || (*step)->now > to_ + wanted_.drain) break;
    now_ = (*step)->now;
    if (now_ >= from_ && !has_begun_) begin_day();
    if (!has_begun_) forget_what_is_over();
    if (now_ >= to_ && !day_.end) end_day();
    if (now_ >= to_ && open_of_day_ == 0 && flows_.open() == 0) break;
    last_seq_ = (*step)->seq;
    board_.apply((*step)->event, now_, effects_);
    if (effects_.refusal)
      return fail(
          ErrorCode::invalid, "refused_event",
          fmt::format("step {} is refused: {}", (*step)->seq, switchboard::name_of(*effects_.refusal)));
    std::visit(
        [this](const auto& event) {
          if (now_ < to_ || !is_arrival(event)) flows_.told(now_, event);
          told(event);
        },
        (*step)->event);
    for (const switchboard::Effect& effect : effects_.list)
      std::visit(
          [this](const auto& one) {
            read(one);
            flows_.read(now_, one);
          },
          effect);
  }
  if (!has_begun_) begin_day();
  if (!day_.end) end_day();
  now_ = day_.last = std::max(now_, to_);
  for (auto& [id, agent] : day_.agents)
    settle(agent);  // what still goes on
  day_.flows = flows_.result();
  return std::move(day_);
}

void DayRecorder::take(const switchboard::Image& image) {
  flows_.take(image);
  day_.settings = image.settings;
  for (const switchboard::QueueImage& queue : image.queues)
    day_.queues[queue.queue].rules = queue.rules;
  for (const switchboard::AgentImage& agent : image.agents) {
    SeenAgent& seen = day_.agents[agent.agent];
    seen.profile = agent.profile;
    if (agent.presence != Presence::offline) present(agent.agent, agent.presence, agent.presence_since);
  }
  for (const switchboard::InteractionImage& one : image.interactions) {
    if (one.state != switchboard::InteractionState::queued &&
        one.state != switchboard::InteractionState::offered)
      continue;
    SeenLeg& leg = begin_leg(one.interaction);
    leg.source = leg.queue = one.queue;
    leg.channel = one.channel;
    leg.priority = one.priority;
    leg.queued_at = one.entered_at;
  }
}

void DayRecorder::begin_day() {
  has_begun_ = true;
  if (wanted_.with_flows) flows_.begin();
  for (const SeenLeg& leg : day_.legs)
    if (leg.accepted_at && !leg.wrapped_at) ++day_.open_conversations;
  keep_legs([](const SeenLeg& leg) { return !leg.accepted_at && !leg.left_at; });
  open_of_day_ = static_cast<std::int64_t>(day_.legs.size());
  for (SeenLeg& leg : day_.legs)
    leg.offered_at.reset();
  for (auto& [id, agent] : day_.agents) {
    const std::vector<SeenPresence> presences = std::exchange(agent.presences, {});
    switchboard::AgentProfile profile = std::move(agent.profile);
    agent = SeenAgent{};
    agent.profile = std::move(profile);
    if (!presences.empty()) present(id, presences.back().presence, presences.back().at);
  }
  for (auto& [id, queue] : day_.queues)
    queue.has_changed = queue.is_fixed = false;
  day_.consults = 0;
}

void DayRecorder::end_day() {
  day_.end.emplace();
  day_.end->seq = last_seq_;
  day_.end->image = board_.image();
}

void DayRecorder::forget_what_is_over() {
  if (day_.legs.size() < 10'000 || day_.legs.size() < 4 * legs_.size()) return;
  keep_legs([&](const SeenLeg& leg) { return leg_of(leg.interaction) == &leg; });
}

SeenLeg* DayRecorder::leg_of(InteractionId id) {
  const auto found = legs_.find(id.value);
  return found == legs_.end() ? nullptr : &day_.legs[found->second];
}

std::size_t DayRecorder::number_of(const SeenLeg& leg) const {
  return static_cast<std::size_t>(&leg - day_.legs.data());
}

SeenLeg& DayRecorder::begin_leg(InteractionId id) {
  legs_[id.value] = day_.legs.size();
  SeenLeg& leg = day_.legs.emplace_back();
  leg.interaction = id;
  leg.queued_at = now_;
  if (now_ < to_) ++open_of_day_;
  return leg;
}

void DayRecorder::work(What what, const SeenLeg& leg) {
  if (has_begun_) day_.work.push_back({now_, what, leg.agent, number_of(leg), leg.queue, {}});
}

void DayRecorder::present(AgentId id, Presence presence, Instant at) {
  SeenAgent& agent = day_.agents[id];
  if (has_begun_ && !agent.presences.empty() && agent.presences.back().presence == presence) return;
  if (presence != Presence::offline) agent.is_profile_fixed = true;
  if (!has_begun_) agent.presences.clear();
  agent.presences.push_back({at, presence});
  if (has_begun_) day_.work.push_back({at, What::presence, id, 0, {}, presence});
}
Result<SeenDay> see_day(const ReplaySource& source, const DayToSee& wanted) {
  return DayRecorder(source, wanted).run();
}

}  // namespace rapport::twin
