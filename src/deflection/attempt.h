// Attempt: somebody tried to help themselves: read an article, or searched for something. What counts, and
// what "contacted us afterwards" means, is in docs/deflection.md; the numbers it needs are here. Values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/id.h"
#include "base/instant.h"
#include "knowledge/article.h"
#include "platform/contract/describe.h"

namespace rapport::deflection {

using AttemptId = Id<struct AttemptTag>;

// The same again within this time of its beginning is the same attempt.
inline constexpr Duration attempt_lasts = hours(7 * 24);
// Afterwards: this long at most.
inline constexpr Duration windows[] = {hours(24), hours(72), hours(7 * 24)};
// A contact is looked at when its first words have had this time to be said.
inline constexpr Duration contact_settles = minutes(15);
// Steps are taken up when their rows, which nobody waits for, are surely written.
inline constexpr Duration step_settles = minutes(1);
// Who is who may still change what was measured this long after the last window; then it stands.
inline constexpr Duration measured_again = hours(8 * 24);

inline constexpr Duration attempts_kept = hours(24 * 400);

enum class AttemptKind : std::uint8_t { search, read };  // as knowledge::ReaderStepKind
enum class ContactKind : std::uint8_t { interaction, case_ };

// One contact of a customer, by whatever channel.
struct ContactKey {
  ContactKind kind = ContactKind::interaction;
  std::int64_t id = 0;
  friend auto operator<=>(const ContactKey&, const ContactKey&) = default;
};

}  // namespace rapport::deflection
