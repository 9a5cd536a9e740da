#include "workforce/adherence/watch/watch_operations.h"

#include <fmt/format.h>

#include "org/entity.h"
#include "platform/contract/parameters.h"
#include "workforce/adherence/watch/watch_table.h"
#include "workforce/jobs/job_operations.h"

namespace rapport::workforce {

struct ReadAdherence {
  std::string day;
  std::optional<TeamId> team_id;
  std::optional<AgentId> agent_id;
};
BOOST_DESCRIBE_STRUCT(ReadAdherence, (), (day, team_id, agent_id))
contract::Notes contract_notes(contract::Tag<ReadAdherence>) {
  return {.all_optional = true,
          .fields = {{.name = "day", .doc = "2026-12-25; absent: today", .max_length = 10},
                     {.name = "team_id", .doc = "absent: of all"},
                     {.name = "agent_id", .doc = "absent: of everybody"}}};
}
struct ReadAdherenceDays {
  std::string from, to;
  std::optional<TeamId> team_id;
  std::optional<AgentId> agent_id;
};
BOOST_DESCRIBE_STRUCT(ReadAdherenceDays, (), (from, to, team_id, agent_id))
contract::Notes contract_notes(contract::Tag<ReadAdherenceDays>) {
  return {.all_optional = true,
          .fields = {{.name = "from", .doc = "2026-12-25; absent: six days before `to`", .max_length = 10},
                     {.name = "to", .doc = "it is inside; absent: today", .max_length = 10},
                     {.name = "team_id", .doc = "absent: of all"},
                     {.name = "agent_id", .doc = "absent: of everybody"}}};
}
struct ExportAdherence : ReadAdherenceDays {
  bool is_workbook = false;
};
BOOST_DESCRIBE_STRUCT(ExportAdherence, (ReadAdherenceDays), (is_workbook))
contract::Notes contract_notes(contract::Tag<ExportAdherence>) {
  return {.all_optional = true};
}
struct ReadMyAdherence {
  std::string day;
};
BOOST_DESCRIBE_STRUCT(ReadMyAdherence, (), (day))
contract::Notes contract_notes(contract::Tag<ReadMyAdherence>) {
  return {
      .fields = {{.name = "day", .doc = "2026-12-25; absent: today", .max_length = 10, .has_default = true}}};
}
struct AdherenceExcuses {
  std::vector<AdherenceExcuse> items;
};
BOOST_DESCRIBE_STRUCT(AdherenceExcuses, (), (items))

namespace {

using api::Call;

api::Operation watcher_operation(std::string path, std::string id, std::string summary) {
  api::Operation made = planner_operation(std::move(path), std::move(id), std::move(summary));
  made.any_of = {api::Permission::plan, api::Permission::supervise};
  return made;
}

template <class Query>
WatchedWho who_of(const Query& query) {
  return {query.agent_id.value_or(AgentId{}), query.team_id.value_or(TeamId{})};
}

Result<http::Response> adherence_table(const WatchServices& services, const Call& call) {
  auto wanted = contract::decode_parameters<ExportAdherence>(call.request().query);
  if (!wanted) return tl::unexpected<Error>(wanted.error());
  const WatchedWho who = who_of(*wanted);
  const auto days = services.watch.days(call.org(), wanted->from, wanted->to, who);
  if (!days) return tl::unexpected<Error>(days.error());
  const auto deviations = services.watch.deviations(call.org(), wanted->from, wanted->to, who);
  if (!deviations) return tl::unexpected<Error>(deviations.error());
  return table_answer({fmt::format("adherence-{}-{}", days->from, days->to), wanted->is_workbook,
                       services.folder, services.watch.changes().new_id<AdherenceExcuseId>().value},
                      adherence_sheets(*days, *deviations));
}

void add_adherence_reads(api::Api& api, const WatchServices& services) {
  const Watch& watch = services.watch;
  api.get<ReadAdherence, AdherenceDay>(
      watcher_operation("adherence", "getAdherence",
                        "Who keeps to the schedule on a day, and of today how everybody is now"),
      [watch](const Call& call, const ReadAdherence& query) {
        return watch.day(call.org(), query.day, who_of(query));
      });
  api.get<ReadAdherenceDays, AdherenceDays>(
      watcher_operation("adherence-days", "getAdherenceDays", "Adherence and conformance by agent and day"),
      [watch](const Call& call, const ReadAdherenceDays& query) {
        return watch.days(call.org(), query.from, query.to, who_of(query));
      });
  api::Operation table = watcher_operation("adherence-table", "exportAdherence",
                                           "The same as a table; a workbook has every deviation, too");
  table.description =
      "In the query: from, to, team_id, agent_id, is_workbook=true for XLSX; absent: the last seven days of "
      "everybody, as CSV.";
  table.media_type = "text/csv";
  api.get_bytes(table, [services](const Call& call) { return adherence_table(services, call); });
  api::Operation own =
      watcher_operation("my-adherence", "getMyAdherence", "One's own day: the shift, what was, and how well");
  own.any_of = {};
  api.get<ReadMyAdherence, AdherenceDay>(own, [watch](const Call& call, const ReadMyAdherence& query) {
    return watch.day(call.org(), query.day, {call.user(), {}});
  });
}

void add_adherence_rules(api::Api& api, const Watch& watch) {
  org::Changes& changes = watch.changes();
  api.get<AdherenceSettings>(
      watcher_operation("adherence-settings", "getAdherenceSettings", "What is tolerated of schedules"),
      [&changes](const Call& call) {
        return changes.database().read([&](database::Session& sql) -> Result<AdherenceSettings> {
          return adherence_settings::find(sql, call.org());
        });
      });
  api.put<AdherenceSettings, AdherenceSettings>(
      planner_operation("adherence-settings", "changeAdherenceSettings",
                        "Sets what is tolerated; past days are judged by it, too"),
      [watch](const Call& call, const AdherenceSettings& settings) {
        return watch.set_settings(org::by(call), settings);
      });
  api.post<NewAdherenceExcuse, AdherenceExcuses>(
      watcher_operation("adherence-excuses", "excuseAdherence",
                        "Excuses agents for a time: it counts as if they had kept to the schedule"),
      [watch](const Call& call, const NewAdherenceExcuse& wanted) {
        return watch.excuse(org::by(call), wanted).map([](std::vector<AdherenceExcuse>&& all) {
          return AdherenceExcuses{std::move(all)};
        });
      });
  api.remove(watcher_operation("adherence-excuses/{id}", "deleteAdherenceExcuse",
                               "Takes an excuse back: the time counts as it was"),
             [watch](const Call& call) {
               return watch.remove_excuse(org::by(call), call.id<AdherenceExcuseId>("id"));
             });
}

}  // namespace

void add_adherence_operations(api::Api& api, const WatchServices& services) {
  add_adherence_reads(api, services);
  add_adherence_rules(api, services.watch);
}

}  // namespace rapport::workforce
