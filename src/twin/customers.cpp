#include "twin/stage.h"

namespace rapport::twin {

Random Stage::random(Stream stream, const Contact& contact, std::int64_t nth) const {
  constexpr std::uint64_t draws_max = 1 << 20;  // per contact and stream; contacts_max leaves room for them
  return {seed_, stream, world_.queues[contact.source_queue].source,
          contact.number * draws_max + static_cast<std::uint64_t>(nth) % draws_max};
}

void Stage::schedule_arrival(std::size_t queue) {
  if (const auto at = arrivals_[queue].next())
    agenda_.put(world_.start + *at, Due::arrival, static_cast<std::int64_t>(queue));
}

std::uint32_t Stage::kind_of(const WorldQueue& queue, std::uint64_t number) const {
  if (queue.kinds.size() == 1) return 0;
  double left = Random(seed_, Stream::kind, queue.source, number).unit();
  for (std::size_t i = 1; i < queue.kinds.size(); ++i) {
    left -= queue.kinds[i].share;
    if (left < 0) return static_cast<std::uint32_t>(i);
  }
  return 0;
}

void Stage::arrive(std::size_t queue) {
  schedule_arrival(queue);
  const WorldQueue& from = world_.queues[queue];
  Contact contact;
  contact.source_queue = contact.queue = queue;
  contact.number = next_number_[queue]++;
  contact.kind = kind_of(from, contact.number);
  contact.arrived_at = now_;
  contact.index = contacts_.size();
  contacts_.append(contact);
  ++open_contacts_;
  if (from.patience) {
    Random draw = random(Stream::patience, contact);
    put(now_ + from.patience->sample(draw), Due::patience_out, contact);
  }
  const CustomerKind& kind = from.kinds[contact.kind];
  apply(switchboard::InteractionArrived{.interaction = id_of(contact),
                                        .channel = from.channel,
                                        .queue = from.id,
                                        .customer = {id_of(contact).value},
                                        .priority = kind.priority,
                                        .steps = kind.steps,
                                        .last_agent = {},
                                        .last_contact_ended = {},
                                        .previous = {}});
}

void Stage::handle_contact(const Entry& entry) {
  Contact* found = contacts_.find(static_cast<std::size_t>(entry.subject));
  if (found == nullptr) return;
  Contact& contact = *found;
  const AgentId agent = Crew::id_of(contact.agent);
  switch (entry.due) {
    case Due::patience_out:
      if (contact.phase == Phase::waiting) apply(switchboard::CustomerLeft{id_of(contact)});
      return;
    case Due::answer:
      if (contact.offer.value == entry.detail)
        apply(switchboard::OfferAccepted{id_of(contact), agent, contact.offer});
      return;
    case Due::conversation_end:
      if (contact.phase == Phase::active) apply(switchboard::ConversationEnded{id_of(contact), agent});
      return;
    case Due::wrap_up_done:
      if (contact.phase == Phase::wrap_up) {
        const auto& wanted = world_.queues[contact.queue].rules.dispositions;
        apply(switchboard::WrapUpCompleted{id_of(contact), agent,
                                           wanted.empty() ? DispositionId{} : wanted.front()});
      }
      return;
    case Due::customer_message:
      return say(contact, switchboard::Author::customer, entry.detail);
    default:  // agent_message
      return say(contact, switchboard::Author::agent, entry.detail);
  }
}

void Stage::say(Contact& contact, switchboard::Author author, std::int64_t before) {
  if (contact.phase != Phase::active) return;
  schedule_message(contact, author, before + 1);
  const AgentId agent = author == switchboard::Author::agent ? Crew::id_of(contact.agent) : AgentId{};
  apply(switchboard::MessagePosted{id_of(contact), {next_message_++}, author, agent});
}

void Stage::schedule_message(const Contact& contact, switchboard::Author author, std::int64_t before) {
  const WorldQueue& queue = world_.queues[contact.source_queue];
  const bool is_customer = author == switchboard::Author::customer;
  const std::optional<Distribution>& every = is_customer ? queue.customer_every : queue.agent_every;
  if (!every) return;
  Random draw = random(is_customer ? Stream::customer_messages : Stream::agent_messages, contact, before);
  put(now_ + every->sample(draw), is_customer ? Due::customer_message : Due::agent_message, contact, before);
}

}  // namespace rapport::twin
