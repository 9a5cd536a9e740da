// A visitor's side of the chat, against the whole server.
#include "platform/crypto/signed_token.h"
#include "support/program/shop.h"

namespace rapport::program::testing {
namespace {

using webchat::ConversationState;

webchat::ClientFrame frame_of(const std::string& type, const std::string& text = "",
                              const std::string& client_id = "") {
  webchat::ClientFrame frame;
  frame.type = type;
  if (!text.empty()) frame.text = text;
  if (!client_id.empty()) frame.client_id = client_id;
  return frame;
}

HttpReply say_as_agent(Desk& desk, InteractionId id, const std::string& client_id, const std::string& text) {
  return desk.client.post(path_of(id, "/messages"),
                          R"({"client_id":")" + client_id + R"(","kind":"text","text":")" + text + "\"}");
}

}  // namespace

TEST_CASE("a visitor waits with a place in line, is answered, ends, and begins anew where it left off") {
  in_a_shop([](Shop& shop) {
    ChatVisitor visitor = shop.visitor();
    CHECK(!visitor.welcome().conversation.has_value());
    CHECK(visitor.refused(frame_of("send", "Too early", "0")) == "conversation_ended");
    const auto first = visitor.start("Hello?", "1");
    CHECK(first.client_id == "1");
    const auto place = visitor.next("conversation").conversation;
    CHECK(place->state == ConversationState::queued);
    CHECK(place->position == 1);
    CHECK(visitor.start("Hello?", "1").id == first.id);  // the answer was lost
    CHECK(visitor.say("Anybody?", "2").interaction_id == first.interaction_id);

    Desk ana = shop.desk_of_ana();
    const auto taken = ana.accept_next();
    CHECK(taken.id == first.interaction_id);
    while (visitor.next("conversation").conversation->state != ConversationState::active) {
    }
    REQUIRE(say_as_agent(ana, taken.id, "a", "Here!").status == 201);
    CHECK(visitor.next_of_agent().agent_name == "ana");
    CHECK(messages_of(ana.client, taken.id).size() == 3);

    visitor.tell(frame_of("end"));
    visitor.tell(frame_of("end"));
    while (visitor.next("conversation").conversation->state != ConversationState::ended) {
    }
    CHECK(visitor.refused(frame_of("send", "Too late", "3")) == "conversation_ended");
    CHECK(visitor.say("Anybody?", "2").text == "Anybody?");  // said before the end: not refused now
    REQUIRE(ana.client.post(path_of(taken.id, "/wrap-up")).status == 200);
    CHECK(visitor.start("Hello?", "1").id == first.id);

    const auto again = visitor.start("One more thing", "4");
    CHECK(again.interaction_id != first.interaction_id);
    const auto next = ana.accept_next();
    CHECK(next.previous_id == taken.id);
    CHECK(next.customer.id == taken.customer.id);
  });
}

TEST_CASE("a visitor who comes back is told what they missed, and sees nothing of other conversations") {
  in_a_shop([](Shop& shop) {
    Desk ana = shop.desk_of_ana();
    std::string token;
    webchat::ChatMessage last;
    InteractionId id;
    {
      ChatVisitor visitor = shop.visitor();
      token = visitor.token();
      last = visitor.start("Hello?", "1");
      id = ana.accept_next().id;
    }
    REQUIRE(say_as_agent(ana, id, "a", "One").status == 201);
    REQUIRE(say_as_agent(ana, id, "b", "Two").status == 201);
    REQUIRE(ana.client.post(path_of(id, "/messages"), R"({"client_id":"n","kind":"note","text":"Odd one"})")
                .status == 201);
    ChatVisitor back = shop.visitor(token);
    CHECK(back.token() == token);
    REQUIRE(back.welcome().messages->size() == 3);
    CHECK(back.welcome().messages->back().text == "Two");
    CHECK(back.welcome().conversation->state == ConversationState::active);
    CHECK(back.welcome().conversation->agent->name == "ana");
    webchat::ClientFrame hello = frame_of("hello");
    hello.visitor_token = token;
    hello.after = back.welcome().messages->at(1).id;
    hello.conversation_id = id;
    back.tell(hello);
    CHECK(back.next("welcome").messages->size() == 1);

    // With the number of somebody else's conversation, only one's own is shown.
    ChatVisitor other = shop.visitor();
    other.start("I am new", "1");
    webchat::ClientFrame prying = frame_of("hello");
    prying.visitor_token = other.token();
    prying.after = MessageId{1};
    prying.conversation_id = id;
    other.tell(prying);
    const auto shown = other.next("welcome").messages;
    REQUIRE(shown->size() == 1);
    CHECK(shown->front().text == "I am new");
    CHECK(!other.hears_agent());
  });
}

