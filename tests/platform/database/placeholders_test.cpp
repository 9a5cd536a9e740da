#include "platform/database/placeholders.h"

#include <doctest/doctest.h>

namespace rapport::database {
namespace {

TEST_CASE("names become numbers in order of first appearance") {
  const auto lite = number_placeholders("select :a, :bc_1, :a from t where x=:z", Engine::sqlite);
  CHECK(lite.query == "select ?1, ?2, ?1 from t where x=?3");
  CHECK(lite.parameter_count == 3);
  CHECK(number_placeholders("(:a,:b)", Engine::postgresql).query == "($1,$2)");
}

TEST_CASE("literals, quoted names, comments and casts stay as they are") {
  const std::string text = "select ':a', \"b:c\", x::int, 'it''s :d' -- :e\nfrom t where : = 1 and y = ':";
  const auto result = number_placeholders(text, Engine::postgresql);
  CHECK(result.query == text);
  CHECK(result.parameter_count == 0);
  CHECK(number_placeholders("", Engine::sqlite).query.empty());
  CHECK(number_placeholders("x = :a::int", Engine::postgresql).query == "x = $1::int");
}

}  // namespace
}  // namespace rapport::database
