#include "twin/flow_recorder.h"

namespace rapport::twin {

using switchboard::FlowInputKind;
using switchboard::flow::StepKind;

void FlowRecorder::take(const switchboard::Image& image) {
  if (!image.flows) return;
  for (const switchboard::FlowImage& flow : *image.flows)
    seen_.programs[{flow.flow, flow.version}] = flow.program;
}

FlowRecorder::At* FlowRecorder::find(InteractionId id) {
  const auto found = at_.find(id.value);
  return found == at_.end() ? nullptr : &found->second;
}

SeenEntry* FlowRecorder::entry_of(InteractionId id) {
  const At* at = find(id);
  return at == nullptr ? nullptr : &seen_.entries[at->entry];
}

bool FlowRecorder::is_led(InteractionId id) const {
  const auto found = at_.find(id.value);
  return found != at_.end() && !found->second.is_with_agent;
}

StepKind FlowRecorder::kind_of(const At& at) const {
  const auto program = seen_.programs.find(at.flow);
  if (program == seen_.programs.end()) return StepKind::end;
  return program->second.steps[static_cast<std::size_t>(at.step)].kind;
}

void FlowRecorder::note(At& at, Instant now, std::int32_t gives,
                        std::vector<switchboard::flow::Value64> values) {
  seen_.entries[at.entry].answers.push_back(
      {at.flow, at.step, at.since, gives, now - at.since, std::move(values)});
  at.is_asked = false;
}

// Of a question that was said: when it had been heard, for its time counts from there.
void FlowRecorder::note_timeout(At& at, Instant now) {
  note(at, now, answer_timeout);
  if (at.heard.us > 0) seen_.entries[at.entry].answers.back().after = at.heard;
}

void FlowRecorder::told(Instant, const switchboard::FlowConfigured& event) {
  seen_.programs[{event.flow, event.version}] = event.program;
}

void FlowRecorder::told(Instant now, const switchboard::InteractionArrived& event) {
  if (!event.flow || !is_recording_) return;
  SeenEntry& entry = seen_.entries.emplace_back();
  entry.interaction = event.interaction;
  entry.at = now;
  entry.channel = event.channel;
  entry.start = *event.flow;
  entry.priority = event.priority;
  entry.last_agent = event.last_agent;
  entry.last_contact_ended = event.last_contact_ended;
  at_[event.interaction.value].entry = seen_.entries.size() - 1;
}

void FlowRecorder::told(Instant now, const switchboard::FlowInput& event) {
  At* at = find(event.interaction);
  if (at == nullptr || at->turn != event.turn || at->is_flow_over) return;
  switch (event.what) {
    case FlowInputKind::chosen:
      return note(*at, now, switchboard::flow::exit_option + event.option);
    case FlowInputKind::collected:
      return note(*at, now, switchboard::flow::exit_done);
    case FlowInputKind::not_understood:
      return note(*at, now, answer_invalid);
    case FlowInputKind::finished: {
      const StepKind kind = kind_of(*at);
      if (kind == StepKind::menu || kind == StepKind::collect)
        at->heard = now - at->since;
      else
        note(*at, now, switchboard::flow::exit_next);
      return;
    }
    case FlowInputKind::offer_taken: {
      // Instead of that they waited on.
      SeenEntry& entry = seen_.entries[at->entry];
      if (!entry.answers.empty() && entry.answers.back().gives == answer_waits) entry.answers.pop_back();
      return note(*at, now, switchboard::flow::exit_offered);
    }
  }
}

void FlowRecorder::told(Instant now, const switchboard::FlowAnswered& event) {
  At* at = find(event.interaction);
  if (at == nullptr || at->turn != event.turn || at->is_flow_over) return;
  note(*at, now, event.exit, event.values);
}

void FlowRecorder::told(Instant now, const switchboard::CustomerLeft& event) {
  At* at = find(event.interaction);
  if (at != nullptr && at->is_asked && !at->is_flow_over) note(*at, now, answer_leaves);
}

void FlowRecorder::read(Instant now, const switchboard::FlowStepEntered& effect) {
  At* at = find(effect.interaction);
  if (at == nullptr || at->is_flow_over) return;
  if (at->is_asked) note_timeout(*at, now);  // nobody has answered
  at->flow = {effect.flow, effect.version};
  at->step = effect.step;
  at->turn = effect.turn;
  at->since = now;
  at->heard = {};
  at->is_asked = effect.expires_at.us != 0;
  if (kind_of(*at) == StepKind::queue) note(*at, now, answer_waits);
}

void FlowRecorder::read(Instant now, const switchboard::FlowEnded& effect) {
  using switchboard::FlowEnd;
  At* at = find(effect.interaction);
  if (at == nullptr || at->is_flow_over || effect.end == FlowEnd::moved) return;
  if (at->is_asked && effect.end == FlowEnd::broken) note_timeout(*at, now);
  at->is_flow_over = true;
  at->is_asked = false;
  at->is_with_agent = effect.end == FlowEnd::handed_over || effect.end == FlowEnd::taken_over;
}

void FlowRecorder::read(Instant, const switchboard::InteractionClosed& effect) {
  using switchboard::Outcome;
  const auto found = at_.find(effect.interaction.value);
  if (found == at_.end()) return;
  SeenEntry& entry = seen_.entries[found->second.entry];
  entry.end = !entry.legs.empty()                  ? EntryEnd::queued
              : effect.outcome == Outcome::served  ? EntryEnd::served
              : effect.outcome == Outcome::refused ? EntryEnd::refused
                                                   : EntryEnd::left;
  at_.erase(found);
}

}  // namespace rapport::twin
