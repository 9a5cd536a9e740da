#include "workforce/intraday/proposals.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <utility>

#include "workforce/intraday/shortage.h"

namespace rapport::workforce::intraday {
namespace {

using twin::ScenarioAgents;
using twin::ScenarioShift;
using twin::ScenarioSpan;

constexpr std::size_t queues_helped = 3;
constexpr std::size_t breaks_moved_max = 4;
constexpr std::size_t agents_at_once = 3;  // extended, moved to a queue
constexpr std::size_t tries_max = 12;      // of one agent's break, legal or not
constexpr std::int64_t step_s = 900;       // breaks move by it
constexpr std::int64_t notice_s = 900;     // nobody is asked for less
constexpr std::int64_t move_max_s = 2 * 3'600;
constexpr std::int64_t edge_s = 1'800;       // no break right after a shift begins or before it ends
constexpr std::int64_t same_slot_max = 2;    // breaks moved into one interval
constexpr double missed_share_max = 0.5;     // of those missed where the break is, where it goes
constexpr std::int64_t saved_min_s = 3'600;  // sending home
constexpr std::int64_t extensions_s[] = {3'600, 1'800, 7'200};
constexpr std::int64_t callback_after_s[] = {60, 180};

std::int64_t shared_s(const ScenarioSpan& a, const ScenarioSpan& b) {
  return std::max<std::int64_t>(0, std::min(a.to_s, b.to_s) - std::max(a.from_s, b.from_s));
}

class Searching {
 public:
  Searching(const DayAhead& ahead, const DayOutlook& outlook, const CandidateFacts& facts)
      : ahead_(ahead), outlook_(outlook), facts_(facts), agents_(ahead.scenario.agents) {
    for (const QueueOutlook& queue : outlook.queues)
      states_.push_back(states_of(queue, ahead.now_s));
  }

  std::vector<Candidate> run() {
    std::vector<Shortage> shortages = shortages_of(outlook_, ahead_.now_s);
    if (shortages.size() > queues_helped) shortages.resize(queues_helped);
    for (const Shortage& one : shortages) {
      move_breaks(one);
      extend_shifts(one);
      call_in(one);
      join_queue(one);
      offer_callbacks(one);
    }
    send_home();
    if (out_.size() > candidates_max) out_.resize(candidates_max);
    return std::move(out_);
  }

 private:
  const twin::ScenarioQueue& queue_of(const Shortage& shortage) const {
    return ahead_.scenario.queues[shortage.queue];
  }

  // Whether the agent is not missed anywhere in the span, by the outlook of all they serve.
  bool is_spare(const ScenarioAgents& agent, const ScenarioSpan& span, bool needs_plenty) const {
    for (std::size_t q = 0; q < states_.size(); ++q) {
      if (!serves(agent, ahead_.scenario.queues[q])) continue;
      for (auto s = static_cast<std::size_t>(span.from_s / slot_s); s < states_[q].size(); ++s) {
        if (static_cast<std::int64_t>(s) * slot_s >= span.to_s) break;
        if (states_[q][s] == SlotState::missed) return false;
        if (needs_plenty && states_[q][s] == SlotState::met) return false;
      }
    }
    return true;
  }

  // The parts of several agents as one, and the first alone: small steps.
  void add(ProposalKind kind, const Shortage& shortage, const std::vector<Candidate>& parts) {
    if (parts.empty()) return;
    Candidate all = parts.front();
    all.kind = kind;
    all.queue = shortage.queue;
    out_.push_back(all);
    if (parts.size() == 1) return;
    for (std::size_t i = 1; i < parts.size(); ++i) {
      all.steps.insert(all.steps.end(), parts[i].steps.begin(), parts[i].steps.end());
      all.changes.insert(all.changes.end(), parts[i].changes.begin(), parts[i].changes.end());
    }
    out_.push_back(std::move(all));
  }

  // --- breaks ---
  void move_breaks(const Shortage& shortage) {
    struct Found {
      std::int64_t helps_s = 0;
      std::size_t agent = 0;
      const ScenarioShift* shift = nullptr;
      ScenarioSpan pause;
    };
    std::vector<Found> found;
    for (std::size_t a = 0; a < agents_.size(); ++a) {
      if (!serves(agents_[a], queue_of(shortage))) continue;
      for (const ScenarioShift& shift : agents_[a].shifts)
        for (const ScenarioSpan& pause : shift.breaks)
          if (pause.from_s >= ahead_.now_s + notice_s && is_planned(a, pause) &&
              shared_s(pause, shortage.around) > 0)
            found.push_back({shared_s(pause, shortage.worst), a, &shift, pause});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Found& a, const Found& b) { return a.helps_s > b.helps_s; });
    std::vector<Candidate> parts;
    std::map<std::int64_t, std::int64_t> moved_to;
    for (const Found& one : found) {
      if (parts.size() == breaks_moved_max) break;
      const auto to = better_time(one.agent, *one.shift, one.pause, moved_to);
      if (!to) continue;
      Candidate& part = parts.emplace_back();
      part.steps.push_back({one.agent, one.pause, *to});
      part.changes.push_back(twin::MoveBreaks{{agents_[one.agent].name},
                                              {},
                                              one.pause.from_s,
                                              one.pause.from_s + 1,
                                              to->from_s - one.pause.from_s});
    }
    add(ProposalKind::move_breaks, shortage, parts);
  }

  bool is_planned(std::size_t a, const ScenarioSpan& pause) const {
    for (const ScenarioShift& shift : ahead_.planned[a])
      for (const ScenarioSpan& one : shift.breaks)
        if (one.from_s == pause.from_s && one.to_s == pause.to_s) return true;
    return false;
  }

  // Customers whom the agent's queues answer too late in the span, by the outlook.
  double missed_in(const ScenarioAgents& agent, const ScenarioSpan& span) const {
    double sum = 0;
    for (std::size_t q = 0; q < states_.size(); ++q) {
      if (!serves(agent, ahead_.scenario.queues[q])) continue;
      for (std::size_t s = 0; s < states_[q].size(); ++s) {
        if (states_[q][s] != SlotState::missed) continue;
        const auto from = static_cast<std::int64_t>(s) * slot_s;
        const OutlookPoint& point = outlook_.queues[q].points[s];
        sum += point.contacts.mean * (outlook_.queues[q].service_level_target - point.service_level->mean) *
               static_cast<double>(shared_s(span, {from, from + slot_s})) / slot_s;
      }
    }
    return sum;
  }

  // When they are missed least, and by far less, as the rules allow; of equals the nearest.
  std::optional<ScenarioSpan> better_time(std::size_t a, const ScenarioShift& shift,
                                          const ScenarioSpan& pause,
                                          std::map<std::int64_t, std::int64_t>& moved_to) {
    struct Place {
      double missed = 0;
      std::int64_t away = 0;
      ScenarioSpan to;
    };
    const double now_missed = missed_in(agents_[a], pause);
    const std::int64_t length = pause.to_s - pause.from_s;
    std::vector<Place> places;
    for (std::int64_t by = -move_max_s; by <= move_max_s; by += step_s) {
      const ScenarioSpan to{pause.from_s + by, pause.from_s + by + length};
      const bool fits = to.from_s >= std::max(ahead_.now_s + notice_s, shift.from_s + edge_s) &&
                        to.to_s <= shift.to_s - edge_s;
      if (by == 0 || !fits) continue;
      const bool overlaps =
          std::any_of(shift.breaks.begin(), shift.breaks.end(), [&](const ScenarioSpan& one) {
            return one.from_s != pause.from_s && shared_s(one, {to.from_s - step_s, to.to_s + step_s}) > 0;
          });
      const double missed = missed_in(agents_[a], to);
      if (!overlaps && missed < missed_share_max * now_missed) places.push_back({missed, std::abs(by), to});
    }
    std::stable_sort(places.begin(), places.end(), [](const Place& one, const Place& other) {
      return one.missed != other.missed ? one.missed < other.missed : one.away < other.away;
    });
    std::size_t tries = 0;
    for (const Place& place : places) {
      std::int64_t& already = moved_to[place.to.from_s / slot_s];
      if (already >= same_slot_max) continue;
      if (++tries > tries_max) break;
      if (!facts_.is_legal(ProposalKind::move_breaks, {a, pause, place.to})) continue;
      ++already;
      return place.to;
    }
    return std::nullopt;
  }

  // --- shifts ---
  // The planned shift that they have, or will have: it ends when the scenario's does.
  const ScenarioShift* planned_until(std::size_t a, std::int64_t to_s) const {
    for (const ScenarioShift& one : ahead_.planned[a])
      if (one.to_s == to_s) return &one;
    return nullptr;
  }

  Candidate with_end(std::size_t a, std::size_t shift_at, const ScenarioShift& planned,
                     std::int64_t to_s) const {
    std::vector<ScenarioShift> shifts = agents_[a].shifts;
    ScenarioShift& shift = shifts[shift_at];
    shift.to_s = to_s;
    std::erase_if(shift.breaks, [&](const ScenarioSpan& pause) { return pause.to_s > to_s; });
    Candidate part;
    part.steps.push_back({a, ScenarioSpan{planned.from_s, planned.to_s}, ScenarioSpan{planned.from_s, to_s}});
    part.changes.push_back(twin::SetShifts{{agents_[a].name}, {}, std::move(shifts)});
    return part;
  }

  void extend_shifts(const Shortage& shortage) {
    std::vector<std::pair<std::int64_t, Candidate>> found;
    for (std::size_t a = 0; a < agents_.size(); ++a) {
      if (!serves(agents_[a], queue_of(shortage))) continue;
      for (std::size_t i = 0; i < agents_[a].shifts.size(); ++i) {
        const std::int64_t end = agents_[a].shifts[i].to_s;
        const ScenarioShift* planned = planned_until(a, end);
        const bool is_last = i + 1 == agents_[a].shifts.size();
        if (planned == nullptr || !is_last || end < ahead_.now_s + notice_s) continue;
        for (const std::int64_t by : extensions_s) {
          const std::int64_t covered = shared_s({end, end + by}, shortage.around);
          if (covered < slot_s ||
              !facts_.is_legal(ProposalKind::extend_shift, {a, ScenarioSpan{planned->from_s, end},
                                                            ScenarioSpan{planned->from_s, end + by}}))
            continue;
          found.emplace_back(covered, with_end(a, i, *planned, end + by));
          break;
        }
      }
    }
    add(ProposalKind::extend_shift, shortage, best(std::move(found)));
  }

  static std::vector<Candidate> best(std::vector<std::pair<std::int64_t, Candidate>> found) {
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    if (found.size() > agents_at_once) found.resize(agents_at_once);
    std::vector<Candidate> out;
    for (auto& one : found)
      out.push_back(std::move(one.second));
    return out;
  }

  void call_in(const Shortage& shortage) {
    std::map<std::size_t, std::pair<std::int64_t, const CallIn*>> best_of;  // by agent
    for (const CallIn& one : facts_.call_ins) {
      if (!serves(agents_[one.agent], queue_of(shortage))) continue;
      if (one.shift.from_s < ahead_.now_s + notice_s) continue;
      const std::int64_t covered = shared_s({one.shift.from_s, one.shift.to_s}, shortage.around);
      // A shorter shift that covers as much is better.
      const std::int64_t worth = 4 * covered - (one.shift.to_s - one.shift.from_s);
      auto& best_one = best_of.try_emplace(one.agent, std::pair{std::int64_t{0}, nullptr}).first->second;
      if (covered >= slot_s && (best_one.second == nullptr || worth > best_one.first))
        best_one = {worth, &one};
    }
    std::vector<std::pair<std::int64_t, Candidate>> found;
    for (const auto& [agent, one] : best_of) {
      if (one.second == nullptr) continue;
      const ScenarioShift& shift = one.second->shift;
      Candidate part;
      part.steps.push_back({agent, std::nullopt, ScenarioSpan{shift.from_s, shift.to_s}});
      std::vector<ScenarioShift> shifts = agents_[agent].shifts;
      std::erase_if(shifts, [&](const ScenarioShift& other) { return other.from_s >= ahead_.now_s; });
      shifts.push_back(shift);
      part.changes.push_back(twin::SetShifts{{agents_[agent].name}, {}, std::move(shifts)});
      found.emplace_back(one.first, std::move(part));
    }
    add(ProposalKind::call_in, shortage, best(std::move(found)));
  }

  // --- queues ---
  void join_queue(const Shortage& shortage) {
    const twin::ScenarioQueue& queue = queue_of(shortage);
    std::vector<std::pair<std::int64_t, Candidate>> found;
    for (std::size_t a = 0; a < agents_.size(); ++a) {
      const ScenarioAgents& agent = agents_[a];
      if (serves(agent, queue) || !could_serve(agent, queue)) continue;
      const std::int64_t there = worked_s(agent.shifts, shortage.around.from_s, shortage.around.to_s);
      if (there < slot_s || !is_spare(agent, shortage.around, false)) continue;
      Candidate part;
      part.steps.push_back({a, std::nullopt, std::nullopt});
      part.changes.push_back(twin::JoinQueue{{agent.name}, {}, queue.name, ahead_.now_s});
      // Those who have nothing to do first.
      found.emplace_back(there * (is_spare(agent, shortage.around, true) ? 2 : 1), std::move(part));
    }
    add(ProposalKind::join_queue, shortage, best(std::move(found)));
  }

  void offer_callbacks(const Shortage& shortage) {
    const twin::ScenarioQueue& queue = queue_of(shortage);
    if (queue.channel != switchboard::Channel::voice || queue.callback_offer) return;
    for (const std::int64_t after : callback_after_s) {
      Candidate one;
      one.kind = ProposalKind::offer_callbacks;
      one.queue = shortage.queue;
      one.after_s = after;
      twin::ScenarioCallbackOffer offer;
      offer.after_s = after;
      offer.from_s = ahead_.now_s;
      one.changes.push_back(twin::OfferCallbacks{queue.name, offer});
      out_.push_back(std::move(one));
    }
  }

  // --- agents to spare ---
  void send_home() {
    std::vector<std::pair<std::int64_t, Candidate>> found;
    for (std::size_t a = 0; a < agents_.size(); ++a) {
      if (agents_[a].shifts.empty()) continue;
      const std::size_t last = agents_[a].shifts.size() - 1;
      const ScenarioShift& shift = agents_[a].shifts[last];
      const ScenarioShift* planned = planned_until(a, shift.to_s);
      const bool is_there = shift.from_s <= ahead_.now_s && shift.to_s > ahead_.now_s;
      if (planned == nullptr || !is_there || !serves_any(agents_[a])) continue;
      // From the earliest half hour on from which nobody misses them until they go.
      const std::int64_t soonest = (ahead_.now_s + notice_s + slot_s - 1) / slot_s * slot_s;
      std::int64_t from = shift.to_s;
      while (from - slot_s >= soonest && is_spare(agents_[a], {from - slot_s, from}, true))
        from -= slot_s;
      from = (from + slot_s - 1) / slot_s * slot_s;
      for (; shift.to_s - from >= saved_min_s; from += slot_s)
        if (facts_.is_legal(ProposalKind::send_home, {a, ScenarioSpan{planned->from_s, planned->to_s},
                                                      ScenarioSpan{planned->from_s, from}})) {
          found.emplace_back(shift.to_s - from, with_end(a, last, *planned, from));
          break;
        }
    }
    std::vector<Candidate> parts = best(std::move(found));
    for (Candidate& part : parts) {
      part.kind = ProposalKind::send_home;
      out_.push_back(part);
    }
  }

  bool serves_any(const ScenarioAgents& agent) const {
    return std::any_of(ahead_.scenario.queues.begin(), ahead_.scenario.queues.end(),
                       [&](const twin::ScenarioQueue& queue) { return serves(agent, queue); });
  }

  const DayAhead& ahead_;
  const DayOutlook& outlook_;
  const CandidateFacts& facts_;
  const std::vector<ScenarioAgents>& agents_;
  std::vector<std::vector<SlotState>> states_;  // by queue
  std::vector<Candidate> out_;
};

}  // namespace

std::vector<Candidate> candidates_of(const DayAhead& ahead, const DayOutlook& outlook,
                                     const CandidateFacts& facts) {
  return Searching(ahead, outlook, facts).run();
}

}  // namespace rapport::workforce::intraday
