#include "knowledge/search/plan.h"

#include <algorithm>
#include <set>

#include "base/utf8.h"
#include "knowledge/search/common_words.h"
#include "knowledge/search/tokens.h"
#include "platform/text/stem.h"
#include "platform/text/text.h"

namespace rapport::knowledge::search {
namespace {

constexpr std::size_t near_length_min = 4;
constexpr std::size_t alternatives_max = 4;

class Planner {
 public:
  Planner(const Query& query, const Weights& weights, const Lexicon& lexicon, CommonWords common)
      : query_(query), weights_(weights), lexicon_(lexicon), has_common_(common == CommonWords::counted) {}

  Plan take() {
    const std::string text(utf8_front(query_.text, query_bytes_max));
    latin(text);
    han(text);
    if (query_.synonyms != nullptr && weights_.synonym > 0) synonyms(text);
    return std::move(plan_);
  }

 private:
  int concept_of(double weight) {
    plan_.concepts.push_back(weight);
    return static_cast<int>(plan_.concepts.size()) - 1;
  }
  bool is_full() const { return plan_.concepts.size() >= concepts_max; }

  int add(const std::string& text, Where where, double weight, int concept_index, bool is_common = false) {
    Term term{text, where, weight, lexicon_.documents(text), concept_index, is_common};
    plan_.terms.push_back(std::move(term));
    return static_cast<int>(plan_.terms.size()) - 1;
  }

  void latin(const std::string& text) {
    const std::vector<Token> tokens = word_tokens(text);
    std::size_t last_latin = tokens.size();
    for (std::size_t i = tokens.size(); i-- > 0 && last_latin == tokens.size();)
      if (!tokens[i].is_han) last_latin = i;
    std::set<std::string> seen;
    std::vector<std::pair<int, std::vector<std::string>>> typed;  // unknown words that read as syllables
    const auto finish_typed = [this, &typed] {
      std::vector<std::string> syllables;
      for (const auto& [concept_index, read] : typed)
        syllables.insert(syllables.end(), read.begin(), read.end());
      if (weights_.typed > 0)
        for (const std::string& token : typed_tokens(syllables))
          add(token, Where::marks, weights_.typed, typed.front().first);
      typed.clear();
    };
    for (std::size_t i = 0; i < tokens.size() && !is_full(); ++i) {
      const Token& token = tokens[i];
      if (token.is_han) {
        if (!typed.empty()) finish_typed();
        continue;
      }
      if (!seen.insert(token.text).second) continue;
      const bool is_begun = i == last_latin && query_.is_typing && text.back() != ' ';
      const bool is_common = !has_common_ && is_common_word(token.plain);
      // "the" may become "thermometer".
      const int concept_index = concept_of(is_common && !is_begun ? weights_.common : 1);
      const std::int64_t documents =
          plan_.terms[static_cast<std::size_t>(add(token.text, Where::words, 1, concept_index, is_common))]
              .documents;
      add(token.text, Where::marks, 1, concept_index, is_common);
      if (is_begun) alternatives(lexicon_.begun(token.plain), token, weights_.begun, concept_index);
      if (documents == 0 && !is_common && token.plain.size() >= near_length_min && weights_.near > 0)
        alternatives(lexicon_.near(token.plain), token, weights_.near, concept_index);
      auto read = documents == 0 && !is_common ? syllables_of(token.plain) : std::vector<std::string>();
      if (read.empty()) {
        if (!typed.empty()) finish_typed();
      } else {
        typed.emplace_back(concept_index, std::move(read));
      }
    }
    if (!typed.empty()) finish_typed();
  }

  void alternatives(const std::vector<std::string>& words, const Token& token, double weight,
                    int concept_index) {
    std::set<std::string> stems{token.text};
    std::vector<Term> found;
    for (const std::string& word : words) {
      const std::string stem = text::english_stem(word);
      if (!stems.insert(stem).second) continue;
      Term term{stem, Where::words, weight, lexicon_.documents(stem), concept_index, false};
      if (term.documents > 0) found.push_back(std::move(term));
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Term& a, const Term& b) { return a.documents > b.documents; });
    if (found.size() > alternatives_max) found.resize(alternatives_max);
    for (Term& term : found)
      plan_.terms.push_back(std::move(term));
  }

  void han(const std::string& text) {
    std::set<std::string> seen;
    for (const std::string& pair : pair_tokens(text)) {
      if (is_full()) return;
      if (!seen.insert(pair).second || weights_.pair <= 0) continue;
      const bool is_common = !has_common_ && is_common_pair(pair);
      const int concept_index = concept_of(weights_.pair * (is_common ? weights_.common : 1));
      const std::int64_t documents =
          plan_.terms[static_cast<std::size_t>(add(pair, Where::pairs, 1, concept_index, is_common))]
              .documents;
      add(pair, Where::marks, 1, concept_index, is_common);
      if (documents == 0 && !is_common && weights_.sounds_like > 0)
        for (const std::string& token : typed_tokens(pair))
          add(token, Where::marks, weights_.sounds_like, concept_index);
    }
    for (const Token& token : word_tokens(text)) {
      if (is_full()) return;
      if (!token.is_han || weights_.han_word <= 0 || !seen.insert("=" + token.text).second) continue;
      const bool is_common = !has_common_ && is_common_word(token.plain);
      add(token.text, Where::words, 1, concept_of(weights_.han_word * (is_common ? weights_.common : 1)),
          is_common);
    }
  }

  void synonyms(const std::string& text) {
    const std::string folded = ' ' + text::folded(text) + ' ';
    for (const SynonymGroup& group : *query_.synonyms) {
      for (const std::string& entry : group) {
        if (!holds(folded, entry)) continue;
        for (const std::string& other : group)
          if (other != entry && !holds(folded, other)) instead(entry, other);
        break;
      }
    }
  }

  // Han anywhere, Latin as whole words.
  static bool holds(const std::string& text, const std::string& entry) {
    if (entry.empty()) return false;
    const bool is_han = text::has_han(entry);
    for (std::size_t at = text.find(entry); at != std::string::npos; at = text.find(entry, at + 1)) {
      if (is_han) return true;
      const auto is_letter = [&text](std::size_t place) {
        const char byte = text[place];
        return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
      };
      if (!is_letter(at - 1) && !is_letter(at + entry.size())) return true;
    }
    return false;
  }

  void instead(const std::string& entry, const std::string& other) {
    OtherWords words;
    std::set<std::string> covered;
    for (const Token& token : word_tokens(entry))
      covered.insert(token.text);
    for (const std::string& pair : pair_tokens(entry))
      covered.insert(pair);
    for (const Term& term : plan_.terms)
      if (term.concept_index >= 0 && covered.contains(term.text) &&
          std::find(words.concepts.begin(), words.concepts.end(), term.concept_index) == words.concepts.end())
        words.concepts.push_back(term.concept_index);
    for (const Token& token : word_tokens(other))
      if (!token.is_han) words.terms.push_back(add(token.text, Where::words, weights_.synonym, -1));
    for (const std::string& pair : pair_tokens(other))
      words.terms.push_back(add(pair, Where::pairs, weights_.synonym, -1));
    if (!words.terms.empty()) plan_.others.push_back(std::move(words));
  }

  const Query& query_;
  const Weights& weights_;
  const Lexicon& lexicon_;
  bool has_common_ = false;
  Plan plan_;
};

}  // namespace

Plan plan_of(const Query& query, const Weights& weights, const Lexicon& lexicon, CommonWords common) {
  return Planner(query, weights, lexicon, common).take();
}

}  // namespace rapport::knowledge::search
