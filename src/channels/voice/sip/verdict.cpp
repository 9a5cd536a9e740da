#include "channels/voice/sip/verdict.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "channels/voice/sip/message.h"
#include "channels/voice/sip/networks.h"
#include "channels/voice/sip/replies.h"
#include "channels/voice/sip/text.h"

namespace rapport::sip {

namespace {

Verdict refuse(int code, std::string reason = {}, std::string headers = {}) {
  return {Verdict::Kind::refuse, code, std::move(reason), std::move(headers)};
}

// libre finds headers by a 12 bit hash of the name; another name may have the same one.
int count_named(const sip_msg& message, sip_hdrid id, std::string_view name, char compact) {
  struct Count {
    std::string_view name;
    char compact;
    int count = 0;
  } count{name, compact};
  sip_msg_hdr_apply(
      &message, true, id,
      [](const sip_hdr* header, const sip_msg*, void* out) {
        auto& result = *static_cast<Count*>(out);
        const auto found = view(header->name);
        if (equals_ignoring_case(found, result.name) ||
            (found.size() == 1 && result.compact != 0 && (found[0] | 0x20) == result.compact))
          ++result.count;
        return false;
      },
      &count);
  return count.count;
}

bool has_balanced_quotes(std::string_view value) {
  bool is_quoted = false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (is_quoted && value[i] == '\\')
      ++i;
    else if (value[i] == '"')
      is_quoted = !is_quoted;
  }
  return !is_quoted;
}

bool is_sip_scheme(std::string_view scheme) {
  return equals_ignoring_case(scheme, "sip") || equals_ignoring_case(scheme, "sips");
}

// A display name is tokens or a quoted string (RFC 3261 section 25.1).
bool is_name_addr(std::string_view value) {
  if (!has_balanced_quotes(value)) return false;
  const auto address = address_in(value);
  if (!address || address->host.empty() || !is_plain_uri(address->uri)) return false;
  value = trimmed(value);
  if (value.front() == '"' || value.front() == '<') return true;
  const auto open = value.find('<');
  if (open == std::string_view::npos) {
    // Without brackets the URI may hold neither comma nor question mark (section 20.10).
    return value.find('?') == std::string_view::npos &&
           is_plain_uri(trimmed(value.substr(0, value.find(';'))));
  }
  const std::string_view name = value.substr(0, open);
  return std::all_of(name.begin(), name.end(), [](char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || is_token(std::string_view(&c, 1)) ||
           static_cast<unsigned char>(c) >= 0x80;
  });
}

Verdict judge_essentials(const sip_msg& message) {
  if (count_named(message, SIP_HDR_VIA, "Via", 'v') < 1 || !pl_isset(&message.via.branch))
    return refuse(400, "Bad Via");
  if (count_named(message, SIP_HDR_FROM, "From", 'f') != 1) return refuse(400, "Bad From");
  if (count_named(message, SIP_HDR_TO, "To", 't') != 1) return refuse(400, "Bad To");
  if (count_named(message, SIP_HDR_CALL_ID, "Call-ID", 'i') != 1 || trimmed(view(message.callid)).empty())
    return refuse(400, "Bad Call-ID");
  if (count_named(message, SIP_HDR_CSEQ, "CSeq", 0) != 1) return refuse(400, "Bad CSeq");
  if (count_named(message, SIP_HDR_MAX_FORWARDS, "Max-Forwards", 0) > 1)
    return refuse(400, "Bad Max-Forwards");
  if (count_named(message, SIP_HDR_CONTENT_LENGTH, "Content-Length", 'l') > 1)
    return refuse(400, "Bad Content-Length");
  if (count_named(message, SIP_HDR_CONTENT_TYPE, "Content-Type", 'c') > 1)
    return refuse(400, "Bad Content-Type");
  if (!is_name_addr(view(message.from.val))) return refuse(400, "Bad From");
  if (!is_name_addr(view(message.to.val))) return refuse(400, "Bad To");
  // CSeq: digits, blank, method, nothing else; below 2^31.
  const auto cseq = trimmed(header(message, SIP_HDR_CSEQ));
  const auto digits = cseq.substr(0, cseq.find_first_of(" \t\r\n"));
  if (!number_in(digits, 0x7FFFFFFF) || trimmed(cseq.substr(digits.size())) != view(message.cseq.met))
    return refuse(400, "Bad CSeq");
  if (pl_isset(&message.clen) && !number_in(trimmed(view(message.clen)), 1'000'000))
    return refuse(400, "Bad Content-Length");
  return {};
}

Verdict judge_uri(const sip_msg& request) {
  const std::string_view uri = view(request.ruri);
  if (!is_plain_uri(uri)) return refuse(400, "Bad Request-URI");
  const std::string_view scheme = view(request.uri.scheme);
  if (!is_sip_scheme(scheme) && !equals_ignoring_case(scheme, "tel")) return refuse(416);
  if (pl_isset(&request.uri.headers) && is_sip_scheme(scheme)) return refuse(400, "Headers in Request-URI");
  if (is_sip_scheme(scheme)) {
    std::string_view place = uri.substr(scheme.size() + 1);
    if (const auto at = place.rfind('@'); at != std::string_view::npos) place = place.substr(at + 1);
    if (!is_host_and_port(place.substr(0, place.find_first_of(";?"))))
      return refuse(400, "Bad host in Request-URI");
  }
  return {};
}

// Whoever makes a dialog is asked by its Contact and Record-Route later: what cannot be asked is refused now.
Verdict judge_dialog_makers(const sip_msg& request) {
  const auto contacts = all_headers(request, SIP_HDR_CONTACT);
  if (contacts.size() != 1) return refuse(400, "One Contact needed");
  const auto contact = address_in(contacts.front());
  if (!contact || !is_name_addr(contacts.front()) || !is_sip_scheme(contact->scheme) ||
      !is_plain_uri(contact->uri))
    return refuse(400, "Bad Contact");
  for (const std::string& route : all_headers(request, SIP_HDR_RECORD_ROUTE)) {
    const auto hop = address_in(route);
    if (!hop || !is_sip_scheme(hop->scheme) || !is_plain_uri(hop->uri))
      return refuse(400, "Bad Record-Route");
  }
  if (all_headers(request, SIP_HDR_RECORD_ROUTE).size() > 16) return refuse(400, "Too many Record-Route");
  return {};
}

Verdict judge_body(const sip_msg& request) {
  if (body_of(request).empty()) return {};
  const auto encoding = trimmed(header(request, SIP_HDR_CONTENT_ENCODING));
  if (!encoding.empty() && !equals_ignoring_case(encoding, "identity"))
    return refuse(415, {}, "Accept-Encoding: identity\r\n");
  const std::string_view method = view(request.met);
  if (method != "INVITE" && method != "UPDATE" && method != "PRACK") return {};
  if (!pl_isset(&request.ctyp.type)) return refuse(400, "Body without Content-Type");
  if (sdp_of(request).empty()) return refuse(415, {}, "Accept: application/sdp, multipart/mixed\r\n");
  return {};
}

}  // namespace

