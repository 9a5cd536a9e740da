// An article as a page: the one rendering of articles for readers, also behind links in messages, and
// therefore there where the rest of the portal is switched off.
#include <fmt/format.h>

#include "base/utf8.h"
#include "knowledge/category.h"
#include "knowledge/rules.h"
#include "org/entity.h"
#include "platform/contract/parameters.h"
#include "platform/markdown/markdown.h"
#include "portal/portal.h"
#include "portal/suggestions.h"

namespace rapport::portal {
namespace {

constexpr std::size_t feedback_words_max = 1'000;
constexpr std::size_t related_max = 4;
constexpr std::size_t description_bytes = 160;

bool may_read(const Visit& visit, const knowledge::LiveArticle& article) {
  return article.fields.audience == knowledge::Audience::everybody ||
         (article.fields.audience == knowledge::Audience::customers && visit.signed_in);
}

http::Response no_article(const Visit& visit) {
  return refused(
      visit, 404, {"Not found", "页面不存在"},
      {"There is no such article, or it is not there any more.", "没有这篇文章，或者文章已下线。"});
}

// Of a search of ours: which result was opened.
knowledge::SearchId search_that_led_here(Portal& portal, const Visit& visit,
                                         const knowledge::LiveArticle& article) {
  knowledge::SearchId search;
  if (!contract::parse_id(visit.asked("search"), search.value) || !search) return {};
  if (!portal.needs().knowledge.readings.set_opened(visit.org(), search, article.id)) return {};
  return search;
}

std::string related_of(Portal& portal, const Visit& visit, const knowledge::LiveArticle& article,
                       const std::string& title) {
  auto found = look_for(portal, visit, title, {related_max + 1, true});
  if (!found) return "";
  std::string list;
  std::size_t count = 0;
  for (const knowledge::FoundArticle& each : found->items) {
    if (each.article_id == article.id || count++ == related_max) continue;
    std::string words;
    for (const knowledge::TextPiece& piece : each.title)
      words += piece.text;
    list += fmt::format("<li><a href=\"{}\" lang=\"{}\">{}</a></li>",
                        link(visit, "/" + http::percent_encoded(each.slug)), escaped(each.language),
                        escaped(words));
  }
  if (list.empty()) return "";
  return fmt::format(
      "<aside class=\"related\" aria-labelledby=\"related\"><h2 id=\"related\">{}</h2><ul>{}</ul></aside>",
      visit.say({"Related", "相关文章"}), list);
}

std::string feedback_of(const Visit& visit, const knowledge::LiveArticle& article,
                        const std::string& language) {
  if (!visit.asked("thanks").empty())
    return fmt::format("<section class=\"feedback\" id=\"feedback\"><p role=\"status\">{}</p></section>",
                       visit.say({"Thank you for telling us.", "感谢您的反馈。"}));
  return fmt::format(
      "<section class=\"feedback\" id=\"feedback\" aria-labelledby=\"helped\"><h2 id=\"helped\">{}</h2>"
      "<form method=\"post\" action=\"{}\">{}<input type=\"hidden\" name=\"slug\" value=\"{}\">"
      "<input type=\"hidden\" name=\"of\" value=\"{}\">"
      "<button name=\"helpful\" value=\"yes\">{}</button> <button name=\"helpful\" value=\"no\">{}</button>"
      "<details><summary>{}</summary><label for=\"words\">{}</label>"
      "<textarea id=\"words\" name=\"words\" maxlength=\"1000\" rows=\"3\"></textarea></details></form>"
      "</section>",
      visit.say({"Did this help?", "这篇文章有帮助吗？"}), link(visit, "/-/feedback"), form_fields(visit),
      escaped(article.slug), escaped(language), visit.say({"Yes", "有帮助"}), visit.say({"No", "没有帮助"}),
      visit.say({"Say more", "补充说明"}), visit.say({"What is missing?", "缺少什么？"}));
}

std::string other_languages(const Visit& visit, const knowledge::LiveArticle& article,
                            const std::string& shown_language) {
  std::string links;
  for (const knowledge::Translation& translation : article.fields.translations)
    if (translation.language != shown_language)
      links += fmt::format(" <a href=\"{0}/{1}?language={2}\" hreflang=\"{2}\" lang=\"{2}\">{3}</a>",
                           visit.base, http::percent_encoded(article.slug), escaped(translation.language),
                           escaped(translation.title));
  return links;
}

http::Response article_page(Portal& portal, Visit& visit) {
  const auto& needs = portal.needs();
  const auto article =
      needs.knowledge.store.live(visit.org(), visit.request.path_parameters.at("slug"), needs.clock());
  if (!article && article.error().code != ErrorCode::not_found)
    return http::problem(article.error(), visit.request.request_id);
  if (!article || !may_read(visit, *article)) return no_article(visit);
  const std::string asked = visit.asked("language");
  const knowledge::Translation* translation =
      knowledge::translation_for(article->fields, asked.empty() ? visit.language : asked);
  if (translation == nullptr) return no_article(visit);

  knowledge::ReaderStep step;
  step.article = article->id;
  step.language = translation->language;
  step.search = search_that_led_here(portal, visit, *article);
  portal.note(visit, step);

  Page page;
  page.title = translation->title;
  std::string words = markdown::text_of(translation->body);
  for (char& byte : words)
    if (byte == '\n') byte = ' ';
  page.description = std::string(utf8_front(words, description_bytes));
  page.path = "/" + http::percent_encoded(article->slug);
  page.content_language = translation->language;
  page.languages.clear();
  for (const knowledge::Translation& each : article->fields.translations)
    page.languages.push_back(each.language);
  page.is_indexed = article->fields.audience == knowledge::Audience::everybody;
  page.is_article = true;
  if (article->fields.category_id && visit.settings.is_on) {
    const auto category =
        org::get(needs.changes, knowledge::categories, visit.org(), *article->fields.category_id);
    if (category)
      page.crumbs.push_back({visit.is_zh() && !category->name_zh.empty() ? category->name_zh : category->name,
                             fmt::format("/-/category/{}", category->id.value)});
  }
  page.crumbs.push_back({translation->title, ""});
  page.body = fmt::format(
      "<article lang=\"{}\"><h1>{}</h1><div class=\"prose\">{}</div></article>"
      "<p class=\"changed\">{} {}{}</p>{}",
      escaped(translation->language), escaped(translation->title), markdown::html_of(translation->body),
      visit.say({"Updated", "更新于"}), time_html(visit, article->published_at),
      other_languages(visit, *article, translation->language),
      feedback_of(visit, *article, translation->language));
  if (visit.settings.is_on) page.body += related_of(portal, visit, *article, translation->title);
  return shown(visit, page);
}

http::Response take_feedback_form(Portal& portal, Visit& visit) {
  const Form form = form_of(visit.request);
  if (!is_own_form(visit, form)) return refused_form(visit);
  const auto& needs = portal.needs();
  const std::string slug = value_of(form, "slug");
  const auto article = needs.knowledge.store.live(visit.org(), slug, needs.clock());
  if (!article || !may_read(visit, *article)) return no_article(visit);
  knowledge::Feedback feedback;
  feedback.id = needs.ids.next<knowledge::FeedbackId>();
  feedback.version = article->version;
  const knowledge::Translation* translation =
      knowledge::translation_for(article->fields, value_of(form, "of"));
  feedback.language = translation == nullptr ? visit.language : translation->language;
  feedback.is_helpful = value_of(form, "helpful") != "no";
  feedback.words = std::string(utf8_front(value_of(form, "words"), feedback_words_max));
  feedback.at = needs.clock();
  if (auto added = needs.knowledge.readings.add_feedback(visit.org(), article->id, feedback); !added)
    return http::problem(added.error(), visit.request.request_id);
  return gone_to(visit, "/" + http::percent_encoded(slug) + "?thanks=1#feedback");
}

}  // namespace

void add_articles(Portal& portal) {
  const Portal::Rules always{true};
  portal.add_page(
      "GET", "/{slug}", [&portal](Visit& visit) { return article_page(portal, visit); }, always);
  portal.add_page(
      "POST", "/-/feedback", [&portal](Visit& visit) { return take_feedback_form(portal, visit); }, always);
}

}  // namespace rapport::portal
