// Mood: whether a customer's own words are those of somebody upset. A plain list in both languages
// (mood.cpp), which anybody can read and doubt; no model. Wrong in both directions at times: it only ever
// holds back offers and brings up care. Pure.
#pragma once

#include <string>
#include <string_view>

namespace rapport::advice {

// The word that says so; "" when none does. Latin words whole and without regard to case.
std::string upset_word(std::string_view text);

}  // namespace rapport::advice
