// A caller who has a chat open about the same thing: told so, and which keys go on where. Whose place has
// gone to another contact of theirs hears that, and the key that has it back; the line stays up until the
// switchboard closes the call.
#include <algorithm>

#include "channels/voice/calls/call_control.h"
#include "phrases/waiting.h"

namespace rapport::calls {
namespace {

constexpr char goes_there = '8', stays_here = '9';

std::string language_of(const Call& call) {
  return call.number.language.empty() ? "en" : call.number.language;
}

std::vector<phrases::Utterance> said(const Call& call, std::string (*words)(phrases::Tongue)) {
  const std::string language = language_of(call);
  return {{words(phrases::tongue_of(language)), language, {}}};
}

std::vector<phrases::Utterance> question(const Call& call) {
  const OtherPlace& other = *call.other_place;
  auto says = said(call, other.is_talking ? phrases::talk_in_chat : phrases::place_in_chat);
  if (other.wait)
    says.push_back(
        {phrases::expected_wait(other.wait->first, other.wait->second, phrases::tongue_of(language_of(call))),
         language_of(call),
         {}});
  says.push_back(said(call, phrases::chat_or_phone).front());
  return says;
}

// What a flow offers to those who wait goes by its own keys.
bool is_key_of_flow(const Call& call, char digit) {
  if (!call.flow || call.flow->is_answered || call.flow->at.asks != Asks::treatment) return false;
  const auto& keys = call.flow->at.keys;
  return std::find(keys.begin(), keys.end(), std::string(1, digit)) != keys.end();
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

void CallControl::on(const OtherPlaceTold& told) {
  Call* call = call_of(told.org, told.interaction);
  if (call == nullptr) return;
  touch(*call);
  const bool is_over = !told.other && call->question && call->speech == call->question;
  call->other_place = told.other;
  if (is_over) hush(*call);
}

void CallControl::ask_where(Call& call) {
  if (call.question && call.speech != call.question) {
    call.question = {};
  } else if (call.phase == Phase::waiting && call.other_place && call.asked_of != call.other_place->pair &&
             !call.speech && !call.has_given_place && call.customer() != nullptr) {
    call.asked_of = call.other_place->pair;
    speak(call, question(call));
    call.question = call.speech;
  }
}

bool CallControl::chooses_place(Call& call, char digit) {
  const bool is_choice = digit == goes_there || digit == stays_here;
  if (!is_choice || !call.other_place || call.asked_of != call.other_place->pair ||
      is_key_of_flow(call, digit))
    return false;
  touch(call);
  hush(call);
  emit(ChoosePlace{call.org, call.interaction, *call.other_place, digit == goes_there});
  call.other_place.reset();
  if (digit == stays_here) speak(call, said(call, phrases::stays_on_phone));
  return true;
}

}  // namespace rapport::calls
