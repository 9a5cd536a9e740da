// The community in the whole program, over both engines.
#include "community/community.h"

#include "community/community_operations.h"
#include "community/rules.h"
#include "platform/crypto/digest.h"
#include "portal/page.h"
#include "portal/portal.h"
#include "support/program/visitor.h"

namespace rapport::program::testing {
namespace {

using namespace rapport::community;

struct Square {
  explicit Square(House& the_house) : house(the_house), org(house.organisation("shop").id), by{org, {}} {
    CommunitySettings settings;
    settings.is_on = true;
    settings.words = {"Casino", "刷单"};
    REQUIRE(square().set_settings(by, settings));
    ada = {customer("Ada"), "Ada"};
    bob = {customer("Bob"), "Bob from Kiel"};
  }
  CustomerId customer(const std::string& name) {
    customers::Customer fresh;
    fresh.id = house.parts().ids.next<CustomerId>();
    fresh.name = name;
    fresh.email = name + "@example.test";
    fresh.created_at = house.now();
    return house.parts().customers.find_or_create(org, "test", name, fresh).value().id;
  }
  community::Community& square() { return house.parts().community; }
  Post ask(const Writer& who, const std::string& title, const std::string& body = "How?") {
    auto made = square().ask(org, who, title, body);
    INFO((made ? "" : made.error().detail));
    REQUIRE(made);
    return *made;
  }
  Post answer(PostId question, const Writer& who, const std::string& body) {
    auto made = square().answer(org, question, who, body);
    INFO((made ? "" : made.error().detail));
    REQUIRE(made);
    return *made;
  }
  void moderate(PostId post, Moderation what) { REQUIRE(square().moderate(by, post, what)); }
  // The first post of each has been looked at.
  void let_in(const Writer& who) {
    const Post first = ask(who, "May I?");
    moderate(first.id, Moderation::show);
    moderate(first.id, Moderation::hide);
  }

  House& house;
  OrgId org;
  org::By by;
  Writer ada, bob;
};

// A customer's browser on the portal, without scripts; signed in when there is an address.
class Portalgoer {
 public:
  Portalgoer(House& house, OrgId org, const std::string& email) : client_(house.client()) {
    client_.headers["User-Agent"] = "Mozilla/5.0 (test)";
    if (email.empty()) return;
    const std::string token = "a-token-for-" + email;
    REQUIRE(house.parts().portal.store().add_link(org, crypto::token_digest(token), email, "", house.now()));
    const std::string escaped = http::percent_encoded(token);
    get("/-/sign-in/link?token=" + escaped);
    REQUIRE(post("/-/sign-in/link", "token=" + escaped).status == 303);
  }
  HttpReply get(const std::string& path) {
    const HttpReply reply = client_.get("/help/shop" + path);
    const auto at = reply.body.find("name=\"form_token\" value=\"");
    if (at != std::string::npos) {
      const auto begin = reply.body.find("value=\"", at) + 7;
      form_token_ = reply.body.substr(begin, reply.body.find('"', begin) - begin);
    }
    return reply;
  }
  bool has(const std::string& path, const std::string& words) {
    return get(path).body.find(words) != std::string::npos;
  }
  HttpReply post(const std::string& path, const std::string& fields) {
    return client_.send("POST", "/help/shop" + path,
                        "form_token=" + http::percent_encoded(form_token_) + "&" + fields,
                        {{"Content-Type", "application/x-www-form-urlencoded"}});
  }
  HttpClient& client() { return client_; }

