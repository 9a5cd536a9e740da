#include "desk/feed_hub.h"

#include <algorithm>
#include <chrono>
#include <future>
#include <map>
#include <set>
#include <thread>
#include <utility>

#include "base/inbox.h"
#include "desk/board_watch.h"
#include "platform/contract/json.h"

namespace rapport::desk {
namespace {

using namespace switchboard;

constexpr std::size_t tasks_max =
    200'000;  // beyond it the feed is broken off: every desk is closed and resumes by number
constexpr std::size_t tasks_per_turn = 512;
constexpr Duration board_interval = seconds(1);
constexpr std::size_t viewers_max = 50;  // shown per interaction

using ConnectionId = std::int64_t;

struct Connection {
  api::Caller caller;
  std::shared_ptr<http::Socket> socket;
  std::int64_t told_seq = 0;  // of the feed: nothing at or below it is sent again
  std::optional<InteractionId> viewing;
  bool is_watching_board = false;
};

bool may_see_all(const api::Caller& caller) {
  return caller.may(api::Permission::supervise) || caller.may(api::Permission::see_board);
}

// Everybody an event concerns: whom its effects name, and who has or is asked about what it changed.
std::set<UserId> concerned(const live::Released& released) {
  std::set<UserId> users;
  for (const Effect& effect : released.effects) {
    if (const auto* changed = std::get_if<InteractionChanged>(&effect))
      users.insert(changed->agent);
    else if (const auto* made = std::get_if<OfferMade>(&effect))
      users.insert(made->agent);
    else if (const auto* closed_offer = std::get_if<OfferClosed>(&effect))
      users.insert(closed_offer->agent);
    else if (const auto* agent = std::get_if<AgentChanged>(&effect))
      users.insert(agent->agent);
    else if (const auto* closed = std::get_if<InteractionClosed>(&effect)) {
      for (const switchboard::Leg& leg : closed->legs)
        users.insert(leg.agent);
    }
  }
  for (const InteractionView& view : released.interactions) {
    users.insert(view.agent);
    users.insert(view.consulted);
  }
  users.erase(UserId{});
  return users;
}

std::set<InteractionId> named(const live::Released& released) {
  std::set<InteractionId> ids;
  for (const Effect& effect : released.effects) {
    if (const auto* changed = std::get_if<InteractionChanged>(&effect))
      ids.insert(changed->interaction);
    else if (const auto* closed = std::get_if<InteractionClosed>(&effect))
      ids.insert(closed->interaction);
  }
  return ids;
}

// Nobody when the key is not there.
template <class Key>
const std::set<ConnectionId>& found_in(const std::map<Key, std::set<ConnectionId>>& connections, Key key) {
  static const std::set<ConnectionId> nobody;
  const auto found = connections.find(key);
  return found == connections.end() ? nobody : found->second;
}

// Words alone change nothing about who does what: the views of agents that come with them are not told.
bool is_words_only(const live::Released& released) {
  return std::all_of(released.effects.begin(), released.effects.end(), [](const Effect& effect) {
    const auto* changed = std::get_if<InteractionChanged>(&effect);
    return changed && changed->change == Change::message;
  });
}

FeedMessage message_of_type(std::string type) {
  FeedMessage message;
  message.type = std::move(type);
  return message;
}

}  // namespace

struct FeedHub::Impl {
  using Task = std::function<void()>;

  live::Loop& loop;
  const org::Directories& directories;
  conversations::Conversations& conversations;
  Stores stores;
  const conversations::Signals& signals;
  log::Log& log;
  std::function<Instant()> clock;
  Softphones* softphones = nullptr;
  Inbox<Task> inbox{tasks_max};
  std::thread thread = {};
  std::atomic<ConnectionId> next_connection{1};
  std::atomic<bool> is_overrun{false};

  // --- hub thread ---
  struct Room {  // one organisation
    std::unique_ptr<StoryShelf> shelf;
    std::map<ConnectionId, Connection> connections;
    std::map<UserId, std::set<ConnectionId>> of_user;
    std::map<InteractionId, std::set<ConnectionId>> viewers;
    std::set<InteractionId> on_hold;  // calls
    BoardWatch board;
  };
  std::map<OrgId, Room> rooms = {};
  Instant next_board_push = {};

