#include "org/entity_api.h"
#include "org/operations.h"
#include "org/user.h"

namespace rapport::org {

using api::Permission;

void register_users(const Operations& to, Admin& admin, SignIn& sign_in) {
  const EntityWords words{
      "/api/v1/users",           "User", "Users", "users", {Permission::manage_users, Permission::supervise},
      {Permission::manage_users}};
  register_reads(to.api, to.changes, words, Users{});
  to.api.post<UserFields, User>(operation(words, "createUser", "Makes a new one.", true, false),
                                [&admin](const api::Call& call, const UserFields& fields) {
                                  return admin.create_user(by(call), fields);
                                });
  to.api.put<UserFields, User>(
      operation(words, "changeUser",
                "Replaces it as a whole; a new password or is_active: false ends their sessions.", true,
                true),
      [&admin](const api::Call& call, const UserFields& fields) {
        return admin.change_user(by(call), call.id<UserId>("id"), fields);
      });
  register_remove(to.api, to.changes, words, Users{}, "Deactivates the user; what they did stays.");

  api::Operation reset =
      operation(words, "resetUserTotp", "Takes off the second factor that they have lost.", true, true);
  reset.path += "/totp/remove";
  to.api.post<void>(reset, [&sign_in](const api::Call& call) {
    return sign_in.reset_totp(by(call), call.id<UserId>("id"));
  });
}

}  // namespace rapport::org
