// Rank: how well one document answers a plan: BM25 over its fields together (a word in the title counts more,
// a long body counts less), words that stand together, and how much of the query is there at all. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "knowledge/search/plan.h"

namespace rapport::knowledge::search {

// A document's fields as the index keeps them: tokens with spaces between.
struct Fields {
  std::string title_words, title_pairs, body_words, body_pairs, marks;
};

// Of the documents of an organisation.
struct Averages {
  double documents = 1, title = 8, body = 100;  // lengths in tokens
};

// How much of a query a document says, of the words that tell documents apart: those that some document has,
// and (where there are many documents) not most of them.
struct Cover {
  double share = 0;           // of their rarity, 0 to 1
  int said = 0, telling = 0;  // concepts
};

class Ranker {
 public:
  Ranker(const Plan& plan, const Weights& weights, const Averages& averages);
  double score(const Fields& fields, Cover* cover = nullptr) const;

 private:
  struct Counts {
    double title = 0, body = 0, tag = 0;
  };
  void count(std::string_view tokens, Where where, double Counts::*field, std::vector<Counts>& counts,
             std::vector<double>& together) const;

  const Plan& plan_;
  const Weights& weights_;
  const Averages& averages_;
  std::vector<double> rarity_;                                         // by term
  std::vector<double> concept_rarity_;                                 // the most of its terms
  std::vector<bool> is_telling_;                                       // by concept, see Cover
  std::unordered_map<std::string_view, std::vector<int>> by_text_[3];  // by Where; views into plan_
};

// ln(1 + (N - n + ½) / (n + ½)), Robertson and Spärck Jones as in BM25.
double rarity(double documents_all, double documents_with);

}  // namespace rapport::knowledge::search
