// Organisations: the capability as the program holds it. Opens the tables' copies, keeps the switchboards at
// what the tables say, knows who a request speaks for, and registers the operations. Built and stopped on the
// main thread.
//
//   auto orgs = Organisations::open(options, database, ids, clock, log, notice);   the migrations have run
//   loop.start();
//   (*orgs)->start(loop);          switchboards brought up to date, the keeper's thread runs
//   (*orgs)->register_operations(api);
//   …
//   (*orgs)->stop();               before the loop stops
//
// Without start() it serves commands that only write tables (`rapport user add`); a running server sees their
// changes within seconds.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "api/authenticator.h"
#include "base/result.h"
#include "live/id_source.h"
#include "org/admin.h"
#include "org/directory.h"
#include "org/password_gate.h"
#include "org/sign_in_attempts.h"
#include "platform/crypto/vault.h"
#include "platform/database/database.h"
#include "platform/log/log.h"

namespace rapport::api {
class Api;
}
namespace rapport::live {
class Loop;
}

namespace rapport::org {

struct OrganisationsOptions {
  std::filesystem::path key_file;  // of the vault, in the data folder; made when it is not there
  bool is_demo = false;            // told to screens
  PasswordOptions password;
  AttemptLimits attempts;
};

// Told after a change of the organisation is committed and its directory and switchboard have it: "users",
// "queues", "channels", "roles", "teams", "skills", "hours", "presence_reasons", "dispositions",
// "decline_reasons", "organisation", "api_tokens", "sessions" (somebody's sessions have ended), or
// "everything" when another process made it. Any thread; must not block.
using Notice = std::function<void(OrgId, const std::string& what)>;

class Organisations {
 public:
  // Borrows database, ids and log.
  static Result<std::unique_ptr<Organisations>> open(OrganisationsOptions options,
                                                     database::Database& database, live::IdSource& ids,
                                                     std::function<Instant()> clock, log::Log& log,
                                                     Notice notice);
  ~Organisations();  // stops

  // The loop runs already, and is stopped after stop().
  Result<void> start(live::Loop& loop);
  void stop();
  // One round of what the keeper's thread does (see HoursKeeper), now and here. For tests.
  void turn();

  const Directories& directories() const;
  api::Authenticator& authenticator();
  Admin& admin();
  const crypto::Vault& vault() const;  // for the secrets of those who build on it
  void register_operations(api::Api& api);

 private:
  struct Impl;
  explicit Organisations(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace rapport::org
