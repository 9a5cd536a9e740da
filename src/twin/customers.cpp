#include "twin/stage.h"

namespace rapport::twin {
namespace {

constexpr std::int64_t not_listed = -1;
// Numbers of those who are drawn beside others who are known; more than any list is long.
constexpr std::uint64_t drawn_from = 25'000'000'000;

}  // namespace

Random Stage::random(Stream stream, const Contact& contact, std::int64_t nth) const {
  constexpr std::uint64_t draws_max = 1 << 20;  // per contact and stream; contacts_max leaves room for them
  return {seed_, stream, world_.queues[contact.source_queue].source,
          contact.number * draws_max + static_cast<std::uint64_t>(nth) % draws_max};
}

void Stage::schedule_arrival(std::size_t queue) {
  if (const auto next = arrivals_[queue].next())
    agenda_.put(world_.start + next->at, Due::arrival, static_cast<std::int64_t>(queue),
                next->listed ? static_cast<std::int64_t>(*next->listed) : not_listed);
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

void Stage::arrive(std::size_t queue, std::int64_t listed) {
  schedule_arrival(queue);
  come(queue, listed);
}

// `listed`: which of the queue's times or known customers, or not_listed.
void Stage::come(std::size_t queue, std::int64_t listed) {
  const WorldQueue& from = world_.queues[queue];
  Contact contact;
  contact.source_queue = contact.queue = contact.laws = queue;
  if (listed == not_listed) {
    contact.number = (from.known.empty() ? 0 : drawn_from) + next_number_[queue]++;
  } else if (from.known.empty()) {
    contact.number = static_cast<std::uint64_t>(listed);
  } else {
    contact.known = &from.known[static_cast<std::size_t>(listed)];
    contact.number = contact.known->number;
  }
  contact.kind = kind_of(from, contact.number);
  contact.arrived_at = contact.queued_at = now_;
  const bool has_flow = from.flow || entry_of(contact) != nullptr;
  if (has_flow) contact.phase = Phase::in_flow;
  contact.index = contacts_.size();
  contacts_.append(contact);
  ++open_contacts_;
  if (has_flow) {
    ledger_.entered_flow(queue, now_);
  } else {
    if (const auto patience = patience_of(from, contact)) put(now_ + *patience, Due::patience_out, contact);
    if (from.callback_offer && now_ >= world_.start + from.callback_offer->from)
      put(now_ + from.callback_offer->after, Due::callback_offer, contact);
  }
  const CustomerKind& kind = from.kinds[contact.kind];
  const KnownCustomer* known = contact.known;
  const bool returns = known != nullptr && known->last_agent;
  apply(switchboard::InteractionArrived{
      .interaction = id_of(contact),
      .channel = from.channel,
      .queue = from.id,
      .customer = {id_of(contact).value},
      .priority = known != nullptr ? known->priority.value_or(kind.priority) : kind.priority,
      .steps = known != nullptr && !known->steps.empty() ? known->steps : kind.steps,
      .last_agent = returns ? known->last_agent : AgentId{},
      .last_contact_ended = returns ? now_ - known->last_contact_ended : Instant{},
      .previous = {},
      .flow = has_flow ? std::optional(flow_start(contact, from.flow.value_or(0))) : std::nullopt});
}

std::optional<Duration> Stage::patience_of(const WorldQueue& queue, const Contact& contact) const {
  if (contact.known != nullptr && contact.known->patience) return contact.known->patience;
  if (!queue.patience) return std::nullopt;
  Random draw = random(Stream::patience, contact);
  if (contact.known == nullptr || contact.known->patience_over.us == 0) return queue.patience->sample(draw);
  return queue.patience->sample_over(draw, contact.known->patience_over);
}

// Who takes it hangs up; the switchboard keeps their place.
void Stage::offer_callback(Contact& contact) {
  const std::optional<CallbackOffer>& offer = laws_of(contact).callback_offer;
  if (contact.phase != Phase::waiting || contact.is_called_back) return;
  if (random(Stream::callback, contact).unit() >= offer->share) return;
  contact.is_called_back = true;
  ledger_.called_back(contact.queue, contact.queued_at);
  const InteractionId id = id_of(contact);
  apply(switchboard::CallbackBooked{id, {}, {}});
  apply(switchboard::CustomerLeft{id});
}

void Stage::handle_contact(const Entry& entry) {
  Contact* found = contacts_.find(static_cast<std::size_t>(entry.subject));
  if (found == nullptr) return;
  Contact& contact = *found;
  const AgentId agent = Crew::id_of(contact.agent);
  switch (entry.due) {
    case Due::patience_out:
      if (contact.phase == Phase::waiting && !contact.is_called_back && contact.queueings == entry.detail)
        apply(switchboard::CustomerLeft{id_of(contact)});
      return;
    case Due::callback_offer:
      if (contact.queueings == entry.detail) offer_callback(contact);
      return;
    case Due::flow_answer:
      return answer_flow(contact, entry.detail);
    case Due::flow_offer:
      return take_flow_offer(contact, entry.detail);
    case Due::dial_end: {
      const bool is_reached = entry.detail > 0;
      const auto dial = static_cast<std::int32_t>(is_reached ? entry.detail : -entry.detail);
      if (contact.is_dialled && contact.dials == dial)
        apply(switchboard::DialEnded{
            id_of(contact), dial,
            is_reached ? switchboard::DialResult::answered : switchboard::DialResult::no_answer});
      return;
    }
    case Due::answer:
      if (contact.offer.value == entry.detail)
        apply(switchboard::OfferAccepted{id_of(contact), agent, contact.offer});
      return;
    case Due::conversation_end:
      if (contact.phase == Phase::active && contact.end_version == entry.detail)
        apply(switchboard::ConversationEnded{id_of(contact), agent});
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
  if (contact.is_left) return;
  const WorldQueue& queue = laws_of(contact);
  const bool is_customer = author == switchboard::Author::customer;
  const std::optional<Distribution>& every = is_customer ? queue.customer_every : queue.agent_every;
  if (!every) return;
  Random draw = random(is_customer ? Stream::customer_messages : Stream::agent_messages, contact, before);
  put(now_ + every->sample(draw), is_customer ? Due::customer_message : Due::agent_message, contact, before);
}

}  // namespace rapport::twin
