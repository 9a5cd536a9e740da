#include "support/program/shop.h"

namespace rapport::program::testing {
namespace {

struct Talk {
  explicit Talk(Shop& shop)
      : ana(shop.desk_of_ana()),
        visitor(shop.visitor()),
        id((visitor.start("Hello?", "1"), ana.accept_next().id)) {}
  HttpReply post(const std::string& client_id, const std::string& text, const std::string& more = "") {
    return ana.client.post(
        path_of(id, "/messages"),
        R"({"client_id":")" + client_id + R"(","kind":"text","text":")" + text + "\"" + more + "}");
  }
  Desk ana;
  ChatVisitor visitor;
  InteractionId id;
};

HttpReply upload(HttpClient& client, const std::string& bytes, const std::string& name = "a.txt") {
  return client.send("POST", "/api/v1/attachments", bytes,
                     {{"Content-Type", "application/octet-stream"}, {"X-File-Name", name}});
}

std::string carrying(const HttpReply& uploaded) {
  return R"(,"attachment_ids":[)" + quoted(read<desk::Attachment>(uploaded.body).id.value) + "]";
}

}  // namespace

TEST_CASE("a message sent again is the same message, and what is no message is refused by name") {
  in_a_shop([](Shop& shop) {
    Talk talk(shop);
    const auto first = talk.post("a", "One");
    const auto again = talk.post("a", "One, changed");
    REQUIRE(first.status == 201);
    CHECK(read<desk::Message>(again.body).id == read<desk::Message>(first.body).id);
    CHECK(read<desk::Message>(again.body).text == "One");
    CHECK(messages_of(talk.ana.client, talk.id).size() == 2);
    CHECK(problem_of(talk.post("b", "")).pointers == std::vector<std::string>{"/text"});
    CHECK(problem_of(talk.post("", "x")).pointers == std::vector<std::string>{"/client_id"});
    CHECK(problem_of(talk.post(std::string(65, 'c'), "x")).pointers ==
          std::vector<std::string>{"/client_id"});
    CHECK(problem_of(talk.post("b", std::string(10'001, 'x'))).pointers == std::vector<std::string>{"/text"});
    CHECK(messages_of(talk.ana.client, talk.id).size() == 2);
  });
}

TEST_CASE("what was said comes in pages, each message once") {
  in_a_shop([](Shop& shop) {
    Talk talk(shop);
    for (int i = 0; i < 6; ++i)
      REQUIRE(talk.post("m" + std::to_string(i), "text " + std::to_string(i)).status == 201);
    std::vector<std::string> seen;
    std::string cursor;
    do {
      const auto page = read<api::Page<desk::Message>>(
          talk.ana.client
              .get(path_of(talk.id, "/messages?limit=3") + (cursor.empty() ? "" : "&cursor=" + cursor))
              .body);
      CHECK(page.items.size() <= 3);
      for (const auto& message : page.items)
        seen.push_back(message.text);
      cursor = page.next_cursor.value_or("");
    } while (!cursor.empty());
    CHECK(seen ==
          std::vector<std::string>{"Hello?", "text 0", "text 1", "text 2", "text 3", "text 4", "text 5"});
    const auto all = messages_of(talk.ana.client, talk.id);
    const auto later = read<api::Page<desk::Message>>(
        talk.ana.client.get(path_of(talk.id, "/messages?after=") + std::to_string(all[4].id.value)).body);
    CHECK(later.items.size() == 2);
    CHECK(talk.ana.client.get(path_of(talk.id, "/messages?cursor=nonsense")).status == 400);
    CHECK(talk.ana.client.get(path_of(talk.id, "/messages?limit=0")).status == 400);
  });
}

TEST_CASE("a file is sent once, by whom it was uploaded, and served so that no browser runs it") {
  in_a_shop([](Shop& shop) {
    Talk talk(shop);
    Desk ben(shop.house, "ben@shop.test");
    const auto mine = upload(talk.ana.client, "plain words", "..%2F..%2Fetc%2Fpass%0Awd.txt");
    REQUIRE(mine.status == 201);
    const auto attachment = read<desk::Attachment>(mine.body);
    CHECK(attachment.bytes == 11);
    CHECK(attachment.type == "text/plain");
    CHECK(attachment.name.find('/') == std::string::npos);
    CHECK(attachment.name.find('\n') == std::string::npos);
    const auto others = upload(ben.client, "his words");
    CHECK(problem_of(talk.post("x", "Look", carrying(others))).reason == "unknown_attachment");
    CHECK(problem_of(talk.post("x", "Look", R"(,"attachment_ids":["4711"])")).reason == "unknown_attachment");
    CHECK(messages_of(talk.ana.client, talk.id).size() == 1);

    const auto sent = talk.post("y", "Look", carrying(mine));
    INFO(sent.body);
    REQUIRE(sent.status == 201);
    CHECK(read<desk::Message>(sent.body).attachments.size() == 1);
    CHECK(talk.post("y", "Look", carrying(mine)).status == 201);  // a retry
    CHECK(problem_of(talk.post("z", "Again", carrying(mine))).reason == "unknown_attachment");
    CHECK(messages_of(talk.ana.client, talk.id).size() == 2);

    const auto shown = talk.visitor.next_of_agent();
    REQUIRE(shown.attachments.size() == 1);
    const auto got = shop.house.client().get(shown.attachments.front().url);
    CHECK(got.status == 200);
    CHECK(got.body == "plain words");
    CHECK(got.header("content-disposition").starts_with("attachment"));
    CHECK(got.header("content-security-policy").find("sandbox") != std::string::npos);
    CHECK(got.header("x-content-type-options") == "nosniff");
    CHECK(shop.house.client().get(shown.attachments.front().url + "x").status == 403);
    CHECK(shop.house.client().get(attachment.url).status == 401);
    CHECK(talk.ana.client.get(attachment.url).body == "plain words");
    CHECK(talk.ana.client.get("/api/v1/attachments/4711").status == 404);
  });
}

TEST_CASE("uploads are judged by what is in them") {
  in_a_shop([](Shop& shop) {
    HttpClient ana = shop.house.signed_in("ana@shop.test");
    const auto page = upload(ana, "<!doctype html><html><script>alert(1)</script></html>", "picture.png");
    CHECK(page.status == 400);
    CHECK(problem_of(page).reason == "type_not_allowed");
    const auto program = upload(ana,
                                std::string("\x7f"
                                            "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x3e\0",
                                            20),
                                "a.png");
    CHECK(program.status == 400);
    const auto nothing = upload(ana, "");
    CHECK(nothing.status >= 400);
    CHECK(nothing.status < 500);
    const auto picture = upload(
        ana, std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0\x90wS\xde", 33), "p");
    INFO(picture.body);
    CHECK(picture.status == 201);
    CHECK(read<desk::Attachment>(picture.body).is_image);
  });
}

TEST_CASE("the agent's reading is told to the customer, a supervisor's is not") {
  in_a_shop([](Shop& shop) {
    Talk talk(shop);
    HttpClient sue = shop.house.signed_in("sue@shop.test");
    const auto message = messages_of(talk.ana.client, talk.id).front();
    const std::string body = R"({"message_id":)" + quoted(message.id.value) + "}";
    CHECK(sue.post(path_of(talk.id, "/read"), body).status == 204);
    CHECK(!messages_of(talk.ana.client, talk.id).front().read_at.has_value());
    CHECK(talk.ana.client.post(path_of(talk.id, "/read"), body).status == 204);
    CHECK(messages_of(talk.ana.client, talk.id).front().read_at.has_value());
    CHECK(talk.visitor.next("read").message_id == message.id);
    CHECK(talk.ana.client.post(path_of({4711}, "/read"), body).status == 404);
    CHECK(talk.ana.client.post(path_of(talk.id, "/read"), R"({"message_id":"4711"})").status == 422);
    // And the customer's reading is told to the agent.
    const auto said = read<desk::Message>(talk.post("a", "Hi").body);
    webchat::ClientFrame seen;
    seen.type = "read";
    seen.message_id = said.id;
    talk.visitor.tell(seen);
    CHECK(talk.ana.next("receipt").read_at.has_value());
    CHECK(messages_of(talk.ana.client, talk.id).back().read_at.has_value());
  });
}

}  // namespace rapport::program::testing
