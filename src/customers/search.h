// Finding customers by what people type: the beginning of a name in either script, from either end, of a
// number, an address, the company's own id. By the index of keys; nothing is scanned. In a read of the
// caller's.
#pragma once

#include <string>
#include <vector>

#include "customers/customer_store.h"

namespace rapport::customers {

// One row for each person, those that contain the very characters first; at most `most`. Typing more finds
// fewer: there are no pages.
std::vector<Customer> search(database::Session& sql, OrgId org, const std::string& typed, std::size_t most);
// Everybody, a row for each person, newest first, before this one (0: from the newest).
std::vector<Customer> newest(database::Session& sql, OrgId org, CustomerId before, std::int64_t most);

}  // namespace rapport::customers
