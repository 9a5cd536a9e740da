// Sameness: whether two contacts of one customer are about the same thing. Rules over what is known of each,
// in whole points of a thousand, with their grounds. Pure: no database, no clock; any thread. Points and why:
// docs/decisions/0029.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "platform/contract/describe.h"

namespace rapport::duplicates {

enum class ContactStage : std::uint8_t {
  waiting,   // in a line, in a flow, or to be called back
  talking,   // with an agent
  answered,  // over; nothing is said of it
};

// What is known of one of the two. Words and references are those of words_in() and references_in().
struct Contact {
  ContactStage stage = ContactStage::waiting;
  bool is_spoken = false;  // nobody has written down what is said
  QueueId queue;           // 0: none yet
  Instant arrived_at;
  std::vector<std::string> words;
  std::vector<std::string> references;
};

enum class GroundKind : std::uint8_t {
  same_queue,
  both_wait,       // and came within half an hour of each other
  soon_after,      // it came within half an hour of one that is open
  same_reference,  // an order, a case
  same_words,
  other_reference,  // both name one, and none is the same
  long_ago,         // a day and more between them
  spoken,           // soon, and one of them is a call: no words that would speak against it
};
BOOST_DESCRIBE_ENUM(GroundKind, same_queue, both_wait, soon_after, same_reference, same_words,
                    other_reference, long_ago, spoken)

struct Ground {
  GroundKind kind = GroundKind::same_queue;
  std::int32_t points = 0;  // below 0: against it
  std::string value;        // what they have in common
};
BOOST_DESCRIBE_STRUCT(Ground, (), (kind, points, value))

enum class SameThing : std::uint8_t { no, unsure, yes };
BOOST_DESCRIBE_ENUM(SameThing, no, unsure, yes)

inline constexpr std::int32_t same_from = 600;
inline constexpr std::int32_t unsure_from = 250;

struct Judgement {
  SameThing thing = SameThing::no;
  std::int32_t per_mille = 0;
  std::vector<Ground> grounds;  // most points first
};
Judgement judge(const Contact& a, const Contact& b);

// Sorted, each once: words that say something (Latin from four letters, pairs of Han characters), without
// those that everybody uses.
std::vector<std::string> words_in(std::string_view text);
// Numbers that name something: of at least four digits, with letters and hyphens around them, folded. No
// years.
std::vector<std::string> references_in(std::string_view text);

}  // namespace rapport::duplicates
