#include "program/commands/user.h"

#include <fmt/format.h>

#include <istream>
#include <ostream>

#include "program/parts.h"

namespace rapport::program {
namespace {

Result<std::string> add(const Settings& settings, const NewUser& wanted, const std::string& password) {
  Settings quiet = settings;
  quiet.log.level = log::Level::error;
  auto server = Server::build(quiet);  // not started: a running one sees the change by itself
  if (!server) return tl::unexpected<Error>(server.error());
  org::Admin& admin = (*server)->parts().org.admin();

  auto organisation = admin.organisation_by_slug(wanted.org);
  if (!organisation && organisation.error().code == ErrorCode::not_found && !wanted.new_org_name.empty()) {
    organisation = admin.create_organisation({wanted.new_org_name, wanted.org, wanted.time_zone, {}});
  }
  if (!organisation) return tl::unexpected<Error>(organisation.error());
  auto role = admin.role(organisation->id, wanted.role);
  if (!role) return tl::unexpected<Error>(role.error());
  org::UserFields fields;
  fields.email = wanted.email;
  fields.name = wanted.name;
  fields.role_ids = {*role};
  fields.password = password;
  auto user = admin.create_user(org::By{organisation->id, {}}, fields);
  if (!user) return tl::unexpected<Error>(user.error());
  return fmt::format("Added {} ({}) to {} as {}.", user->name, user->email, organisation->name, wanted.role);
}

}  // namespace

int add_user(const Settings& settings, const NewUser& wanted, std::istream& input, std::ostream& output,
             std::ostream& errors) {
  std::string password;
  if (!std::getline(input, password) || password.empty()) {
    errors << "rapport user add: the password is read from standard input, and there was none\n";
    return 1;
  }
  const auto added = add(settings, wanted, password);
  if (!added) {
    errors << "rapport user add: " << added.error().detail << "\n";
    for (const Issue& issue : added.error().issues)
      errors << "  " << issue.where << ": " << issue.what << "\n";
    return 1;
  }
  output << *added << "\n";
  return 0;
}

}  // namespace rapport::program
