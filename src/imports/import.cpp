#include "imports/import.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "org/entity.h"
#include "platform/contract/json.h"
#include "platform/csv/charset.h"
#include "platform/csv/reader.h"
#include "platform/database/statement.h"

namespace rapport::imports {

contract::Notes contract_notes(contract::Tag<ImportFields>) {
  return {
      .fields = {
          {.name = "name", .max_length = 200, .format = contract::Format::line, .has_default = true},
          {.name = "mapping",
           .doc = "header of a column -> external_id, name, email, phone, birthday, language, note, address, "
                  "salutation, household, preferred_channel, quiet_hours, or a field of one's own",
           .max_length = 100},
          {.name = "charset", .doc = "empty: found out", .max_length = 20, .has_default = true},
          {.name = "delimiter",
           .doc = "one of , ; tab |; empty: found out",
           .max_length = 1,
           .has_default = true},
          {.name = "is_trial",
           .doc = "says what would become of the first rows; writes nothing",
           .has_default = true}}};
}
contract::Notes contract_notes(contract::Tag<CustomerImport>) {
  return {.doc = "A file of customers, and what became of it."};
}

namespace {

constexpr std::size_t left_shown_max = 100;
constexpr std::int64_t looked_back_at = 50;  // imports, for what their columns meant

#define IMPORT_COLUMNS "select id, fields, state, at_us, by_user, counts, why from customer_import"

struct Counts {
  std::int64_t rows = 0, created = 0, changed = 0, unchanged = 0, refused = 0;
};
BOOST_DESCRIBE_STRUCT(Counts, (), (rows, created, changed, unchanged, refused))

CustomerImport import_from(ImportId id, const std::string& fields, ImportState state, Instant at, UserId by,
                           const std::string& counts, const std::string& why) {
  CustomerImport made;
  static_cast<ImportFields&>(made) =
      contract::decode<ImportFields>(fields, {.ignores_unknown = true}).value_or(ImportFields{});
  made.id = id;
  made.state = state;
  made.at = at;
  if (by) made.user_id = by;
  const Counts count = contract::decode<Counts>(counts).value_or(Counts{});
  made.rows = count.rows;
  made.created = count.created;
  made.changed = count.changed;
  made.unchanged = count.unchanged;
  made.refused = count.refused;
  made.why = why;
  return made;
}

std::string folded(const std::string& header) {
  std::string plain;
  for (const char c : header) {
    if (c == ' ' || c == '_' || c == '-' || c == '.' || c == '\'') continue;
    plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return plain;
}

struct Known {
  std::string_view header, field;
};
constexpr std::array<Known, 56> known_headers{{{"id", "external_id"},
                                               {"customerno", "external_id"},
                                               {"customerid", "external_id"},
                                               {"customernumber", "external_id"},
                                               {"externalid", "external_id"},
                                               {"客户编号", "external_id"},
                                               {"会员编号", "external_id"},
                                               {"会员号", "external_id"},
                                               {"编号", "external_id"},
                                               {"客户id", "external_id"},
                                               {"name", "name"},
                                               {"fullname", "name"},
                                               {"customername", "name"},
                                               {"姓名", "name"},
                                               {"客户姓名", "name"},
                                               {"名称", "name"},
                                               {"客户名称", "name"},
                                               {"联系人", "name"},
                                               {"email", "email"},
                                               {"mail", "email"},
                                               {"emailaddress", "email"},
                                               {"邮箱", "email"},
                                               {"电子邮箱", "email"},
                                               {"电子邮件", "email"},
                                               {"phone", "phone"},
                                               {"mobile", "phone"},
                                               {"telephone", "phone"},
                                               {"phonenumber", "phone"},
                                               {"mobilephone", "phone"},
                                               {"手机", "phone"},
                                               {"手机号", "phone"},
                                               {"手机号码", "phone"},
                                               {"电话", "phone"},
                                               {"联系电话", "phone"},
                                               {"birthday", "birthday"},
                                               {"dateofbirth", "birthday"},
                                               {"生日", "birthday"},
                                               {"出生日期", "birthday"},
                                               {"language", "language"},
                                               {"语言", "language"},
                                               {"note", "note"},
                                               {"notes", "note"},
                                               {"备注", "note"},
                                               {"address", "address"},
                                               {"地址", "address"},
                                               {"联系地址", "address"},
                                               {"salutation", "salutation"},
                                               {"title", "salutation"},
                                               {"称呼", "salutation"},
                                               {"household", "household"},
                                               {"家庭", "household"},
                                               {"preferredchannel", "preferred_channel"},
                                               {"首选渠道", "preferred_channel"},
                                               {"quiethours", "quiet_hours"},
                                               {"免打扰时段", "quiet_hours"},
                                               {"免打扰", "quiet_hours"}}};

}  // namespace

std::vector<database::Migration> import_migrations() {
  return {
      {0, "imports of customers",
       "create table customer_import (org bigint not null, id bigint not null, fields text not null, state "
       "integer"
       " not null, at_us bigint not null, by_user bigint not null, counts text not null, why text not null,"
       " primary key (org, id));"
       "create table customer_import_row (org bigint not null, id bigint not null, import bigint not null,"
       " customer bigint not null, is_new integer not null, changes text not null, primary key (org, id));"
       "create index customer_import_row_by_import on customer_import_row (org, import, id);"
       "create index customer_import_row_by_customer on customer_import_row (org, customer);"
       "create table customer_import_refusal (org bigint not null, id bigint not null, import bigint not "
       "null,"
       " line bigint not null, fields text not null, what text not null, primary key (org, id));"
       "create index customer_import_refusal_by_import on customer_import_refusal (org, import, id)",
       ""}};
}

std::string likely_field(const std::string& header, const std::vector<customers::CustomField>& custom) {
  const std::string plain = folded(header);
  for (const Known& each : known_headers)
    if (each.header == plain) return std::string(each.field);
  for (const customers::CustomField& field : custom)
    if (folded(field.name) == plain || folded(field.label) == plain || folded(field.label_zh) == plain)
      return field.name;
  return "";
}

std::optional<CustomerImport> find_import(database::Session& sql, OrgId org, ImportId id) {
  const auto row =
      database::first<ImportId, std::string, ImportState, Instant, UserId, std::string, std::string>(
          sql, IMPORT_COLUMNS " where org = :org and id = :id", org, id);
  if (!row) return std::nullopt;
  return std::apply(import_from, *row);
}

std::vector<CustomerImport> list_imports(database::Session& sql, OrgId org, std::int64_t most) {
  std::vector<CustomerImport> all;
  for (const auto& row :
       database::all<ImportId, std::string, ImportState, Instant, UserId, std::string, std::string>(
           sql, IMPORT_COLUMNS " where org = :org order by id desc limit :most", org, most))
    all.push_back(std::apply(import_from, row));
  return all;
}

#undef IMPORT_COLUMNS

CustomerImport add_import(org::Change& change, const ImportFields& fields) {
  CustomerImport made;
  static_cast<ImportFields&>(made) = fields;
  made.id = change.new_id<ImportId>();
  made.at = change.now;
  if (change.by.user) made.user_id = change.by.user;
  database::execute(change.sql,
                    "insert into customer_import (org, id, fields, state, at_us, by_user, counts, why)"
                    " values (:org, :id, :fields, 0, :at, :by, :counts, '')",
                    change.org(), made.id, contract::encode(fields), change.now, change.by.user,
                    contract::encode(Counts{}));
  if (!fields.is_trial)
    change.audit({"create", "customer_import", made.id.value, "", contract::encode(fields)});
  return made;
}

Result<void> check_import(const ImportFields& fields, const std::vector<customers::CustomField>& custom) {
  std::vector<Issue> issues;
  if (!fields.charset.empty() && !csv::is_known_charset(fields.charset))
    issues.push_back({"/charset", "expected UTF-8, UTF-16LE, UTF-16BE, GB18030 or Big5"});
  if (!fields.delimiter.empty() && std::string_view(",;\t|").find(fields.delimiter) == std::string_view::npos)
    issues.push_back({"/delimiter", "expected , ; | or a tab"});
  for (const auto& [header, field] : fields.mapping)
    if (!field.empty() && !customers::is_upsert_field(field, custom))
      issues.push_back({"/mapping/" + header, "expected a field that there is"});
  if (!issues.empty()) return org::wrong(std::move(issues));
  return {};
}

std::optional<std::map<std::string, std::string>> mapping_of_last(database::Session& sql, OrgId org,
                                                                  const std::vector<std::string>& headers) {
  const std::set<std::string> wanted(headers.begin(), headers.end());
  for (const CustomerImport& each : list_imports(sql, org, looked_back_at)) {
    if (each.is_trial || each.state != ImportState::done || each.mapping.size() != wanted.size()) continue;
    if (std::equal(wanted.begin(), wanted.end(), each.mapping.begin(),
                   [](const std::string& header, const auto& column) { return header == column.first; }))
      return each.mapping;
  }
  return std::nullopt;
}

void remove_import(database::Session& sql, OrgId org, ImportId id) {
  database::execute(sql, "delete from customer_import where org = :org and id = :id", org, id);
}

Result<void> end_broken_off(database::Database& database) {
  return database
      .write<void>([](database::Session& sql) -> Result<void> {
        database::execute(sql,
                          "update customer_import set state = :failed, why = :why where state = :reading",
                          ImportState::failed, "the program ended meanwhile", ImportState::reading);
        return {};
      })
      .get();
}

void save_import(database::Session& sql, OrgId org, const CustomerImport& made) {
  const Counts counts{made.rows, made.created, made.changed, made.unchanged, made.refused};
  database::execute(
      sql,
      "update customer_import set fields = :fields, state = :state, counts = :counts, why = :why"
      " where org = :org and id = :id",
      contract::encode(static_cast<const ImportFields&>(made)), made.state, contract::encode(counts),
      made.why, org, made.id);
}

namespace {

struct Line {
  std::int64_t id = 0;
  CustomerId customer;
  bool is_new = false;
  std::string changes;
};

// Whoever has talked with us since, is at home on our pages, has a case or is held, stays.
bool is_met(database::Session& sql, OrgId org, CustomerId id) {
  return database::first<std::int64_t>(
             sql,
             "select 1 from interaction where org = :org and customer = :id"
             " union all select 1 from case_record where org = :org and customer = :id"
             " union all select 1 from chat_visitor where org = :org and customer = :id"
             " union all select 1 from community_member where org = :org and customer = :id"
             " union all select 1 from reader_customer where org = :org and customer = :id"
             " union all select 1 from advice_outcome where org = :org and customer = :id"
             " union all select 1 from legal_hold where org = :org and kind = 0 and target = :id limit 1",
             org, id)
      .has_value();
}

void undo_line(org::Change& change, const Line& line, UndoneImport& undone) {
  const auto made = contract::decode<std::vector<customers::FieldChange>>(line.changes)
                        .value_or(std::vector<customers::FieldChange>{});
  bool is_whole = false;
  if (line.is_new) {
    is_whole = !is_met(change.sql, change.org(), line.customer) &&
               customers::remove_fresh(change, line.customer, made);
    undone.removed += is_whole ? 1 : 0;
  } else {
    is_whole = customers::take_back(change, line.customer, made).empty();
    undone.restored += is_whole ? 1 : 0;
  }
  database::execute(change.sql, "delete from customer_import_row where org = :org and id = :id", change.org(),
                    line.id);
  if (is_whole) return;
  ++undone.left;
  if (undone.left_ids.size() < left_shown_max) undone.left_ids.push_back(line.customer);
}

}  // namespace

Result<UndoneImport> undo_import(org::Changes& changes, const org::By& by, ImportId id) {
  UndoneImport all;
  for (bool has_more = true; has_more;) {
    UndoneImport step;
    auto done = changes.make<bool>(by, "", [&](org::Change& change) -> Result<bool> {
      step = {};
      auto import = find_import(change.sql, change.org(), id);
      if (!import) return org::no_such("customer_import", id.value);
      if (import->state != ImportState::done && import->state != ImportState::failed)
        return fail(ErrorCode::conflict, "not_done", "only an import that has ended can be undone");
      // Backwards: a customer may stand in two lines.
      auto lines = database::all<std::int64_t, CustomerId, bool, std::string>(
          change.sql,
          "select id, customer, is_new, changes from customer_import_row where org = :org and import = "
          ":import"
          " order by id desc limit :most",
          change.org(), id, rows_per_commit);
      for (auto& [row, customer, is_new, made] : lines)
        undo_line(change, {row, customer, is_new, std::move(made)}, step);
      const bool is_last = lines.size() < rows_per_commit;
      if (is_last) {
        import->state = ImportState::undone;
        save_import(change.sql, change.org(), *import);
        change.audit({"undo", "customer_import", id.value});
      }
      step.import = *import;
      return !is_last;
    });
    if (!done) return tl::unexpected<Error>(done.error());
    all.import = step.import;
    all.removed += step.removed;
    all.restored += step.restored;
    all.left += step.left;
    for (const CustomerId left : step.left_ids)
      if (all.left_ids.size() < left_shown_max) all.left_ids.push_back(left);
    has_more = *done;
  }
  return all;
}

std::string refused_table(database::Session& sql, OrgId org, const CustomerImport& of) {
  const char delimiter = of.delimiter.empty() ? ',' : of.delimiter.front();
  std::string table = "\xEF\xBB\xBF";  // spreadsheets take it for UTF-8 then
  bool is_first = true;
  database::each<std::int64_t, std::string, std::string>(
      sql,
      "select line, fields, what from customer_import_refusal where org = :org and import = :import order by "
      "id",
      [&](std::int64_t line, const std::string& fields, const std::string& what) {
        auto row = contract::decode<std::vector<std::string>>(fields).value_or(std::vector<std::string>{});
        // The first one kept is the header.
        row.push_back(is_first ? "line" : std::to_string(line));
        row.push_back(is_first ? "what is wrong" : what);
        table += csv::line_of(row, delimiter);
        is_first = false;
      },
      org, of.id);
  return table;
}

}  // namespace rapport::imports
