#include "org/hours_keeper.h"

#include <algorithm>
#include <set>

#include "platform/database/statement.h"

namespace rapport::org {
namespace {

// The longest sleep: bounds what a clock that jumps, a missed event or another process's change can cost.
constexpr Duration look_every = seconds(5);

}  // namespace

HoursKeeper::HoursKeeper(database::Database& database, DirectoryCache& directories, SwitchboardSync& sync,
                         log::Log& log, std::function<Instant()> clock, std::function<void(OrgId)> changed)
    : database_(database),
      directories_(directories),
      sync_(sync),
      log_(log),
      clock_(std::move(clock)),
      changed_(std::move(changed)) {}

void HoursKeeper::start() {
  rounds_.start({}, [this] { return std::clamp(turn() - clock_(), milliseconds(1), look_every); });
}

void HoursKeeper::stop() {
  rounds_.stop();
}

void HoursKeeper::wake() {
  rounds_.wake();
}

Instant HoursKeeper::turn() {
  if (auto changed = directories_.catch_up()) {
    for (const OrgId org : *changed)
      changed_(org);
  } else {
    log_.warning("cannot look for changes of the configuration", {{"reason", changed.error().reason}});
  }
  const Instant now = clock_();
  Instant next = now + hours(24);
  for (const OrgId org : directories_.all())
    next = std::min(next, turn(org, now));
  return next;
}

Instant HoursKeeper::turn(OrgId org, Instant now) {
  const DirectoryPtr directory = directories_.of(org);
  if (!sync_.bring(org)) return now + look_every;
  const std::string today = local_date(directory->time_zone, now);
  if (auto started = start_day_if_new(org, today); !started) {
    log_.warning("the day of an organisation could not be started; it is tried again",
                 {{"org", org.value}, {"reason", started.error().reason}});
    return now + look_every;
  }
  Instant next = next_midnight(directory->time_zone, now);
  std::set<HoursId> seen;
  for (const auto& [id, queue] : directory->queues) {
    if (!queue.hours || !seen.insert(queue.hours->id).second) continue;
    if (const auto change = next_change(*queue.hours, now)) next = std::min(next, *change);
  }
  return next;
}

// The day is kept with the organisation, so that a midnight during a stop is made up for, and a clock that
// jumps back over it does not start the day twice.
Result<void> HoursKeeper::start_day_if_new(OrgId org, const std::string& today) {
  auto day = database_.read([&](database::Session& sql) -> Result<std::string> {
    return database::first<std::string>(sql, "select day from organisation where id = :id", org).value_or("");
  });
  if (!day) return tl::unexpected<Error>(std::move(day.error()));
  if (*day >= today) return {};
  if (!day->empty())
    if (auto started = sync_.start_day(org); !started) return started;
  return database_
      .write<void>([&](database::Session& sql) -> Result<void> {
        database::execute(sql, "update organisation set day = :day where id = :id", today, org);
        return {};
      })
      .get();
}

}  // namespace rapport::org
