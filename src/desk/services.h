// What the desk's routes work with: borrowed parts, put together by the program.
#pragma once

#include <functional>

#include "api/api.h"
#include "conversations/conversation.h"
#include "conversations/signals.h"
#include "customers/resolution.h"
#include "desk/canned_replies.h"
#include "desk/feed_hub.h"
#include "desk/story_shelf.h"
#include "flows/library.h"
#include "live/id_source.h"
#include "live/loop.h"
#include "org/directory.h"
#include "platform/files/store.h"

namespace rapport::desk {

// A case of a person, for their thread. Cases stand above the desk: the program hands the question in.
struct ThreadCase {
  CaseId id;
  std::string number, subject, status;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(ThreadCase, (), (id, number, subject, status, created_at))
// Of these rows of customers, those before `before` (0: all), newest first.
using CasesOf = std::function<std::vector<ThreadCase>(database::Session& sql, OrgId org,
                                                      const std::vector<CustomerId>& rows, CaseId before,
                                                      const std::string& words, std::int64_t most)>;

struct Services {
  live::Loop& loop;
  live::IdSource& ids;
  const org::Directories& directories;
  conversations::Conversations& conversations;
  Stores stores;
  customers::Resolution& resolution;
  CannedReplies& canned_replies;
  files::Store& files;
  const conversations::Signals& signals;
  FeedHub& hub;
  flows::Library& flows;
  std::function<Instant()> clock;
  CasesOf cases_of = {};
};

// Who may read conversations and the customers they are with.
inline const api::Permissions readers{api::Permission::take_interactions, api::Permission::supervise,
                                      api::Permission::see_history};

// Every operation of the desk: interactions, messages, attachments, board, customers, canned replies.
void add_operations(api::Api& api, const Services& services);
// The live feed's WebSocket at /api/v1/feed.
void add_feed(http::Router& router, api::Authenticator& authenticator, workers::WorkerPool& workers,
              FeedHub& hub, const std::function<Instant()>& clock);

// The parts of add_operations, one file each.
void add_interaction_operations(api::Api& api, const Services& services);
void add_command_operations(api::Api& api, const Services& services);
void add_assist_operations(api::Api& api, const Services& services);
void add_message_operations(api::Api& api, const Services& services);
void add_board_operations(api::Api& api, const Services& services);
void add_customer_operations(api::Api& api, const Services& services);
void add_thread_operations(api::Api& api, const Services& services);
void add_canned_reply_operations(api::Api& api, const Services& services);

}  // namespace rapport::desk
