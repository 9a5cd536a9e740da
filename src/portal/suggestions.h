// Articles for words: what the search page, the client and the contact form show. Worker threads.
#pragma once

#include <string>

#include "portal/portal.h"

namespace rapport::portal {

inline constexpr std::size_t suggestions_max = 5;

struct Look {
  std::size_t limit = suggestions_max;
  bool is_typing = false;  // the last word may be unfinished; not kept in the search log
};
// What this visitor may read.
Result<knowledge::FoundArticles> look_for(Portal& portal, const Visit& visit, const std::string& words,
                                          const Look& look);
// A list as HTML; "" when there is nothing.
std::string suggestion_list(Portal& portal, const Visit& visit, const std::string& words);

}  // namespace rapport::portal
