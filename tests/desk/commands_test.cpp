#include "support/program/shop.h"

namespace rapport::program::testing {
namespace {

using switchboard::Change;
using switchboard::InteractionState;

std::string offer_of(const desk::FeedMessage& offered) {
  return R"({"offer_id":)" + quoted(offered.interaction->offer->id.value) + "}";
}

// Answers that a command is refused with, as "409 offer_expired".
std::string refusal(HttpClient& client, const std::string& path, const std::string& body = "{}") {
  const HttpReply reply = client.post(path, body);
  if (reply.status < 400) return std::to_string(reply.status);
  return std::to_string(reply.status) + " " + problem_of(reply).reason;
}

}  // namespace

TEST_CASE("a conversation goes from the offer to the disposition") {
  in_a_shop([](Shop& shop) {
    Desk ana = shop.desk_of_ana();
    ChatVisitor visitor = shop.visitor();
    visitor.start("Where is my parcel?", "1");
    const auto taken = ana.accept_next();
    CHECK(taken.state == InteractionState::active);
    CHECK(taken.agent_id == shop.ana);
    CHECK(taken.unread == 1);
    CHECK(taken.entrance == "www.shop.test");
    CHECK(taken.last_message->text == "Where is my parcel?");

    const auto said = ana.client.post(path_of(taken.id, "/messages"),
                                      R"({"client_id":"a","kind":"text","text":"On its way."})");
    CHECK(said.status == 201);
    CHECK(visitor.next_of_agent().text == "On its way.");

    const auto ended = ana.client.post(path_of(taken.id, "/end"));
    CHECK(read<desk::Interaction>(ended.body).state == InteractionState::wrap_up);
    const auto dispositions = shop.house.parts().org.admin().dispositions(shop.org).value();
    const auto wrapped = ana.client.post(
        path_of(taken.id, "/wrap-up"),
        R"({"disposition_id":)" + quoted(dispositions.front().id.value) + R"(,"note":"All is well."})");
    INFO(wrapped.body);
    REQUIRE(wrapped.status == 200);
    CHECK(read<desk::Interaction>(wrapped.body).state == InteractionState::closed);

    const auto detail = read<desk::InteractionDetail>(ana.client.get(path_of(taken.id)).body);
    CHECK(detail.outcome == switchboard::Outcome::completed);
    REQUIRE(detail.legs.size() == 1);
    CHECK(detail.legs.front().disposition_id == dispositions.front().id);
    const auto messages = messages_of(ana.client, taken.id);
    REQUIRE(messages.size() == 3);
    CHECK(messages.back().author == switchboard::Author::note);
    CHECK(messages.back().text == "All is well.");
  });
}

TEST_CASE("an offer is accepted once, by whom it was made to, and in time") {
  in_a_shop([](Shop& shop) {
    Desk ana = shop.desk_of_ana();
    HttpClient ben = shop.house.signed_in("ben@shop.test");
    ChatVisitor visitor = shop.visitor();
    visitor.start("Hello?", "1");
    const auto offered = ana.next_change(Change::offered);
    const InteractionId id = offered.interaction->id;
    const std::string offer = offer_of(offered);

    SUBCASE("not by a colleague") {
      CHECK(refusal(ben, path_of(id, "/accept"), offer) == "403 not_your_interaction");
    }
    SUBCASE("not another one") {
      CHECK(refusal(ana.client, path_of(id, "/accept"), R"({"offer_id":"999"})") == "409 no_such_offer");
      CHECK(refusal(ana.client, path_of(id, "/accept"), R"({"offer_id":"0"})").starts_with("4"));
    }
    SUBCASE("not twice, nor declined afterwards") {
      CHECK(refusal(ana.client, path_of(id, "/accept"), offer) == "200");
      CHECK(refusal(ana.client, path_of(id, "/accept"), offer).starts_with("409"));
      CHECK(refusal(ana.client, path_of(id, "/decline"), offer).starts_with("409"));
    }
    SUBCASE("not when it has run out") {
      shop.house.pass(seconds(21));
      (void)ana.next_change(Change::no_answer);
      CHECK(refusal(ana.client, path_of(id, "/accept"), offer) == "409 offer_expired");
      const auto why = read<desk::Explanation>(ana.client.get(path_of(id, "/why")).body);
      REQUIRE(why.assignments.size() == 1);
      CHECK(why.assignments.front().end == switchboard::OfferEnd::no_answer);
      CHECK(why.wait.has_value());
    }
    SUBCASE("a decline with a reason is kept, and the reason must be one of ours") {
      const std::string start = offer.substr(0, offer.size() - 1);
      CHECK(refusal(ana.client, path_of(id, "/decline"), start + R"(,"reason_id":"4711"})") ==
            "422 unknown_reason");
      const auto directory = shop.house.parts().org.directories().of(shop.org);
      const auto reason = directory->decline_reasons.front().id;
      CHECK(refusal(ana.client, path_of(id, "/decline"), start + R"(,"reason_id":)" + quoted(reason) + "}") ==
            "200");
      const auto why = read<desk::Explanation>(ana.client.get(path_of(id, "/why")).body);
      CHECK(why.assignments.front().end == switchboard::OfferEnd::declined);
      CHECK(why.assignments.front().reason_id->value == reason);
    }
  });
}

TEST_CASE("commands out of order are refused and change nothing") {
  in_a_shop([](Shop& shop) {
    Desk ana = shop.desk_of_ana();
    HttpClient ben = shop.house.signed_in("ben@shop.test");
    ChatVisitor visitor = shop.visitor();
    visitor.start("Hello?", "1");
    const auto offered = ana.next_change(Change::offered);
    const InteractionId id = offered.interaction->id;
    const std::string text = R"({"client_id":"a","kind":"text","text":"Hi"})";

    // Before it is taken.
    CHECK(refusal(ana.client, path_of(id, "/messages"), text) == "409 not_active");
    CHECK(refusal(ben, path_of(id, "/messages"), text) == "403 not_your_interaction");
    CHECK(refusal(ana.client, path_of(id, "/wrap-up")) == "409 not_in_wrap_up");
    CHECK(refusal(ana.client, path_of(id, "/consult"), R"({"agent_id":)" + quoted(shop.ben.value) + "}") ==
          "409 not_active");
    CHECK(refusal(ana.client, path_of(id, "/consult/end")) == "409 no_consult");
    CHECK(refusal(ana.client, path_of(id, "/consult/complete")).starts_with("409"));
    REQUIRE(refusal(ana.client, path_of(id, "/accept"), offer_of(offered)) == "200");

    // While it is open.
    CHECK(refusal(ben, path_of(id, "/end")) == "403 not_your_interaction");
    CHECK(refusal(ben, path_of(id, "/transfer"), R"({"queue_id":)" + quoted(shop.queue.value) + "}") ==
          "403 not_your_interaction");
    CHECK(refusal(ana.client, path_of(id, "/transfer")) == "422 bad_target");
    CHECK(refusal(ana.client, path_of(id, "/transfer"), R"({"queue_id":"4711"})") == "404 unknown_queue");
    CHECK(refusal(ana.client, path_of(id, "/transfer"), R"({"agent_id":"4711"})") == "404 unknown_agent");
    CHECK(refusal(ana.client, path_of(id, "/transfer"), R"({"agent_id":)" + quoted(shop.ana.value) + "}") ==
          "409 same_target");
    CHECK(ana.client.put(path_of(id, "/priority"), R"({"priority":5})").status == 403);

    // Ended, twice; wrapped up, twice.
    CHECK(refusal(ana.client, path_of(id, "/end")) == "200");
    CHECK(refusal(ana.client, path_of(id, "/end")) == "409 not_active");
    CHECK(refusal(ana.client, path_of(id, "/messages"), text) == "409 not_active");
    CHECK(refusal(ana.client, path_of(id, "/wrap-up"), R"({"disposition_id":"4711"})") ==
          "422 unknown_disposition");
    CHECK(refusal(ben, path_of(id, "/wrap-up")) == "403 not_your_interaction");
    CHECK(refusal(ana.client, path_of(id, "/wrap-up")) == "200");
    for (const char* rest : {"/wrap-up", "/end", "/consult/end", "/consult/complete"})
      CHECK(refusal(ana.client, path_of(id, rest)) == "409 interaction_closed");
    CHECK(refusal(ana.client, path_of(id, "/accept"), offer_of(offered)) == "409 interaction_closed");
    CHECK(refusal(ana.client, path_of(id, "/messages"), text) == "409 interaction_closed");
    CHECK(refusal(ana.client, path_of(id, "/transfer"), R"({"queue_id":)" + quoted(shop.queue.value) + "}") ==
          "409 interaction_closed");

    // Of nobody's.
    for (const char* rest : {"/wrap-up", "/end", "/consult/end", "/consult/complete"})
      CHECK(refusal(ana.client, path_of({4711}, rest)) == "404 unknown_interaction");
    CHECK(refusal(ana.client, path_of({4711}, "/messages"), text) == "404 unknown_interaction");
    CHECK(ana.client.get(path_of({4711})).status == 404);
    CHECK(ana.client.get(path_of({4711}, "/why")).status == 404);
  });
}

TEST_CASE("a refused command leaves no note behind, an accepted one leaves it where the next agent looks") {
  in_a_shop([](Shop& shop) {
    Desk ana = shop.desk_of_ana();
    Desk ben(shop.house, "ben@shop.test");
    ChatVisitor visitor = shop.visitor();
    visitor.start("Hello?", "1");
    const InteractionId id = ana.accept_next().id;
    const auto with_note = [](const std::string& body) {
      return body.substr(0, body.size() - 1) + (body == "{}" ? "" : ",") + R"("note":"Left over"})";
    };
    const std::string to_ben = R"({"agent_id":)" + quoted(shop.ben.value) + "}";
    CHECK(refusal(ana.client, path_of(id, "/transfer"), with_note(R"({"queue_id":"4711"})")) ==
          "404 unknown_queue");
    CHECK(refusal(ana.client, path_of(id, "/transfer"), with_note(to_ben)) == "409 agent_not_available");
    CHECK(refusal(ana.client, path_of(id, "/consult"), with_note(to_ben)) == "409 agent_not_available");
    CHECK(refusal(ben.client, path_of(id, "/consult"), with_note(to_ben)) == "403 not_your_interaction");
    CHECK(refusal(ana.client, path_of(id, "/wrap-up"), with_note("{}")) == "409 not_in_wrap_up");
    CHECK(refusal(ana.client, path_of(id, "/transfer"),
                  R"({"queue_id":"1","note":")" + std::string(10'001, 'x') + "\"}") == "422 bad_value");
    CHECK(messages_of(ana.client, id).size() == 1);

    ben.be_available(shop.ben);
    REQUIRE(refusal(ana.client, path_of(id, "/transfer"), with_note(to_ben)) == "200");
    const auto moved = ana.next_change(Change::transferred);
    CHECK(moved.message->text == "Left over");
    CHECK(moved.message->author == switchboard::Author::note);
    CHECK(ben.accept_next().id == id);
    CHECK(messages_of(ben.client, id).back().text == "Left over");
    // Colleagues only.
    CHECK(!visitor.hears_agent());
    CHECK(shop.visitor(visitor.token()).welcome().messages->size() == 1);
  });
}

