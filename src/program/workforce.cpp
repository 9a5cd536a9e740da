#include "program/workforce.h"

#include "program/data_folder.h"
#include "program/parts.h"
#include "program/telling.h"
#include "workforce/adherence/watch/watch_operations.h"
#include "workforce/history/history_operations.h"
#include "workforce/history/import_operations.h"
#include "workforce/intraday/runs/intraday_operations.h"
#include "workforce/jobs/job_operations.h"
#include "workforce/planning/planning_operations.h"
#include "workforce/requests/request_operations.h"
#include "workforce/shifts/shift_operations.h"
#include "workforce/shifts/shift_table.h"
#include "workforce/staffing/runs/staffing_operations.h"
#include "workforce/whatif/whatif_operations.h"

namespace rapport::program {
namespace {

void add_requests(Server::Parts& parts) {
  parts.schedules.on_changed(
      [&hub = parts.hub](OrgId org, const std::set<AgentId>& agents) { tell_of_shifts(hub, org, agents); });
  const workforce::RequestsTold tell = [&hub = parts.hub](OrgId org, const std::set<AgentId>& agents) {
    tell_of_shift_requests(hub, org, agents);
  };
  parts.time_off.on_changed(tell);
  parts.swaps.on_changed(tell);
  parts.shift_offers.on_changed(tell);
  parts.bids.on_changed(tell);
  workforce::add_time_off_operations(parts.api, parts.org.admin().changes(), parts.time_off);
  workforce::add_swap_operations(parts.api, parts.swaps);
  workforce::add_offer_operations(parts.api, parts.shift_offers);
  workforce::add_bid_operations(parts.api, parts.bids);
}

}  // namespace

// Each planner registers the kind of its runs with `parts.jobs` and adds its operations here.
void add_workforce(Server::Parts& parts) {
  workforce::add_operations(parts.api, parts.jobs);
  workforce::add_operations(parts.api, parts.history);
  workforce::add_history_file_operations(
      parts.api, {parts.history, parts.org.admin().changes(), parts.settings.data / tables_folder});
  const workforce::WhatIfParts what_if{parts.database, parts.org.directories(), parts.clock};
  workforce::add_whatif(parts.jobs, what_if);
  workforce::add_operations(parts.api, parts.jobs, what_if);
  const workforce::ForecastServices forecasts{parts.org.admin().changes(), parts.history,
                                              parts.settings.data / tables_folder};
  workforce::add_forecast_runs(parts.jobs, forecasts);
  workforce::add_operations(parts.api, parts.jobs, forecasts);
  workforce::staffing::add_operations(parts.api, parts.jobs, forecasts);
  workforce::add_shift_operations(parts.api, parts.jobs, parts.schedules);
  workforce::add_shift_table_operations(
      parts.api, {parts.schedules, parts.org.directories(), parts.settings.data / tables_folder});
  workforce::add_adherence_operations(parts.api, {{parts.org.admin().changes(), parts.org.directories()},
                                                  parts.settings.data / tables_folder});
  workforce::intraday::add_operations(parts.api, parts.jobs, parts.outlook_keeper);
  add_requests(parts);
}

}  // namespace rapport::program