TEST_CASE("two tabs of a visitor are one conversation") {
  in_a_shop([](Shop& shop) {
    ChatVisitor one = shop.visitor();
    ChatVisitor two = shop.visitor(one.token());
    const auto first = one.start("From one", "1");
    const auto second = two.start("From two", "2");
    CHECK(first.interaction_id == second.interaction_id);
    while (one.next("message").message->text != "From two") {
    }
    HttpClient sue = shop.house.signed_in("sue@shop.test");
    CHECK(read<desk::Board>(sue.get("/api/v1/board").body).interactions.size() == 1);
  });
}

TEST_CASE("what is no frame is refused by name, and a socket without hello is closed") {
  in_a_shop([](Shop& shop) {
    ChatVisitor visitor = shop.visitor();
    CHECK(visitor.refused(frame_of("dance")) == "bad_frame");
    CHECK(visitor.refused(frame_of("start", "Hello")) == "bad_message");
    CHECK(visitor.refused(frame_of("start", "Hello", std::string(65, 'x'))) == "bad_message");
    CHECK(visitor.refused(frame_of("start", "", "1")) == "bad_message");
    webchat::ClientFrame odd = frame_of("start", "Hello", "1");
    odd.form = std::map<std::string, std::string>{{"is_admin", "yes"}};
    CHECK(visitor.refused(odd) == "bad_form");
    odd.form.reset();
    odd.attachment_ids = {AttachmentId{4711}};
    CHECK(visitor.refused(odd) == "unknown_attachment");
    for (const char* text : {"{", "[]", R"({"type":5})", R"({"type":"ping","no":1})", "\"\\ud800\""}) {
      visitor.socket().send(text);
      CHECK(visitor.next("error").reason == "bad_frame");
    }
    visitor.tell(frame_of("ping"));
    (void)visitor.next("pong");
    HttpClient stranger = shop.house.client();
    WebSocketClient mute = stranger.socket("/chat/v1/" + shop.key + "/socket");
    mute.send(R"({"type":"start","text":"x","client_id":"1"})");
    CHECK(!mute.receive_or_close().has_value());
    CHECK(mute.close_code() == 1008);
    WebSocketClient nobody = stranger.socket("/chat/v1/" + shop.key + "/socket");
    nobody.send(R"({"type":"hello","visitor_token":"nonsense"})");
    CHECK(read<webchat::ServerFrame>(nobody.receive()).reason == "unknown_visitor");
    CHECK(stranger.try_socket("/chat/v1/nonsense/socket").status == 404);
    // Nothing of the refused ones has arrived.
    CHECK(shop.house.parts()
              .loop
              .read<std::size_t>(shop.org, [](const switchboard::Switchboard& board,
                                              Instant) { return board.open_interactions(); })
              .value() == 0);
    visitor.start("Hello", "1");
  });
}

TEST_CASE("a visitor who sends too much is cut off") {
  in_a_shop([](Shop& shop) {
    ChatVisitor visitor = shop.visitor();
    for (int i = 0; i < 200; ++i)
      visitor.socket().send(R"({"type":"ping"})");
    while (visitor.socket().receive_or_close()) {
    }
    CHECK(visitor.socket().close_code() == 1008);
  });
}

