// One customer with two chats open: told, asked, joined, undone; and never told what is only likely.
#include "duplicates/duplicate.h"
#include "org/admin.h"
#include "platform/crypto/signed_token.h"
#include "support/program/shop.h"

namespace rapport::program::testing {
namespace {

using duplicates::Duplicate;
using duplicates::DuplicateList;
using duplicates::DuplicateState;
using switchboard::InteractionState;

std::string secret_of(Shop& shop) {
  org::Admin& admin = shop.house.parts().org.admin();
  const ChannelId channel = shop.house.parts().org.directories().by_chat_key(shop.key).channel->id;
  return admin.make_channel_secret(org::By{shop.org, {}}, channel).value().secret;
}

std::string signed_as(Shop& shop, const std::string& secret, const std::string& subject) {
  return crypto::sign_hs256(R"({"sub":")" + subject + R"(","name":")" + subject + R"(","exp":)" +
                                std::to_string(shop.house.now().us / 1'000'000 + 600) + "}",
                            secret);
}

std::vector<Duplicate> duplicates_of(HttpClient& client, InteractionId id) {
  return read<DuplicateList>(client.get(path_of(id, "/duplicates")).body).items;
}

webchat::ChatElsewhere told(ChatVisitor& visitor) {
  for (;;) {
    auto frame = visitor.next("elsewhere");
    if (frame.elsewhere) return *frame.elsewhere;
  }
}
webchat::ChatElsewhere told(ChatVisitor& visitor, const std::string& state) {
  for (;;) {
    auto elsewhere = told(visitor);
    if (elsewhere.state == state) return elsewhere;
  }
}

webchat::ClientFrame choice_of(const webchat::ChatElsewhere& elsewhere, const std::string& choice) {
  webchat::ClientFrame frame;
  frame.type = "choose";
  frame.elsewhere_id = elsewhere.id;
  frame.choice = choice;
  return frame;
}

std::optional<switchboard::InteractionView> view_of(Shop& shop, InteractionId id) {
  return shop.house.parts()
      .loop
      .read<std::optional<switchboard::InteractionView>>(
          shop.org, [id](const switchboard::Switchboard& board, Instant) { return board.interaction(id); })
      .value();
}

std::string path_to(const Duplicate& duplicate, const std::string& rest) {
  return "/api/v1/duplicates/" + std::to_string(duplicate.id.value) + rest;
}

std::string keeping(InteractionId id) {
  return R"({"keep_interaction_id":")" + std::to_string(id.value) + "\"}";
}

}  // namespace

TEST_CASE("a customer in two lines is told, keeps one place with its whole wait, and gets the other back") {
  in_a_shop([](Shop& shop) {
    const std::string secret = secret_of(shop);
    ChatVisitor first(shop.house, shop.key, "", signed_as(shop, secret, "ann"));
    const auto one = first.start("My grinder is stuck", "1").interaction_id;
    const Instant came = shop.house.now();
    shop.house.pass(minutes(4));
    ChatVisitor second(shop.house, shop.key, "", signed_as(shop, secret, "ann"));
    const auto two = second.start("The grinder is stuck", "1").interaction_id;

    const auto offered = told(second);
    CHECK(offered.state == "waits");
    CHECK(offered.channel == "chat");
    CHECK(offered.can_come_here);
    CHECK(offered.can_go_there);
    REQUIRE(offered.wait.has_value());
    CHECK(offered.wait->position == 1);
    CHECK(told(first).state == "waits");

    // Somebody else cannot have a place of theirs.
    ChatVisitor stranger = shop.visitor();
    stranger.start("Hello", "1");
    CHECK(stranger.refused(choice_of(offered, "here")) == "unknown_duplicate");
    CHECK(second.refused(choice_of(offered, "everywhere")) == "bad_frame");

    second.tell(choice_of(offered, "here"));
    CHECK(told(second, "here").until.has_value());
    CHECK(told(first, "there").channel == "chat");
    CHECK(view_of(shop, one)->state == InteractionState::set_aside);
    CHECK(view_of(shop, two)->queued_at == came);
    // A reload shows the same.
    ChatVisitor reloaded(shop.house, shop.key, second.token());
    REQUIRE(reloaded.welcome().elsewhere.has_value());
    CHECK(reloaded.welcome().elsewhere->state == "here");

    first.tell(choice_of(offered, "undo"));
    CHECK(told(second, "waits").can_come_here);
    CHECK(view_of(shop, one)->state == InteractionState::queued);
    CHECK(view_of(shop, one)->queued_at == came);
    CHECK(view_of(shop, two)->queued_at == came + minutes(4));

    first.tell(choice_of(offered, "both"));
    while (first.next("elsewhere").elsewhere) {
    }
    CHECK(view_of(shop, one)->state == InteractionState::queued);
    CHECK(view_of(shop, two)->state == InteractionState::queued);
  });
}

