#include "knowledge/article.h"
#include "support/program/house.h"

namespace rapport::program::testing {
namespace {

using knowledge::ArticleState;
using knowledge::ArticleSummary;
using knowledge::ArticleWhole;

struct ArticlePage {
  std::vector<ArticleSummary> items;
  std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(ArticlePage, (), (items, next_cursor))
struct ReadArticle {
  std::string title, html, text, language;
  std::int32_t version = 0;
};
BOOST_DESCRIBE_STRUCT(ReadArticle, (), (title, html, text, language, version))

std::string refund(const std::string& body, const std::string& more = "") {
  return R"({"tags":["退款"],"translations":[{"language":"zh-CN","title":"退款多久到账","body":")" + body +
         R"("},{"language":"en","title":"How long does a refund take?","body":"Five days."}])" + more + "}";
}

std::string at(const ArticleWhole& article, const std::string& rest = "") {
  return "/api/v1/articles/" + std::to_string(article.id.value) + rest;
}

ArticleWhole created(HttpClient& writer, const std::string& body) {
  const HttpReply reply = writer.post("/api/v1/articles", body);
  INFO(reply.body);
  REQUIRE(reply.status == 201);
  return read<ArticleWhole>(reply.body);
}

HttpReply saved(HttpClient& writer, const ArticleWhole& article, std::int64_t revision,
                const std::string& body) {
  return writer.send("PUT", at(article), body, {{"If-Match", quoted(revision)}});
}

}  // namespace

TEST_CASE("an article is written, reviewed, published, changed, rolled back and expired") {
  in_a_house([](House& house) {
    const auto shop = house.organisation("shop");
    HttpClient admin = house.signed_in("admin@shop.test");
    ArticleWhole article = created(admin, refund("三天。"));
    CHECK(article.state == ArticleState::draft);
    CHECK(article.slug == "tui-kuan-duo-jiu-dao-zhang");
    CHECK(created(admin, refund("同名。")).slug == "tui-kuan-duo-jiu-dao-zhang-2");
    CHECK(admin.get(at(article, "/reading")).status == 404);

    CHECK(admin.post(at(article, "/submit"), "{}").status == 200);
    CHECK(problem_of(admin.post(at(article, "/submit"), "{}")).reason == "wrong_state");
    CHECK(read<ArticleWhole>(admin.post(at(article, "/send-back"), R"({"why":"say how"})").body).state ==
          ArticleState::draft);
    article = read<ArticleWhole>(admin.post(at(article, "/publish"), R"({"note":"first"})").body);
    CHECK(article.state == ArticleState::published);
    CHECK(article.live_version == 1);
    CHECK(problem_of(admin.post(at(article, "/publish"), "{}")).reason == "wrong_state");
    CHECK(read<ReadArticle>(admin.get(at(article, "/reading?language=zh-TW")).body).html ==
          "<p>三天。</p>\n");

    const HttpReply changed = saved(admin, article, article.revision, refund("五天。"));
    INFO(changed.body);
    REQUIRE(changed.status == 200);
    CHECK(changed.header("etag") == quoted(article.revision + 1));
    CHECK(problem_of(saved(admin, article, article.revision, refund("七天。"))).reason == "stale");
    CHECK(read<ReadArticle>(admin.get(at(article, "/reading")).body).text ==
          "三天。");  // until it is published
    CHECK(read<ArticleWhole>(admin.post(at(article, "/publish"), "{}").body).live_version == 2);
    CHECK(read<ReadArticle>(admin.get(at(article, "/reading")).body).text == "五天。");

    const HttpReply back = admin.post(at(article, "/roll-back"), R"({"version":1})");
    INFO(back.body);
    article = read<ArticleWhole>(back.body);
    CHECK(article.live_version == 3);
    REQUIRE(article.versions.size() == 3);
    CHECK(article.versions[0].note == "as version 1");
    CHECK(article.versions[0].is_live);
    CHECK(read<ReadArticle>(admin.get(at(article, "/reading")).body).text == "三天。");
    CHECK(problem_of(admin.post(at(article, "/roll-back"), R"({"version":9})")).reason == "unknown_version");

    article = read<ArticleWhole>(admin.post(at(article, "/expire"), "{}").body);
    CHECK(article.state == ArticleState::expired);
    CHECK_FALSE(article.live_version.has_value());
    CHECK(admin.get(at(article, "/reading")).status == 404);
    CHECK(admin.del(at(article)).status == 204);
    CHECK(admin.get(at(article)).status == 404);
  });
}