TEST_CASE("the company's server vouches for a visitor with a signed token, and nobody else can") {
  in_a_shop([](Shop& shop) {
    org::Admin& admin = shop.house.parts().org.admin();
    const auto channel = shop.house.parts().org.directories().by_chat_key(shop.key).channel->id;
    HttpClient client = shop.house.client();
    const auto registered = [&](const std::string& identity_token) {
      const HttpReply reply = client.post("/chat/v1/" + shop.key + "/visitors",
                                          R"({"identity_token":")" + identity_token + "\"}");
      return reply.status == 201 ? "201" : std::to_string(reply.status) + " " + problem_of(reply).reason;
    };
    CHECK(registered("x.y.z") == "401 no_identity_secret");
    const std::string secret = admin.make_channel_secret(org::By{shop.org, {}}, channel).value().secret;
    const std::string in_time = std::to_string(shop.house.now().us / 1'000'000 + 600);
    const auto token = [&](const std::string& claims, const std::string& key) {
      return crypto::sign_hs256(claims, key);
    };
    const std::string claims =
        R"({"sub":"c-1","name":"李雷","email":"li@example.test","role":"gold","exp":)" + in_time + "}";
    CHECK(registered(token(claims, std::string(40, 'k'))).starts_with("401"));
    CHECK(registered(token(R"({"sub":"c-1","exp":1})", secret)).starts_with("401"));
    CHECK(registered(token(R"({"exp":)" + in_time + "}", secret)) == "401 bad_identity_token");
    CHECK(registered(token(R"({"sub":"","exp":)" + in_time + "}", secret)) == "401 bad_identity_token");
    CHECK(registered(token("[]", secret)).starts_with("401"));
    CHECK(registered("").starts_with("401"));
    REQUIRE(registered(token(claims, secret)) == "201");

    Desk ana = shop.desk_of_ana();
    ChatVisitor visitor(shop.house, shop.key, "", token(claims, secret));
    CHECK(visitor.welcome().visitor->name == "李雷");
    CHECK(visitor.welcome().visitor->is_verified);
    visitor.start("Hello", "1");
    const auto taken = ana.accept_next();
    CHECK(taken.customer.name == "李雷");
    CHECK(taken.customer.email == "li@example.test");
    CHECK(taken.customer.is_verified);
    // The same customer in another browser.
    ChatVisitor elsewhere(shop.house, shop.key, "", token(claims, secret));
    CHECK(elsewhere.token() != visitor.token());
    elsewhere.start("Me again", "1");
    CHECK(ana.accept_next().customer.id == taken.customer.id);
  });
}

TEST_CASE("a chat for signed-in customers takes no others, one that is switched off takes nobody") {
  in_a_shop([](Shop& shop) {
    const std::string members = shop.house.chat(shop.org, [](org::ChannelFields& fields) {
      fields.name = "members";
      fields.webchat.is_identity_required = true;
    });
    const std::string off = shop.house.chat(shop.org, [](org::ChannelFields& fields) {
      fields.name = "off";
      fields.is_active = false;
    });
    HttpClient client = shop.house.client();
    CHECK(problem_of(client.post("/chat/v1/" + members + "/visitors")).reason == "identity_required");
    CHECK(client.get("/chat/v1/" + off + "/config?language=en").status == 404);
    CHECK(client.post("/chat/v1/" + off + "/visitors").status == 404);
    // A token is good for the channel that it was made for.
    ChatVisitor visitor = shop.visitor();
    const auto reply = client.send("POST", "/chat/v1/" + members + "/attachments", "words",
                                   {{"Authorization", "Visitor " + visitor.token()}});
    CHECK(reply.status == 401);
  });
}

TEST_CASE("only allowed sites may show the chat, and the browser is told so") {
  in_a_shop([](Shop& shop) {
    const std::string key = shop.house.chat(shop.org, [](org::ChannelFields& fields) {
      fields.name = "listed";
      fields.webchat.allowed_sites = {"https://www.shop.test"};
    });
    HttpClient client = shop.house.client();
    const std::string config = "/chat/v1/" + key + "/config?language=en";
    const auto ours = client.send("GET", config, "", {{"Origin", "https://www.shop.test"}});
    CHECK(ours.status == 200);
    CHECK(ours.header("access-control-allow-origin") == "https://www.shop.test");
    const auto evil = client.send("GET", config, "", {{"Origin", "https://evil.example"}});
    CHECK(evil.status == 403);
    CHECK(evil.header("access-control-allow-origin").empty());
    CHECK(client.get(config).status == 200);
    CHECK(client.try_socket("/chat/v1/" + key + "/socket", {{"Origin", "https://evil.example"}}).status ==
          403);
    const auto asked =
        client.send("OPTIONS", "/chat/v1/" + key + "/visitors", "", {{"Origin", "https://evil.example"}});
    CHECK(asked.header("access-control-allow-origin").empty());
    CHECK(client.send("OPTIONS", "/chat/v1/" + key + "/visitors", "", {{"Origin", "https://www.shop.test"}})
              .header("access-control-allow-methods") == "GET, POST");
  });
}

TEST_CASE("outside its hours the chat says when it opens, and takes nobody") {
  in_a_shop([](Shop& shop) {
    org::Admin& admin = shop.house.parts().org.admin();
    const auto hours =
        admin.create_hours(org::By{shop.org, {}}, {"Fridays", "Europe/Berlin", {{5, "09:00", "17:00"}}, {}})
            .value();
    shop.house.change_queue(shop.org, [&](org::QueueFields& fields) { fields.hours_id = hours.id; });
    shop.house.parts().org.turn();
    HttpClient client = shop.house.client();
    const auto config =
        read<webchat::ChatConfig>(client.get("/chat/v1/" + shop.key + "/config?language=zh-CN").body);
    CHECK(!config.is_open);
    REQUIRE(config.opens_at.has_value());
    CHECK(*config.opens_at > shop.house.now());
    ChatVisitor visitor = shop.visitor();
    CHECK(visitor.refused(frame_of("start", "Hello", "1")) == "not_taken");
    CHECK(visitor.refused(frame_of("start", "Hello", "1")) == "not_taken");
    // When it opens, the same message is taken.
    shop.house.now_us = config.opens_at->us + 1'000'000;
    shop.house.parts().org.turn();
    CHECK(visitor.start("Hello", "1").text == "Hello");
  });
}

