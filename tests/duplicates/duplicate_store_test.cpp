#include "duplicates/duplicate_store.h"

#include "support/databases.h"

namespace rapport::duplicates {
namespace {

constexpr OrgId ours{1}, theirs{2};

std::vector<database::Migration> migrations() {
  auto all = duplicate_migrations();
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i].version = static_cast<int>(i) + 1;
  return all;
}

Pair a_pair(std::int64_t id) {
  Pair pair;
  pair.id = {id};
  pair.first = {7};
  pair.second = {8};
  pair.grounds = {{GroundKind::same_words, 120, "grinder, noise"}};
  pair.found_at = {1'000};
  return pair;
}

}  // namespace

TEST_CASE("a pair is kept once, under its first id, and brought up to date") {
  tests::for_each_engine(
      [](database::Database& database) {
        DuplicateStore store(database);
        CHECK(*store.keep(ours, a_pair(1)));
        CHECK(!*store.keep(ours, a_pair(2)));
        Pair surer = a_pair(3);
        surer.thing = SameThing::yes;
        surer.certainty = Certainty::certain;
        CHECK(*store.keep(ours, surer));
        for (const InteractionId one : {InteractionId{7}, InteractionId{8}}) {
          const auto found = store.of_interaction(ours, one);
          REQUIRE(found->size() == 1);
          const Pair& pair = found->front();
          CHECK(pair.id == DuplicateId{1});
          CHECK(pair.thing == SameThing::yes);
          CHECK(pair.certainty == Certainty::certain);
          REQUIRE(pair.grounds.size() == 1);
          CHECK(pair.grounds[0].value == "grinder, noise");
          CHECK(!pair.apart_at);
        }
        CHECK(store.of_interaction(ours, InteractionId{9})->empty());
        CHECK(store.of_interaction(theirs, InteractionId{7})->empty());
        CHECK(store.find(theirs, DuplicateId{1}).error().reason == "unknown_duplicate");
      },
      migrations());
}

TEST_CASE("that both stay is remembered, also when more is found, until it is taken back") {
  tests::for_each_engine(
      [](database::Database& database) {
        DuplicateStore store(database);
        REQUIRE(*store.keep(ours, a_pair(1)));
        REQUIRE(store.set_apart(ours, DuplicateId{1}, Instant{5'000}, UserId{3}).has_value());
        Pair surer = a_pair(2);
        surer.thing = SameThing::yes;
        REQUIRE(*store.keep(ours, surer));
        CHECK(store.find(ours, DuplicateId{1})->apart_at == Instant{5'000});
        REQUIRE(store.set_apart(ours, DuplicateId{1}, std::nullopt, UserId{3}).has_value());
        CHECK(!store.find(ours, DuplicateId{1})->apart_at);
      },
      migrations());
}

}  // namespace rapport::duplicates
