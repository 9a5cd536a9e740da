#include "live/loop.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <deque>
#include <map>
#include <thread>
#include <utility>
#include <variant>

#include "base/check.h"
#include "base/inbox.h"
#include "live/batch.h"
#include "live/codec.h"
#include "live/journal.h"
#include "live/organisation.h"
#include "live/recovery.h"
#include "live/refusals.h"

namespace rapport::live {
namespace {

using Clock = std::chrono::steady_clock;
using switchboard::Event;
using switchboard::Switchboard;

struct Command {
  OrgId org;
  Event event;
  Loop::Done done;
};
using Job = std::function<void()>;  // on the loop thread, between events
using Task = std::variant<Command, Job>;

// Room in the inbox beyond `commands_max` for the loop's own jobs (finished batches, reads), which must never
// be refused.
constexpr std::size_t job_headroom = 100'000;
constexpr std::size_t tasks_per_turn = 256;
constexpr Duration longest_sleep = seconds(1);

enum class Health {
  fine,
  ahead,  // an append failed: the state is ahead of the journal until the rest in flight has come back and it
          // is recovered
  paused,  // the state is right again and is read; writing is tried again after a pause
};

Error unavailable(std::string detail) {
  return Error{ErrorCode::unavailable, "cannot_accept", std::move(detail), {}};
}

}  // namespace

struct Loop::Impl {
  Impl(LoopOptions the_options, database::Database& the_database, workers::WorkerPool& the_workers,
       log::Log& the_log, metrics::Metrics& metrics, std::function<Instant()> the_clock)
      : options(the_options),
        database(the_database),
        workers(the_workers),
        log(the_log),
        clock(std::move(the_clock)),
        inbox(the_options.commands_max + job_headroom),
        events_total(metrics.counter("rapport_events_total", "Events accepted by switchboards")),
        refused_total(metrics.counter("rapport_events_refused_total", "Events refused by switchboards")),
        failed_commits_total(metrics.counter("rapport_commit_failures_total", "Journal appends that failed")),
        apply_seconds(metrics.histogram("rapport_apply_seconds", "Time of one apply()",
                                        {1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1})),
        commit_seconds(metrics.histogram("rapport_commit_seconds", "From apply to durable, per batch",
                                         {1e-4, 1e-3, 5e-3, 2e-2, 1e-1, 1})),
        open_gauge(metrics.gauge("rapport_open_interactions", "Interactions in all switchboards")) {}

  // --- loop thread ---
  void run();
  void work_off(Task& task);
  void apply(Command& command);
  void fire_due_timers();
  void flush();
  void finished(const std::shared_ptr<Batch>& batch, Result<void> outcome);
  void release(Batch& batch);
  void give_up(Batch& batch, const Error& error);
  void mend();
  void recover_all();
  void probe();
  void probed(const Result<void>& outcome);
  Instant now(Organisation& org) { return org.now(clock(), steady()); }
  Duration steady() const;
  void take_snapshots();
  std::function<void()> snapshot_job(Organisation& org);
  Clock::time_point wake_at();
  void observe(Duration took, OrgId org, const Event& event);

  // --- any thread ---
  [[nodiscard]] bool post(Job job) { return inbox.send(Task{std::move(job)}); }

  LoopOptions options;
  database::Database& database;
  workers::WorkerPool& workers;
  log::Log& log;
  std::function<Instant()> clock;
  Inbox<Task> inbox;
  std::atomic<std::size_t> commands_waiting{0};
  std::atomic<bool> is_accepting{true};  // written by the loop thread only
  std::thread thread;

  std::vector<Listener*> listeners;
  std::vector<Projection*> projections;
  std::map<OrgId, std::unique_ptr<Organisation>> orgs;
  std::shared_ptr<Batch> batch = std::make_shared<Batch>();  // being filled
  std::size_t batches_in_flight = 0;
  Health health = Health::fine;
  Clock::time_point accept_again_at;
  Instant recovered_until;
  std::vector<Batch::Ask> asks_to_repeat;
  bool is_stopping = false;

