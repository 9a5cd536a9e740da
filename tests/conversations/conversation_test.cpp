#include "conversations/conversation.h"

#include <thread>

#include "live/journal.h"
#include "platform/database/statement.h"
#include "support/databases.h"

namespace rapport::conversations {
namespace {

using namespace switchboard;

constexpr OrgId org{7};
constexpr QueueId queue{11};
constexpr AgentId ana{21};
constexpr InteractionId talk{100};
constexpr Instant noon{1'772'000'000'000'000};

std::vector<database::Migration> migrations() {
  std::vector<database::Migration> all = live::journal_migrations();
  for (auto& step : message_migrations())
    all.push_back(std::move(step));
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i].version = static_cast<int>(i) + 1;
  return all;
}

// Fails each append while told to: a full disk, as the loop sees it.
struct Breaker : live::Projection {
  std::atomic<bool> is_broken{false};
  Result<void> project(database::Session&, const live::Released&) override {
    if (is_broken) return fail(ErrorCode::unavailable, "disk_full", "no room");
    return {};
  }
};

// One conversation, active with Ana.
struct Bench {
  explicit Bench(database::Database& the_database) : database(the_database) {
    loop.add_projection(breaker);
    REQUIRE(loop.start());
    REQUIRE(loop.add_org(org));
    REQUIRE(loop.submit_and_wait(org, QueueConfigured{queue, {}}));
    AgentProfile profile;
    profile.queues = {queue};
    REQUIRE(loop.submit_and_wait(org, AgentConfigured{ana, profile}));
    REQUIRE(loop.submit_and_wait(org, AgentConnected{ana}));
    REQUIRE(loop.submit_and_wait(org, PresenceRequested{ana, Presence::available, {}, false, ana}));
    InteractionArrived arrived;
    arrived.interaction = talk;
    arrived.queue = queue;
    arrived.customer = CustomerId{1};
    const auto offered = loop.submit_and_wait(org, arrived);
    REQUIRE(offered);
    REQUIRE(loop.submit_and_wait(org, OfferAccepted{talk, ana, (*offered)->interaction(talk)->offer}));
  }
  static live::LoopOptions options() {
    live::LoopOptions quick;
    quick.pause_after_failure = milliseconds(5);
    return quick;
  }
  NewMessage message(const std::string& client_id, const std::string& text) const {
    NewMessage made;
    made.interaction = talk;
    made.text = text;
    made.client_id = client_id;
    made.uploader = {-5};
    return made;
  }
  std::size_t journal_length() {
    std::size_t rows = 0;
    REQUIRE(live::read_journal(database, org, 0, [&](const live::JournalRow&) { return ++rows > 0; }));
    return rows;
  }
  void accept_again() {
    breaker.is_broken = false;
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!loop.can_accept() && std::chrono::steady_clock::now() < deadline)
      std::this_thread::yield();
  }

  database::Database& database;
  log::Log log{{.file = "/dev/null"}};
  metrics::Metrics metrics;
  workers::WorkerPool workers{1, 100};
  Breaker breaker;
  live::Loop loop{options(), database, workers, log, metrics, [] { return noon; }};
  live::IdSource ids{[] { return noon; }};
  MessageStore messages{database};
  Conversations conversations{messages, loop, ids};
};

}  // namespace

TEST_CASE("a message is said once, however often and by however many at once it is sent") {
  tests::for_each_engine(
      [](database::Database& database) {
        Bench bench(database);
        const std::size_t before = bench.journal_length();
        std::vector<MessageId> got(8);
        std::vector<std::thread> senders;
        for (MessageId& id : got)
          senders.emplace_back([&] {
            const auto said = bench.conversations.say(org, bench.message("a", "One"), noon);
            if (said) id = said->id;
          });
        for (std::thread& sender : senders)
          sender.join();
        for (const MessageId id : got)
          CHECK(id == got.front());
        CHECK(got.front());
        CHECK(bench.messages.page(org, talk, {}, 9, true)->size() == 1);
        CHECK(bench.journal_length() == before + 1);
        CHECK(bench.conversations.words(org, got.front())->text == "One");
        CHECK(!bench.conversations.words({8}, got.front()));
      },
      migrations());
}

