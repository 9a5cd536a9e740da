#include "cases/case_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "platform/contract/json.h"
#include "platform/database/statement.h"

namespace rapport::cases {
namespace {

constexpr const char* case_tables =
    "create table case_record (org bigint not null, id bigint not null, number bigint not null, subject text "
    "not null,"
    " type bigint not null, status integer not null, priority integer not null,"
    " segment text not null, customer bigint not null, assignee bigint not null, team bigint not null,"
    " tags text not null, fields text not null, checklist text not null, parent bigint not null,"
    " merged_into bigint not null, follow_up_to bigint not null, created_us bigint not null,"
    " updated_us bigint not null, touched_us bigint not null, status_since_us bigint not null,"
    " solved_us bigint, closed_us bigint, version bigint not null, is_open integer not null,"
    " breached integer not null, due_us bigint not null, look_us bigint not null, clocks text not null,"
    " primary key (org, id));"
    "create unique index case_by_number on case_record (org, number);"
    "create index case_by_due on case_record (org, is_open, due_us, id);"
    "create index case_by_updated on case_record (org, is_open, updated_us, id);"
    "create index case_by_created on case_record (org, created_us, id);"
    "create index case_by_priority on case_record (org, is_open, priority, id);"
    "create index case_by_assignee on case_record (org, assignee, is_open, due_us, id);"
    "create index case_by_team on case_record (org, team, is_open, due_us, id);"
    "create index case_by_customer on case_record (org, customer, id);"
    "create index case_by_parent on case_record (org, parent, id);"
    "create index case_by_survivor on case_record (org, merged_into, id);"
    "create index case_by_look on case_record (org, is_open, look_us);"
    "create index case_by_solved on case_record (org, status, solved_us);"
    "create index case_by_type on case_record (org, type);"
    "create table case_number (org bigint not null primary key, last bigint not null);"
    "create table case_tag (org bigint not null, tag text not null, case_id bigint not null,"
    " primary key (org, tag, case_id));"
    "create index case_tag_by_case on case_tag (org, case_id);"
    "create table case_event (org bigint not null, id bigint not null, case_id bigint not null, via bigint "
    "not null,"
    " at_us bigint not null, kind integer not null, user_id bigint not null, customer bigint not null,"
    " by_customer integer not null, is_public integer not null, status integer, text text not null,"
    " changes text not null, interaction bigint not null, other bigint not null, by_rule text not null,"
    " version bigint not null, event_key text, primary key (org, id));"
    "create index case_event_by_case on case_event (org, case_id, id);"
    "create index case_event_by_via on case_event (org, via);"
    "create unique index case_event_by_key on case_event (org, case_id, event_key);"
    "create table case_link (org bigint not null, case_id bigint not null, interaction bigint not null,"
    " is_work integer not null, at_us bigint not null, primary key (org, case_id, interaction));"
    "create index case_link_by_interaction on case_link (org, interaction, case_id);"
    "create table case_follower (org bigint not null, case_id bigint not null, user_id bigint not null,"
    " at_us bigint not null, primary key (org, case_id, user_id));"
    "create index case_follower_by_user on case_follower (org, user_id, case_id);"
    "create table case_kept (org bigint not null, kind integer not null, id bigint not null, name text not "
    "null,"
    " body text not null, primary key (org, kind, id));"
    "create unique index case_kept_by_name on case_kept (org, kind, name);"
    "create table case_view (org bigint not null, id bigint not null, owner bigint not null, name text not "
    "null,"
    " is_shared integer not null, filter text not null, primary key (org, id));"
    "create index case_view_by_owner on case_view (org, owner)";

constexpr const char* case_columns =
    "id, number, subject, type, status, priority, segment, customer, assignee, team, tags, fields, checklist,"
    " parent, merged_into, follow_up_to, created_us, updated_us, touched_us, status_since_us, solved_us,"
    " closed_us, version, due_us, clocks";

constexpr Instant no_due{std::numeric_limits<std::int64_t>::max()};

using Values = std::vector<database::Value>;

template <class SomeId>
std::optional<SomeId> id_or_none(const database::Value& value) {
  const std::int64_t id = std::get<std::int64_t>(value);
  return id != 0 ? std::optional<SomeId>{SomeId{id}} : std::nullopt;
}
template <class SomeId>
SomeId or_zero(const std::optional<SomeId>& id) {
  return id.value_or(SomeId{});
}
std::optional<Instant> instant_or_none(const database::Value& value) {
  if (std::holds_alternative<std::monostate>(value)) return std::nullopt;
  return Instant{std::get<std::int64_t>(value)};
}
template <class T>
T from_json(const database::Value& value) {
  return contract::decode<T>(std::get<std::string>(value), {.ignores_unknown = true}).value_or(T{});
}
std::int64_t number_in(const database::Value& value) {
  return std::get<std::int64_t>(value);
}

Case case_from(Values& row) {
  Case made;
  made.id = {number_in(row[0])};
  made.number = case_number(number_in(row[1]));
  made.subject = std::move(std::get<std::string>(row[2]));
  made.type_id = id_or_none<CaseTypeId>(row[3]);
  made.status = static_cast<CaseStatus>(number_in(row[4]));
  made.priority = static_cast<CasePriority>(number_in(row[5]));
  made.segment = std::move(std::get<std::string>(row[6]));
  made.customer_id = id_or_none<CustomerId>(row[7]);
  made.assignee_id = id_or_none<UserId>(row[8]);
  made.team_id = id_or_none<TeamId>(row[9]);
  made.tags = from_json<std::vector<std::string>>(row[10]);
  made.fields = from_json<std::map<std::string, std::string>>(row[11]);
  made.checklist = from_json<std::vector<CaseStep>>(row[12]);
  made.parent_id = id_or_none<CaseId>(row[13]);
  made.merged_into_id = id_or_none<CaseId>(row[14]);
  made.follow_up_to_id = id_or_none<CaseId>(row[15]);
  made.created_at = {number_in(row[16])};
  made.updated_at = {number_in(row[17])};
  made.touched_at = {number_in(row[18])};
  made.status_since = {number_in(row[19])};
  made.solved_at = instant_or_none(row[20]);
  made.closed_at = instant_or_none(row[21]);
  made.version = number_in(row[22]);
  if (number_in(row[23]) != no_due.us) made.due_at = Instant{number_in(row[23])};
  made.clocks = from_json<CaseClocks>(row[24]);
  return made;
}

const std::vector<database::Kind>& case_kinds() {
  using database::Kind;
  static const std::vector<Kind> kinds = {
      Kind::integer, Kind::integer, Kind::text,    Kind::integer, Kind::integer, Kind::integer, Kind::text,
      Kind::integer, Kind::integer, Kind::integer, Kind::text,    Kind::text,    Kind::text,    Kind::integer,
      Kind::integer, Kind::integer, Kind::integer, Kind::integer, Kind::integer, Kind::integer, Kind::integer,
      Kind::integer, Kind::integer, Kind::integer, Kind::text};
  return kinds;
}

std::vector<Case> select_cases(database::Session& sql, const std::string& rest, const Values& values) {
  std::vector<Case> found;
  sql.statements().fetch(sql, fmt::format("select {} from case_record {}", case_columns, rest), values,
                         case_kinds(), [&](Values& row) {
                           found.push_back(case_from(row));
                           return true;
                         });
  return found;
}

template <class... Parameters>
std::vector<Case> select_cases_by(database::Session& sql, const std::string& rest,
                                  const Parameters&... parameters) {
  return select_cases(sql, rest, database::detail::values_of(parameters...));
}

// "(:p1, :p2, …)" for a list of ids, padded to a power of two with 0 so that few texts are prepared.
std::string id_list(Values& values, const std::vector<CaseId>& ids) {
  std::size_t room = 1;
  while (room < ids.size())
    room *= 2;
  std::string text = "(";
  for (std::size_t i = 0; i < room; ++i) {
    text += fmt::format("{}:p{}", i == 0 ? "" : ", ", values.size());
    values.emplace_back(std::in_place_type<std::int64_t>, i < ids.size() ? ids[i].value : 0);
  }
  return text + ")";
}

bool open_now(const Case& which) {
  return is_live(which.status) && !which.merged_into_id;
}

void write_tags(database::Session& sql, OrgId org, const Case& which) {
  database::execute(sql, "delete from case_tag where org = :org and case_id = :id", org, which.id);
  for (const std::string& tag : which.tags)
    database::execute(sql, "insert into case_tag (org, tag, case_id) values (:org, :tag, :id)", org, tag,
                      which.id);
}

constexpr const char* event_columns =
    "id, case_id, via, at_us, kind, user_id, customer, by_customer, is_public, text, changes, interaction, "
    "other,"
    " by_rule, version";

CaseEvent event_from(Values& row) {
  CaseEvent event;
  event.id = {number_in(row[0])};
  event.case_id = {number_in(row[1])};
  event.via_id = id_or_none<CaseId>(row[2]);
  event.at = {number_in(row[3])};
  event.kind = static_cast<CaseEventKind>(number_in(row[4]));
  event.user_id = id_or_none<UserId>(row[5]);
  event.customer_id = id_or_none<CustomerId>(row[6]);
  event.is_by_customer = number_in(row[7]) != 0;
  event.is_public = number_in(row[8]) != 0;
  event.text = std::move(std::get<std::string>(row[9]));
  event.changes = from_json<std::vector<CaseDifference>>(row[10]);
  event.interaction_id = id_or_none<InteractionId>(row[11]);
  event.other_id = id_or_none<CaseId>(row[12]);
  event.by_rule = std::move(std::get<std::string>(row[13]));
  event.version = number_in(row[14]);
  return event;
}

std::vector<CaseEvent> select_events(database::Session& sql, const std::string& rest, const Values& values) {
  using database::Kind;
  static const std::vector<Kind> kinds = {Kind::integer, Kind::integer, Kind::integer, Kind::integer,
                                          Kind::integer, Kind::integer, Kind::integer, Kind::integer,
                                          Kind::integer, Kind::text,    Kind::text,    Kind::integer,
                                          Kind::integer, Kind::text,    Kind::integer};
  std::vector<CaseEvent> found;
  sql.statements().fetch(sql, fmt::format("select {} from case_event {}", event_columns, rest), values, kinds,
                         [&](Values& row) {
                           found.push_back(event_from(row));
                           return true;
                         });
  return found;
}

std::optional<CaseStatus> status_in(const CaseEvent& event) {
  for (const CaseDifference& change : event.changes) {
    if (change.field != "status") continue;
    for (int i = 0; i <= static_cast<int>(CaseStatus::closed); ++i)
      if (change.to == name_of(static_cast<CaseStatus>(i))) return static_cast<CaseStatus>(i);
  }
  return std::nullopt;
}

}  // namespace

std::vector<database::Migration> case_migrations() {
  return {{0, "cases", case_tables, ""}};
}

std::vector<database::Migration> case_file_migrations() {
  return {{0, "files of cases",
           "create table case_file (org bigint not null, attachment bigint not null, case_id bigint not null,"
           " words bigint not null, primary key (org, attachment));"
           "create index case_file_by_words on case_file (org, words);"
           "create index case_file_by_case on case_file (org, case_id)",
           ""}};
}

std::optional<Case> CaseStore::find(Session& sql, OrgId org, CaseId id) {
  auto found = select_cases_by(sql, "where org = :org and id = :id", org, id);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Case> CaseStore::find_many(Session& sql, OrgId org, const std::vector<CaseId>& ids) {
  if (ids.empty()) return {};
  Values values{org.value};
  const std::string list = id_list(values, ids);
  return select_cases(sql, "where org = :p0 and id in " + list, values);
}

std::vector<Case> CaseStore::list(Session& sql, OrgId org, UserId me, const CaseFilter& filter,
                                  const std::optional<CaseMark>& after, std::int64_t most) {
  CaseQuery query = query_of(org, me, filter, after);
  query.values.emplace_back(std::in_place_type<std::int64_t>, most);
  return select_cases(sql, query.where + query.order + " limit :most", query.values);
}

std::int64_t CaseStore::count(Session& sql, OrgId org, UserId me, const CaseFilter& filter) {
  CaseQuery query = query_of(org, me, filter, std::nullopt);
  query.values.emplace_back(std::in_place_type<std::int64_t>, count_max);
  std::int64_t count = 0;
  sql.statements().fetch(
      sql,
      fmt::format("select count(*) from (select 1 as one from case_record {} limit :most) as counted",
                  query.where),
      query.values, {database::Kind::integer}, [&](Values& row) {
        count = number_in(row[0]);
        return false;
      });
  return count;
}

CaseMark CaseStore::mark_of(const Case& which, CaseSort sort) {
  switch (sort) {
    case CaseSort::due:
      return {which.due_at.value_or(no_due).us, which.id};
    case CaseSort::updated:
      return {which.updated_at.us, which.id};
    case CaseSort::created:
      return {which.created_at.us, which.id};
    case CaseSort::priority:
      return {static_cast<std::int64_t>(which.priority), which.id};
  }
  return {};
}

std::int64_t CaseStore::next_number(Session& sql, OrgId org) {
  constexpr std::int64_t first_number = 1'001;
  if (database::execute(sql, "update case_number set last = last + 1 where org = :org", org) == 0)
    database::execute(sql, "insert into case_number (org, last) values (:org, :first)", org, first_number);
  return *database::first<std::int64_t>(sql, "select last from case_number where org = :org", org);
}

void CaseStore::insert(Session& sql, OrgId org, const Case& made, Instant look) {
  database::execute(
      sql,
      "insert into case_record (org, id, number, subject, type, status, priority, segment, customer, "
      "assignee,"
      " team, tags, fields, checklist, parent, merged_into, follow_up_to, created_us, updated_us, touched_us,"
      " status_since_us, solved_us, closed_us, version, is_open, breached, due_us, look_us, clocks) values"
      " (:org, :id, :number, :subject, :type, :status, :priority, :segment, :customer, :assignee, :team, "
      ":tags,"
      " :fields, :checklist, :parent, :merged, :follow, :created, :updated, :touched, :since, :solved, "
      ":closed,"
      " :version, :open, :breached, :due, :look, :clocks)",
      org, made.id, parse_case_number(made.number), made.subject, or_zero(made.type_id), made.status,
      made.priority, made.segment, or_zero(made.customer_id), or_zero(made.assignee_id),
      or_zero(made.team_id), contract::encode(made.tags), contract::encode(made.fields),
      contract::encode(made.checklist), or_zero(made.parent_id), or_zero(made.merged_into_id),
      or_zero(made.follow_up_to_id), made.created_at, made.updated_at, made.touched_at, made.status_since,
      made.solved_at, made.closed_at, made.version, open_now(made), is_breached(made.clocks),
      made.due_at.value_or(no_due), look, contract::encode(made.clocks));
  write_tags(sql, org, made);
}

void CaseStore::update(Session& sql, OrgId org, const Case& after, Instant look) {
  database::execute(
      sql,
      "update case_record set subject = :subject, type = :type, status = :status, priority = :priority,"
      " segment = :segment, customer = :customer, assignee = :assignee, team = :team, tags = :tags,"
      " fields = :fields, checklist = :checklist, parent = :parent, merged_into = :merged, updated_us = "
      ":updated,"
      " touched_us = :touched, status_since_us = :since, solved_us = :solved, closed_us = :closed,"
      " version = :version, is_open = :open, breached = :breached, due_us = :due, look_us = :look,"
      " clocks = :clocks where org = :org and id = :id",
      after.subject, or_zero(after.type_id), after.status, after.priority, after.segment,
      or_zero(after.customer_id), or_zero(after.assignee_id), or_zero(after.team_id),
      contract::encode(after.tags), contract::encode(after.fields), contract::encode(after.checklist),
      or_zero(after.parent_id), or_zero(after.merged_into_id), after.updated_at, after.touched_at,
      after.status_since, after.solved_at, after.closed_at, after.version, open_now(after),
      is_breached(after.clocks), after.due_at.value_or(no_due), look, contract::encode(after.clocks), org,
      after.id);
  write_tags(sql, org, after);
}

std::int64_t CaseStore::children_open(Session& sql, OrgId org, CaseId parent) {
  return *database::first<std::int64_t>(
      sql, "select count(*) from case_record where org = :org and parent = :parent and is_open = 1", org,
      parent);
}

std::int64_t CaseStore::children(Session& sql, OrgId org, CaseId parent) {
  return *database::first<std::int64_t>(
      sql, "select count(*) from case_record where org = :org and parent = :parent", org, parent);
}

bool CaseStore::has_type(Session& sql, OrgId org, CaseTypeId type) {
  return database::first<std::int64_t>(
             sql, "select 1 from case_record where org = :org and type = :type limit 1", org, type)
      .has_value();
}

std::vector<CaseId> CaseStore::family(Session& sql, OrgId org, CaseId survivor) {
  std::vector<CaseId> all{survivor};
  for (std::size_t i = 0; i < all.size() && all.size() <= static_cast<std::size_t>(merged_max); ++i)
    for (const CaseId id : database::all<CaseId>(
             sql,
             "select id from case_record where org = :org and merged_into = :into order by id limit :most",
             org, all[i], merged_max))
      all.push_back(id);
  return all;
}

bool CaseStore::add_event(Session& sql, OrgId org, const CaseEvent& event, const std::string& key) {
  if (!key.empty() && has_key(sql, org, event.case_id, key)) return false;
  const std::optional<CaseStatus> status =
      event.kind == CaseEventKind::opened ? CaseStatus::fresh : status_in(event);
  database::execute(
      sql,
      "insert into case_event (org, id, case_id, via, at_us, kind, user_id, customer, by_customer, is_public,"
      " status, text, changes, interaction, other, by_rule, version, event_key) values (:org, :id, :case, "
      ":via,"
      " :at, :kind, :user, :customer, :by, :public, :status, :text, :changes, :interaction, :other, :rule,"
      " :version, :key)",
      org, event.id, event.case_id, or_zero(event.via_id), event.at, event.kind, or_zero(event.user_id),
      or_zero(event.customer_id), event.is_by_customer, event.is_public, status, event.text,
      contract::encode(event.changes), or_zero(event.interaction_id), or_zero(event.other_id), event.by_rule,
      event.version, key.empty() ? std::optional<std::string>() : std::optional<std::string>(key));
  return true;
}

void CaseStore::make_note(Session& sql, OrgId org, CaseEventId event) {
  database::execute(sql, "update case_event set is_public = 0 where org = :org and id = :id", org, event);
}

bool CaseStore::has_key(Session& sql, OrgId org, CaseId id, const std::string& key) {
  return database::first<std::int64_t>(
             sql, "select 1 from case_event where org = :org and case_id = :case and event_key = :key", org,
             id, key)
      .has_value();
}

std::vector<CaseEvent> CaseStore::events(Session& sql, OrgId org, const std::vector<CaseId>& cases,
                                         CaseEventId after, std::int64_t most) {
  Values values{org.value};
  const std::string list = id_list(values, cases);
  const std::string via = fmt::format(":p{}", values.size());
  values.emplace_back(std::in_place_type<std::int64_t>, cases.front().value);
  const std::string from = fmt::format(":p{}", values.size());
  values.emplace_back(std::in_place_type<std::int64_t>, after.value);
  const std::string limit = fmt::format(":p{}", values.size());
  values.emplace_back(std::in_place_type<std::int64_t>, most);
  return select_events(sql,
                       "where org = :p0 and (case_id in " + list + " or via = " + via + ") and id > " + from +
                           " order by id limit " + limit,
                       values);
}

std::vector<CaseEvent> CaseStore::events_since(Session& sql, OrgId org, CaseId id, std::int64_t version) {
  return select_events(sql, "where org = :org and case_id = :id and version > :version order by id limit 100",
                       {org.value, id.value, version});
}

void CaseStore::add_files(Session& sql, OrgId org, const CaseEvent& words,
                          const std::vector<AttachmentId>& files) {
  for (const AttachmentId file : files)
    database::execute(sql,
                      "insert into case_file (org, attachment, case_id, words) values (:org, :file, :case,"
                      " :words)",
                      org, file, words.case_id, words.id);
}

void CaseStore::put_files(Session& sql, OrgId org, std::vector<CaseEvent>& events) {
  for (CaseEvent& event : events) {
    if (event.kind != CaseEventKind::comment || !event.is_by_customer) continue;
    database::each<AttachmentId, std::string, std::string, std::int64_t>(
        sql,
        "select a.id, a.name, a.type, a.bytes from case_file f join attachment a on a.org = f.org"
        " and a.id = f.attachment where f.org = :org and f.words = :words order by a.id",
        [&](AttachmentId id, std::string name, std::string type, std::int64_t bytes) {
          event.files.push_back({id, std::move(name), std::move(type), bytes});
        },
        org, event.id);
  }
}

std::int64_t CaseStore::event_count(Session& sql, OrgId org, CaseId id) {
  return *database::first<std::int64_t>(
      sql, "select count(*) from case_event where org = :org and case_id = :id", org, id);
}

std::vector<Moment> CaseStore::moments(Session& sql, OrgId org, CaseId id) {
  std::vector<Moment> moments;
  database::each<Instant, CaseEventKind, bool, bool, std::optional<CaseStatus>>(
      sql,
      "select at_us, kind, by_customer, is_public, status from case_event where org = :org and case_id = :id"
      " and (status is not null or is_public = 1) order by at_us, id",
      [&](Instant at, CaseEventKind kind, bool by_customer, bool is_public,
          std::optional<CaseStatus> status) {
        if (kind == CaseEventKind::opened) moments.push_back({at, MomentKind::opened, CaseStatus::fresh});
        if ((kind == CaseEventKind::comment || kind == CaseEventKind::spoken) && is_public)
          moments.push_back(
              {at, by_customer ? MomentKind::customer_reply : MomentKind::agent_reply, CaseStatus::fresh});
        if (kind != CaseEventKind::opened && status) moments.push_back({at, MomentKind::status, *status});
      },
      org, id);
  return moments;
}

bool CaseStore::link(Session& sql, OrgId org, CaseId id, InteractionId interaction, bool is_work,
                     Instant at) {
  return database::execute(sql,
                           "insert into case_link (org, case_id, interaction, is_work, at_us) values (:org, "
                           ":case, :interaction,"
                           " :work, :at) on conflict do nothing",
                           org, id, interaction, is_work, at) > 0;
}

bool CaseStore::unlink(Session& sql, OrgId org, CaseId id, InteractionId interaction) {
  return database::execute(
             sql, "delete from case_link where org = :org and case_id = :case and interaction = :interaction",
             org, id, interaction) > 0;
}

std::vector<CaseStore::Link> CaseStore::links(Session& sql, OrgId org, const std::vector<CaseId>& cases) {
  Values values{org.value};
  const std::string list = id_list(values, cases);
  const std::string limit = fmt::format(":p{}", values.size());
  values.emplace_back(std::in_place_type<std::int64_t>, links_max);
  std::vector<Link> found;
  sql.statements().fetch(
      sql,
      "select case_id, interaction, is_work, at_us from case_link where org = :p0 and case_id in " + list +
          " order by at_us, interaction limit " + limit,
      values, std::vector<database::Kind>(4, database::Kind::integer), [&](Values& row) {
        found.push_back(
            {{number_in(row[0])}, {number_in(row[1])}, number_in(row[2]) != 0, {number_in(row[3])}});
        return true;
      });
  return found;
}

std::vector<CaseStore::Opened> CaseStore::opened_by(Session& sql, OrgId org,
                                                    const std::vector<CustomerId>& customers, CaseId before,
                                                    const std::string& words, std::int64_t most) {
  std::vector<Opened> found;
  const CaseId end = before ? before : CaseId{std::numeric_limits<std::int64_t>::max()};
  for (const CustomerId customer : customers)
    database::each<CaseId, std::int64_t, std::string, CaseStatus, Instant, std::string>(
        sql,
        "select id, number, subject, status, created_us, tags from case_record c where org = :org"
        " and customer = :customer and id < :before and (:words = '' or lower(subject) like :pattern escape"
        " '\\' or exists (select 1 from case_event e where e.org = c.org and e.case_id = c.id"
        " and lower(e.text) like :pattern escape '\\')) order by id desc limit :most",
        [&](CaseId id, std::int64_t number, std::string subject, CaseStatus status, Instant at,
            const std::string& tags) {
          found.push_back(
              {id, number, std::move(subject), status, at,
               contract::decode<std::vector<std::string>>(tags).value_or(std::vector<std::string>()), "",
               false});
        },
        org, customer, end, words, like_pattern(words), most);
  std::sort(found.begin(), found.end(), [](const Opened& a, const Opened& b) { return b.id < a.id; });
  if (found.size() > static_cast<std::size_t>(most)) found.resize(static_cast<std::size_t>(most));
  for (Opened& one : found) {
    auto first = database::first<std::string>(
        sql,
        "select text from case_event where org = :org and case_id = :case and at_us = :created"
        " and kind = :comment and by_customer = 1 order by id limit 1",
        org, one.id, one.created_at, CaseEventKind::comment);
    if (!first) continue;
    one.is_by_customer = true;
    one.first_words = std::move(*first);
  }
  return found;
}

std::vector<CaseId> CaseStore::cases_of(Session& sql, OrgId org, InteractionId interaction) {
  return database::all<CaseId>(sql,
                               "select case_id from case_link where org = :org and interaction = "
                               ":interaction order by case_id limit 50",
                               org, interaction);
}

bool CaseStore::follow(Session& sql, OrgId org, CaseId id, UserId user, bool follows, Instant at) {
  if (!follows)
    return database::execute(
               sql, "delete from case_follower where org = :org and case_id = :case and user_id = :user", org,
               id, user) > 0;
  return database::execute(
             sql,
             "insert into case_follower (org, case_id, user_id, at_us) values (:org, :case, :user, :at)"
             " on conflict do nothing",
             org, id, user, at) > 0;
}

std::vector<UserId> CaseStore::followers(Session& sql, OrgId org, CaseId id) {
  return database::all<UserId>(
      sql,
      "select user_id from case_follower where org = :org and case_id = :case order by user_id limit :most",
      org, id, followers_max);
}

std::vector<OrgId> CaseStore::organisations(Session& sql) {
  return database::all<OrgId>(sql, "select org from case_number order by org");
}

std::vector<Case> CaseStore::due_for_a_look(Session& sql, OrgId org, Instant now, std::int64_t most) {
  return select_cases_by(sql,
                         "where org = :org and is_open = 1 and look_us <= :now order by look_us limit :most",
                         org, now, most);
}

std::vector<CaseId> CaseStore::solved_before(Session& sql, OrgId org, Instant before, std::int64_t most) {
  return database::all<CaseId>(
      sql,
      "select id from case_record where org = :org and status = :solved and solved_us <= :before and"
      " merged_into = 0 order by solved_us limit :most",
      org, CaseStatus::solved, before, most);
}

std::vector<Case> CaseStore::open_after(Session& sql, OrgId org, CaseId after, std::int64_t most) {
  return select_cases_by(sql, "where org = :org and is_open = 1 and id > :after order by id limit :most", org,
                         after, most);
}

}  // namespace rapport::cases
