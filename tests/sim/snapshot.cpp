#include "sim/snapshot.h"

#include <algorithm>

namespace rapport::sim {
namespace {

using namespace switchboard;

struct Learner {
  Rulebook& book;
  void operator()(const SettingsChanged& event) const { book.settings = event.settings; }
  void operator()(const QueueConfigured& event) const { book.queues[event.queue] = event.rules; }
  void operator()(const QueueRemoved& event) const {
    book.queues.erase(event.queue);
    for (auto& [id, profile] : book.agents) {
      std::vector<QueueId>& queues = profile.queues;
      queues.erase(std::remove(queues.begin(), queues.end(), event.queue), queues.end());
    }
  }
  void operator()(const QueueOpened& event) const { book.queues[event.queue].is_open = true; }
  void operator()(const QueueClosed& event) const { book.queues[event.queue].is_open = false; }
  void operator()(const AgentConfigured& event) const { book.agents[event.agent] = event.profile; }
  void operator()(const AgentRemoved& event) const { book.agents.erase(event.agent); }
  template <class Other>
  void operator()(const Other&) const {}
};

}  // namespace

void Rulebook::learn(const Event& event) {
  std::visit(Learner{*this}, event);
}

Snapshot snapshot_of(const Switchboard& board) {
  Snapshot snapshot;
  board.each_interaction([&snapshot](const InteractionView& view) {
    snapshot.interactions.emplace_hint(snapshot.interactions.end(), view.interaction, view);
  });
  board.each_agent([&snapshot](const AgentView& view) {
    snapshot.agents.emplace_hint(snapshot.agents.end(), view.agent, view);
  });
  return snapshot;
}

}  // namespace rapport::sim
