// Every invariant by brute force, from the records alone: what the indexes say must be what a full search
// finds.
#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "switchboard/routing/matcher.h"
#include "switchboard/routing/roster.h"
#include "switchboard/routing/waiting.h"
#include "switchboard/switchboard.h"
#include "switchboard/switchboard_state.h"

namespace rapport::switchboard {
namespace {

struct QueueCount {
  std::int32_t waiting = 0, prioritised = 0, offered = 0, active = 0, wrapping_up = 0, scheduled = 0,
               dialling = 0;
};

class Inspection {
 public:
  explicit Inspection(const State& state) : state_(state) {}

  std::string result() {
    for (const std::int64_t id : state_.interaction_slots.keys())
      look_at_interaction(state_.interaction_slots.slot_of(id));
    for (const std::int64_t id : state_.agent_slots.keys())
      look_at_agent(state_.agent_slots.slot_of(id));
    for (const std::int64_t id : state_.queue_slots.keys())
      look_at_queue(state_.queue_slots.slot_of(id));
    for (const auto& [key, version] : state_.flows) {
      const auto counted = running_.find(key);
      expect(version.running == (counted == running_.end() ? 0 : counted->second),
             "runs of a flow miscounted", key.first.value);
      expect(!version.is_retired || version.running > 0, "a retired flow is kept for nobody",
             key.first.value);
    }
    expect(called_back_ == state_.called_back_count, "called back miscounted", called_back_);
    expect(known_called_back_ == state_.called_back.size(), "the list of those called back is another", 0);
    for (const std::int64_t id : state_.timers.keys())
      look_at_timer(TimerId{id}, *state_.timers.find(id));
    return broken_;
  }

 private:
  void expect(bool holds, std::string_view what, std::int64_t id) {
    if (!holds && broken_.empty()) broken_ = fmt::format("{} ({})", what, id);
  }

  void look_at_interaction(Slot slot) {
    const Interaction& x = state_.interactions[slot];
    const std::int64_t id = x.id.value;
    const bool is_queued = x.state == InteractionState::queued;
    const bool is_offered = x.state == InteractionState::offered;
    const bool is_active = x.state == InteractionState::active;
    expect(!x.is_pending, "interaction left unmatched at the end of a turn", id);
    expect(x.state != InteractionState::closed, "closed interaction kept", id);
    expect(is_queued == x.is_indexed, "queued and not in the waiting index, or the reverse", id);
    const bool is_scheduled = x.state == InteractionState::scheduled;
    const bool is_aside = x.state == InteractionState::set_aside;
    expect((is_queued || is_scheduled || is_aside || x.state == InteractionState::arrived) ==
               (x.agent == no_slot),
           "interaction with the wrong agent for its state", id);
    expect(is_offered == static_cast<bool>(x.offer), "offer and state disagree", id);
    expect(is_offered == static_cast<bool>(timer_of(x, TimerKind::offer)), "offer without its timer", id);
    expect(static_cast<bool>(x.consult_offer) == static_cast<bool>(timer_of(x, TimerKind::consult_offer)),
           "consult offer without its timer", id);
    expect(x.consulted == no_slot || is_active, "consult outside a conversation", id);
    expect(!x.is_silent || is_active, "silent outside a conversation", id);
    expect((is_queued || is_offered) || !timer_of(x, TimerKind::step), "step timer after waiting", id);
    expect((is_queued || is_offered) || x.passed_over.empty(), "passed-over agents after waiting", id);
    expect(x.passed_over.empty() == !timer_of(x, TimerKind::passed_over), "passed-over agents without timer",
           id);
    const bool is_arrived = x.state == InteractionState::arrived;
    look_at_flow(x);
    look_at_callback(slot, x);
    look_at_place(x);
    const Asked asked = is_arrived ? Asked{} : asked_of(state_, x);
    expect(
        !(is_queued || is_offered) || static_cast<bool>(timer_of(x, TimerKind::step)) == (asked.lasts.us > 0),
        "step without its timer", id);
    for (const Slot agent : {x.agent, x.consulted}) {
      if (agent == no_slot) continue;
      const std::vector<Slot>& work = state_.agents[agent].work;
      expect(std::count(work.begin(), work.end(), slot) == 1, "interaction not in its agent's work", id);
    }
    expect((is_arrived || is_scheduled || is_aside) != (std::count_if(x.legs.begin(), x.legs.end(),
                                                                      [](const Leg& leg) {
                                                                        return leg.kind == LegKind::primary &&
                                                                               leg.end == LegEnd::open;
                                                                      }) == 1),
           "not exactly one open leg", id);
    for (const TimerId timer : x.timers)
      if (timer) look_at_armed(timer, slot, id);
    if (!is_arrived) count(x);
    if (is_queued) look_at_waiting(slot, x);
  }

