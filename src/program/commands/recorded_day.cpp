#include "program/commands/recorded_day.h"

#include <fmt/format.h>

#include "program/data_folder.h"
#include "program/parts.h"
#include "workforce/whatif/flow_swaps.h"
#include "workforce/whatif/past_day.h"

namespace rapport::program {

Result<twin::RecordedDay> recorded_day(const WhatIfOptions& options, const Progress& progress,
                                       std::vector<twin::Variant>* variants) {
  const auto day = workforce::parse_day(options.day);
  if (!day) return fail(ErrorCode::invalid, "bad_value", "expected a day such as 2026-03-02");
  auto settings = load_settings(options.config);
  if (!settings) return tl::unexpected<Error>(std::move(settings.error()));
  if (!options.data.empty()) settings->data = options.data;
  settings->log.level = log::Level::error;
  {
    log::Log log({log::Level::error, false, ""});
    if (auto there = open_existing(*settings, log); !there)
      return tl::unexpected<Error>(std::move(there.error()));
  }
  auto server = Server::build(*settings);  // not started: a running one is not disturbed
  if (!server) return tl::unexpected<Error>(std::move(server.error()));
  Server::Parts& parts = (*server)->parts();
  const auto organisation = parts.org.admin().organisation_by_slug(options.org);
  if (!organisation) return tl::unexpected<Error>(organisation.error());
  const org::DirectoryPtr directory = parts.org.directories().of(organisation->id);
  if (!directory)
    return fail(ErrorCode::not_found, "unknown_organisation",
                fmt::format("no organisation \"{}\"", options.org));
  auto recorded = workforce::past_day(parts.database, *directory, *day, progress);
  if (!recorded) return recorded;
  if (auto added = workforce::add_costs(parts.database, directory->org, options.costs, *recorded); !added)
    return tl::unexpected<Error>(std::move(added.error()));
  if (variants == nullptr) return recorded;
  auto filled = workforce::with_flows(parts.database, *directory, recorded->scenario, std::move(*variants));
  if (!filled) return tl::unexpected<Error>(std::move(filled.error()));
  *variants = std::move(*filled);
  return recorded;
}

}  // namespace rapport::program
