#include "knowledge/search/rank.h"

#include <algorithm>
#include <cmath>

namespace rapport::knowledge::search {
namespace {

constexpr std::ptrdiff_t together_distance = 2;  // tokens
constexpr double many_documents = 8;             // from here on, what most of them have tells nothing

std::size_t length_of(std::string_view tokens) {
  return tokens.empty() ? 0 : static_cast<std::size_t>(std::count(tokens.begin(), tokens.end(), ' ')) + 1;
}

}  // namespace

double rarity(double documents_all, double documents_with) {
  return std::log(1 + (std::max(0.0, documents_all - documents_with) + 0.5) / (documents_with + 0.5));
}

Ranker::Ranker(const Plan& plan, const Weights& weights, const Averages& averages)
    : plan_(plan),
      weights_(weights),
      averages_(averages),
      concept_rarity_(plan.concepts.size(), 0),
      is_telling_(plan.concepts.size(), false) {
  for (std::size_t i = 0; i < plan.terms.size(); ++i) {
    const Term& term = plan.terms[i];
    rarity_.push_back(rarity(averages.documents, static_cast<double>(term.documents)));
    by_text_[static_cast<std::size_t>(term.where)][term.text].push_back(static_cast<int>(i));
    if (term.concept_index < 0) continue;
    // What nobody has still counts as missing, but as nothing rarer than what one document has.
    double& rarest = concept_rarity_[static_cast<std::size_t>(term.concept_index)];
    const double own = term.documents > 0 ? rarity_.back() : rarity(averages.documents, 1) / 2;
    rarest = std::max(rarest, own);
    const auto with = static_cast<double>(term.documents);
    if (with > 0 && !term.is_common &&
        (averages.documents < many_documents || with * 2 <= averages.documents))
      is_telling_[static_cast<std::size_t>(term.concept_index)] = true;
  }
}

void Ranker::count(std::string_view tokens, Where where, double Counts::*field, std::vector<Counts>& counts,
                   std::vector<double>& together) const {
  const auto& terms = by_text_[static_cast<std::size_t>(where)];
  if (terms.empty()) return;
  const double worth = field == &Counts::title ? 2 : 1;
  int last_concept = -10;
  std::ptrdiff_t position = 0, last_position = -10;
  while (!tokens.empty()) {
    const std::size_t end = tokens.find(' ');
    const std::string_view token = tokens.substr(0, end);
    if (const auto found = terms.find(token); found != terms.end()) {
      for (const int at : found->second) {
        counts[static_cast<std::size_t>(at)].*field += 1;
        const int concept_index = plan_.terms[static_cast<std::size_t>(at)].concept_index;
        if (concept_index < 0) continue;
        if (concept_index == last_concept + 1 && position - last_position <= together_distance) {
          double& both = together[static_cast<std::size_t>(concept_index)];
          both = std::max(both, worth);
        }
        last_concept = concept_index;
        last_position = position;
      }
    }
    ++position;
    if (end == std::string_view::npos) break;
    tokens.remove_prefix(end + 1);
  }
}

double Ranker::score(const Fields& fields, Cover* cover) const {
  std::vector<Counts> counts(plan_.terms.size());
  std::vector<double> together(plan_.concepts.size(), 0);
  count(fields.title_words, Where::words, &Counts::title, counts, together);
  count(fields.title_pairs, Where::pairs, &Counts::title, counts, together);
  count(fields.body_words, Where::words, &Counts::body, counts, together);
  count(fields.body_pairs, Where::pairs, &Counts::body, counts, together);
  count(fields.marks, Where::marks, &Counts::tag, counts, together);
  const double title = static_cast<double>(length_of(fields.title_words) + length_of(fields.title_pairs));
  const double body = static_cast<double>(length_of(fields.body_words) + length_of(fields.body_pairs));
  const double title_norm =
      1 - weights_.length_title + weights_.length_title * title / std::max(1.0, averages_.title);
  const double body_norm =
      1 - weights_.length_body + weights_.length_body * body / std::max(1.0, averages_.body);

  std::vector<double> by_concept(plan_.concepts.size(), 0);
  std::vector<double> by_term(plan_.terms.size(), 0);
  for (std::size_t i = 0; i < plan_.terms.size(); ++i) {
    const double often = weights_.title * counts[i].title / title_norm + counts[i].body / body_norm +
                         weights_.tag * counts[i].tag;
    if (often <= 0) continue;
    by_term[i] = plan_.terms[i].weight * rarity_[i] * often * (weights_.saturation + 1) /
                 (often + weights_.saturation);
    if (plan_.terms[i].concept_index < 0) continue;
    double& best = by_concept[static_cast<std::size_t>(plan_.terms[i].concept_index)];
    best = std::max(best, by_term[i]);
  }
  double sum = 0, there = 0, all = 0, telling = 0;
  for (std::size_t i = 0; i < by_concept.size(); ++i) {
    by_concept[i] *= plan_.concepts[i];
    sum += by_concept[i] + weights_.neighbours * together[i] * plan_.concepts[i] * concept_rarity_[i];
    all += plan_.concepts[i] * concept_rarity_[i];
    if (by_concept[i] > 0) there += plan_.concepts[i] * concept_rarity_[i];
    if (cover == nullptr || !is_telling_[i]) continue;
    telling += plan_.concepts[i] * concept_rarity_[i];
    ++cover->telling;
    if (by_concept[i] <= 0) continue;
    cover->share += plan_.concepts[i] * concept_rarity_[i];
    ++cover->said;
  }
  if (cover != nullptr && telling > 0) cover->share /= telling;
  for (const OtherWords& other : plan_.others) {
    double said = 0, instead = 0, weight = 0;
    for (const int at : other.concepts) {
      said += by_concept[static_cast<std::size_t>(at)];
      if (by_concept[static_cast<std::size_t>(at)] <= 0)
        weight +=
            plan_.concepts[static_cast<std::size_t>(at)] * concept_rarity_[static_cast<std::size_t>(at)];
    }
    for (const int at : other.terms)
      instead += by_term[static_cast<std::size_t>(at)];
    if (instead <= said) continue;
    sum += instead - said;
    there += weight;
    // Two synonyms of one word are not two words.
    for (const int at : other.concepts)
      by_concept[static_cast<std::size_t>(at)] = std::max(
          by_concept[static_cast<std::size_t>(at)], instead / static_cast<double>(other.concepts.size()));
  }
  if (all <= 0) return sum;
  return sum * (1 - weights_.covered + weights_.covered * std::min(1.0, there / all));
}

}  // namespace rapport::knowledge::search
