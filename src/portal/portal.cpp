#include "portal/portal.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <system_error>

#include "platform/contract/json.h"
#include "platform/crypto/digest.h"
#include "platform/crypto/encoding.h"
#include "platform/crypto/random.h"
#include "platform/crypto/signed_token.h"
#include "platform/http/header_values.h"
#include "platform/http/message.h"
#include "portal/form.h"

namespace rapport::portal {

// As the chat reads them: the subject is the address that was proven here.
struct ChatClaims {
  std::string iss, sub, name, email;
  std::int64_t exp = 0;
};
BOOST_DESCRIBE_STRUCT(ChatClaims, (), (iss, sub, name, email, exp))

namespace {

constexpr const char* reader_cookie = "rapport_reader";
constexpr const char* customer_cookie = "rapport_customer";
constexpr std::size_t token_length = 43;

std::string cookie_text(const Visit& visit, const char* name, const std::string& value,
                        const std::string& more) {
  return fmt::format("{}={}; Path={}; HttpOnly; SameSite=Lax{}{}", name, value, visit.base,
                     visit.request.is_tls ? "; Secure" : "", more);
}

// What browsers say of themselves when they are none.
bool is_said_to_be_machine(const http::Request& request) {
  const std::string agent = http::lower_case(request.header("user-agent"));
  if (agent.empty() || request.header("sec-purpose").find("prefetch") != std::string::npos) return true;
  constexpr std::array<std::string_view, 10> words{
      "bot", "crawl", "spider", "slurp", "preview", "curl", "python-", "wget", "monitor", "facebookexternal"};
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return agent.find(word) != std::string::npos; });
}

bool is_host(std::string_view host) {
  return !host.empty() && host.size() <= 255 && std::all_of(host.begin(), host.end(), [](char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
           byte == '.' || byte == '-' || byte == ':' || byte == '[' || byte == ']';
  });
}

bool is_this_machine(std::string_view origin) {
  for (const std::string_view start :
       {"http://127.0.0.1", "http://localhost", "http://[::1]", "https://127.0.0.1", "https://localhost"}) {
    if (!origin.starts_with(start)) continue;
    const std::string_view rest = origin.substr(start.size());
    if (rest.empty() || rest.front() == ':') return true;
  }
  return false;
}

// The first language of the browser's that we speak.
std::string wanted_language(const http::Request& request, const std::string& otherwise) {
  for (const std::string_view member : http::list_members(request.header("accept-language"))) {
    const std::string language = http::lower_case(member.substr(0, member.find(';')));
    if (language.starts_with("zh")) return "zh-CN";
    if (language.starts_with("en")) return "en";
  }
  return otherwise;
}

std::string form_token_of(const std::string& secret) {
  return crypto::base64url(crypto::hmac_sha256(secret, "a form of this browser"));
}

std::vector<std::string> client_files(const std::filesystem::path& client, const std::string& ending) {
  std::vector<std::string> files;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(client / "assets", failed)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(ending)) files.push_back("/portal/assets/" + name);
  }
  std::sort(files.begin(), files.end());
  return files;
}

http::Response plain_problem(const http::Request& request, Error error) {
  return http::problem(error, request.request_id);
}

}  // namespace

Portal::Portal(PortalOptions options, const Needs& needs)
    : options_(std::move(options)), needs_(needs), store_(needs.changes.database()) {
  if (!options_.client.empty()) {
    style_files_ = client_files(options_.client, ".css");
    script_files_ = client_files(options_.client, ".js");
  }
}

void Portal::add_all(api::Api& api) {
  add_home(*this);
  add_finding(*this);
  add_articles(*this);
  add_contact(*this);
  add_sign_in(*this);
  add_my_cases(*this);
  add_operations(api, *this);
}

void Portal::add_page(const std::string& method, const std::string& path, Make make, Rules rules) {
  needs_.router.add(
      method, "/help/{organisation}" + path,
      [this, make = std::move(make), rules](http::Request request, const http::Reply& reply) {
        const std::string id = request.request_id;
        const bool is_taken = needs_.workers.post([this, make, rules, request = std::move(request), reply] {
          reply(answer(request, make, rules));
        });
        if (!is_taken)
          reply(http::problem({ErrorCode::unavailable, "busy", "too much to do at the moment", {}}, id));
      },
      {rules.body_bytes_max});
}

