// Community: what customers and agents do with questions and answers, each a transaction of its own; the
// search over them; and the keeper that makes cases of questions nobody has answered. Customers come by the
// portal's sign-in: who somebody is, is its caller's to know. Worker threads; the keeper owns one thread,
// which mostly sleeps.
#pragma once

#include <functional>
#include <memory>

#include "cases/case_book.h"
#include "community/post_store.h"
#include "knowledge/search/index.h"
#include "org/directory.h"
#include "platform/log/log.h"
#include "platform/workers/rounds.h"

namespace rapport::community {

// A customer who writes, and what they want to be called; "" when we know it already.
struct Writer {
  CustomerId customer;
  std::string name;
};

// What a visitor may see of a question. Answers that are not shown are those of the visitor.
struct Thread {
  Post question;
  std::vector<Post> answers;  // the accepted one first, then by votes, then oldest first
};

struct FoundQuestion {
  Post question;
  Post accepted;
};

enum class Moderation : std::uint8_t { show, hide, lock, unlock, keep };  // keep: what was reported is fine
BOOST_DESCRIBE_ENUM(Moderation, show, hide, lock, unlock, keep)

class Community {
 public:
  struct Needs {  // borrowed
    org::Changes& changes;
    const org::Directories& directories;
    cases::CaseBook& cases;
    log::Log& log;
    std::function<Instant()> clock;
  };
  Community(std::unique_ptr<knowledge::search::Index> index, const Needs& needs);

  void start();
  void stop();
  // One round on the calling thread: brings the search in step, makes cases. What the thread does, for tests
  // too. How many cases.
  Result<std::size_t> turn();

  Result<CommunitySettings> settings(OrgId org);
  Result<CommunitySettings> set_settings(const org::By& by, const CommunitySettings& settings);

  // --- by customers ---
  // invalid; forbidden, blocked or community_off; too_many, too_many_posts; conflict, locked or full.
  Result<Post> ask(OrgId org, const Writer& writer, const std::string& title, const std::string& body);
  Result<Post> answer(OrgId org, PostId question, const Writer& writer, const std::string& body);
  // 1, -1 or 0; again: the last counts. conflict, own_post.
  Result<void> vote(OrgId org, PostId post, CustomerId by, int value);
  // By who asked. `answer` 0: none after all.
  Result<void> accept(OrgId org, PostId question, PostId answer, CustomerId by);
  // Once per post and person. Many hold it until a moderator has looked.
  Result<void> report(OrgId org, PostId post, CustomerId by, const std::string& why);

  // --- what customers see; `visitor` 0: a stranger ---
  Result<std::vector<Post>> shown(OrgId org, QuestionList list, const std::optional<QuestionMark>& after,
                                  std::int64_t most);
  Result<Thread> thread(OrgId org, PostId question, CustomerId visitor);
  // Questions with an accepted answer, by words, best first.
  Result<std::vector<FoundQuestion>> find(OrgId org, const std::string& words, std::size_t most);
  Result<std::optional<Member>> member(OrgId org, CustomerId customer);
  // Of these posts, how the visitor has voted.
  Result<std::map<PostId, int>> votes(OrgId org, const std::vector<PostId>& posts, CustomerId visitor);

  // --- by agents ---
  Result<Post> answer_as_agent(const org::By& by, PostId question, const std::string& body);
  Result<void> accept_as_agent(const org::By& by, PostId question, PostId answer);
  Result<void> moderate(const org::By& by, PostId post, Moderation what);
  // Their posts that wait are hidden as well when they are blocked.
  Result<void> block(const org::By& by, CustomerId customer, bool is_blocked);
  Result<Thread> whole(OrgId org, PostId question);  // everything

  org::Changes& changes() { return needs_.changes; }
  cases::CaseBook& cases() { return needs_.cases; }

 private:
  Result<Post> write(OrgId org, const Writer& writer, PostId question, const std::string& title,
                     const std::string& body);
  Result<void> set_accepted(const org::By& by, PostId question, PostId answer, CustomerId asker);
  void bring(OrgId org, PostId question);  // into the search
  Result<void> compare(OrgId org);
  Result<std::size_t> make_cases(OrgId org);

  std::unique_ptr<knowledge::search::Index> index_;
  Needs needs_;
  workers::Rounds rounds_;  // last: its rounds use all above
};

}  // namespace rapport::community
