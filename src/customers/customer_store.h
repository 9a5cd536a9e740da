// Customers: who wrote to us, a row for each way in which they did. An identity is a (kind, value) pair that
// belongs to one row: a visitor's cookie, the host's signed subject, the number somebody calls from. Rows
// that are one person point at the oldest of them (`person`, see resolution.h). What a customer may see hangs
// on the identity they came with, never on the person.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "base/result.h"
#include "customers/matching.h"
#include "customers/migrations.h"
#include "platform/database/database.h"

namespace rapport::customers {

struct Customer {
  CustomerId id;
  std::string name;  // "" until known; screens then say "#1a2b"
  std::optional<std::string> email, phone, external_id, note, language;
  bool is_verified = false;  // the company's own server vouched for them
  Instant created_at;
  CustomerId person;                    // whose row this is; its own id when alone
  std::optional<std::string> birthday;  // 1980-12-31
};

// Unset members stay as they are.
struct CustomerChange {
  std::optional<std::string> name, email, phone, note, language, external_id;
  std::optional<bool> is_verified;
  std::optional<std::string> birthday;
  // How it came here. What was typed by a stranger about themselves replaces nothing that was stated or
  // proven.
  Proof proof = Proof::stated;
};

class CustomerStore {
 public:
  explicit CustomerStore(database::Database& database) : database_(database) {}

  // For what is read over several tables at once.
  database::Database& database() const { return database_; }

  Result<Customer> find(OrgId org, CustomerId id);  // not_found
  Result<std::vector<Customer>> find_many(OrgId org, const std::vector<CustomerId>& ids);
  // The customer with this identity (a "phone" in its one spelling), made when there is none (`fresh` with
  // its new id). Two at once get the same one.
  Result<Customer> find_or_create(OrgId org, const std::string& kind, const std::string& value,
                                  const Customer& fresh);
  // All rows of the person whom this one belongs to, oldest first; at least itself.
  Result<std::vector<CustomerId>> rows_of_person(OrgId org, CustomerId id);
  // The oldest row of the person who has this "email" or "phone" (however it is written); nothing when none
  // or several persons have it.
  Result<std::optional<Customer>> find_by(OrgId org, const std::string& kind, const std::string& value);
  // A phone number in its one spelling (see platform/numbering), by the organisation's region; invalid,
  // bad_number.
  Result<std::string> spelled(OrgId org, const std::string& phone);
  // Their name, or what the same person is called in another of their rows; "" when nobody knows.
  std::string called(OrgId org, const Customer& customer);
  // A phone that is no number is refused: invalid, bad_number at /phone.
  Result<Customer> change(OrgId org, CustomerId id, const CustomerChange& change, Instant now = {});

  // Within a transaction of the caller's.
  static void add(database::Session& sql, OrgId org, const std::string& kind, const std::string& value,
                  const Customer& fresh);
  // As find_or_create(); who has no name yet has that of `fresh` from now on.
  static CustomerId find_or_add(database::Session& sql, OrgId org, const std::string& kind,
                                const std::string& value, const Customer& fresh);
  static std::optional<Customer> find(database::Session& sql, OrgId org, CustomerId id);
  static Result<Customer> change(database::Session& sql, OrgId org, CustomerId id,
                                 const CustomerChange& change, Instant now);
  static Result<std::string> spelled(database::Session& sql, OrgId org, const std::string& phone);

 private:
  database::Database& database_;
};

}  // namespace rapport::customers
