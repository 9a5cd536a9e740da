// Searching on the portal: the page of results, and what is suggested while somebody types or writes to us.
#include <fmt/format.h>

#include "base/utf8.h"
#include "portal/portal.h"
#include "portal/suggestions.h"

namespace rapport::portal {
namespace {

constexpr std::size_t results_max = 20;

std::string marked(const std::vector<knowledge::TextPiece>& pieces) {
  std::string html;
  for (const knowledge::TextPiece& piece : pieces)
    html += piece.is_match ? "<mark>" + escaped(piece.text) + "</mark>" : escaped(piece.text);
  return html;
}

std::string found_list(const Visit& visit, const knowledge::FoundArticles& found, const char* kind) {
  const std::string from =
      found.search_id ? fmt::format("?search={}", found.search_id->value) : std::string();
  std::string list = fmt::format("<ul class=\"{}\">", kind);
  for (const knowledge::FoundArticle& article : found.items)
    list +=
        fmt::format("<li><a href=\"{}\" lang=\"{}\">{}</a><p lang=\"{}\">{}</p></li>",
                    link(visit, "/" + http::percent_encoded(article.slug) + from), escaped(article.language),
                    marked(article.title), escaped(article.language), marked(article.snippet));
  return list + "</ul>";
}

http::Response search_page(Portal& portal, Visit& visit) {
  const std::string words(utf8_front(visit.asked("q"), knowledge::search_words_max));
  const auto found = look_for(portal, visit, words, {results_max, false});
  Page page;
  page.title = visit.say({"Search", "搜索"});
  page.path = "/-/search?q=" + http::percent_encoded(words);
  page.has_search = false;
  page.crumbs = {{page.title, ""}};
  page.body = fmt::format("<h1>{}</h1>{}", escaped(page.title), search_box(visit, words, true));
  if (!found) {
    page.status = http::status_of(found.error().code);
    page.body += fmt::format("<p class=\"notice\">{}</p>",
                             visit.say({"The search does not answer at the moment. Please try again.",
                                        "搜索暂时不可用，请稍后重试。"}));
    return shown(visit, page);
  }
  if (!words.empty()) {
    knowledge::ReaderStep step;
    step.kind = knowledge::ReaderStepKind::search;
    step.words = words;
    step.language = visit.language;
    step.results = static_cast<std::int64_t>(found->items.size());
    if (found->search_id) step.search = *found->search_id;
    portal.note(visit, step);
    page.body += fmt::format("<p class=\"count\" role=\"status\">{}</p>",
                             visit.is_zh() ? fmt::format("找到 {} 篇文章", found->items.size())
                             : found->items.size() == 1 ? std::string("1 article")
                                                        : fmt::format("{} articles", found->items.size()));
    page.body += found_list(visit, *found, "articles");
    page.body += portal.search_blocks(visit, words);
    if (visit.settings.has_contact_form)
      page.body += fmt::format("<p class=\"next\">{} <a href=\"{}\">{}</a></p>",
                               visit.say({"Not what you need?", "没有找到需要的内容？"}),
                               link(visit, "/-/contact?subject=" + http::percent_encoded(words)),
                               visit.say({"Write to us", "联系我们"}));
  }
  return shown(visit, page);
}

// A piece of a page, for the client to put below a field.
http::Response suggestions(Portal& portal, Visit& visit) {
  const std::string words(utf8_front(visit.asked("q"), knowledge::search_words_max));
  http::Response response;
  response.content_type = "text/html; charset=utf-8";
  response.headers = visit.answer_headers;
  response.headers.emplace_back("Cache-Control", "private, no-store");
  response.headers.emplace_back("Content-Security-Policy", "default-src 'none'; sandbox");
  response.body = suggestion_list(portal, visit, words);
  return response;
}

}  // namespace

Result<knowledge::FoundArticles> look_for(Portal& portal, const Visit& visit, const std::string& words,
                                          const Look& look) {
  knowledge::Asked asked;
  asked.text = words;
  asked.who = knowledge::Searcher::reader;
  asked.is_typing = look.is_typing;
  asked.limit = look.limit;
  asked.audiences = {knowledge::Audience::everybody};
  if (visit.signed_in) asked.audiences.push_back(knowledge::Audience::customers);
  asked.preferred = visit.language;
  return portal.needs().knowledge.finding.find(visit.org(), asked);
}

std::string suggestion_list(Portal& portal, const Visit& visit, const std::string& words) {
  if (words.empty()) return "";
  const auto found = look_for(portal, visit, words, {suggestions_max, true});
  return found && !found->items.empty() ? found_list(visit, *found, "suggested") : std::string();
}

void add_finding(Portal& portal) {
  portal.add_page("GET", "/-/search", [&portal](Visit& visit) { return search_page(portal, visit); });
  portal.add_page("GET", "/-/suggest", [&portal](Visit& visit) { return suggestions(portal, visit); });
}

}  // namespace rapport::portal
