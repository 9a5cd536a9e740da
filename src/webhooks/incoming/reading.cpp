#include "webhooks/incoming/reading.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "org/entity.h"
#include "platform/contract/instant_text.h"
#include "platform/contract/value_at.h"
#include "platform/crypto/digest.h"
#include "webhooks/signature.h"

namespace rapport::incoming {
namespace {

constexpr std::size_t text_length_max = 2'000;
constexpr std::size_t line_length_max = 200;
constexpr std::int64_t seconds_max = 253'402'300'799;  // the end of the year 9999

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// A JSON number may have been written as 1.25E1.
std::string plain_decimal(const std::string& text) {
  if (text.find_first_of("eE") == std::string::npos) return text;
  double number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc{} || end != text.data() + text.size() || number > 1e15 || number < -1e15)
    return text;
  std::string plain = fmt::format("{:.6f}", number);
  plain.erase(plain.find_last_not_of('0') + 1);
  if (plain.back() == '.') plain.pop_back();
  return plain;
}

// "1250" -> "12.50"
std::string hundredth(const std::string& text) {
  const bool is_less = !text.empty() && text.front() == '-';
  std::string digits = text.substr(is_less ? 1 : 0);
  if (digits.empty() || digits.find_first_not_of("0123456789") != std::string::npos) return text;
  if (digits.size() < 3) digits.insert(0, 3 - digits.size(), '0');
  digits.insert(digits.size() - 2, 1, '.');
  return (is_less ? "-" : "") + digits;
}

struct Body {
  const std::string& text;
  std::vector<Issue> issues = {};

  std::string at(const char* field, const std::string& pointer, std::size_t length_max) {
    if (pointer.empty()) return "";
    auto value = contract::value_at(text, pointer);
    if (!value) {
      // Null and absent say nothing; an object where a word is expected is a wrong pointer.
      if (value.error().reason != "nothing_there")
        refuse(field, value.error().reason == "bad_json" ? "the body is not JSON"
                                                         : fmt::format("no value stands at {}", pointer));
      return "";
    }
    if (value->size() > length_max) refuse(field, fmt::format("longer than {} bytes", length_max));
    return std::move(*value);
  }
  void refuse(const char* field, std::string what) {
    issues.push_back({fmt::format("/mapping/{}", field), std::move(what)});
  }
};

Instant when(Body& body, const std::string& said, Instant now) {
  if (said.empty()) return now;
  if (const auto at = contract::parse_instant(said)) return *at;
  const auto seconds_since = whole_number(said);
  if (seconds_since && *seconds_since >= 0 && *seconds_since <= seconds_max)
    return Instant{} + seconds(*seconds_since);
  body.refuse("at", "expected a time like 2026-12-25T09:30:00Z, or seconds since 1970");
  return now;
}

}  // namespace

Result<void> check_signature(const Signed& said, const std::string& body,
                             const std::vector<std::string>& secrets, Instant now) {
  if (said.key.empty() || said.key.size() > key_length_max ||
      std::any_of(said.key.begin(), said.key.end(), [](char c) { return c < '!' || c > '~'; }))
    return fail(ErrorCode::forbidden, "bad_signature",
                "expected a header webhook-id of up to 200 characters");
  const auto sent = whole_number(said.timestamp);
  if (!sent || *sent < 0 || *sent > seconds_max)
    return fail(ErrorCode::forbidden, "bad_signature",
                "expected a header webhook-timestamp: seconds since 1970");
  bool holds = false;
  for (const std::string& secret : secrets) {
    const std::string right = webhooks::signatures({secret}, said.key, *sent, body);
    for (std::size_t from = 0; from < said.signatures.size();) {
      const std::size_t end = std::min(said.signatures.find(' ', from), said.signatures.size());
      holds = crypto::is_equal(std::string_view(said.signatures).substr(from, end - from), right) || holds;
      from = end + 1;
    }
  }
  if (!holds)
    return fail(ErrorCode::forbidden, "bad_signature",
                "the header webhook-signature is not that of this body by this hook's secret");
  const Instant at = Instant{} + seconds(*sent);
  if (at < now - window || now + window < at)
    return fail(ErrorCode::forbidden, "too_old",
                "it was signed more than five minutes from now: send it again, or set the clock");
  return {};
}

Result<Told> read_body(const HookFields& hook, const std::string& text, const std::string& key, Instant now) {
  const HookMapping& mapping = hook.mapping;
  Body body{text};
  Told told;
  const auto take = [&](const char* field, const std::string& pointer) {
    if (std::string word = body.at(field, pointer, line_length_max); !word.empty())
      told.customer[field] = std::move(word);
  };
  take("external_id", mapping.external_id);
  take("phone", mapping.phone);
  take("email", mapping.email);
  take("name", mapping.name);
  told.event_id = body.at("event_id", mapping.event_id, line_length_max);
  if (told.event_id.empty()) told.event_id = key;
  told.kind = body.at("kind", mapping.kind, 40);
  if (told.kind.empty()) told.kind = hook.kind;
  if (told.kind.empty()) body.refuse("kind", "the body does not say what happened");
  told.at = when(body, body.at("at", mapping.at, line_length_max), now);
  told.amount = plain_decimal(body.at("amount", mapping.amount, 30));
  if (hook.is_in_hundredths) told.amount = hundredth(told.amount);
  told.currency = body.at("currency", mapping.currency, 3);
  if (told.currency.empty()) told.currency = hook.currency;
  std::transform(told.currency.begin(), told.currency.end(), told.currency.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  if (!told.amount.empty()) {
    if (auto fits = customers::checked(customers::FieldType::decimal, {}, told.amount); !fits)
      body.refuse("amount", fits.error().detail);
    if (told.currency.size() != 3) body.refuse("currency", "expected three letters like CNY");
  } else {
    told.currency.clear();
  }
  told.text = body.at("text", mapping.text, text_length_max);
  for (const auto* word : {&told.event_id, &told.kind, &told.currency, &told.text})
    if (!database::is_storable_text(*word)) body.refuse("text", "has a character that cannot be kept");
  if (!body.issues.empty()) return org::wrong(std::move(body.issues));
  return told;
}

Result<void> check_hook(const HookFields& fields) {
  const HookMapping& mapping = fields.mapping;
  std::vector<Issue> issues;
  const auto look = [&issues](const char* field, const std::string& pointer) {
    if (!pointer.empty() && pointer.front() != '/')
      issues.push_back({fmt::format("/mapping/{}", field), "expected a JSON Pointer like /customer/email"});
  };
  look("external_id", mapping.external_id);
  look("phone", mapping.phone);
  look("email", mapping.email);
  look("name", mapping.name);
  look("event_id", mapping.event_id);
  look("kind", mapping.kind);
  look("at", mapping.at);
  look("amount", mapping.amount);
  look("currency", mapping.currency);
  look("text", mapping.text);
  if (mapping.external_id.empty() && mapping.phone.empty() && mapping.email.empty())
    issues.push_back({"/mapping/external_id", "needs the company's own id, a number or an address"});
  if (mapping.kind.empty() && fields.kind.empty())
    issues.push_back({"/kind", "say what happens, or where the body says it"});
  if (!fields.currency.empty() && fields.currency.size() != 3)
    issues.push_back({"/currency", "expected three letters like CNY"});
  if (!issues.empty()) return org::wrong(std::move(issues));
  return {};
}

}  // namespace rapport::incoming
