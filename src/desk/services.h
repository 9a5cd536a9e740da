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

// What a person's thread has from those who stand above the desk: the program hands the questions in.
enum class ThreadOrigin : std::uint8_t { staff, form, community, customer };
BOOST_DESCRIBE_ENUM(ThreadOrigin, staff, form, community, customer)
struct ThreadCase {
  CaseId id;
  std::string number, subject, status;
  Instant created_at;
  ThreadOrigin origin = ThreadOrigin::staff;
  std::string words;
};
BOOST_DESCRIBE_STRUCT(ThreadCase, (), (id, number, subject, status, created_at, origin, words))
contract::Notes contract_notes(contract::Tag<ThreadCase>);

using ReaderStepId = Id<struct ReaderStepTag>;
using ThreadMailId = Id<struct ThreadMailTag>;
struct ThreadReading {
  ReaderStepId id;
  Instant at;
  ArticleId article_id;
  std::string title, language;
};
BOOST_DESCRIBE_STRUCT(ThreadReading, (), (id, at, article_id, title, language))
contract::Notes contract_notes(contract::Tag<ThreadReading>);

struct ThreadPost {
  PostId id, question_id;  // the same: it is a question
  Instant at;
  std::string title, words;
  bool is_shown = false;
};
BOOST_DESCRIBE_STRUCT(ThreadPost, (), (id, question_id, at, title, words, is_shown))
contract::Notes contract_notes(contract::Tag<ThreadPost>);

// Of these rows of customers, with these words in it ("": all), newest first, `most` at most.
// Written to them, and in no conversation: nobody has answered it yet.
struct ThreadMail {
  ThreadMailId id;
  Instant at;
  std::string subject;
  std::vector<std::string> to;
  std::string state;
  std::optional<UserId> agent_id;
};
BOOST_DESCRIBE_STRUCT(ThreadMail, (), (id, at, subject, to, state, agent_id))
contract::Notes contract_notes(contract::Tag<ThreadMail>);

struct ThreadAsked {
  OrgId org;
  const std::vector<CustomerId>& rows;
  const std::string& words;
  std::int64_t most = 0;
};
// Behind this one; id 0: from the newest.
struct ThreadMark {
  Instant at;
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(ThreadMark, (), (at, id))
struct ThreadSources {
  std::function<std::vector<ThreadCase>(database::Session&, const ThreadAsked&, CaseId before)> cases;
  std::function<std::vector<ThreadReading>(database::Session&, const ThreadAsked&, const ThreadMark&)>
      readings;
  std::function<std::vector<ThreadPost>(database::Session&, const ThreadAsked&, const ThreadMark&)> posts;
  std::function<std::vector<ThreadMail>(database::Session&, const ThreadAsked&, const ThreadMark&)> mails;
};

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
  ThreadSources thread = {};
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
