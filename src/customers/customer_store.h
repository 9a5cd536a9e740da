// Customers: who wrote to us. The only SQL for the table `customer` and its identities. An identity is a
// (kind, value) pair that belongs to one customer: a visitor's cookie, the host's signed subject, an e-mail
// address that was verified.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "base/result.h"
#include "platform/database/database.h"

namespace rapport::customers {

struct Customer {
  CustomerId id;
  std::string name;  // "" until known; screens then say "#1a2b"
  std::optional<std::string> email, phone, external_id, note, language;
  bool is_verified = false;  // the company's own server vouched for them
  Instant created_at;
};

// Unset members stay as they are.
struct CustomerChange {
  std::optional<std::string> name, email, phone, note, language, external_id;
  std::optional<bool> is_verified;
};

std::vector<database::Migration> customer_migrations();

class CustomerStore {
 public:
  explicit CustomerStore(database::Database& database) : database_(database) {}

  Result<Customer> find(OrgId org, CustomerId id);  // not_found
  Result<std::vector<Customer>> find_many(OrgId org, const std::vector<CustomerId>& ids);
  // The customer with this identity (a "phone" in its one spelling), made when there is none (`fresh` with
  // its new id). Two at once get the same one.
  Result<Customer> find_or_create(OrgId org, const std::string& kind, const std::string& value,
                                  const Customer& fresh);
  // By what is written in its record, "email" or "phone" (however it is written); nothing when none or
  // several have it.
  Result<std::optional<Customer>> find_by(OrgId org, const std::string& kind, const std::string& value);
  // A phone number in its one spelling (see platform/numbering), by the organisation's region; invalid,
  // bad_number.
  Result<std::string> spelled(OrgId org, const std::string& phone);
  // A phone that is no number is refused: invalid, bad_number at /phone.
  Result<Customer> change(OrgId org, CustomerId id, const CustomerChange& change);

 private:
  database::Database& database_;
};

}  // namespace rapport::customers
