// Encoded words (RFC 2047), as they really come: characters cut in two between words, blanks inside, labels
// that lie, bytes that are not encoded at all. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace rapport::mail {

// The text of an unstructured field (Subject), folded or not: one line of UTF-8. `hint`: see charset.h.
std::string decoded_words(std::string_view field, std::string_view hint = {});

// The same field with every encoded word in UTF-8, still encoded, and no bytes beyond ASCII of another
// charset: what a parser of addresses or parameters reads rightly.
std::string words_in_utf8(std::string_view field, std::string_view hint = {});

}  // namespace rapport::mail
