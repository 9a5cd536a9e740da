// Hearing: what a customer's words mean to a step, and the steps that work on words. Pure; done by whoever
// has the words (the flows capability, rehearsals), never by the switchboard.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "switchboard/flow/definition.h"
#include "switchboard/flow/interpreter.h"

namespace rapport::switchboard::flow {

// The option that was meant: by its digit, its label in any language, its name or another word for it,
// letters of either case; nothing when none or several were.
std::optional<std::int32_t> option_of(const Menu& menu, const std::string& said);
// The key of the option at that place.
std::string digit_of(const Menu& menu, std::size_t option);

// What is kept of what was said: digits without spaces and hyphens, text trimmed. Nothing when it is not what
// was asked for.
std::optional<std::string> taken(const Collect& collect, const std::string& said);
// # a digit, @ a letter or sign of any script, ? any one character, * any number of any, else itself.
bool matches(const std::string& pattern, const std::string& text);
// The language a text is written in, as far as its signs tell: "zh", "en", or "" when they do not.
std::string language_of(const std::string& text);

// An asked set or branch, answered. `words` has a place for every attribute.
struct WordsAnswer {
  std::int32_t exit = 0;
  std::vector<Value64> numbers;
  std::vector<std::pair<std::int32_t, std::string>> texts;  // attribute, its new words
  bool is_broken = false;
};
WordsAnswer answer_by_words(const Flow& flow, const FlowStep& step, const Run& run, const Facts& facts,
                            const std::vector<std::string>& words);

// A value as an answer from outside gives it ("true", "42", a choice's name) for an attribute that is not a
// text; nothing when it is none.
std::optional<std::int64_t> value_of(const Attribute& attribute, const std::string& said);
// A value as people read it; of a text its words.
std::string shown(const Attribute& attribute, std::int64_t value, const std::string& words);

// What a step says in the run's language; the first language's when that is missing.
const std::string& in_language(const Texts& texts, const Flow& flow, std::int32_t language);
// With its names filled in. Secret attributes are left out.
std::string spoken(const std::string& text, const Flow& flow, const Run& run, const Facts& facts,
                   const std::vector<std::string>& words);

}  // namespace rapport::switchboard::flow
