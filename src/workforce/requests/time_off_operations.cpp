#include <limits>

#include "org/entity_api.h"
#include "workforce/jobs/job_operations.h"
#include "workforce/requests/request_operations.h"

namespace rapport::workforce {

struct ListTimeOff : api::PageQuery {
  std::optional<AgentId> agent_id;
  std::optional<RequestState> state;
  std::string from_day, to_day;
};
BOOST_DESCRIBE_STRUCT(ListTimeOff, (api::PageQuery), (agent_id, state, from_day, to_day))
contract::Notes contract_notes(contract::Tag<ListTimeOff>) {
  return {.fields = {
              {.name = "agent_id", .doc = "absent: of everybody"},
              {.name = "from_day", .doc = "2026-12-25; absent: any", .max_length = 10, .has_default = true},
              {.name = "to_day", .max_length = 10, .has_default = true}}};
}

struct GrantTimeOff : AskTimeOff, Decision {
  AgentId agent_id;
};
BOOST_DESCRIBE_STRUCT(GrantTimeOff, (AskTimeOff, Decision), (agent_id))

struct ReadBalances {
  std::optional<AgentId> agent_id;
  std::optional<std::int32_t> year;
};
BOOST_DESCRIBE_STRUCT(ReadBalances, (), (agent_id, year))
contract::Notes contract_notes(contract::Tag<ReadBalances>) {
  return {.fields = {{.name = "agent_id", .doc = "absent: of everybody"},
                     {.name = "year", .doc = "absent: this one", .min = 2'000, .max = 2'200}}};
}
struct TimeOffBalances {
  std::int32_t year = 0;
  std::vector<TimeOffBalance> items;
};
BOOST_DESCRIBE_STRUCT(TimeOffBalances, (), (year, items))

struct ReadMyTimeOff {
  std::optional<std::int32_t> year;
};
BOOST_DESCRIBE_STRUCT(ReadMyTimeOff, (), (year))
contract::Notes contract_notes(contract::Tag<ReadMyTimeOff>) {
  return {.fields = {{.name = "year", .doc = "absent: this one", .min = 2'000, .max = 2'200}}};
}
struct MyTimeOff {
  std::int32_t year = 0;
  std::vector<TimeOffType> types;
  std::vector<TimeOffBalance> balances;
  std::vector<TimeOffRequest> requests;  // from the year on, the newest first
};
BOOST_DESCRIBE_STRUCT(MyTimeOff, (), (year, types, balances, requests))

api::Operation own_operation(std::string path, std::string id, std::string summary) {
  api::Operation made = planner_operation(std::move(path), std::move(id), std::move(summary));
  made.any_of = {};
  return made;
}

api::Operation deciding_operation(std::string path, std::string id, std::string summary) {
  api::Operation made = planner_operation(std::move(path), std::move(id), std::move(summary));
  made.status = 200;
  return made;
}

namespace {

using api::Call;

std::int32_t year_of(std::optional<std::int32_t> asked, Instant now) {
  if (asked) return *asked;
  return civil(Day{static_cast<std::int32_t>(now.us / 86'400'000'000)}).year;
}

void add_rules(api::Api& api, org::Changes& changes, TimeOffBook& book) {
  const org::EntityWords words{"/api/v1/workforce/time-off-types",
                               "TimeOffType",
                               "TimeOffTypes",
                               "workforce",
                               {},
                               {api::Permission::plan}};
  org::register_all(api, changes, words, time_off_types);
  api.get<TimeOffRules>(planner_operation("time-off-rules", "getTimeOffRules", "How many may be away when"),
                        [&book](const Call& call) { return book.rules(call.org()); });
  api.put<TimeOffRules, TimeOffRules>(
      planner_operation("time-off-rules", "changeTimeOffRules",
                        "Replaces them; who waited only for what is allowed now is approved"),
      [&book](const Call& call, const TimeOffRules& rules) { return book.set_rules(org::by(call), rules); });
  api.put<TimeOffAllowance, TimeOffAllowance>(
      planner_operation("time-off-allowances", "changeTimeOffAllowance",
                        "What an agent may take of a type in a year, instead of the type's allowance"),
      [&book](const Call& call, const TimeOffAllowance& allowance) {
        return book.set_allowance(org::by(call), allowance);
      });
  api.get<ReadBalances, TimeOffBalances>(
      planner_operation("time-off-balances", "listTimeOffBalances", "What agents may take, have and ask for"),
      [&book, &changes](const Call& call, const ReadBalances& query) {
        const std::int32_t year = year_of(query.year, changes.now());
        return book.balances(call.org(), query.agent_id.value_or(AgentId{}), year)
            .map([&](std::vector<TimeOffBalance>&& all) {
              return TimeOffBalances{year, std::move(all)};
            });
      });
}

void add_planners(api::Api& api, TimeOffBook& book) {
  api.get<ListTimeOff, api::Page<TimeOffRequest>>(
      planner_operation("time-off-requests", "listTimeOffRequests", "What was asked for, the newest first"),
      [&book](const Call& call, const ListTimeOff& query) -> Result<api::Page<TimeOffRequest>> {
        auto before = api::read_cursor<TimeOffRequestId>(query);
        if (!before) return tl::unexpected<Error>(before.error());
        return book
            .list(call.org(), {query.agent_id.value_or(AgentId{}), query.state, query.from_day, query.to_day,
                               before->value_or(TimeOffRequestId{}), query.limit + 1})
            .map([&](std::vector<TimeOffRequest>&& found) {
              return api::page_of(std::move(found), query.limit,
                                  [](const TimeOffRequest& one) { return one.id; });
            });
      });
  api.get<TimeOffAnswer>(
      planner_operation("time-off-requests/{id}", "getTimeOffRequest",
                        "One of them; while it waits, with what approving it would do now"),
      [&book](const Call& call) { return book.look(call.org(), call.id<TimeOffRequestId>("id")); });
  api.post<GrantTimeOff, TimeOffAnswer>(
      deciding_operation("time-off-requests", "grantTimeOff",
                         "Puts time off for an agent: approved, or with is_trial only what it would do"),
      [&book](const Call& call, const GrantTimeOff& wanted) {
        return book.grant(org::by(call), wanted.agent_id, wanted, wanted);
      });
  api.post<Decision, TimeOffRequest>(
      deciding_operation("time-off-requests/{id}/approve", "approveTimeOff",
                         "The agent is off: in their facts and in every schedule with these days"),
      [&book](const Call& call, const Decision& decision) {
        return book.approve(org::by(call), call.id<TimeOffRequestId>("id"), decision);
      });
  api.post<Decision, TimeOffRequest>(
      deciding_operation("time-off-requests/{id}/decline", "declineTimeOff", "The agent is not off"),
      [&book](const Call& call, const Decision& decision) {
        return book.decline(org::by(call), call.id<TimeOffRequestId>("id"), decision);
      });
  api.post<Decision, TimeOffRequest>(
      deciding_operation("time-off-requests/{id}/withdraw", "cancelTimeOff",
                         "Takes it back, also when it was approved; shifts are not put back"),
      [&book](const Call& call, const Decision& decision) {
        return book.withdraw(org::by(call), {}, call.id<TimeOffRequestId>("id"), decision.reason);
      });
}

void add_agents_own(api::Api& api, org::Changes& changes, TimeOffBook& book) {
  api.get<ReadMyTimeOff, MyTimeOff>(
      own_operation("my-time-off", "getMyTimeOff", "One's own time off in a year: allowances, requests"),
      [&book, &changes](const Call& call, const ReadMyTimeOff& query) -> Result<MyTimeOff> {
        MyTimeOff mine;
        mine.year = year_of(query.year, changes.now());
        auto balances = book.balances(call.org(), call.user(), mine.year);
        if (!balances) return tl::unexpected<Error>(std::move(balances.error()));
        mine.balances = std::move(*balances);
        auto requests = book.list(
            call.org(), {call.user(), std::nullopt, std::to_string(mine.year) + "-01-01", "", {}, 0});
        if (!requests) return tl::unexpected<Error>(std::move(requests.error()));
        mine.requests = std::move(*requests);
        auto types = changes.database().read([&](database::Session& sql) -> Result<std::vector<TimeOffType>> {
          return time_off_types.list(sql, call.org(), {}, time_off_types_max);
        });
        if (!types) return tl::unexpected<Error>(std::move(types.error()));
        mine.types = std::move(*types);
        return mine;
      });
  api::Operation ask = own_operation(
      "my-time-off", "askTimeOff",
      "Approved at once where nothing is against it, else it waits for a planner; is_trial says which");
  ask.status = 200;
  api.post<AskTimeOff, TimeOffAnswer>(
      ask, [&book](const Call& call, const AskTimeOff& wanted) { return book.ask(org::by(call), wanted); });
  api::Operation withdraw =
      own_operation("my-time-off/{id}/withdraw", "withdrawMyTimeOff", "Takes it back, before it begins");
  withdraw.status = 200;
  api.post<TimeOffRequest>(withdraw, [&book](const Call& call) {
    return book.withdraw(org::by(call), call.user(), call.id<TimeOffRequestId>("id"), "");
  });
}

}  // namespace

void add_time_off_operations(api::Api& api, org::Changes& changes, TimeOffBook& book) {
  add_rules(api, changes, book);
  add_planners(api, book);
  add_agents_own(api, changes, book);
}

}  // namespace rapport::workforce
