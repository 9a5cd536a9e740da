#include <filesystem>

#include "cases/case_book.h"
#include "knowledge/article.h"
#include "knowledge/finding.h"
#include "program/data_folder.h"
#include "support/program/shop.h"
#include "support/program/visitor.h"

namespace rapport::program::testing {
namespace {

using knowledge::ArticleWhole;
using knowledge::FoundArticles;

struct ImportedFile {
  std::string name, error;
  std::optional<knowledge::ArticleId> article_id;
};
BOOST_DESCRIBE_STRUCT(ImportedFile, (), (name, error, article_id))
struct ImportedFiles {
  std::vector<ImportedFile> items;
};
BOOST_DESCRIBE_STRUCT(ImportedFiles, (), (items))

struct Gaps {
  std::vector<knowledge::Gap> items;
};
BOOST_DESCRIBE_STRUCT(Gaps, (), (items))

ArticleWhole publish(HttpClient& writer, const std::string& language, const std::string& title,
                     const std::string& body, const std::string& audience = "public") {
  const HttpReply made = writer.post(
      "/api/v1/articles", R"({"audience":")" + audience + R"(","translations":[{"language":")" + language +
                              R"(","title":")" + title + R"(","body":")" + body + R"("}]})");
  INFO(made.body);
  REQUIRE(made.status == 201);
  const auto article = read<ArticleWhole>(made.body);
  const HttpReply live =
      writer.post("/api/v1/articles/" + std::to_string(article.id.value) + "/publish", "{}");
  REQUIRE(live.status == 200);
  return read<ArticleWhole>(live.body);
}

FoundArticles search(HttpClient& client, const std::string& query,
                     const std::string& path = "/api/v1/knowledge/search") {
  const HttpReply reply = client.get(path + "?q=" + query);
  INFO(reply.body);
  REQUIRE(reply.status == 200);
  return read<FoundArticles>(reply.body);
}

void wait_for_index(House& house, OrgId org) {
  REQUIRE(eventually([&] { return house.parts().knowledge.indexing.is_complete(org); }));
}

}  // namespace

TEST_CASE("what is published is found at once, and what is not any more is not") {
  in_a_house([](House& house) {
    const auto shop = house.organisation("shop");
    HttpClient admin = house.signed_in("admin@shop.test");
    wait_for_index(house, shop.id);
    const ArticleWhole refund = publish(admin, "en", "Refunds", "Money back in **five** days");
    publish(admin, "en", "Refund exceptions", "For agents", "agents");
    CHECK(search(admin, "refund").items.size() == 2);
    CHECK(search(admin, "refund&audience=agents").items.size() == 1);
    CHECK(search(admin, "").items.empty());
    CHECK_FALSE(search(admin, "").search_id.has_value());
    CHECK_FALSE(search(admin, "refund&is_typing=true").search_id.has_value());

    HttpClient reader = house.client();
    const auto open = search(reader, "refund", "/api/v1/help/shop/search");
    REQUIRE(open.items.size() == 1);
    CHECK(open.items.front().article_id == refund.id);
    CHECK(reader.get("/api/v1/help/shop/articles/refunds").status == 200);
    CHECK(reader.get("/api/v1/help/shop/articles/refund-exceptions").status == 404);
    CHECK(reader.get("/api/v1/help/nobody/search?q=x").status == 404);
    const HttpReply page = reader.get("/help/shop/refunds");
    CHECK(page.status == 200);
    CHECK(page.body.find("<strong>five</strong>") != std::string::npos);
    CHECK(reader.get("/help/shop/refund-exceptions").status == 404);
    CHECK(reader.post("/api/v1/help/shop/articles/refunds/feedback", R"({"is_helpful":true,"language":"en"})")
              .status == 204);

    CHECK(admin.post("/api/v1/articles/" + std::to_string(refund.id.value) + "/expire", "{}").status == 200);
    CHECK(search(reader, "refund", "/api/v1/help/shop/search").items.empty());
    CHECK(search(admin, "refund&state=expired").items.size() == 1);
  });
}

