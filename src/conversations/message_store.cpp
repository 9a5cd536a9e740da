#include "conversations/message_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

#include "platform/database/statement.h"

namespace rapport::conversations {
namespace {

using switchboard::Author;

using Columns = std::tuple<MessageId, InteractionId, Author, UserId, std::string, Instant, std::string,
                           std::optional<Instant>, std::optional<Instant>, bool>;
#define MESSAGE_COLUMNS \
  "id, interaction, author, agent, body, sent_us, client_id, delivered_us, read_us, has_attachments"

std::vector<Attachment> attachments_of(database::Session& sql, OrgId org, MessageId message) {
  std::vector<Attachment> found;
  for (auto& [id, name, bytes, type, blob] :
       database::all<AttachmentId, std::string, std::int64_t, std::string, std::string>(
           sql,
           "select id, name, bytes, type, blob_key from attachment where org = :org and message = :message "
           "order by id",
           org, message)) {
    found.push_back({id, std::move(name), bytes, std::move(type), std::move(blob)});
  }
  return found;
}

Message message_of(database::Session& sql, OrgId org, Columns& row) {
  auto& [id, interaction, author, agent, body, sent_at, client_id, delivered_at, read_at, has_attachments] =
      row;
  Message message{id,      interaction,          author,       agent,  std::move(body), {},
                  sent_at, std::move(client_id), delivered_at, read_at};
  if (has_attachments) message.attachments = attachments_of(sql, org, id);
  return message;
}

std::vector<Message> messages_of(database::Session& sql, OrgId org, std::vector<Columns> rows) {
  std::vector<Message> messages;
  messages.reserve(rows.size());
  for (Columns& row : rows)
    messages.push_back(message_of(sql, org, row));
  return messages;
}

template <class... Parameters>
std::vector<Columns> select(database::Session& sql, std::string_view query, const Parameters&... parameters) {
  return database::all<MessageId, InteractionId, Author, UserId, std::string, Instant, std::string,
                       std::optional<Instant>, std::optional<Instant>, bool>(sql, query, parameters...);
}

std::optional<Message> by_id(database::Session& sql, OrgId org, MessageId id) {
  auto rows = select(sql, "select " MESSAGE_COLUMNS " from message where org = :org and id = :id", org, id);
  if (rows.empty()) return std::nullopt;
  return message_of(sql, org, rows.front());
}

tl::unexpected<Error> not_sendable(AttachmentId id) {
  return fail(ErrorCode::invalid, "unknown_attachment",
              fmt::format("attachment {} is not there, not yours, or sent already", id.value));
}

std::optional<Message> by_client_id(database::Session& sql, OrgId org, InteractionId interaction,
                                    const std::string& client_id) {
  auto rows =
      select(sql,
             "select " MESSAGE_COLUMNS
             " from message where org = :org and interaction = :interaction and client_id = :client_id",
             org, interaction, client_id);
  if (rows.empty()) return std::nullopt;
  return message_of(sql, org, rows.front());
}

}  // namespace

std::vector<database::Migration> message_migrations() {
  return {{0, "messages",
           "create table message (org bigint not null, id bigint not null, interaction bigint not null, "
           "author integer not null,"
           " agent bigint not null, body text not null, sent_us bigint not null, client_id text not null, "
           "delivered_us bigint,"
           " read_us bigint, has_attachments integer not null, primary key (org, id));"
           "create unique index message_by_client_id on message (org, interaction, client_id);"
           "create index message_by_interaction on message (org, interaction, id);"
           "create table attachment (org bigint not null, id bigint not null, interaction bigint not null,"
           " uploader bigint not null, message bigint, name text not null, bytes bigint not null, type text "
           "not null,"
           " blob_key text not null, added_us bigint not null, primary key (org, id));"
           "create index attachment_by_message on attachment (org, message)",
           ""}};
}

Result<MessageStore::Added> MessageStore::add(OrgId org, const Message& message, Uploader uploader) {
  return database_
      .write<Added>([&](database::Session& sql) -> Result<Added> {
        auto earlier = by_client_id(sql, org, message.interaction, message.client_id);
        if (earlier) return Added{std::move(*earlier), false};
        insert(sql, org, message);
        for (const Attachment& attachment : message.attachments) {
          const auto taken = database::execute(
              sql,
              "update attachment set message = :message, interaction = :interaction where org = :org"
              " and id = :id and interaction in (0, :interaction) and uploader = :uploader"
              " and message is null",
              message.id, message.interaction, org, attachment.id, uploader);
          if (taken != 1) return not_sendable(attachment.id);
        }
        Added added{message, true};
        if (!message.attachments.empty()) added.message.attachments = attachments_of(sql, org, message.id);
        return added;
      })
      .get();
}

void MessageStore::insert(database::Session& sql, OrgId org, const Message& message) const {
  database::execute(
      sql,
      "insert into message (org, id, interaction, author, agent, body, sent_us, client_id, has_attachments)"
      " values (:org, :id, :interaction, :author, :agent, :body, :sent, :client_id, :has_attachments)",
      org, message.id, message.interaction, message.author, message.agent, message.text, message.sent_at,
      message.client_id, !message.attachments.empty());
}

void MessageStore::insert_attachments(database::Session& sql, OrgId org, const Message& message) {
  for (const Attachment& one : message.attachments)
    database::execute(sql,
                      "insert into attachment (org, id, interaction, uploader, message, name, bytes, type, "
                      "blob_key, added_us)"
                      " values (:org, :id, :interaction, 0, :message, :name, :bytes, :type, :blob, :added)",
                      org, one.id, message.interaction, message.id, one.name, one.bytes, one.type, one.blob,
                      message.sent_at);
}

Result<std::optional<Message>> MessageStore::find_sent(OrgId org, InteractionId interaction,
                                                       const std::string& client_id) {
  return database_.read([&](database::Session& sql) -> Result<std::optional<Message>> {
    return by_client_id(sql, org, interaction, client_id);
  });
}

std::optional<Message> MessageStore::find(database::Session& sql, OrgId org, MessageId id) {
  return by_id(sql, org, id);
}

Result<Message> MessageStore::find(OrgId org, MessageId id) {
  return database_.read([&](database::Session& sql) -> Result<Message> {
    auto found = by_id(sql, org, id);
    if (!found) return fail(ErrorCode::not_found, "unknown_message", fmt::format("no message {}", id.value));
    return std::move(*found);
  });
}

Result<std::vector<Message>> MessageStore::find_many(OrgId org, const std::vector<MessageId>& ids) {
  return database_.read([&](database::Session& sql) -> Result<std::vector<Message>> {
    std::vector<Message> found;
    for (const MessageId id : ids) {
      if (auto message = by_id(sql, org, id)) found.push_back(std::move(*message));
    }
    return found;
  });
}

Result<std::vector<Message>> MessageStore::page(OrgId org, InteractionId interaction, MessageId after,
                                                std::size_t most, bool with_notes) {
  return database_.read([&](database::Session& sql) -> Result<std::vector<Message>> {
    return messages_of(
        sql, org,
        select(sql,
               "select " MESSAGE_COLUMNS
               " from message where org = :org and interaction = :interaction and id > :after"
               " and author <> :hidden order by id limit :most",
               org, interaction, after, with_notes ? -1 : static_cast<int>(Author::note), most));
  });
}

Result<std::vector<Message>> MessageStore::newest(OrgId org, InteractionId interaction, std::size_t most,
                                                  bool with_notes, MessageId before) {
  if (!before) before.value = std::numeric_limits<std::int64_t>::max();
  return database_.read([&](database::Session& sql) -> Result<std::vector<Message>> {
    auto messages =
        messages_of(sql, org,
                    select(sql,
                           "select " MESSAGE_COLUMNS
                           " from message where org = :org and interaction = :interaction and id < :before"
                           " and author <> :hidden order by id desc limit :most",
                           org, interaction, before, with_notes ? -1 : static_cast<int>(Author::note), most));
    std::reverse(messages.begin(), messages.end());
    return messages;
  });
}

Result<void> MessageStore::mark_delivered(OrgId org, InteractionId interaction, MessageId up_to, Author of,
                                          Instant at) {
  return database_
      .write<void>([&](database::Session& sql) -> Result<void> {
        database::execute(sql,
                          "update message set delivered_us = :at where org = :org and interaction = "
                          ":interaction and id <= :up_to"
                          " and author = :author and delivered_us is null",
                          at, org, interaction, up_to, of);
        return {};
      })
      .get();
}

Result<void> MessageStore::mark_read(OrgId org, InteractionId interaction, MessageId up_to, Author of,
                                     Instant at) {
  return database_
      .write<void>([&](database::Session& sql) -> Result<void> {
        database::execute(
            sql,
            "update message set read_us = :at, delivered_us = coalesce(delivered_us, :at) where org = :org"
            " and interaction = :interaction and id <= :up_to and author = :author and read_us is null",
            at, org, interaction, up_to, of);
        return {};
      })
      .get();
}

Result<MessageStore::Unread> MessageStore::unread(OrgId org, InteractionId interaction) {
  return database_.read([&](database::Session& sql) -> Result<Unread> {
    Unread unread;
    auto last =
        select(sql,
               "select " MESSAGE_COLUMNS
               " from message where org = :org and interaction = :interaction order by id desc limit 1",
               org, interaction);
    if (last.empty()) return unread;
    unread.last = message_of(sql, org, last.front());
    // Up to that one: another may come between the two statements.
    unread.count = *database::first<std::int64_t>(
        sql,
        "select count(*) from message where org = :org and interaction = :interaction"
        " and author = :author and read_us is null and id <= :last",
        org, interaction, Author::customer, unread.last->id);
    return unread;
  });
}

Result<MessageStore::Summary> MessageStore::summary(OrgId org, InteractionId interaction) {
  return database_.read([&](database::Session& sql) -> Result<Summary> {
    Summary summary;
    summary.count = *database::first<std::int64_t>(
        sql,
        "select count(*) from message where org = :org and interaction = :interaction and author <> :note",
        org, interaction, Author::note);
    summary.first_text = database::first<std::string>(
        sql,
        "select substr(body, 1, 200) from message where org = :org"
        " and interaction = :interaction and author = :customer order by id limit 1",
        org, interaction, Author::customer);
    return summary;
  });
}

Result<void> MessageStore::add_attachment(OrgId org, InteractionId interaction, Uploader by,
                                          const Attachment& attachment, Instant at) {
  return database_
      .write<void>([&](database::Session& sql) -> Result<void> {
        database::execute(
            sql,
            "insert into attachment (org, id, interaction, uploader, name, bytes, type, blob_key, added_us)"
            " values (:org, :id, :interaction, :uploader, :name, :bytes, :type, :blob, :added)",
            org, attachment.id, interaction, by, attachment.name, attachment.bytes, attachment.type,
            attachment.blob, at);
        return {};
      })
      .get();
}

Result<void> MessageStore::can_send(OrgId org, InteractionId interaction, Uploader uploader,
                                    const std::vector<AttachmentId>& attachments) {
  return database_.read([&](database::Session& sql) -> Result<void> {
    for (const AttachmentId id : attachments) {
      const auto there = database::first<AttachmentId>(
          sql,
          "select id from attachment where org = :org and id = :id and interaction in (0, :interaction)"
          " and uploader = :uploader and message is null",
          org, id, interaction, uploader);
      if (!there) return not_sendable(id);
    }
    return {};
  });
}

Result<MessageStore::FoundAttachment> MessageStore::find_attachment(OrgId org, AttachmentId id) {
  return database_.read([&](database::Session& sql) -> Result<FoundAttachment> {
    auto row =
        database::first<std::string, std::int64_t, std::string, std::string, InteractionId,
                        std::optional<MessageId>>(sql,
                                                  "select name, bytes, type, blob_key, interaction, message "
                                                  "from attachment where org = :org and id = :id",
                                                  org, id);
    if (!row)
      return fail(ErrorCode::not_found, "unknown_attachment", fmt::format("no attachment {}", id.value));
    auto& [name, bytes, type, blob, interaction, message] = *row;
    return FoundAttachment{{id, std::move(name), bytes, std::move(type), std::move(blob)},
                           interaction,
                           message.value_or(MessageId{})};
  });
}

}  // namespace rapport::conversations