// RFC 3261 section 8.2.1: known to the world but not offered here; everything else is 501.
static bool is_foreign_method(std::string_view method) {
  constexpr std::array foreign{"MESSAGE", "SUBSCRIBE", "PUBLISH"};
  return std::find(foreign.begin(), foreign.end(), method) != foreign.end();
}

// RFC 3261 section 20.1: what may come back must be a session description.
static bool takes_sdp(const sip_msg& request) {
  const auto accepted = all_headers(request, SIP_HDR_ACCEPT);
  if (sip_msg_hdr_count(&request, SIP_HDR_ACCEPT) == 0) return true;
  return std::any_of(accepted.begin(), accepted.end(), [](const std::string& value) {
    const auto type = trimmed(std::string_view(value).substr(0, value.find(';')));
    return equals_ignoring_case(type, "application/sdp") || equals_ignoring_case(type, "application/*") ||
           type == "*/*";
  });
}

bool is_known_method(std::string_view method) {
  constexpr std::array known{"INVITE", "ACK",  "CANCEL", "BYE",    "OPTIONS", "UPDATE",
                             "PRACK",  "INFO", "REFER",  "NOTIFY", "REGISTER"};
  return std::find(known.begin(), known.end(), method) != known.end();
}

std::string unsupported_options(const sip_msg& request) {
  constexpr std::array supported{"100rel", "timer", "replaces", "norefersub"};
  std::string unknown;
  for (const std::string& value : all_headers(request, SIP_HDR_REQUIRE)) {
    const auto option = trimmed(value);
    const bool is_known = std::any_of(supported.begin(), supported.end(),
                                      [&](const char* one) { return equals_ignoring_case(one, option); });
    if (!is_known) unknown += fmt::format("{}{}", unknown.empty() ? "" : ", ", one_line(option));
  }
  return unknown;
}