TEST_CASE("an index that is missing is made again from the articles") {
  in_a_house([](House& house) {
    const auto shop = house.organisation("shop");
    HttpClient admin = house.signed_in("admin@shop.test");
    publish(admin, "zh-CN", "退款多久到账", "三天");
    house.stop();
    const auto file = house.settings.data / search_file;
    REQUIRE(std::filesystem::exists(file));
    for (const char* ending : {"", "-wal", "-shm"})
      std::filesystem::remove(file.string() + ending);
    house.start();
    wait_for_index(house, shop.id);
    HttpClient again = house.signed_in("admin@shop.test");
    CHECK(search(again, "tuikuan").items.size() == 1);
  });
}

TEST_CASE("synonyms of the organisation count, and are folded") {
  in_a_house([](House& house) {
    const auto shop = house.organisation("shop");
    HttpClient admin = house.signed_in("admin@shop.test");
    publish(admin, "en", "Reset your router", "Hold the button");
    CHECK(search(admin, "modem").items.empty());
    const HttpReply set =
        admin.send("PUT", "/api/v1/knowledge/synonyms", R"({"groups":[["Modem","ROUTER"],["alone"]]})");
    INFO(set.body);
    CHECK(set.body == R"({"groups":[["modem","router"]]})");
    CHECK(search(admin, "modem").items.size() == 1);
  });
}

TEST_CASE("searches in vain are reported, without who asked") {
  in_a_house([](House& house) {
    const auto shop = house.organisation("shop");
    HttpClient admin = house.signed_in("admin@shop.test");
    wait_for_index(house, shop.id);
    const ArticleWhole refund = publish(admin, "en", "Refunds", "Money back");
    search(admin, "Warranty");
    search(admin, "warranty");
    const auto opened = search(admin, "refunds");
    REQUIRE(opened.search_id.has_value());
    const std::string path =
        "/api/v1/knowledge/searches/" + std::to_string(opened.search_id->value) + "/opened";
    REQUIRE(eventually(
        [&] { return admin.post(path, R"({"article_id":)" + quoted(refund.id.value) + "}").status == 204; }));
    search(admin, "money");
    REQUIRE(
        eventually([&] { return read<Gaps>(admin.get("/api/v1/knowledge/gaps").body).items.size() == 2; }));
    const auto gaps = read<Gaps>(admin.get("/api/v1/knowledge/gaps").body);
    CHECK(gaps.items[0].words == "warranty");
    CHECK(gaps.items[0].without_result == 2);
    CHECK(gaps.items[1].words == "money");
    CHECK(gaps.items[1].without_opening == 1);
  });
}

TEST_CASE("a conversation is answered by articles about what the customer said") {
  in_a_shop([](Shop& shop) {
    HttpClient admin = shop.house.signed_in("admin@shop.test");
    const ArticleWhole refund = publish(admin, "zh-CN", "退款多久到账", "三天");
    publish(admin, "zh-CN", "修改收货地址", "在订单里");
    Desk ana = shop.desk_of_ana();
    ChatVisitor visitor = shop.visitor();
    visitor.start("你好，我上周退货了，退款什么时候到账？", "first");
    const auto taken = ana.accept_next();
    const std::string path = "/api/v1/interactions/" + std::to_string(taken.id.value) + "/suggested-articles";
    const HttpReply reply = ana.client.get(path);
    INFO(reply.body);
    REQUIRE(reply.status == 200);
    const auto found = read<FoundArticles>(reply.body);
    REQUIRE_FALSE(found.items.empty());
    CHECK(found.items.front().article_id == refund.id);
    const std::string article = "/api/v1/articles/" + std::to_string(refund.id.value);
    CHECK(ana.client
              .post(article + "/uses", R"({"interaction_id":)" + quoted(taken.id.value) + R"(,"way":"text"})")
              .status == 204);
    CHECK(admin.get(article + "/uses").body.find(quoted(taken.id.value)) != std::string::npos);
    CHECK(read<ArticleWhole>(admin.get(article).body).uses == 1);
  });
}

