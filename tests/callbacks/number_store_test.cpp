#include "callbacks/number_store.h"

#include "support/databases.h"

namespace rapport::callbacks {
namespace {

constexpr OrgId shop{1};

std::vector<database::Migration> migrations() {
  auto all = callback_migrations();
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i].version = static_cast<int>(i) + 1;
  return all;
}

}  // namespace

TEST_CASE("the last number of an interaction stays, and is nobody else's") {
  tests::for_each_engine(
      [](database::Database& database) {
        NumberStore store(database);
        CHECK(*store.number(shop, InteractionId{7}) == std::nullopt);
        REQUIRE(store.keep(shop, InteractionId{7}, "+861001").has_value());
        REQUIRE(store.keep(shop, InteractionId{7}, "+861002").has_value());
        CHECK(**store.number(shop, InteractionId{7}) == "+861002");
        CHECK(*store.number(OrgId{2}, InteractionId{7}) == std::nullopt);
        CHECK(*store.number(shop, InteractionId{8}) == std::nullopt);
      },
      migrations());
}

}  // namespace rapport::callbacks
