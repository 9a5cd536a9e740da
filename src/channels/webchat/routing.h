// Where a new chat goes: the channel's rules over the pre-chat form and the visitor's language. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "org/directory.h"
#include "switchboard/model/rules.h"

namespace rapport::webchat {

inline constexpr std::size_t form_value_bytes_max = 500;

using Form = std::map<std::string, std::string>;

// Checks the form against the channel's fields: required ones, choices, e-mail shape, length, unknown names.
Result<void> check(const Form& form, const org::ChatChannel& channel);

struct Route {
  QueueId queue;
  std::vector<switchboard::Step> steps;  // empty: the queue's own
};
// Every matching rule counts: the first that names a queue decides it, all that name a skill ask for it.
// Skills asked for here hold in each step of the queue's own; a queue without steps gets one that waits
// `skill_wait` for them before anyone may.
inline constexpr Duration skill_wait = minutes(10);
Route route(const org::ChatChannel& channel, const org::Directory& directory, const Form& form,
            const std::string& language);

// The form in words, for the agent: "Name: Li Lei · Order: 4711".
std::string subject_of(const Form& form, const org::ChatChannel& channel);

}  // namespace rapport::webchat
