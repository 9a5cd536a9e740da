// What a step of a flow says, cut where its language changes: "销售请按一。For English, press nine." is two
// utterances, so that each is spoken by its own voice. Pure.
#pragma once

#include <string>
#include <vector>

#include "channels/voice/calls/call_event.h"
#include "flows/spoken.h"

namespace rapport::voice {

std::vector<phrases::Utterance> utterances(const std::string& text, const std::string& language);
calls::FlowAsked asked(const flows::SpokenStep& step);
// What call control is told of a step, whether it asks something or not.
calls::Event event_of(const flows::SpokenStep& step);

}  // namespace rapport::voice
