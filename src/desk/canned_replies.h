// Canned replies: texts that agents call up with "/" and a shortcut. The only SQL for them.
#pragma once

#include <boost/describe.hpp>

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "platform/database/database.h"

namespace rapport::desk {

using CannedReplyId = Id<struct CannedReplyTag>;

struct CannedReply {
  CannedReplyId id;
  std::string shortcut;  // unique in the organisation
  std::string title;
  std::string text;
  std::optional<std::string> language;
};
BOOST_DESCRIBE_STRUCT(CannedReply, (), (id, shortcut, title, text, language))

inline constexpr std::size_t canned_replies_max = 2'000;

std::vector<database::Migration> canned_reply_migrations();

class CannedReplies {
 public:
  explicit CannedReplies(database::Database& database) : database_(database) {}

  Result<std::vector<CannedReply>> all(OrgId org);  // by shortcut
  Result<CannedReply> add(OrgId org, const CannedReply& reply);
  Result<CannedReply> change(OrgId org, const CannedReply& reply);
  Result<void> remove(OrgId org, CannedReplyId id);

 private:
  database::Database& database_;
};

}  // namespace rapport::desk
