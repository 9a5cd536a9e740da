// DirectoryCache: the newest Directory of every organisation, read from the tables at start and again after
// each committed change. Reading one is a pointer's copy: any thread, never blocks for long.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "org/directory.h"
#include "platform/crypto/vault.h"
#include "platform/database/database.h"

namespace rapport::org {

// A Directory, and what only the switchboard is told.
struct Loaded {
  Directory directory;
  std::map<AgentId, switchboard::AgentProfile> agents;  // active users who take interactions
  std::int64_t revision = 0;
};
using LoadedPtr = std::shared_ptr<const Loaded>;

class DirectoryCache : public Directories {
 public:
  // Borrows both.
  DirectoryCache(database::Database& database, const crypto::Vault& vault)
      : database_(database), vault_(vault) {}

  Result<void> load_all();
  // Two at once: the later reads what the earlier wrote, never the other way round.
  Result<void> reload(OrgId org);
  // Reloads what another process has changed, finds organisations it has made; which ones.
  Result<std::vector<OrgId>> catch_up();

  LoadedPtr loaded(OrgId org) const;  // null: no such organisation
  DirectoryPtr of(OrgId org) const override;
  std::vector<OrgId> all() const override;
  Found by_chat_key(const std::string& key) const override;

 private:
  struct All {
    std::map<OrgId, LoadedPtr> organisations;
    std::map<std::string, std::pair<OrgId, ChannelId>> chat_keys;
  };
  std::shared_ptr<const All> current() const;
  void install(OrgId org, LoadedPtr loaded);

  database::Database& database_;
  const crypto::Vault& vault_;
  std::mutex loading_;  // one reader of the tables at a time, so that an older answer never replaces a newer
  mutable std::mutex mutex_;  // over the pointer below, for the time of its copy
  std::shared_ptr<const All> all_ = std::make_shared<All>();
};

// Everything of one organisation out of the tables; not_found.
Result<LoadedPtr> load_directory(database::Database& database, const crypto::Vault& vault, OrgId org);

}  // namespace rapport::org