TEST_CASE("a full queue turns visitors away, and takes the same message later") {
  in_a_shop([](Shop& shop) {
    shop.house.change_queue(shop.org, [](org::QueueFields& fields) { fields.rules.waiting_max = 1; });
    ChatVisitor one = shop.visitor();
    one.start("Hello", "1");
    ChatVisitor two = shop.visitor();
    CHECK(two.refused(frame_of("start", "Hello", "1")) == "not_taken");
    Desk ana = shop.desk_of_ana();
    (void)ana.accept_next();
    CHECK(two.start("Hello", "1").text == "Hello");
  });
}

TEST_CASE("a visitor's file is judged by its content and sent by nobody else") {
  in_a_shop([](Shop& shop) {
    ChatVisitor visitor = shop.visitor();
    HttpClient client = shop.house.client();
    const auto upload = [&](const std::string& token, const std::string& bytes) {
      return client.send("POST", "/chat/v1/" + shop.key + "/attachments", bytes,
                         {{"Authorization", "Visitor " + token}, {"X-File-Name", "%E5%9B%BE.txt"}});
    };
    CHECK(upload("nonsense", "words").status == 401);
    CHECK(client.send("POST", "/chat/v1/" + shop.key + "/attachments", "words").status == 401);
    CHECK(problem_of(upload(visitor.token(), "<html><script>1</script></html>")).reason ==
          "type_not_allowed");
    CHECK(problem_of(upload(visitor.token(), "")).reason == "file_empty");
    const auto made = upload(visitor.token(), std::string(3'000'000, 'w'));
    INFO(made.body);
    REQUIRE(made.status == 201);
    const auto attachment = read<webchat::ChatAttachment>(made.body);
    CHECK(attachment.name == "图.txt");
    CHECK(attachment.bytes == 3'000'000);
    webchat::ClientFrame stolen = frame_of("start", "Mine", "1");
    stolen.attachment_ids = {attachment.id};
    ChatVisitor thief = shop.visitor();
    CHECK(thief.refused(stolen) == "unknown_attachment");
    Desk ana = shop.desk_of_ana();
    const auto sent = visitor.start(
        "Look", "1", [&](webchat::ClientFrame& frame) { frame.attachment_ids = {attachment.id}; });
    REQUIRE(sent.attachments.size() == 1);
    CHECK(client.get(sent.attachments.front().url).body.size() == 3'000'000);
    shop.house.now_us += hours(2).us;
    CHECK(client.get(sent.attachments.front().url).status == 403);
  });
}

TEST_CASE("what the agent does is seen: typing, reading, delivery") {
  in_a_shop([](Shop& shop) {
    Desk ana = shop.desk_of_ana();
    ChatVisitor visitor = shop.visitor();
    visitor.start("Hello?", "1");
    const InteractionId id = ana.accept_next().id;
    const auto said = read<desk::Message>(say_as_agent(ana, id, "a", "Hi").body);
    webchat::ClientFrame got = frame_of("delivered");
    got.message_id = said.id;
    visitor.tell(got);
    const auto receipt = ana.next("receipt");
    CHECK(receipt.message_id == said.id);
    CHECK(receipt.delivered_at.has_value());
    CHECK(!receipt.read_at.has_value());
    CHECK(visitor.refused(frame_of("read")) == "bad_frame");
  });
}

TEST_CASE("the server is stopped in the middle and everybody goes on where they were") {
  in_a_shop([](Shop& shop) {
    std::string token;
    InteractionId id;
    {
      Desk ana = shop.desk_of_ana();
      ChatVisitor visitor = shop.visitor();
      token = visitor.token();
      visitor.start("Hello?", "1");
      id = ana.accept_next().id;
      REQUIRE(say_as_agent(ana, id, "a", "Hi").status == 201);
    }
    shop.house.restart();
    ChatVisitor visitor = shop.visitor(token);
    CHECK(visitor.welcome().messages->size() == 2);
    CHECK(visitor.welcome().conversation->id == id);
    CHECK(visitor.say("Still there?", "2").interaction_id == id);
  });
}

}  // namespace rapport::program::testing
