#include "channels/webchat/visitor_store.h"

#include <tuple>
#include <utility>

#include "platform/database/statement.h"

namespace rapport::webchat {
namespace {

std::optional<Started> newest_of(database::Session& sql, const Visitor& visitor) {
  auto row = database::first<InteractionId, InteractionId, Instant>(
      sql,
      "select interaction, previous_interaction, started_us from chat_conversation"
      " where org = :org and visitor = :visitor order by interaction desc limit 1",
      visitor.org, visitor.digest);
  if (!row) return std::nullopt;
  const auto& [interaction, previous, at] = *row;
  return Started{interaction, previous, at};
}

}  // namespace

std::vector<database::Migration> visitor_migrations() {
  return {
      {0, "chat visitors",
       "create table chat_visitor (digest text not null primary key, org bigint not null, channel bigint not "
       "null,"
       " customer bigint not null, name text not null, is_verified integer not null, created_us bigint not "
       "null);"
       "create table chat_conversation (org bigint not null, visitor text not null, client_id text not null,"
       " interaction bigint not null, previous_interaction bigint not null, started_us bigint not null,"
       " primary key (org, visitor, client_id));"
       "create unique index chat_conversation_by_interaction on chat_conversation (org, interaction)",
       ""}};
}

Result<void> VisitorStore::add(const Visitor& visitor, Instant now) {
  return database_
      .write<void>([&](database::Session& sql) -> Result<void> {
        database::execute(
            sql,
            "insert into chat_visitor (digest, org, channel, customer, name, is_verified, created_us)"
            " values (:digest, :org, :channel, :customer, :name, :is_verified, :now)",
            visitor.digest, visitor.org, visitor.channel, visitor.customer, visitor.name, visitor.is_verified,
            now);
        return {};
      })
      .get();
}

Result<std::optional<Visitor>> VisitorStore::find(const std::string& digest) {
  return database_.read([&](database::Session& sql) -> Result<std::optional<Visitor>> {
    auto row = database::first<OrgId, ChannelId, CustomerId, std::string, bool>(
        sql, "select org, channel, customer, name, is_verified from chat_visitor where digest = :digest",
        digest);
    if (!row) return std::optional<Visitor>{};
    auto& [org, channel, customer, name, is_verified] = *row;
    return std::optional<Visitor>{{org, digest, channel, customer, std::move(name), is_verified}};
  });
}

Result<void> VisitorStore::set_customer(const Visitor& visitor) {
  return database_
      .write<void>([&](database::Session& sql) -> Result<void> {
        database::execute(
            sql,
            "update chat_visitor set customer = :customer, name = :name, is_verified = :is_verified"
            " where digest = :digest",
            visitor.customer, visitor.name, visitor.is_verified, visitor.digest);
        return {};
      })
      .get();
}

Result<VisitorStore::Start> VisitorStore::start(const Visitor& visitor, const std::string& client_id,
                                                InteractionId fresh, Instant now) {
  return database_
      .write<Start>([&](database::Session& sql) -> Result<Start> {
        auto known = database::first<InteractionId, InteractionId, Instant>(
            sql,
            "select interaction, previous_interaction, started_us from chat_conversation"
            " where org = :org and visitor = :visitor and client_id = :client_id",
            visitor.org, visitor.digest, client_id);
        if (known) {
          const auto& [interaction, previous, at] = *known;
          return Start{{interaction, previous, at}, false};
        }
        const auto before = newest_of(sql, visitor);
        const InteractionId previous = before ? before->interaction : InteractionId{};
        database::execute(sql,
                          "insert into chat_conversation (org, visitor, client_id, interaction, "
                          "previous_interaction, started_us)"
                          " values (:org, :visitor, :client_id, :interaction, :previous, :now)",
                          visitor.org, visitor.digest, client_id, fresh, previous, now);
        return Start{{fresh, previous, now}, true};
      })
      .get();
}

Result<bool> VisitorStore::has_started(const Visitor& visitor, const std::string& client_id) {
  return database_.read([&](database::Session& sql) -> Result<bool> {
    return database::first<InteractionId>(sql,
                                          "select interaction from chat_conversation where org = :org"
                                          " and visitor = :visitor and client_id = :client_id",
                                          visitor.org, visitor.digest, client_id)
        .has_value();
  });
}

Result<void> VisitorStore::forget_start(const Visitor& visitor, const std::string& client_id) {
  return database_
      .write<void>([&](database::Session& sql) -> Result<void> {
        database::execute(sql,
                          "delete from chat_conversation where org = :org and visitor = :visitor"
                          " and client_id = :client_id",
                          visitor.org, visitor.digest, client_id);
        return {};
      })
      .get();
}

Result<std::optional<Started>> VisitorStore::newest(const Visitor& visitor) {
  return database_.read(
      [&](database::Session& sql) -> Result<std::optional<Started>> { return newest_of(sql, visitor); });
}

Result<bool> VisitorStore::is_theirs(const Visitor& visitor, InteractionId interaction) {
  return database_.read([&](database::Session& sql) -> Result<bool> {
    return database::first<InteractionId>(
               sql,
               "select interaction from chat_conversation where org = :org and interaction = :interaction"
               " and visitor = :visitor",
               visitor.org, interaction, visitor.digest)
        .has_value();
  });
}

}  // namespace rapport::webchat
