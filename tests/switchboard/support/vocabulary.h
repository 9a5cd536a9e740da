// The words for the switchboard's enumerations, both ways.
#pragma once

#include <string>
#include <string_view>

#include "switchboard/model/effect.h"

namespace rapport::switchboard::scenario {

Channel channel_of(std::string_view word);  // voice (or call), chat, message, email, task, voicemail
OrderRule order_of(std::string_view word);
AgentChoice choice_of(std::string_view word);
Presence presence_of(std::string_view word);
Exclusion exclusion_of(std::string_view word);

DialResult result_of(std::string_view word);

const char* word_of(Channel channel);
const char* word_of(AgentChoice choice);
const char* word_of(Presence presence);
const char* word_of(Exclusion exclusion);
const char* word_of(Trigger trigger);
const char* word_of(Outcome outcome);
const char* word_of(LegEnd end);
const char* word_of(InteractionState state);

}  // namespace rapport::switchboard::scenario
