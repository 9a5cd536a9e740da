#include "channels/webchat/visitor_hub.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <set>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/inbox.h"
#include "platform/contract/json.h"

namespace rapport::webchat {
namespace {

using namespace switchboard;

constexpr std::size_t tasks_max = 500'000;
constexpr std::size_t tasks_per_turn = 512;
constexpr Duration places_interval = seconds(2);             // how often places in line are told again
constexpr Duration places_interval_min = milliseconds(250);  // and after an arrival, at the earliest
constexpr std::size_t held_max = 1'000;                      // frames held back before the welcome

struct Connection {
  OrgId org;
  std::string channel_key;
  std::shared_ptr<http::Socket> socket;
  InteractionId interaction;
  bool is_welcome = false;
  std::vector<std::string> held;

  void send(const std::string& text) {
    if (is_welcome)
      socket->send(text);
    else if (held.size() < held_max)
      held.push_back(text);
  }
};

std::string frame_text(const ServerFrame& frame) {
  return contract::encode(frame);
}

}  // namespace

struct VisitorHub::Impl {
  using Task = std::function<void()>;

  live::Loop& loop;
  const org::Directories& directories;
  conversations::Conversations& conversations;
  const AddressSigner& signer;
  std::function<Instant()> clock;
  Inbox<Task> inbox{tasks_max};
  std::thread thread = {};
  std::atomic<ConnectionId> next{1};
  std::atomic<bool> is_overrun{false};

  // --- hub thread ---
  std::unordered_map<ConnectionId, Connection> connections = {};
  std::unordered_map<InteractionId, std::set<ConnectionId>> followers = {};
  struct Line {  // a conversation that waits, with somebody looking
    OrgId org;
    std::string told;
  };
  std::unordered_map<InteractionId, Line> waiting = {};
  Instant next_places = {};
  Instant last_places = {};

