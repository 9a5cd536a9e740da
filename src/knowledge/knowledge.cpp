#include "knowledge/knowledge.h"

#include <fmt/format.h>

#include "platform/markdown/markdown.h"

namespace rapport::knowledge {
namespace {

std::string as_html(std::string_view text) {
  std::string html;
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
      default:
        html.push_back(byte);
    }
  }
  return html;
}

constexpr const char* page_style =
    "body{font:17px/1.65 system-ui,'Noto Sans CJK SC',sans-serif;max-width:44rem;margin:2.5rem "
    "auto;padding:0 1.25rem;"
    "color:#1c1f23;background:#fff}h1{font-size:1.7rem;line-height:1.3}a{color:#1f6f5c}img{max-width:100%}"
    "pre{overflow:auto;padding:.8rem;background:#f3f4f5;border-radius:6px}table{border-collapse:collapse}"
    "td,th{border:1px solid #c9ced3;padding:.35rem .6rem}header{color:#5a626a;font-size:.9rem}"
    "@media(prefers-color-scheme:dark){body{color:#e6e8ea;background:#17191c}a{color:#6fc7b0}pre{background:#"
    "22262a}"
    "td,th{border-color:#454c53}header{color:#a2abb3}}";

http::Response page_of(const org::Directory& organisation, const Translation& translation) {
  http::Response response;
  response.content_type = "text/html; charset=utf-8";
  response.headers = {
      {"Content-Security-Policy",
       "default-src 'none'; img-src 'self' https: http:; style-src 'unsafe-inline'; base-uri 'none';"
       " form-action 'none'; frame-ancestors 'none'"},
      {"Referrer-Policy", "no-referrer"},
      {"Cache-Control", "no-cache"}};
  response.body = fmt::format(
      "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\""
      " content=\"width=device-width\"><title>{}</title><style>{}</style></head><body><header>{}</"
      "header><main><h1>{}"
      "</h1>{}</main></body></html>",
      as_html(translation.language), as_html(translation.title), page_style, as_html(organisation.name),
      as_html(translation.title), markdown::html_of(translation.body));
  return response;
}

}  // namespace

org::DirectoryPtr organisation_named(const org::Directories& directories, const std::string& slug) {
  for (const OrgId id : directories.all())
    if (auto directory = directories.of(id); directory && directory->slug == slug) return directory;
  return nullptr;
}

Knowledge::Knowledge(std::unique_ptr<search::Index> opened, const RerankOptions& rerank, const Needs& given)
    : needs(given),
      index(std::move(opened)),
      store(given.changes.database()),
      readings(given.changes.database()),
      indexing(store, needs.changes, *index, needs.log),
      reranker(rerank, needs.metrics),
      finding(store, readings, *index, indexing, reranker, needs.ids, needs.clock) {}

void Knowledge::add_operations(api::Api& api) {
  add_article_operations(api, *this);
  add_reading_operations(api, *this);
  add_search_operations(api, *this);
  add_import_operations(api, *this);
}

void Knowledge::add_page(http::Router& router, workers::WorkerPool& workers) {
  router.add(
      "GET", "/help/{organisation}/{slug}",
      [this, &workers](const http::Request& request, http::Reply reply) {
        const auto work = [this, request, reply] {
          const auto organisation =
              organisation_named(needs.directories, request.path_parameters.at("organisation"));
          const Error none{ErrorCode::not_found, "unknown_article", "there is no such article", {}};
          if (!organisation) return reply(http::problem(none, request.request_id));
          auto live = store.live(organisation->org, request.path_parameters.at("slug"), needs.clock());
          if (!live || live->fields.audience != Audience::everybody)
            return reply(http::problem(
                live || live.error().code == ErrorCode::not_found ? none : live.error(), request.request_id));
          const auto wanted = request.query.find("language");
          const Translation* translation =
              translation_for(live->fields, wanted == request.query.end() ? std::string() : wanted->second);
          reply(translation ? page_of(*organisation, *translation) : http::problem(none, request.request_id));
        };
        if (!workers.post(work))
          reply(http::problem({ErrorCode::unavailable, "busy", "too much to do at the moment", {}},
                              request.request_id));
      });
}

}  // namespace rapport::knowledge
