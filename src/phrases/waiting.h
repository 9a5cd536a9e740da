// What somebody who waits in line is told, as it is written in a chat; spoken.h makes it a voice's. Pure.
#pragma once

#include <cstdint>
#include <string>

#include "base/instant.h"
#include "phrases/numbers.h"

namespace rapport::phrases {

// "You are number 3 in line." `position` from 1.
std::string place_in_line(std::int64_t position, Tongue tongue);
// "The wait is about 2 to 5 minutes.", whole minutes up, at least one; one number when both are the same.
std::string expected_wait(Duration low, Duration high, Tongue tongue);
// On the telephone: they also wait, or talk with somebody, in a chat; 8 goes on there, 9 stays.
std::string place_in_chat(Tongue tongue);
std::string talk_in_chat(Tongue tongue);
std::string chat_or_phone(Tongue tongue);
std::string stays_on_phone(Tongue tongue);
// On the telephone: their place has gone to another contact of theirs; the key that has it back; and it is.
std::string place_set_aside(Tongue tongue);
std::string place_is_back(Tongue tongue);

}  // namespace rapport::phrases
