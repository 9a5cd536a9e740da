// LineFrontier: the labels of a search that are not dominated. Of two that can be compared it keeps the
// better one. Holds its labels in the workspace; lives as long as one search.
#pragma once

#include <cstddef>
#include <cstdint>

#include "workforce/schedule/line_label.h"
#include "workforce/schedule/line_workspace.h"

namespace rapport::workforce::schedule {

class LineFrontier {
 public:
  // kinds: counted ones. compared_max: with how many alike a label is compared; that only saves work.
  LineFrontier(LineWorkspace& space, std::size_t kinds, std::int32_t compared_max);

  void clear();
  // The label's number, or -1 when another makes it needless.
  std::int32_t add(const LineLabel& label);

 private:
  bool is_as_good(const LineLabel& a, const LineLabel& b) const;
  void rehash();

  LineWorkspace& space_;
  std::size_t kinds_;
  std::int32_t compared_max_;
};

}  // namespace rapport::workforce::schedule
