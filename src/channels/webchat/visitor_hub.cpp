#include "channels/webchat/visitor_hub.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <set>
#include <span>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/inbox.h"
#include "platform/contract/json.h"

namespace rapport::webchat {
namespace {

using namespace switchboard;

constexpr std::size_t tasks_max = 500'000;
constexpr std::size_t tasks_per_turn = 512;
constexpr Duration places_interval = seconds(2);        // how often places in line are told again
constexpr Duration fresh_interval = milliseconds(250);  // how often those are told who have just come
constexpr std::size_t places_per_read = 500;  // asked of the loop at once: a fraction of a millisecond
constexpr std::size_t held_max = 1'000;       // frames held back before the welcome

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
  VisitorHub::Choices choices = {};
  Inbox<Task> inbox{tasks_max};
  std::thread thread = {};
  std::atomic<ConnectionId> next{1};
  std::atomic<bool> is_overrun{false};

  // --- hub thread ---
  std::unordered_map<ConnectionId, Connection> connections = {};
  std::unordered_map<InteractionId, std::set<ConnectionId>> followers = {};
  // A conversation that waits, or may, with somebody looking.
  struct Line {
    OrgId org;
    // What does not change while it waits; nullopt: not seen yet.
    std::optional<Conversation> shown = {};
    std::optional<WaitEstimate> told = {};
    bool is_told = false;
  };
  std::unordered_set<InteractionId> fresh = {};  // of these, who hears of their place before the next round
  std::unordered_map<InteractionId, Line> waiting = {};
  Instant next_places = {};  // when all hear of their places again
  Instant next_fresh = {};

