// LineSteps: the rules by which a label goes on by a day. Whatever it makes keeps them all, except for
// limits of kinds that are not counted. Lives as long as one search.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "workforce/schedule/line_label.h"
#include "workforce/schedule/line_moves.h"
#include "workforce/schedule/line_shape.h"

namespace rapport::workforce::schedule {

class LineSteps {
 public:
  LineSteps(const LineShape& shape, const LineMoves& moves);

  // A line that has not begun.
  LineLabel first() const;
  // What may come of it on the day: off, or a move. Replaces what is in `out`; their parent is `parent`.
  void extend(std::size_t day, const LineLabel& old, std::int32_t parent, std::vector<LineLabel>& out);

  // Counting kinds is dear and most limits do not bind, so only these are counted. Per counted kind.
  const std::vector<bool>& counts_kind() const { return counts_kind_; }
  void count_all_kinds() { counts_kind_.assign(counts_kind_.size(), true); }
  // Counts from now on what the line (per day its move) has too many of; false: nothing.
  bool count_broken(const std::vector<std::int32_t>& line);

 private:
  void work(std::size_t day, const LineLabel& old, std::int32_t index, std::int32_t streak,
            std::vector<LineLabel>& out) const;
  void finish_day(std::size_t day, LineLabel& label, std::int32_t streak, bool took, std::int32_t week,
                  std::int32_t total, std::vector<LineLabel>& out) const;
  bool count_weekend(LineLabel& label, std::uint64_t& counts) const;
  bool count_night(const Move& move, std::uint64_t& counts) const;
  bool count_kind(const Move& move, LineLabel& label) const;

  const LineShape& shape_;
  const LineMoves& moves_;
  std::vector<bool> counts_kind_;
  std::vector<std::int32_t> allowed_;
};

}  // namespace rapport::workforce::schedule
