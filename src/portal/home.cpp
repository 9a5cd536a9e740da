// The start of the portal, its categories, and what machines read: theme, logo, sitemap.
#include <fmt/format.h>

#include "base/utf8.h"
#include "knowledge/rules.h"
#include "knowledge/shelf.h"
#include "platform/contract/parameters.h"
#include "platform/markdown/markdown.h"
#include "portal/portal.h"
#include "portal/theme.h"

namespace rapport::portal {
namespace {

constexpr std::int64_t most_read_max = 8;
constexpr std::int64_t sitemap_max = 20'000;

knowledge::ShelfQuestion shelf_question(const Portal& portal, const Visit& visit) {
  knowledge::ShelfQuestion question;
  question.org = visit.org();
  question.is_for_customers = visit.signed_in.has_value();
  question.now = portal.needs().clock();
  return question;
}

std::string category_name(const Visit& visit, const knowledge::Category& category) {
  return visit.is_zh() && !category.name_zh.empty() ? category.name_zh : category.name;
}

http::Response home_page(Portal& portal, Visit& visit) {
  database::Database& database = portal.needs().changes.database();
  knowledge::ShelfQuestion question = shelf_question(portal, visit);
  const auto shelves = knowledge::shelves(database, question);
  question.most = most_read_max;
  const auto read = knowledge::most_read(database, question, question.now - hours(24 * 30));
  const std::string& own = visit.is_zh() ? visit.settings.welcome_zh : visit.settings.welcome;
  const std::string welcome =
      own.empty() ? std::string(visit.say({"How can we help?", "您需要什么帮助？"})) : own;
  Page page;
  page.title = visit.say({"Help", "帮助中心"});
  page.description = welcome;
  page.is_indexed = true;
  page.has_search = false;
  page.body = fmt::format("<section class=\"hero\"><h1>{}</h1>{}</section>", escaped(welcome),
                          search_box(visit, "", true));
  if (shelves && !shelves->empty()) {
    page.body += fmt::format("<section><h2>{}</h2><ul class=\"shelves\">", visit.say({"Topics", "主题"}));
    for (const knowledge::Category& category : *shelves)
      page.body += fmt::format("<li><a href=\"{}\">{}</a></li>",
                               link(visit, fmt::format("/-/category/{}", category.id.value)),
                               escaped(category_name(visit, category)));
    page.body += "</ul></section>";
  }
  if (read && !read->empty())
    page.body += fmt::format("<section><h2>{}</h2>{}</section>", visit.say({"Most read", "热门文章"}),
                             article_list(visit, *read));
  page.body += portal.home_blocks(visit);
  return shown(visit, page);
}

http::Response category_page(Portal& portal, Visit& visit) {
  database::Database& database = portal.needs().changes.database();
  const knowledge::ShelfQuestion question = shelf_question(portal, visit);
  std::int64_t id = 0;
  (void)contract::parse_id(visit.request.path_parameters.at("id"), id);
  const auto shelves = knowledge::shelves(database, question);
  const knowledge::Category* category = nullptr;
  if (shelves)
    for (const knowledge::Category& each : *shelves)
      if (each.id.value == id) category = &each;
  if (category == nullptr)
    return refused(visit, 404, {"Not found", "页面不存在"}, {"There is no such topic.", "没有这个主题。"});
  const auto articles = knowledge::on_shelf(database, question, category->id);
  Page page;
  page.title = category_name(visit, *category);
  page.path = fmt::format("/-/category/{}", id);
  page.crumbs = {{page.title, ""}};
  page.is_indexed = true;
  page.body = fmt::format("<h1>{}</h1>{}", escaped(page.title),
                          article_list(visit, articles.value_or(std::vector<knowledge::LiveArticle>{})));
  return shown(visit, page);
}

http::Response cached(std::string type, std::string body) {
  http::Response response;
  response.content_type = std::move(type);
  response.body = std::move(body);
  response.headers = {{"Cache-Control", "public, max-age=86400"}, {"X-Content-Type-Options", "nosniff"}};
  return response;
}

http::Response logo_file(Portal& portal, const Visit& visit) {
  const auto logo = portal.store().logo(visit.org());
  const auto path = logo && *logo ? portal.needs().files.find((*logo)->digest)
                                  : fail(ErrorCode::not_found, "no_logo", "there is no logo");
  if (!path) return http::problem(path.error(), visit.request.request_id);
  http::Response response = cached((*logo)->type, "");
  response.file = *path;
  return response;
}

http::Response sitemap(Portal& portal, const Visit& visit) {
  knowledge::ShelfQuestion question;
  question.org = visit.org();
  question.now = portal.needs().clock();
  question.most = sitemap_max;
  const auto all = knowledge::on_shelf(portal.needs().changes.database(), question, {});
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/"
      "0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n";
  const auto add = [&](const std::string& path, const std::vector<std::string>& languages) {
    const std::string address = visit.origin + visit.base + path;
    for (const std::string& language : languages) {
      xml += fmt::format("<url><loc>{}?language={}</loc>", escaped(address), escaped(language));
      for (const std::string& each : languages)
        xml += fmt::format("<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{}?language={}\"/>",
                           escaped(each), escaped(address), escaped(each));
      xml += "</url>\n";
    }
  };
  add("", {"en", "zh-CN"});
  if (all)
    for (const knowledge::LiveArticle& article : *all) {
      std::vector<std::string> languages;
      for (const knowledge::Translation& translation : article.fields.translations)
        languages.push_back(translation.language);
      add("/" + http::percent_encoded(article.slug), languages);
    }
  return cached("application/xml; charset=utf-8", xml + "</urlset>\n");
}

}  // namespace

std::string article_list(const Visit& visit, const std::vector<knowledge::LiveArticle>& articles) {
  constexpr std::size_t excerpt_bytes = 200;
  std::string list = "<ul class=\"articles\">";
  for (const knowledge::LiveArticle& article : articles) {
    const knowledge::Translation* translation = knowledge::translation_for(article.fields, visit.language);
    if (translation == nullptr) continue;
    std::string words = markdown::text_of(translation->body);
    for (char& byte : words)
      if (byte == '\n') byte = ' ';
    std::string excerpt(utf8_front(words, excerpt_bytes));
    if (excerpt.size() < words.size()) excerpt += "…";
    list +=
        fmt::format("<li><a href=\"{}\" lang=\"{}\">{}</a><p lang=\"{}\">{}</p></li>",
                    link(visit, "/" + http::percent_encoded(article.slug)), escaped(translation->language),
                    escaped(translation->title), escaped(translation->language), escaped(excerpt));
  }
  return list + "</ul>";
}

void add_home(Portal& portal) {
  portal.add_page("GET", "", [&portal](Visit& visit) { return home_page(portal, visit); });
  portal.add_page("GET", "/-/category/{id}",
                  [&portal](Visit& visit) { return category_page(portal, visit); });
  const Portal::Rules always{true};
  portal.add_page(
      "GET", "/-/theme.css",
      [&portal](Visit& visit) {
        // Every page asks for it, and with the cookie that the page has just given: a browser.
        if (!visit.is_reader_fresh && !visit.is_machine)
          portal.needs().readers.returned(visit.org(), visit.reader);
        return cached("text/css; charset=utf-8", theme_css(visit.settings));
      },
      always);
  portal.add_page(
      "GET", "/-/icon.svg",
      [](Visit& visit) {
        const std::string& name = visit.name();
        const std::string_view letter = std::string_view(name).substr(0, utf8_sequence_length(name));
        return cached("image/svg+xml", theme_icon(visit.settings, escaped(letter)));
      },
      always);
  portal.add_page(
      "GET", "/-/logo", [&portal](Visit& visit) { return logo_file(portal, visit); }, always);
  portal.add_page("GET", "/-/sitemap.xml", [&portal](Visit& visit) { return sitemap(portal, visit); });
}

}  // namespace rapport::portal
