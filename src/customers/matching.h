// Matching: whether two that we know are one person. Rules over what is known of each, in whole points of a
// thousand, with their reasons. Pure: no database, no clock; any thread. What follows from a verdict is
// resolution.h's business. Points, thresholds and why: docs/decisions/0022.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "customers/names.h"
#include "platform/contract/describe.h"

namespace rapport::customers {

// How we came to know a value.
enum class Proof : std::uint8_t {
  typed,   // by somebody about themselves, whom nobody knows: never enough to join by itself
  stated,  // by our people, by an import, by the telephone network
  proven,  // vouched for by the company's own server, or shown to be theirs
};

struct Known {
  std::string value;
  Proof proof = Proof::stated;
};

// What is known of one person, over all their rows.
struct Facts {
  std::vector<Known> names, emails, phones, birthdays;
  std::vector<Known> ids;       // "KIND:VALUE": the company's own number, the host's subject
  std::vector<Known> browsers;  // a cookie that both came with
  Instant last_seen;
};

enum class Rule : std::uint8_t {
  same_id,
  same_email,
  same_phone,
  shared_phone,  // a telephone that several people are reached at
  same_browser,
  same_name,
  swapped_name,
  similar_name,
  same_sound,
  part_of_name,
  other_name,
  same_birthday,
  near_birthday,  // day and month exchanged, or one digit
  other_birthday,
  other_id,
  other_email,
  silent_long,  // the telephone number may have been given to somebody else since
};
BOOST_DESCRIBE_ENUM(Rule, same_id, same_email, same_phone, shared_phone, same_browser, same_name,
                    swapped_name, similar_name, same_sound, part_of_name, other_name, same_birthday,
                    near_birthday, other_birthday, other_id, other_email, silent_long)

struct Reason {
  Rule rule = Rule::same_name;
  std::int32_t points = 0;  // below 0: against it
  std::string value;        // what they have in common
};
BOOST_DESCRIBE_STRUCT(Reason, (), (rule, points, value))

enum class Decision : std::uint8_t { nothing, likely, certain };

inline constexpr std::int32_t certain_from = 900;
inline constexpr std::int32_t likely_from = 600;

struct Verdict {
  Decision decision = Decision::nothing;
  std::int32_t per_mille = 0;
  std::vector<Reason> reasons;  // most points first
};

// What two people alone do not say.
struct Surroundings {
  Instant now;
  // How many other people a telephone is known of, besides the two.
  std::map<std::string, std::int64_t> phone_holders;
};

Verdict match(const Facts& a, const Facts& b, const Surroundings& around);

// Where two that may be one person meet in the index: nobody else is compared.
enum class KeyKind : std::uint8_t {
  email = 1,
  phone = 2,
  born = 3,  // birthday and the first letter of one of the names
  name = 4,  // turns_of(): for search, not for matching
  browser = 5,
  id = 6,
};
struct MatchKey {
  KeyKind kind = KeyKind::email;
  std::string value;
  friend auto operator<=>(const MatchKey&, const MatchKey&) = default;
};
std::vector<MatchKey> keys_of(const Facts& facts);  // sorted, each once

// The one form in which addresses are compared: ASCII letters small (no other folding: jöhn@ and john@ are
// two people); of Google's, without dots and what follows a plus.
std::string email_key(std::string_view email);

}  // namespace rapport::customers
