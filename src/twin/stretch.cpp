#include <cmath>

#include "twin/stage.h"

namespace rapport::twin {

// A pace of 1 changes nothing, to the microsecond.
Duration at_pace(Duration length, double pace) {
  return {static_cast<std::int64_t>(std::floor(static_cast<double>(length.us) * pace + 0.5))};
}

void Stage::begin_conversation(Contact& contact) {
  // Kinds are of the queue they came in.
  const CustomerKind& kind = laws_of(contact).kinds[contact.laws == contact.source_queue ? contact.kind : 0];
  Random draw = random(Stream::talk, contact);
  const Distribution& talk = kind.talk;
  const KnownCustomer unknown;
  const KnownCustomer& known = contact.known != nullptr ? *contact.known : unknown;
  const Duration undisturbed = known.talk               ? *known.talk
                               : known.talk_over.us > 0 ? talk.sample_over(draw, known.talk_over)
                                                        : talk.sample(draw);
  const Duration length = at_pace(undisturbed, group_of(contact.agent).pace);
  contact.left_us = static_cast<double>(length.us);
  contact.speed = 1;
  contact.speed_since = now_;
  put(now_ + length, Due::conversation_end, contact, ++contact.end_version);
  change_speeds(contact.agent);
}

// Processor sharing: what an agent has open slows each other down, by the stretch of each one's queue. The
// ends move whenever one begins, ends, falls silent or resumes.
void Stage::change_speeds(std::size_t agent) {
  if (!world_.is_stretched) return;
  const std::vector<CrewWork>& work = crew_.member(agent).work;
  double at_once = 0;
  for (const CrewWork& one : work)
    if (!one.is_wrap_up && !one.is_silent) ++at_once;
  for (const CrewWork& one : work) {
    Contact* contact = one.is_wrap_up ? nullptr : contacts_.find(one.contact);
    if (contact == nullptr || contact->phase != Phase::active) continue;
    const double stretch = laws_of(*contact).stretch;
    const double speed = at_once > 1 ? 1 / (1 + stretch * (at_once - 1)) : 1;
    if (speed == contact->speed) continue;
    contact->left_us -= static_cast<double>((now_ - contact->speed_since).us) * contact->speed;
    if (contact->left_us < 0) contact->left_us = 0;
    contact->speed = speed;
    contact->speed_since = now_;
    const Duration left{static_cast<std::int64_t>(std::ceil(contact->left_us / speed))};
    put(now_ + left, Due::conversation_end, *contact, ++contact->end_version);
  }
}

}  // namespace rapport::twin
