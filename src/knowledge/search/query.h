// Query: what is searched for, and among which articles. Values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rapport::knowledge::search {

inline constexpr std::size_t query_bytes_max = 600;  // the rest is not looked at
inline constexpr std::size_t concepts_max = 40;

// Words that mean the same here: {"退货", "退款", "refund"}. Folded.
using SynonymGroup = std::vector<std::string>;

struct Query {
  std::string text;
  bool is_typing = false;    // the last word may be the beginning of one
  bool has_to_tell = false;  // words that everybody uses find nothing, also when there are no others
  std::size_t limit = 10;
  std::uint32_t audiences = ~0U;  // bit n: audience n
  std::uint32_t states = ~0U;
  std::int64_t category = 0;                            // 0: any
  std::optional<std::string> language;                  // only in this one
  std::optional<std::string> preferred;                 // this one first, of an article that has several
  const std::vector<SynonymGroup>* synonyms = nullptr;  // borrowed
};

}  // namespace rapport::knowledge::search
