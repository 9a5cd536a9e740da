#include "sim/agreement.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

namespace rapport::sim {
namespace {

using namespace switchboard;

struct Counts {
  std::int32_t waiting = 0, offered = 0, active = 0, members = 0, signed_in = 0, available = 0;
  std::int32_t scheduled = 0, dialling = 0;
  Instant oldest;
};

Counts counts_of(QueueId queue, const Rulebook& book, const Snapshot& snapshot) {
  Counts counts;
  for (const auto& [id, view] : snapshot.interactions) {
    if (view.queue != queue) continue;
    if (view.state == InteractionState::offered) ++counts.offered;
    if (view.state == InteractionState::active) ++counts.active;
    if (view.state == InteractionState::scheduled) ++counts.scheduled;
    if (view.state == InteractionState::dialling) ++counts.dialling;
    if (view.state != InteractionState::queued) continue;
    if (counts.waiting == 0 || view.queued_at < counts.oldest) counts.oldest = view.queued_at;
    ++counts.waiting;
  }
  for (const auto& [id, profile] : book.agents) {
    if (std::find(profile.queues.begin(), profile.queues.end(), queue) == profile.queues.end()) continue;
    const Presence presence = snapshot.agents.at(id).presence;
    ++counts.members;
    if (presence != Presence::offline) ++counts.signed_in;
    if (presence == Presence::available) ++counts.available;
  }
  return counts;
}

std::string queue_disagreement(const QueueView& view, const Rulebook& book, const Snapshot& snapshot) {
  const Counts counts = counts_of(view.queue, book, snapshot);
  const auto told = std::tuple(view.waiting, view.offered, view.active, view.members, view.signed_in,
                               view.available, view.oldest_queued_at, view.scheduled, view.dialling);
  const auto counted =
      std::tuple(counts.waiting, counts.offered, counts.active, counts.members, counts.signed_in,
                 counts.available, counts.oldest, counts.scheduled, counts.dialling);
  if (told != counted) return fmt::format("the view of queue {} does not count right", view.queue.value);
  const QueueFigures& today = view.today;
  if (today.answered_within > today.answered || today.abandoned_within > today.abandoned)
    return fmt::format("the figures of queue {} contradict each other", view.queue.value);
  return "";
}

// Everybody's position, by sorting.
std::string position_disagreement(const Switchboard& board, const Rulebook& book, const Snapshot& snapshot,
                                  Instant now) {
  std::map<QueueId, std::vector<const InteractionView*>> waiting;
  for (const auto& [id, view] : snapshot.interactions)
    if (view.state == InteractionState::queued) waiting[view.queue].push_back(&view);
  for (auto& [queue, views] : waiting) {
    std::sort(views.begin(), views.end(), [&book](const InteractionView* a, const InteractionView* b) {
      return is_before_in_queue(book, *a, *b);
    });
    std::int32_t position = 0;
    for (const InteractionView* view : views) {
      const auto estimate = board.wait(view->interaction, now);
      if (!estimate || estimate->position != ++position || estimate->high < estimate->low)
        return fmt::format("interaction {} stands at position {} and is told otherwise",
                           view->interaction.value, position);
    }
  }
  return "";
}

std::string leg_disagreement(const InteractionView& view) {
  std::int32_t number = 0;
  std::int32_t primary = 0;
  std::int32_t consults = 0;
  for (const Leg& leg : view.legs) {
    if (leg.number != ++number)
      return fmt::format("the legs of interaction {} are misnumbered", view.interaction.value);
    if (leg.end != LegEnd::open) continue;
    ++(leg.kind == LegKind::primary ? primary : consults);
  }
  const bool is_in_no_queue = view.state == InteractionState::arrived ||
                              view.state == InteractionState::scheduled ||
                              view.state == InteractionState::set_aside;
  if (primary != (is_in_no_queue ? 0 : 1) || consults != (view.consulted ? 1 : 0))
    return fmt::format("interaction {} has {} open legs and {} open consults", view.interaction.value,
                       primary, consults);
  return "";
}

// The agent's list is what they are offered, have, wrap up or are consulted on.
std::string work_disagreement(const AgentView& agent, const Snapshot& snapshot) {
  std::set<InteractionId> work;
  for (const auto& [id, view] : snapshot.interactions)
    if (view.agent == agent.agent || view.consulted == agent.agent) work.insert(id);
  const std::set<InteractionId> listed(agent.interactions.begin(), agent.interactions.end());
  if (work != listed || listed.size() != agent.interactions.size())
    return fmt::format("the work listed of agent {} is not theirs", agent.agent.value);
  return "";
}

std::string untruth_of(const OfferMade& offer, const Turn& turn) {
  const Why& why = offer.why;
  if (why.chosen != offer.agent || why.agents.empty() || why.agents.front().agent != offer.agent)
    return "the explanation is of another agent's offer";
  if (static_cast<std::int64_t>(why.agents.size()) > turn.book.settings.why_agents_max ||
      why.rivals.size() > 8)
    return "the explanation is longer than allowed";
  std::int64_t counted = 0;
  for (const std::int32_t count : why.counts)
    counted += count;
  if (counted != static_cast<std::int64_t>(why.agents.size()) || why.unseen < 0)
    return "the explanation counts other agents than it lists";
  const auto rules = turn.book.queues.find(offer.queue);
  if (rules == turn.book.queues.end() || offer.expires_at != turn.now + rules->second.offer_timeout)
    return "an offer ends at another time than its queue says";
  const auto view = turn.after.interactions.find(offer.interaction);
  if (view == turn.after.interactions.end() || offer.is_consult) return "";
  if (why.waited != turn.now - view->second.queued_at) return "the explanation knows another wait";
  return "";
}

}  // namespace

std::string disagreement(const Switchboard& board, const Rulebook& book, const Snapshot& snapshot,
                         Instant now) {
  std::string wrong;
  std::size_t queues = 0;
  board.each_queue(now, [&](const QueueView& view) {
    ++queues;
    if (wrong.empty()) wrong = queue_disagreement(view, book, snapshot);
  });
  if (wrong.empty() && (queues != book.queues.size() || snapshot.agents.size() != book.agents.size()))
    wrong = "there are other queues or agents than were configured";
  for (const auto& [id, view] : snapshot.interactions)
    if (wrong.empty()) wrong = leg_disagreement(view);
  for (const auto& [id, view] : snapshot.agents)
    if (wrong.empty()) wrong = work_disagreement(view, snapshot);
  return wrong.empty() ? position_disagreement(board, book, snapshot, now) : wrong;
}

std::string untruth(const Turn& turn) {
  for (const Effect& effect : turn.effects.list) {
    const auto* offer = std::get_if<OfferMade>(&effect);
    if (offer == nullptr) continue;
    std::string untrue = untruth_of(*offer, turn);
    if (!untrue.empty()) return untrue;
  }
  return "";
}

}  // namespace rapport::sim
