// The supervisors' board, and presence.
#include <algorithm>

#include "desk/interactions.h"

namespace rapport::desk {

using namespace switchboard;
using api::Call;
using api::Permission;

struct SetPresence {
  Presence presence = Presence::available;
  std::optional<ReasonId> reason_id;
  bool after_current = false;
};
BOOST_DESCRIBE_STRUCT(SetPresence, (), (presence, reason_id, after_current))
contract::Notes contract_notes(contract::Tag<SetPresence>) {
  return {.doc = "With after_current it takes effect when the agent's last conversation has ended.",
          .fields = {{.name = "after_current", .has_default = true}}};
}

namespace {

constexpr std::size_t board_interactions_max = 500;

Result<Board> board_of(const Services& services, const Call& call) {
  const auto directory = services.directories.of(call.org());
  if (!directory) return fail(ErrorCode::not_found, "unknown_organisation", "this organisation is gone");
  auto seq = services.loop.seq(call.org());
  if (!seq) return tl::unexpected<Error>(seq.error());
  Board board;
  board.seq = *seq;
  std::vector<InteractionView> open;
  auto read = services.loop.read<bool>(call.org(), [&](const Switchboard& state, Instant now) {
    board.at = now;
    state.each_queue(now, [&](const QueueView& view) { board.queues.push_back(present(view, *directory)); });
    state.each_agent([&](const AgentView& view) { board.agents.push_back(present(view)); });
    state.each_interaction([&](const InteractionView& view) { open.push_back(view); });
    return true;
  });
  if (!read) return tl::unexpected<Error>(read.error());
  std::sort(open.begin(), open.end(), [](const InteractionView& a, const InteractionView& b) {
    const bool a_waits = a.state == InteractionState::queued;
    const bool b_waits = b.state == InteractionState::queued;
    return a_waits != b_waits           ? a_waits
           : a.queued_at != b.queued_at ? a.queued_at < b.queued_at
                                        : a.interaction < b.interaction;
  });
  if (open.size() > board_interactions_max) open.resize(board_interactions_max);
  board.interactions = services.hub.present(call.org(), std::move(open));
  return board;
}

Result<Colleagues> colleagues_of(const Services& services, const Call& call) {
  const auto directory = services.directories.of(call.org());
  if (!directory) return fail(ErrorCode::not_found, "unknown_organisation", "this organisation is gone");
  Colleagues colleagues;
  auto read = services.loop.read<bool>(call.org(), [&](const Switchboard& state, Instant now) {
    state.each_queue(now,
                     [&](const QueueView& view) { colleagues.queues.push_back(present(view, *directory)); });
    state.each_agent([&](const AgentView& view) {
      if (view.presence != Presence::offline) colleagues.agents.push_back(present(view));
    });
    return true;
  });
  if (!read) return tl::unexpected<Error>(read.error());
  return colleagues;
}

Result<AgentStatus> set_presence(const Services& services, const Call& call, const SetPresence& wanted) {
  const auto agent = call.id<AgentId>("id");
  if (agent != call.user() && !call.caller().may(Permission::supervise)) {
    return fail(ErrorCode::forbidden, "not_you", "only a supervisor changes somebody else's presence");
  }
  if (wanted.presence == Presence::not_responding) {
    return fail(ErrorCode::invalid, "bad_presence", "nobody chooses not to respond",
                {{"/presence", "expected available, away or offline"}});
  }
  const auto directory = services.directories.of(call.org());
  if (wanted.reason_id && directory &&
      std::none_of(directory->presence_reasons.begin(), directory->presence_reasons.end(),
                   [&](const org::Named& one) { return one.id == wanted.reason_id->value; })) {
    return fail(ErrorCode::invalid, "unknown_reason", "there is no such presence reason",
                {{"/reason_id", "there is no such presence reason"}});
  }
  auto released = services.loop.submit_and_wait(
      call.org(), PresenceRequested{agent, wanted.presence, wanted.reason_id.value_or(ReasonId{}),
                                    wanted.after_current, call.user()});
  if (!released) return tl::unexpected<Error>(released.error());
  if (const AgentView* view = (*released)->agent(agent)) return present(*view);
  auto view = services.loop.read<std::optional<AgentView>>(
      call.org(), [agent](const Switchboard& state, Instant) { return state.agent(agent); });
  if (!view) return tl::unexpected<Error>(view.error());
  if (!*view) return fail(ErrorCode::not_found, "unknown_agent", "no such agent");
  return present(**view);
}

}  // namespace

void add_board_operations(api::Api& api, const Services& services) {
  api.get<Board>({.path = "/api/v1/board",
                  .id = "getBoard",
                  .tag = "board",
                  .summary = "Queues, agents and open interactions as they are now",
                  .any_of = {Permission::see_board, Permission::supervise}},
                 [services](const Call& call) { return board_of(services, call); });
  api.get<Colleagues>({.path = "/api/v1/agents",
                       .id = "listColleagues",
                       .tag = "board",
                       .summary = "Agents who are not offline, and queues: whom a transfer can reach",
                       .any_of = {Permission::take_interactions, Permission::supervise}},
                      [services](const Call& call) { return colleagues_of(services, call); });
  api.put<SetPresence, AgentStatus>({.path = "/api/v1/agents/{id}/presence",
                                     .id = "setPresence",
                                     .tag = "board",
                                     .summary = "Change one's own presence, or as a supervisor somebody's",
                                     .any_of = {Permission::take_interactions, Permission::supervise}},
                                    [services](const Call& call, const SetPresence& wanted) {
                                      return set_presence(services, call, wanted);
                                    });
}

}  // namespace rapport::desk
