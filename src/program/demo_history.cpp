#include "program/demo_history.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>

#include "program/demo_organisation.h"
#include "program/demo_workload.h"
#include "workforce/calendar/holidays.h"
#include "workforce/calendar/intervals.h"
#include "workforce/history/import_store.h"

namespace rapport::program {
namespace {

using workforce::DayFigures;

constexpr int demo_weeks = 26;
constexpr int crowded_days_ago = 40, unmeasured_days_ago = 75;

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : engine_(seed) {}
  double part() { return static_cast<double>(engine_() >> 11) * 0x1.0p-53; }
  // Poisson, by Knuth: means here are small.
  std::int32_t count(double mean) {
    const double least = std::exp(-mean);
    std::int32_t n = 0;
    for (double product = part(); product > least; product *= part())
      ++n;
    return n;
  }
  std::int32_t of(std::int32_t many, double share) {
    std::int32_t n = 0;
    for (std::int32_t i = 0; i < many; ++i)
      n += part() < share ? 1 : 0;
    return n;
  }

 private:
  std::mt19937_64 engine_;
};

void add_quarter(DayFigures& day, std::size_t at, double mean, double handle_s, double crowding,
                 Chance& chance) {
  const std::int32_t contacts = chance.count(mean);
  const std::int32_t abandoned = chance.of(contacts, std::min(0.03 * crowding, 0.3));
  const std::int32_t answered = contacts - abandoned;
  day.contacts[at] = contacts;
  day.abandoned[at] = abandoned;
  day.answered[at] = answered;
  day.answered_within[at] = chance.of(answered, std::max(0.9 - 0.06 * crowding, 0.2));
  day.handle_s[at] = static_cast<std::int32_t>(answered * handle_s * (0.85 + 0.3 * chance.part()));
  day.waited_s[at] = static_cast<std::int32_t>(answered * 9 * crowding * (0.5 + chance.part()));
}

using Days = std::map<std::int32_t, DayFigures>;  // by UTC day

void add_local_day(Days& days, const workforce::Zone& zone, workforce::Day day, Instant now,
                   const DemoQueueShape& shape, double factor, int hour_from, int hour_to, Chance& chance) {
  for (const workforce::Interval& interval : zone.intervals_of(day, 15)) {
    if (interval.start + workforce::quarter > now) break;
    const std::int32_t utc = workforce::utc_day(interval.start);
    const auto at = static_cast<std::size_t>(workforce::quarter_of(interval.start) -
                                             std::int64_t{utc} * workforce::quarters_a_day);
    DayFigures& figures = days.try_emplace(utc, workforce::unmeasured_day(15)).first->second;
    const int hour = interval.slot / 4;
    if (hour >= hour_from && hour < hour_to) continue;  // not measured
    const double crowding = demo_hour_part(hour) * factor * 1.3;
    add_quarter(figures, at, shape.contacts_an_hour / 4 * demo_hour_part(hour) * factor, shape.handle_s,
                crowding, chance);
  }
}

Days days_of(const workforce::Zone& zone, const std::set<workforce::Day>& off, Instant now,
             const DemoQueueShape& shape, std::uint64_t seed) {
  Days days;
  Chance chance(seed);
  const workforce::Day today = zone.local(now).day;
  for (int ago = demo_weeks * 7; ago >= 0; --ago) {
    const workforce::Day day = today - ago;
    double factor = demo_day_part(shape, workforce::weekday(day));
    factor *= std::pow(shape.growth, 1 - static_cast<double>(ago) / (demo_weeks * 7));
    factor *= 0.93 + 0.14 * chance.part();  // days differ by more than their contacts do by chance
    if (off.contains(day)) factor *= 0.4;
    if (off.contains(day - 1) && !off.contains(day)) factor *= 1.25;  // what was saved up
    if (ago == crowded_days_ago) factor *= 2.4;
    const bool has_hole = ago == unmeasured_days_ago;
    add_local_day(days, zone, day, now, shape, factor, has_hole ? 13 : 24, has_hole ? 17 : 24, chance);
  }
  return days;
}

}  // namespace

Result<void> make_demo_history(org::Admin& admin, database::Database& database, live::IdSource& ids,
                               OrgId org, Instant now) {
  auto queues = admin.queues(org);
  if (!queues) return tl::unexpected<Error>(queues.error());
  auto zone = zone_of_demo(admin);
  if (!zone) return tl::unexpected<Error>(zone.error());
  const workforce::Day today = zone->local(now).day;
  auto named = workforce::holidays("CN", today - demo_weeks * 7 - 1, today);
  if (!named) return tl::unexpected<Error>(named.error());
  std::set<workforce::Day> off;
  for (const workforce::NamedDay& each : *named)
    off.insert(each.day);

  workforce::HistoryImport import;
  import.id = ids.next<workforce::HistoryImportId>();
  import.name = "Demo · 演示数据";
  import.at = now;
  std::vector<workforce::history_store::StoredDay> all;
  for (std::size_t i = 0; i < queues->size(); ++i) {
    const org::Queue& queue = (*queues)[i];
    for (auto& [day, figures] : days_of(*zone, off, now, demo_queue_shape(i), 26 + i)) {
      for (const std::int32_t each : figures.contacts)
        import.contacts += std::max(each, 0);
      all.push_back({{queue.id, queue.channel, day, import.id}, figures});
    }
  }
  import.days = demo_weeks * 7 + 1;  // with today
  return database
      .write<void>([&](database::Session& sql) -> Result<void> {
        for (const auto& day : all)
          workforce::history_store::keep(sql, org, day);
        workforce::import_store::keep(sql, org, import);
        return {};
      })
      .get();
}

}  // namespace rapport::program
