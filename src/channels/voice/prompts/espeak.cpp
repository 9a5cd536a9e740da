#include "channels/voice/prompts/espeak.h"

#include <algorithm>
#include <cctype>

#include "channels/voice/prompts/limits.h"
#include "channels/voice/prompts/run_program.h"

namespace rapport::prompts {
namespace {

constexpr int espeak_rate = 22'050;
// A header, and 16 bits for each sample.
constexpr std::size_t espeak_bytes_max = 1'024 + std::size_t{prompt_seconds_max} * espeak_rate * 2;

// A voice's name goes to a command line: letters, digits, hyphens and what names a variant.
bool is_voice_name(const std::string& name) {
  return !name.empty() && name.size() <= 40 && name[0] != '-' &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == '+' ||
                  c == '/';
         });
}

// [[…]] would be taken for phonemes.
std::string without_phonemes(std::string text) {
  std::replace(text.begin(), text.end(), '[', '(');
  std::replace(text.begin(), text.end(), ']', ')');
  std::replace(text.begin(), text.end(), '\0', ' ');
  return text;
}

}  // namespace

Espeak::Espeak(EspeakOptions options) : options_(std::move(options)) {}

std::string Espeak::voice_of(const std::string& language) const {
  std::string wanted = language.empty() ? "en" : language;
  for (;;) {
    const auto found = options_.voices.find(wanted);
    if (found != options_.voices.end()) return found->second;
    const std::size_t cut = wanted.find_last_of("-_");
    if (cut == std::string::npos) break;
    wanted.resize(cut);
  }
  std::transform(wanted.begin(), wanted.end(), wanted.begin(),
                 [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
  return wanted;
}

Result<media::Sound> Espeak::say(const std::string& text, const std::string& language) {
  if (is_stopping_) return fail(ErrorCode::unavailable, "no_speech", "stopping");
  const std::string voice = voice_of(language);
  if (!is_voice_name(voice))
    return fail(ErrorCode::invalid, "language_unknown", "no voice for this language");
  ProgramRun run;
  run.arguments = {
      options_.program, "-v",      voice, "-s", std::to_string(options_.words_per_minute), "-b", "1",
      "--stdin",        "--stdout"};
  run.input = without_phonemes(text) + "\n";
  run.output_bytes_max = espeak_bytes_max;
  run.timeout = options_.timeout;
  run.is_cancelled = &is_stopping_;
  auto wav = run_program(run);
  if (!wav) {
    if (wav.error().code == ErrorCode::unavailable)
      return fail(ErrorCode::unavailable, "no_speech", wav.error().reason + ": " + wav.error().detail);
    return tl::unexpected<Error>(wav.error());
  }
  // Nothing in the text can be said: a header alone.
  if (wav->size() <= 64) return media::Sound{std::vector<std::int16_t>(espeak_rate / 10), espeak_rate};
  return media::decode_sound(std::move(*wav), prompt_seconds_max);
}

}  // namespace rapport::prompts
