#include "callbacks/callback_operations.h"

#include <fmt/format.h>

namespace rapport::callbacks {

using namespace switchboard;
using api::Call;
using api::Permission;
using contract::Notes;
using contract::Tag;

Notes contract_notes(Tag<WaitingCallback>) {
  return {.doc = "A customer who waits to be called back, or is being dialled.",
          .fields = {{.name = "due_at", .doc = "a chosen time, or that of the next try; absent: in its turn"},
                     {.name = "promised_until", .doc = "absent: nothing could be promised"}}};
}
Notes contract_notes(Tag<BookCallback>) {
  return {
      .doc = "A callback.",
      .fields = {{.name = "interaction_id",
                  .doc = "a call that waits: it keeps its place when they hang up. Of anything else: what it "
                         "continues, and whose customer and queue it takes"},
                 {.name = "queue_id", .doc = "needed without an interaction"},
                 {.name = "number", .doc = "absent: the one known of the customer", .max_length = 40},
                 {.name = "due_at", .doc = "not before; absent: as soon as it is their turn"},
                 {.name = "is_for_me", .doc = "the caller of this makes the call", .has_default = true}}};
}
Notes contract_notes(Tag<RescheduleCallback>) {
  return {.fields = {{.name = "due_at", .doc = "absent: now"}}};
}

namespace {

constexpr Duration ahead_max = hours(24 * 92);

std::optional<Instant> given(Instant at) {
  return at.us != 0 ? std::optional<Instant>{at} : std::nullopt;
}

tl::unexpected<Error> wrong(const char* reason, const char* where, const char* what) {
  return fail(ErrorCode::invalid, reason, what, {{where, what}});
}

WaitingCallback shown(const InteractionView& view, const std::optional<switchboard::WaitEstimate>& wait) {
  const Callback& callback = *view.callback;
  WaitingCallback item;
  item.interaction_id = view.interaction;
  item.customer_id = view.customer;
  item.queue_id = view.queue;
  item.state = view.state;
  if (view.agent) item.agent_id = view.agent;
  if (callback.agent) item.for_agent_id = callback.agent;
  item.booked_at = view.arrived_at;
  item.due_at = given(callback.due);
  item.promised_from = given(callback.promised_from);
  item.promised_until = given(callback.promised_until);
  if (wait) item.position = wait->position;
  item.dials = callback.dials;
  if (callback.last != DialResult::none) item.last_result = callback.last;
  return item;
}

bool waits(const InteractionView& view) {
  return view.callback && view.callback->stage == CallbackStage::waiting;
}

void add_words(const Services& services, OrgId org, WaitingCallback& item) {
  if (auto number = services.numbers.number(org, item.interaction_id); number && *number)
    item.number = **number;
  if (!item.customer_id) return;
  auto customer = services.customers.find(org, item.customer_id);
  if (!customer) return;
  item.customer_name = customer->name;
  if (!item.number) item.number = customer->phone;
}

Result<WaitingCallbacks> list(const Services& services, const Call& call, const CallbackQuery& query) {
  auto found = services.loop.read<std::vector<WaitingCallback>>(
      call.org(), [&](const Switchboard& board, Instant now) {
        std::vector<WaitingCallback> items;
        board.each_interaction([&](const InteractionView& view) {
          if (!waits(view) || (query.queue_id && view.queue != *query.queue_id)) return;
          items.push_back(shown(view, board.wait(view.interaction, now)));
        });
        return items;
      });
  if (!found) return tl::unexpected<Error>(found.error());
  WaitingCallbacks all{std::move(*found)};
  for (WaitingCallback& item : all.items)
    add_words(services, call.org(), item);
  return all;
}

Result<WaitingCallback> one(const Services& services, OrgId org, InteractionId id) {
  auto found = services.loop.read<std::optional<WaitingCallback>>(
      org, [id](const Switchboard& board, Instant now) -> std::optional<WaitingCallback> {
        const auto view = board.interaction(id);
        if (!view || !view->callback) return std::nullopt;
        return shown(*view, board.wait(id, now));
      });
  if (!found) return tl::unexpected<Error>(found.error());
  if (!*found) return fail(ErrorCode::not_found, "no_callback", fmt::format("no callback {}", id.value));
  add_words(services, org, **found);
  return std::move(**found);
}

Result<Instant> due_of(const Services& services, const std::optional<Instant>& due) {
  if (!due) return Instant{};
  const Instant now = services.clock();
  if (*due > now + ahead_max) return wrong("too_far", "/due_at", "at most three months ahead");
  return *due;
}

Result<void> submit(const Services& services, OrgId org, Event event) {
  auto released = services.loop.submit_and_wait(org, std::move(event));
  if (!released) return tl::unexpected<Error>(released.error());
  return {};
}

bool is_waiting_call(const InteractionView& view) {
  return view.channel == Channel::voice && !view.callback &&
         (view.state == InteractionState::queued || view.state == InteractionState::offered ||
          view.state == InteractionState::arrived);
}

// What the interaction knows of its customer and queue, open or closed.
Result<void> take_over(const Services& services, OrgId org, InteractionId id, InteractionArrived& arrived) {
  auto record = services.records.find(org, id);
  if (!record) return tl::unexpected<Error>(record.error());
  arrived.previous = id;
  if (!arrived.customer) arrived.customer = record->customer;
  if (!arrived.queue) arrived.queue = record->queue;
  return {};
}

Result<WaitingCallback> book(const Services& services, const Call& call, const BookCallback& wanted) {
  auto due = due_of(services, wanted.due_at);
  if (!due) return tl::unexpected<Error>(due.error());
  std::string number;
  if (wanted.number) {
    auto spelled = services.customers.spelled(call.org(), *wanted.number);
    if (!spelled) return wrong("bad_number", "/number", spelled.error().detail.c_str());
    number = std::move(*spelled);
  }
  if (wanted.interaction_id) {
    const InteractionId id = *wanted.interaction_id;
    auto view = services.loop.read<std::optional<InteractionView>>(
        call.org(), [id](const Switchboard& board, Instant) { return board.interaction(id); });
    if (!view) return tl::unexpected<Error>(view.error());
    if (*view && is_waiting_call(**view)) {
      if (!number.empty())
        if (auto kept = services.numbers.keep(call.org(), id, number); !kept)
          return tl::unexpected<Error>(kept.error());
      if (auto booked = submit(services, call.org(), CallbackBooked{id, *due, call.user()}); !booked)
        return tl::unexpected<Error>(booked.error());
      return one(services, call.org(), id);
    }
  }
  if (wanted.customer_id) {
    auto known = services.customers.find(call.org(), *wanted.customer_id);
    if (!known) return tl::unexpected<Error>(known.error());
  }
  InteractionArrived arrived;
  arrived.interaction = services.ids.next<InteractionId>();
  arrived.channel = Channel::voice;
  arrived.queue = wanted.queue_id.value_or(QueueId{});
  arrived.customer = wanted.customer_id.value_or(CustomerId{});
  if (wanted.interaction_id)
    if (auto taken = take_over(services, call.org(), *wanted.interaction_id, arrived); !taken)
      return tl::unexpected<Error>(taken.error());
  if (!arrived.queue) return wrong("no_queue", "/queue_id", "say which queue calls back");
  if (!arrived.customer && !number.empty()) {
    customers::Customer fresh;
    fresh.id = services.ids.next<CustomerId>();
    fresh.created_at = services.clock();
    fresh.phone = number;
    auto customer = services.customers.find_or_create(call.org(), "phone", number, fresh);
    if (!customer) return tl::unexpected<Error>(customer.error());
    arrived.customer = customer->id;
    // Who else they are is for agents to know; the callback does not wait for it.
    (void)services.resolution.settle(call.org(), customer->id);
  }
  if (number.empty()) {
    auto customer = services.customers.find(call.org(), arrived.customer);
    if (!customer || !customer->phone)
      return wrong("no_number", "/number", "no number is known of this customer");
    number = *customer->phone;
  }
  if (auto kept = services.numbers.keep(call.org(), arrived.interaction, number); !kept)
    return tl::unexpected<Error>(kept.error());
  arrived.callback = CallbackStart{*due, call.user(), wanted.is_for_me ? call.user() : AgentId{}};
  if (auto taken = submit(services, call.org(), arrived); !taken) return tl::unexpected<Error>(taken.error());
  return one(services, call.org(), arrived.interaction);
}

}  // namespace

void add_operations(api::Api& api, const Services& services) {
  const auto operation = [](std::string path, std::string id, std::string summary, api::Permissions any_of) {
    return api::Operation{.path = "/api/v1/callbacks" + path,
                          .id = std::move(id),
                          .tag = "callbacks",
                          .summary = std::move(summary),
                          .any_of = any_of};
  };
  const api::Permissions seen{Permission::take_interactions, Permission::see_board, Permission::supervise};
  const api::Permissions booked{Permission::take_interactions, Permission::supervise};
  api.get<CallbackQuery, WaitingCallbacks>(
      operation("", "listCallbacks", "Customers who wait to be called back", seen),
      [services](const Call& call, const CallbackQuery& query) { return list(services, call, query); });
  api.post<BookCallback, WaitingCallback>(
      operation("", "bookCallback", "Book a callback", booked),
      [services](const Call& call, const BookCallback& wanted) { return book(services, call, wanted); });
  api::Operation moved =
      operation("/{id}/reschedule", "rescheduleCallback", "Another time, or now", {Permission::supervise});
  moved.status = 200;
  api.post<RescheduleCallback, WaitingCallback>(
      moved, [services](const Call& call, const RescheduleCallback& wanted) -> Result<WaitingCallback> {
        const auto id = call.id<InteractionId>("id");
        auto due = due_of(services, wanted.due_at);
        if (!due) return tl::unexpected<Error>(due.error());
        if (auto done = submit(services, call.org(), CallbackRescheduled{id, *due, call.user()}); !done)
          return tl::unexpected<Error>(done.error());
        return one(services, call.org(), id);
      });
  api.remove(
      operation("/{id}", "cancelCallback", "Call it off", {Permission::supervise}),
      [services](const Call& call) {
        return submit(services, call.org(), CallbackCancelled{call.id<InteractionId>("id"), call.user()});
      });
}

}  // namespace rapport::callbacks
