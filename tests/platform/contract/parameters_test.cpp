#include "platform/contract/parameters.h"

#include <doctest/doctest.h>

#include "platform/contract/rich.h"

using namespace rapport;

namespace {

struct Query {
  std::optional<QueueId> queue_id;
  std::vector<rich::Shade> shade;
  std::optional<Instant> from;
  std::int32_t limit = 50;
  bool is_open = false;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Query, (), (queue_id, shade, from, limit, is_open, text))
contract::Notes contract_notes(contract::Tag<Query>) {
  return {.all_optional = true,
          .fields = {{.name = "limit", .min = 1, .max = 200}, {.name = "text", .max_length = 5}}};
}

}  // namespace

TEST_CASE("A query becomes a struct") {
  const auto query = contract::decode_parameters<Query>({{"queue_id", "7"},
                                                         {"shade", "dark,zh-CN"},
                                                         {"from", "1970-01-01T00:00:01Z"},
                                                         {"is_open", "true"},
                                                         {"text", "你好"}});
  REQUIRE(query.has_value());
  CHECK(query->queue_id == QueueId{7});
  CHECK(query->shade == std::vector{rich::Shade::dark, rich::Shade::zh_CN});
  CHECK(query->from == Instant{1'000'000});
  CHECK(query->limit == 50);
  CHECK(query->is_open);
  CHECK(query->text == "你好");
}

TEST_CASE("Everything wrong with a query is said by the parameter's name") {
  const auto query = contract::decode_parameters<Query>({{"queue_id", "x"},
                                                         {"shade", "dark,blue"},
                                                         {"from", "yesterday"},
                                                         {"is_open", "1"},
                                                         {"limit", "201"},
                                                         {"text", "\xFF"},
                                                         {"colour", "red"}});
  REQUIRE_FALSE(query.has_value());
  CHECK(query.error().reason == "bad_parameter");
  CHECK(query.error().issues ==
        std::vector<Issue>{{"colour", "expected no such parameter"},
                           {"from", "expected an RFC 3339 instant like 2026-03-01T09:30:00Z, got yesterday"},
                           {"is_open", "expected true or false"},
                           {"limit", "expected at most 200, got 201"},
                           {"queue_id", "expected an id, got x"},
                           {"shade", "expected one of light|dark|zh-CN, got blue"},
                           {"text", "expected UTF-8"}});
}

TEST_CASE("Enumerators have names") {
  CHECK(contract::name_of(rich::Shade::zh_CN) == "zh-CN");
}
