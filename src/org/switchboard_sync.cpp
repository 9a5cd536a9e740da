#include "org/switchboard_sync.h"

#include <fmt/format.h>

#include <atomic>
#include <future>

namespace rapport::org {
namespace {

// Well under what the loop takes at once (LoopOptions::commands_max), which others need too.
constexpr std::size_t events_under_way_max = 1'000;

// Counts the answers of a group of submitted events; the first error stays.
class Group {
 public:
  explicit Group(std::size_t size) : left_(size) {}
  void answer(const Result<std::shared_ptr<const live::Released>>& result) {
    if (!result) {
      const std::lock_guard lock(mutex_);
      if (outcome_) outcome_ = tl::unexpected<Error>(result.error());
    }
    if (left_.fetch_sub(1) == 1) done_.set_value();
  }
  Result<void> wait() {
    done_.get_future().wait();
    const std::lock_guard lock(mutex_);
    return outcome_;
  }

 private:
  std::atomic<std::size_t> left_;
  std::promise<void> done_;
  std::mutex mutex_;  // answers come on the loop's thread, wait() is on another
  Result<void> outcome_;
};

}  // namespace

SwitchboardSync::Known& SwitchboardSync::known(OrgId org) {
  const std::lock_guard lock(mutex_);
  auto& known = known_[org];
  if (!known) known = std::make_unique<Known>();
  return *known;
}

Result<void> SwitchboardSync::find_out(OrgId org, Known& known) {
  if (!known.is_added) {
    if (auto added = loop_.add_org(org); !added) return added;
    known.is_added = true;
  }
  auto image = loop_.read<switchboard::Image>(
      org, [](const switchboard::Switchboard& board, Instant) { return board.image(); });
  if (!image) return tl::unexpected<Error>(std::move(image.error()));
  known.has = configuration_of(*image);
  known.is_known = true;
  return {};
}

Result<void> SwitchboardSync::submit(OrgId org, std::vector<switchboard::Event> events) {
  Result<void> outcome;
  for (std::size_t from = 0; from < events.size(); from += events_under_way_max) {
    const std::size_t to = std::min(events.size(), from + events_under_way_max);
    auto group = std::make_shared<Group>(to - from);
    for (std::size_t i = from; i < to; ++i)
      loop_.submit(org, std::move(events[i]), [group](const auto& result) { group->answer(result); });
    if (auto done = group->wait(); !done && outcome) outcome = done;
  }
  return outcome;
}

Result<void> SwitchboardSync::bring(OrgId org) {
  Known& known = this->known(org);
  const std::lock_guard lock(known.mutex);
  if (!known.is_known)
    if (auto found = find_out(org, known); !found) return found;
  const LoadedPtr loaded = directories_.loaded(org);
  if (!loaded) return fail(ErrorCode::not_found, "unknown_organisation", "no such organisation");
  Configuration wanted = configuration_of(*loaded, clock_());
  auto events = difference(known.has, wanted);
  if (events.empty()) return {};
  if (auto done = submit(org, std::move(events)); !done) {
    known.is_known = false;
    log_.warning("the switchboard has not taken all of the configuration; it is tried again",
                 {{"org", org.value}, {"reason", done.error().reason}, {"detail", done.error().detail}});
    return done;
  }
  known.has = std::move(wanted);
  return {};
}

Result<void> SwitchboardSync::start_day(OrgId org) {
  return submit(org, {switchboard::DayStarted{}});
}

}  // namespace rapport::org
