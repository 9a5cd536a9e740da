// Where the customer of a callback wants to be called, when that is not simply the number known of them. The
// only SQL for the table callback_number. Worker threads.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "platform/database/database.h"

namespace rapport::callbacks {

std::vector<database::Migration> callback_migrations();

class NumberStore {
 public:
  explicit NumberStore(database::Database& database) : database_(database) {}

  // The last one stays.
  Result<void> keep(OrgId org, InteractionId interaction, const std::string& number);
  Result<std::optional<std::string>> number(OrgId org, InteractionId interaction);

 private:
  database::Database& database_;
};

}  // namespace rapport::callbacks