bool fit_body(const sip_msg& message) {
  if (!pl_isset(&message.clen)) return true;
  const auto length = number_in(trimmed(view(message.clen)), 1'000'000);
  if (!length) return true;  // judged elsewhere
  if (*length > mbuf_get_left(message.mb)) return false;
  message.mb->end = message.mb->pos + *length;
  return true;
}

Verdict judge_request(const sip_msg& request) {
  const std::string_view method = view(request.met);
  // An answer would go to wherever maddr says: nobody uses it but to attack somebody else.
  pl value;
  if (msg_param_decode(&request.via.params, "maddr", &value) == 0) return {Verdict::Kind::drop};
  if (!is_token(method)) return refuse(400, "Bad method");
  if (Verdict verdict = judge_essentials(request); verdict.kind != Verdict::Kind::fine) return verdict;
  if (!pl_isset(&request.from.tag)) return refuse(400, "From without tag");
  if (view(request.cseq.met) != method) return refuse(400, "CSeq method does not match");
  if (Verdict verdict = judge_uri(request); verdict.kind != Verdict::Kind::fine) return verdict;
  if (pl_isset(&request.maxfwd)) {
    const auto hops = number_in(trimmed(view(request.maxfwd)), 255);
    if (!hops) return refuse(400, "Bad Max-Forwards");
    if (*hops == 0 && method != "OPTIONS" && method != "ACK") return refuse(483);
  }
  if (!fit_body(request)) return refuse(400, "Body shorter than Content-Length");
  if (is_foreign_method(method)) return refuse(405, {}, allow_line);
  if (!is_known_method(method)) return refuse(501, {}, allow_line);
  if (method == "ACK" || method == "CANCEL") return {};
  if (method == "INVITE" && !takes_sdp(request)) return refuse(406);
  if (method == "INVITE" || method == "REFER")
    if (Verdict verdict = judge_dialog_makers(request); verdict.kind != Verdict::Kind::fine) return verdict;
  if (const std::string unknown = unsupported_options(request); !unknown.empty())
    return refuse(420, {}, fmt::format("Unsupported: {}\r\n", unknown));
  return judge_body(request);
}

Verdict judge_response(const sip_msg& response) {
  const Verdict drop{Verdict::Kind::drop};
  if (response.scode < 100 || response.scode > 699) return drop;
  if (judge_essentials(response).kind != Verdict::Kind::fine) return drop;
  // RFC 3261 section 18.1.2: more than one Via means that it was not for us.
  if (sip_msg_hdr_count(&response, SIP_HDR_VIA) != 1) return drop;
  if (!fit_body(response)) return drop;
  return {};
}

}  // namespace rapport::sip
