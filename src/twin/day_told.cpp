#include "twin/day_recording.h"

namespace rapport::twin {

void DayRecorder::told(const switchboard::QueueConfigured& event) {
  SeenQueue& queue = day_.queues[event.queue];
  if (queue.is_fixed && has_begun_) {
    queue.has_changed = queue.has_changed || !(queue.rules == event.rules);
    return;
  }
  queue.rules = event.rules;
}

void DayRecorder::opening(QueueId id, bool is_open) {
  SeenQueue& queue = day_.queues[id];
  if (has_begun_)
    queue.openings.emplace_back(now_, is_open);
  else
    queue.rules.is_open = is_open;
}

void DayRecorder::told(const switchboard::AgentConfigured& event) {
  SeenAgent& agent = day_.agents[event.agent];
  if (agent.is_profile_fixed && has_begun_) {
    agent.has_changed_profile = agent.has_changed_profile || !(agent.profile == event.profile);
    return;
  }
  agent.profile = event.profile;
}

void DayRecorder::told(const switchboard::InteractionArrived& event) {
  if (event.flow) {
    SeenLeg& after_flow = from_flow_[event.interaction.value];
    after_flow.last_agent = event.last_agent;
    after_flow.last_contact_ended = event.last_contact_ended;
    return;
  }
  day_.queues[event.queue].is_fixed = true;
  SeenLeg& leg = begin_leg(event.interaction);
  leg.source = leg.queue = event.queue;
  leg.channel = event.channel;
  leg.priority = event.priority;
  leg.steps = event.steps;
  leg.last_agent = event.last_agent;
  leg.last_contact_ended = event.last_contact_ended;
  if (event.callback) leg.called_back_from = now_;
}

void DayRecorder::told(const switchboard::MessagePosted& event) {
  SeenLeg* leg = leg_of(event.interaction);
  if (leg != nullptr && event.author == switchboard::Author::customer) heard(*leg, true);
}

void DayRecorder::told(const switchboard::FlowAnswered& event) {
  if (!event.voicemail || flows_.entry_of(event.interaction) == nullptr) return;
  left_.insert(event.voicemail->interaction.value);
}

}  // namespace rapport::twin
