#include "webhooks/incoming/hook_operations.h"

#include <limits>

#include "org/entity_api.h"
#include "webhooks/incoming/reading.h"

namespace rapport::incoming {
namespace {

using api::Call;

const api::Permissions keepers{api::Permission::manage_organisation};
const org::EntityWords hook_words{
    "/api/v1/incoming-webhooks", "IncomingWebhook", "IncomingWebhooks", "webhooks", keepers, keepers};

// A signed body, whole in memory: it is bounded, and counts for nothing before its signature is seen.
class Door : public api::Intake<HookDelivery> {
 public:
  Door(const HookServices& services, const Call& call)
      : services_(services),
        id_(call.id<HookId>("id")),
        said_{call.request().header("webhook-id"), call.request().header("webhook-timestamp"),
              call.request().header("webhook-signature")} {}

  Result<void> take(std::string_view piece) override {
    body_ += piece;
    return {};
  }
  Result<HookDelivery> finish() override {
    const Instant now = services_.taking.changes.now();
    auto open = services_.taking.changes.database().read([&](database::Session& sql) -> Result<OpenHook> {
      return open_hook(sql, services_.vault, id_, now);
    });
    if (!open) return tl::unexpected<Error>(std::move(open.error()));
    if (auto holds = check_signature(said_, body_, open->secrets, now); !holds)
      return tl::unexpected<Error>(std::move(holds.error()));
    auto taken = services_.taking.take(open->org, open->hook, said_.key, std::move(body_));
    if (!taken) return taken;
    // It stands in the log, and its sender has to know that it counted for nothing.
    if (taken->state == DeliveryState::rejected)
      return fail(ErrorCode::invalid, taken->reason, taken->detail, {{"", taken->detail}});
    if (taken->state == DeliveryState::accepted) services_.changed(open->org);
    return taken;
  }

