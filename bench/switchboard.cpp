// bench/switchboard: events a second, latency, memory, and how the cost of an event grows with the number of
// agents. Only apply() is timed; the world that makes events and reacts to effects is not.
//   switchboard           everything
//   switchboard --quick   only the main measurement, shorter
//   switchboard --agents N [--queues N] [--waiting N]   the main measurement at another size
#include <malloc.h>
#include <time.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "support/arguments.h"
#include "switchboard/switchboard.h"
#include "switchboard/world.h"

namespace rapport::bench {
namespace {

using Clock = std::chrono::steady_clock;

void report(const std::string& metric, double value, const char* unit) {
  fmt::print("{{\"bench\":\"switchboard\",\"metric\":\"{}\",\"value\":{:.6g},\"unit\":\"{}\"}}\n", metric,
             value, unit);
  std::fflush(stdout);
}

double processor_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

struct Measured {
  double events_per_s = 0;
  double ns_mean = 0;
  double us_p50 = 0, us_p99 = 0, us_p999 = 0, us_max = 0;
  double bytes_per_interaction = 0;
  double refused_share = 0;
  std::array<std::int64_t, std::variant_size_v<Event>> kinds = {};
  std::array<double, std::variant_size_v<Event>> ns_of_kind = {};  // all of a kind together
};

constexpr std::size_t batch = 64;
constexpr std::size_t piece = 256;
constexpr int replays = 3;

class Run {
 public:
  Run(const WorldSize& size, std::uint64_t seed) : size_(size), world_(size, seed) {}

  Measured measure(std::int64_t events) {
    set_up();
    fill();
    warm_up(size_.agents * 40);
    // The stream is recorded once, then told to switchboards taken up from the same image: nothing but
    // apply() runs while time is taken.
    const Image image = board_.image();
    recorded_.reserve(static_cast<std::size_t>(events));
    std::int64_t refused = 0;
    while (static_cast<std::int64_t>(recorded_.size()) < events) {
      world_.next(events_, batch);
      refused += apply_batch();
      recorded_.insert(recorded_.end(), events_.begin(), events_.end());
    }
    board_ = Switchboard();
    double quickest = replay_as_a_whole(image);  // other programs share the caches
    for (int again = 1; again < replays; ++again)
      quickest = std::min(quickest, replay_as_a_whole(image));
    measured_.events_per_s = static_cast<double>(recorded_.size()) / quickest;
    // The least of the replays for each event: what it costs, not what else the machine did meanwhile.
    std::vector<std::int64_t> ns = replay_one_by_one(image);
    for (int again = 1; again < replays; ++again) {
      const std::vector<std::int64_t> more = replay_one_by_one(image);
      for (std::size_t i = 0; i < ns.size(); ++i)
        ns[i] = std::min(ns[i], more[i]);
    }
    for (std::size_t i = 0; i < ns.size(); ++i)
      measured_.ns_of_kind[recorded_[i].event.index()] += static_cast<double>(ns[i]);
    measured_.ns_mean = 1e9 / measured_.events_per_s;
    measured_.refused_share = static_cast<double>(refused) / static_cast<double>(events);
    std::sort(ns.begin(), ns.end());
    const auto at = [&](double share) {
      return static_cast<double>(ns[static_cast<std::size_t>(static_cast<double>(ns.size() - 1) * share)]) /
             1e3;
    };
    measured_.us_p50 = at(0.5);
    measured_.us_p99 = at(0.99);
    measured_.us_p999 = at(0.999);
    measured_.us_max = at(1);
    return measured_;
  }

 private:
  void set_up() {
    const std::vector<Timed> configuration = world_.configuration();
    configured_ = configuration.size();
    for (const Timed& timed : configuration)
      apply_recorded(timed);
  }
  // Everybody gets busy at once and the queues fill to their target. The memory it takes is measured on a
  // second switchboard that is told the same.
  void fill() {
    while (world_.waiting() < size_.waiting)
      apply_recorded(world_.arrival());
    Switchboard other;
    Effects effects;
    const auto replay = [&](std::size_t from, std::size_t to) {
      for (std::size_t i = from; i < to; ++i)
        other.apply(recorded_[i].event, recorded_[i].now, effects);
      effects = Effects{};
      return static_cast<double>(mallinfo2().uordblks + mallinfo2().hblkhd);
    };
    const double before = replay(0, configured_);
    const double after = replay(configured_, recorded_.size());
    measured_.bytes_per_interaction = (after - before) / static_cast<double>(other.open_interactions());
    recorded_ = {};
  }
  void apply_recorded(const Timed& timed) {
    board_.apply(timed.event, timed.now, effects_);
    world_.observe(effects_);
    recorded_.push_back(timed);
  }
  void warm_up(std::int64_t events) {
    for (std::int64_t n = 0; n < events; n += static_cast<std::int64_t>(batch)) {
      world_.next(events_, batch);
      apply_batch();
    }
    measured_.kinds = {};
  }
  // Returns how many were refused.
  std::int64_t apply_batch() {
    std::int64_t refused = 0;
    for (const Timed& timed : events_) {
      board_.apply(timed.event, timed.now, effects_);
      ++measured_.kinds[timed.event.index()];
      if (effects_.refusal) ++refused;
      world_.observe(effects_);
    }
    return refused;
  }
  // Told in pieces that lie in the cache, as events do that have just been decoded. In seconds of this
  // thread's processor time, so that other programs on the machine do not count.
  double replay_as_a_whole(const Image& image) {
    Switchboard board(image);
    double spent = 0;
    for (std::size_t from = 0; from < recorded_.size(); from += piece) {
      take_piece(from);
      const double begin = processor_seconds();
      for (const Timed& timed : events_)
        board.apply(timed.event, timed.now, effects_);
      spent += processor_seconds() - begin;
    }
    return spent;
  }
  std::vector<std::int64_t> replay_one_by_one(const Image& image) {
    Switchboard board(image);
    std::vector<std::int64_t> ns;
    ns.reserve(recorded_.size());
    for (std::size_t from = 0; from < recorded_.size(); from += piece) {
      take_piece(from);
      auto before = Clock::now();
      for (const Timed& timed : events_) {
        board.apply(timed.event, timed.now, effects_);
        const auto after = Clock::now();
        ns.push_back(std::chrono::nanoseconds(after - before).count());
        before = after;
      }
    }
    return ns;
  }
  void take_piece(std::size_t from) {
    const std::size_t to = std::min(recorded_.size(), from + piece);
    events_.assign(recorded_.begin() + static_cast<std::ptrdiff_t>(from),
                   recorded_.begin() + static_cast<std::ptrdiff_t>(to));
  }

