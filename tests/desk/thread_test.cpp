// One thread per person, over the API of the whole program.
#include "cases/case_book.h"
#include "community/community.h"
#include "customers/contract.h"
#include "knowledge/article.h"
#include "program/parts.h"
#include "support/program/shop.h"

namespace rapport::program::testing {
namespace {

// What the test reads of an entry.
struct PieceRead {
  std::optional<std::string> title, subject, words, origin;
  std::optional<bool> is_shown;
};
BOOST_DESCRIBE_STRUCT(PieceRead, (), (title, subject, words, origin, is_shown))
struct EntryRead {
  std::string kind;
  Instant at;
  std::optional<PieceRead> opened_case, reading, post;
};
BOOST_DESCRIBE_STRUCT(EntryRead, (), (kind, at, opened_case, reading, post))
using ThreadRead = api::Page<EntryRead>;

std::vector<std::string> kinds_of(const ThreadRead& page) {
  std::vector<std::string> kinds;
  for (const EntryRead& entry : page.items)
    kinds.push_back(entry.kind);
  return kinds;
}

}  // namespace

TEST_CASE("a person's thread holds conversations, events, consents and joins in the order of time") {
  in_a_shop([](Shop& shop) {
    Desk ana = shop.desk_of_ana();
    ChatVisitor visitor = shop.visitor();
    visitor.start("Where is my umbrella?", "1");
    const auto taken = ana.accept_next();
    const std::string path = "/api/v1/customers/" + std::to_string(taken.customer.id.value);
    HttpClient admin = shop.house.signed_in("admin@shop.test");

    shop.house.pass(seconds(10));
    REQUIRE(admin.send("PUT", "/api/v1/customers", R"({"external_id":"4711","name":"Ada"})").status == 200);
    const std::string event =
        R"({"customer_external_id":"4711","external_id":"order-1","kind":"purchase","at":"2026-02-01T10:00:00Z",)"
        R"("amount":"99.00","currency":"CNY","text":"A red umbrella"})";
    REQUIRE(admin.send("PUT", "/api/v1/customer-events", event).status == 200);
    REQUIRE(admin.send("PUT", "/api/v1/customer-events", event).status == 200);
    const auto found =
        read<api::Page<customers::CustomerRow>>(ana.client.get("/api/v1/customers?q=4711").body);
    REQUIRE(found.items.size() == 1);
    shop.house.pass(seconds(10));
    REQUIRE(ana.client
                .post(path + "/join", R"({"customer_id":")" + std::to_string(found.items[0].id.value) + "\"}")
                .status == 200);
    shop.house.pass(seconds(10));
    REQUIRE(ana.client.post(path + "/consents", R"({"purpose":"marketing","is_given":true,"how":"asked"})")
                .status == 201);
    shop.house.pass(seconds(10));
    REQUIRE(admin
                .post("/api/v1/cases", R"({"subject":"The lost umbrella","customer_id":")" +
                                           std::to_string(taken.customer.id.value) + "\"}")
                .status == 201);

    const auto whole = read<ThreadRead>(ana.client.get(path + "/thread").body);
    CHECK(kinds_of(whole) ==
          std::vector<std::string>{"opened_case", "consent", "join", "interaction", "event"});
    CHECK(!whole.next_cursor);
    std::vector<std::string> by_page;
    std::string cursor;
    for (int page = 0; page < 5; ++page) {
      const auto next = read<ThreadRead>(ana.client.get(path + "/thread?limit=1" + cursor).body);
      for (const EntryRead& entry : next.items)
        by_page.push_back(entry.kind);
      cursor = next.next_cursor ? "&cursor=" + *next.next_cursor : "";
    }
    CHECK(by_page == kinds_of(whole));
    CHECK(cursor.empty());
    CHECK(kinds_of(read<ThreadRead>(ana.client.get(path + "/thread?q=umbrella").body)) ==
          std::vector<std::string>{"opened_case", "interaction", "event"});
    CHECK(problem_of(ana.client.get(path + "/thread?cursor=x")).reason == "bad_cursor");
    CHECK(ana.client.get("/api/v1/customers/99/thread").status == 404);

    const std::string bad =
        R"({"customer_external_id":"4711","external_id":"o","kind":"purchase","at":"2026-02-01T10:00:00Z",)"
        R"("amount":"lots"})";
    CHECK(admin.send("PUT", "/api/v1/customer-events", bad).status == 422);
  });
}

