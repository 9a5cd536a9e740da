// The pure half of the sync: what is wanted, what is there, what leads from one to the other.
#include <algorithm>

#include "org/switchboard_sync.h"

namespace rapport::org {
namespace {

using switchboard::AgentConfigured;
using switchboard::AgentImage;
using switchboard::AgentRemoved;
using switchboard::Event;
using switchboard::Image;
using switchboard::QueueClosed;
using switchboard::QueueConfigured;
using switchboard::QueueImage;
using switchboard::QueueOpened;
using switchboard::QueueRemoved;
using switchboard::SettingsChanged;

bool differ_only_in_opening(switchboard::QueueRules a, const switchboard::QueueRules& b) {
  a.is_open = b.is_open;
  return a == b;
}

}  // namespace

Configuration configuration_of(const Loaded& loaded, Instant now) {
  Configuration wanted;
  wanted.settings = loaded.directory.settings;
  for (const auto& [id, queue] : loaded.directory.queues) {
    switchboard::QueueRules rules = queue.rules;
    rules.is_open = !queue.hours || is_open(*queue.hours, now);
    wanted.queues.emplace(id, std::move(rules));
  }
  wanted.agents = loaded.agents;
  return wanted;
}

Configuration configuration_of(const Image& image) {
  Configuration has;
  has.settings = image.settings;
  for (const QueueImage& queue : image.queues)
    has.queues.emplace(queue.queue, queue.rules);
  for (const AgentImage& agent : image.agents)
    has.agents.emplace(agent.agent, agent.profile);
  return has;
}

std::vector<Event> difference(const Configuration& from, const Configuration& to) {
  std::vector<Event> events;
  if (!(from.settings == to.settings)) events.emplace_back(SettingsChanged{to.settings});
  for (const auto& [id, rules] : to.queues) {
    const auto had = from.queues.find(id);
    if (had == from.queues.end() || !differ_only_in_opening(had->second, rules))
      events.emplace_back(QueueConfigured{id, rules});
    else if (had->second.is_open && !rules.is_open)
      events.emplace_back(QueueClosed{id});
    else if (!had->second.is_open && rules.is_open)
      events.emplace_back(QueueOpened{id});
  }
  // Agents after the queues they name, queues go after the agents who left them.
  for (const auto& [id, profile] : to.agents) {
    const auto had = from.agents.find(id);
    if (had == from.agents.end() || !(had->second == profile))
      events.emplace_back(AgentConfigured{id, profile});
  }
  for (const auto& [id, profile] : from.agents)
    if (!to.agents.contains(id)) events.emplace_back(AgentRemoved{id});
  for (const auto& [id, rules] : from.queues)
    if (!to.queues.contains(id)) events.emplace_back(QueueRemoved{id});
  return events;
}

}  // namespace rapport::org
