#include "deflection/deflection_operations.h"

#include "api/page.h"
#include "deflection/report.h"

namespace rapport::deflection {

using api::Call;
using contract::Notes;
using contract::Tag;

struct DeflectionQuery {
  std::int32_t days = 30;
};
BOOST_DESCRIBE_STRUCT(DeflectionQuery, (), (days))
Notes contract_notes(Tag<DeflectionQuery>) {
  return {.fields = {{.name = "days", .doc = "how far back", .min = 1, .max = 365, .has_default = true}}};
}
struct SearchDeflections {
  std::vector<SearchDeflection> items;
};
BOOST_DESCRIBE_STRUCT(SearchDeflections, (), (items))

struct AnsweredContactQuery : api::PageQuery {
  std::int32_t days = 30;
  bool is_unread_only = true;
};
BOOST_DESCRIBE_STRUCT(AnsweredContactQuery, (api::PageQuery), (days, is_unread_only))
Notes contract_notes(Tag<AnsweredContactQuery>) {
  return {.fields = {{.name = "days", .doc = "how far back", .min = 1, .max = 365, .has_default = true},
                     {.name = "is_unread_only",
                      .doc = "only of people who had read none of the answers",
                      .has_default = true}}};
}

namespace {

api::Operation deflection_operation(std::string rest, std::string id, std::string summary) {
  return {.path = "/api/v1/knowledge/deflection" + rest,
          .id = std::move(id),
          .tag = "knowledge",
          .summary = std::move(summary),
          .any_of = {api::Permission::write_knowledge, api::Permission::publish_knowledge,
                     api::Permission::analyse}};
}

}  // namespace

void add_operations(api::Api& api, database::Database& database, const std::function<Instant()>& clock) {
  api.get<DeflectionQuery, DeflectionReport>(
      deflection_operation("", "getDeflection",
                           "Whether people who read or searched contacted us afterwards."),
      [&database, clock](const Call& call, const DeflectionQuery& query) {
        const Instant since = clock() - hours(24 * query.days);
        return database.read([&](database::Session& sql) -> Result<DeflectionReport> {
          return report(sql, call.org(), since);
        });
      });
  api.get<DeflectionQuery, SearchDeflections>(
      deflection_operation("/searches", "listSearchDeflection",
                           "The same for each thing that was searched for."),
      [&database, clock](const Call& call, const DeflectionQuery& query) {
        const Instant since = clock() - hours(24 * query.days);
        return database.read([&](database::Session& sql) -> Result<SearchDeflections> {
          return SearchDeflections{searches(sql, call.org(), since)};
        });
      });
  api.get<AnsweredContactQuery, api::Page<AnsweredContact>>(
      deflection_operation("/contacts", "listAnsweredContacts",
                           "Contacts that asked what a published article says, newest first."),
      [&database, clock](const Call& call,
                         const AnsweredContactQuery& query) -> Result<api::Page<AnsweredContact>> {
        auto after = api::read_cursor<ContactPlace>(query);
        if (!after) return tl::unexpected<Error>(after.error());
        const Instant since = clock() - hours(24 * query.days);
        auto found = database.read([&](database::Session& sql) -> Result<std::vector<AnsweredContact>> {
          return answered(sql, call.org(), since, query.is_unread_only, *after, query.limit + 1);
        });
        if (!found) return tl::unexpected<Error>(found.error());
        return api::page_of(std::move(*found), query.limit, [](const AnsweredContact& each) {
          return ContactPlace{each.at,
                              each.interaction_id ? each.interaction_id->value : each.case_id->value};
        });
      });
}

}  // namespace rapport::deflection
