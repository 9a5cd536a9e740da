#include "channels/webchat/visitor_store.h"

#include "support/databases.h"

namespace rapport::webchat {
namespace {

constexpr Instant noon{1'772'000'000'000'000};

std::vector<database::Migration> migrations() {
  auto all = visitor_migrations();
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i].version = static_cast<int>(i) + 1;
  return all;
}

}  // namespace

TEST_CASE("a visitor is found by the digest of their token, and becomes somebody's") {
  tests::for_each_engine(
      [](database::Database& database) {
        VisitorStore store(database);
        Visitor visitor{{1}, "digest", {5}, {}, "", false};
        REQUIRE(store.add(visitor, noon));
        CHECK(!store.add(visitor, noon));
        CHECK(!store.find("other")->has_value());
        visitor.customer = {9};
        visitor.name = "李雷";
        visitor.is_verified = true;
        REQUIRE(store.set_customer(visitor));
        const auto found = store.find("digest");
        REQUIRE(found->has_value());
        CHECK((*found)->org == OrgId{1});
        CHECK((*found)->channel == ChannelId{5});
        CHECK((*found)->customer == CustomerId{9});
        CHECK((*found)->name == "李雷");
        CHECK((*found)->is_verified);
      },
      migrations());
}

TEST_CASE(
    "a client_id starts one conversation, the next one knows the one before, and a forgotten one is free") {
  tests::for_each_engine(
      [](database::Database& database) {
        VisitorStore store(database);
        const Visitor visitor{{1}, "digest", {5}, {}, "", false};
        const Visitor other{{1}, "other", {5}, {}, "", false};
        CHECK(!store.newest(visitor)->has_value());
        CHECK(!*store.has_started(visitor, "a"));
        const auto first = store.start(visitor, "a", {100}, noon);
        CHECK(first->is_new);
        CHECK(!first->started.previous);
        const auto again = store.start(visitor, "a", {101}, noon + seconds(1));
        CHECK(!again->is_new);
        CHECK(again->started.interaction == InteractionId{100});
        CHECK(again->started.at == noon);
        CHECK(*store.has_started(visitor, "a"));
        const auto second = store.start(visitor, "b", {102}, noon);
        CHECK(second->started.previous == InteractionId{100});
        CHECK((*store.newest(visitor))->interaction == InteractionId{102});
        CHECK(store.start(other, "a", {103}, noon)->is_new);
        CHECK(*store.is_theirs(visitor, {100}));
        CHECK(!*store.is_theirs(other, {100}));
        REQUIRE(store.forget_start(visitor, "b"));
        CHECK((*store.newest(visitor))->interaction == InteractionId{100});
        CHECK(store.start(visitor, "b", {104}, noon)->is_new);
      },
      migrations());
}

}  // namespace rapport::webchat
