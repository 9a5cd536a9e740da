#include "customers/joins.h"

#include <random>

#include "customers/customer_rows.h"
#include "customers/rooms.h"

namespace rapport::customers {
namespace {

using testing::in_a_room;
using testing::Room;
using testing::shop;

std::optional<Join> by_hand(Room& room, std::int64_t a, std::int64_t b) {
  return room.write<std::optional<Join>>([&](database::Session& sql) {
    NewJoin wanted;
    wanted.id = room.ids.next<JoinId>();
    wanted.rows = RowPair::of({a}, {b});
    wanted.per_mille = 1'000;
    wanted.by = {7};
    return join(sql, shop, wanted, room.now);
  });
}

Result<Join> undone(Room& room, const Join& join) {
  return room.database
      .write<Join>([&](database::Session& sql) -> Result<Join> {
        return undo(sql, shop, *find_join(sql, shop, join.id), {8}, room.now);
      })
      .get();
}

}  // namespace

TEST_CASE("persons are what edges connect, called by the oldest row") {
  const std::vector<CustomerId> rows{{1}, {2}, {3}, {4}, {5}};
  CHECK(persons_of(rows, {}) == rows);
  CHECK(persons_of(rows, {{{4}, {5}}, {{2}, {5}}}) == std::vector<CustomerId>{{1}, {2}, {3}, {2}, {2}});
}

TEST_CASE("a join moves the younger person's rows, and undoing it gives each what it had") {
  in_a_room([](Room& room) {
    room.add(1, "Ada");
    room.add(2, "Ben");
    room.add(3, "Cleo");
    const auto first = by_hand(room, 2, 3);
    REQUIRE(first);
    CHECK(first->survivor == CustomerId{2});
    CHECK(first->joined == CustomerId{3});
    CHECK(first->moved == 1);
    CHECK(first->by_user == UserId{7});
    const auto second = by_hand(room, 1, 3);
    REQUIRE(second);
    CHECK(second->moved == 2);
    CHECK(room.store.rows_of_person(shop, {3}).value() == std::vector<CustomerId>{{1}, {2}, {3}});
    CHECK(!by_hand(room, 1, 2));  // one person already

    // The older join, although another came after it.
    const auto taken_back = undone(room, *first);
    REQUIRE(taken_back);
    CHECK(taken_back->undone_by == UserId{8});
    CHECK(room.person({2}) == CustomerId{2});
    CHECK(room.person({3}) == CustomerId{1});
    CHECK(room.store.find(shop, {3})->name == "Cleo");
    CHECK(undone(room, *first).error().reason == "already_undone");
    REQUIRE(undone(room, *second));
    for (const CustomerId row : {CustomerId{1}, CustomerId{2}, CustomerId{3}})
      CHECK(room.person(row) == row);
    const auto history =
        room.read<std::vector<Join>>([](database::Session& sql) { return joins_of(sql, shop, {3}, 10); });
    REQUIRE(history.size() == 2);
    CHECK(history[0].id == second->id);
    CHECK(history[1].undone_at == room.now);
  });
}

TEST_CASE("when the oldest row leaves, those who stay have a name again") {
  in_a_room([](Room& room) {
    for (std::int64_t id = 1; id <= 4; ++id)
      room.add(id, "Somebody");
    const auto first = by_hand(room, 1, 2);
    by_hand(room, 2, 3);
    by_hand(room, 3, 4);
    REQUIRE(undone(room, *first));
    CHECK(room.person({1}) == CustomerId{1});
    for (const std::int64_t id : {2, 3, 4})
      CHECK(room.person({id}) == CustomerId{2});
  });
}

TEST_CASE("whatever is joined and undone in whatever order, rows are with whom live edges connect them") {
  in_a_room([](Room& room) {
    constexpr std::int64_t count = 12;
    std::vector<CustomerId> rows;
    for (std::int64_t id = 1; id <= count; ++id)
      rows.push_back(room.add(id, "Somebody"));
    std::mt19937 random(42);
    std::vector<Join> live;
    for (int step = 0; step < 60; ++step) {
      INFO("seed=42 step=" << step);
      if (!live.empty() && random() % 3 == 0) {
        const std::size_t at = random() % live.size();
        REQUIRE(undone(room, live[at]));
        live.erase(live.begin() + static_cast<std::ptrdiff_t>(at));
      } else {
        const auto a = static_cast<std::int64_t>(random() % count) + 1;
        const auto b = static_cast<std::int64_t>(random() % count) + 1;
        if (a == b) continue;
        if (auto made = by_hand(room, a, b)) live.push_back(std::move(*made));
      }
      std::vector<RowPair> edges;
      for (const Join& join : live)
        edges.push_back({join.row_a, join.row_b});
      const auto expected = persons_of(rows, edges);
      for (std::size_t i = 0; i < rows.size(); ++i)
        CHECK(room.person(rows[i]) == expected[i]);
    }
  });
}

TEST_CASE("a pair that was refused or undone is known as such, also by the rows that joined them since") {
  in_a_room([](Room& room) {
    for (std::int64_t id = 1; id <= 4; ++id)
      room.add(id, "Somebody");
    const auto never = [&](std::int64_t a, std::int64_t b) {
      return room.read<bool>([&](database::Session& sql) { return is_never(sql, shop, {a}, {b}); });
    };
    CHECK(!never(1, 2));
    const auto made = by_hand(room, 1, 2);
    REQUIRE(undone(room, *made));
    CHECK(never(1, 2));
    CHECK(never(2, 1));
    by_hand(room, 2, 3);
    CHECK(never(2, 1));
    CHECK(!never(4, 1));
    // People may change their minds.
    REQUIRE(by_hand(room, 1, 2));
    CHECK(room.person({3}) == CustomerId{1});
  });
}

TEST_CASE("two persons have one proposal, which goes when they are joined") {
  in_a_room([](Room& room) {
    for (std::int64_t id = 1; id <= 3; ++id)
      room.add(id, "Somebody");
    const auto proposed = [&](std::int64_t a, std::int64_t b, std::int32_t per_mille) {
      return room.write<bool>([&](database::Session& sql) {
        return propose(sql, shop, {room.ids.next<ProposalId>(), {a}, {b}, per_mille, {}, room.now});
      });
    };
    const auto open = [&](std::int64_t person) {
      return room.read<std::vector<Proposal>>(
          [&](database::Session& sql) { return proposals_of(sql, shop, {person}, 10); });
    };
    CHECK(proposed(2, 1, 650));
    CHECK(!proposed(1, 2, 700));
    CHECK(proposed(1, 3, 800));
    REQUIRE(open(1).size() == 2);
    CHECK(open(1)[0].per_mille == 800);
    CHECK(open(1)[1].per_mille == 700);
    CHECK(open(2).size() == 1);
    CHECK(open(0).size() == 2);
    by_hand(room, 1, 3);
    CHECK(open(1).size() == 1);
    by_hand(room, 2, 3);
    CHECK(open(1).empty());  // by another way
    CHECK(!proposed(1, 2, 700));
  });
}

}  // namespace rapport::customers
