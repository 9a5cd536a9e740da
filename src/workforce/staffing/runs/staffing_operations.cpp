#include "workforce/staffing/runs/staffing_operations.h"

#include <algorithm>
#include <thread>

#include "org/entity.h"
#include "platform/contract/parameters.h"
#include "workforce/jobs/job_operations.h"
#include "workforce/staffing/runs/forecast_requirements.h"
#include "workforce/staffing/runs/requirement_sheets.h"
#include "workforce/tables/table_in.h"
#include "workforce/tables/table_out.h"

namespace rapport::workforce::staffing {
struct ExportRequirements {
  bool is_workbook = false;
};
BOOST_DESCRIBE_STRUCT(ExportRequirements, (), (is_workbook))
contract::Notes contract_notes(contract::Tag<ExportRequirements>) {
  return {.all_optional = true};
}

struct ReadLine {
  std::int64_t line = 1;
  std::vector<std::string> fields;
};
BOOST_DESCRIBE_STRUCT(ReadLine, (), (line, fields))
struct ReadLines {
  std::vector<ReadLine> items;
};
BOOST_DESCRIBE_STRUCT(ReadLines, (), (items))
contract::Notes contract_notes(contract::Tag<ReadLines>) {
  return {.name = "TableLines", .doc = "A table's rows as texts, with their lines in the file."};
}
contract::Notes contract_notes(contract::Tag<ReadLine>) {
  return {.name = "TableLine"};
}

namespace {

constexpr std::size_t read_bytes_max = 16U << 20, read_lines_max = 100'000;
constexpr const char* requirements_kind = "requirements";

constexpr double part_of_reading = 0.05;  // of the progress: reading a day is quick beside playing many

Result<PlannedProblem> problem_in(const ForecastServices& forecasts, OrgId org, const std::string& request,
                                  const Progress& progress) {
  // One that was asked for as a whole knows no forecast.
  if (const auto wanted = contract::decode<ForecastRequirementsWanted>(request))
    return problem_of_forecast(forecasts, org, *wanted, progress);
  return read_problem(request).map([](Problem&& problem) { return PlannedProblem{std::move(problem), {}}; });
}

Result<std::string> found(const ForecastServices& forecasts, OrgId org, const std::string& request,
                          const Progress& progress) {
  const auto planned = problem_in(forecasts, org, request, progress);
  if (!planned) return tl::unexpected<Error>(planned.error());
  FindOptions options;
  options.progress.report = [&progress](double done) {
    return progress.at(part_of_reading + (1 - part_of_reading) * done);
  };
  // Beside the floor that runs on the same machine.
  options.threads = static_cast<std::int32_t>(std::max(1U, std::thread::hardware_concurrency() / 2));
  auto requirements = find_requirements(planned->problem, options);
  if (!requirements) return tl::unexpected<Error>(requirements.error());
  std::vector<std::string>& explanation = requirements->explanation;
  explanation.insert(explanation.begin(), planned->notes.begin(), planned->notes.end());
  return to_json(*requirements);
}

Result<http::Response> requirements_table(Jobs& jobs, const std::filesystem::path& folder,
                                          const api::Call& call) {
  const auto wanted = contract::decode_parameters<ExportRequirements>(call.request().query);
  if (!wanted) return tl::unexpected<Error>(wanted.error());
  const auto id = call.id<JobId>("id");
  const auto job = jobs.find_whole(call.org(), id);
  if (!job) return tl::unexpected<Error>(job.error());
  if (job->kind != requirements_kind) return org::no_such("requirements", id.value);
  if (!job->result) return fail(ErrorCode::conflict, "not_done", "these requirements are not found yet");
  const auto requirements = contract::decode<Requirements>(
      job->result->text, {.bytes_max = 64U << 20, .items_max = 2'000'000, .ignores_unknown = true});
  if (!requirements) return tl::unexpected<Error>(requirements.error());
  const auto sheets = requirement_sheets(*requirements);
  if (!sheets) return tl::unexpected<Error>(sheets.error());
  return table_answer({"requirements", wanted->is_workbook, folder, id.value}, *sheets);
}

// Takes the whole file, then reads it.
class TableReading : public api::Intake<ReadLines> {
 public:
  Result<void> take(std::string_view piece) override {
    bytes_ += piece;
    return {};
  }
  Result<ReadLines> finish() override {
    ReadLines lines;
    auto read = read_table(bytes_, [&](std::int64_t line, std::vector<std::string>& fields) -> Result<void> {
      if (lines.items.size() >= read_lines_max)
        return fail(ErrorCode::too_large, "table_too_large", "more than 100,000 rows");
      lines.items.push_back({line, std::move(fields)});
      return {};
    });
    if (!read) return tl::unexpected<Error>(std::move(read.error()));
    return lines;
  }

 private:
  std::string bytes_;
};

}  // namespace

void add_operations(api::Api& api, Jobs& jobs, const ForecastServices& forecasts) {
  api::Operation table = planner_operation("requirements/{id}/table", "exportRequirements",
                                           "What such a job has found, as a table that a new schedule takes");
  table.description = "In the query: is_workbook=true for XLSX, with what binds and what was promised.";
  table.media_type = "text/csv";
  api.get_bytes(table, [&jobs, folder = forecasts.folder](const api::Call& call) {
    return requirements_table(jobs, folder, call);
  });
  api::Operation read = planner_operation(
      "table-lines", "readTable", "The rows of a CSV file or of a workbook's first sheet; keeps nothing");
  read.media_type = "application/octet-stream";
  read.body_bytes_max = read_bytes_max;
  read.status = 200;
  api.post_bytes<ReadLines>(read, [](const api::Call&) -> Result<std::unique_ptr<api::Intake<ReadLines>>> {
    return std::make_unique<TableReading>();
  });
  jobs.add_kind(requirements_kind, JobLength::lasting,
                [forecasts](OrgId org, const std::string& request, const Progress& progress) {
                  return found(forecasts, org, request, progress);
                });
  api.post<Problem, Job>(
      job_operation("requirements", "findRequirements",
                    "How many agents of each group are needed when, by simulation: a job whose result is "
                    "StaffingRequirements"),
      [&jobs](const api::Call& call, const Problem& problem) -> Result<Job> {
        if (auto checked = check(problem); !checked) return tl::unexpected<Error>(checked.error());
        const std::string title = problem.name.empty() ? "Requirements" : problem.name;
        return submit_job(jobs, call, requirements_kind, title, problem);
      });
  api.post<ForecastRequirementsWanted, Job>(
      job_operation("requirements/for-forecast", "findForecastRequirements",
                    "The same for days of a kept forecast, on the organisation's own rules, agents, handle "
                    "times and patience: a job whose result is StaffingRequirements"),
      [&jobs, forecasts](const api::Call& call, const ForecastRequirementsWanted& wanted) -> Result<Job> {
        if (auto fine = check(forecasts, call.org(), wanted); !fine)
          return tl::unexpected<Error>(fine.error());
        return submit_job(jobs, call, requirements_kind, wanted.name, wanted);
      });
}

}  // namespace rapport::workforce::staffing
