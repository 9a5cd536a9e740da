// What customers do in flows, and what the asked party would answer. Draws hang on the customer and the step,
// so that two versions of a flow with the same step meet the same answer.
#include <algorithm>

#include "switchboard/flow/channels.h"
#include "switchboard/flow/interpreter.h"
#include "twin/stage.h"

namespace rapport::twin {
namespace {

using switchboard::FlowInputKind;
using switchboard::flow::StepKind;

// How long it takes where nothing is said: to listen, to choose, to type, to speak.
Duration usual_time(StepKind kind) {
  switch (kind) {
    case StepKind::say:
      return seconds(5);
    case StepKind::menu:
      return seconds(8);
    case StepKind::collect:
      return seconds(12);
    case StepKind::voicemail:
      return seconds(30);
    case StepKind::webhook:
    case StepKind::callback:
      return seconds(1);
    case StepKind::queue:
      return seconds(3);
    default:
      return {};
  }
}

constexpr std::uint64_t voicemail_numbers = std::uint64_t{1} << 43;  // beyond all customers' own

}  // namespace

switchboard::FlowStart Stage::flow_start(const Contact& contact, std::size_t flow) const {
  switchboard::FlowStart start;
  const KnownEntry* entry = entry_of(contact);
  if (entry != nullptr) flow = entry->flow;
  start.flow = FlowId{static_cast<std::int64_t>(flow) + 1};
  start.version = 1;
  if (entry == nullptr) return start;
  start.language = world_.flows[flow].language(entry->language);
  start.is_customer_known = entry->is_customer_known;
  for (const switchboard::flow::Value64& value : world_.flows[flow].values(entry->values))
    if (value.attribute >= 0) start.values.push_back(value);
  return start;
}

const KnownEntry* Stage::entry_of(const Contact& contact) const {
  if (contact.known == nullptr || !contact.known->entry) return nullptr;
  return &world_.entries[*contact.known->entry];
}

Random Stage::flow_random(Stream stream, const Contact& contact, const WorldStep& step,
                          std::uint32_t nth) const {
  const std::uint64_t source = world_.queues[contact.source_queue].source;
  return {seed_, stream, source ^ (step.source * 0x9e3779b97f4a7c15U), (contact.number << 10) + nth};
}

void Stage::read(const switchboard::FlowStepEntered& effect) {
  Contact* contact = contact_of(effect.interaction);
  if (contact == nullptr) return;
  InFlow& at = in_flows_[contact->index];
  at.flow = static_cast<std::size_t>(effect.flow.value - 1);
  at.step = effect.step;
  at.turn = effect.turn;
  const WorldStep& step = step_at(at);
  if (step.kind == StepKind::queue) return meet_queue_step(*contact, at, step);
  if (effect.expires_at.us == 0) return;  // it waits for nobody
  const std::uint32_t nth = at.visit(step.source);
  at.values.clear();
  Duration after = usual_time(step.kind);
  if (step.takes) {
    Random draw = flow_random(Stream::flow_time, *contact, step, nth);
    after = step.takes->sample(draw);
  }
  const KnownEntry* entry = entry_of(*contact);
  const ScenarioAnswer* seen = entry == nullptr ? nullptr : entry->answer(step.like, nth);
  const auto meant = seen == nullptr ? std::nullopt : WorldFlow::meaning(step, seen->gives);
  if (meant) {
    at.gives = *meant;
    at.values = world_.flows[at.flow].values(seen->values);
    after = from_seconds(seen->after_s);
  } else {
    at.gives = drawn(*contact, step, nth);
  }
  if (at.gives == answer_timeout && !is_question(step)) return;  // the switchboard's own timer
  put(now_ + after, Due::flow_answer, *contact, at.turn);
}

bool Stage::is_question(const WorldStep& step) {
  return step.kind == StepKind::menu || step.kind == StepKind::collect;
}

std::int32_t Stage::drawn(const Contact& contact, const WorldStep& step, std::uint32_t nth) const {
  if (step.kind == StepKind::hours && !step.open.empty()) {
    for (const auto& [from, to] : step.open)
      if (now_ >= world_.start + from && now_ < world_.start + to) return 1;
    return 0;
  }
  double left = flow_random(Stream::flow_answer, contact, step, nth).unit();
  for (const AnswerShare& one : step.gives) {
    left -= one.share;
    if (left < 0) return one.gives;
  }
  return step.gives.empty() ? answer_timeout : step.gives.back().gives;
}

// Whoever was seen to take what is offered while they wait takes it as late as they did.
void Stage::meet_queue_step(const Contact& contact, InFlow& at, const WorldStep& step) {
  const std::uint32_t nth = at.visit(step.source);
  at.gives = switchboard::flow::exit_offered;
  const KnownEntry* entry = entry_of(contact);
  const ScenarioAnswer* seen = entry == nullptr ? nullptr : entry->answer(step.like, nth);
  if (seen != nullptr && seen->gives == "offered")
    put(now_ + from_seconds(seen->after_s), Due::flow_offer, contact, at.turn);
}

void Stage::read(const switchboard::FlowTreatment& effect) {
  Contact* contact = contact_of(effect.interaction);
  if (contact == nullptr || !effect.has_offer) return;
  InFlow& at = in_flows_[contact->index];
  const WorldStep& step = step_at(at);
  const KnownEntry* entry = entry_of(*contact);
  if (entry != nullptr && entry->answer(step.like, 0) != nullptr) return;  // decided when they came
  const std::uint32_t nth = at.visit(step.source);
  double left = flow_random(Stream::flow_answer, *contact, step, nth).unit();
  for (const AnswerShare& one : step.gives) {
    left -= one.share;
    if (left >= 0) continue;
    Duration after = usual_time(step.kind);
    if (step.takes) {
      Random draw = flow_random(Stream::flow_time, *contact, step, nth);
      after = step.takes->sample(draw);
    }
    at.gives = one.gives;
    return put(now_ + after, Due::flow_offer, *contact, at.turn);
  }
}

void Stage::take_flow_offer(Contact& contact, std::int64_t turn) {
  const auto found = in_flows_.find(contact.index);
  if (found == in_flows_.end() || found->second.turn != turn || contact.phase != Phase::waiting) return;
  if (found->second.gives == answer_leaves) return apply(switchboard::CustomerLeft{id_of(contact)});
  const switchboard::flow::ProgramStep& step =
      world_.flows[found->second.flow].program.steps[static_cast<std::size_t>(found->second.step)];
  if (!step.has_offer || step.exits[switchboard::flow::exit_offered] < 0) return;
  apply(switchboard::FlowInput{id_of(contact), found->second.turn, FlowInputKind::offer_taken, 0, 0});
}

void Stage::answer_flow(Contact& contact, std::int64_t turn) {
  const auto found = in_flows_.find(contact.index);
  if (found == in_flows_.end() || found->second.turn != turn || contact.phase != Phase::in_flow) return;
  const InFlow at = found->second;  // what follows changes it
  const WorldStep& step = step_at(at);
  const InteractionId id = id_of(contact);
  if (at.gives == answer_leaves) return apply(switchboard::CustomerLeft{id});
  switchboard::FlowInput input{id, at.turn, FlowInputKind::finished, 0, 0};
  switch (step.kind) {
    case StepKind::say:
    case StepKind::end:
      break;
    case StepKind::menu:
    case StepKind::collect:
      if (at.gives == answer_timeout) {
        // Heard, and nothing said: the step's own time counts from now.
        if (!switchboard::flow::is_spoken(world_.queues[contact.source_queue].channel)) return;
      } else if (at.gives == answer_invalid) {
        input.what = FlowInputKind::not_understood;
      } else if (step.kind == StepKind::menu) {
        input.what = FlowInputKind::chosen;
        input.option = at.gives - switchboard::flow::exit_option;
      } else {
        input.what = FlowInputKind::collected;
        input.value = next_words_++;
      }
      break;
    default:
      return answer_question(contact, at);
  }
  apply(input);
}

// What was asked of others.
void Stage::answer_question(Contact& contact, const InFlow& at) {
  switchboard::FlowAnswered answer;
  answer.interaction = id_of(contact);
  answer.turn = at.turn;
  answer.exit = at.gives;
  answer.values = at.values;
  const WorldStep& step = step_at(at);
  const bool is_voice = world_.queues[contact.source_queue].channel == switchboard::Channel::voice;
  if (step.kind == StepKind::callback && !is_voice) answer.exit = switchboard::flow::exit_failed;
  if (step.kind == StepKind::voicemail && answer.exit == switchboard::flow::exit_recorded)
    answer.voicemail = switchboard::VoicemailLeft{leave_voicemail(contact, at), {next_message_++}};
  apply(answer);
}

// It waits like any other contact of the step's queue, without impatience.
InteractionId Stage::leave_voicemail(const Contact& from, const InFlow& at) {
  const switchboard::flow::Program& program = world_.flows[at.flow].program;
  QueueId queue = program.steps[static_cast<std::size_t>(at.step)].queue;
  if (queue.value < 1 || queue.value > static_cast<std::int64_t>(world_.queues.size()))
    queue = program.fallback;
  Contact left;
  left.source_queue = left.queue = left.laws = static_cast<std::size_t>(queue.value - 1);
  const std::uint64_t whose = world_.queues[from.source_queue].source + from.number;
  left.number = voicemail_numbers | (whose * 0x9e3779b97f4a7c15U % voicemail_numbers);
  left.is_left = true;
  left.arrived_at = left.queued_at = now_;
  left.index = contacts_.size();
  contacts_.append(left);
  ++open_contacts_;
  return id_of(left);
}

void Stage::enter_queue(Contact& contact) {
  contact.phase = Phase::waiting;
  contact.queued_at = now_;
  contact.had_to_wait = true;
  contact.laws = contact.queue;
  ++contact.queueings;
  if (contact.is_called_back) return ledger_.called_back(contact.queue, now_);
  const WorldQueue& queue = world_.queues[contact.queue];
  if (const auto patience = patience_of(queue, contact))
    put(now_ + std::max(*patience - contact.waited, Duration{}), Due::patience_out, contact,
        contact.queueings);
  if (queue.callback_offer && now_ >= world_.start + queue.callback_offer->from)
    put(now_ + queue.callback_offer->after, Due::callback_offer, contact, contact.queueings);
}

void Stage::leave_queue(Contact& contact) {
  ledger_.contact({contact.queue, contact.queued_at, now_, Fate::moved_on, contact.had_to_wait});
  contact.waited = contact.waited + (now_ - contact.queued_at);
  contact.offer = {};
  contact.phase = Phase::in_flow;
}

}  // namespace rapport::twin
