// Segments: groups of customers that an organisation wants to treat alike, by a condition in the language of
// flows (switchboard/flow/expression.h) over figures and profile. Pure; the table is segment_store.h's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "customers/profile.h"
#include "platform/contract/describe.h"
#include "switchboard/flow/expression.h"
#include "value/gather.h"
#include "value/score.h"

namespace rapport::value {

using SegmentId = Id<struct SegmentTag>;

inline constexpr std::int64_t segments_max = 50;  // of an organisation

enum class SegmentColour : std::uint8_t { grey, gold, green, blue, red, purple };
BOOST_DESCRIBE_ENUM(SegmentColour, grey, gold, green, blue, red, purple)

struct SegmentFields {
  std::string name, name_zh;
  std::int32_t rank =
      100;  // of the segments of a customer the lowest is named first, and lends cases its name
  std::string condition;
  std::int32_t head_start_min = 0;             // on arrival, in a blended queue; a rank in a strict one
  std::optional<QueueId> queue_id;             // that takes these customers instead, while somebody is there
  SegmentColour colour = SegmentColour::grey;  // of its mark
};
BOOST_DESCRIBE_STRUCT(SegmentFields, (), (name, name_zh, rank, condition, head_start_min, queue_id, colour))
contract::Notes contract_notes(contract::Tag<SegmentFields>);
struct Segment : SegmentFields {
  SegmentId id;
  std::int64_t members = 0;  // as of the last look; not kept with it
};
BOOST_DESCRIBE_STRUCT(Segment, (SegmentFields), (id, members))
contract::Notes contract_notes(contract::Tag<Segment>);

// What conditions can name: figures first, then the profile, then the organisation's own fields as
// field_NAME. `more` comes last.
struct Vocabulary {
  std::vector<switchboard::flow::Name> names;
};
Vocabulary vocabulary_of(const std::vector<customers::CustomField>& fields,
                         const std::vector<switchboard::flow::Name>& more = {});

// One customer's answers, by place in the vocabulary.
struct Answers {
  std::vector<std::int64_t> numbers;
  std::vector<std::string> words;
};
// `more`: numbers for the names that came last.
Answers answers_of(const Vocabulary& vocabulary, const ValueFacts& facts, const Scores& scores,
                   const Traits& traits, Instant now, const std::vector<std::int64_t>& more = {});

// A condition; invalid with the place: "at 7: …".
Result<switchboard::flow::Code> compiled(const std::string& condition, const Vocabulary& vocabulary);
// A fault (a division by zero) is a no.
bool holds(const switchboard::flow::Code& code, const Answers& answers);
// Whether it asks about more than figures.
bool asks_profile(const switchboard::flow::Code& code);

}  // namespace rapport::value
