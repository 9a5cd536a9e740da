// Phrases: what is said to somebody who waits, in the languages we speak. Pure.
#pragma once

#include <string>

#include "switchboard/flow/definition.h"
#include "switchboard/model/state.h"

namespace rapport::flows {

// "You are number 3 in line. The wait is about 2 to 5 minutes."
std::string waiting(const switchboard::flow::Treatment& treatment, const switchboard::WaitEstimate& wait,
                    const std::string& language);
// What a customer keyed, to be spoken: "4 7 1 1". Other words as they are.
std::string digit_by_digit(const std::string& words);
// "Reply 1 for this." after an offer.
std::string how_to_take(const std::string& language);
bool takes_offer(const std::string& said);

}  // namespace rapport::flows
