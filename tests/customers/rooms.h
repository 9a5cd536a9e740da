// The tables that tests of customers need, and customers to put in.
#pragma once

#include "customers/customer_store.h"
#include "customers/migrations.h"
#include "customers/resolution.h"
#include "org/migrations.h"
#include "support/databases.h"

namespace rapport::customers::testing {

inline constexpr OrgId shop{1};
inline constexpr OrgId other_shop{2};

inline std::vector<database::Migration> migrations() {
  auto all = org::org_migrations();
  for (auto steps : {customer_migrations(), person_migrations(), touched_migrations()})
    for (database::Migration& own : steps)
      all.push_back(std::move(own));
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i].version = static_cast<int>(i) + 1;
  return all;
}

inline constexpr Instant today{1'772'000'000'000'000};

inline Customer fresh(std::int64_t id, const std::string& name = "") {
  Customer customer;
  customer.id = {id};
  customer.name = name;
  customer.created_at = today;
  return customer;
}

struct Room {
  explicit Room(database::Database& the_database) : database(the_database) {}

  // A row of its own, by somebody of our house.
  CustomerId add(std::int64_t id, const std::string& name, const std::string& email = "",
                 const std::string& phone = "", const std::string& birthday = "") {
    Customer customer = fresh(id, name);
    if (!email.empty()) customer.email = email;
    if (!phone.empty()) customer.phone = phone;
    if (!birthday.empty()) customer.birthday = birthday;
    const auto made = store.find_or_create(shop, "company_id_of_tests_" + std::to_string(id), "x", customer);
    REQUIRE(made);
    return made->id;
  }
  CustomerId person(CustomerId row) { return store.find(shop, row)->person; }
  Resolution::Outcome settle(CustomerId row) {
    const auto outcome = resolution.settle(shop, row);
    REQUIRE(outcome);
    return *outcome;
  }
  template <class T>
  T write(const std::function<T(database::Session&)>& work) {
    auto done = database.write<T>([&](database::Session& sql) -> Result<T> { return work(sql); }).get();
    REQUIRE(done);
    return std::move(*done);
  }
  template <class T>
  T read(const std::function<T(database::Session&)>& query) {
    auto found = database.read<T>([&](database::Session& sql) -> Result<T> { return query(sql); });
    REQUIRE(found);
    return std::move(*found);
  }

  database::Database& database;
  Instant now = today;
  live::IdSource ids{[this] { return now; }};
  CustomerStore store{database};
  Resolution resolution{database, ids, [this] { return now; }};
};

template <class Body>
void in_a_room(Body&& body) {
  tests::for_each_engine(
      [&](database::Database& database) {
        Room room(database);
        body(room);
      },
      migrations());
}

}  // namespace rapport::customers::testing
