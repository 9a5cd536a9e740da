#include "support/program/shop.h"

namespace rapport::program::testing {
namespace {

using switchboard::Change;

desk::FeedRequest request(const std::string& type, std::optional<InteractionId> id = {}) {
  desk::FeedRequest wanted;
  wanted.type = type;
  wanted.interaction_id = id;
  return wanted;
}

}  // namespace

TEST_CASE("the feed is opened by whoever is signed in, from the desk's own pages") {
  in_a_shop([](Shop& shop) {
    HttpClient nobody = shop.house.client();
    CHECK(nobody.try_socket("/api/v1/feed").status == 401);
    HttpClient ana = shop.house.signed_in("ana@shop.test");
    CHECK(ana.try_socket("/api/v1/feed", {{"Origin", "https://evil.example"}}).status == 403);
    CHECK(ana.try_socket("/api/v1/feed", {{"Origin", "null"}}).status == 403);
    CHECK(ana.try_socket("/api/v1/feed", {{"Origin", "http://localhost"}}).status == 101);
    Desk desk(shop.house, "ana@shop.test");
    desk.socket().send("{");
    while (desk.socket().receive_or_close()) {  // the figures of every second may come first
    }
    CHECK(desk.socket().close_code() == 1007);
  });
}

TEST_CASE("a feed ends when the session that opened it has ended") {
  in_a_shop([](Shop& shop) {
    Desk leaving(shop.house, "ana@shop.test"), staying(shop.house, "ana@shop.test");
    CHECK(leaving.client.del("/api/v1/session").status == 204);
    CHECK(leaving.hears_nothing("interaction"));  // not looked at yet
    shop.house.pass(seconds(31));
    // It is looked at when the desk speaks.
    leaving.tell(request("ping"));
    while (leaving.socket().receive_or_close()) {
    }
    CHECK(leaving.socket().close_code() == 1008);
    staying.tell(request("ping"));
    CHECK(staying.next("pong").type == "pong");
  });
}

TEST_CASE("a desk that was away is told what it missed, in order and once") {
  in_a_shop([](Shop& shop) {
    Desk ana = shop.desk_of_ana();
    ChatVisitor visitor = shop.visitor();
    visitor.start("One", "1");
    const InteractionId id = ana.accept_next().id;
    const std::int64_t known = shop.house.parts().loop.seq(shop.org).value();
    ana.socket().close();
    visitor.say("Two", "2");
    visitor.say("Three", "3");

    Desk back(shop.house, "ana@shop.test", known);
    CHECK(!back.hello().is_reset.value_or(true));
    CHECK(back.seq() >= known + 2);
    std::int64_t last = known;
    for (const char* text : {"Two", "Three"}) {
      const auto missed = back.next_change(Change::message);
      CHECK(missed.message->text == text);
      CHECK(missed.interaction->id == id);
      CHECK(*missed.seq > last);
      last = *missed.seq;
    }
    visitor.say("Four", "4");
    CHECK(back.next_change(Change::message).message->text == "Four");
    CHECK(back.hears_nothing("interaction"));
  });
}

TEST_CASE("a number that nobody knows any more starts anew") {
  in_a_house([](House& house) {
    house.settings.live.ring_max = 100;
    house.restart();
    Shop shop(house);
    Desk ana = shop.desk_of_ana();
    ChatVisitor visitor = shop.visitor();
    visitor.start("0", "0");
    const InteractionId id = ana.accept_next().id;
    const std::int64_t old = house.parts().loop.seq(shop.org).value();
    for (int i = 1; i <= 110; ++i)
      REQUIRE(ana.client
                  .post(path_of(id, "/messages"),
                        R"({"client_id":")" + std::to_string(i) + R"(","kind":"note","text":"x"})")
                  .status == 201);
    CHECK(Desk(house, "ana@shop.test", old).hello().is_reset == true);
    CHECK(Desk(house, "ana@shop.test", old + 50).hello().is_reset == false);
    CHECK(Desk(house, "ana@shop.test", 999'999).hello().is_reset == true);
    CHECK(Desk(house, "ana@shop.test", -5).hello().is_reset == true);
    CHECK(Desk(house, "ana@shop.test").hello().is_reset == false);
    WebSocketClient odd = ana.client.socket("/api/v1/feed?after=yesterday");
    CHECK(read<desk::FeedMessage>(odd.receive()).is_reset == true);
  });
}

TEST_CASE("an event is heard by whom it concerns, and by nobody else") {
  in_a_shop([](Shop& shop) {
    Desk ana = shop.desk_of_ana();
    Desk sue = shop.desk_of_sue();
    // Of another organisation, with every right there.
    shop.house.organisation("other");
    Desk stranger(shop.house, "admin@other.test");
    ChatVisitor visitor = shop.visitor();
    visitor.start("Hello?", "1");
    const InteractionId id = ana.accept_next().id;
    Desk ben = shop.desk_of_ben();
    visitor.say("Secret", "2");
    CHECK(ana.next_change(Change::message).message.has_value());
    CHECK(ben.hears_nothing("interaction"));
    CHECK(sue.hears_nothing("interaction"));

    // A supervisor who looks at it hears it live; a colleague who says so does not.
    sue.tell(request("viewing", id));
    CHECK(sue.next("viewing").user_ids == std::vector<UserId>{shop.sue});
    ben.tell(request("viewing", id));
    stranger.tell(request("viewing", id));
    stranger.tell(request("watch_board"));
    visitor.say("More", "3");
    CHECK(sue.next_change(Change::message).message->text == "More");
    CHECK(ben.hears_nothing("interaction"));
    CHECK(stranger.hears_nothing("interaction"));
    CHECK(stranger.hears_nothing("board"));
  });
}

TEST_CASE("typing and looking on are told to those who share the conversation") {
  in_a_shop([](Shop& shop) {
    Desk ana = shop.desk_of_ana();
    Desk sue = shop.desk_of_sue();
    Desk ben = shop.desk_of_ben();
    ChatVisitor visitor = shop.visitor();
    visitor.start("Hello?", "1");
    const InteractionId id = ana.accept_next().id;
    ana.tell(request("viewing", id));
    CHECK(ana.next("viewing").user_ids->size() == 1);
    sue.tell(request("viewing", id));
    CHECK(ana.next("viewing").user_ids->size() == 2);
    webchat::ClientFrame typing;
    typing.type = "typing";
    typing.is_typing = true;
    visitor.tell(typing);
    CHECK(ana.next("typing").who == "customer");
    CHECK(sue.next("typing").is_typing == true);
    desk::FeedRequest mine = request("typing", id);
    mine.is_typing = true;
    ana.tell(mine);
    CHECK(visitor.next("typing").is_typing == true);
    CHECK(sue.next("typing").user_id == shop.ana);
    CHECK(ana.hears_nothing("typing"));
    CHECK(ben.hears_nothing("typing"));
    // Whoever has no part in it types into nothing.
    desk::FeedRequest others = request("typing", id);
    others.is_typing = true;
    ben.tell(others);
    CHECK(ben.hears_nothing("typing"));
    CHECK(!visitor.has("typing"));
    sue.socket().close();
    CHECK(ana.next("viewing").user_ids->size() == 1);
  });
}

TEST_CASE("the board is pushed to those who watch it and may") {
  in_a_shop([](Shop& shop) {
    Desk sue = shop.desk_of_sue();
    Desk ana = shop.desk_of_ana();
    desk::FeedRequest watch = request("watch_board");
    watch.is_on = true;
    sue.tell(watch);
    ana.tell(watch);
    ChatVisitor visitor = shop.visitor();
    visitor.start("Hello?", "1");
    bool has_it = false;
    for (int i = 0; i < 10 && !has_it; ++i) {
      shop.house.now_us += 1'100'000;
      const auto push = sue.next("board");
      for (const auto& shown : *push.interactions)
        has_it = has_it || (shown.last_message && shown.last_message->text == "Hello?");
    }
    CHECK(has_it);
    CHECK(ana.hears_nothing("board"));
  });
}

TEST_CASE("the first desk of an agent connects them, the last one gone disconnects them") {
  in_a_shop([](Shop& shop) {
    const auto is_connected = [&] {
      return shop.house.parts()
          .loop
          .read<bool>(shop.org, [&](const switchboard::Switchboard& board,
                                    Instant) { return board.agent(shop.ana)->is_connected; })
          .value();
    };
    Desk one(shop.house, "ana@shop.test");
    CHECK(eventually(is_connected));
    {
      Desk two(shop.house, "ana@shop.test");
      one.socket().close();
      CHECK(two.hears_nothing("nothing"));
      CHECK(is_connected());
      two.socket().close();
    }
    CHECK(eventually([&] { return !is_connected(); }));
  });
}

}  // namespace rapport::program::testing
