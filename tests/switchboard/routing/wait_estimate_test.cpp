#include "switchboard/routing/wait_estimate.h"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <queue>
#include <random>

#include "switchboard/switchboard.h"

namespace rapport::switchboard {
namespace {

constexpr Instant opening{1'700'000'000'000'000};

TEST_CASE("nothing is known before five departures") {
  WaitLearnt learnt;
  CHECK(estimate_wait(learnt, 3, opening).position == 3);
  CHECK_FALSE(estimate_wait(learnt, 3, opening).is_known);
  waiting_began(learnt, opening);
  for (int i = 1; i <= 5; ++i) {
    CHECK_FALSE(estimate_wait(learnt, 1, opening).is_known);
    learn_wait(learnt, {-1}, seconds(30), opening + seconds(30) * i);
  }
  CHECK(estimate_wait(learnt, 1, opening + seconds(150)).is_known);
}

TEST_CASE("regular departures give a narrow interval around position times gap") {
  WaitLearnt learnt;
  waiting_began(learnt, opening);
  Instant now = opening;
  for (int i = 0; i < 100; ++i) {
    now = now + seconds(30);
    learn_wait(learnt, predicted_wait(learnt, 4), seconds(120), now);
  }
  const WaitEstimate estimate = estimate_wait(learnt, 10, now);
  CHECK(estimate.low >= seconds(240));
  CHECK(estimate.low <= seconds(310));
  CHECK(estimate.high >= seconds(295));
  CHECK(estimate.high <= seconds(360));
}

TEST_CASE("a queue that stops says so while it stands") {
  WaitLearnt learnt;
  waiting_began(learnt, opening);
  Instant now = opening;
  for (int i = 0; i < 100; ++i) {
    now = now + seconds(30);
    learn_wait(learnt, predicted_wait(learnt, 2), seconds(60), now);
  }
  const WaitEstimate flowing = estimate_wait(learnt, 2, now);
  const WaitEstimate standing = estimate_wait(learnt, 2, now + minutes(10));
  CHECK(standing.low > flowing.low);
  CHECK(standing.high > minutes(8));
}

TEST_CASE("a queue that speeds up is believed within a few departures") {
  WaitLearnt learnt;
  waiting_began(learnt, opening);
  Instant now = opening;
  for (int i = 0; i < 50; ++i) {
    now = now + seconds(60);
    learn_wait(learnt, predicted_wait(learnt, 5), seconds(300), now);
  }
  for (int i = 0; i < 20; ++i) {
    now = now + seconds(10);
    learn_wait(learnt, predicted_wait(learnt, 5), seconds(50), now);
  }
  CHECK(estimate_wait(learnt, 5, now).low < seconds(100));
}

// One queue, exponential arrivals and talks, more load at noon. Everyone is told an interval on arrival; how
// many of those who waited found their wait inside it?
struct Promise {
  Instant at;
  WaitEstimate told;
};

class Day {
 public:
  Day(int agents, double load, std::uint64_t seed) : agents_(agents), load_(load), random_(seed) {}

  double coverage() {
    QueueRules rules;
    rules.wrap_up_limit = seconds(10);
    act(QueueConfigured{QueueId{1}, rules});
    for (int a = 1; a <= agents_; ++a) {
      AgentProfile profile;
      profile.queues = {QueueId{1}};
      act(AgentConfigured{AgentId{a}, profile});
      act(AgentConnected{AgentId{a}});
      act(PresenceRequested{AgentId{a}, Presence::available, {}, false, {}});
    }
    plan({}, InteractionArrived{});
    while (arrived_ < 8'000) {
      const auto next = planned_.begin();
      now_ = next->first;
      Event event = next->second;
      planned_.erase(next);
      if (std::holds_alternative<InteractionArrived>(event)) {
        arrive();
      } else {
        act(event);
      }
    }
    CHECK(waited_ > 500);
    return static_cast<double>(inside_) / static_cast<double>(waited_);
  }

 private:
  Duration about(double mean_s) {
    const double u = (static_cast<double>(random_() >> 11) + 1.0) / 9007199254740993.0;
    return {static_cast<std::int64_t>(-std::log(u) * mean_s * 1e6) + 1};
  }
  void plan(Duration after, Event event) { planned_.emplace(now_ + after, std::move(event)); }
  void arrive() {
    InteractionArrived arrived;
    arrived.interaction = InteractionId{++arrived_};
    arrived.channel = Channel::voice;
    arrived.queue = QueueId{1};
    act(arrived);
    if (const auto told = board_.wait(arrived.interaction, now_); told && told->is_known)
      promises_[arrived.interaction] = {now_, *told};
    const double wave = 1.0 + 0.15 * std::sin(static_cast<double>(arrived_) / 800.0);
    plan(about(190.0 / (agents_ * load_ * wave)), InteractionArrived{});
  }
  void act(const Event& event) {
    const Effects effects = board_.apply(event, now_);
    for (const Effect& effect : effects.list) {
      if (const auto* made = std::get_if<OfferMade>(&effect))
        plan(seconds(1) + about(2), OfferAccepted{made->interaction, made->agent, made->offer});
      const auto* changed = std::get_if<InteractionChanged>(&effect);
      if (changed == nullptr) continue;
      if (changed->change == Change::ended)
        plan(seconds(8), WrapUpCompleted{changed->interaction, changed->agent, {}});
      if (changed->change == Change::accepted) {
        plan(about(180), ConversationEnded{changed->interaction, changed->agent});
        keep(changed->interaction);
      }
    }
  }
  void keep(InteractionId id) {
    const auto promise = promises_.find(id);
    if (promise == promises_.end()) return;
    const Duration waited = now_ - promise->second.at;
    ++waited_;
    if (waited >= promise->second.told.low && waited <= promise->second.told.high) ++inside_;
    promises_.erase(promise);
  }

  int agents_;
  double load_;
  std::mt19937_64 random_;
  Switchboard board_;
  Instant now_ = opening;
  std::int64_t arrived_ = 0;
  std::int64_t waited_ = 0;
  std::int64_t inside_ = 0;
  std::multimap<Instant, Event> planned_;
  std::map<InteractionId, Promise> promises_;
};

TEST_CASE("four fifths of waits fall into the interval told on arrival") {
  for (const int agents : {5, 30}) {
    const double covered = Day(agents, 0.97, 11).coverage();
    MESSAGE(agents, " agents: ", 100 * covered, " % of waits inside");
    CHECK(covered > 0.74);
    CHECK(covered < 0.88);
  }
}

}  // namespace
}  // namespace rapport::switchboard
