// A caller whose place has gone to another contact of theirs: told so, and that a key has it back. The line
// stays up until the switchboard closes the call.
#include "channels/voice/calls/call_control.h"
#include "phrases/waiting.h"

namespace rapport::calls {
namespace {

std::vector<phrases::Utterance> said(const Call& call, std::string (*words)(phrases::Tongue)) {
  const std::string language = call.number.language.empty() ? "en" : call.number.language;
  return {{words(phrases::tongue_of(language)), language, {}}};
}

}  // namespace

void CallControl::stand_aside(Call& call) {
  call.phase = Phase::waiting;
  call.has_given_place = true;
  hush(call);
  speak(call, said(call, phrases::place_set_aside));
}

void CallControl::come_back(Call& call) {
  call.has_given_place = false;
  hush(call);
  speak(call, said(call, phrases::place_is_back));
}

}  // namespace rapport::calls
