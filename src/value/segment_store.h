// The table of segments and who is in them; the only SQL for them. As org/entity.h wants it.
#pragma once

#include <optional>
#include <vector>

#include "org/entity.h"
#include "platform/database/session.h"
#include "value/segment.h"

namespace rapport::value {

struct Segments {
  using Key = SegmentId;
  using Fields = SegmentFields;
  using Whole = Segment;
  static constexpr const char* kind = "segment";
  static constexpr const char* what = "segments";
  static constexpr std::int64_t most = segments_max;
  std::optional<Segment> find(database::Session& sql, OrgId org, SegmentId id) const;
  std::vector<Segment> list(database::Session& sql, OrgId org, SegmentId after, std::int64_t limit) const;
  std::int64_t count(database::Session& sql, OrgId org) const;
  Result<void> check(org::Change& change, SegmentId id, const Segment* before,
                     const SegmentFields& fields) const;
  // Each has everybody looked at again.
  void insert(org::Change& change, SegmentId id, const SegmentFields& fields) const;
  void update(org::Change& change, SegmentId id, const SegmentFields& fields) const;
  Result<void> remove(org::Change& change, const Segment& segment) const;  // with its members
};
inline constexpr Segments segments{};

// By rank, without their members counted.
std::vector<Segment> ranked_segments(database::Session& sql, OrgId org);
// Those a person is in, by rank.
std::vector<Segment> segments_of(database::Session& sql, OrgId org, CustomerId person);
std::vector<SegmentId> segment_ids_of(database::Session& sql, OrgId org, CustomerId person);
void write_segments(database::Session& sql, OrgId org, CustomerId person,
                    const std::vector<SegmentId>& segments);
// Persons by id, those behind `after`.
std::vector<CustomerId> members_of(database::Session& sql, OrgId org, SegmentId segment, CustomerId after,
                                   std::int64_t most);

// As org::Uses asks.
std::vector<Issue> segments_with_queue(database::Session& sql, OrgId org, std::int64_t queue);

}  // namespace rapport::value
