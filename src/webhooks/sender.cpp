#include "webhooks/sender.h"

#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <utility>

#include "base/utf8.h"
#include "platform/http/client/client.h"
#include "platform/workers/worker_pool.h"
#include "webhooks/delivery_store.h"
#include "webhooks/retry.h"
#include "webhooks/signature.h"
#include "webhooks/webhook_store.h"

namespace rapport::webhooks {
namespace {

using Steady = std::chrono::steady_clock;
using WebhookOfOrg = std::pair<OrgId, WebhookId>;

constexpr std::int64_t swept_at_once = 500;  // of one transaction
constexpr Duration sweep_every = hours(1);
constexpr Duration refresh_every = seconds(5);        // other processes change webhooks too
constexpr Duration pause_after_trouble = seconds(5);  // of our own: the database, a secret

struct Job {
  Receiver receiver;
  DueDelivery delivery;
};

// What may be stored on both engines: UTF-8 without NUL, at most an excerpt.
std::string as_excerpt(std::string_view bytes) {
  std::string text;
  while (!bytes.empty() && text.size() < excerpt_bytes_max) {
    const std::size_t length = utf8_sequence_length(bytes);
    if (length == 0 || bytes.front() == '\0')
      text += '?';
    else
      text += bytes.substr(0, length);
    bytes.remove_prefix(length == 0 ? 1 : length);
  }
  return std::string(utf8_front(text, excerpt_bytes_max));
}

std::string words_of(SwitchOff why) {
  return why == SwitchOff::gone ? "its receiver answered 410" : "nothing got through for three days";
}

}  // namespace

struct Sender::Impl {
  Impl(const SenderOptions& the_options, SenderParts the_parts)
      : options(the_options),
        parts(std::move(the_parts)),
        delivered(parts.metrics.counter("rapport_webhooks_delivered_total", "Webhook deliveries received.")),
        failed(parts.metrics.counter("rapport_webhooks_failed_total",
                                     "Tries of webhook deliveries that failed.")),
        waiting(parts.metrics.gauge("rapport_webhooks_waiting", "Webhook deliveries that wait.")),
        asked(parts.metrics.histogram("rapport_webhooks_seconds", "Time that receivers of webhooks took.",
                                      {0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10})),
        workers(options.threads, options.threads * 2, [this](std::string_view what) {
          parts.log.error("a webhook's delivery failed", {{"what", what}});
        }) {}

  // --- its own thread ---
  void run();
  void look();
  void sweep(Instant now);
  void send_due(const Receiver& receiver, Instant now);
  std::size_t room_for(const Receiver& receiver, std::vector<WebhookDeliveryId>& on_their_way);

  // --- workers ---
  void send(const Job& job);
  void note(const Job& job, const Result<http::ClientAnswer>& answer, Instant at, Duration took);
  void release(const Job& job, bool is_prompt, bool is_in_trouble);

  database::Database& database() { return parts.changes.database(); }

  const SenderOptions options;
  SenderParts parts;
  metrics::Counter& delivered;
  metrics::Counter& failed;
  metrics::Gauge& waiting;
  metrics::Histogram& asked;
  Instant refreshed_at, swept_at;  // its own thread

