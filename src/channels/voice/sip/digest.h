// Digest authentication (RFC 8760, RFC 7616) as arithmetic, both sides: MD5 and SHA-256, qop=auth. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::sip {

enum class DigestAlgorithm { md5, sha256 };
const char* name_of(DigestAlgorithm algorithm);  // "MD5", "SHA-256"

std::string digest_hex(DigestAlgorithm algorithm, std::string_view bytes);

// "Digest realm=\"…\", nonce=\"…\"": the parameters of a challenge or of credentials. Nothing for another
// scheme, for a parameter that comes twice, or for bad syntax.
class DigestFields {
 public:
  static std::optional<DigestFields> parse(std::string_view header_value);
  std::string_view at(std::string_view name) const;  // "" when missing
  bool has(std::string_view name) const;

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

// The response value (hex). With qop "" the form of RFC 2069.
struct DigestInput {
  DigestAlgorithm algorithm = DigestAlgorithm::md5;
  std::string_view user, realm, password, method, uri, nonce, qop, nonce_count, client_nonce;
};
std::string digest_response(const DigestInput& input);

// The value of an Authorization header that answers the best of these challenges (values of
// WWW-Authenticate), or nothing if none can be answered. `count` is how often this nonce was used, from 1.
std::optional<std::string> answer_challenge(const std::vector<std::string>& challenges, std::string_view user,
                                            std::string_view password, std::string_view method,
                                            std::string_view uri, std::uint32_t count,
                                            std::string_view client_nonce);

}  // namespace rapport::sip
