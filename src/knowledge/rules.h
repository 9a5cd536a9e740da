// Rules of articles: what may be written, and which step may follow which. Pure.
#pragma once

#include <string>

#include "base/result.h"
#include "knowledge/article.h"

namespace rapport::knowledge {

enum class Step : std::uint8_t { submit, send_back, publish, expire, roll_back };

// invalid, with every place that is wrong: a language twice, a body that cannot be read (markdown::check),
// an end before the next review. Lengths and formats are the contract's business.
Result<void> check_fields(const ArticleFields& fields);
// In addition for readers: each translation has a body, and it does not end before `now`.
Result<void> check_publishable(const ArticleFields& fields, Instant now);
// conflict, wrong_state: said in words for people.
Result<void> check_step(Step step, ArticleState state, bool is_live);

// "how-long-does-a-refund-take"; Chinese as it is typed; "article" when nothing is left.
std::string slug_of(const std::string& title);

// Reading in `wanted`: that language, else one of the same script family ("zh" for "zh-TW"), else the first.
// Null only without translations.
const Translation* translation_for(const ArticleFields& fields, const std::string& wanted);

}  // namespace rapport::knowledge
