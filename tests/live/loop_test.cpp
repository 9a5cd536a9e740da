#include "live/loop.h"

#include <doctest/doctest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>

#include "base/inbox.h"
#include "live/codec.h"
#include "live/id_source.h"
#include "live/journal.h"
#include "platform/database/statement.h"
#include "support/databases.h"

namespace rapport::live {
namespace {

using namespace switchboard;

constexpr OrgId org{7};
constexpr QueueId queue{11};
constexpr AgentId ana{21};

std::vector<database::Migration> migrations() {
  auto all = journal_migrations();
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i].version = static_cast<int>(i) + 1;
  return all;
}

// Time that moves only when a test says so.
struct HandClock {
  std::atomic<std::int64_t> us{1'800'000'000'000'000};
  std::function<Instant()> reader() {
    return [this] { return Instant{us.load()}; };
  }
  void advance(Duration by) { us += by.us; }
};

// Collects what is released, and lets a test wait for it.
struct Collector : Listener {
  Inbox<std::shared_ptr<const Released>> inbox{100'000};
  void on_released(const std::shared_ptr<const Released>& released) override { (void)inbox.send(released); }
  std::shared_ptr<const Released> next() {
    std::vector<std::shared_ptr<const Released>> one;
    inbox.receive(one, 1, std::chrono::steady_clock::now() + std::chrono::seconds(20));
    REQUIRE(one.size() == 1);
    return one.front();
  }
};

struct Bench {
  explicit Bench(database::Database& database, HandClock& hand_clock, LoopOptions options = {})
      : loop(options, database, workers, log, metrics, hand_clock.reader()) {
    loop.add_listener(collector);
  }
  Result<std::shared_ptr<const Released>> say(Event event) {
    return loop.submit_and_wait(org, std::move(event));
  }
  void open_shop() {
    REQUIRE(loop.add_org(org));
    REQUIRE(say(QueueConfigured{queue, {}}));
    AgentProfile profile;
    profile.queues = {queue};
    REQUIRE(say(AgentConfigured{ana, profile}));
    REQUIRE(say(AgentConnected{ana}));
    REQUIRE(say(PresenceRequested{ana, Presence::available, {}, false, ana}));
  }
  Event arrival(std::int64_t id) {
    InteractionArrived arrived;
    arrived.interaction = InteractionId{id};
    arrived.queue = queue;
    arrived.customer = CustomerId{1};
    return arrived;
  }

