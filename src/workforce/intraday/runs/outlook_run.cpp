#include "workforce/intraday/runs/outlook_run.h"

#include <utility>

namespace rapport::workforce::intraday {

using contract::Notes;
using contract::Tag;

namespace {

constexpr double runs_most = 200;
constexpr double read_share = 0.2;  // of the progress, until everything is read

}  // namespace

Notes contract_notes(Tag<OutlookWanted>) {
  return {.doc = "Today to its end.",
          .all_optional = true,
          .fields = {{.name = "service_level_target", .doc = "of every queue", .min = 0.1, .max = 0.999},
                     {.name = "runs", .doc = "of the twin", .min = 5, .max = runs_most}}};
}
Notes contract_notes(Tag<Outlook>) {
  return {.doc = "So far: as it was. Rest: customers who come from as_of on. Whole: both, and those who waited then. "
                 "Ranges are over the runs. docs/intraday.md"};
}

Result<Outlook> make_outlook(const IntradayParts& parts, OrgId org, const OutlookWanted& wanted,
                             std::int32_t threads, const Progress& progress) {
  auto facts = read_facts(parts, org, progress);
  if (!facts) return tl::unexpected<Error>(std::move(facts.error()));
  if (!progress.at(read_share)) return cancelled();
  DayAhead ahead = day_ahead(facts->recorded, facts->ahead);
  OutlookOptions options;
  options.runs = wanted.runs;
  options.threads = threads;
  options.progress.report = [&](double done) { return progress.at(read_share + (1 - read_share) * done); };
  auto found = outlook_of(facts->recorded, ahead, options);
  if (!found) return tl::unexpected<Error>(std::move(found.error()));
  Outlook out;
  out.day = text(facts->day);
  out.time_zone = facts->time_zone;
  out.day_start = facts->day_start;
  out.day_end = facts->day_end;
  out.as_of = facts->as_of;
  out.made_at = parts.clock();
  out.service_level_target = wanted.service_level_target;
  out.runs = found->runs;
  out.total = std::move(found->total);
  out.queues = std::move(found->queues);
  out.notes = std::move(ahead.notes);
  out.day_notes = std::move(facts->recorded.notes);
  return out;
}

}  // namespace rapport::workforce::intraday
