// World: customers and agents for the switchboard bench. A discrete event simulation outside the measured
// time: it hands out events in order of time and reacts to effects as people, phones and timers do. Busy by
// design: the waiting number is held at its target, so every agent who gets free is given work.
#pragma once

#include <cstdint>
#include <queue>
#include <random>
#include <vector>

#include "switchboard/switchboard.h"

namespace rapport::bench {

using namespace rapport::switchboard;

struct WorldSize {
  std::int64_t agents = 10'000;
  std::int64_t queues = 500;
  std::int64_t waiting = 50'000;
  std::int64_t skills = 200;
};

struct Timed {
  Event event;
  Instant now;
};

class World {
 public:
  World(const WorldSize& size, std::uint64_t seed);

  // Queues and agents, all signed in.
  std::vector<Timed> configuration();
  // One more arrival now.
  Timed arrival();
  // The next `most` events in order of time; their effects are observed after all of them.
  void next(std::vector<Timed>& events, std::size_t most);
  void observe(const Effects& effects);
  std::int64_t waiting() const { return waiting_; }

 private:
  struct Planned {
    std::int64_t at = 0;
    std::int64_t order = 0;
    Event event;
    friend bool operator>(const Planned& a, const Planned& b) {
      return a.at != b.at ? a.at > b.at : a.order > b.order;
    }
  };
  struct Talk {
    bool is_active = false;
    bool is_text = false;
    AgentId agent;
    std::int64_t ends_at = 0;
  };

  std::int64_t below(std::int64_t n) {
    return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(n));
  }
  bool percent(std::int64_t n) { return below(100) < n; }
  Duration about(Duration mean);  // exponential
  void plan(Duration after, Event event);
  void plan_message(InteractionId interaction);
  void plan_end(InteractionId interaction, AgentId agent);
  void react(const OfferMade& made);
  void react(const InteractionChanged& changed);
  void react(const AgentChanged& changed);
  bool is_still_meant(const Event& event) const;
  Talk& talk(InteractionId id) { return talks_[static_cast<std::size_t>(id.value)]; }
  bool has_talk(InteractionId id) const { return static_cast<std::size_t>(id.value) < talks_.size(); }
  std::vector<SkillId>& skills_of(QueueId queue) {
    return queue_skills_[static_cast<std::size_t>(queue.value - 1)];
  }

  WorldSize size_;
  std::mt19937_64 random_;
  Instant now_ = {1'700'000'000'000'000};
  std::int64_t next_arrival_at_ = 0;
  std::int64_t waiting_ = 0;
  std::int64_t order_ = 0;
  std::vector<Talk> talks_ = std::vector<Talk>(1);  // by interaction
  std::vector<bool> is_cancelled_;                  // by timer
  std::vector<std::vector<SkillId>> queue_skills_;
  std::priority_queue<Planned, std::vector<Planned>, std::greater<>> planned_;
};

}  // namespace rapport::bench