http::Response Portal::answer(http::Request request, const Make& make, const Rules& rules) {
  const auto organisation =
      knowledge::organisation_named(needs_.directories, request.path_parameters.at("organisation"));
  if (!organisation)
    return plain_problem(request,
                         {ErrorCode::not_found, "unknown_organisation", "there is no such organisation", {}});
  Visit visit = visit_of(std::move(request), organisation);
  if (!visit.settings.is_on && !rules.is_always_there)
    return refused(visit, 404, {"Not found", "页面不存在"},
                   {"There is nothing at this address.", "该地址没有内容。"});
  return make(visit);
}

Visit Portal::visit_of(http::Request request, org::DirectoryPtr organisation) {
  Visit visit;
  visit.request = std::move(request);
  visit.organisation = std::move(organisation);
  visit.settings = store_.settings(visit.org()).value_or(PortalSettings{});
  visit.base = "/help/" + visit.organisation->slug;
  const std::string& host = visit.request.header("host");
  visit.origin = !options_.public_url.empty()
                     ? options_.public_url
                     : (visit.request.is_tls ? "https://" : "http://") + (is_host(host) ? host : "localhost");
  const std::string asked = visit.asked("language");
  visit.is_language_chosen = !asked.empty();
  visit.language = asked.empty()             ? wanted_language(visit.request, visit.settings.default_language)
                   : asked.starts_with("zh") ? "zh-CN"
                                             : "en";
  visit.style_files = style_files_;
  visit.script_files = script_files_;
  if (visit.settings.is_on)
    for (const Section& section : sections_)
      if (!section.is_there || section.is_there(visit.org())) visit.sections.push_back(section);
  if (visit.settings.has_logo) {
    const auto logo = store_.logo(visit.org());
    if (logo && *logo) visit.logo_mark = (*logo)->digest.substr(0, 12);
  }
  find_reader(visit);
  visit.has_my_cases =
      visit.settings.has_my_cases && needs_.links.can_send(visit.org()) && !mailed_origin(visit).empty();
  find_signed_in(visit);
  find_chat(visit);
  return visit;
}

void Portal::find_reader(Visit& visit) const {
  std::string token = visit.request.cookie(reader_cookie);
  visit.is_reader_fresh = token.size() != token_length;
  if (visit.is_reader_fresh) {
    token = crypto::random_token();
    visit.answer_headers.emplace_back("Set-Cookie", cookie_text(visit, reader_cookie, token, ""));
  }
  visit.reader = crypto::token_digest(token);
  visit.form_token = form_token_of(token);
  // Neither machines nor our own people are readers.
  visit.is_machine = is_said_to_be_machine(visit.request) || !visit.request.cookie("rapport_session").empty();
}

void Portal::find_signed_in(Visit& visit) {
  const std::string token = visit.request.cookie(customer_cookie);
  if (token.empty() || !visit.settings.is_on) return;
  const auto session = store_.session(visit.org(), crypto::token_digest(token), needs_.clock());
  if (!session || !*session) return;
  SignedIn who;
  who.email = (*session)->email;
  who.customer = (*session)->customer;
  who.rows = {who.customer};
  if (const auto writers = store_.writers(visit.org(), customers::email_key(who.email)))
    for (const PortalStore::Writer& writer : *writers)
      who.rows.push_back(writer.customer);
  // As they call themselves: the row of the proven address may not know, one they wrote in by the form does.
  const auto named = [&](CustomerId row) {
    const auto customer = needs_.customers.find(visit.org(), row);
    return customer ? customer->name : std::string();
  };
  who.name = named(who.customer);
  for (auto row = who.rows.rbegin(); who.name.empty() && row != who.rows.rend(); ++row)
    who.name = named(*row);
  visit.signed_in = std::move(who);
  visit.form_token = form_token_of(token);
}

void Portal::find_chat(Visit& visit) const {
  if (!visit.settings.is_on || !visit.settings.chat_channel_id) return;
  const auto found = visit.organisation->channels.find(*visit.settings.chat_channel_id);
  if (found == visit.organisation->channels.end() || !found->second.is_active) return;
  visit.chat_key = found->second.key;
  if (!visit.signed_in || found->second.identity_secret.empty()) return;
  ChatClaims claims;
  claims.iss = "rapport-portal";
  claims.sub = customers::email_key(visit.signed_in->email);
  claims.name = visit.signed_in->name;
  claims.email = visit.signed_in->email;
  claims.exp = (needs_.clock() + hours(12)).us / 1'000'000;
  visit.chat_identity = crypto::sign_hs256(contract::encode(claims), found->second.identity_secret);
}

