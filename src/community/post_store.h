// Post store: the only SQL for questions and answers, members, votes, reports and the settings. Everything
// runs in a session of the caller's.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "community/post.h"
#include "platform/database/database.h"

namespace rapport::community {

std::vector<database::Migration> community_migrations();

enum class QuestionList : std::uint8_t { everything, unanswered, waiting };  // waiting: for a moderator
BOOST_DESCRIBE_ENUM(QuestionList, everything, unanswered, waiting)
contract::Notes contract_notes(contract::Tag<QuestionList>);

// Newest activity first.
struct QuestionMark {
  Instant last_at;
  PostId id;
};
BOOST_DESCRIBE_STRUCT(QuestionMark, (), (last_at, id))

class PostStore {
 public:
  using Session = database::Session;

  static CommunitySettings settings(Session& sql, OrgId org);
  static void set_settings(Session& sql, OrgId org, const CommunitySettings& settings);

  static std::optional<Post> find(Session& sql, OrgId org, PostId id);
  // Oldest first, with what is not shown.
  static std::vector<Post> answers(Session& sql, OrgId org, PostId question);
  static std::vector<Post> questions(Session& sql, OrgId org, QuestionList list, bool is_shown_only,
                                     const std::optional<QuestionMark>& after, std::int64_t most);
  static std::int64_t waiting(Session& sql, OrgId org);  // posts
  static void insert(Session& sql, OrgId org, const Post& post, std::int64_t stamp);
  // State, lock, accepted, case; the counts follow by themselves.
  static void update(Session& sql, OrgId org, const Post& post, std::int64_t stamp);
  // Of these customers, newest first, those behind `behind` (id 0: all); an answer with its question's title.
  // `words`: in the title or the text, among the last of each.
  static std::vector<Post> written_by(Session& sql, OrgId org, const std::vector<CustomerId>& customers,
                                      const QuestionMark& behind, const std::string& words,
                                      std::int64_t most);
  static std::int64_t written_since(Session& sql, OrgId org, CustomerId customer, Instant since);

  static std::optional<Member> member(Session& sql, OrgId org, CustomerId customer);
  static bool is_taken(Session& sql, OrgId org, const std::string& name_key, CustomerId but);
  static void put(Session& sql, OrgId org, const Member& member, const std::string& name_key);

  // 1, -1, or 0 to take it back.
  static void vote(Session& sql, OrgId org, PostId post, CustomerId by, int value, Instant at);
  static int vote_of(Session& sql, OrgId org, PostId post, CustomerId by);
  static std::int64_t votes_since(Session& sql, OrgId org, CustomerId by, Instant since);
  // False: they have said so already.
  static bool report(Session& sql, OrgId org, PostId post, CustomerId by, const std::string& why, Instant at);
  static std::int64_t reports_since(Session& sql, OrgId org, CustomerId by, Instant since);
  static std::vector<std::string> reasons(Session& sql, OrgId org, PostId post);
  static void forget_reports(Session& sql, OrgId org, PostId post);

  // Shown questions from before `before` that nobody has answered and that are no case yet, oldest first.
  static std::vector<Post> left_alone(Session& sql, OrgId org, Instant before, std::int64_t most);
  // Of questions with an accepted answer; changes with everything in them.
  static std::vector<std::pair<PostId, std::int64_t>> accepted_stamps(Session& sql, OrgId org);
  static std::int64_t stamp(Session& sql, OrgId org, PostId question);
};

}  // namespace rapport::community
