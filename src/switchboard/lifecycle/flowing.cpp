#include "switchboard/lifecycle/flowing.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/check.h"
#include "switchboard/lifecycle/arriving.h"
#include "switchboard/lifecycle/calling_back.h"
#include "switchboard/lifecycle/closing.h"
#include "switchboard/lifecycle/offering.h"
#include "switchboard/lifecycle/queueing.h"
#include "switchboard/routing/wait_estimate.h"
#include "switchboard/routing/waiting.h"

namespace rapport::switchboard {
namespace {

using flow::Program;
using flow::ProgramStep;
using flow::StepKind;
using Key = std::pair<FlowId, std::int32_t>;

constexpr std::size_t versions_max = 10'000;
constexpr Duration ring_patience = seconds(5);  // while an agent is being rung nobody is pulled out

Key key_of(const flow::Run& run) {
  return {run.flow, run.version};
}
const Program& program_of(const State& state, const flow::Run& run) {
  const auto found = state.flows.find(key_of(run));
  RAPPORT_CHECK(found != state.flows.end());
  return found->second.program;
}
const ProgramStep& step_of(const Program& program, const flow::Run& run) {
  return program.steps[static_cast<std::size_t>(run.step)];
}

// What waiting would mean is told of the queue that takes everybody in the end.
flow::Facts facts_of(const State& state, const Interaction& interaction, const Program& program,
                     Instant now) {
  flow::Facts facts;
  facts.interaction = interaction.id;
  facts.channel = interaction.channel;
  if (interaction.run->waiting_since.us != 0)
    facts.waited_s = (now - interaction.run->waiting_since).us / seconds(1).us;
  const Slot queue = state.queue_slot(program.fallback);
  if (queue == no_slot) return facts;
  const WaitEstimate wait = estimate_for_new(state.queues[queue], now);
  facts.position = wait.position;
  facts.wait_s = (wait.low.us + wait.high.us) / 2 / seconds(1).us;
  return facts;
}

void count_down(State& state, const Key& key) {
  const auto found = state.flows.find(key);
  RAPPORT_CHECK(found != state.flows.end() && found->second.running > 0);
  if (--found->second.running == 0 && found->second.is_retired) state.flows.erase(found);
}

// The version that new runs of the flow get; nullptr: none.
const std::pair<const Key, State::FlowVersion>* newest(const State& state, FlowId flow) {
  const std::pair<const Key, State::FlowVersion>* found = nullptr;
  for (auto at = state.flows.lower_bound({flow, std::numeric_limits<std::int32_t>::min()});
       at != state.flows.end() && at->first.first == flow; ++at)
    if (!at->second.is_retired) found = &*at;
  return found;
}

void tell_steps(Turn& turn, const Interaction& interaction, const flow::Outcome& outcome) {
  const flow::Run& run = interaction.run->run;
  for (std::size_t i = 0; i < outcome.entered.size(); ++i) {
    FlowStepEntered told;
    told.interaction = interaction.id;
    told.channel = interaction.channel;
    told.flow = run.flow;
    told.version = run.version;
    told.step = outcome.entered[i].step;
    told.turn = outcome.entered[i].turn;
    told.tries = outcome.entered[i].tries;
    if (i + 1 == outcome.entered.size() && outcome.next == flow::Next::wait)
      told.expires_at = turn.now + outcome.lasts;
    turn.effects.emplace_back(told);
  }
}

// Which tags it left is told at the end of a flow beside an agent.
void note_tags(Interaction& interaction, const Program& program, const flow::Outcome& outcome) {
  if (!interaction.run->assist) return;
  std::vector<std::int32_t>& tags = interaction.run->assist->tags;
  for (const flow::Entered& entered : outcome.entered)
    if (program.steps[static_cast<std::size_t>(entered.step)].kind == StepKind::tag &&
        std::find(tags.begin(), tags.end(), entered.step) == tags.end())
      tags.push_back(entered.step);
}

void arm_treatment(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  cancel(turn, interaction, TimerKind::flow);
  const FlowRun& run = *interaction.run;
  Instant due = run.tells_at;
  if (due.us == 0 || (run.leaves_at.us != 0 && run.leaves_at < due)) due = run.leaves_at;
  if (due.us != 0) arm(turn, slot, TimerKind::flow, due);
}

struct Joining {
  Slot queue = no_slot;
  Course course;
};
void join(Turn& turn, Slot slot, const Joining& joining) {
  Interaction& interaction = turn.interaction(slot);
  FlowRun& run = *interaction.run;
  cancel(turn, interaction, TimerKind::flow);
  if (run.waiting_since.us == 0) run.waiting_since = turn.now;
  begin_leg(turn, slot, {joining.queue, joining.course, run.waiting_since, Trigger::interaction_waiting});
}

// Into the queue of the step. False: it is not let in.
bool join_queue(Turn& turn, Slot slot, const ProgramStep& step) {
  State& state = turn.state;
  Interaction& interaction = turn.interaction(slot);
  if (interaction.legs.size() >= legs_max) return false;
  const Slot asked = state.queue_slot(step.queue);
  const Admission admission = asked == no_slot ? Admission{} : admit(state, asked);
  if (admission.queue == no_slot) return false;
  const Queue& queue = state.queues[admission.queue];
  FlowRun& run = *interaction.run;
  run.queue_step = run.run.step;
  if (const auto taken = take_place(turn, slot, admission.queue)) {
    run.waiting_since = run.waiting_since.us == 0 ? taken->since : std::min(run.waiting_since, taken->since);
    go_on_from(interaction, *taken);
  }
  Course course;
  course.first_agent = preferred_agent(state, queue, {run.last_agent, run.last_contact_ended}, turn.now);
  course.first_lasts = course.first_agent ? queue.rules.sticky_wait : Duration{};
  course.plan = queue.plan;
  if (step.circles.empty())
    state.plans.hold(queue.plan);
  else
    course.plan = state.plans.hold(step.circles);
  const Duration first = step.first;
  run.tells_at = first.us > 0 || step.every.us > 0 || step.has_offer ? turn.now + first : Instant{};
  run.leaves_at = step.wait_max.us > 0 ? turn.now + step.wait_max : Instant{};
  join(turn, slot, {admission.queue, course});
  arm_treatment(turn, slot);
  return true;
}

// For one agent, in the fallback queue. False: they do not come.
bool join_agent(Turn& turn, Slot slot, const Program& program, AgentId id) {
  State& state = turn.state;
  Interaction& interaction = turn.interaction(slot);
  const Slot to = state.agent_slot(id);
  const Slot asked = state.queue_slot(program.fallback);
  if (to == no_slot || asked == no_slot || interaction.legs.size() >= legs_max) return false;
  const Agent& agent = state.agents[to];
  if (!agent.is_taking_work() || !agent.handles(interaction.channel)) return false;
  const Admission admission = admit(state, asked);
  if (admission.queue == no_slot) return false;
  interaction.run->tells_at = {};
  interaction.run->leaves_at = {};
  const Course course{id, transfer_agent_wait, state.plans.hold(std::vector<Step>{})};
  join(turn, slot, {admission.queue, course});
  return true;
}

// On in another flow, which goes on counting the steps of this one. False: there is none for this channel.
bool move_on(Turn& turn, Slot slot, FlowId to, flow::Outcome& outcome) {
  Interaction& interaction = turn.interaction(slot);
  const auto* found = newest(turn.state, to);
  if (found == nullptr) return false;
  const Program& program = found->second.program;
  if ((program.channels >> static_cast<int>(interaction.channel) & 1) == 0 || program.is_assist())
    return false;
  FlowRun& run = *interaction.run;
  const flow::Run before = run.run;
  turn.effects.emplace_back(FlowEnded{interaction.id, before.flow, before.version, before.step,
                                      FlowEnd::moved, flow::Broken::nothing});
  run.run = flow::new_run(program, found->first.first, found->first.second, before.language);
  run.run.turn = before.turn;
  run.run.is_customer_known = before.is_customer_known;
  run.queue_step.reset();
  ++turn.state.flows.at(found->first).running;
  count_down(turn.state, key_of(before));
  outcome = flow::begin(program, run.run, facts_of(turn.state, interaction, program, turn.now));
  return true;
}

bool is_booked(const Interaction& interaction) {
  return interaction.callback && interaction.callback->stage == CallbackStage::booked;
}

void end_served(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  if (interaction.is_assisted()) return end_assist(turn, slot, FlowEnd::returned);
  if (is_booked(interaction)) return wait_without_line(turn, slot);
  interaction.state = InteractionState::closed;
  tell(turn, interaction, Change::ended);
  close(turn, slot, Outcome::served);
}

// A broken flow brings its customer to people.
void fall_back(Turn& turn, Slot slot, flow::Broken broken) {
  State& state = turn.state;
  Interaction& interaction = turn.interaction(slot);
  if (interaction.is_assisted()) return end_assist(turn, slot, FlowEnd::broken, {}, broken);
  const Slot asked = state.queue_slot(program_of(state, interaction.run->run).fallback);
  const Admission admission =
      asked == no_slot || interaction.legs.size() >= legs_max ? Admission{} : admit(state, asked);
  if (admission.queue == no_slot && is_booked(interaction)) return wait_without_line(turn, slot);
  const FlowRun run = *interaction.run;
  end_flow(turn, slot, FlowEnd::broken, broken);
  if (admission.queue == no_slot) {
    interaction.state = InteractionState::closed;
    tell(turn, interaction, Change::refused);
    close(turn, slot, Outcome::refused);
    return;
  }
  const Queue& queue = state.queues[admission.queue];
  Course course;
  course.first_agent = preferred_agent(state, queue, {run.last_agent, run.last_contact_ended}, turn.now);
  course.first_lasts = course.first_agent ? queue.rules.sticky_wait : Duration{};
  course.plan = queue.plan;
  state.plans.hold(queue.plan);
  const Instant since = run.waiting_since.us != 0 ? run.waiting_since : turn.now;
  begin_leg(turn, slot, {admission.queue, course, since, Trigger::interaction_waiting});
}

void wait_here(Turn& turn, Slot slot, Duration lasts) {
  Interaction& interaction = turn.interaction(slot);
  if (!interaction.is_assisted()) interaction.state = InteractionState::arrived;
  cancel(turn, interaction, TimerKind::flow);
  arm(turn, slot, TimerKind::flow, turn.now + lasts);
}

// What an outcome asks for, and what follows from that, until the flow waits, the interaction stands in a
// queue, or it is over. Queues that refuse can send it round only as often as a turn may have steps.
void carry_out(Turn& turn, Slot slot, flow::Outcome outcome) {
  std::size_t entered = 0;
  for (;;) {
    Interaction& interaction = turn.interaction(slot);
    const Program& program = program_of(turn.state, interaction.run->run);
    const ProgramStep& step = step_of(program, interaction.run->run);
    entered += outcome.entered.size();
    tell_steps(turn, interaction, outcome);
    note_tags(interaction, program, outcome);
    if (entered > static_cast<std::size_t>(flow::steps_per_turn_max) && outcome.next != flow::Next::end &&
        outcome.next != flow::Next::wait)
      return fall_back(turn, slot, flow::Broken::too_many_steps);
    const flow::Facts facts = facts_of(turn.state, interaction, program, turn.now);
    flow::Run& run = interaction.run->run;
    switch (outcome.next) {
      case flow::Next::wait:
        return wait_here(turn, slot, outcome.lasts);
      case flow::Next::queue: {
        const auto priority = flow::priority_of(program, run, facts);
        if (!priority) return fall_back(turn, slot, flow::Broken::expression);
        if (!step.puts.empty())
          interaction.priority = static_cast<std::int32_t>(
              std::clamp<std::int64_t>(*priority, -std::int64_t{priority_max}, priority_max));
        if (join_queue(turn, slot, step)) return;
        outcome = flow::leave(program, run, facts, flow::exit_refused);
        break;
      }
      case flow::Next::agent:
        if (join_agent(turn, slot, program, step.agent)) return;
        outcome = flow::leave(program, run, facts, flow::exit_failed);
        break;
      case flow::Next::flow:
        if (!move_on(turn, slot, step.flow, outcome))
          outcome = flow::leave(program, run, facts, flow::exit_failed);
        break;
      case flow::Next::end:
        return end_served(turn, slot);
      case flow::Next::fallback:
        return fall_back(turn, slot, outcome.broken);
    }
  }
}

void treat(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  FlowRun& run = *interaction.run;
  const ProgramStep& step = step_of(program_of(turn.state, run.run), run.run);
  if (run.leaves_at.us != 0 && run.leaves_at <= turn.now) {
    if (interaction.state == InteractionState::queued && leave_queue_by(turn, slot, flow::exit_waited))
      return;
    // Being rung: it may be answered any moment.
    run.leaves_at = interaction.state == InteractionState::offered ? turn.now + ring_patience : Instant{};
  }
  if (run.tells_at.us != 0 && run.tells_at <= turn.now) {
    run.tells_at = step.every.us > 0 ? turn.now + step.every : Instant{};
    if (interaction.state == InteractionState::queued) {
      const Queue& queue = turn.queue_of(interaction);
      FlowTreatment told;
      told.interaction = interaction.id;
      told.channel = interaction.channel;
      told.flow = run.run.flow;
      told.version = run.run.version;
      told.step = run.run.step;
      told.turn = run.run.turn;
      const auto position = static_cast<std::int64_t>(queue.ranks.rank(rank_key(turn.state, slot))) + 1;
      told.wait = estimate_wait(queue.learnt, position, turn.now);
      told.has_offer = step.has_offer && step.exits[flow::exit_offered] >= 0;
      turn.effects.emplace_back(told);
    }
  }
  arm_treatment(turn, slot);
}

// Unknown, not in a flow at this turn, or not waiting for input.
Verdict check_turn(const State& state, InteractionId id, std::int32_t at, Slot& slot) {
  slot = state.interaction_slot(id);
  if (slot == no_slot) return Refusal::unknown_interaction;
  const Interaction& interaction = state.interactions[slot];
  if (!interaction.run || interaction.run->run.turn != at) return Refusal::flow_moved;
  return done;
}

// What was left at a voicemail step, as an interaction of its own.
Verdict take_voicemail(Turn& turn, Slot slot, const FlowAnswered& answered) {
  const Interaction& caller = turn.interaction(slot);
  const Program& program = program_of(turn.state, caller.run->run);
  InteractionArrived left;
  left.interaction = answered.voicemail->interaction;
  left.channel = Channel::voicemail;
  left.queue = step_of(program, caller.run->run).queue;
  if (turn.state.queue_slot(left.queue) == no_slot) left.queue = program.fallback;
  left.customer = answered.customer ? answered.customer : caller.customer;
  left.previous = caller.id;
  if (const Verdict wrong = take_in(turn, left, Door::open)) return wrong;
  return on(turn, MessagePosted{left.interaction, answered.voicemail->message, Author::customer, {}});
}

// Of a callback or voicemail step that went well; what it says of the exit is what others see.
Verdict take_asked(Turn& turn, Slot slot, const FlowAnswered& answered) {
  Interaction& interaction = turn.interaction(slot);
  const Program& program = program_of(turn.state, interaction.run->run);
  const ProgramStep& step = step_of(program, interaction.run->run);
  if (step.kind == StepKind::voicemail && answered.exit == flow::exit_recorded) {
    if (!answered.voicemail || answered.voicemail->interaction == interaction.id) return Refusal::bad_value;
    return take_voicemail(turn, slot, answered);
  }
  if (step.kind != StepKind::callback || answered.exit != flow::exit_booked) return done;
  if (interaction.channel != Channel::voice) return Refusal::bad_value;
  Slot queue = turn.state.queue_slot(step.queue);
  if (queue == no_slot) queue = turn.state.queue_slot(program.fallback);
  if (queue == no_slot) return Refusal::unknown_queue;
  const Instant since = interaction.run->waiting_since;
  book(turn, slot,
       {{answered.callback_due.value_or(Instant{}), {}, {}}, queue, since.us != 0 ? since : turn.now});
  return done;
}

}  // namespace

Slot fallback_queue(const State& state, const Interaction& interaction) {
  return state.queue_slot(program_of(state, interaction.run->run).fallback);
}

std::vector<Step> circles_for_callback(const State& state, const Interaction& interaction) {
  const FlowRun& run = *interaction.run;
  const Program& program = program_of(state, run.run);
  if (!run.queue_step || static_cast<std::size_t>(*run.queue_step) >= program.steps.size()) return {};
  const ProgramStep& step = program.steps[static_cast<std::size_t>(*run.queue_step)];
  return step.kind == StepKind::queue && step.queue == interaction.callback->queue ? step.circles
                                                                                   : std::vector<Step>{};
}

Verdict can_start(const State& state, Channel channel, const FlowStart& start, flow::Purpose purpose) {
  const auto found = state.flows.find({start.flow, start.version});
  if (found == state.flows.end() || found->second.is_retired) return Refusal::unknown_flow;
  const Program& program = found->second.program;
  if (program.is_assist() != (purpose == flow::Purpose::assist)) return Refusal::wrong_purpose;
  if ((program.channels >> static_cast<int>(channel) & 1) == 0) return Refusal::bad_value;
  if (start.language < 0 || start.language >= program.languages) return Refusal::bad_value;
  for (const flow::Value64& value : start.values) {
    const auto place = static_cast<std::size_t>(value.attribute);
    if (value.attribute < 0 || place >= program.attributes.size() ||
        !flow::is_possible(program.attributes[place], value.value))
      return Refusal::bad_value;
  }
  return done;
}

namespace {

FlowRun run_of(State::FlowVersion& version, const FlowStart& start) {
  ++version.running;
  FlowRun run;
  run.run = flow::new_run(version.program, start.flow, start.version, start.language);
  run.run.is_customer_known = start.is_customer_known;
  for (const flow::Value64& value : start.values)
    run.run.values[static_cast<std::size_t>(value.attribute)] = value.value;
  return run;
}

void run_from_start(Turn& turn, Slot slot, const FlowStart& start, FlowRun run) {
  Interaction& interaction = turn.interaction(slot);
  const Program& program = turn.state.flows.at({start.flow, start.version}).program;
  interaction.run = std::make_unique<FlowRun>(std::move(run));
  const flow::Facts facts = facts_of(turn.state, interaction, program, turn.now);
  carry_out(turn, slot, flow::begin(program, interaction.run->run, facts));
}

}  // namespace

void start_flow(Turn& turn, Slot slot, const InteractionArrived& arrived) {
  const FlowStart& start = *arrived.flow;
  FlowRun run = run_of(turn.state.flows.at({start.flow, start.version}), start);
  run.last_agent = arrived.last_agent;
  run.last_contact_ended = arrived.last_contact_ended;
  run_from_start(turn, slot, start, std::move(run));
}

void start_assist(Turn& turn, Slot slot, const FlowStart& start) {
  FlowRun run = run_of(turn.state.flows.at({start.flow, start.version}), start);
  run.assist = AssistRun{turn.now, {}};
  run.run.turn = turn.interaction(slot).flow_turns;
  run_from_start(turn, slot, start, std::move(run));
}

void flow_expired(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  if (!interaction.is_in_flow()) return treat(turn, slot);
  const Program& program = program_of(turn.state, interaction.run->run);
  const flow::Facts facts = facts_of(turn.state, interaction, program, turn.now);
  carry_out(turn, slot, flow::timed_out(program, interaction.run->run, facts));
}

bool pull_back(Turn& turn, Slot slot, std::int32_t exit) {
  Interaction& interaction = turn.interaction(slot);
  if (!interaction.run) return false;
  const ProgramStep& step = step_of(program_of(turn.state, interaction.run->run), interaction.run->run);
  if (step.kind != StepKind::queue || step.exits[static_cast<std::size_t>(exit)] < 0) return false;
  if (interaction.state == InteractionState::offered) withdraw_offer(turn, slot);
  stop_waiting(turn, slot);
  cancel(turn, interaction, TimerKind::flow);
  interaction.leg().ended_at = turn.now;
  interaction.leg().end = LegEnd::transferred;
  ++turn.queue_of(interaction).today.transferred_out;
  interaction.state = InteractionState::arrived;
  interaction.is_limit_passed = false;
  interaction.let_go();
  tell(turn, interaction, Change::flow_resumed);
  turn.state.plans.release(interaction.course.plan);
  interaction.course = {};
  interaction.stand_in(no_slot, {});
  interaction.run->tells_at = {};
  interaction.run->leaves_at = {};
  return true;
}

void go_on_by(Turn& turn, Slot slot, std::int32_t exit) {
  Interaction& interaction = turn.interaction(slot);
  const Program& program = program_of(turn.state, interaction.run->run);
  const flow::Facts facts = facts_of(turn.state, interaction, program, turn.now);
  carry_out(turn, slot, flow::leave(program, interaction.run->run, facts, exit));
}

bool leave_queue_by(Turn& turn, Slot slot, std::int32_t exit) {
  if (!pull_back(turn, slot, exit)) return false;
  go_on_by(turn, slot, exit);
  return true;
}

void end_flow(Turn& turn, Slot slot, FlowEnd end, flow::Broken broken) {
  Interaction& interaction = turn.interaction(slot);
  cancel(turn, interaction, TimerKind::flow);
  flow::Run& run = interaction.run->run;
  interaction.flow_turns = run.turn;
  FlowEnded told{interaction.id, run.flow, run.version, run.step, end, broken};
  if (interaction.run->assist)
    told.assist = AssistOutcome{interaction.agent_id, interaction.run->assist->began_at,
                                std::move(run.values), std::move(interaction.run->assist->tags)};
  turn.effects.emplace_back(std::move(told));
  count_down(turn.state, key_of(run));
  interaction.run.reset();
}

Verdict on(Turn& turn, const FlowConfigured& configured) {
  State& state = turn.state;
  if (configured.flow.value <= 0 || configured.version <= 0 || !flow::is_sound(configured.program))
    return Refusal::bad_value;
  const auto found = state.flows.find({configured.flow, configured.version});
  if (found != state.flows.end())
    return found->second.program == configured.program && !found->second.is_retired
               ? Verdict(done)
               : Verdict(Refusal::flow_exists);
  if (state.flows.size() >= versions_max) return Refusal::bad_value;
  state.flows[{configured.flow, configured.version}] = {configured.program, false, 0};
  return done;
}

Verdict on(Turn& turn, const FlowRetired& retired) {
  const auto found = turn.state.flows.find({retired.flow, retired.version});
  if (found == turn.state.flows.end() || found->second.is_retired) return Refusal::unknown_flow;
  found->second.is_retired = true;
  if (found->second.running == 0) turn.state.flows.erase(found);
  return done;
}

Verdict on(Turn& turn, const FlowInput& input) {
  Slot slot = no_slot;
  if (const Verdict wrong = check_turn(turn.state, input.interaction, input.turn, slot)) return wrong;
  Interaction& interaction = turn.interaction(slot);
  flow::Run& run = interaction.run->run;
  const Program& program = program_of(turn.state, run);
  if (input.what == FlowInputKind::offer_taken) {
    const ProgramStep& step = step_of(program, run);
    if (interaction.is_in_flow() || step.kind != StepKind::queue || !step.has_offer)
      return Refusal::flow_moved;
    return leave_queue_by(turn, slot, flow::exit_offered) ? Verdict(done) : Verdict(Refusal::flow_moved);
  }
  if (!interaction.is_in_flow()) return Refusal::flow_moved;
  const flow::Facts facts = facts_of(turn.state, interaction, program, turn.now);
  const StepKind kind = step_of(program, run).kind;
  switch (input.what) {
    case FlowInputKind::chosen:
      if (!flow::takes_choice(program, run, input.option)) return Refusal::bad_value;
      carry_out(turn, slot, flow::chosen(program, run, facts, input.option));
      return done;
    case FlowInputKind::collected:
      if (!flow::takes_collected(program, run) || input.value <= 0) return Refusal::bad_value;
      carry_out(turn, slot, flow::collected(program, run, facts, input.value));
      return done;
    case FlowInputKind::not_understood:
      if (kind != StepKind::menu && kind != StepKind::collect) return Refusal::bad_value;
      carry_out(turn, slot, flow::not_understood(program, run, facts));
      return done;
    case FlowInputKind::finished:
      if (!flow::takes_finished(program, run, interaction.channel)) return Refusal::bad_value;
      carry_out(turn, slot, flow::finished(program, run, facts));
      return done;
    case FlowInputKind::offer_taken:
      break;
  }
  return Refusal::bad_value;
}

Verdict on(Turn& turn, const FlowAnswered& answered) {
  Slot slot = no_slot;
  if (const Verdict wrong = check_turn(turn.state, answered.interaction, answered.turn, slot)) return wrong;
  Interaction& interaction = turn.interaction(slot);
  if (!interaction.is_in_flow()) return Refusal::flow_moved;
  flow::Run& run = interaction.run->run;
  const Program& program = program_of(turn.state, run);
  if (!flow::takes_answer(program, run, answered.exit, answered.values)) return Refusal::bad_value;
  if (const Verdict wrong = take_asked(turn, slot, answered)) return wrong;
  if (step_of(program, run).kind == StepKind::lookup) {
    run.is_customer_known = answered.exit != flow::exit_failed;
    if (answered.customer) interaction.customer = answered.customer;
  }
  const flow::Facts facts = facts_of(turn.state, interaction, program, turn.now);
  carry_out(turn, slot, flow::answered(program, run, facts, answered.exit, answered.values));
  return done;
}

}  // namespace rapport::switchboard
