#include "search/quality.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <sstream>

#include "platform/contract/describe.h"
#include "platform/contract/json.h"
#include "search/own_set.h"
#include "search/shelf.h"

namespace rapport::bench {

using namespace knowledge::search;

struct SquadQuestion {
  std::string question;
};
BOOST_DESCRIBE_STRUCT(SquadQuestion, (), (question))
struct SquadParagraph {
  std::string context;
  std::vector<SquadQuestion> qas;
};
BOOST_DESCRIBE_STRUCT(SquadParagraph, (), (context, qas))
struct SquadArticle {
  std::vector<SquadParagraph> paragraphs;
};
BOOST_DESCRIBE_STRUCT(SquadArticle, (), (paragraphs))
struct SquadFile {
  std::vector<SquadArticle> data;
};
BOOST_DESCRIBE_STRUCT(SquadFile, (), (data))

namespace {

struct Quality {
  double ndcg = 0, recall = 0;
};

double gain(const std::vector<int>& grades) {
  double sum = 0;
  for (std::size_t i = 0; i < grades.size() && i < 10; ++i)
    sum += (std::pow(2, grades[i]) - 1) / std::log2(static_cast<double>(i) + 2);
  return sum;
}

Quality quality(Index& index, const OwnSet& set, const std::string& language, const Weights& weights,
                bool has_synonyms, bool shows = false) {
  Quality all;
  double count = 0;
  for (const JudgedQuery& judged : set.queries) {
    if (!language.empty() && judged.language != language) continue;
    Query query;
    query.text = judged.text;
    if (has_synonyms) query.synonyms = &set.synonyms;
    const auto hits = index.find(shop, query, weights);
    RAPPORT_CHECK(hits.has_value());
    std::vector<int> found, ideal;
    double answers = 0, recalled = 0;
    for (const auto& [article, grade] : judged.grades) {
      ideal.push_back(grade);
      if (grade >= 2) ++answers;
    }
    for (std::size_t i = 0; i < hits->size(); ++i) {
      const auto grade = judged.grades.find((*hits)[i].article);
      found.push_back(grade == judged.grades.end() ? 0 : grade->second);
      if (i < 5 && found.back() >= 2) ++recalled;
    }
    std::sort(ideal.rbegin(), ideal.rend());
    const double ndcg = gain(found) / gain(ideal);
    if (shows && ndcg < 0.6) fmt::print(stderr, "{:.2f} {}\n", ndcg, judged.text);
    all.ndcg += ndcg;
    all.recall += recalled / answers;
    ++count;
  }
  return {all.ndcg / count, all.recall / count};
}

struct Part {
  const char* name;
  std::function<void(Weights&)> take_away;
};

struct Paragraphs {
  std::vector<Document> documents;
  std::vector<std::pair<std::string, std::int64_t>> questions;
  void add(const std::string& text, const std::vector<std::string>& asked) {
    const auto id = static_cast<std::int64_t>(documents.size()) + 1;
    documents.push_back({id, "zh-CN", "", text, {}, 0, 2, 0});
    for (const std::string& question : asked)
      questions.emplace_back(question, id);
  }
};

std::string whole(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

void put_all(Index& index, const std::vector<Document>& documents) {
  std::vector<Index::Entry> entries;
  for (const Document& document : documents) {
    entries.push_back({document.article, 1, {document}});
    if (entries.size() < 500) continue;
    RAPPORT_CHECK(index.put(shop, entries).has_value());
    entries.clear();
  }
  RAPPORT_CHECK(index.put(shop, entries).has_value());
}

}  // namespace

bool measure_own_set(const std::string& folder, bool is_taken_apart) {
  const OwnSet set = read_own_set(folder);
  if (set.queries.empty()) return fmt::print(stderr, "no set in {}\n", folder), false;
  Shelf shelf;
  put_all(shelf.index(), set.documents);
  figures.report("own_articles", static_cast<double>(set.documents.size()), "articles");
  figures.report("own_queries", static_cast<double>(set.queries.size()), "queries");
  for (const char* language : {"zh", "en", ""}) {
    const Quality found = quality(shelf.index(), set, language, {}, true, *language == '\0');
    const std::string name = *language == '\0' ? "own" : std::string("own_") + language;
    figures.report(name + "_ndcg10", found.ndcg, "1");
    figures.report(name + "_recall5", found.recall, "1");
  }
  if (!is_taken_apart) return true;
  const Part parts[] = {
      {"pairs", [](Weights& w) { w.pair = 0; }},
      {"dictionary_words", [](Weights& w) { w.han_word = 0; }},
      {"title", [](Weights& w) { w.title = 1; }},
      {"tags", [](Weights& w) { w.tag = 0; }},
      {"neighbours", [](Weights& w) { w.neighbours = 0; }},
      {"coverage", [](Weights& w) { w.covered = 0; }},
      {"typing_mistakes", [](Weights& w) { w.near = 0; }},
      {"pinyin", [](Weights& w) { w.typed = 0; }},
      {"same_sound", [](Weights& w) { w.sounds_like = 0; }},
  };
  for (const Part& part : parts) {
    Weights weights;
    part.take_away(weights);
    const Quality found = quality(shelf.index(), set, "", weights, true);
    figures.report(std::string("without_") + part.name + "_ndcg10", found.ndcg, "1");
    figures.report(std::string("without_") + part.name + "_recall5", found.recall, "1");
  }
  const Quality found = quality(shelf.index(), set, "", {}, false);
  figures.report("without_synonyms_ndcg10", found.ndcg, "1");
  figures.report("without_synonyms_recall5", found.recall, "1");
  return true;
}

void measure_public_sets(const std::string& folder, bool is_quick) {
  contract::DecodeOptions lenient;
  lenient.ignores_unknown = true;
  lenient.bytes_max = 64 << 20;
  lenient.items_max = 10'000'000;
  Paragraphs all;
  for (const char* name : {"/cmrc2018_trial.json", "/drcd_dev.json"}) {
    const auto file = contract::decode<SquadFile>(whole(folder + name), lenient);
    if (!file) {
      fmt::print(stderr, "SKIPPED: the public sets are not there (RAPPORT_DATA): {}{}\n", folder, name);
      return;
    }
    for (const SquadArticle& article : file->data)
      for (const SquadParagraph& paragraph : article.paragraphs) {
        std::vector<std::string> asked;
        for (const SquadQuestion& each : paragraph.qas)
          asked.push_back(each.question);
        all.add(paragraph.context, asked);
      }
  }
  Shelf shelf;
  put_all(shelf.index(), all.documents);
  double first = 0, fifth = 0, count = 0;
  for (std::size_t i = 0; i < all.questions.size(); i += is_quick ? 50 : 1) {
    Query query;
    query.text = all.questions[i].first;
    query.limit = 5;
    const auto hits = shelf.index().find(shop, query);
    RAPPORT_CHECK(hits.has_value());
    for (std::size_t at = 0; at < hits->size(); ++at)
      if ((*hits)[at].article == all.questions[i].second) {
        ++fifth;
        if (at == 0) ++first;
      }
    ++count;
  }
  figures.report("public_paragraphs", static_cast<double>(all.documents.size()), "articles");
  figures.report("public_questions", count, "queries");
  figures.report("public_recall1", first / count, "1");
  figures.report("public_recall5", fifth / count, "1");
}

}  // namespace rapport::bench