  // A place is held by one of the two, and nobody waits twice.
  void look_at_place(const Interaction& x) {
    const std::int64_t id = x.id.value;
    const bool is_aside = x.state == InteractionState::set_aside;
    expect(is_aside == (x.aside != nullptr), "aside without having given its place, or the reverse", id);
    expect(is_aside == static_cast<bool>(timer_of(x, TimerKind::aside)), "aside for ever", id);
    expect(!is_aside || (!x.run && !x.holds), "aside, and in a flow or with another's place", id);
    if (x.aside) {
      const Slot to = state_.interaction_slot(x.aside->to);
      expect(to != no_slot && state_.interactions[to].holds == x.id, "its place is with nobody", id);
    }
    if (!x.holds) return;
    const Slot from = state_.interaction_slot(x.holds);
    expect(from != no_slot && state_.interactions[from].aside && state_.interactions[from].aside->to == x.id,
           "holds the place of one that has its own", id);
  }

  // Nobody is dialled without an agent who is held for them alone, nor anybody who has a line.
  void look_at_callback(Slot slot, const Interaction& x) {
    const std::int64_t id = x.id.value;
    const bool is_scheduled = x.state == InteractionState::scheduled;
    const bool is_dialling = x.state == InteractionState::dialling;
    const bool is_timed = static_cast<bool>(timer_of(x, TimerKind::callback));
    expect(x.is_called_back() || (!is_scheduled && !is_dialling), "scheduled or dialled with a line", id);
    expect(!is_timed || is_scheduled || is_dialling, "timer of a callback that is not one", id);
    if (!x.callback) return;
    expect(x.channel == Channel::voice, "a callback without a voice", id);
    if (!x.is_called_back()) return;
    expect(!timer_of(x, TimerKind::wait_limit), "nobody expires who has no line", id);
    expect(!x.run, "called back and in a flow", id);
    const auto [from, to] = state_.called_back.equal_range(x.customer);
    const auto listed = std::count_if(from, to, [slot](const auto& entry) { return entry.second == slot; });
    expect(listed == (x.customer ? 1 : 0), "called back, and not listed once", id);
    ++called_back_;
    if (x.customer) ++known_called_back_;
    if (is_dialling) {
      expect(is_timed, "a dial without an end", id);
      expect(x.callback->dials >= 1 && x.callback->dials <= x.callback->dial, "dials miscounted", id);
    }
    const Queue& queue = state_.queues[x.queue];
    const bool sleeps = !queue.rules.is_open && queue.rules.callbacks().only_while_open;
    if (is_scheduled) expect(is_timed || sleeps, "scheduled for never", id);
    if (x.state == InteractionState::queued) expect(!sleeps, "in line while its queue is closed", id);
  }

