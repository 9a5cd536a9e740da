#include <algorithm>

#include "org/entity.h"
#include "org/limits.h"
#include "platform/http/client/client.h"
#include "webhooks/webhook.h"

namespace rapport::webhooks {

using contract::Format;
using contract::Notes;
using contract::Tag;

Notes contract_notes(Tag<WebhookFields>) {
  return {.fields = {
              {.name = "name", .min_length = 1, .max_length = org::name_length_max, .format = Format::line},
              {.name = "url",
               .doc = "https; http and addresses inside only where the configuration allows them",
               .min_length = 1,
               .max_length = 2'000,
               .format = Format::uri},
              {.name = "events", .min_items = 1, .max_items = event_kind_count - 1},
              {.name = "is_active", .has_default = true},
              {.name = "with_text", .doc = "message.created brings the words too", .has_default = true}}};
}

Notes contract_notes(Tag<SwitchOff>) {
  return {.name = "WebhookSwitchOff",
          .doc = "`gone`: the receiver answered 410; `failing`: nothing got through for three days."};
}

Notes contract_notes(Tag<Webhook>) {
  return {.fields = {{.name = "waiting", .doc = "deliveries that are still to get through"},
                     {.name = "dropped", .doc = "not kept, because too many were waiting"},
                     {.name = "delivered_at", .doc = "when something last got through"},
                     {.name = "failing_since", .doc = "nothing has got through since"},
                     {.name = "switched_off", .doc = "present: by the server, and why"},
                     {.name = "old_secret_until", .doc = "both secrets sign until then"}}};
}

Notes contract_notes(Tag<NewWebhook>) {
  return {.fields = {{.name = "secret", .doc = "signs every request; shown this once"}}};
}

Notes contract_notes(Tag<RotateSecret>) {
  return {.all_optional = true,
          .fields = {
              {.name = "overlap_hours", .doc = "as long as the old one signs too", .min = 0, .max = 24 * 7}}};
}

Notes contract_notes(Tag<WebhookSecret>) {
  return {.fields = {{.name = "secret", .doc = "shown this once"}}};
}

bool is_plain(const std::string& url) {
  return url.starts_with("http://") || url.starts_with("HTTP://");
}

namespace {

tl::unexpected<Error> bad_url(std::string what) {
  return org::wrong({{"/url", std::move(what)}});
}

// "[::1]" and "127.0.0.1" are addresses; "example.com" is a name.
bool is_address(const std::string& host) {
  if (host.find(':') != std::string::npos) return true;
  return std::all_of(host.begin(), host.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

bool leads_inside(const std::string& host) {
  if (host == "localhost" || host.ends_with(".localhost")) return true;
  return is_address(host) && http::is_inside(host);
}

}  // namespace

Result<void> check_url(const std::string& url, bool allows_private) {
  const auto begin = url.find("://");
  if (begin == std::string::npos) return bad_url("expected https://…");
  std::string host = url.substr(begin + 3, url.find_first_of("/?#\\", begin + 3) - begin - 3);
  if (host.find('@') != std::string::npos) return bad_url("a user name or password cannot be part of it");
  if (host.starts_with('['))
    host = host.substr(1, host.find(']') - 1);
  else
    host = host.substr(0, host.find(':'));
  std::transform(host.begin(), host.end(), host.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  if (host.empty()) return bad_url("there is no host in it");
  if (is_plain(url) && !allows_private) return bad_url("expected https");
  if (is_plain(url) && is_address(host) && !leads_inside(host))
    return bad_url("http is only for addresses inside; expected https");
  if (!allows_private && leads_inside(host)) return bad_url("the address leads inside");
  return {};
}

std::int64_t bit_of(EventKind kind) {
  return std::int64_t{1} << static_cast<int>(kind);
}

std::int64_t bits_of(const std::vector<EventKind>& kinds) {
  std::int64_t bits = 0;
  for (const EventKind kind : kinds)
    bits |= bit_of(kind);
  return bits;
}

std::vector<EventKind> kinds_of(std::int64_t bits) {
  std::vector<EventKind> kinds;
  for (int i = 0; i < event_kind_count; ++i)
    if ((bits & bit_of(static_cast<EventKind>(i))) != 0) kinds.push_back(static_cast<EventKind>(i));
  return kinds;
}

}  // namespace rapport::webhooks