std::string Portal::mailed_origin(const Visit& visit) const {
  if (!options_.public_url.empty()) return options_.public_url;
  return is_this_machine(visit.origin) ? visit.origin : std::string();
}

Result<void> Portal::sign_in(Visit& visit, const std::string& email) {
  const OrgId org = visit.org();
  const Instant now = needs_.clock();
  const std::string key = customers::email_key(email);
  customers::Customer fresh;
  fresh.id = needs_.ids.next<CustomerId>();
  fresh.email = email;
  fresh.language = visit.language;
  fresh.created_at = now;
  auto customer = needs_.customers.find_or_create(org, "email", key, fresh);
  if (!customer) return tl::unexpected<Error>(customer.error());
  customers::CustomerChange shown_to_be;
  shown_to_be.email = email;
  shown_to_be.proof = customers::Proof::proven;
  if (auto changed = needs_.customers.change(org, customer->id, shown_to_be, now); !changed)
    return tl::unexpected<Error>(changed.error());
  if (auto settled = needs_.resolution.settle(org, customer->id); !settled)
    return tl::unexpected<Error>(settled.error());
  // What was sent from this very browser with the address was sent by them.
  if (const auto writers = store_.writers(org, key))
    for (const PortalStore::Writer& writer : *writers)
      if (writer.reader == visit.reader)
        (void)needs_.resolution.met_at_browser(org, writer.customer, customer->id);
  const std::string token = crypto::random_token();
  if (auto added = store_.add_session(org, crypto::token_digest(token), {email, customer->id}, now); !added)
    return added;
  (void)needs_.readers.known_as(org, visit.reader, customer->id, now);
  visit.answer_headers.emplace_back(
      "Set-Cookie", cookie_text(visit, customer_cookie, token,
                                fmt::format("; Max-Age={}", session_lifetime.us / 1'000'000)));
  return {};
}

void Portal::sign_out(Visit& visit) {
  (void)store_.end_session(visit.org(), crypto::token_digest(visit.request.cookie(customer_cookie)));
  visit.answer_headers.emplace_back("Set-Cookie", cookie_text(visit, customer_cookie, "", "; Max-Age=0"));
}

void Portal::note(const Visit& visit, knowledge::ReaderStep step) {
  if (visit.is_machine) return;
  step.at = needs_.clock();
  step.is_fresh = visit.is_reader_fresh;
  needs_.readers.note(visit.org(), visit.reader, step);
}

std::string Portal::search_blocks(const Visit& visit, const std::string& words) const {
  std::string html;
  for (const Block& block : search_blocks_)
    html += block(visit, words);
  return html;
}

std::string Portal::home_blocks(const Visit& visit) const {
  std::string html;
  for (const Block& block : home_blocks_)
    html += block(visit, "");
  return html;
}

// --- forms, as page.h says them ---

std::string form_fields(const Visit& visit) {
  return fmt::format("<input type=\"hidden\" name=\"form_token\" value=\"{}\">", visit.form_token);
}

Form form_of(const http::Request& request) {
  return read_form(request.header("content-type"), request.body).value_or(Form{});
}

std::string value_of(const Form& form, std::string_view name) {
  for (const auto& [each, value] : form.values) {
    if (each != name) continue;
    const auto first = value.find_first_not_of(" \t\r\n");
    if (first == std::string::npos) return "";
    return value.substr(first, value.find_last_not_of(" \t\r\n") - first + 1);
  }
  return "";
}

bool is_own_form(const Visit& visit, const Form& form) {
  const std::string& from = visit.request.header("sec-fetch-site");
  if (!from.empty() && from != "same-origin" && from != "none") return false;
  if (visit.is_reader_fresh && !visit.signed_in) return false;  // it sent no cookie that a form could be of
  return crypto::is_equal(value_of(form, "form_token"), visit.form_token);
}

http::Response refused_form(const Visit& visit) {
  return refused(visit, 403, {"Please try that again", "请重试"},
                 {"The form was too old, or your browser keeps no cookies for this site. Go back, reload the "
                  "page and send it again.",
                  "表单已过期，或浏览器未保留本站的 Cookie。请返回并刷新页面后重新提交。"});
}

}  // namespace rapport::portal
