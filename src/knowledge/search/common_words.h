// Common words: what everybody uses whatever they ask about ("my", "three", 的, 怎么). They find nothing of
// their own and are not marked, as long as anything else of a query finds something. A list and not only a
// count of documents: in a small library "three" is as rare as what it is about. Pure; any thread.
#pragma once

#include <string_view>

namespace rapport::knowledge::search {

// Of either script, folded, as written and not its stem.
bool is_common_word(std::string_view word);
// Of two Han characters that stand together, which need not be a word: 的订 in 我的订单.
bool is_common_pair(std::string_view pair);

}  // namespace rapport::knowledge::search
