#include "channels/voice/sip/digest.h"

#include <fmt/format.h>

#include "channels/voice/sip/text.h"
#include "platform/crypto/digest.h"
#include "platform/crypto/encoding.h"

namespace rapport::sip {

const char* name_of(DigestAlgorithm algorithm) {
  return algorithm == DigestAlgorithm::md5 ? "MD5" : "SHA-256";
}

std::string digest_hex(DigestAlgorithm algorithm, std::string_view bytes) {
  return crypto::hex(algorithm == DigestAlgorithm::md5 ? crypto::md5(bytes) : crypto::sha256(bytes));
}

std::optional<DigestFields> DigestFields::parse(std::string_view value) {
  value = trimmed(value);
  constexpr std::string_view scheme = "Digest";
  if (value.size() <= scheme.size() || !equals_ignoring_case(value.substr(0, scheme.size()), scheme) ||
      (value[scheme.size()] != ' ' && value[scheme.size()] != '\t' && value[scheme.size()] != '\r'))
    return std::nullopt;
  DigestFields fields;
  for (const std::string_view item : list_items(value.substr(scheme.size()))) {
    const auto equals = item.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const auto name = trimmed(item.substr(0, equals));
    if (!is_token(name) || fields.has(name) || fields.fields_.size() >= 32) return std::nullopt;
    fields.fields_.emplace_back(name, unquoted_text(item.substr(equals + 1)));
  }
  return fields;
}

std::string_view DigestFields::at(std::string_view name) const {
  for (const auto& [key, value] : fields_)
    if (equals_ignoring_case(key, name)) return value;
  return {};
}

bool DigestFields::has(std::string_view name) const {
  for (const auto& field : fields_)
    if (equals_ignoring_case(field.first, name)) return true;
  return false;
}

std::string digest_response(const DigestInput& in) {
  const std::string secret =
      digest_hex(in.algorithm, fmt::format("{}:{}:{}", in.user, in.realm, in.password));
  const std::string request = digest_hex(in.algorithm, fmt::format("{}:{}", in.method, in.uri));
  if (in.qop.empty()) return digest_hex(in.algorithm, fmt::format("{}:{}:{}", secret, in.nonce, request));
  return digest_hex(in.algorithm, fmt::format("{}:{}:{}:{}:{}:{}", secret, in.nonce, in.nonce_count,
                                              in.client_nonce, in.qop, request));
}

namespace {

// Nothing if we cannot answer it; SHA-256 is the better one.
std::optional<DigestAlgorithm> algorithm_of(const DigestFields& challenge) {
  const auto name = challenge.at("algorithm");
  if (name.empty() || equals_ignoring_case(name, "MD5")) return DigestAlgorithm::md5;
  if (equals_ignoring_case(name, "SHA-256")) return DigestAlgorithm::sha256;
  return std::nullopt;
}

bool offers_auth(std::string_view qop) {
  for (const auto item : list_items(qop))
    if (equals_ignoring_case(item, "auth")) return true;
  return false;
}

}  // namespace

std::optional<std::string> answer_challenge(const std::vector<std::string>& challenges, std::string_view user,
                                            std::string_view password, std::string_view method,
                                            std::string_view uri, std::uint32_t count,
                                            std::string_view client_nonce) {
  std::optional<DigestFields> best;
  DigestInput in;
  for (const std::string& value : challenges) {
    const auto challenge = DigestFields::parse(value);
    if (!challenge || challenge->at("nonce").empty()) continue;
    const auto algorithm = algorithm_of(*challenge);
    const auto qop = challenge->at("qop");
    if (!algorithm || (!qop.empty() && !offers_auth(qop))) continue;
    if (best && in.algorithm >= *algorithm) continue;
    best = challenge;
    in.algorithm = *algorithm;
  }
  if (!best) return std::nullopt;
  const std::string nonce_count = fmt::format("{:08x}", count);
  in.user = user;
  in.realm = best->at("realm");
  in.password = password;
  in.method = method;
  in.uri = uri;
  in.nonce = best->at("nonce");
  in.qop = best->at("qop").empty() ? "" : "auth";
  in.nonce_count = nonce_count;
  in.client_nonce = client_nonce;
  std::string value =
      fmt::format(R"(Digest username="{}", realm="{}", nonce="{}", uri="{}", response="{}", algorithm={})",
                  quoted_text(user), quoted_text(in.realm), quoted_text(in.nonce), quoted_text(uri),
                  digest_response(in), name_of(in.algorithm));
  if (!in.qop.empty())
    value += fmt::format(R"(, qop=auth, nc={}, cnonce="{}")", nonce_count, quoted_text(client_nonce));
  if (best->has("opaque")) value += fmt::format(R"(, opaque="{}")", quoted_text(best->at("opaque")));
  return value;
}

}  // namespace rapport::sip
