#include "workforce/whatif/whatif_operations.h"

#include <fmt/format.h>

#include <utility>

#include "org/entity.h"
#include "platform/contract/json.h"
#include "twin/validation.h"
#include "workforce/calendar/intervals.h"
#include "workforce/jobs/job_operations.h"
#include "workforce/whatif/twin_day_store.h"

namespace rapport::workforce {

struct ReadTwinErrors {
  std::optional<std::string> from, to;
};
BOOST_DESCRIBE_STRUCT(ReadTwinErrors, (), (from, to))
contract::Notes contract_notes(contract::Tag<ReadTwinErrors>) {
  return {.fields = {{.name = "from", .doc = "absent: four weeks before", .format = contract::Format::date},
                     {.name = "to", .doc = "absent: yesterday", .format = contract::Format::date}}};
}
struct TwinErrorsOfDay {
  std::string day;
  twin::ValidatedDay played;
};
BOOST_DESCRIBE_STRUCT(TwinErrorsOfDay, (), (day, played))
struct TwinErrorsShown {
  std::vector<TwinErrorsOfDay> items;
};
BOOST_DESCRIBE_STRUCT(TwinErrorsShown, (), (items))
contract::Notes contract_notes(contract::Tag<TwinErrorsShown>) {
  return {.doc = "Each night the twin plays yesterday from its inputs alone: how far off it was."};
}

namespace {

using api::Call;

constexpr std::int32_t days_shown = 28;
constexpr std::int32_t days_shown_max = 366;

Result<TwinErrorsShown> errors_shown(const WhatIfParts& parts, const Call& call,
                                     const ReadTwinErrors& query) {
  const org::DirectoryPtr directory = parts.directories.of(call.org());
  if (!directory) return org::no_such("organisation", call.org().value);
  const auto zone = Zone::named(directory->time_zone);
  if (!zone) return tl::unexpected<Error>(zone.error());
  const Day last =
      (query.to ? parse_day(*query.to) : std::nullopt).value_or(zone->local(parts.clock()).day - 1);
  const Day first = (query.from ? parse_day(*query.from) : std::nullopt).value_or(last - (days_shown - 1));
  if (last - first > days_shown_max) return org::wrong({{"from", "expected at most a year"}});
  auto kept =
      parts.database.read([&](database::Session& sql) -> Result<std::vector<std::pair<Day, std::string>>> {
        return twin_day_store::errors(sql, call.org(), first, last);
      });
  if (!kept) return tl::unexpected<Error>(std::move(kept.error()));
  contract::DecodeOptions lenient;
  lenient.ignores_unknown = true;
  lenient.bytes_max = 32 << 20;
  TwinErrorsShown shown;
  for (const auto& [day, json] : *kept) {
    auto played = contract::decode<twin::ValidatedDay>(json, lenient);
    if (played) shown.items.push_back({text(day), std::move(*played)});
  }
  return shown;
}

std::string title_of(const WhatIfWanted& wanted) {
  std::string title = wanted.day.value_or("");
  for (const twin::Variant& variant : wanted.variants)
    title += (title.empty() ? "" : title == wanted.day ? ": " : ", ") + variant.name;
  return title.substr(0, 200);
}

}  // namespace

void add_whatif(Jobs& jobs, const WhatIfParts& parts) {
  jobs.add_kind(
      "whatif", JobLength::brief,
      [parts](OrgId org, const std::string& request, const Progress& progress) -> Result<std::string> {
        contract::DecodeOptions options;
        options.bytes_max = 64 << 20;
        options.items_max = 2'000'000;
        const auto wanted = contract::decode<WhatIfWanted>(request, options);
        if (!wanted) return tl::unexpected<Error>(wanted.error());
        const org::DirectoryPtr directory = parts.directories.of(org);
        if (!directory) return org::no_such("organisation", org.value);
        return what_if(parts.database, *directory, *wanted, progress).map([](const WhatIfFound& found) {
          return contract::encode(found);
        });
      });
}

void add_operations(api::Api& api, Jobs& jobs, const WhatIfParts& parts) {
  api.post<WhatIfWanted, Job>(
      job_operation("whatif", "askWhatIf", "Plays a day as it is and with changes, and compares"),
      [&jobs](const Call& call, const WhatIfWanted& wanted) -> Result<Job> {
        if (auto checked = check(wanted); !checked) return tl::unexpected<Error>(std::move(checked.error()));
        return submit_job(jobs, call, "whatif", title_of(wanted), wanted);
      });
  api.get<ReadTwinErrors, TwinErrorsShown>(
      planner_operation("twin/errors", "listTwinErrors", "How far off the twin was on each of the last days"),
      [parts](const Call& call, const ReadTwinErrors& query) { return errors_shown(parts, call, query); });
}

}  // namespace rapport::workforce
