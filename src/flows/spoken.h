// Spoken: a step of a flow as a channel needs it that speaks: what is said, and what is listened for. Made by
// the runner, heard and answered by the channel. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "flows/library.h"
#include "switchboard/model/effect.h"

namespace rapport::flows {

enum class Spoken : std::uint8_t {
  say,        // then FlowInput finished
  menu,       // one of `keys`
  collect,    // digits: Runner::keyed
  transfer,   // to `number` outside: FlowAnswered
  callback,   // FlowAnswered
  voicemail,  // FlowAnswered
  pause,      // others are asked; it may take a while
  treatment,  // while they wait in a queue; with `keys` there is an offer: FlowInput offer_taken
  record,     // whether the call is recorded from now on: `is_on`; nothing is answered
  music,      // in the queue that they come to now they hear `prompt`, "": the usual; nothing is answered
};

struct SpokenStep {
  OrgId org = {};
  InteractionId interaction = {};
  std::int32_t turn = 0;
  Spoken kind = Spoken::say;
  bool is_again = false;               // the same question once more
  std::string text = {};               // with its names filled in
  std::string prompt = {};             // an uploaded recording instead; "": none
  std::string language = {};           // of the text, as far as the flow says: "zh", "en"
  std::vector<std::string> keys = {};  // of a menu's options, in order
  std::int32_t length_max = 0;         // of a collect; of a voicemail, seconds
  QueueId queue = {};                  // that gets a voicemail
  bool is_secret = false;              // nobody may keep what is typed
  std::string number = {};             // of a transfer; of a callback, "": where they call from
  bool is_on = false;                  // of record
  bool returns = false;                // the flow goes on when the other end has hung up
};

// Nothing for steps that a caller does not notice. The text is left to whoever has the words.
std::optional<SpokenStep> spoken_step(const Published& flow, std::int32_t step);
// What somebody who waits is told; nothing when there is nothing to say.
std::optional<SpokenStep> spoken_treatment(const Published& flow, std::int32_t language,
                                           const switchboard::FlowTreatment& told);

}  // namespace rapport::flows
