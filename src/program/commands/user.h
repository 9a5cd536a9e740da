// `rapport user add`: a user, and if need be their organisation, from the command line; also while the server
// runs.
#pragma once

#include <iosfwd>
#include <string>

#include "program/settings.h"

namespace rapport::program {

struct NewUser {
  std::string org;           // short name
  std::string new_org_name;  // made when there is none of that short name; "": refused then
  std::string time_zone = "Etc/UTC";
  std::string email, name;
  std::string role = "agent";
};

// The password is the first line of `input`. Exit code 0, or 1 with the reason on `errors`.
int add_user(const Settings& settings, const NewUser& wanted, std::istream& input, std::ostream& output,
             std::ostream& errors);

}  // namespace rapport::program