TEST_CASE("an article that a case used is seen at both, until it is unlinked") {
  in_a_shop([](Shop& shop) {
    HttpClient admin = shop.house.signed_in("admin@shop.test");
    const ArticleWhole refund = publish(admin, "zh-CN", "退款多久到账", "三天");
    const ArticleWhole address = publish(admin, "zh-CN", "修改收货地址", "在订单里");
    auto& book = shop.house.parts().cases;
    const org::By nobody{shop.org, {}};
    cases::NewCase wanted;
    wanted.subject = "Where is my money?";
    const auto first = book.open(nobody, wanted).value();
    const auto second = book.open(nobody, wanted).value();
    Desk ana = shop.desk_of_ana();
    ChatVisitor visitor = shop.visitor();
    visitor.start("退款", "first");
    const auto talk = ana.accept_next();
    REQUIRE(ana.client
                .post("/api/v1/cases/" + std::to_string(first.id.value) + "/links",
                      R"({"interaction_id":)" + quoted(talk.id.value) + "}")
                .status < 300);

    const auto use = [&](const ArticleWhole& article, const std::string& body) {
      return ana.client.post("/api/v1/articles/" + std::to_string(article.id.value) + "/uses", body).status;
    };
    CHECK(use(refund, R"({"case_id":)" + quoted(first.id.value) + R"(,"way":"text"})") == 204);
    CHECK(use(refund, R"({"case_id":)" + quoted(first.id.value) + R"(,"way":"by_hand"})") == 204);
    CHECK(use(refund, R"({"case_id":)" + quoted(second.id.value) + R"(,"way":"link"})") == 204);
    CHECK(use(address, R"({"interaction_id":)" + quoted(talk.id.value) + R"(,"way":"link"})") == 204);
    CHECK(use(refund, R"({"way":"link"})") == 422);
    CHECK(use(refund, R"({"case_id":"99","way":"link"})") == 404);
    CHECK(use(refund, R"({"case_id":)" + quoted(first.id.value) + R"(,"interaction_id":)" +
                          quoted(talk.id.value) + R"(,"way":"link"})") == 422);

    const std::string of_first = "/api/v1/cases/" + std::to_string(first.id.value) + "/articles";
    const auto titles = [&](const std::string& path) {
      const std::string body = ana.client.get(path).body;
      return std::pair{body.find("退款多久到账") != std::string::npos,
                       body.find("修改收货地址") != std::string::npos};
    };
    CHECK(titles(of_first) == std::pair{true, true});
    const std::string uses = "/api/v1/articles/" + std::to_string(refund.id.value) + "/uses";
    CHECK(admin.get(uses).body.find(first.number) != std::string::npos);
    CHECK(admin.get(uses).body.find("Where is my money?") != std::string::npos);
    CHECK(read<ArticleWhole>(admin.get("/api/v1/articles/" + std::to_string(refund.id.value)).body).uses ==
          2);
    CHECK(admin.get("/api/v1/articles/" + std::to_string(address.id.value) + "/uses").body.find("\"chat\"") !=
          std::string::npos);

    // What used it before it was merged still did.
    REQUIRE(ana.client.send("DELETE", of_first + "/" + std::to_string(refund.id.value), "").status == 204);
    CHECK(titles(of_first) == std::pair{false, true});
    CHECK(ana.client.send("DELETE", of_first + "/" + std::to_string(refund.id.value), "").status == 404);
    REQUIRE(ana.client
                .post("/api/v1/cases/" + std::to_string(second.id.value) + "/merge",
                      R"({"into_case_id":)" + quoted(first.id.value) + "}")
                .status < 300);
    CHECK(titles(of_first) == std::pair{true, true});
    CHECK(ana.client.get("/api/v1/cases/99/articles").status == 404);
  });
}

TEST_CASE("files become drafts, each whole or not at all") {
  in_a_house([](House& house) {
    house.organisation("shop");
    HttpClient admin = house.signed_in("admin@shop.test");
    CHECK(admin.post("/api/v1/article-categories", R"({"name":"Money","name_zh":"退款"})").status == 201);
    const HttpReply reply = admin.post(
        "/api/v1/knowledge/import",
        R"({"language":"en","files":[{"name":"a.md","text":"---\ncategory: money\n---\n# Refunds\n\nSoon."},)"
        R"({"name":"b.html","text":"<h1>Hi</h1><script>x</script><p>there"},{"name":"c.pdf","text":"x"},)"
        R"({"name":"d.md","text":"---\ncategory: none\n---\nx"}]})");
    INFO(reply.body);
    REQUIRE(reply.status == 200);
    const auto made = read<ImportedFiles>(reply.body);
    REQUIRE(made.items.size() == 4);
    CHECK(made.items[0].article_id.has_value());
    CHECK(made.items[1].article_id.has_value());
    CHECK(made.items[2].error.find("c.pdf") == 0);
    CHECK(made.items[3].error == "there is no category none");
    CHECK(search(admin, "soon&state=draft").items.size() == 1);
  });
}

}  // namespace rapport::program::testing
