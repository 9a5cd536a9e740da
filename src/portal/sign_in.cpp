// Signing in by a mailed link. Whoever asks for one gets the same answer, known or not; the link works once,
// and only by a button: what looks into mails for people opens links, and presses nothing.
#include <fmt/format.h>

#include <algorithm>

#include "customers/matching.h"
#include "platform/crypto/digest.h"
#include "platform/crypto/random.h"
#include "platform/http/address.h"
#include "platform/mail/mime/address_look.h"
#include "platform/mail/mime/compose.h"
#include "portal/portal.h"

namespace rapport::portal {
namespace {

// To one address: three in a quarter of an hour, ten in a day; from one network, twenty an hour.
const std::vector<AttemptLimit> to_address{{minutes(15), 3}, {hours(24), 10}};
const std::vector<AttemptLimit> from_client{{hours(1), 20}};

// Only within this portal, and no other way of saying "elsewhere".
std::string then_path(const std::string& asked) {
  const bool is_ours = asked.size() < 200 && asked.starts_with("/-/") &&
                       std::all_of(asked.begin(), asked.end(), [](char byte) {
                         return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                                (byte >= '0' && byte <= '9') || byte == '/' || byte == '-' || byte == '_';
                       });
  return is_ours ? asked : "/-/cases";
}

Page sign_in_frame(const Visit& visit) {
  Page page;
  page.title = visit.say({"Sign in", "登录"});
  page.path = "/-/sign-in";
  page.section = "/-/cases";
  page.has_search = false;
  page.crumbs = {{page.title, ""}};
  return page;
}

http::Response ask_page(const Visit& visit, const std::string& email, bool is_wrong) {
  Page page = sign_in_frame(visit);
  page.status = is_wrong ? 422 : 200;
  page.body = fmt::format(
      "<h1>{}</h1><form class=\"card\" method=\"post\" action=\"{}\">{}"
      "<input type=\"hidden\" name=\"then\" value=\"{}\"><p>{}</p><div class=\"field\">"
      "<label for=\"email\">{}</label><input id=\"email\" name=\"email\" type=\"email\" required"
      " maxlength=\"254\" autocomplete=\"email\" value=\"{}\"{}>{}</div><button>{}</button></form>",
      escaped(page.title), link(visit, "/-/sign-in"), form_fields(visit),
      escaped(then_path(visit.asked("then"))),
      visit.say({"We mail you a link that signs you in. There is no password.",
                 "我们会向您的邮箱发送登录链接，无需密码。"}),
      visit.say({"Your email address", "您的邮箱"}), escaped(email),
      is_wrong ? " aria-invalid=\"true\" aria-describedby=\"fault-email\"" : "",
      is_wrong ? fmt::format("<p class=\"fault\" id=\"fault-email\">{}</p>",
                             visit.say({"This is no address that we can write to.", "邮箱地址不正确。"}))
               : std::string(),
      visit.say({"Send the link", "发送链接"}));
  return shown(visit, page);
}

http::Response sent_link_page(const Visit& visit) {
  Page page = sign_in_frame(visit);
  page.body = fmt::format(
      "<div class=\"notice good\"><h1>{}</h1><p>{}</p></div>",
      visit.say({"Look into your mail", "请查收邮件"}),
      visit.say(
          {"If the address is right, a link is on its way. It works once and for 30 minutes. Nothing there? "
           "Look among unwanted mail, or ask again in a few minutes.",
           "如果地址正确，登录链接已发出，仅可使用一次，30 "
           "分钟内有效。没有收到？请查看垃圾邮件，或几分钟后重试。"}));
  return shown(visit, page);
}

http::Response ask_for_link(Portal& portal, Visit& visit) {
  const Form form = form_of(visit.request);
  if (!is_own_form(visit, form)) return refused_form(visit);
  const std::string email = value_of(form, "email");
  if (!mail::wire_address(email) || mail::is_homograph(email)) return ask_page(visit, email, true);
  const std::string origin = portal.mailed_origin(visit);
  const auto& needs = portal.needs();
  auto& store = portal.store();
  const Instant now = needs.clock();
  const auto client =
      store.count(visit.org(), Attempt::link_from_client,
                  crypto::token_digest(http::rate_limit_key(visit.request.remote_address)), from_client, now);
  const auto address = client && *client
                           ? store.count(visit.org(), Attempt::link_to_address,
                                         crypto::token_digest(customers::email_key(email)), to_address, now)
                           : client;
  if (!address) return http::problem(address.error(), visit.request.request_id);
  // Too many: the same words, and no mail.
  if (*address) {
    const std::string token = crypto::random_token();
    if (auto added = store.add_link(visit.org(), crypto::token_digest(token), email,
                                    then_path(value_of(form, "then")), now);
        !added)
      return http::problem(added.error(), visit.request.request_id);
    needs.links.send(
        {visit.org(), email, visit.name(),
         fmt::format("{}{}/-/sign-in/link?token={}&language={}", origin, visit.base, token, visit.language),
         visit.language});
  }
  return sent_link_page(visit);
}

http::Response link_page(const Visit& visit) {
  Page page = sign_in_frame(visit);
  page.path = "/-/sign-in/link";
  page.body = fmt::format(
      "<h1>{}</h1><form class=\"card\" method=\"post\" action=\"{}\">{}"
      "<input type=\"hidden\" name=\"token\" value=\"{}\"><p>{}</p><button>{}</button></form>",
      escaped(page.title), link(visit, "/-/sign-in/link"), form_fields(visit), escaped(visit.asked("token")),
      visit.say({"One more step: this browser will stay signed in for two weeks.",
                 "最后一步：此浏览器将保持登录两周。"}),
      visit.say({"Sign in", "登录"}));
  return shown(visit, page);
}

http::Response use_link(Portal& portal, Visit& visit) {
  const Form form = form_of(visit.request);
  if (!is_own_form(visit, form)) return refused_form(visit);
  const auto used = portal.store().use_link(visit.org(), crypto::token_digest(value_of(form, "token")),
                                            portal.needs().clock());
  if (!used) return http::problem(used.error(), visit.request.request_id);
  if (!*used)
    return refused(visit, 410, {"This link is over", "链接已失效"},
                   {"It was used already, or is older than 30 minutes. Ask for another one.",
                    "链接已被使用或已超过 30 分钟，请重新获取。"});
  if (auto signed_in = portal.sign_in(visit, (*used)->email); !signed_in)
    return http::problem(signed_in.error(), visit.request.request_id);
  return gone_to(visit, then_path((*used)->then));
}

}  // namespace

void add_sign_in(Portal& portal) {
  const auto is_off = [](const Visit& visit) { return !visit.has_my_cases; };
  const auto nothing_here = [](const Visit& visit) {
    return refused(visit, 404, {"Not found", "页面不存在"},
                   {"Nobody can sign in here at the moment.", "暂时无法登录。"});
  };
  portal.add_page("GET", "/-/sign-in", [is_off, nothing_here](Visit& visit) {
    return is_off(visit) ? nothing_here(visit) : ask_page(visit, "", false);
  });
  portal.add_page("POST", "/-/sign-in", [&portal, is_off, nothing_here](Visit& visit) {
    return is_off(visit) ? nothing_here(visit) : ask_for_link(portal, visit);
  });
  portal.add_page("GET", "/-/sign-in/link", [](Visit& visit) { return link_page(visit); });
  portal.add_page("POST", "/-/sign-in/link", [&portal](Visit& visit) { return use_link(portal, visit); });
  portal.add_page("POST", "/-/sign-out", [&portal](Visit& visit) {
    if (!is_own_form(visit, form_of(visit.request))) return refused_form(visit);
    portal.sign_out(visit);
    return gone_to(visit, "");
  });
}

}  // namespace rapport::portal
