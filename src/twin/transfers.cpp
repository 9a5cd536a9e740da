#include "twin/transfers.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "twin/arrival_changes.h"

namespace rapport::twin {
namespace {

using Key = std::pair<std::string, std::int64_t>;  // queue and number

Key origin_of(const ScenarioContact& contact) {
  return {contact.transferred_from->queue, contact.transferred_from->number};
}

template <class Visit>  // (queue's index, place in its list, contact)
void each_contact(const Scenario& scenario, Visit visit) {
  for (std::size_t q = 0; q < scenario.queues.size(); ++q) {
    if (!scenario.queues[q].arrivals.contacts) continue;
    const std::vector<ScenarioContact>& contacts = *scenario.queues[q].arrivals.contacts;
    for (std::size_t i = 0; i < contacts.size(); ++i)
      visit(q, i, contacts[i]);
  }
}

bool has_transfers(const Scenario& scenario) {
  bool any = false;
  each_contact(scenario, [&](std::size_t, std::size_t, const ScenarioContact& contact) {
    any = any || contact.transferred_from.has_value();
  });
  return any;
}

class Linking {
 public:
  Linking(World& world, const Scenario& scenario, WorldNames& names)
      : world_(world), scenario_(scenario), names_(names) {}

  void run() {
    for (std::size_t q = 0; q < scenario_.queues.size(); ++q) {
      if (!scenario_.queues[q].arrivals.contacts) continue;
      const std::vector<ScenarioContact>& contacts = *scenario_.queues[q].arrivals.contacts;
      const std::vector<std::size_t> order = known_order(contacts);
      for (std::size_t known = 0; known < order.size(); ++known)
        found_.emplace(Key{scenario_.queues[q].name, number_of(contacts, order[known])},
                       Found{q, order[known], known});
    }
    for (const auto& [key, found] : found_)
      if (contact_of(found).transferred_from) link(found);
    for (const auto& [key, found] : found_)
      if (!leads_out(found)) fault(found, "follows themselves");
  }

 private:
  struct Found {
    std::size_t queue, place, known;
  };
  const ScenarioContact& contact_of(const Found& found) const {
    return (*scenario_.queues[found.queue].arrivals.contacts)[found.place];
  }
  void fault(const Found& found, const char* what) {
    names_.issue(fmt::format("/queues/{}/arrivals/contacts/{}/transferred_from", found.queue, found.place),
                 what);
  }

  void link(const Found& follower) {
    const ScenarioContact& contact = contact_of(follower);
    const auto origin = found_.find(origin_of(contact));
    if (origin == found_.end()) return fault(follower, "there is no such customer");
    world_.queues[origin->second.queue].known[origin->second.known].followers.push_back(
        {follower.queue, follower.known, from_seconds(contact.transferred_from->after_s)});
  }

  // Somebody who comes by themselves is first in the row; each one is gone over once.
  bool leads_out(const Found& from) {
    std::vector<Key> row;
    const Found* at = &from;
    bool is_out = true;
    for (;;) {
      const ScenarioContact& contact = contact_of(*at);
      if (!contact.transferred_from) break;
      const Key key{scenario_.queues[at->queue].name,
                    number_of(*scenario_.queues[at->queue].arrivals.contacts, at->place)};
      if (const auto known = state_.find(key); known != state_.end()) {
        is_out = known->second;
        break;
      }
      state_[key] = false;
      row.push_back(key);
      const auto origin = found_.find(origin_of(contact));
      if (origin == found_.end()) break;  // said already
      at = &origin->second;
    }
    for (const Key& key : row)
      state_[key] = is_out;
    return is_out;
  }

  World& world_;
  const Scenario& scenario_;
  WorldNames& names_;
  std::map<Key, Found> found_;
  std::map<Key, bool> state_;
};

}  // namespace

void fix_numbers(std::vector<ScenarioContact>& contacts) {
  for (std::size_t i = 0; i < contacts.size(); ++i)
    contacts[i].number = number_of(contacts, i);
}

std::vector<std::size_t> known_order(const std::vector<ScenarioContact>& contacts) {
  std::vector<std::size_t> out(contacts.size());
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = i;
  std::stable_partition(out.begin(), out.end(), [&](std::size_t i) { return !contacts[i].transferred_from; });
  return out;
}

void link_transfers(World& world, const Scenario& scenario, WorldNames& names) {
  if (has_transfers(scenario)) Linking(world, scenario, names).run();
}

void follow_copies(Scenario& scenario, const std::string& queue, std::vector<CopiedContact> copies) {
  if (!has_transfers(scenario)) return;
  std::set<Key> there;
  std::map<Key, std::vector<std::pair<std::size_t, ScenarioContact>>> followers;
  for (ScenarioQueue& one : scenario.queues)
    if (one.arrivals.contacts) fix_numbers(*one.arrivals.contacts);
  each_contact(scenario, [&](std::size_t q, std::size_t, const ScenarioContact& contact) {
    there.emplace(scenario.queues[q].name, *contact.number);
    if (contact.transferred_from) followers[origin_of(contact)].emplace_back(q, contact);
  });
  // Copies of copies are found as they are made.
  std::vector<std::pair<std::string, CopiedContact>> open;
  for (const CopiedContact& copy : copies)
    open.emplace_back(queue, copy);
  while (!open.empty()) {
    const auto [of, copy] = std::move(open.back());
    open.pop_back();
    const auto found = followers.find({of, copy.number});
    if (found == followers.end()) continue;
    for (const auto& [q, follower] : found->second) {
      ScenarioQueue& to = scenario.queues[q];
      std::int64_t as = *follower.number + contact_copy_offset;
      while (!there.emplace(to.name, as).second)
        as += contact_copy_offset;
      ScenarioContact made = another(follower, as, std::max(0.0, follower.at_s + copy.later_s));
      made.transferred_from = follower.transferred_from;
      made.transferred_from->number = copy.as;
      to.arrivals.contacts->push_back(std::move(made));
      open.push_back({to.name, {*follower.number, as, copy.later_s}});
    }
  }
  for (bool is_changed = true; std::exchange(is_changed, false);) {
    for (ScenarioQueue& one : scenario.queues) {
      if (!one.arrivals.contacts) continue;
      is_changed = std::erase_if(*one.arrivals.contacts,
                                 [&](const ScenarioContact& contact) {
                                   const bool is_lost =
                                       contact.transferred_from && there.count(origin_of(contact)) == 0;
                                   if (is_lost) there.erase({one.name, *contact.number});
                                   return is_lost;
                                 }) > 0 ||
                   is_changed;
    }
  }
  for (ScenarioQueue& one : scenario.queues)
    if (one.arrivals.contacts) sort_by_time(*one.arrivals.contacts);
}

std::int64_t transferred_in(const ScenarioQueue& queue, ScenarioSpan span) {
  if (!queue.arrivals.contacts) return 0;
  return std::count_if(
      queue.arrivals.contacts->begin(), queue.arrivals.contacts->end(),
      [&](const ScenarioContact& contact) { return contact.transferred_from && is_in(contact.at_s, span); });
}

}  // namespace rapport::twin
