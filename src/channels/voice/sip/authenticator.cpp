#include "channels/voice/sip/authenticator.h"

#include <fmt/format.h>

#include <charconv>

#include "channels/voice/sip/digest.h"
#include "channels/voice/sip/text.h"
#include "platform/crypto/digest.h"

namespace rapport::sip {

std::string Authenticator::challenge(DigestOffer offer, bool is_stale, Instant now) {
  std::string lines;
  // RFC 8760: the better one first.
  for (const DigestAlgorithm algorithm : {DigestAlgorithm::sha256, DigestAlgorithm::md5}) {
    if (offer == DigestOffer::md5 && algorithm == DigestAlgorithm::sha256) continue;
    if (offer == DigestOffer::sha256 && algorithm == DigestAlgorithm::md5) continue;
    lines += fmt::format(
        "WWW-Authenticate: Digest realm=\"{}\", nonce=\"{}\", algorithm={}, qop=\"auth\"{}\r\n",
        quoted_text(realm_), nonces_.issue(now), name_of(algorithm), is_stale ? ", stale=true" : "");
  }
  return lines;
}

Authenticator::Result Authenticator::check(const Check& request,
                                           const std::function<Account(std::string_view)>& find, Instant now,
                                           std::string& user) {
  if (request.authorization.empty()) return Result::none;
  const auto fields = DigestFields::parse(request.authorization);
  // Another scheme is as good as nothing said; of ours it must be right.
  if (!fields)
    return equals_ignoring_case(trimmed(request.authorization).substr(0, 6), "Digest") ? Result::malformed
                                                                                       : Result::none;
  for (const char* needed : {"username", "realm", "nonce", "uri", "response", "cnonce", "nc", "qop"})
    if (fields->at(needed).empty()) return Result::malformed;
  // Credentials for somebody else's realm say nothing to us.
  if (fields->at("realm") != realm_) return Result::none;
  user = fields->at("username");

  DigestInput input;
  const auto algorithm = fields->at("algorithm");
  if (algorithm.empty() || equals_ignoring_case(algorithm, "MD5"))
    input.algorithm = DigestAlgorithm::md5;
  else if (equals_ignoring_case(algorithm, "SHA-256"))
    input.algorithm = DigestAlgorithm::sha256;
  else
    return Result::malformed;
  const auto count_text = fields->at("nc");
  std::uint32_t count = 0;
  const auto [end, error] =
      std::from_chars(count_text.data(), count_text.data() + count_text.size(), count, 16);
  if (count_text.size() != 8 || error != std::errc{} || end != count_text.data() + 8 || count == 0)
    return Result::malformed;
  if (!equals_ignoring_case(fields->at("qop"), "auth")) return Result::malformed;

  const Account account = find(user);
  const bool is_offered = input.algorithm == DigestAlgorithm::md5 ? account.offer != DigestOffer::sha256
                                                                  : account.offer != DigestOffer::md5;
  input.user = user;
  input.realm = realm_;
  input.password = account.password;
  input.method = request.method;
  input.uri = fields->at("uri");
  input.nonce = fields->at("nonce");
  input.qop = fields->at("qop");
  input.nonce_count = count_text;
  input.client_nonce = fields->at("cnonce");
  // Worked out for unknown users too, so that they take as long.
  const bool is_right = crypto::is_equal(digest_response(input), fields->at("response"));
  if (!is_right || !account.exists || !is_offered || account.password.empty()) return Result::wrong;
  // Credentials made for another request, caught and sent again.
  if (fields->at("uri") != request.uri) return Result::wrong;
  switch (nonces_.use(fields->at("nonce"), count, now)) {
    case Nonces::Use::good:
      return Result::good;
    case Nonces::Use::stale:
      return Result::stale;
    case Nonces::Use::foreign:
      return Result::stale;  // of a run before this one: the password was right
  }
  return Result::wrong;
}

}  // namespace rapport::sip
