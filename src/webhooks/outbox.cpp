#include "webhooks/outbox.h"

#include <algorithm>

#include "conversations/message_store.h"
#include "recordings/recording_store.h"
#include "webhooks/delivery_store.h"
#include "webhooks/happened.h"
#include "webhooks/webhook_store.h"

namespace rapport::webhooks {
namespace {

constexpr std::int64_t hints_at_once = 200;

// Who wrote it and what comes with it; its words are left out again for those who do not ask for them.
void add_words(database::Session& sql, OrgId org, MessageTold& told) {
  const auto message = conversations::MessageStore::find(sql, org, told.message_id);
  if (!message) return;
  told.author = message->author;
  if (message->agent) told.user_id = message->agent;
  told.attachments = static_cast<std::int32_t>(message->attachments.size());
  told.text = message->text;
}

std::optional<RecordingTold> recording_told(database::Session& sql, OrgId org, recordings::RecordingId id) {
  const auto stored = recordings::RecordingStore::find(sql, org, id);
  if (!stored) return std::nullopt;
  const recordings::Recording& recording = stored->recording;
  RecordingTold told;
  told.recording_id = recording.id;
  told.interaction_id = recording.interaction_id;
  if (recording.queue_id) told.queue_id = recording.queue_id;
  told.agent_ids = recording.agent_ids;
  told.state = recording.state;
  told.started_at = recording.started_at;
  told.duration_ms = recording.duration_ms;
  told.bytes = recording.bytes;
  told.checksum = recording.checksum;
  return told;
}

std::vector<Happening> happenings_of(database::Session& sql, const Hint& hint) {
  if (hint.kind == EventKind::customer_changed) return {{hint.kind, CustomerTold{CustomerId{hint.target}}}};
  if (hint.kind != EventKind::recording_ready) return {};
  auto told = recording_told(sql, hint.org, recordings::RecordingId{hint.target});
  if (!told) return {};
  return {{hint.kind, std::move(*told)}};
}

bool is_wanted_by(const Wanting& webhook, EventKind kind) {
  return (webhook.wanted & bit_of(kind)) != 0;
}

}  // namespace

bool Outbox::is_wanted(OrgId org) const {
  const std::lock_guard lock(mutex_);
  return wanting_.contains(org);
}

Result<void> Outbox::project(database::Session& sql, const live::Released& released) {
  if (!is_wanted(released.org)) return {};
  auto all = happened(released);
  if (all.empty()) return {};
  return tell(sql, released.org, released.at, std::move(all));
}

void Outbox::on_released(const std::shared_ptr<const live::Released>& released) {
  if (more_ && is_wanted(released->org)) more_();
}

Result<void> Outbox::tell(database::Session& sql, OrgId org, Instant at, std::vector<Happening> happenings) {
  auto webhooks = wanting(sql, org);
  if (webhooks.empty()) return {};
  std::vector<std::int64_t> added(webhooks.size()), dropped(webhooks.size());
  for (Happening& happening : happenings) {
    if (std::none_of(webhooks.begin(), webhooks.end(),
                     [&](const Wanting& webhook) { return is_wanted_by(webhook, happening.kind); }))
      continue;
    Happening bare = happening;
    if (auto* message = std::get_if<MessageTold>(&happening.data)) {
      add_words(sql, org, *message);
      bare = happening;
      std::get<MessageTold>(bare.data).text.reset();
    }
    const auto event = ids_.next<WebhookEventId>();
    for (std::size_t i = 0; i < webhooks.size(); ++i) {
      const Wanting& webhook = webhooks[i];
      if (!is_wanted_by(webhook, happening.kind)) continue;
      if (webhook.waiting + added[i] >= waiting_max) {
        ++dropped[i];
        continue;
      }
      add_delivery(sql, {org, ids_.next<WebhookDeliveryId>(), webhook.id, event, happening.kind, at,
                         body_of(event, org, at, webhook.with_text ? happening : bare)});
      ++added[i];
    }
  }
  for (std::size_t i = 0; i < webhooks.size(); ++i)
    if (added[i] != 0 || dropped[i] != 0) count_waiting(sql, org, webhooks[i].id, added[i], dropped[i]);
  return {};
}

WebhookDeliveryId Outbox::tell_test(database::Session& sql, OrgId org, Instant at, const Webhook& webhook) {
  const auto event = ids_.next<WebhookEventId>();
  const auto id = ids_.next<WebhookDeliveryId>();
  add_delivery(sql, {org, id, webhook.id, event, EventKind::webhook_test, at,
                     body_of(event, org, at, {EventKind::webhook_test, TestTold{webhook.name}})});
  count_waiting(sql, org, webhook.id, 1, 0);
  return id;
}

Result<void> Outbox::refresh() {
  const std::lock_guard one_at_a_time(refreshing_);
  auto now = database_.read(
      [](database::Session& sql) -> Result<std::set<OrgId>> { return organisations_wanting(sql); });
  if (!now) return tl::unexpected<Error>(std::move(now.error()));
  const std::lock_guard lock(mutex_);
  wanting_ = std::move(*now);
  return {};
}

Result<std::size_t> Outbox::take_hints(Instant now) {
  auto is_there = database_.read([](database::Session& sql) -> Result<bool> { return has_hints(sql); });
  if (!is_there) return tl::unexpected<Error>(std::move(is_there.error()));
  if (!*is_there) return 0;
  return database_
      .write<std::size_t>([this, now](database::Session& sql) -> Result<std::size_t> {
        const auto noted = hints(sql, hints_at_once);
        for (const Hint& hint : noted) {
          if (auto told = tell(sql, hint.org, now, happenings_of(sql, hint)); !told)
            return tl::unexpected<Error>(std::move(told.error()));
          remove_hint(sql, hint);
        }
        return noted.size();
      })
      .get();
}

}  // namespace rapport::webhooks
