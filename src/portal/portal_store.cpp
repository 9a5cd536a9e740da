#include "portal/portal_store.h"

#include "platform/contract/json.h"
#include "platform/database/statement.h"

namespace rapport::portal {
namespace {

constexpr const char* portal_tables =
    "create table portal_settings (org bigint primary key, body text not null, logo text not null,"
    " logo_type text not null);"
    "create table portal_attempt (org bigint not null, what integer not null, who text not null,"
    " at_us bigint not null);"
    "create index portal_attempt_by_who on portal_attempt (org, what, who, at_us);"
    "create index portal_attempt_by_time on portal_attempt (at_us);"
    "create table portal_link (org bigint not null, digest text not null, email text not null,"
    " then_path text not null, expires_us bigint not null, is_used integer not null,"
    " primary key (org, digest));"
    "create index portal_link_by_end on portal_link (expires_us);"
    "create table portal_session (org bigint not null, digest text not null, email text not null,"
    " customer bigint not null, expires_us bigint not null, primary key (org, digest));"
    "create index portal_session_by_end on portal_session (expires_us);"
    "create table portal_writer (org bigint not null, email text not null, customer bigint not null,"
    " reader text not null, at_us bigint not null, primary key (org, email, customer))";

constexpr Duration attempts_kept = hours(24);

template <class Work>
Result<void> in_writer(database::Database& database, Work work) {
  return database.write<void>(std::function<Result<void>(database::Session&)>(std::move(work))).get();
}

}  // namespace

std::vector<database::Migration> portal_migrations() {
  return {{0, "the customers' portal", portal_tables, ""}};
}

PortalSettings PortalStore::settings(database::Session& sql, OrgId org) {
  const auto row = database::first<std::string, std::string>(
      sql, "select body, logo from portal_settings where org = :org", org);
  PortalSettings settings;
  if (!row) return settings;
  if (const std::string& body = std::get<0>(*row); !body.empty())
    settings = contract::decode<PortalSettings>(body, {.ignores_unknown = true}).value_or(PortalSettings{});
  settings.has_logo = !std::get<1>(*row).empty();
  return settings;
}

Result<PortalSettings> PortalStore::settings(OrgId org) {
  return database_.read([&](database::Session& sql) -> Result<PortalSettings> { return settings(sql, org); });
}

void PortalStore::set_settings(org::Change& change, const PortalSettings& settings) {
  database::execute(change.sql,
                    "insert into portal_settings (org, body, logo, logo_type) values (:org, :body, '', '')"
                    " on conflict (org) do update set body = excluded.body",
                    change.org(), contract::encode(settings));
}

Result<std::optional<Logo>> PortalStore::logo(OrgId org) {
  return database_.read([&](database::Session& sql) -> Result<std::optional<Logo>> {
    auto row = database::first<std::string, std::string>(
        sql, "select logo, logo_type from portal_settings where org = :org", org);
    if (!row || std::get<0>(*row).empty()) return std::optional<Logo>{};
    return std::optional<Logo>{Logo{std::get<0>(*row), std::get<1>(*row)}};
  });
}

void PortalStore::set_logo(org::Change& change, const std::optional<Logo>& logo) {
  const Logo kept = logo.value_or(Logo{});
  database::execute(change.sql,
                    "insert into portal_settings (org, body, logo, logo_type) values (:org, '', :logo, :type)"
                    " on conflict (org) do update set logo = excluded.logo, logo_type = excluded.logo_type",
                    change.org(), kept.digest, kept.type);
}

Result<bool> PortalStore::count(OrgId org, Attempt what, const std::string& key,
                                const std::vector<AttemptLimit>& limits, Instant now) {
  return database_
      .write<bool>([=](database::Session& sql) -> Result<bool> {
        database::execute(sql, "delete from portal_attempt where at_us < :before", now - attempts_kept);
        for (const AttemptLimit& limit : limits) {
          const auto tried = *database::first<std::int64_t>(
              sql,
              "select count(*) from portal_attempt where org = :org and what = :what and who = :who"
              " and at_us > :since",
              org, what, key, now - limit.within);
          if (tried >= limit.most) return false;
        }
        database::execute(
            sql, "insert into portal_attempt (org, what, who, at_us) values (:org, :what, :who, :at)", org,
            what, key, now);
        return true;
      })
      .get();
}

Result<void> PortalStore::add_link(OrgId org, const std::string& digest, const std::string& email,
                                   const std::string& then, Instant now) {
  return in_writer(database_, [=](database::Session& sql) -> Result<void> {
    database::execute(sql, "delete from portal_link where expires_us < :now", now);
    database::execute(sql,
                      "insert into portal_link (org, digest, email, then_path, expires_us, is_used)"
                      " values (:org, :digest, :email, :then, :expires, 0)",
                      org, digest, email, then, now + link_lifetime);
    return {};
  });
}

Result<std::optional<PortalStore::Used>> PortalStore::use_link(OrgId org, const std::string& digest,
                                                               Instant now) {
  return database_
      .write<std::optional<Used>>([=](database::Session& sql) -> Result<std::optional<Used>> {
        if (database::execute(sql,
                              "update portal_link set is_used = 1 where org = :org and digest = :digest"
                              " and is_used = 0 and expires_us >= :now",
                              org, digest, now) == 0)
          return std::optional<Used>{};
        auto row = database::first<std::string, std::string>(
            sql, "select email, then_path from portal_link where org = :org and digest = :digest", org,
            digest);
        return std::optional<Used>{Used{std::get<0>(*row), std::get<1>(*row)}};
      })
      .get();
}

Result<void> PortalStore::add_session(OrgId org, const std::string& digest, const PortalSession& session,
                                      Instant now) {
  return in_writer(database_, [=](database::Session& sql) -> Result<void> {
    database::execute(sql, "delete from portal_session where expires_us < :now", now);
    database::execute(sql,
                      "insert into portal_session (org, digest, email, customer, expires_us)"
                      " values (:org, :digest, :email, :customer, :expires)",
                      org, digest, session.email, session.customer, now + session_lifetime);
    return {};
  });
}

Result<std::optional<PortalSession>> PortalStore::session(OrgId org, const std::string& digest, Instant now) {
  return database_.read([&](database::Session& sql) -> Result<std::optional<PortalSession>> {
    auto row = database::first<std::string, CustomerId>(
        sql,
        "select email, customer from portal_session where org = :org and digest = :digest"
        " and expires_us >= :now",
        org, digest, now);
    if (!row) return std::optional<PortalSession>{};
    return std::optional<PortalSession>{PortalSession{std::get<0>(*row), std::get<1>(*row)}};
  });
}

Result<void> PortalStore::end_session(OrgId org, const std::string& digest) {
  return in_writer(database_, [=](database::Session& sql) -> Result<void> {
    database::execute(sql, "delete from portal_session where org = :org and digest = :digest", org, digest);
    return {};
  });
}

Result<void> PortalStore::add_writer(OrgId org, const std::string& email, const Writer& writer, Instant now) {
  return in_writer(database_, [=](database::Session& sql) -> Result<void> {
    database::execute(sql,
                      "insert into portal_writer (org, email, customer, reader, at_us) values (:org, :email,"
                      " :customer, :reader, :at) on conflict do nothing",
                      org, email, writer.customer, writer.reader, now);
    return {};
  });
}

Result<std::vector<PortalStore::Writer>> PortalStore::writers(OrgId org, const std::string& email) {
  return database_.read([&](database::Session& sql) -> Result<std::vector<Writer>> {
    std::vector<Writer> all;
    database::each<CustomerId, std::string>(
        sql,
        "select customer, reader from portal_writer where org = :org and email = :email"
        " order by customer desc limit 200",
        [&all](CustomerId customer, std::string reader) {
          all.push_back({customer, std::move(reader)});
        },
        org, email);
    return all;
  });
}

}  // namespace rapport::portal
