#include "workforce/whatif/past_day.h"

#include <optional>
#include <utility>

#include "flows/flow_store.h"
#include "workforce/calendar/intervals.h"
#include "workforce/whatif/journal_steps.h"
#include "workforce/whatif/twin_day_store.h"

namespace rapport::workforce {
namespace {

constexpr int steps_between_looks = 5'000;

twin::DayNames names_of(const org::Directory& directory) {
  twin::DayNames names;
  for (const auto& [id, queue] : directory.queues)
    names.queues[id.value] = queue.name;
  for (const auto& [id, user] : directory.users)
    names.agents[id.value] = user.name;
  for (const auto& [id, skill] : directory.skills)
    names.skills[id.value] = skill;
  for (const auto& [id, team] : directory.teams)
    names.teams[id.value] = team;
  return names;
}

// `options` say until when and of whom.
Result<twin::RecordedDay> read_day(database::Database& database, const org::Directory& directory,
                                   const Zone& zone, Day day, twin::RecordedDayOptions options,
                                   const Progress& progress) {
  auto before = database.read([&](database::Session& sql) -> Result<std::optional<twin::DayEnd>> {
    return twin_day_store::end_of(sql, directory.org, day - 1);
  });
  if (!before) return tl::unexpected<Error>(std::move(before.error()));
  JournalSteps steps(database, directory.org, *before ? (*before)->seq : 0);
  int read = 0;
  twin::ReplaySource source;
  source.next = [&]() -> Result<std::optional<twin::RecordedStep>> {
    if (++read % steps_between_looks == 0 && !progress.at(0)) return cancelled();
    return steps.next();
  };
  if (*before) source.image = &(*before)->image;
  options.from = zone.start_of(day);
  options.names = names_of(directory);
  flows::FlowStore store(database);
  options.flows = [&](FlowId id, std::int32_t version) -> std::optional<twin::WrittenFlow> {
    auto whole = store.find(directory.org, id);
    auto definition = store.definition(directory.org, id, version);
    if (!whole || !definition) return std::nullopt;
    return twin::WrittenFlow{std::move(whole->name), std::move(*definition)};
  };
  options.name = text(day);
  return twin::record_day(source, options);
}

}  // namespace

Result<twin::RecordedDay> past_day(database::Database& database, const org::Directory& directory, Day day,
                                   const Progress& progress, InFlows in_flows) {
  const auto zone = Zone::named(directory.time_zone);
  if (!zone) return tl::unexpected<Error>(zone.error());
  twin::RecordedDayOptions options;
  options.to = zone->start_of(day + 1);
  options.plays_flows = in_flows == InFlows::played;
  return read_day(database, directory, *zone, day, std::move(options), progress);
}

Result<twin::RecordedDay> day_so_far(database::Database& database, const org::Directory& directory,
                                     const DaySoFar& wanted, const Progress& progress) {
  const auto zone = Zone::named(directory.time_zone);
  if (!zone) return tl::unexpected<Error>(zone.error());
  twin::RecordedDayOptions options;
  options.to = wanted.until;
  options.interval = wanted.interval;
  options.drain = {};
  options.expected = wanted.expected;
  for (const auto& [id, queue] : directory.queues)
    options.channels[id] = queue.channel;
  return read_day(database, directory, *zone, wanted.day, std::move(options), progress);
}

}  // namespace rapport::workforce
