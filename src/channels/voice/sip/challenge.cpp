#include "channels/voice/sip/challenge.h"

#include <fmt/format.h>

#include "channels/voice/sip/dialog.h"
#include "channels/voice/sip/digest.h"
#include "channels/voice/sip/message.h"

namespace rapport::sip {

std::optional<std::string> authorization_line(const sip_msg& response, const Credentials& credentials,
                                              const std::string& method, const std::string& uri) {
  if (credentials.user.empty() || (response.scode != 401 && response.scode != 407)) return std::nullopt;
  const bool is_proxy = response.scode == 407;
  const auto challenges =
      all_headers(response, is_proxy ? SIP_HDR_PROXY_AUTHENTICATE : SIP_HDR_WWW_AUTHENTICATE);
  const auto value =
      answer_challenge(challenges, credentials.user, credentials.password, method, uri, 1, random_tag());
  if (!value) return std::nullopt;
  return fmt::format("{}: {}\r\n", is_proxy ? "Proxy-Authorization" : "Authorization", *value);
}

}  // namespace rapport::sip
