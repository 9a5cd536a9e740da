// The operations of the API that this capability answers, a file each. Inside org/.
#pragma once

#include <functional>

#include "api/api.h"
#include "org/admin.h"
#include "org/directory.h"
#include "org/sign_in.h"

namespace rapport::org {

struct Operations {
  api::Api& api;
  Changes& changes;
};

void register_session(const Operations& to, SignIn& sign_in, bool is_demo);
void register_directory(const Operations& to, const Directories& directories);
void register_users(const Operations& to, Admin& admin, SignIn& sign_in);
void register_roles(const Operations& to);
void register_names(const Operations& to);
void register_hours(const Operations& to);
// `may_go` refuses the removal of a queue with open conversations.
void register_queues(const Operations& to, std::function<Result<void>(OrgId, QueueId)> may_go);
void register_channels(const Operations& to, Admin& admin);
void register_tokens(const Operations& to);
void register_organisation(const Operations& to);
void register_audit(const Operations& to);

}  // namespace rapport::org