  Room& room(OrgId org) {
    Room& place = rooms[org];
    if (!place.shelf) place.shelf = std::make_unique<StoryShelf>(stores);
    return place;
  }

  void run();
  void open(ConnectionId id, Connection connection, std::optional<std::int64_t> after);
  void close(OrgId org, ConnectionId id);
  void request(OrgId org, ConnectionId id, const FeedRequest& wanted);
  void view(Room& place, ConnectionId id, std::optional<InteractionId> interaction);
  void leave_view(Room& place, InteractionId interaction, ConnectionId id);
  void tell_viewers(Room& place, InteractionId interaction);
  void released(const live::Released& event);
  std::vector<std::string> render(Room& place, const live::Released& event,
                                  std::map<AgentId, std::string>& agents);
  void resume_one(Room& place, Connection& connection, const live::Released& event);
  void signal(const conversations::Signal& what);
  void push_boards();
  void send_to_involved(Room& place, InteractionId interaction, UserId but, const std::string& text);
  void break_off();
  void post(Task task) {
    if (!inbox.send(std::move(task))) is_overrun = true;
  }
};

// --- one socket's receiving half; on the net thread ---
namespace {

class DeskSocket : public http::SocketHandler {
 public:
  DeskSocket(std::function<void(const FeedRequest&)> request, std::function<void()> closed,
             std::shared_ptr<http::Socket> socket)
      : request_(std::move(request)), closed_(std::move(closed)), socket_(std::move(socket)) {}

  void on_text(std::string_view text) override {
    auto wanted = contract::decode<FeedRequest>(text);
    if (!wanted) {
      socket_->close(1007, wanted.error().issues.empty() ? wanted.error().detail
                                                         : wanted.error().issues.front().where + ": " +
                                                               wanted.error().issues.front().what);
      return;
    }
    request_(*wanted);
  }
  void on_close() override { closed_(); }