TEST_CASE("a message that cannot be made durable is not there, and its retry is") {
  tests::for_each_engine(
      [](database::Database& database) {
        Bench bench(database);
        const std::size_t before = bench.journal_length();
        bench.breaker.is_broken = true;
        const auto lost = bench.conversations.say(org, bench.message("a", "One"), noon);
        REQUIRE(!lost);
        CHECK(lost.error().code == ErrorCode::unavailable);
        CHECK(bench.messages.page(org, talk, {}, 9, true)->empty());
        CHECK(bench.journal_length() == before);
        bench.accept_again();
        const auto said = bench.conversations.say(org, bench.message("a", "One"), noon);
        INFO((said ? "" : said.error().detail));
        REQUIRE(said);
        CHECK(bench.messages.page(org, talk, {}, 9, true)->size() == 1);
        CHECK(bench.journal_length() == before + 1);
      },
      migrations());
}

TEST_CASE("a message with a file whose event was lost is finished by its retry") {
  tests::for_each_engine(
      [](database::Database& database) {
        Bench bench(database);
        REQUIRE(bench.messages.add_attachment(org, {}, {-5}, {{50}, "a.png", 1, "image/png", "d"}, noon));
        NewMessage message = bench.message("a", "Look");
        message.attachments = {{50}};
        const std::size_t before = bench.journal_length();
        bench.breaker.is_broken = true;
        CHECK(!bench.conversations.say(org, message, noon));
        bench.accept_again();
        const auto said = bench.conversations.say(org, message, noon);
        REQUIRE(said);
        CHECK(said->attachments.size() == 1);
        CHECK(bench.messages.page(org, talk, {}, 9, true)->size() == 1);
        CHECK(bench.journal_length() == before + 1);
        NewMessage others = bench.message("b", "Mine");
        others.attachments = {{50}};
        CHECK(bench.conversations.say(org, others, noon).error().reason == "unknown_attachment");
      },
      migrations());
}

TEST_CASE("a note and its command happen together or not at all") {
  tests::for_each_engine(
      [](database::Database& database) {
        Bench bench(database);
        NewMessage note = bench.message("n1", "Look after them");
        note.author = Author::note;
        note.agent = ana;
        const auto refused = bench.conversations.submit_with_note(
            org, note,
            [](MessageId id) {
              return TransferredToQueue{talk, ana, QueueId{99}, id};
            },
            noon);
        CHECK(refused.error().reason == "unknown_queue");
        const auto early = bench.conversations.submit_with_note(
            org, note,
            [](MessageId) {
              return WrapUpCompleted{talk, ana, {}};
            },
            noon);
        CHECK(early.error().reason == "not_in_wrap_up");
        CHECK(bench.messages.page(org, talk, {}, 9, true)->empty());

        REQUIRE(bench.loop.submit_and_wait(org, ConversationEnded{talk, ana}));
        REQUIRE(bench.conversations.submit_with_note(
            org, note,
            [](MessageId) {
              return WrapUpCompleted{talk, ana, {}};
            },
            noon));
        const auto kept = bench.messages.page(org, talk, {}, 9, true);
        REQUIRE(kept->size() == 1);
        CHECK(kept->front().author == Author::note);
        CHECK(bench.messages.page(org, talk, {}, 9, false)->empty());
        // It has ended: nothing more is said there, and nothing is left of the attempt.
        CHECK(bench.conversations.say(org, bench.message("z", "Late"), noon).error().reason ==
              "unknown_interaction");
        CHECK(bench.messages.page(org, talk, {}, 9, true)->size() == 1);
      },
      migrations());
}

TEST_CASE("what is no message is refused before anything happens") {
  tests::for_each_engine(
      [](database::Database& database) {
        Bench bench(database);
        const auto where = [&](const NewMessage& message) {
          const auto said = bench.conversations.say(org, message, noon);
          return said ? std::string("said") : said.error().issues.front().where;
        };
        CHECK(where(bench.message("a", "")) == "/text");
        CHECK(where(bench.message("", "x")) == "/client_id");
        CHECK(where(bench.message(std::string(65, 'x'), "x")) == "/client_id");
        std::string longest;
        for (std::size_t i = 0; i < message_code_points_max; ++i)
          longest += "语";
        CHECK(where(bench.message("a", longest + "x")) == "/text");
        CHECK(where(bench.message("a", longest)) == "said");
        NewMessage many = bench.message("b", "x");
        many.attachments.resize(attachments_per_message_max + 1, {1});
        CHECK(where(many) == "/attachment_ids");
      },
      migrations());
}

}  // namespace rapport::conversations