  // Every flow ends: it never has more steps behind it than its limit, and never waits without a timer.
  void look_at_flow(const Interaction& x) {
    const std::int64_t id = x.id.value;
    const bool is_arrived = x.state == InteractionState::arrived;
    const bool is_timed = static_cast<bool>(timer_of(x, TimerKind::flow));
    if (!x.run) {
      expect(!is_arrived, "arrived without a flow", id);
      expect(!is_timed, "flow timer without a flow", id);
      return;
    }
    const flow::Run& run = x.run->run;
    const auto version = state_.flows.find({run.flow, run.version});
    expect(version != state_.flows.end(), "runs a flow that nobody knows", id);
    if (version == state_.flows.end()) return;
    ++running_[{run.flow, run.version}];
    const flow::Program& program = version->second.program;
    expect(run.step >= 0 && static_cast<std::size_t>(run.step) < program.steps.size(),
           "at a step that its flow does not have", id);
    expect(run.values.size() == program.attributes.size(), "other attributes than its flow's", id);
    expect(run.turn <= flow::steps_of_run_max, "a flow without end", id);
    const bool is_assisted = x.state == InteractionState::active;
    expect(is_arrived || x.state == InteractionState::queued || x.state == InteractionState::offered ||
               is_assisted,
           "a flow runs on where none can", id);
    expect(program.is_assist() == is_assisted && x.run->assist.has_value() == is_assisted,
           "a flow for agents without one, or the reverse", id);
    if (is_assisted) {
      expect(is_timed, "a step beside an agent waits without a timer", id);
      expect(x.consulted == no_slot && !x.is_silent, "in a flow, and elsewhere", id);
      return;
    }
    if (is_arrived) {
      expect(x.queue == no_slot && x.course.plan == no_slot, "in its flow and in a queue", id);
      expect(is_timed, "a step waits without a timer", id);
      return;
    }
    const bool has_due = x.run->tells_at.us != 0 || x.run->leaves_at.us != 0;
    expect(is_timed == has_due, "a treatment without its timer, or the reverse", id);
    expect(program.steps[static_cast<std::size_t>(run.step)].kind == flow::StepKind::queue ||
               program.steps[static_cast<std::size_t>(run.step)].kind == flow::StepKind::transfer,
           "waits in a queue at a step that does not", id);
  }

  void look_at_waiting(Slot slot, const Interaction& x) {
    const std::int64_t id = x.id.value;
    const RankKey key = rank_key(state_, slot);
    expect(state_.queues[x.queue].ranks.contains(key), "not in its queue's order", id);
    const Line& line = state_.lines[x.line];
    const Asked asked = asked_of(state_, x);
    expect(line.waiting.contains(key), "not in its line", id);
    expect(line.queue == x.queue && line.channel == x.channel && line.need == asked.need, "in a wrong line",
           id);
    expect(x.is_settled == x.passed_over.empty(), "waits unsettled", id);
    if (asked.agent) {
      const Slot agent = state_.agent_slot(asked.agent);
      expect(agent != no_slot && line.agent == agent && state_.agents[agent].is_taking_work() &&
                 state_.agents[agent].handles(x.channel),
             "waits for an agent who does not come", id);
    }
    for (const std::int64_t agent_id : state_.agent_slots.keys()) {
      const Slot at = state_.agent_slots.slot_of(agent_id);
      const Agent& agent = state_.agents[at];
      const bool is_asked =
          asked.agent || std::find(agent.queues.begin(), agent.queues.end(), x.queue) != agent.queues.end();
      expect(!is_asked || exclusion_of(state_, at, standing_of(agent), x) != Exclusion::none,
             fmt::format("waits although agent {} could take it", agent_id), id);
    }
  }

  void look_at_agent(Slot slot) {
    const Agent& agent = state_.agents[slot];
    const std::int64_t id = agent.id.value;
    std::array<std::int32_t, channel_count> open = {};
    std::array<std::int32_t, channel_count> counted = {};
    for (const Slot at : agent.work) {
      const Interaction& x = state_.interactions[at];
      const auto channel = static_cast<std::size_t>(x.channel);
      expect(x.agent == slot || x.consulted == slot, "agent's work is not theirs", id);
      ++open[channel];
      if (x.consulted == slot || !x.is_silent) ++counted[channel];
      expect(x.agent != slot || x.state != InteractionState::offered || agent.presence == Presence::available,
             "offer to an agent who is not available", id);
    }
    for (std::size_t c = 0; c < channel_count; ++c) {
      expect(open[c] == agent.open[c], "open work miscounted", id);
      expect(counted[c] == agent.counted[c], "counting work miscounted", id);
    }
    expect(!agent.is_pending, "agent left unmatched at the end of a turn", id);
    const Standing& standing = state_.standings[slot];
    expect(standing == standing_of(agent), "roster shows the agent at an old place", id);
    expect(!agent.next_presence || agent.counted_total() > 0, "next presence not taken up", id);
    for (const Slot at : agent.queues) {
      const Queue& queue = state_.queues[at];
      expect(std::count(queue.members.begin(), queue.members.end(), slot) == 1, "not a member of its queue",
             id);
      for (const FreeList& list : queue.free)
        expect(list.agents.contains(agent_key(queue, standing, slot)) == (list.channels == standing.room),
               "in a wrong free list", id);
    }
    if (agent.disconnect_timer) {
      const Timer* timer = state_.timers.find(agent.disconnect_timer.value);
      expect(timer != nullptr && timer->target == slot, "disconnect timer lost", id);
    }
  }