TEST_CASE("a colleague is asked in, and takes over or leaves again") {
  in_a_shop([](Shop& shop) {
    Desk ana = shop.desk_of_ana();
    ChatVisitor visitor = shop.visitor();
    visitor.start("Hello?", "1");
    const InteractionId id = ana.accept_next().id;
    Desk ben = shop.desk_of_ben();
    const std::string to_ben = R"({"agent_id":)" + quoted(shop.ben.value) + R"(,"note":"Do you know this?"})";
    REQUIRE(refusal(ana.client, path_of(id, "/consult"), to_ben) == "200");
    CHECK(refusal(ana.client, path_of(id, "/consult"), to_ben) == "409 consult_open");
    CHECK(refusal(ana.client, path_of(id, "/consult"), R"({"agent_id":)" + quoted(shop.ana.value) + "}")
              .starts_with("409"));
    const auto asked = ben.next_change(Change::consult_offered);
    CHECK(asked.message->text == "Do you know this?");
    REQUIRE(asked.interaction->offer.has_value());
    CHECK(asked.interaction->offer->is_consult);
    REQUIRE(refusal(ben.client, path_of(id, "/accept"), offer_of(asked)) == "200");
    // The consulted one leaves notes, and does not write to the customer.
    CHECK(refusal(ben.client, path_of(id, "/messages"), R"({"client_id":"b","kind":"note","text":"Yes."})") ==
          "201");
    CHECK(refusal(ben.client, path_of(id, "/messages"), R"({"client_id":"c","kind":"text","text":"Hi."})") ==
          "403 not_your_interaction");
    SUBCASE("hands over") {
      HttpClient sue = shop.house.signed_in("sue@shop.test");
      CHECK(refusal(sue, path_of(id, "/consult/complete")) == "403 not_your_interaction");
      REQUIRE(refusal(ana.client, path_of(id, "/consult/complete")) == "200");
      CHECK(refusal(ben.client, path_of(id, "/messages"),
                    R"({"client_id":"c","kind":"text","text":"Hi."})") == "201");
      CHECK(visitor.next_of_agent().agent_name == "ben");
    }
    SUBCASE("leaves") {
      REQUIRE(refusal(ana.client, path_of(id, "/consult/end")) == "200");
      CHECK(refusal(ana.client, path_of(id, "/consult/end")) == "409 no_consult");
      CHECK(refusal(ben.client, path_of(id, "/messages"),
                    R"({"client_id":"d","kind":"note","text":"No."})") == "403 not_your_interaction");
    }
  });
}

