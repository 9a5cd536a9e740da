#include "customers/profile.h"

#include "customers/contract.h"
#include "customers/customer_rows.h"
#include "customers/rooms.h"
#include "customers/search.h"

namespace rapport::customers {
namespace {

using testing::in_a_room;
using testing::Room;
using testing::shop;
using testing::today;

void joined(Room& room, std::int64_t a, std::int64_t b) {
  room.write<bool>([&](database::Session& sql) {
    NewJoin wanted;
    wanted.id = room.ids.next<JoinId>();
    wanted.rows = RowPair::of({a}, {b});
    return join(sql, shop, wanted, room.now).has_value();
  });
}

CustomerProfile profile(Room& room, std::int64_t id) {
  const auto found = room.database.read(
      [&](database::Session& sql) -> Result<CustomerProfile> { return profile_of(sql, shop, {id}); });
  REQUIRE(found);
  return *found;
}

std::vector<std::string> names_of(const std::vector<Customer>& found) {
  std::vector<std::string> names;
  for (const Customer& customer : found)
    names.push_back(customer.name);
  return names;
}

}  // namespace

TEST_CASE("of two values the proven one counts, else the newer one") {
  const ProfileValue older{"a", false, {10}, {1}}, newer{"b", false, {20}, {2}}, proven{"c", true, {5}, {3}};
  CHECK(better(older, newer).value == "b");
  CHECK(better(newer, older).value == "b");
  CHECK(better(newer, proven).value == "c");
  CHECK(better(proven, newer).value == "c");
}

TEST_CASE("a profile's completeness asks for the heaviest thing that is missing, in both languages") {
  std::map<std::string, ProfileValue> known{{"name", {"Ada", false, {}, {}}},
                                            {"email", {"a@x", false, {}, {}}}};
  const auto usual = completeness(known, {}, {});
  CHECK(usual.percent == 35 * 100 / 95);
  CHECK(usual.missing.front() == "phone");
  REQUIRE(usual.question);
  CHECK(usual.question->field == "phone");
  CHECK(!usual.question->text_zh.empty());

  CustomField shoes;
  shoes.name = "shoe_size";
  shoes.weight = 50;
  shoes.question = "Which size do you wear?";
  const auto own = completeness(known, {{"phone", 0}}, {shoes});
  CHECK(own.question->field == "shoe_size");
  CHECK(own.question->text_zh == "Which size do you wear?");
  CHECK(std::find(own.missing.begin(), own.missing.end(), "phone") == own.missing.end());

  std::map<std::string, std::int32_t> nothing;
  for (const StandardField& field : standard_fields)
    nothing[std::string(field.name)] = 0;
  CHECK(completeness({}, nothing, {}).percent == 100);
  CHECK(!completeness({}, nothing, {}).question);
}

TEST_CASE("values of fields are of their type") {
  CHECK(checked(FieldType::integer, {}, "-12"));
  CHECK(!checked(FieldType::integer, {}, "12.5"));
  CHECK(checked(FieldType::decimal, {}, "-12.50") == "-12.50");
  CHECK(!checked(FieldType::decimal, {}, "1e5"));
  CHECK(!checked(FieldType::decimal, {}, "1."));
  CHECK(checked(FieldType::date, {}, "2024-02-29"));
  CHECK(!checked(FieldType::date, {}, "2023-02-29"));
  CHECK(!checked(FieldType::date, {}, "1000-01-01"));
  CHECK(checked(FieldType::choice, {"red", "blue"}, "red"));
  CHECK(!checked(FieldType::choice, {"red", "blue"}, "green"));
  CHECK(!checked(FieldType::boolean, {}, "yes"));
  CHECK(is_hours_of_day("22:00-08:00"));
  CHECK(!is_hours_of_day("22:00-24:01"));
}

TEST_CASE("a profile is read over all rows of a person, and each value says whose it is") {
  in_a_room([](Room& room) {
    room.add(1, "Ada", "ada@x.test");
    room.now = today + seconds(10);
    room.add(2, "Ada Okafor");
    CustomerChange change;
    change.phone = "+8613800138000";
    change.birthday = "1980-04-03";
    REQUIRE(room.store.change(shop, {2}, change, room.now));
    room.write<bool>([&](database::Session& sql) {
      write_value(sql, shop, {1}, "address", "1 Main Street", {7}, room.now);
      write_value(sql, shop, {2}, "address", "2 New Street", {7}, room.now + seconds(1));
      write_value(sql, shop, {2}, "household", "Okafor", {7}, room.now);
      write_value(sql, shop, {2}, "household", "", {7}, room.now);
      return true;
    });
    joined(room, 1, 2);
    const auto found = profile(room, 1);
    CHECK(found.person_id == CustomerId{1});
    CHECK(found.rows.size() == 2);
    CHECK(found.values.at("email").source_id == CustomerId{1});
    CHECK(found.values.at("phone").source_id == CustomerId{2});
    CHECK(found.values.at("birthday").value == "1980-04-03");
    CHECK(found.values.at("address").value == "2 New Street");
    CHECK(!found.values.contains("household"));
    CHECK(found.identities.size() == 2);
    CHECK(found.completeness.percent > 0);
  });
}

TEST_CASE("a consent stands as it was said last, and what was said before is kept") {
  in_a_room([](Room& room) {
    room.add(1, "Ada");
    room.add(2, "Ada");
    joined(room, 1, 2);
    room.write<bool>([&](database::Session& sql) {
      for (const auto& [row, is_given] : {std::pair{1, true}, std::pair{2, false}})
        add_consent(
            sql, shop,
            {room.ids.next<ConsentId>(), {row}, "marketing", "email", is_given, room.now, {}, "by phone"});
      add_consent(
          sql, shop,
          {room.ids.next<ConsentId>(), {1}, "marketing", "voice", true, room.now, UserId{7}, "asked"});
      return true;
    });
    const auto stands = profile(room, 1).consents;
    REQUIRE(stands.size() == 2);
    for (const Consent& consent : stands)
      CHECK(consent.is_given == (consent.channel == "voice"));
    CHECK(room.read<std::vector<Consent>>(
                  [](database::Session& sql) { return consents_of(sql, shop, {1}, 10); })
              .size() == 3);
  });
}

TEST_CASE("an event said again is the same event, and events are read page by page") {
  in_a_room([](Room& room) {
    room.add(1, "Ada");
    room.write<bool>([&](database::Session& sql) {
      for (int i = 0; i < 5; ++i)
        upsert_event(
            sql, shop,
            {{100 + i}, {1}, "order-" + std::to_string(i), "purchase", room.now, "12.50", "CNY", "红色雨伞"});
      CustomerEvent again = *find_event(sql, shop, "order-3");
      again.text = "50% off_";
      upsert_event(sql, shop, again);
      return true;
    });
    const auto page = [&](const EventPlace& behind, const std::string& words, std::int64_t most) {
      return room.read<std::vector<CustomerEvent>>(
          [&](database::Session& sql) { return events_of(sql, shop, {1}, behind, words, most); });
    };
    const auto first = page({}, "", 3);
    REQUIRE(first.size() == 3);
    CHECK(first[0].id == CustomerEventId{104});
    CHECK(first[1].text == "50% off_");
    CHECK(page({first.back().at, first.back().id}, "", 3).size() == 2);
    CHECK(page({}, "雨伞", 10).size() == 4);
    CHECK(page({}, "50% off_", 10).size() == 1);
    CHECK(page({}, "%", 10).size() == 1);
  });
}

TEST_CASE("customers are found by the beginning of what they are called or reached at, in either script") {
  in_a_room([](Room& room) {
    room.add(1, "张伟", "wei@x.test", "+8613800138000");
    room.add(2, "章子怡");
    room.add(3, "Ada Okafor", "ada.okafor@x.test");
    room.add(4, "Ada Okafor", "other@x.test");
    joined(room, 3, 4);
    const auto found = [&](const char* typed) {
      return room.read<std::vector<std::string>>(
          [&](database::Session& sql) { return names_of(search(sql, shop, typed, 10)); });
    };
    CHECK(found("zhang") == std::vector<std::string>{"张伟", "章子怡"});
    CHECK(found("张").front() == "张伟");
    CHECK(found("章").front() == "章子怡");
    CHECK(found("wei zh") == std::vector<std::string>{"张伟"});
    CHECK(found("Oka") == std::vector<std::string>{"Ada Okafor"});
    CHECK(found("ADA.OKAFOR@") == std::vector<std::string>{"Ada Okafor"});
    CHECK(found("+86 138") == std::vector<std::string>{"张伟"});
    CHECK(found("2") == std::vector<std::string>{"章子怡"});
    CHECK(found("").empty());
    CHECK(found("'; drop table customer;--").empty());
    CHECK(room.read<std::size_t>([](database::Session& sql) { return newest(sql, shop, {}, 10).size(); }) ==
          3);
  });
}

}  // namespace rapport::customers
