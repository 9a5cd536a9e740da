#include "desk/canned_replies.h"

#include <fmt/format.h>

#include <utility>

#include "platform/database/statement.h"

namespace rapport::desk {
namespace {

tl::unexpected<Error> no_such_reply(CannedReplyId id) {
  return fail(ErrorCode::not_found, "unknown_canned_reply", fmt::format("no canned reply {}", id.value));
}

}  // namespace

std::vector<database::Migration> canned_reply_migrations() {
  return {{0, "canned replies",
           "create table canned_reply (org bigint not null, id bigint not null, shortcut text not null, "
           "title text not null,"
           " body text not null, language text, primary key (org, id), unique (org, shortcut))",
           ""}};
}

Result<std::vector<CannedReply>> CannedReplies::all(OrgId org) {
  return database_.read([&](database::Session& sql) -> Result<std::vector<CannedReply>> {
    std::vector<CannedReply> replies;
    for (auto& [id, shortcut, title, body, language] :
         database::all<CannedReplyId, std::string, std::string, std::string, std::optional<std::string>>(
             sql,
             "select id, shortcut, title, body, language from canned_reply where org = :org order by "
             "shortcut limit :most",
             org, canned_replies_max)) {
      replies.push_back({id, std::move(shortcut), std::move(title), std::move(body), std::move(language)});
    }
    return replies;
  });
}

Result<CannedReply> CannedReplies::add(OrgId org, const CannedReply& reply) {
  return database_
      .write<CannedReply>([&](database::Session& sql) -> Result<CannedReply> {
        if (*database::first<std::size_t>(sql, "select count(*) from canned_reply where org = :org", org) >=
            canned_replies_max) {
          return fail(ErrorCode::too_many, "too_many_canned_replies",
                      fmt::format("at most {} canned replies", canned_replies_max));
        }
        database::execute(sql,
                          "insert into canned_reply (org, id, shortcut, title, body, language)"
                          " values (:org, :id, :shortcut, :title, :body, :language)",
                          org, reply.id, reply.shortcut, reply.title, reply.text, reply.language);
        return reply;
      })
      .get();
}

Result<CannedReply> CannedReplies::change(OrgId org, const CannedReply& reply) {
  return database_
      .write<CannedReply>([&](database::Session& sql) -> Result<CannedReply> {
        const auto changed =
            database::execute(sql,
                              "update canned_reply set shortcut = :shortcut, title = :title, body = :body,"
                              " language = :language where org = :org and id = :id",
                              reply.shortcut, reply.title, reply.text, reply.language, org, reply.id);
        if (changed == 0) return no_such_reply(reply.id);
        return reply;
      })
      .get();
}

Result<void> CannedReplies::remove(OrgId org, CannedReplyId id) {
  return database_
      .write<void>([&](database::Session& sql) -> Result<void> {
        if (database::execute(sql, "delete from canned_reply where org = :org and id = :id", org, id) == 0)
          return no_such_reply(id);
        return {};
      })
      .get();
}

}  // namespace rapport::desk