 private:
  std::function<void(const FeedRequest&)> request_;
  std::function<void()> closed_;
  std::shared_ptr<http::Socket> socket_;
};

}  // namespace

void FeedHub::Impl::run() {
  std::vector<Task> tasks;
  while (true) {
    const Instant now = clock();
    if (now >= next_board_push || next_board_push - now > board_interval) {
      push_boards();
      next_board_push = now + board_interval;
    }
    const auto wait = std::chrono::microseconds(
        std::clamp((next_board_push - clock()).us, std::int64_t{1'000}, board_interval.us));
    if (!inbox.receive(tasks, tasks_per_turn, std::chrono::steady_clock::now() + wait)) return;
    if (is_overrun.exchange(false)) break_off();
    for (Task& task : tasks)
      task();
  }
}

void FeedHub::Impl::break_off() {
  log.error("the desks' feed fell behind its limit; every desk resumes");
  for (auto& [org, place] : rooms) {
    for (auto& [id, connection] : place.connections)
      connection.socket->close(1013, "resume");
    place.shelf = std::make_unique<StoryShelf>(stores);
  }
}

void FeedHub::Impl::open(ConnectionId id, Connection connection, std::optional<std::int64_t> after) {
  const OrgId org = connection.caller.org;
  const UserId user = connection.caller.user;
  auto resumed = loop.resume(org, after);
  if (!resumed) {
    connection.socket->close(1011, resumed.error().detail);
    return;
  }
  Room& place = room(org);
  connection.told_seq = resumed->seq;
  // Before the hello: who has heard it may ask to be available at once.
  std::set<ConnectionId>& of_same_user = place.of_user[user];
  const bool is_agent = connection.caller.may(api::Permission::take_interactions);
  if (of_same_user.empty() && is_agent) loop.submit(org, AgentConnected{user}, {});
  of_same_user.insert(id);

  FeedMessage hello = message_of_type("hello");
  hello.seq = resumed->seq;
  hello.is_reset = resumed->is_reset;
  hello.server_time = clock();
  connection.socket->send(contract::encode(hello));
  for (const auto& missed : resumed->missed)
    resume_one(place, connection, *missed);

  const Connection& opened = place.connections.emplace(id, std::move(connection)).first->second;
  if (softphones != nullptr) softphones->look(opened.caller, id, {});
}

void FeedHub::Impl::close(OrgId org, ConnectionId id) {
  Room& place = room(org);
  const auto found = place.connections.find(id);
  if (found == place.connections.end()) return;
  const Connection connection = std::move(found->second);
  place.connections.erase(found);
  if (softphones != nullptr) softphones->leave(id);
  auto& others = place.of_user[connection.caller.user];
  others.erase(id);
  if (connection.viewing) leave_view(place, *connection.viewing, id);
  if (!others.empty()) return;
  place.of_user.erase(connection.caller.user);
  if (connection.caller.may(api::Permission::take_interactions)) {
    loop.submit(org, AgentDisconnected{connection.caller.user}, {});
  }
}

void FeedHub::Impl::request(OrgId org, ConnectionId id, const FeedRequest& wanted) {
  Room& place = room(org);
  const auto found = place.connections.find(id);
  if (found == place.connections.end()) return;
  Connection& connection = found->second;
  if (wanted.type == "ping") {
    connection.socket->send(contract::encode(message_of_type("pong")));
  } else if (wanted.type == "typing" && wanted.interaction_id) {
    // Who has no part in it is not heard by the customer.
    if (!place.board.users_of(*wanted.interaction_id).contains(connection.caller.user)) return;
    conversations::Signal typing;
    typing.org = org;
    typing.interaction = *wanted.interaction_id;
    typing.agent = connection.caller.user;
    typing.is_typing = wanted.is_typing.value_or(false);
    typing.at = clock();
    signals.send(typing);
  } else if (wanted.type == "viewing") {
    view(place, id, wanted.interaction_id);
  } else if (wanted.type == "watch_board" && connection.caller.may(api::Permission::see_board)) {
    connection.is_watching_board = wanted.is_on.value_or(false);
  } else if (softphones != nullptr && wanted.type == "softphone_offer" && wanted.sdp) {
    softphones->offer(connection.caller, id, *wanted.sdp);
  } else if (softphones != nullptr && wanted.type == "softphone_close") {
    softphones->leave(id);
  } else if (softphones != nullptr && wanted.type == "call" && wanted.interaction_id && wanted.action) {
    softphones->act(connection.caller, id, wanted);
  }
}

void FeedHub::Impl::view(Room& place, ConnectionId id, std::optional<InteractionId> interaction) {
  Connection& connection = place.connections.at(id);
  const auto before = std::exchange(connection.viewing, interaction);
  if (before == interaction) return;
  if (before) leave_view(place, *before, id);
  if (!interaction) return;
  place.viewers[*interaction].insert(id);
  tell_viewers(place, *interaction);
  if (softphones != nullptr) softphones->look(connection.caller, id, *interaction);
}

void FeedHub::Impl::leave_view(Room& place, InteractionId interaction, ConnectionId id) {
  const auto found = place.viewers.find(interaction);
  found->second.erase(id);
  if (found->second.empty()) place.viewers.erase(found);
  tell_viewers(place, interaction);
}

void FeedHub::Impl::tell_viewers(Room& place, InteractionId interaction) {
  FeedMessage viewing = message_of_type("viewing");
  viewing.interaction_id = interaction;
  viewing.user_ids.emplace();
  std::set<UserId> users;
  const std::set<ConnectionId>& viewers = found_in(place.viewers, interaction);
  for (const ConnectionId id : viewers)
    users.insert(place.connections.at(id).caller.user);
  for (const UserId user : users) {
    if (viewing.user_ids->size() < viewers_max) viewing.user_ids->push_back(user);
  }
  const std::string text = contract::encode(viewing);
  for (const ConnectionId id : viewers)
    place.connections.at(id).socket->send(text);
}

// The texts for everybody concerned, in order, and the ones that only the agent in question gets.
std::vector<std::string> FeedHub::Impl::render(Room& place, const live::Released& event,
                                               std::map<AgentId, std::string>& agents) {
  std::vector<std::string> texts;
  const org::DirectoryPtr directory = directories.of(event.org);
  if (!directory) return texts;
  std::set<InteractionId> told;
  for (const Effect& effect : event.effects) {
    const auto* ended = std::get_if<FlowEnded>(&effect);
    if (ended != nullptr && ended->assist)
      place.shelf->forget(ended->interaction);  // it has brought something
  }
  for (const Effect& effect : event.effects) {
    if (const auto* changed = std::get_if<InteractionChanged>(&effect)) {
      FeedMessage message = message_of_type("interaction");
      message.seq = event.seq;
      message.at = event.at;
      message.change = changed->change;
      if (changed->by) message.by = changed->by;
      if (changed->reason) message.reason_id = changed->reason;
      if (changed->message) {
        if (auto words = conversations.words(event.org, changed->message)) {
          message.message = desk::present(*words);
          place.shelf->add_message(changed->interaction, *message.message);
        }
      }
      const InteractionView* view = event.interaction(changed->interaction);
      if (!view) continue;  // closed meanwhile: InteractionClosed tells
      message.interaction = place.shelf->present(*directory, *view);
      told.insert(view->interaction);
      texts.push_back(contract::encode(message));
    } else if (const auto* entered = std::get_if<FlowStepEntered>(&effect)) {
      // The next step of a flow beside an agent; what begins it is told above.
      const InteractionView* view = event.interaction(entered->interaction);
      if (!view || !view->assist_began_at || entered->expires_at.us == 0) continue;
      if (!told.insert(view->interaction).second) continue;
      FeedMessage message = message_of_type("interaction");
      message.seq = event.seq;
      message.at = event.at;
      message.interaction = place.shelf->present(*directory, *view);
      texts.push_back(contract::encode(message));
    } else if (const auto* closed = std::get_if<InteractionClosed>(&effect)) {
      FeedMessage message = message_of_type("interaction");
      message.seq = event.seq;
      message.at = event.at;
      message.change = Change::closed;
      message.interaction =
          desk::present(*closed, place.shelf->of(*directory, closed->interaction, closed->customer));
      place.shelf->forget(closed->interaction);
      texts.push_back(contract::encode(message));
    }
  }
  if (is_words_only(event)) return texts;
  for (const AgentView& view : event.agents) {
    FeedMessage message = message_of_type("agent");
    message.seq = event.seq;
    message.at = event.at;
    message.agent = desk::present(view);
    agents.emplace(view.agent, contract::encode(message));
  }
  return texts;
}

void FeedHub::Impl::released(const live::Released& event) {
  Room& place = room(event.org);
  place.board.note(event);
  if (place.connections.empty()) {
    // Nobody looks; the shelf must not keep what has gone on without it.
    for (const InteractionId id : named(event))
      place.shelf->forget(id);
    return;
  }
  std::map<AgentId, std::string> agents;
  const std::vector<std::string> texts = render(place, event, agents);
  std::set<ConnectionId> listening;
  for (const UserId user : concerned(event))
    listening.merge(std::set<ConnectionId>(found_in(place.of_user, user)));
  for (const InteractionId interaction : named(event)) {
    for (const ConnectionId id : found_in(place.viewers, interaction)) {
      if (may_see_all(place.connections.at(id).caller)) listening.insert(id);
    }
  }
  for (const ConnectionId id : listening) {
    const Connection& connection = place.connections.at(id);
    if (event.seq <= connection.told_seq) continue;
    for (const std::string& text : texts)
      connection.socket->send(text);
    const auto own = agents.find(connection.caller.user);
    if (own != agents.end()) connection.socket->send(own->second);
  }
}

// What a desk missed while it was away. The state that goes with it is the one of then; later events correct
// it.
void FeedHub::Impl::resume_one(Room& place, Connection& connection, const live::Released& event) {
  const UserId user = connection.caller.user;
  if (!concerned(event).contains(user) && !event.agent(user)) return;
  std::map<AgentId, std::string> agents;
  for (const std::string& text : render(place, event, agents))
    connection.socket->send(text);
  const auto own = agents.find(user);
  if (own != agents.end()) connection.socket->send(own->second);
}

void FeedHub::Impl::send_to_involved(Room& place, InteractionId interaction, UserId but,
                                     const std::string& text) {
  std::set<ConnectionId> listening = found_in(place.viewers, interaction);
  for (const UserId user : place.board.users_of(interaction))
    listening.merge(std::set<ConnectionId>(found_in(place.of_user, user)));
  for (const ConnectionId id : listening) {
    const Connection& connection = place.connections.at(id);
    if (connection.caller.user != but) connection.socket->send(text);
  }
}

void FeedHub::Impl::signal(const conversations::Signal& what) {
  using Kind = conversations::Signal::Kind;
  Room& place = room(what.org);
  FeedMessage message;
  message.interaction_id = what.interaction;
  switch (what.kind) {
    case Kind::typing:
      message.type = "typing";
      message.who = what.agent ? "agent" : "customer";
      if (what.agent) message.user_id = what.agent;
      message.is_typing = what.is_typing;
      if (!what.preview.empty()) message.text_preview = what.preview;
      break;
    case Kind::delivered:
    case Kind::read:
      if (what.agent) {
        if (what.kind == Kind::read) place.shelf->read_up_to(what.interaction, what.message);
        return;  // the customer's side tells the customer
      }
      message.type = "receipt";
      message.message_id = what.message;
      message.delivered_at = what.at;
      if (what.kind == Kind::read) message.read_at = what.at;
      break;
    case Kind::customer_changed:
      place.shelf = std::make_unique<StoryShelf>(stores);
      message.type = "configuration";
      message.what = "customer";
      message.interaction_id.reset();
      for (const auto& [id, connection] : place.connections)
        connection.socket->send(contract::encode(message));
      return;
  }
  send_to_involved(place, what.interaction, what.agent, contract::encode(message));
}

void FeedHub::Impl::push_boards() {
  for (auto& [org, place] : rooms) {
    const bool is_watched = std::any_of(place.connections.begin(), place.connections.end(),
                                        [](const auto& entry) { return entry.second.is_watching_board; });
    if (!is_watched) {
      place.board.forget_changes();
      continue;
    }
    const org::DirectoryPtr directory = directories.of(org);
    if (!directory) continue;
    auto queues = loop.read<std::vector<QueueView>>(org, [](const Switchboard& board, Instant now) {
      std::vector<QueueView> views;
      board.each_queue(now, [&](const QueueView& view) { views.push_back(view); });
      return views;
    });
    if (!queues) continue;
    const auto push = place.board.changes(*queues, *place.shelf, *directory, clock());
    if (!push) continue;
    const std::string text = contract::encode(*push);
    for (const auto& [id, connection] : place.connections) {
      if (connection.is_watching_board) connection.socket->send(text);
    }
  }
}

FeedHub::FeedHub(live::Loop& loop, const org::Directories& directories,
                 conversations::Conversations& conversations, Stores stores,
                 const conversations::Signals& signals, log::Log& log, std::function<Instant()> clock)
    : impl_(new Impl{loop, directories, conversations, stores, signals, log, std::move(clock)}) {}

FeedHub::~FeedHub() {
  stop();
}

void FeedHub::add_softphones(Softphones& softphones) {
  impl_->softphones = &softphones;
}

void FeedHub::tell(OrgId org, std::int64_t connection, FeedMessage message) {
  impl_->post([impl = impl_.get(), org, connection, text = contract::encode(message)] {
    const auto& connections = impl->room(org).connections;
    const auto found = connections.find(connection);
    if (found != connections.end()) found->second.socket->send(text);
  });
}

void FeedHub::tell_agents(OrgId org, FeedMessage message) {
  impl_->post([impl = impl_.get(), org, text = contract::encode(message)] {
    for (const auto& [id, connection] : impl->room(org).connections) {
      const bool is_agent = connection.caller.may(api::Permission::take_interactions);
      if (is_agent || may_see_all(connection.caller)) connection.socket->send(text);
    }
  });
}

void FeedHub::tell_users(OrgId org, std::vector<UserId> users, std::optional<api::Permission> may,
                         FeedMessage message) {
  impl_->post([impl = impl_.get(), org, users = std::move(users), may, text = contract::encode(message)] {
    const Impl::Room& place = impl->room(org);
    std::set<ConnectionId> told;
    for (const UserId user : users)
      told.merge(std::set(found_in(place.of_user, user)));
    for (const auto& [id, connection] : place.connections)
      if (may && connection.caller.may(*may)) told.insert(id);
    for (const ConnectionId id : told)
      place.connections.at(id).socket->send(text);
  });
}

void FeedHub::tell_call(OrgId org, PhoneCall call, std::vector<UserId> gone) {
  impl_->post([impl = impl_.get(), org, call = std::move(call), gone = std::move(gone)] {
    Impl::Room& place = impl->room(org);
    if (call.is_up && call.is_held)
      place.on_hold.insert(call.interaction_id);
    else
      place.on_hold.erase(call.interaction_id);
    std::set<ConnectionId> told = found_in(place.viewers, call.interaction_id);
    for (const CallMember& member : call.members) {
      if (member.user_id) told.merge(std::set(found_in(place.of_user, *member.user_id)));
    }
    for (const UserId user : gone)
      told.merge(std::set(found_in(place.of_user, user)));
    FeedMessage message = message_of_type("call");
    message.call = call;
    const std::string text = contract::encode(message);
    for (const ConnectionId id : told)
      place.connections.at(id).socket->send(text);
  });
}

void FeedHub::start() {
  for (const OrgId org : impl_->directories.all()) {
    auto lost = impl_->loop.read<std::vector<AgentId>>(org, [](const Switchboard& board, Instant) {
      std::vector<AgentId> ids;
      board.each_agent([&](const AgentView& view) {
        if (view.is_connected) ids.push_back(view.agent);
      });
      return ids;
    });
    if (!lost) continue;
    for (const AgentId agent : *lost)
      impl_->loop.submit(org, AgentDisconnected{agent}, {});
    auto open = impl_->loop.read<std::vector<InteractionView>>(org, [](const Switchboard& board, Instant) {
      std::vector<InteractionView> views;
      board.each_interaction([&](const InteractionView& view) { views.push_back(view); });
      return views;
    });
    if (open) impl_->room(org).board.remember(*open);
  }
  impl_->thread = std::thread([this] { impl_->run(); });
}

void FeedHub::stop() {
  if (!impl_->thread.joinable()) return;
  impl_->inbox.close();
  impl_->thread.join();
}

std::unique_ptr<http::SocketHandler> FeedHub::subscribe(const api::Caller& caller,
                                                        std::optional<std::int64_t> after,
                                                        std::shared_ptr<http::Socket> socket) {
  const ConnectionId id = impl_->next_connection++;
  const OrgId org = caller.org;
  Impl* hub = impl_.get();
  hub->post([hub, id, connection = Connection{caller, socket, 0, {}, false}, after] {
    hub->open(id, connection, after);
  });
  return std::make_unique<DeskSocket>(
      [hub, org, id](const FeedRequest& wanted) {
        hub->post([hub, org, id, wanted] { hub->request(org, id, wanted); });
      },
      [hub, org, id] { hub->post([hub, org, id] { hub->close(org, id); }); }, std::move(socket));
}

std::vector<Interaction> FeedHub::present(OrgId org, std::vector<InteractionView> views) {
  auto promise = std::make_shared<std::promise<std::vector<Interaction>>>();
  auto future = promise->get_future();
  Impl* hub = impl_.get();
  const bool is_posted = hub->inbox.send([hub, org, promise, views = std::move(views)] {
    std::vector<Interaction> shown;
    if (const org::DirectoryPtr directory = hub->directories.of(org)) {
      auto& shelf = *hub->room(org).shelf;
      for (const InteractionView& view : views) {
        shown.push_back(shelf.present(*directory, view));
      }
    }
    promise->set_value(std::move(shown));
  });
  if (!is_posted) return {};
  return future.get();
}

bool FeedHub::is_on_hold(OrgId org, InteractionId interaction) {
  auto promise = std::make_shared<std::promise<bool>>();
  auto future = promise->get_future();
  Impl* hub = impl_.get();
  const bool is_posted = hub->inbox.send(
      [hub, org, promise, interaction] { promise->set_value(hub->room(org).on_hold.contains(interaction)); });
  return is_posted && future.get();
}

void FeedHub::read_by_agent(OrgId org, InteractionId interaction, MessageId message) {
  Impl* hub = impl_.get();
  hub->post([hub, org, interaction, message] { hub->room(org).shelf->read_up_to(interaction, message); });
}

void FeedHub::configuration_changed(OrgId org, const std::string& what) {
  Impl* hub = impl_.get();
  hub->post([hub, org, what] {
    FeedMessage message = message_of_type("configuration");
    message.what = what;
    const std::string text = contract::encode(message);
    for (const auto& [id, connection] : hub->room(org).connections)
      connection.socket->send(text);
  });
}

void FeedHub::on_released(const std::shared_ptr<const live::Released>& released) {
  Impl* hub = impl_.get();
  hub->post([hub, released] { hub->released(*released); });
}

void FeedHub::on_signal(const conversations::Signal& signal) {
  Impl* hub = impl_.get();
  hub->post([hub, signal] { hub->signal(signal); });
}

}  // namespace rapport::desk
