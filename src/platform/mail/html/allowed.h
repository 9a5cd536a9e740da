// What mail may have in it: the lists that sanitise.h keeps to. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rapport::mail {

enum class Element {
  kept,
  opened,   // the tags go, what is between them stays
  dropped,  // with everything in it
};
Element judge_element(std::string_view name);
bool is_void_element(std::string_view name);

// Whether the attribute may stand on the element, its value aside; links, images and style are judged by
// those below.
bool is_allowed_attribute(std::string_view element, std::string_view attribute, std::string_view value);

// The declarations of a style attribute that may stay, "" when none: no addresses, no positions, no negative
// lengths, no functions but those of colours.
std::string allowed_style(std::string_view style);

// The scheme of an address as a browser finds it, in lower case, "" when it has none; blanks and control
// characters, with which schemes are hidden, are passed over.
std::string scheme_of(std::string_view url);
// Without blanks and control characters.
std::string trimmed_url(std::string_view url);

// Elements and classes by which mail programs say "this is the earlier mail".
enum class Quote { no, inside, from_here };
Quote judge_quote(std::string_view element, std::string_view attribute, std::string_view value);

}  // namespace rapport::mail
