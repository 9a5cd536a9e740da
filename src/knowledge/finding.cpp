#include "knowledge/finding.h"

#include <algorithm>
#include <map>

#include "base/utf8.h"
#include "platform/text/text.h"

namespace rapport::knowledge {
namespace {

constexpr std::size_t reranked_max = 20;
constexpr std::size_t customer_messages_max = 3;
constexpr std::size_t answers_max = 3;
constexpr double answered_share_min = 0.5;

std::vector<TextPiece> pieces_of(const std::vector<search::Piece>& pieces) {
  std::vector<TextPiece> shown;
  for (const search::Piece& piece : pieces)
    shown.push_back({piece.text, piece.is_match});
  return shown;
}

std::string text_of_pieces(const std::vector<search::Piece>& pieces) {
  std::string text;
  for (const search::Piece& piece : pieces)
    text += piece.text;
  return text;
}

std::string trimmed_words(const std::string& text) {
  std::string words;
  for (const char byte : text::folded(utf8_front(text, search_words_max))) {
    const bool is_blank = static_cast<unsigned char>(byte) <= ' ';
    if (!is_blank)
      words.push_back(byte);
    else if (!words.empty() && words.back() != ' ')
      words.push_back(' ');
  }
  if (!words.empty() && words.back() == ' ') words.pop_back();
  return words;
}

}  // namespace

contract::Notes contract_notes(contract::Tag<FoundArticle>) {
  return {.fields = {{.name = "slug", .doc = "its name in addresses"},
                     {.name = "language", .doc = "of the translation that was found"},
                     {.name = "title", .doc = "in pieces: those that were searched for are marked"},
                     {.name = "snippet", .doc = "the stretch of the text that fits best, in such pieces"}}};
}
contract::Notes contract_notes(contract::Tag<FoundArticles>) {
  return {.fields = {{.name = "search_id", .doc = "to say which result was opened; absent: it is not kept"},
                     {.name = "is_complete", .doc = "false: the index is being made, some may be missing"}}};
}

Result<FoundArticles> Finding::find(OrgId org, const Asked& asked) {
  FoundArticles answer;
  answer.is_complete = indexing_.is_complete(org);
  const std::string words = trimmed_words(asked.text);
  if (words.empty()) return answer;
  auto groups = store_.synonyms(org);
  if (!groups) return tl::unexpected<Error>(groups.error());

  search::Query query;
  query.text = asked.text;
  query.is_typing = asked.is_typing;
  query.has_to_tell = asked.is_suggested;
  query.limit = reranker_.is_on() ? std::max(asked.limit, reranked_max) : asked.limit;
  query.synonyms = &*groups;
  query.states = 1U << static_cast<unsigned>(asked.state.value_or(ArticleState::published));
  if (!asked.audiences.empty()) {
    query.audiences = 0;
    for (const Audience audience : asked.audiences)
      query.audiences |= 1U << static_cast<unsigned>(audience);
  }
  query.category = asked.category.value_or(CategoryId{}).value;
  query.language = asked.language;
  query.preferred = asked.preferred;
  if (!query.preferred) query.preferred = text::has_han(words) ? "zh-CN" : "en";
  auto hits = index_.find(org, query);
  if (!hits) return tl::unexpected<Error>(hits.error());

  if (reranker_.is_on() && !asked.is_typing && !asked.is_suggested && hits->size() > 1) {
    std::vector<std::string> texts;
    for (const search::Hit& hit : *hits)
      texts.push_back(text_of_pieces(hit.title) + "\n" + text_of_pieces(hit.snippet));
    std::vector<search::Hit> ordered;
    for (const std::size_t at : reranker_.order(asked.text, texts))
      ordered.push_back(std::move((*hits)[at]));
    *hits = std::move(ordered);
  }
  if (hits->size() > asked.limit) hits->resize(asked.limit);

  std::vector<ArticleId> ids;
  for (const search::Hit& hit : *hits)
    ids.push_back({hit.article});
  auto slugs = store_.slugs(org, ids);
  if (!slugs) return tl::unexpected<Error>(slugs.error());
  const std::map<ArticleId, std::string> slug_of_article(slugs->begin(), slugs->end());
  for (const search::Hit& hit : *hits) {
    const auto slug = slug_of_article.find({hit.article});
    if (slug == slug_of_article.end()) continue;  // gone since
    FoundArticle found;
    found.article_id = {hit.article};
    found.slug = slug->second;
    found.language = hit.language;
    found.title = pieces_of(hit.title);
    found.snippet = pieces_of(hit.snippet);
    found.audience = static_cast<Audience>(hit.audience);
    found.state = static_cast<ArticleState>(hit.state);
    if (hit.category != 0) found.category_id = CategoryId{hit.category};
    answer.items.push_back(std::move(found));
  }
  const bool is_kept = !asked.is_typing && !asked.is_suggested && answer.is_complete && !asked.state;
  if (is_kept) {
    SearchLine line{ids_.next<SearchId>(),
                    words,
                    text::has_han(words) ? "zh" : "en",
                    asked.who,
                    static_cast<std::int64_t>(answer.items.size()),
                    clock_()};
    readings_.add_search(org, line);
    answer.search_id = line.id;
  }
  return answer;
}

Result<std::vector<ArticleId>> Finding::answers(OrgId org, const std::string& words) {
  std::vector<ArticleId> answers;
  if (trimmed_words(words).empty()) return answers;
  if (!indexing_.is_complete(org))
    return fail(ErrorCode::unavailable, "index_incomplete", "the search is being made");
  auto groups = store_.synonyms(org);
  if (!groups) return tl::unexpected<Error>(groups.error());
  search::Query query;
  query.text = words;
  query.limit = answers_max;
  query.has_to_tell = true;
  query.synonyms = &*groups;
  query.states = 1U << static_cast<unsigned>(ArticleState::published);
  query.audiences =
      1U << static_cast<unsigned>(Audience::everybody) | 1U << static_cast<unsigned>(Audience::customers);
  auto hits = index_.find(org, query);
  if (!hits) return tl::unexpected<Error>(hits.error());
  for (const search::Hit& hit : *hits)
    if (hit.cover.share >= answered_share_min && (hit.cover.said >= 2 || hit.cover.telling == 1))
      answers.push_back({hit.article});
  return answers;
}

std::string last_words_of(const std::vector<conversations::Message>& messages) {
  std::string words;
  std::size_t taken = 0;
  for (auto message = messages.rbegin(); message != messages.rend() && taken < customer_messages_max;
       ++message) {
    if (message->author != switchboard::Author::customer || message->text.empty()) continue;
    words += (words.empty() ? "" : "\n") + message->text;
    ++taken;
  }
  return words;
}

}  // namespace rapport::knowledge