  void post(Task task) {
    if (!inbox.send(std::move(task))) is_overrun = true;
  }
  void run();
  void follow(ConnectionId id, InteractionId interaction);
  void unfollow(Connection& connection, ConnectionId id);
  void released(const live::Released& event);
  void tell_message(const live::Released& event, const InteractionChanged& changed);
  void tell_state(const live::Released& event, InteractionId interaction);
  void tell_places();
  void send_to(InteractionId interaction, const std::string& text);
  void signal(const conversations::Signal& what);
};

void VisitorHub::Impl::run() {
  std::vector<Task> tasks;
  while (true) {
    const Instant now = clock();
    if (now >= next_places || next_places - now > places_interval) {
      tell_places();
      last_places = now;
      next_places = now + places_interval;
    }
    const auto wait = std::chrono::microseconds(
        std::clamp((next_places - clock()).us, std::int64_t{1'000}, places_interval.us));
    if (!inbox.receive(tasks, tasks_per_turn, std::chrono::steady_clock::now() + wait)) return;
    if (is_overrun.exchange(false)) {
      // Something was lost on the way here: every visitor comes back and is told everything since.
      for (auto& [id, connection] : connections)
        connection.socket->close(1013, "resume");
    }
    for (Task& task : tasks)
      task();
  }
}

void VisitorHub::Impl::unfollow(Connection& connection, ConnectionId id) {
  const auto found = followers.find(connection.interaction);
  if (found == followers.end()) return;
  found->second.erase(id);
  if (!found->second.empty()) return;
  waiting.erase(connection.interaction);
  followers.erase(found);
}

void VisitorHub::Impl::follow(ConnectionId id, InteractionId interaction) {
  const auto found = connections.find(id);
  if (found == connections.end()) return;
  Connection& connection = found->second;
  unfollow(connection, id);
  connection.interaction = interaction;
  followers[interaction].insert(id);
  // Whether it waits is found out at the next telling of places.
  waiting.try_emplace(interaction, Line{connection.org, {}});
}

void VisitorHub::Impl::send_to(InteractionId interaction, const std::string& text) {
  const auto found = followers.find(interaction);
  if (found == followers.end()) return;
  for (const ConnectionId id : found->second)
    connections.at(id).send(text);
}

void VisitorHub::Impl::released(const live::Released& event) {
  std::set<InteractionId> changed_states;
  for (const Effect& effect : event.effects) {
    if (const auto* changed = std::get_if<InteractionChanged>(&effect)) {
      if (!followers.contains(changed->interaction)) continue;
      if (changed->change == Change::message)
        tell_message(event, *changed);
      else
        changed_states.insert(changed->interaction);
    } else if (const auto* closed = std::get_if<InteractionClosed>(&effect)) {
      if (!followers.contains(closed->interaction)) continue;
      changed_states.erase(closed->interaction);
      waiting.erase(closed->interaction);
      ServerFrame frame;
      frame.type = "conversation";
      frame.conversation =
          present_ended(closed->interaction, closed->arrived_at, closed->closed_at, closed->previous);
      send_to(closed->interaction, frame_text(frame));
    }
  }
  for (const InteractionId interaction : changed_states)
    tell_state(event, interaction);
}

void VisitorHub::Impl::tell_message(const live::Released& event, const InteractionChanged& changed) {
  if (changed.author == Author::note) return;
  const auto directory = directories.of(event.org);
  auto words = conversations.words(event.org, changed.message);
  if (!directory || !words) return;
  ServerFrame frame;
  frame.type = "message";
  const auto found = followers.find(changed.interaction);
  if (found == followers.end()) return;
  std::string key;
  std::string text;
  for (const ConnectionId id : found->second) {
    Connection& connection = connections.at(id);
    if (text.empty() || connection.channel_key != key) {
      key = connection.channel_key;
      frame.message = present(*words, *directory, key, signer, clock());
      text = frame_text(frame);
    }
    connection.send(text);
  }
}

void VisitorHub::Impl::tell_state(const live::Released& event, InteractionId interaction) {
  const InteractionView* view = event.interaction(interaction);
  const auto directory = directories.of(event.org);
  if (!view || !directory) return;
  ServerFrame frame;
  frame.type = "conversation";
  frame.conversation = present(*view, std::nullopt, *directory);
  if (frame.conversation->state == ConversationState::queued) {
    // The place goes with it: told with all the others at the next turn, at once for a new one.
    waiting[interaction] = Line{event.org, {}};
    next_places = std::min(next_places, last_places + places_interval_min);
    return;
  }
  waiting.erase(interaction);
  send_to(interaction, frame_text(frame));
}

void VisitorHub::Impl::tell_places() {
  std::unordered_map<OrgId, std::vector<InteractionId>> lines;
  for (const auto& [interaction, line] : waiting)
    lines[line.org].push_back(interaction);
  for (auto& [org, ids] : lines) {
    const auto directory = directories.of(org);
    if (!directory) continue;
    using Place = std::pair<InteractionView, std::optional<switchboard::WaitEstimate>>;
    auto places = loop.read<std::vector<Place>>(org, [&ids = ids](const Switchboard& board, Instant now) {
      std::vector<Place> found;
      for (const InteractionId id : ids) {
        if (auto view = board.interaction(id)) found.emplace_back(std::move(*view), board.wait(id, now));
      }
      return found;
    });
    if (!places) continue;
    for (const auto& [view, wait] : *places) {
      ServerFrame frame;
      frame.type = "conversation";
      frame.conversation = present(view, wait, *directory);
      if (frame.conversation->state != ConversationState::queued) {
        waiting.erase(view.interaction);
        continue;
      }
      const auto line = waiting.find(view.interaction);
      if (line == waiting.end()) continue;
      std::string text = frame_text(frame);
      if (line->second.told == text) continue;
      line->second.told = text;
      send_to(view.interaction, text);
    }
  }
}

void VisitorHub::Impl::signal(const conversations::Signal& what) {
  if (!what.agent) return;  // the visitor's own
  ServerFrame frame;
  if (what.kind == conversations::Signal::Kind::typing) {
    frame.type = "typing";
    frame.is_typing = what.is_typing;
  } else if (what.kind == conversations::Signal::Kind::read) {
    frame.type = "read";
    frame.message_id = what.message;
  } else {
    return;
  }
  send_to(what.interaction, frame_text(frame));
}

VisitorHub::VisitorHub(live::Loop& loop, const org::Directories& directories,
                       conversations::Conversations& conversations, const AddressSigner& signer,
                       std::function<Instant()> clock)
    : impl_(new Impl{loop, directories, conversations, signer, std::move(clock)}) {}

VisitorHub::~VisitorHub() {
  stop();
}

void VisitorHub::start() {
  impl_->thread = std::thread([this] { impl_->run(); });
}

void VisitorHub::stop() {
  if (!impl_->thread.joinable()) return;
  impl_->inbox.close();
  impl_->thread.join();
}

ConnectionId VisitorHub::open(OrgId org, std::string channel_key, std::shared_ptr<http::Socket> socket) {
  Impl* hub = impl_.get();
  const ConnectionId id = hub->next++;
  hub->post(
      [hub, id, connection = Connection{org, std::move(channel_key), std::move(socket), {}, false, {}}] {
        hub->connections.emplace(id, connection);
      });
  return id;
}

void VisitorHub::follow(ConnectionId connection, InteractionId interaction) {
  Impl* hub = impl_.get();
  hub->post([hub, connection, interaction] { hub->follow(connection, interaction); });
}

void VisitorHub::welcome(ConnectionId connection, std::string text) {
  Impl* hub = impl_.get();
  hub->post([hub, connection, text = std::move(text)] {
    const auto found = hub->connections.find(connection);
    if (found == hub->connections.end()) return;
    found->second.is_welcome = true;
    found->second.socket->send(text);
    for (std::string& held : std::exchange(found->second.held, {}))
      found->second.socket->send(std::move(held));
  });
}

void VisitorHub::close(ConnectionId connection) {
  Impl* hub = impl_.get();
  hub->post([hub, connection] {
    const auto found = hub->connections.find(connection);
    if (found == hub->connections.end()) return;
    hub->unfollow(found->second, connection);
    hub->connections.erase(found);
  });
}

void VisitorHub::on_released(const std::shared_ptr<const live::Released>& released) {
  Impl* hub = impl_.get();
  hub->post([hub, released] { hub->released(*released); });
}

void VisitorHub::on_signal(const conversations::Signal& signal) {
  Impl* hub = impl_.get();
  hub->post([hub, signal] { hub->signal(signal); });
}

}  // namespace rapport::webchat