  WorldSize size_;
  World world_;
  Switchboard board_;
  std::vector<Timed> events_;
  std::vector<Timed> recorded_;
  std::size_t configured_ = 0;
  Effects effects_;
  Measured measured_;
};

const char* kind_name(std::size_t kind) {
  static constexpr std::array<const char*, std::variant_size_v<Event>> names = {
      "SettingsChanged",    "QueueConfigured",   "QueueRemoved",      "AgentConfigured",
      "AgentRemoved",       "QueueOpened",       "QueueClosed",       "DayStarted",
      "AgentConnected",     "AgentDisconnected", "PresenceRequested", "InteractionArrived",
      "MessagePosted",      "CustomerLeft",      "PriorityChanged",   "OfferAccepted",
      "OfferDeclined",      "ConversationEnded", "WrapUpCompleted",   "TransferredToQueue",
      "TransferredToAgent", "ConsultStarted",    "ConsultEnded",      "ConsultCompleted",
      "TimerFired"};
  return names[kind];
}

void report_main(const WorldSize& size, std::int64_t events) {
  const Measured found = Run(size, 1).measure(events);
  report("throughput", found.events_per_s, "events/s");
  report("latency_p50", found.us_p50, "us");
  report("latency_p99", found.us_p99, "us");
  report("latency_p99.9", found.us_p999, "us");
  report("latency_max", found.us_max, "us");
  report("memory_per_open_interaction", found.bytes_per_interaction, "B");
  report("refused", found.refused_share * 100, "%");
  std::int64_t total = 0;
  for (const std::int64_t n : found.kinds)
    total += n;
  for (std::size_t kind = 0; kind < found.kinds.size(); ++kind)
    if (found.kinds[kind] > 0) {
      report(fmt::format("mix_{}", kind_name(kind)),
             100.0 * static_cast<double>(found.kinds[kind]) / static_cast<double>(total), "%");
      report(fmt::format("mean_{}", kind_name(kind)),
             found.ns_of_kind[kind] / static_cast<double>(found.kinds[kind]), "ns");
    }
}

void report_growth(std::int64_t events) {
  for (const std::int64_t agents : {100, 1'000, 10'000, 100'000}) {
    const WorldSize size{agents, std::max<std::int64_t>(5, agents / 20), agents * 5, 200};
    report(fmt::format("cost_at_{}_agents", agents), Run(size, 2).measure(events).ns_mean, "ns/event");
  }
  for (const std::int64_t agents : {1'000, 10'000, 100'000}) {
    const WorldSize size{agents, 500, agents * 5, 200};
    report(fmt::format("cost_at_{}_agents_in_500_queues", agents), Run(size, 3).measure(events).ns_mean,
           "ns/event");
  }
}

}  // namespace
}  // namespace rapport::bench

int main(int argc, char** argv) {
  using namespace rapport::bench;
  Arguments given(argc, argv);
  WorldSize size;
  const auto at_least_one = [&](const char* name, std::int64_t otherwise) {
    const std::size_t number = given.number(name, static_cast<std::size_t>(otherwise));
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(number));
  };
  const std::int64_t usual = size.agents;
  size.agents = at_least_one("--agents", usual);
  size.queues = at_least_one("--queues", std::max<std::int64_t>(5, size.agents / 20));
  size.waiting = at_least_one("--waiting", size.agents * 5);
  const bool is_short = given.has("--quick") || size.agents != usual;
  given.check_all_known();
  report_main(size, is_short ? 1'000'000 : 2'000'000);
  if (!is_short) report_growth(1'000'000);
  return 0;
}
