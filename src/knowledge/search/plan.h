// Plan: a query taken apart into concepts, each with the terms that stand for it, before anything is looked
// for. What the vocabulary has to say (how many documents have a term, which words are near) is asked of a
// Lexicon. Pure but for that.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "knowledge/search/query.h"
#include "knowledge/search/weights.h"

namespace rapport::knowledge::search {

enum class Where : std::uint8_t { words, pairs, marks };  // marks: tags and pinyin

struct Term {
  std::string text;
  Where where = Where::words;
  double weight = 1;
  std::int64_t documents = 0;  // that have it
  int concept_index = -1;      // -1: only of a synonym
  bool is_common = false;      // finds nothing and is not marked; of what was found it weighs a little
};

// The same as some of the query's concepts, said in other words.
struct OtherWords {
  std::vector<int> concepts;
  std::vector<int> terms;
};

struct Plan {
  std::vector<Term> terms;
  std::vector<double> concepts;  // how much each weighs, before rarity
  std::vector<OtherWords> others;
};

struct Lexicon {
  std::function<std::int64_t(const std::string& term)> documents;
  // Words as written, one typing mistake away or beginning with it; a few.
  std::function<std::vector<std::string>(const std::string& word)> near;
  std::function<std::vector<std::string>(const std::string& word)> begun;
};

// `common`: whether the words that everybody uses (common_words.h) are as good as others.
enum class CommonWords : std::uint8_t { set_apart, counted };
Plan plan_of(const Query& query, const Weights& weights, const Lexicon& lexicon,
             CommonWords common = CommonWords::set_apart);

}  // namespace rapport::knowledge::search
