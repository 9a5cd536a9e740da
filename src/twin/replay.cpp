#include "twin/replay.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>
#include <variant>

#include "platform/contract/hash.h"
#include "switchboard/switchboard.h"

namespace rapport::twin {
namespace {

using switchboard::Switchboard;

class Replay {
 public:
  Replay(const ReplaySource& source, const std::function<void(const Replayed&)>& visit)
      : source_(source), visit_(visit), board_(source.image ? Switchboard(*source.image) : Switchboard()) {}

  Result<ReplayReport> run() {
    for (;;) {
      auto step = source_.next();
      if (!step) return tl::unexpected<Error>(std::move(step.error()));
      if (!*step || !apply(**step)) break;
    }
    report_.hash = hash_.value();
    return std::move(report_);
  }

 private:
  bool apply(const RecordedStep& step) {
    const bool is_first = report_.events == 0;
    if (!is_first && step.seq != last_seq_ + 1)
      return differs(step, 0, fmt::format("step {} should follow step {}", last_seq_ + 1, last_seq_));
    if (!is_first && step.now < last_now_)
      return differs(step, 0, "its time is before that of the step before");
    last_seq_ = step.seq;
    last_now_ = step.now;
    board_.apply(step.event, step.now, effects_);
    ++report_.events;
    const std::uint64_t recomputed = source_.hash(effects_);
    hash_.add(recomputed);
    if (effects_.refusal)
      return differs(step, recomputed,
                     fmt::format("the event is refused: {}", switchboard::name_of(*effects_.refusal)));
    if (recomputed != step.decision_hash) return differs(step, recomputed, "the effects differ");
    report_.decisions += std::count_if(effects_.list.begin(), effects_.list.end(), [](const auto& effect) {
      return std::holds_alternative<switchboard::OfferMade>(effect);
    });
    if (visit_) visit_({step, effects_, recomputed});
    return true;
  }

  bool differs(const RecordedStep& step, std::uint64_t recomputed, std::string what) {
    report_.difference = Difference{step.seq, step.decision_hash, recomputed, std::move(what)};
    return false;
  }

  const ReplaySource& source_;
  const std::function<void(const Replayed&)>& visit_;
  Switchboard board_;
  switchboard::Effects effects_;
  ReplayReport report_;
  contract::Hash hash_;
  std::int64_t last_seq_ = 0;
  Instant last_now_;
};

}  // namespace

Result<ReplayReport> replay(const ReplaySource& source, const std::function<void(const Replayed&)>& visit) {
  const auto begin = std::chrono::steady_clock::now();
  auto report = Replay(source, visit).run();
  if (!report) return report;
  report->seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  if (report->seconds > 0) report->events_per_second = static_cast<double>(report->events) / report->seconds;
  return report;
}

}  // namespace rapport::twin
