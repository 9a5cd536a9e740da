#include "customers/upsert.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "customers/customer_rows.h"
#include "customers/joins.h"
#include "org/entity.h"
#include "platform/database/statement.h"

namespace rapport::customers {
namespace {

bool is_own_field(const std::string& field) {
  static const std::vector<std::string> own{"external_id", "name",     "email", "phone",
                                            "birthday",    "language", "note"};
  return std::find(own.begin(), own.end(), field) != own.end();
}

bool is_plain_value(const std::string& field) {
  return field == "address" || field == "salutation" || field == "household";
}

std::string word_for(const Customer& customer, const std::string& field) {
  if (field == "name") return customer.name;
  if (field == "email") return customer.email.value_or("");
  if (field == "phone") return customer.phone.value_or("");
  if (field == "external_id") return customer.external_id.value_or("");
  if (field == "birthday") return customer.birthday.value_or("");
  if (field == "language") return customer.language.value_or("");
  return customer.note.value_or("");
}

std::string without_blanks(const std::string& text) {
  const auto from = text.find_first_not_of(" \t\r\n");
  if (from == std::string::npos) return "";
  return text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

struct Reading {
  database::Session& sql;
  OrgId org;
  const std::vector<CustomField>& custom;
  std::vector<Issue> issues = {};

  void refuse(const std::string& field, std::string what) {
    issues.push_back({"/" + field, std::move(what)});
  }

  std::string read(const std::string& field, std::string value) {
    if (value.size() > words_length_max) refuse(field, "too long");
    if (!database::is_storable_text(value)) refuse(field, "has a character that cannot be kept");
    if (field == "phone") {
      auto spelled = CustomerStore::spelled(sql, org, value);
      if (spelled) return std::move(*spelled);
      refuse(field, spelled.error().detail);
    } else if (field == "email") {
      const auto at = value.find('@');
      if (at == 0 || at == std::string::npos || at + 1 == value.size() ||
          value.find(' ') != std::string::npos || value.size() > 254)
        refuse(field, "expected an address");
    } else if (field == "birthday") {
      if (!is_date(value)) refuse(field, "expected a date like 1980-12-31");
    } else if (field == "quiet_hours") {
      if (!is_hours_of_day(value)) refuse(field, "expected hours like 22:00-08:00");
    } else if (field == "preferred_channel") {
      if (value != "voice" && value != "chat" && value != "email" && value != "messaging")
        refuse(field, "expected voice, chat, email or messaging");
    } else if (!is_own_field(field) && !is_plain_value(field)) {
      read_custom(field, value);
    }
    return value;
  }

  void read_custom(const std::string& field, const std::string& value) {
    for (const CustomField& each : custom) {
      if (each.name != field) continue;
      if (auto fits = checked(each.type, each.choices, value); !fits) refuse(field, fits.error().detail);
      return;
    }
    refuse(field, "expected a field that there is");
  }
};

Result<std::optional<CustomerId>> known_by_key(database::Session& sql, OrgId org, KeyKind kind,
                                               const std::string& value) {
  const auto persons = database::all<CustomerId>(
      sql,
      "select distinct c.person from customer_key k cross join customer c where c.org = k.org"
      " and c.id = k.customer and k.org = :org and k.kind = :kind and k.value = :value limit 2",
      org, kind, value);
  if (persons.size() > 1)
    return fail(ErrorCode::conflict, "several_customers",
                fmt::format("several customers have {}: say which one by the company's own id", value));
  if (persons.empty()) return std::optional<CustomerId>{};
  return std::optional<CustomerId>{persons.front()};
}

// Who is meant. Somebody whom the company knows by another id is another person, whatever they share.
Result<std::optional<CustomerId>> known_as(database::Session& sql, OrgId org, const CustomerWords& words) {
  const auto word = [&words](const char* field) {
    const auto found = words.find(field);
    return found == words.end() ? std::string() : found->second;
  };
  if (const std::string id = word("external_id"); !id.empty())
    return database::first<CustomerId>(
        sql,
        "select customer from customer_identity where org = :org and kind = 'company_id' and value = :value",
        org, id);
  Result<std::optional<CustomerId>> found;
  if (const std::string phone = word("phone"); !phone.empty())
    found = known_by_key(sql, org, KeyKind::phone, phone);
  if (found && *found) return found;
  const std::string email = word("email");
  if (email.empty()) return found;
  auto by_email = known_by_key(sql, org, KeyKind::email, email_key(email));
  return by_email && *by_email ? by_email : (found ? by_email : found);
}

CustomerChange own_change(const CustomerWords& words) {
  CustomerChange change;
  const auto take = [&words](const char* field, std::optional<std::string>& to) {
    if (const auto found = words.find(field); found != words.end()) to = found->second;
  };
  take("name", change.name);
  take("email", change.email);
  take("phone", change.phone);
  take("birthday", change.birthday);
  take("language", change.language);
  take("note", change.note);
  take("external_id", change.external_id);
  return change;
}

std::string value_on_row(database::Session& sql, OrgId org, CustomerId id, const std::string& field) {
  return database::first<std::string>(
             sql, "select value from customer_value where org = :org and customer = :id and field = :field",
             org, id, field)
      .value_or("");
}

std::string current(database::Session& sql, OrgId org, const Customer& row, const std::string& field) {
  if (field == "external_id" && !row.external_id) return company_id_of(sql, org, row.id);
  return is_own_field(field) ? word_for(row, field) : value_on_row(sql, org, row.id, field);
}

}  // namespace

bool is_upsert_field(const std::string& field, const std::vector<CustomField>& custom) {
  return is_own_field(field) || is_plain_value(field) || field == "preferred_channel" ||
         field == "quiet_hours" ||
         std::any_of(custom.begin(), custom.end(),
                     [&field](const CustomField& each) { return each.name == field; });
}

std::string company_id_of(database::Session& sql, OrgId org, CustomerId row) {
  return database::first<std::string>(
             sql,
             "select i.value from customer r cross join customer c cross join customer_identity i"
             " where r.org = :org and r.id = :row and c.org = r.org and c.person = r.person and i.org = c.org"
             " and i.customer = c.id and i.kind = 'company_id' order by i.customer, i.value limit 1",
             org, row)
      .value_or("");
}

Result<UpsertPlan> plan_upsert(database::Session& sql, OrgId org, const CustomerWords& said,
                               const std::vector<CustomField>& custom) {
  Reading reading{sql, org, custom};
  UpsertPlan plan;
  for (const auto& [field, value] : said)
    if (std::string word = without_blanks(value); !word.empty())
      plan.words[field] = reading.read(field, std::move(word));
  if (!reading.issues.empty()) return org::wrong(std::move(reading.issues));
  if (!plan.words.contains("external_id") && !plan.words.contains("email") && !plan.words.contains("phone"))
    return org::wrong({{"", "needs an id of the company's own, an address or a telephone number"}});
  auto known = known_as(sql, org, plan.words);
  if (!known) return tl::unexpected<Error>(known.error());
  plan.known = *known;
  const auto row = plan.known ? CustomerStore::find(sql, org, *plan.known) : std::nullopt;
  for (const auto& [field, after] : plan.words) {
    std::string before = row ? current(sql, org, *row, field) : "";
    if (before != after) plan.changes.push_back({field, std::move(before), after});
  }
  return plan;
}

Upserted upsert(org::Change& change, const UpsertPlan& plan) {
  Upserted made{plan.known.value_or(CustomerId{}), !plan.known, plan.changes};
  if (made.changes.empty() && !made.is_new) return made;
  database::Session& sql = change.sql;
  if (made.is_new) {
    Customer fresh;
    fresh.id = made.id = change.new_id<CustomerId>();
    fresh.created_at = change.now;
    const auto& words = plan.words;
    if (words.contains("external_id"))
      CustomerStore::add(sql, change.org(), "company_id", words.at("external_id"), fresh);
    else if (words.contains("email"))
      CustomerStore::add(sql, change.org(), "email", email_key(words.at("email")), fresh);
    else
      CustomerStore::add(sql, change.org(), "phone", words.at("phone"), fresh);
  }
  const auto changed = CustomerStore::change(sql, change.org(), made.id, own_change(plan.words), change.now);
  RAPPORT_CHECK(changed.has_value());  // the plan has read every word
  for (const auto& [field, value] : plan.words)
    if (!is_own_field(field))
      write_value(sql, change.org(), made.id, field, value, change.by.user, change.now);
  return made;
}

std::vector<std::string> take_back(org::Change& change, CustomerId id, const std::vector<FieldChange>& made) {
  std::vector<std::string> stays;
  const auto row = CustomerStore::find(change.sql, change.org(), id);
  CustomerWords own;
  for (const FieldChange& each : made) {
    if (!row || current(change.sql, change.org(), *row, each.field) != each.after) {
      stays.push_back(each.field);
    } else if (is_own_field(each.field)) {
      own[each.field] = each.before;
    } else {
      write_value(change.sql, change.org(), id, each.field, each.before, change.by.user, change.now);
    }
  }
  if (own.empty()) return stays;
  // A number that was taken as it was before numbers had one spelling is not read again.
  if (auto done = CustomerStore::change(change.sql, change.org(), id, own_change(own), change.now); !done)
    for (const auto& [field, value] : own)
      stays.push_back(field);
  return stays;
}

bool remove_fresh(org::Change& change, CustomerId id, const std::vector<FieldChange>& made) {
  database::Session& sql = change.sql;
  const OrgId org = change.org();
  const auto row = CustomerStore::find(sql, org, id);
  if (!row) return false;
  for (const FieldChange& each : made)
    if (current(sql, org, *row, each.field) != each.after) return false;
  for (const char* hangs : {"select 1 from customer_consent where org = :org and customer = :id limit 1",
                            "select 1 from customer_event where org = :org and customer = :id limit 1",
                            "select 1 from customer_join where org = :org and (row_a = :id or row_b = :id) "
                            "and undone_us is null limit 1"})
    if (database::first<std::int64_t>(sql, hangs, org, id)) return false;
  for (const char* gone : {"delete from customer_key where org = :org and customer = :id",
                           "delete from customer_value where org = :org and customer = :id",
                           "delete from customer_identity where org = :org and customer = :id",
                           "delete from customer_proposal where org = :org and (row_a = :id or row_b = :id)",
                           "delete from customer where org = :org and id = :id"})
    database::execute(sql, gone, org, id);
  touch(sql, org, id);  // whoever counts them forgets them
  return true;
}

}  // namespace rapport::customers
