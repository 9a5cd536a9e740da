#include "customers/search.h"

#include <algorithm>
#include <limits>
#include <set>

#include "customers/customer_rows.h"
#include "platform/contract/parameters.h"
#include "platform/database/statement.h"
#include "platform/text/text.h"

namespace rapport::customers {
namespace {

std::string trimmed(const std::string& text) {
  const auto from = text.find_first_not_of(" \t\r\n");
  if (from == std::string::npos) return "";
  return text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

std::string digits_of(const std::string& text) {
  std::string digits;
  for (const char c : text)
    if (c >= '0' && c <= '9') digits += c;
  return digits;
}

bool looks_like_phone(const std::string& text) {
  return text.find_first_not_of("0123456789+-. ()/") == std::string::npos && digits_of(text).size() >= 3;
}

std::vector<MatchKey> beginnings(database::Session& sql, OrgId org, const std::string& typed) {
  std::vector<MatchKey> all;
  if (looks_like_phone(typed)) {
    const std::string digits = digits_of(typed);
    if (auto spelled = CustomerStore::spelled(sql, org, typed)) all.push_back({KeyKind::phone, *spelled});
    all.push_back({KeyKind::phone, "+" + digits});
    all.push_back({KeyKind::phone, digits});
  }
  for (const char* kind : {"company_id:", "host_subject:"})
    all.push_back({KeyKind::id, kind + typed});
  if (!text::has_han(typed)) all.push_back({KeyKind::email, email_key(typed)});
  const NameForms forms = forms_of(typed);
  std::string name;
  for (const std::string& syllable : forms.syllables)
    name += syllable;
  if (!name.empty()) all.push_back({KeyKind::name, name});
  return all;
}

void add_rows(database::Session& sql, OrgId org, const MatchKey& beginning, std::size_t most,
              std::vector<CustomerId>& rows) {
  database::each<CustomerId>(
      sql,
      "select customer from customer_key where org = :org and kind = :kind and value >= :from and value < :to"
      " order by value limit :most",
      [&](CustomerId row) { rows.push_back(row); }, org, beginning.kind, beginning.value,
      beginning.value + "\xF4\x8F\xBF\xBF", most * 4);
}

}  // namespace

std::vector<Customer> search(database::Session& sql, OrgId org, const std::string& typed, std::size_t most) {
  const std::string sought = trimmed(typed);
  if (sought.empty()) return {};
  std::vector<CustomerId> rows;
  if (CustomerId id; contract::parse_id(sought, id.value)) rows.push_back(id);
  for (const MatchKey& beginning : beginnings(sql, org, sought))
    add_rows(sql, org, beginning, most, rows);
  std::vector<Customer> found;
  std::set<CustomerId> persons;
  for (const CustomerId row : rows) {
    auto customer = CustomerStore::find(sql, org, row);
    if (customer && persons.insert(customer->person).second) found.push_back(std::move(*customer));
  }
  const std::string folded = text::folded(sought);
  std::stable_partition(found.begin(), found.end(), [&](const Customer& customer) {
    return text::folded(customer.name).find(folded) != std::string::npos;
  });
  if (found.size() > most) found.resize(most);
  return found;
}

std::vector<Customer> newest(database::Session& sql, OrgId org, CustomerId before, std::int64_t most) {
  const auto ids = database::all<CustomerId>(
      sql,
      "select id from customer where org = :org and id < :before and person = id order by id desc limit "
      ":most",
      org, before ? before : CustomerId{std::numeric_limits<std::int64_t>::max()}, most);
  std::vector<Customer> found;
  for (const CustomerId id : ids)
    if (auto customer = CustomerStore::find(sql, org, id)) found.push_back(std::move(*customer));
  return found;
}

}  // namespace rapport::customers
