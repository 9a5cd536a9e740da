#include "twin/engine.h"

#include <fmt/format.h>

#include <utility>

#include "base/progress.h"
#include "twin/stage.h"

namespace rapport::twin {

using switchboard::Presence;

Stage::Stage(const World& world, std::uint64_t seed, const Observer& observer)
    : world_(world),
      seed_(seed),
      observer_(observer),
      ledger_(world),
      crew_(world, ledger_),
      now_(world.start) {}

void Stage::apply(const switchboard::Event& event) {
  board_.apply(event, now_, effects_);
  ++events_;
  if (observer_) observer_({now_, event, effects_, board_});
  if (effects_.refusal && !error_)
    error_ =
        Error{ErrorCode::internal, "refused_event",
              fmt::format("the switchboard refused event {} (kind {}) at {} us: {}", events_, event.index(),
                          (now_ - world_.start).us, switchboard::name_of(*effects_.refusal))};
  read_effects();
}

// Queues and agents name each other, so queues come bare first.
void Stage::set_up() {
  apply(switchboard::SettingsChanged{world_.settings});
  for (const WorldQueue& queue : world_.queues) {
    switchboard::QueueRules bare = queue.rules;
    bare.when_full = bare.when_closed = bare.when_unstaffed = {};
    bare.steps.clear();
    apply(switchboard::QueueConfigured{queue.id, std::move(bare)});
  }
  for (const WorldGroup& group : world_.groups)
    for (std::int32_t i = 0; i < group.count; ++i)
      apply(switchboard::AgentConfigured{{group.first.value + i}, group.profile});
  for (const WorldQueue& queue : world_.queues)
    apply(switchboard::QueueConfigured{queue.id, queue.rules});
  for (std::size_t i = 0; i < world_.flows.size(); ++i)
    apply(switchboard::FlowConfigured{{static_cast<std::int64_t>(i) + 1}, 1, world_.flows[i].program});
}

void Stage::set_up_agenda() {
  const Instant start = world_.start;
  for (std::size_t i = 0; i < world_.queues.size(); ++i) {
    for (const Span& open : world_.queues[i].open) {
      agenda_.put(start + open.from, Due::queue_opens, static_cast<std::int64_t>(i));
      agenda_.put(start + open.to, Due::queue_closes, static_cast<std::int64_t>(i));
    }
  }
  for (std::size_t agent = 0; agent < crew_.size(); ++agent) {
    const auto subject = static_cast<std::int64_t>(agent);
    const WorldGroup& group = group_of(agent);
    if (group.shifts.empty()) agenda_.put(start, Due::shift_start, subject);
    for (std::size_t i = 0; i < group.assignments.size(); ++i)
      agenda_.put(start + group.assignments[i].from, Due::assignment, subject, static_cast<std::int64_t>(i));
    for (const Shift& shift : group.shifts) {
      agenda_.put(start + shift.span.from, Due::shift_start, subject);
      for (const Span& pause : shift.breaks) {
        agenda_.put(start + pause.from, Due::break_start, subject);
        agenda_.put(start + pause.to, Due::break_end, subject);
      }
      agenda_.put(start + shift.span.to, Due::shift_end, subject);
    }
  }
  for (std::size_t i = 0; i < world_.queues.size(); ++i) {
    const WorldQueue& queue = world_.queues[i];
    arrivals_.emplace_back(queue.arrivals, world_.duration, Random(seed_, Stream::arrivals, queue.source, 0));
    next_number_.push_back(0);
    schedule_arrival(i);
  }
}

Result<Outcome> Stage::play(const std::atomic<bool>* stop) {
  set_up();
  set_up_agenda();
  const Instant end = world_.start + world_.duration;
  while (!error_ && !agenda_.is_empty()) {
    const Instant at = agenda_.first().at;
    if (at > end + world_.drain || (at >= end && open_contacts_ == 0)) break;
    if (stop != nullptr && *stop) return cancelled();
    const Entry entry = agenda_.take();
    now_ = entry.at;
    handle(entry);
    agenda_.sweep([this](const Entry& one) { return is_over(one); });
  }
  if (error_) return tl::unexpected<Error>(std::move(*error_));
  close_books();
  return Outcome{std::move(ledger_), static_cast<std::int64_t>(contacts_.size()), events_};
}

void Stage::close_books() {
  const Instant end = std::max(now_, world_.start + world_.duration);
  contacts_.each([&](const Contact& contact) {
    if (contact.phase == Phase::waiting)
      ledger_.contact({contact.queue, contact.queued_at, end, Fate::open_at_end, contact.had_to_wait});
  });
  crew_.settle_all(end);
}

bool Stage::is_over(const Entry& entry) {
  switch (entry.due) {
    case Due::timer:
      return !timers_.is_armed({entry.subject});
    case Due::patience_out: {
      const Contact* contact = contacts_.find(static_cast<std::size_t>(entry.subject));
      return contact == nullptr || contact->phase != Phase::waiting || contact->queueings != entry.detail;
    }
    case Due::conversation_end: {
      const Contact* contact = contacts_.find(static_cast<std::size_t>(entry.subject));
      return contact == nullptr || contact->end_version != entry.detail;
    }
    case Due::answer:
    case Due::wrap_up_done:
    case Due::callback_offer:
    case Due::dial_end:
    case Due::customer_message:
    case Due::agent_message:
    case Due::flow_answer:
    case Due::flow_offer:
      return contacts_.find(static_cast<std::size_t>(entry.subject)) == nullptr;
    default:
      return false;
  }
}

void Stage::handle(const Entry& entry) {
  const auto index = static_cast<std::size_t>(entry.subject);
  switch (entry.due) {
    case Due::timer:
      if (timers_.disarm({entry.subject})) apply(switchboard::TimerFired{{entry.subject}});
      return;
    case Due::arrival:
      return arrive(index, entry.detail);
    case Due::transfer:
      if (now_ < world_.start + world_.duration) come(index, entry.detail);
      return;
    case Due::queue_opens:
      return apply(switchboard::QueueOpened{world_.queues[index].id});
    case Due::queue_closes:
      return apply(switchboard::QueueClosed{world_.queues[index].id});
    case Due::patience_out:
    case Due::answer:
    case Due::conversation_end:
    case Due::wrap_up_done:
    case Due::callback_offer:
    case Due::dial_end:
    case Due::customer_message:
    case Due::agent_message:
    case Due::flow_answer:
    case Due::flow_offer:
      return handle_contact(entry);
    case Due::shift_start:
    case Due::shift_end:
    case Due::break_start:
    case Due::break_end:
    case Due::assignment:
    case Due::back:
    case Due::sign_off:
      return handle_agent(entry);
  }
}

void Stage::handle_agent(const Entry& entry) {
  const auto agent = static_cast<std::size_t>(entry.subject);
  CrewMember& member = crew_.member(agent);
  switch (entry.due) {
    case Due::shift_start:
      member.is_on_shift = true;
      if (!std::exchange(member.is_connected, true)) apply(switchboard::AgentConnected{Crew::id_of(agent)});
      return request(agent, Presence::available);
    case Due::shift_end:
      member.is_on_shift = member.is_on_break = false;
      request(agent, Presence::offline);
      return sign_off_if_done(agent);
    case Due::break_start:
      member.is_on_break = true;
      return request(agent, Presence::away);
    case Due::break_end:
      member.is_on_break = false;
      if (member.is_on_shift) request(agent, Presence::available);
      return;
    case Due::assignment:
      return apply(switchboard::AgentConfigured{
          Crew::id_of(agent), group_of(agent).assignments[static_cast<std::size_t>(entry.detail)].profile});
    case Due::back:
      if (member.presence == Presence::not_responding && member.no_answers == entry.detail)
        request(agent, Presence::available);
      return;
    default:  // sign_off
      if (member.is_on_shift || !member.work.empty()) return;
      if (std::exchange(member.is_connected, false))
        apply(switchboard::AgentDisconnected{Crew::id_of(agent)});
      return;
  }
}

void Stage::request(std::size_t agent, Presence presence) {
  const AgentId id = Crew::id_of(agent);
  if (crew_.member(agent).presence != presence)
    apply(switchboard::PresenceRequested{id, presence, {}, false, id});
}

Result<Outcome> run(const World& world, std::uint64_t seed, const Observer& observer,
                    const std::atomic<bool>* stop) {
  return Stage(world, seed, observer).play(stop);
}

}  // namespace rapport::twin