  void look_at_queue(Slot slot) {
    const Queue& queue = state_.queues[slot];
    const std::int64_t id = queue.id.value;
    const QueueCount counts = slot < counts_.size() ? counts_[slot] : QueueCount{};
    expect(counts.waiting == queue.waiting, "waiting miscounted", id);
    expect(counts.offered == queue.offered, "offered miscounted", id);
    expect(counts.active == queue.active, "active miscounted", id);
    expect(counts.wrapping_up == queue.wrapping_up, "wrap-ups miscounted", id);
    expect(counts.scheduled == queue.scheduled, "scheduled miscounted", id);
    expect(counts.dialling == queue.dialling, "dialling miscounted", id);
    expect(queue.ranks.size() == static_cast<std::size_t>(queue.waiting), "order of a wrong length", id);
    expect(queue.waiting_prioritised == counts.prioritised, "prioritised miscounted", id);
    std::array<std::int32_t, 4> by_presence = {};
    for (const Slot at : queue.members)
      ++by_presence[static_cast<std::size_t>(state_.agents[at].presence)];
    expect(by_presence == queue.members_by_presence, "members miscounted", id);
    for (const std::vector<LineHead>& lines : queue.lines)
      for (const LineHead& head : lines)
        look_at_line(head, id);
  }

  void look_at_line(const LineHead& head, std::int64_t id) {
    const Line& line = state_.lines[head.line];
    std::int32_t settled = 0;
    for (auto at = line.waiting.begin(); !line.waiting.is_end(at); line.waiting.advance(at))
      settled += state_.interactions[line.waiting.at(at).slot].is_settled ? 1 : 0;
    expect(settled == line.settled, "settled miscounted", id);
    expect(!line.waiting.empty() && line.waiting.front().slot == head.best.slot, "stale head of a line", id);
  }

  void look_at_armed(TimerId timer, Slot interaction, std::int64_t id) {
    const Timer* armed = state_.timers.find(timer.value);
    expect(armed != nullptr && armed->target == interaction, "timer lost", id);
  }

  void look_at_timer(TimerId timer_id, const Timer& timer) {
    const std::int64_t id = timer_id.value;
    if (timer.kind == TimerKind::disconnect)
      expect(state_.agents[timer.target].disconnect_timer == timer_id, "timer of nobody", id);
    else
      expect(timer_of(state_.interactions[timer.target], timer.kind) == timer_id, "timer of nothing", id);
  }

  static TimerId timer_of(const Interaction& x, TimerKind kind) {
    return x.timers[static_cast<std::size_t>(kind)];
  }

  void count(const Interaction& x) {
    if (counts_.size() <= x.queue) counts_.resize(x.queue + 1);
    QueueCount& counts = counts_[x.queue];
    switch (x.state) {
      case InteractionState::queued:
        ++counts.waiting;
        if (x.priority != 0) ++counts.prioritised;
        break;
      case InteractionState::offered:
        ++counts.offered;
        break;
      case InteractionState::active:
        ++counts.active;
        break;
      case InteractionState::wrap_up:
        ++counts.wrapping_up;
        break;
      case InteractionState::scheduled:
        ++counts.scheduled;
        break;
      case InteractionState::dialling:
        ++counts.dialling;
        break;
      case InteractionState::closed:
      case InteractionState::arrived:
      case InteractionState::set_aside:
        break;
    }
  }

  const State& state_;
  std::vector<QueueCount> counts_;
  std::map<std::pair<FlowId, std::int32_t>, std::int32_t> running_;
  std::int32_t called_back_ = 0;
  std::size_t known_called_back_ = 0;
  std::string broken_;
};

}  // namespace

std::string Switchboard::broken_invariant(Instant) const {
  return Inspection(*state_).result();
}

}  // namespace rapport::switchboard
