#include "customers/customer_store.h"

#include <thread>

#include "customers/rooms.h"
#include "platform/database/statement.h"
#include "support/databases.h"

namespace rapport::customers {
namespace {

using testing::fresh;
using testing::migrations;
using testing::shop;
constexpr OrgId other = testing::other_shop;

}  // namespace

TEST_CASE("an identity leads to one customer for ever, and to another one in another organisation") {
  tests::for_each_engine(
      [](database::Database& database) {
        CustomerStore store(database);
        Customer full = fresh(10, "李雷");
        full.email = "li@example.test";
        full.external_id = "subject-1";
        full.is_verified = true;
        CHECK(store.find_or_create(shop, "host_subject", "subject-1", full)->id == CustomerId{10});
        const auto again =
            store.find_or_create(shop, "host_subject", "subject-1", fresh(11, "Somebody else"));
        CHECK(again->id == CustomerId{10});
        CHECK(again->name == "李雷");
        CHECK(again->email == "li@example.test");
        CHECK(again->is_verified);
        CHECK(again->created_at == full.created_at);
        CHECK(store.find_or_create(shop, "chat_visitor", "subject-1", fresh(12))->id == CustomerId{12});
        CHECK(store.find_or_create(other, "host_subject", "subject-1", fresh(13))->id == CustomerId{13});
        CHECK(store.find(shop, {10})->name == "李雷");
        CHECK(store.find(other, {10}).error().reason == "unknown_customer");
        CHECK(store.find_many(shop, {{12}, {13}, {10}, {99}})->size() == 2);
        CHECK(store.find_many(shop, {})->empty());
      },
      migrations());
}

TEST_CASE("many who ask for the same identity at once get the same customer") {
  tests::for_each_engine(
      [](database::Database& database) {
        CustomerStore store(database);
        std::vector<CustomerId> got(8);
        std::vector<std::thread> askers;
        for (std::size_t i = 0; i < got.size(); ++i)
          askers.emplace_back([&, i] {
            const auto found =
                store.find_or_create(shop, "chat_visitor", "v", fresh(static_cast<std::int64_t>(100 + i)));
            if (found) got[i] = found->id;
          });
        for (std::thread& asker : askers)
          asker.join();
        CHECK(got.front());
        for (const CustomerId id : got)
          CHECK(id == got.front());
      },
      migrations());
}

TEST_CASE("a change sets what is given, takes away what is empty, and leaves the rest") {
  tests::for_each_engine(
      [](database::Database& database) {
        CustomerStore store(database);
        REQUIRE(store.find_or_create(shop, "chat_visitor", "v", fresh(10, "Li")));
        CustomerChange change;
        change.email = "li@example.test";
        change.phone = "+49 30 123";
        change.note = "Likes 'tea'; drop table customer;--";
        REQUIRE(store.change(shop, {10}, change));
        CustomerChange second;
        second.phone = "";
        second.name = "Li Lei";
        const auto changed = store.change(shop, {10}, second);
        REQUIRE(changed);
        CHECK(changed->name == "Li Lei");
        CHECK(changed->email == "li@example.test");
        CHECK(!changed->phone.has_value());
        CHECK(changed->note == change.note);
        CHECK(store.find(shop, {10})->name == "Li Lei");
        CHECK(store.change(other, {10}, second).error().code == ErrorCode::not_found);
        CHECK(store.change(shop, {99}, second).error().code == ErrorCode::not_found);
      },
      migrations());
}

TEST_CASE("a customer's phone is kept in its one spelling, and found however it is written") {
  tests::for_each_engine(
      [](database::Database& database) {
        CustomerStore store(database);
        REQUIRE(store.find_or_create(shop, "chat_visitor", "v", fresh(10, "Li")));
        CustomerChange change;
        change.phone = "+86 138-0013-8000";
        CHECK(store.change(shop, {10}, change)->phone == "+8613800138000");
        REQUIRE(database
                    .write<void>([](database::Session& sql) -> Result<void> {
                      database::execute(
                          sql,
                          "insert into organisation (id, name, slug, time_zone, settings, revision,"
                          " day, created_us) values (1, 'Shop', 'shop', 'Asia/Shanghai',"
                          " '{\"phone_region\":\"CN\"}', 1, '', 0)");
                      return {};
                    })
                    .get());
        for (const char* said :
             {"138 0013 8000", "+8613800138000", "+86 138 0013 8000", "＋８６１３８００１３８０００"}) {
          const auto found = store.find_by(shop, "phone", said);
          REQUIRE(found);
          CHECK((*found && (*found)->id == CustomerId{10}));
        }
        change.phone = "+86 13";
        const auto refused = store.change(shop, {10}, change);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().reason == "bad_number");
        CHECK(refused.error().issues.at(0).where == "/phone");
        CHECK(store.find(shop, {10})->phone == "+8613800138000");
      },
      migrations());
}

}  // namespace rapport::customers
