#include "org/directory_cache.h"

#include "platform/database/statement.h"

namespace rapport::org {

std::shared_ptr<const DirectoryCache::All> DirectoryCache::current() const {
  const std::lock_guard lock(mutex_);
  return all_;
}

void DirectoryCache::install(OrgId org, LoadedPtr loaded) {
  auto next = std::make_shared<All>();
  next->organisations = current()->organisations;
  next->organisations[org] = std::move(loaded);
  for (const auto& [id, one] : next->organisations)
    for (const auto& [channel_id, channel] : one->directory.channels)
      next->chat_keys.emplace(channel.key, std::pair(id, channel_id));
  const std::lock_guard lock(mutex_);
  all_ = std::move(next);
}

Result<void> DirectoryCache::load_all() {
  auto found = catch_up();
  if (!found) return tl::unexpected<Error>(std::move(found.error()));
  return {};
}

Result<void> DirectoryCache::reload(OrgId org) {
  const std::lock_guard lock(loading_);
  auto loaded = load_directory(database_, vault_, org);
  if (!loaded) return tl::unexpected<Error>(std::move(loaded.error()));
  install(org, std::move(*loaded));
  return {};
}

Result<std::vector<OrgId>> DirectoryCache::catch_up() {
  using Row = std::tuple<OrgId, std::int64_t>;
  auto revisions = database_.read([](database::Session& sql) -> Result<std::vector<Row>> {
    return database::all<OrgId, std::int64_t>(sql, "select id, revision from organisation order by id");
  });
  if (!revisions) return tl::unexpected<Error>(std::move(revisions.error()));
  std::vector<OrgId> changed;
  for (const auto& [org, revision] : *revisions) {
    const LoadedPtr known = loaded(org);
    if (known && known->revision >= revision) continue;
    if (auto done = reload(org); !done) return tl::unexpected<Error>(std::move(done.error()));
    changed.push_back(org);
  }
  return changed;
}

LoadedPtr DirectoryCache::loaded(OrgId org) const {
  const auto all = current();
  const auto found = all->organisations.find(org);
  return found == all->organisations.end() ? nullptr : found->second;
}

DirectoryPtr DirectoryCache::of(OrgId org) const {
  LoadedPtr found = loaded(org);
  if (!found) return nullptr;
  return {found, &found->directory};
}

std::vector<OrgId> DirectoryCache::all() const {
  const auto all = current();  // held: a change may let go of it meanwhile
  std::vector<OrgId> ids;
  for (const auto& [org, loaded] : all->organisations)
    ids.push_back(org);
  return ids;
}

Directories::Found DirectoryCache::by_chat_key(const std::string& key) const {
  const auto all = current();
  const auto found = all->chat_keys.find(key);
  if (found == all->chat_keys.end()) return {};
  const LoadedPtr& loaded = all->organisations.at(found->second.first);
  const ChatChannel& channel = loaded->directory.channels.at(found->second.second);
  if (!channel.is_active) return {};
  return {{loaded, &loaded->directory}, &channel};
}

}  // namespace rapport::org
