#include "knowledge/search/index.h"

#include <doctest/doctest.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "support/temp_folder.h"

namespace rapport::knowledge::search {
namespace {

constexpr OrgId shop{7}, other{8};

struct Shelf {
  Shelf() { reopen(); }
  void reopen() {
    index.reset();
    auto opened = Index::open(file(), log);
    REQUIRE(opened.has_value());
    index = std::move(*opened);
  }
  std::filesystem::path file() const { return folder.path() / "search.db"; }
  void put(std::int64_t article, const std::string& title, const std::string& body,
           const std::string& language, const std::vector<std::string>& tags = {}) {
    REQUIRE(index->put(shop, {{article, article, {{article, language, title, body, tags, 0, 2, 0}}}})
                .has_value());
  }
  std::vector<Hit> find(const std::string& text, Query query = {}) {
    query.text = text;
    auto hits = index->find(shop, query);
    REQUIRE(hits.has_value());
    return std::move(*hits);
  }
  // Articles, best first: "2 1".
  std::string found(const std::string& text, const Query& query = {}) {
    std::string all;
    for (const Hit& hit : find(text, query))
      all += (all.empty() ? "" : " ") + std::to_string(hit.article);
    return all;
  }

  tests::TempFolder folder;
  log::Log log{log::Options{log::Level::error, false, (folder.path() / "log").string()}};
  std::unique_ptr<Index> index;
};

std::string text_of(const std::vector<Piece>& pieces, bool is_marked = true) {
  std::string text;
  for (const Piece& piece : pieces)
    text += is_marked && piece.is_match ? "[" + piece.text + "]" : piece.text;
  return text;
}

void fill(Shelf& shelf) {
  shelf.put(1, "退款多久到账", "退货审核通过后，款项三到五个工作日原路退回银行卡。", "zh-CN",
            {"退款", "到账"});
  shelf.put(2, "How long does a refund take?", "Your money is returned within five working days.", "en",
            {"refund"});
  shelf.put(3, "修改收货地址", "未发货的订单可以在订单详情里修改地址，退款请看别处。", "zh-CN");
  shelf.put(4, "Connect to Wi-Fi",
            "Hold the router's button until the light blinks. Then enter your password.", "en");
  shelf.put(5, "女装尺码", "请按身高体重选择。", "zh-CN");
}

}  // namespace

TEST_CASE("articles are found by words of both scripts, the title before the body") {
  Shelf shelf;
  fill(shelf);
  CHECK(shelf.found("退款") == "1 3");
  CHECK(shelf.found("退款多久") == "1 3");
  CHECK(shelf.found("refunds") == "2");
  CHECK(shelf.found("REFUNDED") == "2");
  CHECK(shelf.found("地址") == "3");
  CHECK(shelf.found("wifi") == "4");
  CHECK(shelf.found("wi-fi") == "4");
  CHECK(shelf.found("nothing of this").empty());
  CHECK(shelf.found("").empty());
  CHECK(shelf.found("？！ \"' AND ( NEAR*").empty());
}

TEST_CASE("typing mistakes, beginnings, pinyin and Traditional characters find what was meant") {
  Shelf shelf;
  fill(shelf);
  CHECK(shelf.found("refnud") == "2");
  CHECK(shelf.found("pasword") == "4");
  CHECK(shelf.found("passwords") == "4");
  CHECK(shelf.found("refu").empty());
  Query typing;
  typing.is_typing = true;
  CHECK(shelf.found("refu", typing) == "2");
  CHECK(shelf.found("tuikuan") == "1");
  CHECK(shelf.found("tui kuan duo jiu") == "1");
  CHECK(shelf.found("nvzhuang") == "5");
  CHECK(shelf.found("退貨款項") == "1");
  CHECK(shelf.found("推款") == "1");  // another character of the same sound
}

TEST_CASE("synonyms are an organisation's own") {
  Shelf shelf;
  fill(shelf);
  CHECK(shelf.found("router").substr(0, 1) == "4");
  CHECK(shelf.found("modem").empty());
  const std::vector<SynonymGroup> groups{{"modem", "router"}, {"退钱", "退款"}, {"money back", "refund"}};
  Query query;
  query.synonyms = &groups;
  CHECK(shelf.found("modem", query) == "4");
  CHECK(shelf.found("怎么退钱", query).substr(0, 1) == "1");
  CHECK(shelf.found("money back", query).substr(0, 1) == "2");
  CHECK(shelf.found("modems", query).empty());
}

TEST_CASE("what was found is marked, as pieces and not as markup") {
  Shelf shelf;
  fill(shelf);
  shelf.put(6, "<b>refunds</b> & more", std::string(600, 'x') + " refund here " + std::string(600, 'y'),
            "en");
  const auto hits = shelf.find("退款多久");
  CHECK(text_of(hits.front().title) == "[退款多久]到账");
  for (const Hit& hit : shelf.find("refund"))
    if (hit.article == 6) {
      CHECK(text_of(hit.title) == "<b>[refunds]</b> & more");
      CHECK(text_of(hit.snippet).find("[refund] here") != std::string::npos);
      CHECK(hit.snippet.front().text == "…");
      CHECK(hit.snippet.back().text == "…");
      CHECK(text_of(hit.snippet, false).size() < 300);
    }
}

TEST_CASE("what everybody says decides nothing and is not marked, unless there is nothing else") {
  Shelf shelf;
  fill(shelf);
  shelf.put(6, "My three favourite teas", "The one that I have every day, and what you can do with it.",
            "en");
  shelf.put(7, "我们的故事", "我是怎么开始的，你知道吗？", "zh-CN");
  CHECK(shelf.found("How do I get my three refunds?") == "2");
  CHECK(shelf.found("你好，请问我的退款怎么还没有到呢") == "1 3");
  for (const Hit& hit : shelf.find("what is the refund of it"))
    CHECK(text_of(hit.title).find("[refund") != std::string::npos);
  for (const Hit& hit : shelf.find("我的退款"))
    CHECK(text_of(hit.snippet).find("[我") == std::string::npos);
  CHECK(shelf.found("my three") == "6");
  CHECK(text_of(shelf.find("my three").front().title) == "[My] [three] favourite teas");
  CHECK(shelf.found("my three unheardof") == "6");
  CHECK(shelf.found("我们的").substr(0, 1) == "7");
  Query suggested;
  suggested.has_to_tell = true;
  CHECK(shelf.found("my three", suggested).empty());
  CHECK(shelf.found("你好", suggested).empty());
  Query typing;
  typing.is_typing = true;
  CHECK(shelf.found("refund the", typing).substr(0, 1) == "2");
  CHECK(shelf.found("fav", typing) == "6");
}

TEST_CASE("filters leave out what is not asked for") {
  Shelf shelf;
  const auto put = [&shelf](std::int64_t article, std::uint8_t audience, std::uint8_t state,
                            std::int64_t category, const char* language) {
    REQUIRE(
        shelf.index
            ->put(shop, {{article, 1, {{article, language, "refund", "x", {}, audience, state, category}}}})
            .has_value());
  };
  put(1, 0, 2, 5, "en");
  put(2, 2, 2, 0, "en");
  put(3, 0, 0, 5, "de");
  Query query;
  CHECK(shelf.find("refund", query).size() == 3);
  query.audiences = 1;
  CHECK(shelf.find("refund", query).size() == 2);
  query.states = 1U << 2;
  CHECK(shelf.found("refund", query) == "1");
  query = {};
  query.category = 5;
  CHECK(shelf.find("refund", query).size() == 2);
  query.language = "de";
  CHECK(shelf.found("refund", query) == "3");
  query.limit = 0;
  CHECK(shelf.found("refund", query).empty());
  Query elsewhere;
  elsewhere.text = "refund";
  CHECK(shelf.index->find(other, elsewhere)->empty());
}

TEST_CASE("an article of two languages is found once, in the language that is preferred") {
  Shelf shelf;
  REQUIRE(shelf.index
              ->put(shop, {{1,
                            1,
                            {{1, "en", "5G router", "x", {}, 0, 2, 0},
                             {1, "zh-CN", "5G 路由器", "x", {}, 0, 2, 0}}}})
              .has_value());
  Query query;
  query.preferred = "zh-CN";
  REQUIRE(shelf.find("5G", query).size() == 1);
  CHECK(shelf.find("5G", query).front().language == "zh-CN");
  query.preferred = "en";
  CHECK(shelf.find("5G", query).front().language == "en");
}

TEST_CASE("what changes is found anew, what goes is not found, and all of it is there after a restart") {
  Shelf shelf;
  fill(shelf);
  shelf.put(2, "Exchange instead", "We swap it.", "en");
  CHECK(shelf.found("refund").empty());
  CHECK(shelf.found("exchange") == "2");
  REQUIRE(shelf.index->put(shop, {{1, 0, {}}}).has_value());
  CHECK(shelf.found("退款") == "3");
  CHECK(shelf.index->size(shop) == 4);
  shelf.reopen();
  CHECK(shelf.found("exchange") == "2");
  CHECK(shelf.found("pasword") == "4");
  const auto stamps = shelf.index->stamps(shop);
  REQUIRE(stamps.has_value());
  CHECK(stamps->size() == 4);
  CHECK_FALSE(stamps->contains(1));
}

TEST_CASE("a file that cannot be read is begun anew") {
  Shelf shelf;
  fill(shelf);
  shelf.index.reset();
  std::ofstream(shelf.file(), std::ios::trunc) << "this is no database, and never was, as anybody can see";
  shelf.reopen();
  CHECK(shelf.found("退款").empty());
  fill(shelf);
  CHECK(shelf.found("退款") == "1 3");
}

TEST_CASE("common words do not hide what is rare, and one common word finds something") {
  Shelf shelf;
  std::vector<Index::Entry> entries;
  for (std::int64_t i = 1; i <= 300; ++i)
    entries.push_back({i, 1, {{i, "en", "order " + std::to_string(i), "the order of a buyer", {}, 0, 2, 0}}});
  entries.push_back({301, 1, {{301, "en", "customs duty", "the order passes customs", {}, 0, 2, 0}}});
  entries.push_back({302, 1, {{302, "en", "the order", "order order", {}, 0, 2, 0}}});
  REQUIRE(shelf.index->put(shop, entries).has_value());
  Query query;
  Weights narrow;
  narrow.ranked_max = 50;
  query.text = "the order at customs";
  auto hits = shelf.index->find(shop, query, narrow);
  REQUIRE(hits.has_value());
  REQUIRE_FALSE(hits->empty());
  CHECK(hits->front().article == 301);
  query.text = "order";
  hits = shelf.index->find(shop, query, narrow);
  REQUIRE(hits.has_value());
  CHECK(hits->size() == 10);
  query.text = "order buyer";
  hits = shelf.index->find(shop, query, narrow);
  REQUIRE(hits.has_value());
  CHECK(hits->size() == 10);
}

TEST_CASE("readers search while articles change") {
  Shelf shelf;
  fill(shelf);
  std::atomic<bool> is_over = false;
  std::vector<std::thread> readers;
  std::atomic<int> failed = 0, found = 0;
  for (int i = 0; i < 3; ++i)
    readers.emplace_back([&] {
      Query query;
      query.text = "退款 refund pasword";
      do {
        const auto hits = shelf.index->find(shop, query);
        if (!hits)
          ++failed;
        else if (!hits->empty())
          ++found;
      } while (!is_over);
    });
  for (int i = 0; i < 30; ++i)
    shelf.put(10 + i % 3, "refund " + std::to_string(i), "退款", "en");
  is_over = true;
  for (std::thread& reader : readers)
    reader.join();
  CHECK(failed == 0);
  CHECK(found > 0);
}

}  // namespace rapport::knowledge::search
