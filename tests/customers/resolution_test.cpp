#include "customers/resolution.h"

#include "customers/customer_rows.h"
#include "customers/rooms.h"

namespace rapport::customers {
namespace {

using testing::fresh;
using testing::in_a_room;
using testing::other_shop;
using testing::Room;
using testing::shop;

std::vector<Proposal> open_proposals(Room& room) {
  return room.read<std::vector<Proposal>>(
      [](database::Session& sql) { return proposals_of(sql, shop, {}, 50); });
}

}  // namespace

TEST_CASE("who is certainly known is joined on arrival, who is likely is proposed") {
  in_a_room([](Room& room) {
    room.add(1, "Ada Okafor", "ada@x.test");
    room.add(2, "张伟", "", "+8613800138000", "1980-04-03");
    CHECK(room.settle({1}).joined == 0);

    const auto ada = room.add(3, "Okafor Ada", "ADA@x.test");
    const auto joined = room.settle(ada);
    CHECK(joined.joined == 1);
    CHECK(joined.person == CustomerId{1});
    CHECK(room.person(ada) == CustomerId{1});

    const auto wei = room.add(4, "Wei Zhang", "", "", "1980-04-03");
    CHECK(room.settle(wei).proposed == 1);
    CHECK(room.settle(wei).proposed == 0);  // known already
    CHECK(room.person(wei) == wei);
    REQUIRE(open_proposals(room).size() == 1);
    CHECK(open_proposals(room)[0].evidence.size() == 2);
  });
}

TEST_CASE("nobody is joined over the border of an organisation") {
  in_a_room([](Room& room) {
    room.add(1, "Ada Okafor", "ada@x.test");
    Customer same = fresh(2, "Ada Okafor");
    same.email = "ada@x.test";
    REQUIRE(room.store.find_or_create(other_shop, "company_id", "1", same));
    CHECK(room.resolution.settle(other_shop, {2})->joined == 0);
    CHECK(room.resolution.settle(other_shop, {1}).error().reason == "unknown_customer");
  });
}

TEST_CASE("a caller whose number we have is proposed by the number, and certain with the name") {
  in_a_room([](Room& room) {
    room.add(1, "Li Lei", "", "+8613800138000");
    Customer caller = fresh(2);
    caller.phone = "+8613800138000";
    REQUIRE(room.store.find_or_create(shop, "phone", "+8613800138000", caller));
    CHECK(room.settle({2}).proposed == 1);
    CustomerChange said;
    said.name = "李雷";
    REQUIRE(room.store.change(shop, {2}, said, room.now));
    CHECK(room.settle({2}).joined == 1);
    CHECK(room.person({2}) == CustomerId{1});
    CHECK(open_proposals(room).empty());
  });
}

TEST_CASE(
    "what somebody types of themselves is proposed however well it fits, and overwrites nothing better") {
  in_a_room([](Room& room) {
    room.add(1, "Ada Okafor", "ada@x.test", "+8613800138000");
    REQUIRE(room.store.find_or_create(shop, "chat_visitor", "cookie", fresh(2)));
    CustomerChange typed;
    typed.name = "Ada Okafor";
    typed.email = "ada@x.test";
    typed.proof = Proof::typed;
    REQUIRE(room.store.change(shop, {2}, typed, room.now));
    const auto outcome = room.settle({2});
    CHECK(outcome.joined == 0);
    CHECK(outcome.proposed == 1);

    typed.name = "Somebody Else";
    CHECK(room.store.change(shop, {1}, typed, room.now)->name == "Ada Okafor");
    CHECK(room.store.change(shop, {2}, typed, room.now)->name == "Somebody Else");
    // Once one of ours has asked, it counts.
    CustomerChange asked;
    asked.name = "Ada Okafor";
    REQUIRE(room.store.change(shop, {2}, asked, room.now));
    CHECK(room.settle({2}).joined == 0);
    CustomerChange address;
    address.email = "ada@x.test";
    REQUIRE(room.store.change(shop, {2}, address, room.now));
    CHECK(room.settle({2}).joined == 1);
  });
}

TEST_CASE("a refused pair stays apart, however much speaks for it later") {
  in_a_room([](Room& room) {
    room.add(1, "Ada Okafor", "ada@x.test");
    room.add(2, "", "ada@x.test");
    CHECK(room.settle({2}).proposed == 1);
    room.write<bool>([&](database::Session& sql) {
      never_join(sql, shop, RowPair::of({1}, {2}), {7}, room.now);
      return true;
    });
    CustomerChange said;
    said.name = "Ada Okafor";
    REQUIRE(room.store.change(shop, {2}, said, room.now));
    CHECK(room.settle({2}).joined == 0);
    CHECK(room.person({2}) == CustomerId{2});
    // Somebody who is certainly both is joined to one of them only.
    room.add(3, "Ada Okafor", "ada@x.test");
    CHECK(room.settle({3}).joined == 1);
    CHECK(room.person({1}) != room.person({2}));
  });
}

TEST_CASE("a telephone of many is a household: nobody is proposed by it alone") {
  in_a_room([](Room& room) {
    const char* const names[] = {"Li Lei", "Ada Okafor", "Wang Fang", "Chen Xiaoyu", "Ben Brown"};
    std::int64_t id = 1;
    for (const char* name : names)
      room.settle(room.add(id++, name, "", "+8613800138000"));
    const auto unnamed = room.add(10, "", "", "+8613800138000");
    const auto outcome = room.settle(unnamed);
    CHECK(outcome.joined == 0);
    CHECK(outcome.proposed == 0);
    const auto named = room.add(11, "王芳", "", "+8613800138000");
    CHECK(room.settle(named).joined == 0);
  });
}

TEST_CASE("an anonymous visitor who signs in at their browser is joined to whom the company's server names") {
  in_a_room([](Room& room) {
    REQUIRE(room.store.find_or_create(shop, "chat_visitor", "cookie", fresh(1)));
    Customer vouched = fresh(2, "Ada Okafor");
    vouched.is_verified = true;
    REQUIRE(room.store.find_or_create(shop, "host_subject", "subject-1", vouched));
    CHECK(room.resolution.met_at_browser(shop, {1}, {2})->joined == 1);
    CHECK(room.person({2}) == CustomerId{1});
    CHECK(room.resolution.met_at_browser(shop, {1}, {2})->joined == 0);
  });
}

TEST_CASE(
    "who signs in on the portal is certainly the customer of that address, whatever account they have "
    "elsewhere") {
  in_a_room([](Room& room) {
    Customer of_shop = fresh(1, "Ada Okafor");
    of_shop.is_verified = true;
    of_shop.email = "ada@x.test";
    of_shop.external_id = "subject-1";
    REQUIRE(room.store.find_or_create(shop, "host_subject", "subject-1", of_shop));
    REQUIRE(room.store.find_or_create(shop, "email", "ada@x.test", fresh(2)));
    CHECK(room.settle({2}).joined == 1);
    Customer of_portal = fresh(3);
    of_portal.is_verified = true;
    of_portal.email = "Ada@x.test";
    REQUIRE(room.store.find_or_create(shop, "portal", "ada@x.test", of_portal));
    CHECK(room.settle({3}).joined == 1);
    CHECK(room.person({3}) == CustomerId{1});
    // They are called by their name in every row; a mail that brings one names its address for good.
    CHECK(room.store.called(shop, room.store.find(shop, {3}).value()) == "Ada Okafor");
    room.write<bool>([&](database::Session& sql) {
      return CustomerStore::find_or_add(sql, shop, "email", "ada@x.test", fresh(9, "Ada O.")) ==
             CustomerId{2};
    });
    CHECK(room.store.find(shop, {2})->name == "Ada O.");
    CHECK(room.store.find(shop, {3})->name.empty());
  });
}

TEST_CASE("keys follow what is known, so that nobody is found by what was corrected") {
  in_a_room([](Room& room) {
    room.add(1, "Ada Okafor", "ada@x.test");
    CustomerChange moved;
    moved.email = "other@x.test";
    REQUIRE(room.store.change(shop, {1}, moved, room.now));
    const auto late = room.add(2, "Ada Okafor", "ada@x.test");
    CHECK(room.settle(late).joined == 0);
    const auto fits = room.add(3, "Ada Okafor", "other@x.test");
    CHECK(room.settle(fits).joined == 1);
  });
}

}  // namespace rapport::customers
