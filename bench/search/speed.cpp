#include "search/speed.h"

#include <algorithm>
#include <chrono>
#include <random>

#include "platform/text/text.h"
#include "search/own_set.h"
#include "search/shelf.h"

namespace rapport::bench {
namespace {

using namespace knowledge::search;
using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

// The words of one language, the commonest first; every tenth text gets a word that few others have.
class Speaker {
 public:
  Speaker(const std::vector<Document>& documents, const std::string& language, std::uint64_t seed)
      : is_zh_(language != "en"), random_(seed) {
    std::map<std::string, int> counts;
    for (const Document& document : documents)
      if (document.language == language)
        for (const text::Word& word : text::words(document.title + " " + document.body))
          ++counts[word.text];
    std::vector<std::pair<int, std::string>> order;
    for (const auto& [word, count] : counts)
      order.emplace_back(-count, word);
    std::sort(order.begin(), order.end());
    std::vector<double> weights;
    for (const auto& [count, word] : order) {
      words_.push_back(word);
      weights.push_back(1.0 / static_cast<double>(words_.size()));
    }
    choice_ = std::discrete_distribution<std::size_t>(weights.begin(), weights.end());
  }
  std::string say(std::size_t bytes) {
    std::string text;
    while (text.size() < bytes) {
      text += words_[choice_(random_)];
      if (!is_zh_) text.push_back(' ');
      if (random_() % 12 == 0) text += is_zh_ ? "，" : ", ";
    }
    if (random_() % 10 == 0) text += fmt::format(" model{} ", random_() % 5'000);
    return text;
  }

 private:
  bool is_zh_;
  std::mt19937_64 random_;
  std::vector<std::string> words_;
  std::discrete_distribution<std::size_t> choice_;
};

void measure(Index& index, const std::string& name, const std::vector<std::string>& queries,
             bool is_typing = false) {
  std::vector<double> times;
  std::size_t found = 0;
  for (const std::string& text : queries) {
    Query query;
    query.text = text;
    query.is_typing = is_typing;
    const auto begin = Clock::now();
    const auto hits = index.find(shop, query);
    times.push_back(ms_since(begin));
    RAPPORT_CHECK(hits.has_value());
    found += hits->empty() ? 0 : 1;
  }
  std::sort(times.begin(), times.end());
  figures.report(name + "_p50", times[times.size() / 2], "ms");
  figures.report(name + "_p99", times[times.size() * 99 / 100], "ms");
  figures.report(name + "_answered", static_cast<double>(found) / static_cast<double>(queries.size()), "1");
}

}  // namespace

void measure_speed(const std::string& folder, int articles) {
  const OwnSet set = read_own_set(folder);
  Shelf shelf;
  Speaker zh(set.documents, "zh-CN", 1), en(set.documents, "en", 2);
  const auto begin = Clock::now();
  double bytes = 0;
  std::vector<Index::Entry> entries;
  for (std::int64_t id = 1; id <= articles; ++id) {
    const bool is_zh = id % 2 == 0;
    Speaker& speaker = is_zh ? zh : en;
    Document document{id, is_zh ? "zh-CN" : "en", speaker.say(30), speaker.say(800), {}, 0, 2, 0};
    bytes += static_cast<double>(document.title.size() + document.body.size());
    entries.push_back({id, 1, {std::move(document)}});
    if (entries.size() < 1'000 && id != articles) continue;
    RAPPORT_CHECK(shelf.index().put(shop, entries).has_value());
    entries.clear();
  }
  figures.report("big_articles", articles, "articles");
  figures.report("big_build", ms_since(begin) / 1000, "s");
  figures.report("big_text", bytes / 1e6, "MB");
  figures.report("big_index", static_cast<double>(shelf.bytes()) / 1e6, "MB");

  std::vector<std::string> real, said, rare, typing;
  for (int round = 0; round < 4; ++round)
    for (const JudgedQuery& query : set.queries)
      real.push_back(query.text);
  for (int i = 0; i < 300; ++i) {
    said.push_back((i % 2 == 0 ? zh : en).say(12));
    rare.push_back(fmt::format("model{} {}", i * 7 % 5'000, i % 2 == 0 ? "退款" : "refund"));
    typing.push_back(std::string("refund").substr(0, 2 + static_cast<std::size_t>(i) % 5));
  }
  measure(shelf.index(), "big_real_queries", real);
  measure(shelf.index(), "big_common_words", said);
  measure(shelf.index(), "big_rare_words", rare);
  measure(shelf.index(), "big_typing", typing, true);
}

}  // namespace rapport::bench