TEST_CASE("an article's time runs out by itself") {
  in_a_house([](House& house) {
    house.organisation("shop");
    HttpClient admin = house.signed_in("admin@shop.test");
    const ArticleWhole article = created(admin, refund("三天。", R"(,"expires_at":"2026-03-01T00:00:00Z")"));
    CHECK(admin.post(at(article, "/publish"), "{}").status == 200);
    CHECK(admin.get(at(article, "/reading")).status == 200);
    house.pass(hours(24 * 10));
    CHECK(house.signed_in("admin@shop.test").get(at(article, "/reading")).status == 404);
    REQUIRE(house.parts().knowledge.indexing.turn().has_value());
    const auto after = read<ArticleWhole>(house.signed_in("admin@shop.test").get(at(article)).body);
    CHECK(after.state == ArticleState::expired);
  });
}

TEST_CASE("the list is filtered and read page by page") {
  in_a_house([](House& house) {
    house.organisation("shop");
    HttpClient admin = house.signed_in("admin@shop.test");
    for (int i = 0; i < 3; ++i)
      created(admin, R"({"audience":"agents","translations":[{"language":"en","title":"Café 100%)" +
                         std::to_string(i) + R"(","body":"x"}]})");
    const ArticleWhole refunds = created(admin, refund("三天。", R"(,"review_by":"2026-02-01T00:00:00Z")"));
    const auto list = [&admin](const std::string& query) {
      const HttpReply reply = admin.get("/api/v1/articles" + query);
      INFO(reply.body);
      REQUIRE(reply.status == 200);
      return read<ArticlePage>(reply.body);
    };
    CHECK(list("").items.size() == 4);
    CHECK(list("?state=draft&audience=agents").items.size() == 3);
    CHECK(list("?state=published").items.empty());
    CHECK(list("?q=CAFE").items.size() == 3);
    CHECK(list("?q=%25").items.size() == 3);
    CHECK(list("?q=%E9%80%80%E6%AC%BE").items.size() == 1);
    CHECK(list("?language=zh-CN").items.size() == 1);
    REQUIRE(list("?is_due=true").items.size() == 1);
    CHECK(list("?is_due=true").items.front().id == refunds.id);
    const ArticlePage first = list("?limit=3");
    REQUIRE(first.next_cursor.has_value());
    const ArticlePage rest = list("?limit=3&cursor=" + *first.next_cursor);
    CHECK(rest.items.size() == 1);
    CHECK_FALSE(rest.next_cursor.has_value());
  });
}

TEST_CASE("what is wrong with an article is said where") {
  in_a_house([](House& house) {
    house.organisation("shop");
    HttpClient admin = house.signed_in("admin@shop.test");
    CHECK(admin.post("/api/v1/articles", R"({"translations":[]})").status == 422);
    CHECK(problem_of(admin.post("/api/v1/articles", refund("x", R"(,"category_id":"12")"))).pointers ==
          std::vector<std::string>{"/category_id"});
    CHECK(problem_of(admin.post("/api/v1/articles",
                                R"({"translations":[{"language":"en","title":"a","body":"b"},)"
                                R"({"language":"en","title":"c","body":"d"}]})"))
              .pointers == std::vector<std::string>{"/translations/1/language"});
    created(admin, refund("x", R"(,"slug":"refund")"));
    CHECK(problem_of(admin.post("/api/v1/articles", refund("x", R"(,"slug":"refund")"))).pointers ==
          std::vector<std::string>{"/slug"});
    const ArticleWhole empty = created(admin, refund(" "));
    CHECK(problem_of(admin.post(at(empty, "/publish"), "{}")).pointers ==
          std::vector<std::string>{"/translations/0/body"});
    CHECK(problem_of(admin.send("PUT", at(empty), refund("x"), {})).reason == "if_match_required");
  });
}

TEST_CASE("agents read and search, writers write, publishers publish") {
  in_a_house([](House& house) {
    const auto shop = house.organisation("shop");
    house.user(shop.id, "ana@shop.test", "agent");
    house.user(shop.id, "sue@shop.test", "supervisor");
    HttpClient sue = house.signed_in("sue@shop.test");
    HttpClient ana = house.signed_in("ana@shop.test");
    const ArticleWhole article = created(sue, refund("三天。", R"(,"audience":"agents")"));
    CHECK(sue.post(at(article, "/publish"), "{}").status == 200);
    CHECK(ana.get(at(article, "/reading")).status == 200);
    CHECK(ana.get("/api/v1/articles").status == 403);
    CHECK(ana.post("/api/v1/articles", refund("x")).status == 403);
    CHECK(ana.post(at(article, "/expire"), "{}").status == 403);
    CHECK(ana.get("/api/v1/knowledge/search?q=refund&state=draft").status == 403);
    CHECK(ana.post(at(article, "/feedback"), R"({"is_helpful":false,"language":"zh-CN","words":"不够"})")
              .status == 204);
    CHECK(sue.get(at(article, "/feedback")).body.find("不够") != std::string::npos);
    CHECK(read<ArticleWhole>(sue.get(at(article)).body).not_helpful == 1);
  });
}

}  // namespace rapport::program::testing