TEST_CASE("an agent joins what waits to what they have, undoes it, and leaves it apart") {
  in_a_shop([](Shop& shop) {
    const std::string secret = secret_of(shop);
    Desk ana = shop.desk_of_ana();
    ChatVisitor first(shop.house, shop.key, "", signed_as(shop, secret, "ann"));
    first.start("My grinder is stuck", "1");
    const auto taken = ana.accept_next();
    REQUIRE(ana.client
                .send("PUT", "/api/v1/agents/" + std::to_string(shop.ana.value) + "/presence",
                      R"({"presence":"away"})")
                .status == 200);
    ChatVisitor second(shop.house, shop.key, "", signed_as(shop, secret, "ann"));
    const auto other = second.start("The grinder is still stuck", "1").interaction_id;
    CHECK(ana.next("duplicate").interaction_id.has_value());
    REQUIRE(eventually([&] {
      const auto now = duplicates_of(ana.client, taken.id);
      return now.size() == 1 && now.front().thing == duplicates::SameThing::yes;
    }));
    const Duplicate found = duplicates_of(ana.client, taken.id).front();
    CHECK(found.certainty == duplicates::Certainty::certain);
    CHECK(found.other.interaction_id == other);
    CHECK(found.other.state == InteractionState::queued);
    CHECK(found.keep_id == taken.id);
    CHECK(found.can_join);
    CHECK(!found.grounds.empty());

    Desk ben = shop.desk_of_ben();  // takes neither: the other one is about to go
    const HttpReply joined = ana.client.post(path_to(found, "/join"), keeping(taken.id));
    INFO(joined.body);
    REQUIRE(joined.status == 200);
    CHECK(read<Duplicate>(joined.body).state == DuplicateState::joined);
    CHECK(view_of(shop, other)->state == InteractionState::set_aside);
    CHECK(told(second, "there").can_come_here == false);
    CHECK(problem_of(ana.client.post(path_to(found, "/join"), keeping(taken.id))).reason == "place_moved");
    CHECK(problem_of(ana.client.post(path_to(found, "/join"), keeping(InteractionId{12}))).reason ==
          "not_of_these");
    CHECK(problem_of(ben.client.post(path_to(found, "/undo"))).reason == "not_your_interaction");

    REQUIRE(ana.client.post(path_to(found, "/undo")).status == 200);
    CHECK(!view_of(shop, other)->aside);
    CHECK(problem_of(ana.client.post(path_to(found, "/undo"))).reason == "nothing_to_undo");
    REQUIRE(ana.client.post(path_to(found, "/apart")).status == 200);
    CHECK(duplicates_of(ana.client, taken.id).front().state == DuplicateState::apart);

    // Both histories are what they were.
    CHECK(messages_of(ana.client, taken.id).size() == 1);
    CHECK(messages_of(ana.client, other).size() == 1);
  });
}

TEST_CASE("what is only likely is for agents' eyes, and nobody's place is moved by it") {
  in_a_shop([](Shop& shop) {
    Desk sue = shop.desk_of_sue();
    ChatVisitor ann = shop.visitor();
    const auto one = ann.start("My grinder is stuck", "1").interaction_id;
    ChatVisitor bob = shop.visitor();
    const auto two = bob.start("Order 48213 please", "1").interaction_id;
    const auto customer = [&](InteractionId id) {
      return std::to_string(
          read<desk::InteractionDetail>(sue.client.get(path_of(id)).body).customer.id.value);
    };
    CHECK(duplicates_of(sue.client, one).empty());
    // A person has joined them by hand: nobody has proven it.
    const auto joined = sue.client.post("/api/v1/customers/" + customer(one) + "/join",
                                        R"({"customer_id":")" + customer(two) + "\"}");
    INFO(joined.body);
    REQUIRE(joined.status == 200);
    bob.say("the grinder is stuck as well", "2");
    REQUIRE(eventually([&] { return duplicates_of(sue.client, one).size() == 1; }));
    const Duplicate found = duplicates_of(sue.client, one).front();
    CHECK(found.certainty == duplicates::Certainty::likely);
    CHECK(!found.can_join);
    CHECK(problem_of(sue.client.post(path_to(found, "/join"), keeping(one))).reason == "not_certain");
    webchat::ChatElsewhere guessed;
    guessed.id = found.id;
    CHECK(ann.refused(choice_of(guessed, "here")) == "unknown_duplicate");
    for (ChatVisitor* visitor : {&ann, &bob}) {
      ChatVisitor back = shop.visitor(visitor->token());
      CHECK(!back.welcome().elsewhere.has_value());
      while (visitor->has("elsewhere"))
        CHECK(!visitor->next("elsewhere").elsewhere.has_value());
    }
    CHECK(view_of(shop, one)->state == InteractionState::queued);
    CHECK(view_of(shop, two)->state == InteractionState::queued);
  });
}

}  // namespace rapport::program::testing
