// Stretch fit: how much conversations of one queue slow each other down when an agent has several at once.
//
// With stretch k a conversation that spent t_c seconds while its agent had c of them was worth
// W(k) = sum of t_c / (1 + k (c - 1)) seconds of undisturbed work. How many the agent had when it began says
// nothing about how much work the customer brought, so the right k is the one with which ln W(k) and that
// number are uncorrelated (a moment estimator with the number at the beginning as instrument; within agents,
// because a slow agent has both more open and longer ones).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace rapport::twin {

inline constexpr std::size_t at_once_levels = 8;

struct Conversation {
  std::int64_t agent = 0;
  std::int32_t at_once_first = 1;                   // itself too, when it began
  std::array<double, at_once_levels> seconds = {};  // while the agent had 1, 2, … (the last: or more)
};

// Undisturbed seconds of work. Without a stretch: how long it lasted.
double work_s(const Conversation& conversation, double stretch);

struct StretchFit {
  double stretch = 0;     // 0 when it is not surely above, or there is too little to tell
  double half_width = 0;  // of its 95 % confidence interval (large samples)
  std::int64_t conversations = 0;
};

inline constexpr std::int64_t stretch_conversations_min = 100;

StretchFit fit_stretch(const std::vector<Conversation>& conversations);

}  // namespace rapport::twin
