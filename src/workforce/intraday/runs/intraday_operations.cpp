#include "workforce/intraday/runs/intraday_operations.h"

#include <algorithm>
#include <thread>

#include "platform/contract/json.h"
#include "workforce/jobs/job_operations.h"

namespace rapport::workforce::intraday {

struct IntradayShown {
  std::optional<Outlook> outlook;         // the newest; absent: none yet
  std::optional<OutlookFailure> failure;  // of the last try
  bool is_making = false;
};
BOOST_DESCRIBE_STRUCT(IntradayShown, (), (outlook, failure, is_making))
contract::Notes contract_notes(contract::Tag<IntradayShown>) {
  return {.doc = "While it is asked for, it is made again every quarter of an hour."};
}

namespace {

constexpr const char* outlook_kind = "outlook";

}  // namespace

void add_operations(api::Api& api, Jobs& jobs, OutlookKeeper& keeper) {
  jobs.add_kind(
      outlook_kind, JobLength::brief,
      [&keeper](OrgId org, const std::string& request, const Progress& progress) -> Result<std::string> {
        const auto wanted = contract::decode<OutlookWanted>(request);
        if (!wanted) return tl::unexpected<Error>(wanted.error());
        const auto threads = static_cast<std::int32_t>(std::max(1U, std::thread::hardware_concurrency() / 2));
        return keeper.make(org, *wanted, threads, progress).map([](const Outlook& made) {
          return contract::encode(made);
        });
      });
  api.post<OutlookWanted, Job>(
      job_operation("outlook", "makeOutlook",
                    "Today to its end, by simulation: a job whose result is Outlook"),
      [&jobs](const api::Call& call, const OutlookWanted& wanted) -> Result<Job> {
        return submit_job(jobs, call, outlook_kind, "Outlook", wanted);
      });
  api.get<IntradayShown>(planner_operation("intraday", "getIntraday",
                                           "The newest outlook of today, kept fresh while it is read"),
                         [&keeper](const api::Call& call) -> Result<IntradayShown> {
                           const OutlookBoard::Shown shown = keeper.look(call.org());
                           IntradayShown out{std::nullopt, shown.failure, shown.is_making};
                           if (shown.outlook) out.outlook = *shown.outlook;
                           return out;
                         });
}

}  // namespace rapport::workforce::intraday