 private:
  HttpClient client_;
  std::string form_token_;
};

}  // namespace

TEST_CASE("words, links and first posts wait for a moderator") {
  CommunitySettings settings;
  settings.words = {"casino", "刷单"};
  const Member fresh{{1}, "x", 0, false}, old{{1}, "x", 1, false};
  CHECK(held_for(settings, old, "How do I clean it?") == HeldFor::nothing);
  CHECK(held_for(settings, fresh, "How do I clean it?") == HeldFor::new_member);
  CHECK(held_for(settings, old, "Come to my ＣＡＳＩＮＯ!") == HeldFor::word);
  CHECK(held_for(settings, old, "加我刷單") == HeldFor::word);
  CHECK(held_for(settings, old, "the casinos of old") == HeldFor::nothing);
  CHECK(held_for(settings, fresh, "http://a http://b http://c") == HeldFor::links);
  CHECK(check_name("Ada"));
  CHECK(check_name("咖啡爱好者"));
  for (const char* bad : {"", "  ", "ada@example.test", "www.example.test", "a\nb"})
    CHECK_FALSE(check_name(bad));
  CHECK(check_name(std::string(41, 'x')).error().issues.front().where == "/name");
  CHECK(name_key("Ａda") == name_key("ADA"));
  CHECK_FALSE(check_body(std::string(5'001, 'x')));
}

TEST_CASE("a first question waits until it is approved, then others answer, and one answer is accepted") {
  in_a_house([](House& house) {
    Square square(house);
    const Post asked = square.ask(square.ada, "Which water is best?");
    CHECK(asked.state == PostState::held);
    CHECK(asked.name == "Ada");
    CHECK(square.square().thread(square.org, asked.id, {}).error().code == ErrorCode::not_found);
    CHECK(square.square().thread(square.org, asked.id, square.ada.customer));
    CHECK_FALSE(square.square().answer(square.org, asked.id, square.bob, "Soft water"));
    square.moderate(asked.id, Moderation::show);
    CHECK(
        square.square().ask(square.org, {square.customer("Other"), "ADA"}, "x", "y").error().issues.front() ==
        Issue{"/name", "somebody else is called that already"});

    square.let_in(square.bob);
    const Post wrong = square.answer(asked.id, square.bob, "Any **water**");
    const Post right = square.answer(asked.id, square.bob, "Filtered water <script>alert(1)</script>");
    CHECK(right.state == PostState::shown);
    REQUIRE(square.square().vote(square.org, wrong.id, square.ada.customer, 1));
    REQUIRE(square.square().vote(square.org, wrong.id, square.ada.customer, 1));
    CHECK(square.square().vote(square.org, wrong.id, square.bob.customer, 1).error().reason == "own_post");
    auto thread = square.square().thread(square.org, asked.id, {});
    REQUIRE(thread);
    CHECK(thread->question.answers == 2);
    REQUIRE(thread->answers.size() == 2);
    CHECK(thread->answers[0].id == wrong.id);
    CHECK(thread->answers[0].votes == 1);
    REQUIRE(square.square().vote(square.org, wrong.id, square.ada.customer, -1));
    CHECK(square.square().thread(square.org, asked.id, {})->answers[1].votes == -1);

    CHECK(square.square().find(square.org, "water", 5)->empty());  // nothing is accepted
    CHECK(square.square().accept(square.org, asked.id, right.id, square.bob.customer).error().reason ==
          "not_yours");
    REQUIRE(square.square().accept(square.org, asked.id, right.id, square.ada.customer));
    CHECK(square.square().thread(square.org, asked.id, {})->answers[0].id == right.id);
    const auto found = square.square().find(square.org, "filtered", 5);
    REQUIRE(found);
    REQUIRE(found->size() == 1);
    CHECK(found->front().accepted.id == right.id);

    HttpClient agent = house.signed_in("admin@shop.test");
    const std::string path = "/api/v1/community/questions/" + std::to_string(asked.id.value);
    const HttpReply shown = agent.get(path);
    CHECK(shown.status == 200);
    CHECK(shown.body.find("<script") == std::string::npos);
    CHECK(shown.body.find("@example.test") == std::string::npos);
    square.moderate(right.id, Moderation::hide);
    CHECK(square.square().find(square.org, "filtered", 5)->empty());
    CHECK_FALSE(square.square().thread(square.org, asked.id, {})->question.accepted);
    square.moderate(asked.id, Moderation::lock);
    CHECK(square.square().answer(square.org, asked.id, square.ada, "more").error().reason == "locked");
  });
}

TEST_CASE("who writes too much is slowed down, what many report is held, who is blocked writes no more") {
  in_a_house([](House& house) {
    Square square(house);
    square.let_in(square.ada);
    const Post question = square.ask(square.ada, "Grind size?");
    for (int i = 0; i < 3; ++i)
      square.answer(question.id, square.ada, "I also wonder");
    CHECK(square.square().answer(square.org, question.id, square.ada, "again").error().reason ==
          "too_many_posts");
    house.pass(hours(2));
    const Post spam = square.answer(question.id, square.ada, "Buy my beans");
    for (const char* who : {"one", "two", "two", "three"}) {
      CHECK(square.square().thread(square.org, question.id, {})->answers.size() == 4);
      REQUIRE(square.square().report(square.org, spam.id, square.customer(who), "spam"));
    }
    CHECK(square.square().thread(square.org, question.id, {})->answers.size() == 3);
    HttpClient moderator = house.signed_in("admin@shop.test");
    const auto waiting = moderator.get("/api/v1/community/questions?list=waiting");
    CHECK(waiting.body.find("Grind size?") != std::string::npos);
    square.moderate(spam.id, Moderation::hide);
    CHECK(moderator.get("/api/v1/community/questions?list=waiting").body.find("Grind") == std::string::npos);
    const std::string block =
        "/api/v1/community/authors/" + std::to_string(square.ada.customer.value) + "/block";
    CHECK(moderator.post(block, R"({"is_blocked":true})").status == 204);
    house.pass(hours(2));
    CHECK(square.square().ask(square.org, square.ada, "Again?", "x").error().reason == "blocked");
  });
}

TEST_CASE("a question that nobody answers becomes one case, and its reply is offered as an answer") {
  in_a_house([](House& house) {
    Square square(house);
    square.let_in(square.ada);
    const Post lonely = square.ask(square.ada, "Why is it loud?", "It *screams*.");
    const Post helped = square.ask(square.ada, "And now?");
    REQUIRE(square.square().answer_as_agent(square.by, helped.id, "All is well."));
    house.pass(hours(23));
    CHECK(square.square().turn() == std::size_t{0});
    house.pass(hours(2));
    REQUIRE(square.square().turn());
    CHECK(square.square().turn() == std::size_t{0});
    const auto thread = square.square().whole(square.org, lonely.id);
    REQUIRE(thread);
    const CaseId opened = thread->question.case_id;
    REQUIRE(opened);
    const auto which = house.parts().cases.find(square.org, opened);
    REQUIRE(which);
    CHECK(which->subject == "Why is it loud?");
    CHECK(which->customer_id == square.ada.customer);
    CHECK(which->tags == std::vector<std::string>{"community"});
    REQUIRE(house.parts().cases.comment(square.by, opened, "An inner note", false, {}));
    REQUIRE(house.parts().cases.comment(square.by, opened, "Tighten the screw.", true, {}));
    HttpClient agent = house.signed_in("admin@shop.test");
    const std::string path = "/api/v1/community/questions/" + std::to_string(lonely.id.value);
    const auto shown = agent.get(path).body;
    CHECK(shown.find("Tighten the screw.") != std::string::npos);
    CHECK(shown.find("An inner note") == std::string::npos);
    CHECK(agent.post(path + "/answers", R"({"body":"Tighten the screw."})").status == 201);
    CHECK(square.square().thread(square.org, lonely.id, {})->answers.size() == 1);
  });
}

TEST_CASE("customers who are signed in ask, answer, vote and accept on the portal, without scripts") {
  in_a_house([](House& house) {
    Square square(house);
    HttpClient admin = house.signed_in("admin@shop.test");
    REQUIRE(
        admin.send("PUT", "/api/v1/portal", R"({"is_on":true,"name":"Shop","colour":"#226655"})").status ==
        200);
    CommunitySettings settings;
    settings.is_on = true;
    settings.approvals_needed = 0;
    REQUIRE(square.square().set_settings(square.by, settings));
    Portalgoer ada(house, square.org, "ada@example.test"), bob(house, square.org, "bob@example.test");
    Portalgoer stranger(house, square.org, "");

    CHECK(ada.has("/-/community", "Nothing here yet"));
    CHECK(stranger.get("/-/community/ask").status == 303);
    ada.get("/-/community/ask");
    CHECK(ada.post("/-/community/ask", "name=ada%40example.test&title=Loud%3F&body=Why").status == 422);
    const HttpReply asked =
        ada.post("/-/community/ask",
                 "name=Ada+L.&title=%3Cb%3ELoud%3F&body=It+**screams**+%3Cscript%3Ealert(1)%3C/script%3E");
    REQUIRE(asked.status == 303);
    const std::string where = asked.header("location");
    const std::string path = where.substr(where.find("/-/"), where.find('?') - where.find("/-/"));
    CHECK(stranger.has(path, "&lt;b&gt;Loud?"));
    CHECK(stranger.has(path, "<strong>screams</strong>"));
    CHECK_FALSE(stranger.has(path, "<script>alert"));
    CHECK_FALSE(stranger.has(path, "example.test"));
    CHECK(stranger.has("/-/community", "Ada L."));

    bob.get(path);
    REQUIRE(bob.post(path + "/answer", "name=Bob&body=Tighten+the+screw").status == 303);
    const auto thread = square.square().shown(square.org, QuestionList::everything, {}, 10);
    REQUIRE(thread);
    const PostId question = thread->front().id;
    const auto answers = square.square().thread(square.org, question, {})->answers;
    REQUIRE(answers.size() == 1);
    const std::string answer = std::to_string(answers.front().id.value);
    ada.get(path);
    CHECK(ada.post(path + "/vote", "post=" + answer + "&value=1").status == 303);
    CHECK(bob.post(path + "/vote", "post=" + answer + "&value=1").status == 409);
    CHECK(bob.post(path + "/accept", "post=" + answer).status == 403);
    CHECK(ada.post(path + "/accept", "post=" + answer).status == 303);
    CHECK(stranger.has(path, "1 vote"));
    CHECK(stranger.has("/-/search?q=screw&language=en", "Answered in the community"));
    CHECK(stranger.client().post("/help/shop" + path + "/vote", "{}").status != 200);
    CHECK(stranger.get("/-/community/99").status == 404);
    settings.is_on = false;
    REQUIRE(square.square().set_settings(square.by, settings));
    CHECK(stranger.get(path).status == 404);
    CHECK_FALSE(stranger.has("?language=en", "/-/community"));
  });
}

}  // namespace rapport::program::testing
