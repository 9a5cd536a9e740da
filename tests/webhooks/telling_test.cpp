// What is told, when, and to whom: real conversations, a real receiver.
#include <set>

#include "conversations/message_store.h"
#include "platform/database/statement.h"
#include "webhooks/support/receiver.h"

namespace rapport::webhooks::testing {
namespace {

std::multiset<std::string> kinds_of(const Receiver& receiver) {
  std::multiset<std::string> kinds;
  for (const http::Request& request : receiver.got())
    kinds.insert(envelope_of(request).type);
  return kinds;
}

std::string data_of(const Receiver& receiver, const std::string& kind) {
  for (const http::Request& request : receiver.got())
    if (const Envelope envelope = envelope_of(request); envelope.type == kind) return envelope.data.text;
  return "";
}

// From the visitor's first words to the end of the wrap-up.
InteractionId hold_a_conversation(ToldShop& told) {
  Desk ana = told.desk_of_ana();
  ChatVisitor visitor = told.visitor();
  visitor.start("where is my parcel?", "first");
  const InteractionId id = ana.accept_next().id;
  REQUIRE(ana.client.post(path_of(id, "/messages"), R"({"client_id":"a","kind":"text","text":"on its way"})")
              .status == 201);
  told.house.pass(seconds(30));
  REQUIRE(ana.client.post(path_of(id, "/end")).status == 200);
  REQUIRE(ana.client.post(path_of(id, "/wrap-up")).status == 200);
  return id;
}

const std::vector<std::string> all_of_a_conversation = {
    "interaction.arrived",    "interaction.offered", "interaction.accepted", "interaction.transferred",
    "interaction.wrapped_up", "interaction.closed",  "message.created"};

}  // namespace

TEST_CASE("a whole conversation is told, signed, once to each webhook, with words only where asked for") {
  in_a_told_shop([](ToldShop& told, Receiver& receiver) {
    Receiver with_words(told.house.fresh.log());
    const NewWebhook bare = told.webhook(receiver, all_of_a_conversation);
    const NewWebhook wordy = told.webhook(with_words, {"message.created"}, true);
    const InteractionId id = hold_a_conversation(told);
    const std::multiset<std::string> expected = {
        "interaction.arrived", "interaction.offered",    "interaction.accepted", "message.created",
        "message.created",     "interaction.wrapped_up", "interaction.closed"};
    REQUIRE(eventually([&] { return receiver.count() == expected.size(); }));
    CHECK(kinds_of(receiver) == expected);
    std::set<std::string> ids;
    for (const http::Request& request : receiver.got()) {
      CHECK(is_signed(request, bare.secret));
      CHECK(!is_signed(request, wordy.secret));
      CHECK(request.header("content-type") == "application/json");
      const Envelope envelope = envelope_of(request);
      CHECK(envelope.id == request.header("webhook-id"));
      CHECK(envelope.organisation_id == std::to_string(told.org.value));
      CHECK(request.body.find("parcel") == std::string::npos);
      ids.insert(envelope.id);
    }
    CHECK(ids.size() == expected.size());
    const auto closed = read<ClosedTold>(data_of(receiver, "interaction.closed"));
    CHECK(closed.interaction_id == id);
    CHECK(closed.outcome == switchboard::Outcome::completed);
    CHECK(closed.agent_id == told.ana);
    CHECK(closed.queue_id == told.queue);
    CHECK(closed.talked_ms == 30'000);
    CHECK(closed.legs.size() == 1);
    REQUIRE(eventually([&] { return with_words.count() == 2; }));
    CHECK(is_signed(with_words.got().front(), wordy.secret));
    std::set<std::string> words;
    for (const http::Request& request : with_words.got())
      words.insert(read<MessageTold>(envelope_of(request).data.text).text.value_or(""));
    CHECK(words == std::set<std::string>{"where is my parcel?", "on its way"});
    CHECK(eventually([&] { return told.known(bare.id).waiting == 0; }));
    CHECK(told.known(bare.id).delivered_at.has_value());
  });
}

TEST_CASE("a customer who is new or changed and a recording that has ended are told") {
  in_a_told_shop([](ToldShop& told, Receiver& receiver) {
    told.webhook(receiver, {"customer.changed", "recording.ready"});
    ChatVisitor visitor = told.visitor();
    visitor.start("hello", "first");
    REQUIRE(eventually([&] { return kinds_of(receiver).count("customer.changed") >= 1; }));
    const auto customer = read<CustomerTold>(data_of(receiver, "customer.changed")).customer_id;
    const std::size_t before = receiver.count();
    customers::CustomerChange change;
    change.name = "Ann";
    REQUIRE(told.house.parts().customers.change(told.org, customer, change).has_value());
    REQUIRE(eventually([&] { return receiver.count() > before; }));
    CHECK(read<CustomerTold>(envelope_of(receiver.got().back()).data.text).customer_id == customer);

    recordings::Beginning beginning;
    beginning.org = told.org;
    beginning.interaction = {4711};
    beginning.queue = told.queue;
    const auto tape = told.house.parts().recorder.begin(beginning, {});
    recordings::TapeFrame last;
    last.is_last = true;
    tape->hear(last);
    REQUIRE(eventually([&] { return kinds_of(receiver).count("recording.ready") == 1; }));
    const auto recording = read<RecordingTold>(data_of(receiver, "recording.ready"));
    CHECK(recording.recording_id == tape->id());
    CHECK(recording.state == recordings::RecordingState::whole);
  });
}

TEST_CASE("nothing is written for those who did not ask, nor while a webhook is off") {
  in_a_told_shop([](ToldShop& told, Receiver& receiver) {
    const NewWebhook other = told.webhook(receiver, {"callback.booked"});
    hold_a_conversation(told);
    CHECK(told.deliveries(other.id).empty());
    REQUIRE(told.admin
                ->put("/api/v1/webhooks/" + std::to_string(other.id.value),
                      R"({"name":"off","url":")" + receiver.url() +
                          R"(","events":["interaction.arrived","customer.changed"],"is_active":false})")
                .status == 200);
    ChatVisitor visitor = told.visitor();
    visitor.start("hello", "second");
    CHECK(told.deliveries(other.id).empty());
    CHECK(told.house.parts()
              .database
              .read([](database::Session& sql) -> Result<std::int64_t> {
                return *database::first<std::int64_t>(sql, "select count(*) from webhook_hint");
              })
              .value() == 0);
    CHECK(receiver.count() == 0);
  });
}

TEST_CASE("beyond the limit of what waits the oldest are kept, and the rest is counted") {
  in_a_told_shop([](ToldShop& told, Receiver& receiver) {
    receiver.answer(500);
    const NewWebhook webhook = told.webhook(receiver, {"interaction.arrived"});
    REQUIRE(told.house.parts()
                .database
                .write<bool>([&](database::Session& sql) -> Result<bool> {
                  database::execute(sql, "update webhook set waiting = :most - 1", waiting_max);
                  return true;
                })
                .get()
                .has_value());
    ChatVisitor first = told.visitor();
    first.start("hello", "first");
    ChatVisitor second = told.visitor();
    second.start("hello", "second");
    CHECK(told.deliveries(webhook.id).size() == 1);
    CHECK(told.known(webhook.id).dropped == 1);
    CHECK(told.known(webhook.id).waiting == waiting_max);
  });
}

}  // namespace rapport::webhooks::testing
