// My cases: what a signed-in customer has asked us, and what was answered. Their own cases, public words
// only; see cases::shown_to for which words are whose.
#include <fmt/format.h>

#include <algorithm>

#include "cases/case_store.h"
#include "platform/contract/parameters.h"
#include "platform/crypto/random.h"
#include "portal/portal.h"

namespace rapport::portal {
namespace {

constexpr std::int64_t shown_max = 100;

std::string_view status_words(const Visit& visit, cases::CaseStatus status) {
  switch (status) {
    case cases::CaseStatus::fresh:
      return visit.say({"Received", "已收到"});
    case cases::CaseStatus::open:
    case cases::CaseStatus::waiting_other:
      return visit.say({"In progress", "处理中"});
    case cases::CaseStatus::waiting_customer:
      return visit.say({"Waits for you", "等待您回复"});
    case cases::CaseStatus::solved:
      return visit.say({"Solved", "已解决"});
    case cases::CaseStatus::closed:
      return visit.say({"Closed", "已关闭"});
  }
  return "";
}

http::Response to_sign_in(const Visit& visit, const std::string& then) {
  return gone_to(visit, "/-/sign-in?then=" + then);
}

http::Response no_such_request(const Visit& visit) {
  return refused(visit, 404, {"Not found", "页面不存在"},
                 {"There is no such request of yours.", "没有找到该请求。"});
}

http::Response list_page(Portal& portal, Visit& visit) {
  if (!visit.signed_in) return to_sign_in(visit, "/-/cases");
  cases::CaseFilter filter;
  filter.customer_id = visit.signed_in->customer;
  filter.person = visit.signed_in->rows;
  filter.sort = cases::CaseSort::updated;
  const auto all =
      portal.needs().changes.database().read([&](database::Session& sql) -> Result<std::vector<cases::Case>> {
        return cases::CaseStore::list(sql, visit.org(), {}, filter, {}, shown_max);
      });
  if (!all) return http::problem(all.error(), visit.request.request_id);
  Page page;
  page.title = visit.say({"My requests", "我的请求"});
  page.path = "/-/cases";
  page.section = page.path;
  page.crumbs = {{page.title, ""}};
  page.body = fmt::format("<h1>{}</h1>", escaped(page.title));
  if (all->empty())
    page.body +=
        fmt::format("<p>{}</p>", visit.say({"You have not asked us anything yet.", "您还没有提交过请求。"}));
  std::string rows;
  for (const cases::Case& each : *all)
    rows += fmt::format(
        "<li><a href=\"{}\">{}</a><span class=\"status s{}\">{}</span><span class=\"soft\">{} · "
        "{}</span></li>",
        link(visit, fmt::format("/-/cases/{}", each.id.value)), escaped(each.subject),
        static_cast<int>(each.status), status_words(visit, each.status), escaped(each.number),
        time_html(visit, each.updated_at));
  if (!rows.empty()) page.body += "<ul class=\"cases\">" + rows + "</ul>";
  if (visit.settings.has_contact_form)
    page.body += fmt::format("<p class=\"next\"><a href=\"{}\">{}</a></p>", link(visit, "/-/contact"),
                             visit.say({"Ask something new", "提交新的请求"}));
  return shown(visit, page);
}

// Of the path, if it is theirs.
std::optional<cases::Case> own_case(Portal& portal, const Visit& visit) {
  CaseId id;
  if (!contract::parse_id(visit.request.path_parameters.at("id"), id.value) || !id) return std::nullopt;
  const auto found = portal.needs().cases.find(visit.org(), id);
  if (!found || !found->customer_id) return std::nullopt;
  const auto& rows = visit.signed_in->rows;
  if (std::find(rows.begin(), rows.end(), *found->customer_id) == rows.end()) return std::nullopt;
  return *found;
}

Result<std::vector<cases::CustomerWords>> words_of(Portal& portal, const Visit& visit,
                                                   const cases::Case& own) {
  constexpr int merged_chain_max = 50;
  CaseId lives_on = own.id;
  for (int i = 0; i < merged_chain_max; ++i) {
    const auto next = portal.needs().cases.find(visit.org(), lives_on);
    if (!next || !next->merged_into_id) break;
    lives_on = *next->merged_into_id;
  }
  std::vector<CustomerId> rows{*own.customer_id};
  if (visit.signed_in->customer != rows.front()) rows.push_back(visit.signed_in->customer);
  std::vector<cases::CustomerWords> words;
  for (const CustomerId row : rows) {
    auto part = portal.needs().cases.customer_view(visit.org(), lives_on, row);
    if (!part) return part;
    words.insert(words.end(), part->begin(), part->end());
  }
  std::stable_sort(words.begin(), words.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  return words;
}

http::Response case_page(Portal& portal, Visit& visit) {
  if (!visit.signed_in) return to_sign_in(visit, "/-/cases/" + visit.request.path_parameters.at("id"));
  const auto own = own_case(portal, visit);
  if (!own) return no_such_request(visit);
  const auto words = words_of(portal, visit, *own);
  if (!words) return http::problem(words.error(), visit.request.request_id);
  const std::string path = fmt::format("/-/cases/{}", own->id.value);
  Page page;
  page.title = own->subject;
  page.path = path;
  page.section = "/-/cases";
  page.crumbs = {{std::string(visit.say({"My requests", "我的请求"})), "/-/cases"}, {own->number, ""}};
  page.body = fmt::format(
      "<h1>{}</h1><p><span class=\"status s{}\">{}</span> <span class=\"soft\">{} · {}</span></p>"
      "<ol class=\"words\">",
      escaped(own->subject), static_cast<int>(own->status), status_words(visit, own->status),
      escaped(own->number), time_html(visit, own->created_at));
  for (const cases::CustomerWords& each : *words) {
    std::string files;
    for (const cases::CaseFile& file : each.files)
      files += fmt::format("<li>{}</li>", escaped(file.name));
    if (!files.empty())
      files =
          fmt::format("<ul class=\"files\" aria-label=\"{}\">{}</ul>", visit.say({"Files", "附件"}), files);
    page.body +=
        fmt::format("<li class=\"{}\"><p class=\"who\">{} · {}</p><p class=\"said\">{}</p>{}</li>",
                    each.is_by_customer ? "mine" : "ours",
                    each.is_by_customer ? std::string(visit.say({"You", "您"})) : escaped(visit.name()),
                    time_html(visit, each.at), escaped(each.text), files);
  }
  page.body += fmt::format(
      "</ol><form class=\"card\" method=\"post\" action=\"{}\">{}<input type=\"hidden\" name=\"once\" "
      "value=\"{}\"><div class=\"field\"><label for=\"text\">{}</label><textarea id=\"text\" name=\"text\""
      " rows=\"5\" required maxlength=\"20000\"></textarea></div><button>{}</button></form>",
      link(visit, path + "/reply"), form_fields(visit), crypto::random_token(),
      visit.say({"Your answer", "您的回复"}), visit.say({"Send", "发送"}));
  if (cases::is_live(own->status) && !own->merged_into_id)
    page.body +=
        fmt::format("<form method=\"post\" action=\"{}\">{}<button class=\"plain\">{}</button></form>",
                    link(visit, path + "/close"), form_fields(visit),
                    visit.say({"It is solved: close this request", "问题已解决，关闭请求"}));
  return shown(visit, page);
}

http::Response take_reply(Portal& portal, Visit& visit) {
  const Form form = form_of(visit.request);
  if (!visit.signed_in || !is_own_form(visit, form)) return refused_form(visit);
  const auto own = own_case(portal, visit);
  if (!own) return no_such_request(visit);
  const std::string text = value_of(form, "text");
  std::string once = value_of(form, "once");
  if (once.empty()) once = crypto::random_token();
  const std::string path = fmt::format("/-/cases/{}", own->id.value);
  if (text.empty() || text.size() > 4 * cases::comment_length_max) return gone_to(visit, path);
  const auto lands = portal.needs().cases.add_reply(visit.org(), own->id, visit.signed_in->customer, text,
                                                    portal.needs().clock(), "portal:" + once.substr(0, 60));
  if (!lands) {
    portal.needs().log.warning("a reply of a customer's was not taken", {{"why", lands.error().detail}});
    return refused(visit, http::status_of(lands.error().code), {"Please try that again", "请重试"},
                   {"We could not take your answer just now.", "暂时无法提交您的回复。"});
  }
  // It goes on in another case when this one was solved long ago.
  const auto& rows = visit.signed_in->rows;
  const bool is_own =
      lands->customer_id && std::find(rows.begin(), rows.end(), *lands->customer_id) != rows.end();
  return gone_to(visit, is_own ? fmt::format("/-/cases/{}", lands->id.value) : path);
}

http::Response close_own(Portal& portal, Visit& visit) {
  if (!visit.signed_in || !is_own_form(visit, form_of(visit.request))) return refused_form(visit);
  const auto own = own_case(portal, visit);
  if (!own) return no_such_request(visit);
  cases::CaseEdit solved;
  solved.status = cases::CaseStatus::solved;
  if (const auto done = portal.needs().cases.edit({visit.org(), {}}, own->id, solved, {}); !done)
    return refused(visit, http::status_of(done.error().code), {"It cannot be closed yet", "暂时无法关闭"},
                   {"Our people still have to do something about it. Write to us if you want it closed.",
                    "我们仍在处理中。如需关闭，请留言告诉我们。"});
  return gone_to(visit, fmt::format("/-/cases/{}", own->id.value));
}

}  // namespace

void add_my_cases(Portal& portal) {
  portal.add_page("GET", "/-/cases", [&portal](Visit& visit) { return list_page(portal, visit); });
  portal.add_page("GET", "/-/cases/{id}", [&portal](Visit& visit) { return case_page(portal, visit); });
  portal.add_page("POST", "/-/cases/{id}/reply",
                  [&portal](Visit& visit) { return take_reply(portal, visit); });
  portal.add_page("POST", "/-/cases/{id}/close",
                  [&portal](Visit& visit) { return close_own(portal, visit); });
}

}  // namespace rapport::portal
