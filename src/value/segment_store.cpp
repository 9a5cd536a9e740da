#include "value/segment_store.h"

#include <fmt/format.h>

#include <algorithm>

#include "org/queue.h"
#include "platform/database/statement.h"
#include "value/value_store.h"

namespace rapport::value {
namespace {

constexpr std::int64_t members_counted_max = 100'001;

Segment segment_from(SegmentId id, const std::string& body) {
  Segment made;
  static_cast<SegmentFields&>(made) =
      contract::decode<SegmentFields>(body, {.ignores_unknown = true}).value_or(SegmentFields{});
  made.id = id;
  return made;
}

std::int64_t members(database::Session& sql, OrgId org, SegmentId id) {
  return *database::first<std::int64_t>(sql,
                                        "select count(*) from (select person from segment_member where org = "
                                        ":org and segment = :id limit :most) m",
                                        org, id, members_counted_max);
}

}  // namespace

std::optional<Segment> Segments::find(database::Session& sql, OrgId org, SegmentId id) const {
  const auto body =
      database::first<std::string>(sql, "select body from segment where org = :org and id = :id", org, id);
  if (!body) return std::nullopt;
  Segment made = segment_from(id, *body);
  made.members = members(sql, org, id);
  return made;
}

std::vector<Segment> Segments::list(database::Session& sql, OrgId org, SegmentId after,
                                    std::int64_t limit) const {
  std::vector<Segment> all;
  database::each<SegmentId, std::string>(
      sql, "select id, body from segment where org = :org and id > :after order by id limit :limit",
      [&](SegmentId id, const std::string& body) { all.push_back(segment_from(id, body)); }, org, after,
      limit);
  for (Segment& segment : all)
    segment.members = members(sql, org, segment.id);
  return all;
}

std::int64_t Segments::count(database::Session& sql, OrgId org) const {
  return *database::first<std::int64_t>(sql, "select count(*) from segment where org = :org", org);
}

Result<void> Segments::check(org::Change& change, SegmentId, const Segment*,
                             const SegmentFields& fields) const {
  std::vector<Issue> issues;
  const auto own = customers::custom_fields.list(change.sql, change.org(), {}, customers::custom_fields.most);
  if (const auto code = compiled(fields.condition, vocabulary_of(own)); !code)
    issues.push_back({"/condition", code.error().detail});
  if (fields.queue_id && !org::queue_exists(change.sql, change.org(), *fields.queue_id))
    issues.push_back({"/queue_id", "no such queue"});
  if (!issues.empty()) return org::wrong(std::move(issues));
  return {};
}

void Segments::insert(org::Change& change, SegmentId id, const SegmentFields& fields) const {
  database::execute(change.sql, "insert into segment (org, id, name, body) values (:org, :id, :name, :body)",
                    change.org(), id, fields.name, contract::encode(fields));
  look_at_everybody(change.sql, change.org());
}

void Segments::update(org::Change& change, SegmentId id, const SegmentFields& fields) const {
  database::execute(change.sql, "update segment set name = :name, body = :body where org = :org and id = :id",
                    fields.name, contract::encode(fields), change.org(), id);
  look_at_everybody(change.sql, change.org());
}

Result<void> Segments::remove(org::Change& change, const Segment& segment) const {
  database::execute(change.sql, "delete from segment_member where org = :org and segment = :id", change.org(),
                    segment.id);
  database::execute(change.sql, "delete from segment where org = :org and id = :id", change.org(),
                    segment.id);
  return {};
}

namespace {

void by_rank(std::vector<Segment>& all) {
  std::sort(all.begin(), all.end(), [](const Segment& x, const Segment& y) {
    return x.rank != y.rank ? x.rank < y.rank : x.id < y.id;
  });
}

}  // namespace

std::vector<Segment> ranked_segments(database::Session& sql, OrgId org) {
  std::vector<Segment> all;
  database::each<SegmentId, std::string>(
      sql, "select id, body from segment where org = :org",
      [&](SegmentId id, const std::string& body) { all.push_back(segment_from(id, body)); }, org);
  by_rank(all);
  return all;
}

std::vector<Segment> segments_of(database::Session& sql, OrgId org, CustomerId person) {
  std::vector<Segment> all;
  database::each<SegmentId, std::string>(
      sql,
      "select s.id, s.body from segment_member m cross join segment s where s.org = m.org and s.id = "
      "m.segment"
      " and m.org = :org and m.person = :person",
      [&](SegmentId id, const std::string& body) { all.push_back(segment_from(id, body)); }, org, person);
  by_rank(all);
  return all;
}

std::vector<SegmentId> segment_ids_of(database::Session& sql, OrgId org, CustomerId person) {
  return database::all<SegmentId>(
      sql, "select segment from segment_member where org = :org and person = :person order by segment", org,
      person);
}

void write_segments(database::Session& sql, OrgId org, CustomerId person, const std::vector<SegmentId>& in) {
  database::execute(sql, "delete from segment_member where org = :org and person = :person", org, person);
  // One that has been removed meanwhile gets no members.
  for (const SegmentId segment : in)
    database::execute(sql,
                      "insert into segment_member (org, person, segment) select org, :person, id from segment"
                      " where org = :org and id = :segment",
                      person, org, segment);
}

std::vector<CustomerId> members_of(database::Session& sql, OrgId org, SegmentId segment, CustomerId after,
                                   std::int64_t most) {
  return database::all<CustomerId>(
      sql,
      "select person from segment_member where org = :org and segment = :segment and person > :after"
      " order by person limit :most",
      org, segment, after, most);
}

std::vector<Issue> segments_with_queue(database::Session& sql, OrgId org, std::int64_t queue) {
  std::vector<Issue> uses;
  for (const Segment& segment : ranked_segments(sql, org))
    if (segment.queue_id && segment.queue_id->value == queue)
      uses.push_back({fmt::format("/segments/{}", segment.id.value),
                      fmt::format("the segment {} is served by it", segment.name)});
  return uses;
}

}  // namespace rapport::value