  struct OnTheirWay {
    std::set<WebhookDeliveryId> ids;
    // Back since the rows were last looked at: what was read of them meanwhile may be older than their fate.
    std::set<WebhookDeliveryId> settled;
    bool is_slow = false;
    Steady::time_point not_before{};
  };
  std::mutex mutex;  // between its thread and its workers
  std::condition_variable woken;
  bool has_more = false;
  std::map<WebhookOfOrg, OnTheirWay> on_their_way;
  std::size_t busy = 0;
  std::atomic<bool> is_stopping{false};
  std::thread thread;
  workers::WorkerPool workers;  // last: they use all above
};

void Sender::Impl::run() {
  std::unique_lock lock(mutex);
  while (!is_stopping) {
    has_more = false;
    lock.unlock();
    look();
    lock.lock();
    woken.wait_for(lock, std::chrono::microseconds(options.look_every.us),
                   [this] { return has_more || is_stopping; });
  }
}

void Sender::Impl::look() {
  const Instant now = parts.clock();
  if (now - refreshed_at >= refresh_every) {
    if (parts.outbox.refresh()) refreshed_at = now;
  }
  if (now - swept_at >= sweep_every) sweep(now);
  if (auto taken = parts.outbox.take_hints(now); !taken)
    parts.log.warning("what webhooks are to be told could not be read", {{"reason", taken.error().reason}});
  struct Found {
    std::vector<Receiver> receivers;
    std::int64_t waiting = 0;
  };
  auto found = database().read([](database::Session& sql) -> Result<Found> {
    return Found{receivers(sql), waiting_of_all(sql)};
  });
  if (!found) return;  // the database is away: the log says so
  waiting.set(static_cast<double>(found->waiting));
  for (const Receiver& receiver : found->receivers)
    send_due(receiver, now);
}

void Sender::Impl::sweep(Instant now) {
  swept_at = now;
  while (!is_stopping) {
    auto old = database().read([now](database::Session& sql) -> Result<std::vector<DeliveryOfOrg>> {
      return old_deliveries(sql, now - deliveries_kept, swept_at_once);
    });
    if (!old || old->empty()) return;
    auto removed = database()
                       .write<bool>([&old](database::Session& sql) -> Result<bool> {
                         remove_deliveries(sql, *old);
                         recount(sql);
                         return true;
                       })
                       .get();
    if (removed) continue;
    parts.log.warning("old deliveries of webhooks could not be deleted",
                      {{"reason", removed.error().reason}});
    return;
  }
}

std::size_t Sender::Impl::room_for(const Receiver& receiver, std::vector<WebhookDeliveryId>& ids) {
  const std::lock_guard lock(mutex);
  OnTheirWay& own = on_their_way[{receiver.org, receiver.id}];
  own.settled.clear();
  if (Steady::now() < own.not_before) return 0;
  ids.assign(own.ids.begin(), own.ids.end());
  const std::size_t most = receiver.failing_since || own.is_slow ? options.at_once_slow : options.at_once;
  const std::size_t own_room = most > ids.size() ? most - ids.size() : 0;
  return std::min(own_room, options.threads - std::min(busy, options.threads));
}

void Sender::Impl::send_due(const Receiver& receiver, Instant now) {
  std::vector<WebhookDeliveryId> known;
  std::size_t room = room_for(receiver, known);
  if (room == 0) return;
  auto due = database().read([&](database::Session& sql) -> Result<std::vector<DueDelivery>> {
    return due_deliveries(sql, receiver.org, receiver.id, now,
                          static_cast<std::int64_t>(room + known.size()));
  });
  if (!due) return;
  for (DueDelivery& delivery : *due) {
    if (room == 0) return;
    auto job = std::make_shared<Job>(Job{receiver, std::move(delivery)});
    {
      const std::lock_guard lock(mutex);
      OnTheirWay& own = on_their_way[{receiver.org, receiver.id}];
      if (own.settled.count(job->delivery.id) > 0) continue;
      if (!own.ids.insert(job->delivery.id).second) continue;
      ++busy;
    }
    --room;
    if (!workers.post([this, job] { send(*job); })) release(*job, true, true);
  }
}

void Sender::Impl::send(const Job& job) {
  if (is_stopping) return;
  const Instant now = parts.clock();
  auto secrets = secrets_of(job.receiver, parts.vault, now);
  if (!secrets) {
    parts.log.error("the secret of a webhook cannot be read",
                    {{"webhook", job.receiver.id.value}, {"reason", secrets.error().reason}});
    release(job, true, true);
    return;
  }
  const std::string id = fmt::format("{}", job.delivery.event.value);
  const std::int64_t timestamp_s = now.us / 1'000'000;
  http::ClientRequest request;
  request.url = job.receiver.url;
  request.headers = {{"Content-Type", "application/json"},
                     {"webhook-id", id},
                     {"webhook-timestamp", fmt::format("{}", timestamp_s)},
                     {"webhook-signature", signatures(*secrets, id, timestamp_s, job.delivery.body)}};
  request.body = job.delivery.body;
  request.timeout = options.timeout;
  request.answer_bytes_max = excerpt_bytes_max;
  request.cuts_answer = true;
  request.allows_private_addresses = options.allows_private;
  request.only_private_addresses = is_plain(job.receiver.url);
  request.is_cancelled = [this] { return is_stopping.load(); };
  const auto begun = Steady::now();
  const auto answer = http::ask(request);
  if (!answer && is_stopping) return;
  const Duration took{std::chrono::duration_cast<std::chrono::microseconds>(Steady::now() - begun).count()};
  asked.observe(static_cast<double>(took.us) / 1e6);
  note(job, answer, parts.clock(), took);
}

void Sender::Impl::note(const Job& job, const Result<http::ClientAnswer>& answer, Instant at, Duration took) {
  const OrgId org = job.receiver.org;
  Attempt attempt;
  attempt.tries = job.delivery.tries + 1;
  attempt.at = at;
  attempt.failing_since = job.receiver.failing_since;
  Tried tried;
  tried.at = at;
  tried.took_ms = took.us / 1'000;
  if (answer) {
    attempt.status = tried.status = answer->status;
    attempt.retry_after = answer->retry_after;
    tried.answer = as_excerpt(answer->body);
  } else {
    tried.error = as_excerpt(answer.error().detail);
  }
  const Verdict verdict = judge(attempt);
  tried.due = verdict.due;
  if (verdict.fate == Fate::delivered) tried.state = DeliveryState::delivered;
  if (verdict.fate == Fate::given_up) tried.state = DeliveryState::failed;
  (verdict.fate == Fate::delivered ? delivered : failed).add();
  auto noted = database()
                   .write<bool>([&](database::Session& sql) -> Result<bool> {
                     if (!note_try(sql, org, job.delivery.id, tried)) return false;
                     if (verdict.fate == Fate::delivered) {
                       note_delivered(sql, org, job.receiver.id, at);
                       return true;
                     }
                     note_failed(sql, org, job.receiver.id, at);
                     if (verdict.fate == Fate::given_up) count_waiting(sql, org, job.receiver.id, -1, 0);
                     return true;
                   })
                   .get();
  if (verdict.switch_off != SwitchOff::no) {
    auto off =
        parts.changes.make<bool>(org::By{org, {}}, Webhooks::what, [&](org::Change& change) -> Result<bool> {
          return switch_off(change, job.receiver.id, verdict.switch_off);
        });
    if (off && *off)
      parts.log.warning(
          "a webhook was switched off",
          {{"org", org.value}, {"webhook", job.receiver.id.value}, {"why", words_of(verdict.switch_off)}});
  }
  release(job, took < options.prompt, !noted);
}

void Sender::Impl::release(const Job& job, bool is_prompt, bool is_in_trouble) {
  {
    const std::lock_guard lock(mutex);
    OnTheirWay& own = on_their_way[{job.receiver.org, job.receiver.id}];
    own.ids.erase(job.delivery.id);
    own.settled.insert(job.delivery.id);
    own.is_slow = !is_prompt;
    if (is_in_trouble) own.not_before = Steady::now() + std::chrono::microseconds(pause_after_trouble.us);
    --busy;
    has_more = true;
  }
  woken.notify_all();
}

Sender::Sender(const SenderOptions& options, SenderParts parts)
    : impl_(std::make_unique<Impl>(options, std::move(parts))) {}

Sender::~Sender() {
  stop();
}

void Sender::start() {
  impl_->thread = std::thread([this] { impl_->run(); });
}

void Sender::stop() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->is_stopping = true;
  }
  impl_->woken.notify_all();
  if (impl_->thread.joinable()) impl_->thread.join();
  impl_->workers.stop();
}

void Sender::wake() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->has_more = true;
  }
  impl_->woken.notify_all();
}

}  // namespace rapport::webhooks
