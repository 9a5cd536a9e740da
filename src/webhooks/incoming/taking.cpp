#include "webhooks/incoming/taking.h"

#include "arrivals/ledger.h"
#include "org/entity.h"
#include "platform/crypto/digest.h"
#include "platform/crypto/encoding.h"
#include "webhooks/incoming/reading.h"

namespace rapport::incoming {
namespace {

constexpr std::size_t detail_length_max = 1'000;

std::string words_of(const Error& error) {
  std::string words;
  for (const Issue& issue : error.issues)
    words += (words.empty() ? "" : "; ") + issue.where + ": " + issue.what;
  return (words.empty() ? error.detail : words).substr(0, detail_length_max);
}

void set_aside(HookDelivery& delivery, DeliveryState state, std::string reason, std::string detail) {
  delivery.state = state;
  delivery.reason = std::move(reason);
  delivery.detail = std::move(detail);
}

// Whose it is; a customer of nobody's knowledge is made when the hook says so (`made`).
Result<std::optional<CustomerId>> customer_of(org::Change& change, const Hook& hook, const Told& told,
                                              CustomerId& made) {
  auto plan = customers::plan_upsert(change.sql, change.org(), told.customer, {});
  if (!plan) return tl::unexpected<Error>(std::move(plan.error()));
  if (plan->known || hook.unknown != Unknown::create) return plan->known;
  made = customers::upsert(change, *plan).id;
  change.audit({"create", "customer", made.value});
  return std::optional<CustomerId>{made};
}

void bring_in(org::Change& change, const Hook& hook, HookDeliveryDetail& delivery, CustomerId& made) {
  auto told = read_body(hook, delivery.body, delivery.key, delivery.at);
  if (!told) return set_aside(delivery, DeliveryState::rejected, "unreadable", words_of(told.error()));
  auto customer = customer_of(change, hook, *told, made);
  if (!customer)
    return set_aside(delivery, DeliveryState::rejected,
                     customer.error().reason == "several_customers" ? "several_customers" : "unreadable",
                     words_of(customer.error()));
  if (!*customer)
    return set_aside(delivery, hook.unknown == Unknown::hold ? DeliveryState::held : DeliveryState::rejected,
                     "unknown_customer", "nobody is known by what it says of the customer");
  const auto before = customers::find_event(change.sql, change.org(), told->event_id);
  const customers::CustomerEvent event{before ? before->id : change.new_id<customers::CustomerEventId>(),
                                       **customer,
                                       told->event_id,
                                       told->kind,
                                       told->at,
                                       told->amount,
                                       told->currency,
                                       told->text};
  customers::upsert_event(change.sql, change.org(), event);
  delivery.customer_id = **customer;
  delivery.event_id = event.id;
  set_aside(delivery, DeliveryState::accepted, "", "");
}

// Once, as it first ended.
void note_arrival(org::Change& change, const HookDeliveryDetail& delivery) {
  arrivals::Arrival arrival;
  arrival.id = change.new_id<arrivals::ArrivalId>();
  arrival.channel = switchboard::Channel::task;
  arrival.account_id = arrivals::AccountId{delivery.hook_id.value};
  arrival.key = delivery.key;
  if (arrivals::find(change.sql, change.org(), arrival.channel, *arrival.account_id, arrival.key)) return;
  arrival.digest = crypto::hex(crypto::sha256(delivery.body));
  arrival.at = delivery.at;
  arrival.bytes = static_cast<std::int64_t>(delivery.body.size());
  arrival.ending =
      delivery.state == DeliveryState::accepted ? arrivals::Ending::joined : arrivals::Ending::rejected;
  arrival.reason = delivery.state == DeliveryState::held ? "held" : delivery.reason;
  arrival.place = delivery.state == DeliveryState::accepted
                      ? "customer_event/" + std::to_string(delivery.event_id->value)
                      : "incoming_delivery/" + std::to_string(delivery.id.value);
  arrivals::write(change.sql, change.org(), arrival);
}

}  // namespace

Result<HookDelivery> Taking::settled(OrgId org, Result<HookDelivery> taken, CustomerId made) const {
  if (!taken || !made) return taken;
  // Somebody new may be somebody known.
  if (auto known = resolution.settle(org, made); !known) return tl::unexpected<Error>(known.error());
  return taken;
}

Result<HookDelivery> Taking::take(OrgId org, const Hook& hook, const std::string& key,
                                  std::string body) const {
  CustomerId made;
  auto taken = changes.make<HookDelivery>({org, {}}, "", [&](org::Change& change) -> Result<HookDelivery> {
    made = {};
    auto before = find_hook_delivery(change.sql, org, hook.id, key);
    if (before && before->state == DeliveryState::accepted) return *before;
    HookDeliveryDetail delivery;
    if (before) delivery = *before;
    if (before) ++delivery.tries;
    if (!before) delivery.id = change.new_id<HookDeliveryId>();
    delivery.hook_id = hook.id;
    delivery.key = key;
    delivery.at = change.now;
    delivery.body = body;
    bring_in(change, hook, delivery, made);
    write_hook_delivery(change.sql, org, delivery);
    note_received(change.sql, org, hook.id, change.now);
    note_arrival(change, delivery);
    remove_old_hook_deliveries(change.sql, org, hook.id, change.now - deliveries_kept);
    return delivery;
  });
  return settled(org, std::move(taken), made);
}

Result<HookDelivery> Taking::run(const org::By& by, HookDeliveryId id) const {
  CustomerId made;
  auto taken = changes.make<HookDelivery>(by, "", [&](org::Change& change) -> Result<HookDelivery> {
    made = {};
    auto delivery = find_hook_delivery(change.sql, change.org(), id);
    if (!delivery) return org::no_such("incoming_delivery", id.value);
    if (delivery->state == DeliveryState::accepted)
      return fail(ErrorCode::conflict, "was_accepted", "this delivery was accepted, and counts once");
    const auto hook = hooks.find(change.sql, change.org(), delivery->hook_id);
    if (!hook) return org::no_such("incoming_delivery", id.value);
    ++delivery->tries;
    bring_in(change, *hook, *delivery, made);
    write_hook_delivery(change.sql, change.org(), *delivery);
    change.audit({"run", "incoming_delivery", id.value});
    return *delivery;
  });
  return settled(by.org, std::move(taken), made);
}

}  // namespace rapport::incoming
