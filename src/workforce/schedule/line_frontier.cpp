#include "workforce/schedule/line_frontier.h"

namespace rapport::workforce::schedule {
namespace {

constexpr std::size_t heads_first = 1'024;  // a power of two

}  // namespace

LineFrontier::LineFrontier(LineWorkspace& space, std::size_t kinds, std::int32_t compared_max)
    : space_(space), kinds_(kinds), compared_max_(compared_max) {
  clear();
}

void LineFrontier::clear() {
  space_.labels.clear();
  space_.heads.assign(heads_first, -1);
}

bool LineFrontier::is_as_good(const LineLabel& a, const LineLabel& b) const {
  if (a.cost > b.cost || !fields_at_most(a.less[0], b.less[0], wide_tops) ||
      !fields_at_most(a.less[1], b.less[1], narrow_tops))
    return false;
  for (std::size_t word = 0; 4 * word < kinds_; ++word)
    if (!fields_at_most(a.kinds[word], b.kinds[word], wide_tops)) return false;
  return true;
}

std::int32_t LineFrontier::add(const LineLabel& label) {
  auto& head = space_.heads[hash_of(label.exact) & (space_.heads.size() - 1)];
  std::int32_t compared = 0;
  for (std::int32_t at = head; at >= 0; at = space_.labels[static_cast<std::size_t>(at)].next) {
    LineLabel& other = space_.labels[static_cast<std::size_t>(at)];
    if (other.exact != label.exact || other.is_dead) continue;
    if (++compared > compared_max_) break;
    if (is_as_good(other, label)) return -1;
    if (is_as_good(label, other)) other.is_dead = true;
  }
  const auto number = static_cast<std::int32_t>(space_.labels.size());
  space_.labels.push_back(label);
  space_.labels.back().next = head;
  head = number;
  if (space_.labels.size() > 2 * space_.heads.size()) rehash();
  return number;
}

void LineFrontier::rehash() {
  space_.heads.assign(space_.heads.size() * 4, -1);
  for (std::size_t i = 0; i < space_.labels.size(); ++i) {
    LineLabel& label = space_.labels[i];
    if (label.is_dead) continue;
    auto& head = space_.heads[hash_of(label.exact) & (space_.heads.size() - 1)];
    label.next = head;
    head = static_cast<std::int32_t>(i);
  }
}

}  // namespace rapport::workforce::schedule