TEST_CASE(
    "a person's thread holds the articles they read, the forms they sent and what they asked the others") {
  in_a_shop([](Shop& shop) {
    House& house = shop.house;
    Desk ana = shop.desk_of_ana();
    ChatVisitor visitor = shop.visitor();
    visitor.start("Hello", "1");
    const auto customer = ana.accept_next().customer.id;
    const OrgId org = shop.org;
    HttpClient admin = house.signed_in("admin@shop.test");
    const auto article = read<knowledge::ArticleWhole>(
        admin
            .post("/api/v1/articles",
                  R"({"audience":"public","translations":[{"language":"en","title":"Cleaning the MILL",)"
                  R"("body":"Brush"},{"language":"zh-CN","title":"清洗磨豆机","body":"刷"}]})")
            .body);

    const auto reads = [&](const std::string& reader, const std::string& language) {
      house.pass(seconds(10));
      knowledge::ReaderStep step;
      step.at = house.parts().clock();
      step.article = article.id;
      step.language = language;
      house.parts().readers.note(org, reader, step);
    };
    reads("theirs", "en");
    reads("theirs", "zh-CN");
    reads("shared", "en");
    customers::Customer other;
    other.id = house.parts().ids.next<CustomerId>();
    other.name = "Bob";
    other = house.parts().customers.find_or_create(org, "chat_visitor", "bob", other).value();
    auto& readers = house.parts().readers;
    REQUIRE(readers.known_as(org, "theirs", customer, house.parts().clock()));
    REQUIRE(readers.known_as(org, "shared", customer, house.parts().clock()));
    REQUIRE(readers.known_as(org, "shared", other.id, house.parts().clock()));

    house.pass(seconds(10));
    cases::NewCase form;
    form.subject = "Broken lid";
    form.text = "The mill lost its lid";
    form.is_by_customer = true;
    form.customer_id = customer;
    form.tags = {cases::tag_of_forms};
    const auto opened = house.parts().cases.open({org, {}}, form);
    REQUIRE(opened.has_value());
    REQUIRE(house.parts().cases.comment({org, {}}, opened->id, "A 100% new Lid was sent", true, {}));
    house.pass(seconds(10));
    community::CommunitySettings rules;
    rules.is_on = true;
    REQUIRE(house.parts().community.set_settings({org, {}}, rules).has_value());
    REQUIRE(house.parts().community.ask(org, {customer, "Ada"}, "Which mill?", "For **espresso**"));

    const std::string path = "/api/v1/customers/" + std::to_string(customer.value) + "/thread";
    const auto whole = read<ThreadRead>(ana.client.get(path).body);
    REQUIRE(kinds_of(whole) ==
            std::vector<std::string>{"post", "opened_case", "reading", "reading", "interaction"});
    CHECK(whole.items[0].post->title == "Which mill?");
    CHECK(whole.items[0].post->is_shown == false);  // a first post waits for a moderator
    CHECK(whole.items[1].opened_case->origin == "form");
    CHECK(whole.items[1].opened_case->words == "The mill lost its lid");
    CHECK(whole.items[2].reading->title == "清洗磨豆机");
    CHECK(whole.items[3].reading->title == "Cleaning the MILL");

    std::vector<std::string> by_page;
    std::string cursor;
    for (std::size_t page = 0; page < whole.items.size(); ++page) {
      const auto next = read<ThreadRead>(ana.client.get(path + "?limit=1" + cursor).body);
      for (const EntryRead& entry : next.items)
        by_page.push_back(entry.kind);
      cursor = next.next_cursor ? "&cursor=" + *next.next_cursor : "";
    }
    CHECK(by_page == kinds_of(whole));
    CHECK(cursor.empty());

    const auto with = [&](const std::string& words) {
      return kinds_of(read<ThreadRead>(ana.client.get(path + "?q=" + words).body));
    };
    CHECK(with("mill") == std::vector<std::string>{"post", "opened_case", "reading"});
    CHECK(with("100%25%20new%20lid") == std::vector<std::string>{"opened_case"});
    CHECK(with("espresso") == std::vector<std::string>{"post"});
    CHECK(with("%E7%A3%A8%E8%B1%86") == std::vector<std::string>{"reading"});
    CHECK(with("%25").size() == 1);
  });
}

TEST_CASE("a profile takes values of their type, says what is wrong with others, and keeps nothing of them") {
  in_a_shop([](Shop& shop) {
    HttpClient admin = shop.house.signed_in("admin@shop.test");
    REQUIRE(admin
                .post("/api/v1/customer-fields",
                      R"({"name":"shoe_size","label":"Shoe size","type":"integer","weight":30})")
                .status == 201);
    CHECK(admin.post("/api/v1/customer-fields", R"({"name":"email","label":"x"})").status == 422);
    REQUIRE(admin.send("PUT", "/api/v1/customers", R"({"external_id":"4711","name":"Ada"})").status == 200);
    const auto row =
        read<api::Page<customers::CustomerRow>>(admin.get("/api/v1/customers?q=Ada").body).items.at(0);
    const std::string path = "/api/v1/customers/" + std::to_string(row.id.value) + "/profile";
    const auto good = admin.send(
        "PATCH", path, R"({"birthday":"1980-04-03","salutation":"Dr. Okafor","custom":{"shoe_size":"38"}})");
    REQUIRE(good.status == 200);
    CHECK(read<customers::CustomerProfile>(good.body).values.at("shoe_size").value == "38");
    const auto bad = admin.send(
        "PATCH", path,
        R"({"salutation":"Ms","birthday":"1980-04-31","quiet_hours":"late","custom":{"shoe_size":"big","no":"x"}})");
    CHECK(bad.status == 422);
    CHECK(problem_of(bad).pointers.size() == 4);
    CHECK(read<customers::CustomerProfile>(admin.get(path).body).values.at("salutation").value ==
          "Dr. Okafor");

    const std::string identities = "/api/v1/customers/" + std::to_string(row.id.value) + "/identities";
    CHECK(admin.post(identities, R"({"kind":"email","value":"Ada@X.test","is_verified":true})").status ==
          200);
    CHECK(admin.post(identities, R"({"kind":"chat_visitor","value":"x"})").status == 422);
    CHECK(admin.post(identities + "/remove", R"({"kind":"email","value":"ada@x.test"})").status == 200);
    CHECK(admin.post(identities + "/remove", R"({"kind":"email","value":"ada@x.test"})").status == 404);
    REQUIRE(admin.send("PUT", "/api/v1/customer-weights", R"({"weights":{"phone":0}})").status == 200);
    const auto asks = read<customers::CustomerProfile>(admin.get(path).body).completeness;
    CHECK(std::find(asks.missing.begin(), asks.missing.end(), "phone") == asks.missing.end());
  });
}

}  // namespace rapport::program::testing