 private:
  HookServices services_;
  HookId id_;
  Signed said_;
  std::string body_;
};

Result<RunDeliveries> run_held(const HookServices& services, const Call& call) {
  const auto id = call.id<HookId>("id");
  auto held = services.taking.changes.database().read(
      [&](database::Session& sql) -> Result<std::vector<HookDeliveryId>> {
        if (!hooks.find(sql, call.org(), id)) return org::no_such(Hooks::kind, id.value);
        return held_deliveries(sql, call.org(), id, {}, run_at_once);
      });
  if (!held) return tl::unexpected<Error>(std::move(held.error()));
  RunDeliveries done;
  for (const HookDeliveryId each : *held) {
    auto run = services.taking.run(org::by(call), each);
    if (!run && run.error().code != ErrorCode::conflict && run.error().code != ErrorCode::not_found)
      return tl::unexpected<Error>(std::move(run.error()));
    const bool is_in = run && run->state == DeliveryState::accepted;
    done.accepted += is_in ? 1 : 0;
    done.left += is_in ? 0 : 1;
  }
  services.changed(call.org());
  return done;
}

Result<api::Page<HookDelivery>> deliveries_of(const HookServices& services, const Call& call,
                                              const HookDeliveryQuery& query) {
  auto before = api::read_cursor<HookDeliveryId>(query);
  if (!before) return tl::unexpected<Error>(std::move(before.error()));
  const auto id = call.id<HookId>("id");
  return services.taking.changes.database().read(
      [&](database::Session& sql) -> Result<api::Page<HookDelivery>> {
        if (!hooks.find(sql, call.org(), id)) return org::no_such(Hooks::kind, id.value);
        const HookDeliveryId newest{std::numeric_limits<std::int64_t>::max()};
        return api::page_of(
            list_hook_deliveries(sql, call.org(), id, query, before->value_or(newest), query.limit + 1),
            query.limit, [](const HookDelivery& delivery) { return delivery.id; });
      });
}

void register_hooks(api::Api& api, const HookServices& services) {
  org::Changes& changes = services.taking.changes;
  org::register_reads(api, changes, hook_words, hooks);
  api.post<HookFields, NewHook>(
      org::operation(hook_words, "createIncomingWebhook",
                     "Makes a new one. The answer shows the secret that its sender signs with, this once.",
                     true, false),
      [services](const Call& call, const HookFields& fields) {
        return create_hook(services.taking.changes, services.vault, org::by(call), fields);
      });
  api.put<HookFields, Hook>(org::operation(hook_words, "changeIncomingWebhook",
                                           "Replaces it as a whole; its secret stays.", true, true),
                            [services](const Call& call, const HookFields& fields) {
                              return org::change(services.taking.changes, hooks, org::by(call),
                                                 call.id<HookId>("id"), fields);
                            });
  org::register_remove(api, changes, hook_words, hooks, "Removes it with its log; what was counted stays.");
  api.post<webhooks::RotateSecret, webhooks::WebhookSecret>(
      org::operation_of(hook_words, "/api/v1/incoming-webhooks/{id}/secret", "rotateIncomingWebhookSecret",
                        "Makes a new secret and shows it, this once; both are good for as long as asked."),
      [services](const Call& call, const webhooks::RotateSecret& asked) {
        return rotate_hook_secret(services.taking.changes, services.vault, org::by(call),
                                  call.id<HookId>("id"), hours(asked.overlap_hours));
      });
}

void register_deliveries(api::Api& api, const HookServices& services) {
  api.get<HookDeliveryQuery, api::Page<HookDelivery>>(
      org::operation_of(hook_words, "/api/v1/incoming-webhooks/{id}/deliveries", "listIncomingDeliveries",
                        "What came and what became of it, newest first; kept for 30 days."),
      [services](const Call& call, const HookDeliveryQuery& query) {
        return deliveries_of(services, call, query);
      });
  api.post<RunDeliveries>(
      org::operation_of(hook_words, "/api/v1/incoming-webhooks/{id}/run", "runIncomingDeliveries",
                        "Tries what is held again, the oldest five hundred."),
      [services](const Call& call) { return run_held(services, call); });
  api.get<HookDeliveryDetail>(org::operation_of(hook_words, "/api/v1/incoming-deliveries/{id}",
                                                "getIncomingDelivery", "One, with its body."),
                              [services](const Call& call) -> Result<HookDeliveryDetail> {
                                const auto id = call.id<HookDeliveryId>("id");
                                return services.taking.changes.database().read(
                                    [&](database::Session& sql) -> Result<HookDeliveryDetail> {
                                      auto found = find_hook_delivery(sql, call.org(), id);
                                      if (!found) return org::no_such("incoming_delivery", id.value);
                                      return std::move(*found);
                                    });
                              });
  api.post<HookDelivery>(
      org::operation_of(hook_words, "/api/v1/incoming-deliveries/{id}/run", "runIncomingDelivery",
                        "Tries it again by the hook as it is now; refused for one that was accepted."),
      [services](const Call& call) {
        auto run = services.taking.run(org::by(call), call.id<HookDeliveryId>("id"));
        if (run) services.changed(call.org());
        return run;
      });
}

}  // namespace

void add_operations(api::Api& api, const HookServices& services) {
  register_hooks(api, services);
  register_deliveries(api, services);
  api::Operation door;
  door.path = "/api/v1/hooks/{id}";
  door.id = "tellIncomingWebhook";
  door.tag = hook_words.tag;
  door.summary = "Tells of a purchase or of use, in JSON of the company's own making";
  door.description =
      "Signed as Standard Webhooks has it: webhook-id (each delivery's own; one that was accepted counts no "
      "second time), webhook-timestamp (within five minutes) and webhook-signature: v1, and the base64 of "
      "HMAC-SHA256 over webhook-id.webhook-timestamp.body.";
  door.is_public = true;
  door.media_type = "application/json";
  door.body_bytes_max = body_bytes_max;
  door.status = 200;
  api.post_bytes<HookDelivery>(
      door, [services](const Call& call) -> Result<std::unique_ptr<api::Intake<HookDelivery>>> {
        return std::make_unique<Door>(services, call);
      });
}

}  // namespace rapport::incoming
