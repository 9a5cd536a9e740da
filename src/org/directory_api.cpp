// The names of everything, for screens.
#include "org/channel.h"
#include "org/directory.h"
#include "org/named.h"
#include "org/operations.h"
#include "org/queue.h"

namespace rapport::org {

struct DirectoryViewUser {
  UserId id;
  std::string name;
  bool is_agent = false;
  bool is_active = true;
  std::vector<TeamId> team_ids;
};
BOOST_DESCRIBE_STRUCT(DirectoryViewUser, (), (id, name, is_agent, is_active, team_ids))

struct DirectoryViewQueue {
  QueueId id;
  std::string name;
  switchboard::Channel channel = switchboard::Channel::chat;
};
BOOST_DESCRIBE_STRUCT(DirectoryViewQueue, (), (id, name, channel))

struct DirectoryViewChannel {
  ChannelId id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(DirectoryViewChannel, (), (id, name))

struct DirectoryView {
  std::vector<DirectoryViewUser> users;
  std::vector<Team> teams;
  std::vector<Skill> skills;
  std::vector<DirectoryViewQueue> queues;
  std::vector<PresenceReason> presence_reasons;
  std::vector<Disposition> dispositions;
  std::vector<DeclineReason> decline_reasons;
  std::vector<DirectoryViewChannel> channels;
};
BOOST_DESCRIBE_STRUCT(DirectoryView, (),
                      (users, teams, skills, queues, presence_reasons, dispositions, decline_reasons,
                       channels))

contract::Notes contract_notes(contract::Tag<DirectoryViewUser>) {
  return {.name = "DirectoryUser"};
}
contract::Notes contract_notes(contract::Tag<DirectoryViewQueue>) {
  return {.name = "DirectoryQueue"};
}
contract::Notes contract_notes(contract::Tag<DirectoryViewChannel>) {
  return {.name = "DirectoryChannel"};
}
contract::Notes contract_notes(contract::Tag<DirectoryView>) {
  return {.name = "Directory"};
}

namespace {

template <class Store>
std::vector<typename Store::Whole> wholes(const std::vector<Named>& names) {
  std::vector<typename Store::Whole> all;
  for (const Named& named : names)
    all.push_back(Store::whole({named.id, named.name, named.name_zh}));
  return all;
}

template <class Store, class Key>
std::vector<typename Store::Whole> wholes(const std::map<Key, std::string>& names) {
  std::vector<typename Store::Whole> all;
  for (const auto& [id, name] : names)
    all.push_back(Store::whole({id.value, name, ""}));
  return all;
}

DirectoryView view_of(const Directory& directory) {
  DirectoryView view;
  for (const auto& [id, user] : directory.users)
    view.users.push_back({id, user.name, user.is_agent, user.is_active, user.teams});
  for (const auto& [id, queue] : directory.queues)
    view.queues.push_back({id, queue.name, queue.channel});
  for (const auto& [id, channel] : directory.channels)
    view.channels.push_back({id, channel.name});
  view.teams = wholes<Teams>(directory.teams);
  view.skills = wholes<Skills>(directory.skills);
  view.presence_reasons = wholes<PresenceReasons>(directory.presence_reasons);
  view.dispositions = wholes<Dispositions>(directory.dispositions);
  view.decline_reasons = wholes<DeclineReasons>(directory.decline_reasons);
  return view;
}

}  // namespace

void register_directory(const Operations& to, const Directories& directories) {
  to.api.get<DirectoryView>({.path = "/api/v1/directory",
                             .id = "getDirectory",
                             .tag = "organisation",
                             .summary = "The names of everything, for screens."},
                            [&directories](const api::Call& call) -> Result<DirectoryView> {
                              const DirectoryPtr directory = directories.of(call.org());
                              if (!directory)
                                return fail(ErrorCode::unavailable, "directory_missing",
                                            "the organisation is not loaded yet");
                              return view_of(*directory);
                            });
}

}  // namespace rapport::org
