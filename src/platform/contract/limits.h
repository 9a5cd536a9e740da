// From the text of one value to the value in memory, and the limits of FieldNotes on the way.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "platform/contract/type.h"

namespace rapport::contract {

// "" when the value keeps them, else what is wrong: "expected at most 5, got 9".
std::string broken_by_number(const FieldNotes& notes, double value);
std::string broken_by_text(const FieldNotes& notes, std::string_view text);
std::string broken_by_size(const FieldNotes& notes, std::size_t items);

bool has_format(Format format, std::string_view text);
std::string_view name_of_format(Format format);

// Stores what a number's digits or a text say as a value of the type, when the value fits the type and keeps
// the limits; else answers what is wrong.
std::string store_number(const Type& type, void* target, std::string_view digits, const FieldNotes& notes);
std::string store_double(void* target, std::string_view digits, const FieldNotes& notes);
std::string store_text(const Type& type, void* target, std::string_view text, const FieldNotes& notes);

// Of long or strange input, what can be repeated to people: 40 bytes, ASCII.
std::string shown(std::string_view text);

}  // namespace rapport::contract
