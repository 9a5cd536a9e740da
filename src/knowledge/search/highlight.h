// Highlight: where a text has what was searched for, as pieces and never as markup. Pure; any thread.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "knowledge/search/index.h"
#include "knowledge/search/plan.h"

namespace rapport::knowledge::search {

class Highlighter {
 public:
  explicit Highlighter(const Plan& plan);

  // The whole text.
  std::vector<Piece> all(std::string_view text) const;
  // The stretch of about `bytes` with the most of it, with … where it was cut; its beginning when there is
  // none.
  std::vector<Piece> best(std::string_view text, std::size_t bytes) const;

 private:
  struct Range {
    std::size_t begin = 0, end = 0;
  };
  std::vector<Range> matches(std::string_view text) const;

  std::set<std::string, std::less<>> words_;  // stems
  std::set<std::string, std::less<>> pairs_;
};

}  // namespace rapport::knowledge::search