TEST_CASE("a supervisor reassigns, ends and raises what agents have") {
  in_a_shop([](Shop& shop) {
    Desk ana = shop.desk_of_ana();
    ChatVisitor visitor = shop.visitor();
    visitor.start("Hello?", "1");
    const InteractionId id = ana.accept_next().id;
    Desk ben = shop.desk_of_ben();
    HttpClient sue = shop.house.signed_in("sue@shop.test");
    CHECK(sue.put(path_of(id, "/priority"), R"({"priority":7})").status == 200);
    CHECK(sue.put(path_of(id, "/priority"), R"({"priority":70000})").status == 422);
    CHECK(read<desk::InteractionDetail>(sue.get(path_of(id)).body).priority == 7);
    CHECK(refusal(sue, path_of(id, "/messages"), R"({"client_id":"s","kind":"text","text":"Hi."})") ==
          "403 not_your_interaction");
    CHECK(refusal(sue, path_of(id, "/messages"), R"({"client_id":"s","kind":"note","text":"Be quick."})") ==
          "201");
    REQUIRE(refusal(sue, path_of(id, "/transfer"), R"({"agent_id":)" + quoted(shop.ben.value) + "}") ==
            "200");
    CHECK(ben.accept_next().id == id);
    CHECK(refusal(sue, path_of(id, "/end")) == "200");
    CHECK(visitor.next("conversation").conversation.has_value());
  });
}

}  // namespace rapport::program::testing
