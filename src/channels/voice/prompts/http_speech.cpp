#include "channels/voice/prompts/http_speech.h"

#include <fmt/format.h>

#include "channels/voice/prompts/limits.h"
#include "platform/contract/describe.h"
#include "platform/contract/json.h"
#include "platform/http/client/client.h"

namespace rapport::prompts {

// What the server is asked for.
struct WantedSpeech {
  std::string text;
  std::string language;
  std::string format;
};
BOOST_DESCRIBE_STRUCT(WantedSpeech, (), (text, language, format))

std::string HttpSpeech::voice_of(const std::string& language) const {
  return options_.url + " " + language;
}

Result<media::Sound> HttpSpeech::say(const std::string& text, const std::string& language) {
  http::ClientRequest request;
  request.url = options_.url;
  request.headers = {{"Content-Type", "application/json"}, {"Accept", "audio/wav, audio/*"}};
  if (!options_.authorization.empty()) request.headers.emplace_back("Authorization", options_.authorization);
  request.body = contract::encode(WantedSpeech{text, language, "wav"});
  request.timeout = options_.timeout;
  request.answer_bytes_max = std::size_t{prompt_seconds_max} * 48'000 * 2;
  request.allows_private_addresses = true;
  request.is_cancelled = [this] { return is_stopping_.load(); };
  auto answer = http::ask(request);
  if (!answer) {
    const Error& error = answer.error();
    return fail(error.code == ErrorCode::too_large ? error.code : ErrorCode::unavailable, "no_speech",
                error.reason + ": " + error.detail);
  }
  if (answer->status != 200)
    return fail(ErrorCode::unavailable, "no_speech",
                fmt::format("the speech server answered {}", answer->status));
  return media::decode_sound(std::move(answer->body), prompt_seconds_max);
}

}  // namespace rapport::prompts