  log::Log log{{log::Level::error, false, ""}};
  metrics::Metrics metrics;
  workers::WorkerPool workers{1, 100};
  Collector collector;
  Loop loop;
};

bool eventually(const std::function<bool()>& is_so) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!is_so())
    if (std::chrono::steady_clock::now() > deadline) return false;
  return true;
}

std::optional<OfferMade> offer_in(const Released& released) {
  for (const Effect& effect : released.effects) {
    if (const auto* made = std::get_if<OfferMade>(&effect)) return *made;
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("an accepted event is durable, numbered and released in order") {
  tests::for_each_engine(
      [](database::Database& database) {
        HandClock clock;
        Bench bench(database, clock);
        REQUIRE(bench.loop.start());
        bench.open_shop();
        const auto arrived = bench.say(bench.arrival(100));
        REQUIRE(arrived);
        CHECK((*arrived)->seq == 5);
        const auto offer = offer_in(**arrived);
        REQUIRE(offer);
        CHECK(offer->agent == ana);
        REQUIRE((*arrived)->interaction(InteractionId{100}));
        CHECK((*arrived)->interaction(InteractionId{100})->state == InteractionState::offered);

        for (std::int64_t seq = 1; seq <= 5; ++seq)
          CHECK(bench.collector.next()->seq == seq);
        std::int64_t rows = 0;
        REQUIRE(read_journal(database, org, 0, [&](const JournalRow& row) {
          CHECK(row.seq == ++rows);
          CHECK(decode_event(row.event));
          return true;
        }));
        CHECK(rows == 5);
        CHECK(bench.loop.seq(org) == 5);
      },
      migrations());
}

TEST_CASE("a refused event is answered with its reason and not journalled") {
  tests::for_each_engine(
      [](database::Database& database) {
        HandClock clock;
        Bench bench(database, clock);
        REQUIRE(bench.loop.start());
        bench.open_shop();
        const auto refused = bench.say(OfferAccepted{InteractionId{999}, ana, OfferId{1}});
        REQUIRE(!refused);
        CHECK(refused.error().code == ErrorCode::not_found);
        CHECK(refused.error().reason == "unknown_interaction");
        CHECK(bench.loop.seq(org) == 4);
        const auto elsewhere = bench.loop.submit_and_wait(OrgId{8}, DayStarted{});
        REQUIRE(!elsewhere);
        CHECK(elsewhere.error().reason == "unknown_organisation");
      },
      migrations());
}

TEST_CASE("a new loop on the same database goes on where the old one was killed") {
  tests::for_each_engine(
      [](database::Database& database) {
        HandClock clock;
        Image before;
        OfferId offer;
        {
          Bench first(database, clock);
          REQUIRE(first.loop.start());
          first.open_shop();
          const auto arrived = first.say(first.arrival(100));
          REQUIRE(arrived);
          offer = offer_in(**arrived)->offer;
          before =
              *first.loop.read<Image>(org, [](const Switchboard& board, Instant) { return board.image(); });
          // Stopped in an orderly way it leaves a snapshot; a kill leaves only the journal. Both must do.
          SUBCASE("after a kill, from the journal alone") {
            first.loop.stop();
            REQUIRE(database
                        .write<void>([](database::Session& sql) -> Result<void> {
                          database::execute(sql, "delete from snapshot");
                          return {};
                        })
                        .get());
          }
          SUBCASE("after a stop, from the snapshot") {}
        }
        Bench second(database, clock);
        REQUIRE(second.loop.start());
        CHECK(second.loop.seq(org) == 5);
        const auto after =
            second.loop.read<Image>(org, [](const Switchboard& board, Instant) { return board.image(); });
        CHECK(*after == before);
        CHECK(second.say(OfferAccepted{InteractionId{100}, ana, offer}));

        // The offer's timer was armed again too: this one is not accepted, and times out.
        REQUIRE(second.say(second.arrival(101)));
        clock.advance(seconds(21));
        while (true) {
          const auto released = second.collector.next();
          if (std::holds_alternative<TimerFired>(released->event)) break;
        }
      },
      migrations());
}

TEST_CASE("a feed resumes without a gap, and is told when it cannot") {
  tests::for_each_engine(
      [](database::Database& database) {
        HandClock clock;
        LoopOptions options;
        options.ring_max = 10;
        Bench bench(database, clock, options);
        REQUIRE(bench.loop.start());
        bench.open_shop();
        for (std::int64_t id = 100; id < 110; ++id)
          REQUIRE(bench.say(bench.arrival(id)));

        const auto recent = bench.loop.resume(org, 12);
        REQUIRE(recent);
        CHECK(!recent->is_reset);
        REQUIRE(recent->missed.size() == 2);
        CHECK(recent->missed.front()->seq == 13);
        CHECK(recent->seq == 14);
        CHECK(bench.loop.resume(org, 14)->missed.empty());
        CHECK(bench.loop.resume(org, 4)->missed.size() == 10);
        CHECK(bench.loop.resume(org, 3)->is_reset);
        CHECK(bench.loop.resume(org, 15)->is_reset);  // of another history
        CHECK(bench.loop.resume(org, -1)->is_reset);
      },
      migrations());
}

TEST_CASE("an append that fails takes the state back to what is durable, and the loop recovers by itself") {
  tests::for_each_engine(
      [](database::Database& database) {
        HandClock clock;
        LoopOptions options;
        options.pause_after_failure = milliseconds(20);
        Bench bench(database, clock, options);
        REQUIRE(bench.loop.start());
        bench.open_shop();

        // Another node takes the organisation's next number: our append must lose.
        REQUIRE(database
                    .write<void>([](database::Session& sql) -> Result<void> {
                      return append(
                          sql, {{org, 5, Instant{1'800'000'000'000'001}, encode_event(DayStarted{}), 0}});
                    })
                    .get());
        const auto lost = bench.say(bench.arrival(100));
        REQUIRE(!lost);
        CHECK(lost.error().code == ErrorCode::unavailable);
        // Reads show the durable state, with what the other node wrote and without our arrival.
        const auto open = bench.loop.read<std::size_t>(
            org, [](const Switchboard& board, Instant) { return board.open_interactions(); });
        REQUIRE(open);
        CHECK(*open == 0);
        CHECK(bench.loop.seq(org) == 5);
        // After the pause it accepts again.
        Result<std::shared_ptr<const Released>> again = lost;
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (!again && std::chrono::steady_clock::now() < deadline)
          again = bench.say(bench.arrival(101));
        REQUIRE(again);
        CHECK((*again)->seq == 6);
      },
      migrations());
}

TEST_CASE("a clock that jumps back does not take time back, one that jumps ahead fires what is due") {
  tests::for_each_engine(
      [](database::Database& database) {
        HandClock clock;
        Bench bench(database, clock);
        REQUIRE(bench.loop.start());
        bench.open_shop();
        const Instant before = (*bench.say(bench.arrival(100)))->at;
        clock.advance(Duration{} - hours(5));
        const auto late = bench.say(bench.arrival(101));
        REQUIRE(late);
        // By what passes meanwhile, not by what the clock says.
        CHECK((*late)->at >= before);
        CHECK((*late)->at < before + minutes(1));
        clock.advance(hours(48));
        for (int i = 0; i < 6; ++i)
          bench.collector.next();
        // The next event of any kind wakes the loop; the offer's time-out is long past.
        REQUIRE(bench.say(DayStarted{}));
        bool is_not_responding = false;
        for (int i = 0; i < 3 && !is_not_responding; ++i) {
          const auto released = bench.collector.next();
          const auto* view = released->agent(ana);
          is_not_responding = view && view->presence == Presence::not_responding;
        }
        CHECK(is_not_responding);
      },
      migrations());
}

TEST_CASE("when the clock is set back, timers stay due and no decision is lost") {
  tests::for_each_engine(
      [](database::Database& database) {
        HandClock clock;
        HandClock steady;
        LoopOptions options;
        options.steady = [&] { return Duration{steady.us.load()}; };
        Instant last;
        {
          Bench bench(database, clock, options);
          REQUIRE(bench.loop.start());
          bench.open_shop();
          const auto arrived = bench.say(bench.arrival(100));
          REQUIRE(offer_in(**arrived));
          clock.advance(Duration{} - hours(24));
          // An offer lasts 20 s; by the monotonic clock, an eighth slower, that is 23.
          for (int second = 0; second < 22; ++second) {
            clock.advance(seconds(1));
            steady.advance(seconds(1));
            REQUIRE(bench.say(DayStarted{}));
          }
          const auto state = [&] {
            return bench.loop
                .read<InteractionState>(
                    org, [](const Switchboard& board, Instant) { return board.interaction({100})->state; })
                .value();
          };
          CHECK(state() == InteractionState::offered);
          clock.advance(seconds(2));
          steady.advance(seconds(2));
          REQUIRE(bench.say(DayStarted{}));
          CHECK(eventually([&] { return state() == InteractionState::queued; }));
          // Every event has its time, and no time goes back.
          Instant before;
          REQUIRE(read_journal(database, org, 0, [&](const JournalRow& row) {
            CHECK(row.at >= before);
            before = row.at;
            return true;
          }));
          last = before;
        }
        // Also in the next process, which knows only what the journal says.
        Bench bench(database, clock, options);
        REQUIRE(bench.loop.start());
        CHECK(bench.loop.recovered_until() == last);
        steady.advance(seconds(8));
        const auto next = bench.say(bench.arrival(101));
        REQUIRE(next);
        CHECK((*next)->at >= last);
        CHECK((*next)->at <= last + seconds(8));
        steady.advance(seconds(8));
        CHECK((*bench.say(DayStarted{}))->at == (*next)->at + seconds(7));
        // The clock catches up, and rules again.
        clock.advance(hours(48));
        CHECK((*bench.say(DayStarted{}))->at == Instant{clock.us.load()});
        IdSource ids([&] { return Instant{1'700'000'000'000'000}; });
        const auto alone = ids.next_value();
        ids.not_before(last);
        IdSource earlier([&] { return last - milliseconds(1); });
        CHECK(ids.next_value() > alone);
        CHECK(ids.next_value() > earlier.next_value());
      },
      migrations());
}

TEST_CASE("snapshots are taken while running and never run ahead of the journal") {
  tests::for_each_engine(
      [](database::Database& database) {
        HandClock clock;
        LoopOptions options;
        options.snapshot_every = 10;
        {
          Bench bench(database, clock, options);
          REQUIRE(bench.loop.start());
          bench.open_shop();
          for (std::int64_t id = 100; id < 200; ++id)
            REQUIRE(bench.say(bench.arrival(id)));
        }
        const auto newest = newest_snapshot(database, org);
        REQUIRE(newest);
        REQUIRE(*newest);
        CHECK((*newest)->seq == 104);
        const auto ahead = database
                               .write<void>([&](database::Session& sql) {
                                 return save_snapshot(sql, org, {105, Instant{1}, "{}"});
                               })
                               .get();
        REQUIRE(!ahead);
        CHECK(ahead.error().reason == "snapshot_ahead");
      },
      migrations());
}

}  // namespace rapport::live
