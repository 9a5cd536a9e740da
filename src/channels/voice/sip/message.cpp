#include "channels/voice/sip/message.h"

#include <fmt/format.h>

#include "channels/voice/sip/text.h"

namespace rapport::sip {

std::string_view header(const sip_msg& message, sip_hdrid id) {
  const sip_hdr* found = sip_msg_hdr(&message, id);
  return found ? view(found->val) : std::string_view();
}

std::string_view header(const sip_msg& message, const char* name) {
  const sip_hdr* found = sip_msg_xhdr(&message, name);
  return found ? view(found->val) : std::string_view();
}

std::vector<std::string> all_headers(const sip_msg& message, sip_hdrid id) {
  std::vector<std::string> values;
  sip_msg_hdr_apply(
      &message, true, id,
      [](const sip_hdr* header, const sip_msg*, void* out) {
        static_cast<std::vector<std::string>*>(out)->emplace_back(view(header->val));
        return false;
      },
      &values);
  return values;
}

bool lists(const sip_msg& message, sip_hdrid id, std::string_view option) {
  for (const std::string& value : all_headers(message, id))
    if (equals_ignoring_case(trimmed(value), option)) return true;
  return false;
}

bool is_method(const sip_msg& request, std::string_view method) {
  return view(request.met) == method;
}

std::optional<Address> uri_in(std::string_view text) {
  const pl raw = as_pl(text);
  uri parsed{};
  if (text.empty() || uri_decode(&parsed, &raw) != 0) return std::nullopt;
  Address address;
  address.uri = text;
  address.scheme = view(parsed.scheme);
  address.user = one_line(unescaped(view(parsed.user)));
  address.host = view(parsed.host);
  address.port = parsed.port;
  address.uri_parameters = view(parsed.params);
  address.uri_headers = view(parsed.headers);
  return address;
}

std::optional<Address> address_in(std::string_view value) {
  value = trimmed(value);
  // The display name is skipped here and not by libre, which takes a '<' inside quotes for the address.
  std::size_t open = 0;
  bool is_quoted = false;
  for (; open < value.size(); ++open) {
    if (is_quoted && value[open] == '\\') {
      ++open;
      continue;
    }
    if (value[open] == '"') is_quoted = !is_quoted;
    if (value[open] == '<' && !is_quoted) break;
  }
  if (is_quoted) return std::nullopt;
  if (open >= value.size()) {
    // Without brackets, parameters belong to the header and not to the URI (RFC 3261 section 20).
    const auto end = value.find_first_of(";?");
    auto address = uri_in(trimmed(value.substr(0, end)));
    if (address && end != std::string_view::npos) address->parameters = value.substr(end);
    return address;
  }
  const auto close = value.find('>', open);
  if (close == std::string_view::npos) return std::nullopt;
  auto address = uri_in(value.substr(open + 1, close - open - 1));
  if (!address) return std::nullopt;
  address->display_name = unquoted_text(value.substr(0, open));
  address->parameters = value.substr(close + 1);
  return address;
}

namespace {

// One part of a multipart body whose type is application/sdp.
std::string sdp_part(std::string_view body, std::string_view boundary) {
  const std::string mark = fmt::format("--{}", boundary);
  std::size_t at = body.find(mark);
  for (int parts = 0; at != std::string_view::npos && parts < 16; ++parts) {
    const std::size_t start = at + mark.size();
    const std::size_t end = body.find(mark, start);
    if (end == std::string_view::npos) return "";
    const std::string_view part = body.substr(start, end - start);
    const std::size_t blank = part.find("\r\n\r\n");
    at = end;
    if (blank == std::string_view::npos) continue;
    std::string_view head = part.substr(0, blank);
    bool is_sdp = false;
    while (!head.empty()) {
      const auto line = head.substr(0, head.find("\r\n"));
      head.remove_prefix(std::min(head.size(), line.size() + 2));
      const auto colon = line.find(':');
      if (colon == std::string_view::npos ||
          !equals_ignoring_case(trimmed(line.substr(0, colon)), "content-type"))
        continue;
      const auto value = trimmed(line.substr(colon + 1));
      is_sdp = equals_ignoring_case(trimmed(value.substr(0, value.find(';'))), "application/sdp");
    }
    if (!is_sdp) continue;
    std::string_view content = part.substr(blank + 4);
    if (content.ends_with("\r\n")) content.remove_suffix(2);
    return std::string(content) + "\r\n";
  }
  return "";
}

}  // namespace

std::string sdp_of(const sip_msg& message) {
  const std::string_view body = body_of(message);
  if (body.empty()) return "";
  const auto type = view(message.ctyp.type);
  if (equals_ignoring_case(type, "application") && equals_ignoring_case(view(message.ctyp.subtype), "sdp"))
    return std::string(body);
  if (!equals_ignoring_case(type, "multipart")) return "";
  const auto boundary = parameter(view(message.ctyp.params), "boundary");
  return boundary && !boundary->empty() && boundary->size() <= 70 ? sdp_part(body, *boundary) : "";
}

std::optional<Replaces> replaces_in(std::string_view value) {
  const auto semicolon = value.find(';');
  if (semicolon == std::string_view::npos) return std::nullopt;
  Replaces replaces;
  replaces.call_id = trimmed(value.substr(0, semicolon));
  const auto parameters = value.substr(semicolon);
  replaces.to_tag = parameter(parameters, "to-tag").value_or("");
  replaces.from_tag = parameter(parameters, "from-tag").value_or("");
  replaces.is_early_only = parameter(parameters, "early-only").has_value();
  if (replaces.call_id.empty() || replaces.to_tag.empty() || replaces.from_tag.empty()) return std::nullopt;
  return replaces;
}

std::string replaces_value(const Replaces& replaces) {
  return one_line(fmt::format("{};to-tag={};from-tag={}{}", replaces.call_id, replaces.to_tag,
                              replaces.from_tag, replaces.is_early_only ? ";early-only" : ""));
}

Reason reason_of(const sip_msg& message) {
  Reason reason;
  for (const std::string& value : all_headers(message, SIP_HDR_REASON)) {
    if (!equals_ignoring_case(trimmed(std::string_view(value).substr(0, value.find(';'))), "Q.850")) continue;
    reason.cause = static_cast<int>(number_in(parameter(value, "cause").value_or(""), 127).value_or(0));
    reason.text = parameter(value, "text").value_or("");
  }
  return reason;
}

}  // namespace rapport::sip
