// Post: a question of a customer, or an answer to one by a customer or an agent. The model of the capability:
// values; what is shown when is in rules.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "cases/case.h"
#include "platform/contract/describe.h"

namespace rapport {
using PostId = Id<struct PostTag>;
}

namespace rapport::community {

inline constexpr std::size_t title_length_max = 150;
inline constexpr std::size_t body_length_max = 5'000;
inline constexpr std::size_t name_length_max = 40;
inline constexpr std::size_t report_length_max = 500;
inline constexpr std::int64_t answers_max = 500;  // of one question
inline constexpr std::int64_t reports_hold = 3;   // people who report a post: it is held until looked at
inline constexpr std::size_t links_max = 2;       // in a post of somebody new
inline constexpr std::int64_t votes_a_day = 200, reports_a_day = 20;

enum class PostState : std::uint8_t {
  held,    // until a moderator has looked at it; its author sees it
  shown,   // everybody does
  hidden,  // nobody but moderators and its author
};
BOOST_DESCRIBE_ENUM(PostState, held, shown, hidden)

enum class HeldFor : std::uint8_t { nothing, new_member, word, links, reports };
BOOST_DESCRIBE_ENUM(HeldFor, nothing, new_member, word, links, reports)

struct Post {
  PostId id;
  PostId question;      // 0: it is a question itself
  CustomerId customer;  // whose; 0: an agent's
  UserId user;
  std::string name;   // display name of the member; "" of an agent's
  std::string title;  // of a question
  std::string body;   // Markdown
  PostState state = PostState::held;
  HeldFor held_for = HeldFor::nothing;
  bool is_locked = false;  // of a question: no more answers
  PostId accepted;         // of a question: the answer that helped; 0: none
  std::int64_t votes = 0;
  std::int64_t answers = 0;  // of a question: shown ones
  std::int64_t reports = 0;  // since a moderator last looked
  CaseId case_id;            // of a question: what it has become; 0: none
  Instant at, last_at;       // last_at: of a question its newest shown post
};

struct Member {
  CustomerId customer;
  std::string name;
  std::int64_t approved = 0;  // posts that were shown, by rule or by a moderator
  bool is_blocked = false;
};

struct CommunitySettings {
  bool is_on = false;
  std::int32_t approvals_needed = 1;  // posts of a new member that a moderator looks at first
  std::int32_t posts_per_hour = 5;
  std::vector<std::string> words;      // a post with one of them is held
  std::int32_t case_after_hours = 24;  // an unanswered question becomes a case; 0: never
};
BOOST_DESCRIBE_STRUCT(CommunitySettings, (),
                      (is_on, approvals_needed, posts_per_hour, words, case_after_hours))
contract::Notes contract_notes(contract::Tag<CommunitySettings>);

}  // namespace rapport::community
