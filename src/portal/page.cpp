#include "portal/page.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>

#include "org/hours.h"
#include "portal/theme.h"

namespace rapport::portal {
namespace {

constexpr const char* page_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob: https: http:;"
    " connect-src 'self'; media-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors "
    "'none'";

std::string with_language(const std::string& path, std::string_view language) {
  return path + (path.find('?') == std::string::npos ? "?" : "&") + "language=" + std::string(language);
}

// Where the same page is in another language, as an address of its own.
std::string whole_address(const Visit& visit, const Page& page, std::string_view language) {
  return visit.origin + visit.base + with_language(page.path, language);
}

std::string head_of(const Visit& visit, const Page& page) {
  const std::string& language = page.content_language.empty() ? visit.language : page.content_language;
  const std::string title = page.path.empty() ? visit.name() : page.title + " · " + visit.name();
  std::string head = fmt::format(
      "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
      "<meta name=\"color-scheme\" content=\"light dark\"><title>{}</title>",
      escaped(language), escaped(title));
  const std::string& description = page.description.empty() ? title : page.description;
  head += fmt::format("<meta name=\"description\" content=\"{}\">", escaped(description));
  for (const std::string& style : visit.style_files)
    head += fmt::format("<link rel=\"stylesheet\" href=\"{}\">", escaped(style));
  head += fmt::format("<link rel=\"stylesheet\" href=\"{}/-/theme.css?v={}\">", visit.base,
                      theme_mark(visit.settings));
  head += visit.settings.has_logo
              ? fmt::format("<link rel=\"icon\" href=\"{}/-/logo?v={}\">", visit.base, visit.logo_mark)
              : fmt::format("<link rel=\"icon\" type=\"image/svg+xml\" href=\"{}/-/icon.svg?v={}\">",
                            visit.base, theme_mark(visit.settings));
  for (const std::string& script : visit.script_files)
    head += fmt::format("<script type=\"module\" src=\"{}\"></script>", escaped(script));
  if (!page.is_indexed) return head + "<meta name=\"robots\" content=\"noindex\"></head>";
  // The address without a language is one of its own: it answers in whatever the reader's browser asks for.
  const std::string any_language = visit.origin + visit.base + page.path;
  const std::string canonical =
      visit.is_language_chosen ? whole_address(visit, page, language) : any_language;
  head += fmt::format("<link rel=\"canonical\" href=\"{}\">", escaped(canonical));
  for (const std::string& each : page.languages)
    head += fmt::format("<link rel=\"alternate\" hreflang=\"{}\" href=\"{}\">", escaped(each),
                        escaped(whole_address(visit, page, each)));
  head += fmt::format(
      "<link rel=\"alternate\" hreflang=\"x-default\" href=\"{}\">"
      "<meta property=\"og:type\" content=\"{}\"><meta property=\"og:title\" content=\"{}\">"
      "<meta property=\"og:site_name\" content=\"{}\"><meta property=\"og:url\" content=\"{}\">"
      "<meta property=\"og:locale\" content=\"{}\">",
      escaped(any_language), page.is_article ? "article" : "website", escaped(page.title),
      escaped(visit.name()), escaped(canonical), language.starts_with("zh") ? "zh_CN" : "en_US");
  return head + fmt::format("<meta property=\"og:description\" content=\"{}\"></head>", escaped(description));
}

std::string section_link(const Visit& visit, const Page& page, const std::string& path, const Say& title) {
  return fmt::format("<li><a href=\"{}\"{}>{}</a></li>", link(visit, path),
                     page.section == path ? " aria-current=\"page\"" : "", escaped(visit.say(title)));
}

std::string language_links(const Visit& visit, const Page& page) {
  const auto one = [&](std::string_view language, std::string_view name) {
    const bool is_current = visit.language == language;
    return fmt::format("<a href=\"{}\" lang=\"{}\" hreflang=\"{}\"{}>{}</a>",
                       escaped(visit.base + with_language(page.path, language)), language, language,
                       is_current ? " aria-current=\"true\"" : "", name);
  };
  return fmt::format("<nav class=\"languages\" aria-label=\"{}\">{}{}</nav>", visit.say({"Language", "语言"}),
                     one("en", "English"), one("zh-CN", "中文"));
}

std::string top_of(const Visit& visit, const Page& page) {
  std::string sections;
  for (const Section& section : visit.sections)
    sections += section_link(visit, page, section.path, section.title);
  if (visit.settings.is_on && visit.settings.has_contact_form)
    sections += section_link(visit, page, "/-/contact", {"Contact us", "联系我们"});
  if (visit.settings.is_on && visit.has_my_cases)
    sections += section_link(visit, page, "/-/cases", {"My requests", "我的请求"});
  std::string top = fmt::format(
      "<body><a class=\"skip\" href=\"#main\">{}</a><header class=\"top\"><div class=\"wide\">"
      "<a class=\"brand\" href=\"{}\">",
      visit.say({"Skip to the content", "跳到正文"}), link(visit, ""));
  if (visit.settings.has_logo)
    top += fmt::format("<img src=\"{}/-/logo?v={}\" alt=\"\" height=\"32\">", visit.base, visit.logo_mark);
  top += fmt::format("<span>{}</span></a>", escaped(visit.name()));
  if (!sections.empty())
    top += fmt::format("<nav class=\"sections\" aria-label=\"{}\"><ul>{}</ul></nav>",
                       visit.say({"Main", "主导航"}), sections);
  return top + language_links(visit, page) + "</div></header>";
}

std::string crumbs_of(const Visit& visit, const Page& page) {
  if (page.crumbs.empty() || !visit.settings.is_on) return "";
  std::string list =
      fmt::format("<li><a href=\"{}\">{}</a></li>", link(visit, ""), visit.say({"Help", "帮助中心"}));
  for (const Crumb& crumb : page.crumbs)
    list += crumb.path.empty() ? fmt::format("<li aria-current=\"page\">{}</li>", escaped(crumb.title))
                               : fmt::format("<li><a href=\"{}\">{}</a></li>", link(visit, crumb.path),
                                             escaped(crumb.title));
  return fmt::format("<nav class=\"crumbs\" aria-label=\"{}\"><ol>{}</ol></nav>",
                     visit.say({"Where you are", "当前位置"}), list);
}

// The chat is opened by the client; without scripts there is the form.
std::string chat_of(const Visit& visit) {
  if (visit.chat_key.empty()) return "";
  return fmt::format(
      "<button type=\"button\" class=\"chat\" hidden data-chat=\"{}\" data-reader=\"{}\" "
      "data-identity=\"{}\">"
      "{}</button>",
      escaped(visit.chat_key), escaped(visit.reader), escaped(visit.chat_identity),
      visit.say({"Chat with us", "在线咨询"}));
}

std::string bottom_of(const Visit& visit) {
  std::string bottom = "<footer class=\"bottom\"><div class=\"wide\">";
  bottom += fmt::format("<span>{}</span>", escaped(visit.name()));
  if (visit.signed_in)
    bottom += fmt::format(
        "<form method=\"post\" action=\"{}\">{}<span>{}</span> <button class=\"plain\">{}</button></form>",
        link(visit, "/-/sign-out"), form_fields(visit), escaped(visit.signed_in->email),
        visit.say({"Sign out", "退出登录"}));
  return bottom + "</div></footer>" + chat_of(visit) + "</body></html>\n";
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string html;
  html.reserve(text.size());
  for (const char byte : text) {
    switch (byte) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      case '\'':
        html += "&#39;";
        break;
      default:
        html.push_back(byte);
    }
  }
  return html;
}

std::string Visit::asked(const std::string& parameter) const {
  const auto found = request.query.find(parameter);
  return found == request.query.end() ? std::string() : found->second;
}

std::string link(const Visit& visit, const std::string& path) {
  const auto hash = path.find('#');
  std::string address = visit.base + path.substr(0, hash);
  if (visit.is_language_chosen) address = with_language(address, visit.language);
  if (hash != std::string::npos) address += path.substr(hash);
  return escaped(address);
}

std::string search_box(const Visit& visit, const std::string& words, bool is_large) {
  return fmt::format(
      "<form class=\"search{}\" role=\"search\" method=\"get\" action=\"{}/-/search\">"
      "<label class=\"unseen\" for=\"q\">{}</label>"
      "<input id=\"q\" name=\"q\" type=\"search\" maxlength=\"200\" autocomplete=\"off\" value=\"{}\""
      " placeholder=\"{}\" data-suggest=\"{}/-/suggest\">{}<button>{}</button></form>",
      is_large ? " large" : "", visit.base, visit.say({"Search the help", "搜索帮助"}), escaped(words),
      visit.say({"What can we help you with?", "请输入您的问题"}), visit.base,
      visit.is_language_chosen
          ? fmt::format("<input type=\"hidden\" name=\"language\" value=\"{}\">", visit.language)
          : std::string(),
      visit.say({"Search", "搜索"}));
}

http::Response shown(const Visit& visit, const Page& page) {
  http::Response response;
  response.status = page.status;
  response.content_type = "text/html; charset=utf-8";
  response.headers = visit.answer_headers;
  response.headers.emplace_back("Content-Security-Policy", page_policy);
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("Referrer-Policy", "same-origin");
  response.headers.emplace_back("Vary", "Accept-Language, Cookie");
  response.headers.emplace_back("Cache-Control", visit.signed_in ? "private, no-store" : "private, no-cache");
  response.body = head_of(visit, page) + top_of(visit, page);
  if (page.has_search && visit.settings.is_on)
    response.body += "<div class=\"wide\">" + search_box(visit, "", false) + "</div>";
  response.body += "<main id=\"main\" class=\"wide\" tabindex=\"-1\">" + crumbs_of(visit, page) + page.body +
                   "</main>" + bottom_of(visit);
  return response;
}

http::Response gone_to(const Visit& visit, const std::string& path) {
  http::Response response;
  response.status = 303;
  response.content_type = "text/plain; charset=utf-8";
  response.headers = visit.answer_headers;
  std::string address = visit.base + path;
  if (visit.is_language_chosen) {
    const auto hash = address.find('#');
    const std::string tail = hash == std::string::npos ? std::string() : address.substr(hash);
    address = with_language(address.substr(0, hash), visit.language) + tail;
  }
  response.headers.emplace_back("Location", std::move(address));
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

http::Response refused(const Visit& visit, int status, const Say& title, const Say& why) {
  Page page;
  page.title = visit.say(title);
  page.path = "/-/search";
  page.status = status;
  page.body = fmt::format("<div class=\"notice\"><h1>{}</h1><p>{}</p><p><a href=\"{}\">{}</a></p></div>",
                          escaped(visit.say(title)), escaped(visit.say(why)), link(visit, ""),
                          visit.say({"Back to the start", "返回首页"}));
  return shown(visit, page);
}

std::string time_html(const Visit& visit, Instant at) {
  const std::time_t whole_seconds = at.us / 1'000'000;
  return fmt::format("<time datetime=\"{:%FT%TZ}\">{}</time>", fmt::gmtime(whole_seconds),
                     org::local_date(visit.organisation->time_zone, at));
}

}  // namespace rapport::portal