  metrics::Counter& events_total;
  metrics::Counter& refused_total;
  metrics::Counter& failed_commits_total;
  metrics::Histogram& apply_seconds;
  metrics::Histogram& commit_seconds;
  metrics::Gauge& open_gauge;
};

void Loop::Impl::run() {
  std::vector<Task> tasks;
  while (true) {
    inbox.receive(tasks, tasks_per_turn, wake_at());
    for (Task& task : tasks)
      work_off(task);
    if (health != Health::fine) mend();
    if (health == Health::fine) {
      fire_due_timers();
      flush();
      take_snapshots();
    }
    if (is_stopping && tasks.empty() && batches_in_flight == 0 && batch->entries.empty()) return;
  }
}

Clock::time_point Loop::Impl::wake_at() {
  const Clock::time_point asleep = Clock::now();
  if (is_stopping) return asleep + std::chrono::milliseconds(5);
  Duration sleep = longest_sleep;
  if (health != Health::fine) {
    const auto left = std::chrono::duration_cast<std::chrono::microseconds>(accept_again_at - asleep).count();
    sleep = std::min(sleep, Duration{std::max<std::int64_t>(left, 1'000)});
  } else {
    for (const auto& [id, org] : orgs) {
      if (const auto timer = org->next_timer())
        sleep = std::min(sleep, std::max(timer->due - now(*org), Duration{0}));
    }
  }
  return asleep + std::chrono::microseconds(sleep.us);
}

void Loop::Impl::work_off(Task& task) {
  if (auto* job = std::get_if<Job>(&task)) {
    (*job)();
    return;
  }
  commands_waiting.fetch_sub(1, std::memory_order_relaxed);
  apply(std::get<Command>(task));
}

void Loop::Impl::apply(Command& command) {
  if (health != Health::fine) {
    if (command.done)
      command.done(tl::unexpected<Error>(unavailable("the last change could not be made durable")));
    return;
  }
  const auto org = orgs.find(command.org);
  if (org == orgs.end()) {
    if (command.done) {
      command.done(fail(ErrorCode::not_found, "unknown_organisation",
                        fmt::format("no organisation {}", command.org.value)));
    }
    return;
  }
  const Clock::time_point before = Clock::now();
  auto applied = org->second->apply(command.event, now(*org->second));
  observe({std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - before).count()}, command.org,
          command.event);
  if (!applied) {
    refused_total.add();
    Error error = error_of(applied.error());
    // The refusal may rest on an event that is not durable yet; it waits for its turn like everything else.
    batch->entries.push_back({nullptr, std::move(command.done), std::move(error), {}});
    return;
  }
  events_total.add();
  batch->entries.push_back({std::move(*applied), std::move(command.done), {}, {}});
}

void Loop::Impl::observe(Duration took, OrgId org, const Event& event) {
  apply_seconds.observe(static_cast<double>(took.us) / 1e6);
  if (took >= options.apply_warning) {
    log.warning("slow apply", {{"organisation", org.value}, {"us", took.us}, {"event", encode_event(event)}});
  }
}

void Loop::Impl::fire_due_timers() {
  for (const auto& [id, org] : orgs) {
    const Instant time = now(*org);
    while (const auto timer = org->next_timer()) {
      if (timer->due > time) break;
      Command command{id, switchboard::TimerFired{timer->timer}, {}};
      const std::size_t before = batch->entries.size();
      apply(command);
      // A timer the switchboard does not know cannot be left armed: it would fire for ever.
      RAPPORT_CHECK(batch->entries.size() > before && batch->entries.back().released != nullptr);
    }
  }
}

void Loop::Impl::flush() {
  if (batch->entries.empty()) return;
  if (batches_in_flight == 0 && !batch->has_events()) {
    release(*batch);
    batch = std::make_shared<Batch>();
    return;
  }
  if (batches_in_flight >= options.batches_in_flight_max) return;
  ++batches_in_flight;
  const std::shared_ptr<Batch> full = std::exchange(batch, std::make_shared<Batch>());
  const Clock::time_point started = Clock::now();
  database.write_then([this, full](database::Session& sql) { return full->write(sql, projections); },
                      [this, full, started](Result<void> outcome) {
                        commit_seconds.observe(std::chrono::duration<double>(Clock::now() - started).count());
                        RAPPORT_CHECK(post([this, full, outcome = std::move(outcome)]() mutable {
                          finished(full, std::move(outcome));
                        }));
                      });
}

void Loop::Impl::finished(const std::shared_ptr<Batch>& done, Result<void> outcome) {
  --batches_in_flight;
  if (outcome && health == Health::fine) {
    release(*done);
    return;
  }
  if (health == Health::fine) {
    failed_commits_total.add();
    log.error("journal append failed; going back to the last durable state",
              {{"reason", outcome.error().reason}, {"detail", outcome.error().detail}});
    health = Health::ahead;
    is_accepting = false;
    accept_again_at = Clock::now() + std::chrono::microseconds(options.pause_after_failure.us);
  }
  give_up(*done,
          unavailable(outcome ? "an earlier change could not be made durable" : outcome.error().detail));
  if (batches_in_flight == 0) {
    give_up(*batch, unavailable("an earlier change could not be made durable"));
    recover_all();
  }
}

void Loop::Impl::release(Batch& done) {
  for (Batch::Entry& entry : done.entries) {
    if (entry.ask) {
      entry.ask(std::nullopt);
    } else if (entry.refusal) {
      if (entry.done) entry.done(tl::unexpected<Error>(*entry.refusal));
    } else {
      std::shared_ptr<const Released> released = std::move(entry.released);
      orgs.at(released->org)->remember(released, options.ring_max);
      if (entry.done) entry.done(released);
      for (Listener* listener : listeners)
        listener->on_released(released);
    }
  }
}

void Loop::Impl::give_up(Batch& lost, const Error& error) {
  for (Batch::Entry& entry : lost.entries) {
    if (entry.ask)
      asks_to_repeat.push_back(std::move(entry.ask));
    else if (entry.done)
      entry.done(tl::unexpected<Error>(error));
  }
  lost.entries.clear();
}

void Loop::Impl::mend() {
  const bool is_due = Clock::now() >= accept_again_at;
  if (health == Health::ahead && batches_in_flight == 0 && is_due) recover_all();
  if (health != Health::paused) return;
  release(*batch);  // only reads: commands are refused meanwhile
  batch->entries.clear();
  if (is_due && batches_in_flight == 0) probe();
}

// Whether there is room again is found out by writing something, not by letting the next command fail. Runs
// as a batch in flight: nothing else is, and stop() waits for it.
void Loop::Impl::probe() {
  ++batches_in_flight;
  database.write_then([](database::Session& sql) { return try_to_write(sql); },
                      [this](Result<void> outcome) {
                        RAPPORT_CHECK(post([this, outcome = std::move(outcome)] { probed(outcome); }));
                      });
}

void Loop::Impl::probed(const Result<void>& outcome) {
  --batches_in_flight;
  if (!outcome) {
    accept_again_at = Clock::now() + std::chrono::microseconds(options.pause_after_failure.us);
    return;
  }
  health = Health::fine;
  is_accepting = !is_stopping;
  log.info("accepting again");
}

Duration Loop::Impl::steady() const {
  if (options.steady) return options.steady();
  const auto since = Clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::microseconds>(since).count()};
}

void Loop::Impl::recover_all() {
  for (const auto& [id, org] : orgs) {
    // clang 14 captures no structured binding, so the organisation goes in under a name of its own.
    const auto replayed =
        recover(database, *org, [&, &mine = *org](std::shared_ptr<const Released> released) {
          // Durable after all, though its commit was reported as failed (a connection lost at the wrong
          // moment).
          if (released->seq <= mine.released_seq()) return;
          mine.remember(released, options.ring_max);
          for (Listener* listener : listeners)
            listener->on_released(released);
        });
    if (!replayed) {
      log.error("recovery failed, trying again",
                {{"organisation", id.value}, {"detail", replayed.error().detail}});
      accept_again_at = Clock::now() + std::chrono::microseconds(options.pause_after_failure.us);
      for (Batch::Ask& ask : std::exchange(asks_to_repeat, {}))
        ask(replayed.error());
      return;
    }
  }
  health = Health::paused;
  for (Batch::Ask& ask : std::exchange(asks_to_repeat, {}))
    ask(std::nullopt);
}

void Loop::Impl::take_snapshots() {
  std::size_t open = 0;
  for (const auto& [id, org] : orgs) {
    open += org->board().open_interactions();
    // Nothing may wait in the batch: the snapshot would reach the writer before the events it contains.
    if (!batch->entries.empty() || org->applied_seq() - org->snapshot_seq < options.snapshot_every) continue;
    const Job job = snapshot_job(*org);
    if (!workers.post(job)) job();
  }
  open_gauge.set(static_cast<double>(open));
}

// Copies the state now; the job encodes it and hands it to the writer, on whatever thread it is run. It may
// outlive the loop: it holds on to what the loop borrows, not to the loop. It may be run when the loop has
// gone already, so it holds on to what outlives the loop only.
Job Loop::Impl::snapshot_job(Organisation& org) {
  org.snapshot_seq = org.applied_seq();
  return [&the_database = database, &the_log = log, id = org.org(), seq = org.applied_seq(),
          at = org.last_at(), image = std::make_shared<switchboard::Image>(org.board().image())] {
    auto row = std::make_shared<SnapshotRow>(SnapshotRow{seq, at, encode_image(*image)});
    the_database.write_then([id, row](database::Session& sql) { return save_snapshot(sql, id, *row); },
                            [&the_log, id](Result<void> outcome) {
                              if (outcome) return;
                              the_log.warning("snapshot not written", {{"organisation", id.value},
                                                                       {"detail", outcome.error().detail}});
                            });
  };
}

Loop::Loop(LoopOptions options, database::Database& database, workers::WorkerPool& workers, log::Log& log,
           metrics::Metrics& metrics, std::function<Instant()> clock)
    : impl_(std::make_unique<Impl>(options, database, workers, log, metrics, std::move(clock))) {}

Loop::~Loop() {
  stop();
}

void Loop::add_listener(Listener& listener) {
  impl_->listeners.push_back(&listener);
}
void Loop::add_projection(Projection& projection) {
  impl_->projections.push_back(&projection);
}

Result<void> Loop::start() {
  const auto known = journal_orgs(impl_->database);
  if (!known) return tl::unexpected<Error>(known.error());
  for (const OrgId id : *known) {
    auto org = std::make_unique<Organisation>(id);
    const Clock::time_point before = Clock::now();
    const auto replayed = recover(impl_->database, *org, [&](std::shared_ptr<const Released> released) {
      org->remember(std::move(released), impl_->options.ring_max);
    });
    if (!replayed) return tl::unexpected<Error>(replayed.error());
    impl_->log.info(
        "recovered",
        {{"organisation", id.value},
         {"seq", org->applied_seq()},
         {"replayed", *replayed},
         {"open", org->board().open_interactions()},
         {"ms", std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - before).count()}});
    impl_->recovered_until = std::max(impl_->recovered_until, org->last_at());
    impl_->orgs.emplace(id, std::move(org));
  }
  impl_->thread = std::thread([this] { impl_->run(); });
  return {};
}

void Loop::stop() {
  if (!impl_->thread.joinable()) return;
  impl_->is_accepting = false;
  RAPPORT_CHECK(impl_->post([this] { impl_->is_stopping = true; }));
  impl_->thread.join();
  // The thread is gone: its state is ours. What came too late is answered, and what is in no snapshot yet is
  // put into one, so that the next start is quick.
  impl_->inbox.close();
  std::vector<Task> late;
  while (impl_->inbox.receive(late, tasks_per_turn, Clock::now())) {
    for (Task& task : late) {
      if (auto* command = std::get_if<Command>(&task); command && command->done) {
        command->done(tl::unexpected<Error>(unavailable("stopping")));
      } else if (auto* job = std::get_if<Job>(&task)) {
        (*job)();
      }
    }
  }
  impl_->release(*impl_->batch);  // reads that came too late
  if (impl_->health == Health::fine) {
    for (const auto& [id, org] : impl_->orgs) {
      if (org->applied_seq() > org->snapshot_seq) impl_->snapshot_job (*org)();
    }
  }
  std::promise<void> written;
  impl_->database.write_then([](database::Session&) -> Result<void> { return {}; },
                             [&](Result<void>) { written.set_value(); });
  written.get_future().wait();
}

Result<void> Loop::add_org(OrgId org) {
  auto promise = std::make_shared<std::promise<void>>();
  auto future = promise->get_future();
  const bool is_posted = impl_->post([this, org, promise] {
    auto& place = impl_->orgs[org];
    if (!place) place = std::make_unique<Organisation>(org);
    promise->set_value();
  });
  if (!is_posted) return tl::unexpected<Error>(unavailable("stopping"));
  future.wait();
  return {};
}

void Loop::submit(OrgId org, Event event, Done done) {
  const bool has_room = impl_->is_accepting &&
                        impl_->commands_waiting.load(std::memory_order_relaxed) < impl_->options.commands_max;
  if (has_room) {
    impl_->commands_waiting.fetch_add(1, std::memory_order_relaxed);
    Task task{Command{org, std::move(event), done}};
    if (impl_->inbox.send(std::move(task))) return;
    impl_->commands_waiting.fetch_sub(1, std::memory_order_relaxed);
  }
  if (done)
    done(tl::unexpected<Error>(
        unavailable(impl_->is_accepting ? "too many commands are waiting" : "not accepting")));
}

Result<std::shared_ptr<const Released>> Loop::submit_and_wait(OrgId org, Event event) {
  auto promise = std::make_shared<std::promise<Result<std::shared_ptr<const Released>>>>();
  auto future = promise->get_future();
  submit(org, std::move(event), [promise](auto result) { promise->set_value(std::move(result)); });
  return future.get();
}

Result<void> Loop::ask(OrgId org, std::function<void(const Switchboard&, Instant)> work) {
  auto promise = std::make_shared<std::promise<Result<void>>>();
  auto future = promise->get_future();
  Batch::Ask answer = [this, org, promise, work = std::move(work)](std::optional<Error> error) {
    if (error) {
      promise->set_value(tl::unexpected<Error>(std::move(*error)));
      return;
    }
    const auto found = impl_->orgs.find(org);
    if (found == impl_->orgs.end()) {
      promise->set_value(
          fail(ErrorCode::not_found, "unknown_organisation", fmt::format("no organisation {}", org.value)));
      return;
    }
    work(found->second->board(), impl_->now(*found->second));
    promise->set_value({});
  };
  const bool is_posted = impl_->post([this, answer = std::move(answer)]() mutable {
    impl_->batch->entries.push_back({nullptr, {}, {}, std::move(answer)});
  });
  if (!is_posted) return tl::unexpected<Error>(unavailable("stopping"));
  return future.get();
}

Result<Loop::Resumed> Loop::resume(OrgId org, std::optional<std::int64_t> after, std::function<void()> then) {
  auto promise = std::make_shared<std::promise<Result<Resumed>>>();
  auto future = promise->get_future();
  const bool is_posted = impl_->post([this, org, after, promise, then = std::move(then)] {
    const auto found = impl_->orgs.find(org);
    if (found == impl_->orgs.end()) {
      promise->set_value(
          fail(ErrorCode::not_found, "unknown_organisation", fmt::format("no organisation {}", org.value)));
      return;
    }
    Organisation& one = *found->second;
    Resumed resumed;
    resumed.seq = one.released_seq();
    if (after && *after != resumed.seq) {
      const auto& ring = one.ring();
      const bool reaches_back = !ring.empty() && *after >= ring.front()->seq - 1 && *after <= resumed.seq;
      resumed.is_reset = !reaches_back;
      if (reaches_back) {
        const auto skip = *after - (ring.front()->seq - 1);
        resumed.missed.assign(ring.begin() + skip, ring.end());
      }
    }
    if (then) then();
    promise->set_value(std::move(resumed));
  });
  if (!is_posted) return tl::unexpected<Error>(unavailable("stopping"));
  return future.get();
}

Result<std::int64_t> Loop::seq(OrgId org) {
  auto resumed = resume(org, std::nullopt);
  if (!resumed) return tl::unexpected<Error>(resumed.error());
  return resumed->seq;
}

Instant Loop::recovered_until() const {
  return impl_->recovered_until;
}

bool Loop::can_accept() const {
  return impl_->is_accepting;
}

}  // namespace rapport::live
