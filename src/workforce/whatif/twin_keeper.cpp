#include "workforce/whatif/twin_keeper.h"

#include <utility>

#include "twin/validation.h"
#include "workforce/calendar/intervals.h"
#include "workforce/whatif/past_day.h"
#include "workforce/whatif/twin_day_store.h"

namespace rapport::workforce {
namespace {

constexpr Duration looked_every = minutes(10);
constexpr std::int32_t night_s = 3'600;  // after midnight, so that calls of the evening have ended

}  // namespace

void TwinKeeper::start() {
  rounds_.start(looked_every, [this] {
    if (const auto done = turn(); !done && !is_stopping_)
      parts_.log.warning("the twin could not play yesterday", {{"reason", done.error().reason}});
    return looked_every;
  });
}

void TwinKeeper::stop() {
  is_stopping_ = true;
  rounds_.stop();
}

Result<std::size_t> TwinKeeper::turn() {
  std::size_t played = 0;
  std::optional<Error> failed;  // one organisation's trouble is not the others'
  for (const OrgId org : parts_.directories.all()) {
    auto one = look_at(org);
    if (one)
      played += *one ? 1 : 0;
    else
      failed = std::move(one.error());
    if (is_stopping_) break;
  }
  if (failed) return tl::unexpected<Error>(std::move(*failed));
  return played;
}

Result<bool> TwinKeeper::look_at(OrgId org) {
  const org::DirectoryPtr directory = parts_.directories.of(org);
  if (!directory) return false;
  const auto zone = Zone::named(directory->time_zone);
  if (!zone) return tl::unexpected<Error>(zone.error());
  const LocalTime now = zone->local(parts_.clock());
  if (now.second < night_s) return false;
  const Day yesterday = now.day - 1;
  const auto is_kept = parts_.database.read(
      [&](database::Session& sql) -> Result<bool> { return twin_day_store::is_kept(sql, org, yesterday); });
  if (!is_kept) return tl::unexpected<Error>(is_kept.error());
  if (*is_kept) return false;
  if (auto done = play(*directory, yesterday); !done) return tl::unexpected<Error>(std::move(done.error()));
  return true;
}

Result<void> TwinKeeper::play(const org::Directory& directory, Day day) {
  const Progress progress{[this](double) { return !is_stopping_; }};
  twin_day_store::Kept kept{day, "", {}};
  auto recorded = past_day(parts_.database, directory, day, progress);
  if (!recorded && recorded.error().reason != "empty_day")
    return tl::unexpected<Error>(std::move(recorded.error()));
  if (recorded) {
    twin::ReplicateOptions options;
    options.precision = {{"service_level", "abandonment", "occupancy"}, 0, 0.01, 8, 30};
    options.threads = 1;  // nobody is waiting for it
    options.progress = progress;
    const auto validated = twin::validate(*recorded, options);
    if (!validated) return tl::unexpected<Error>(validated.error());
    kept.errors = twin::to_json(*validated);
    kept.end = std::move(recorded->end);
  }
  return parts_.database
      .write<void>([&directory, kept = std::move(kept)](database::Session& sql) -> Result<void> {
        twin_day_store::keep(sql, directory.org, kept);
        twin_day_store::forget(sql, directory.org, kept.day - 1);
        return {};
      })
      .get();
}

}  // namespace rapport::workforce