  void post(Task task) {
    if (!inbox.send(std::move(task))) is_overrun = true;
  }
  void run();
  void follow(ConnectionId id, InteractionId interaction);
  void unfollow(Connection& connection, ConnectionId id);
  void released(const live::Released& event);
  void tell_message(const live::Released& event, const InteractionChanged& changed);
  void tell_state(const live::Released& event, InteractionId interaction);
  void tell_all_places();
  void tell_fresh_places();
  void tell_places(OrgId org, const std::vector<InteractionId>& ids);
  void tell_place(InteractionId id, const std::optional<switchboard::WaitEstimate>& wait);
  Result<void> look_at(OrgId org, InteractionId id, const org::Directory& directory);
  void send_to(InteractionId interaction, const std::string& text);
  void signal(const conversations::Signal& what);
};

void VisitorHub::Impl::run() {
  std::vector<Task> tasks;
  while (true) {
    const Instant now = clock();
    if (now >= next_places || next_places - now > places_interval) {
      tell_all_places();
      next_places = now + places_interval;
    }
    if (!fresh.empty() && (now >= next_fresh || next_fresh - now > fresh_interval)) {
      tell_fresh_places();
      next_fresh = now + fresh_interval;
    }
    const Instant next_turn = fresh.empty() ? next_places : std::min(next_places, next_fresh);
    const auto wait = std::chrono::microseconds(
        std::clamp((next_turn - clock()).us, std::int64_t{1'000}, places_interval.us));
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
  fresh.erase(connection.interaction);
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
  waiting.try_emplace(interaction, Line{connection.org});
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
    } else if (const auto* entered = std::get_if<FlowStepEntered>(&effect)) {
      if (followers.contains(entered->interaction)) changed_states.insert(entered->interaction);
    } else if (const auto* closed = std::get_if<InteractionClosed>(&effect)) {
      if (!followers.contains(closed->interaction)) continue;
      changed_states.erase(closed->interaction);
      waiting.erase(closed->interaction);
      fresh.erase(closed->interaction);
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
  if (choices && view->run) {
    auto to_choose = choices(event.org, *view);
    if (!to_choose.empty()) frame.conversation->choices = std::move(to_choose);
  }
  if (frame.conversation->state == ConversationState::queued) {
    // The place goes with it, told with those of others who have just come.
    waiting[interaction] = Line{event.org, std::move(frame.conversation)};
    fresh.insert(interaction);
    return;
  }
  waiting.erase(interaction);
  send_to(interaction, frame_text(frame));
}

void VisitorHub::Impl::tell_all_places() {
  std::unordered_map<OrgId, std::vector<InteractionId>> lines;
  for (const auto& [interaction, line] : waiting)
    lines[line.org].push_back(interaction);
  fresh.clear();
  for (const auto& [org, ids] : lines)
    tell_places(org, ids);
}

void VisitorHub::Impl::tell_fresh_places() {
  std::unordered_map<OrgId, std::vector<InteractionId>> lines;
  for (const InteractionId interaction : std::exchange(fresh, {})) {
    const auto line = waiting.find(interaction);
    if (line != waiting.end()) lines[line->second.org].push_back(interaction);
  }
  for (const auto& [org, ids] : lines)
    tell_places(org, ids);
}

void VisitorHub::Impl::tell_places(OrgId org, const std::vector<InteractionId>& ids) {
  const auto directory = directories.of(org);
  if (!directory) return;
  using Waits = std::vector<std::optional<switchboard::WaitEstimate>>;
  for (std::size_t from = 0; from < ids.size(); from += places_per_read) {
    const std::span<const InteractionId> some(ids.data() + from,
                                              std::min(places_per_read, ids.size() - from));
    auto waits = loop.read<Waits>(org, [some](const Switchboard& board, Instant now) {
      Waits found;
      found.reserve(some.size());
      for (const InteractionId id : some)
        found.push_back(board.wait(id, now));
      return found;
    });
    if (!waits) return;
    for (std::size_t i = 0; i < some.size(); ++i) {
      if (!waiting.at(some[i]).shown && !look_at(org, some[i], *directory)) return;
      tell_place(some[i], (*waits)[i]);
    }
  }
}

// What a line shows, of one that somebody began to follow when it was there already.
Result<void> VisitorHub::Impl::look_at(OrgId org, InteractionId id, const org::Directory& directory) {
  auto view = loop.read<std::optional<InteractionView>>(
      org, [id](const Switchboard& board, Instant) { return board.interaction(id); });
  if (!view) return tl::unexpected<Error>(view.error());
  // One that has ended is shown as such, and taken out.
  Conversation gone;
  gone.state = ConversationState::ended;
  waiting.at(id).shown = *view ? present(**view, std::nullopt, directory) : gone;
  return {};
}

void VisitorHub::Impl::tell_place(InteractionId id, const std::optional<switchboard::WaitEstimate>& wait) {
  const auto line = waiting.find(id);
  if (line->second.shown->state != ConversationState::queued) {
    waiting.erase(line);  // told by its own event
    return;
  }
  std::optional<WaitEstimate> place;  // none while it is offered to somebody
  if (wait) place = present(*wait);
  if (line->second.is_told && line->second.told == place) return;
  line->second.is_told = true;
  line->second.told = place;
  ServerFrame frame;
  frame.type = "conversation";
  frame.conversation = line->second.shown;
  if (place) frame.conversation->position = place->position;
  frame.conversation->wait = place;
  send_to(id, frame_text(frame));
}

void VisitorHub::Impl::signal(const conversations::Signal& what) {
  if (!what.agent) return;  // the visitor's own
  ServerFrame frame;
  if (what.kind == conversations::Signal::Kind::typing) {
    frame.type = "typing";
    frame.is_typing = what.is_typing;
  } else if (what.kind == conversations::Signal::Kind::customer_changed) {
    return;
  } else {
    frame.type = what.kind == conversations::Signal::Kind::read ? "read" : "delivered";
    frame.message_id = what.message;
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

void VisitorHub::show_choices(Choices choices) {
  impl_->choices = std::move(choices);
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

void VisitorHub::tell(InteractionId interaction, std::string text) {
  Impl* hub = impl_.get();
  hub->post([hub, interaction, text = std::move(text)] { hub->send_to(interaction, text); });
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
