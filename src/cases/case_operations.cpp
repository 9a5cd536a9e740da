#include "cases/case_operations.h"

#include "cases/view_store.h"
#include "org/entity.h"

namespace rapport::cases {

using api::Call;
using contract::Notes;
using contract::Tag;

Notes contract_notes(Tag<ShownCase>) {
  return {.doc = "A case with what stands around it."};
}

struct ListedCase : Case {
  std::string customer_name;
};
BOOST_DESCRIBE_STRUCT(ListedCase, (Case), (customer_name))

struct ListCases : api::PageQuery, CaseFilter {};
BOOST_DESCRIBE_STRUCT(ListCases, (api::PageQuery, CaseFilter), ())

struct ChangeCase {
  std::optional<std::int64_t> version;
  CaseEdit edit;
};
BOOST_DESCRIBE_STRUCT(ChangeCase, (), (version, edit))
Notes contract_notes(Tag<ChangeCase>) {
  return {
      .fields = {{.name = "version",
                  .doc = "of the case as it was shown: refused (409, stale) with what has become different, "
                         "when the same has been changed since",
                  .min = 1},
                 {.name = "edit"}}};
}

Notes contract_notes(Tag<CommentOnCase>) {
  return {.fields = {{.name = "text", .min_length = 1, .max_length = comment_length_max},
                     {.name = "is_public", .doc = "the customer may read it", .has_default = true},
                     {.name = "status", .doc = "goes there with it"},
                     {.name = "mails",
                      .doc = "public words leave by email, too: true: or nothing is said (409, "
                             "cannot_mail); false: they do not; absent: where that is possible"},
                     {.name = "client_id",
                      .doc = "sent again, it is said once",
                      .max_length = 64,
                      .has_default = true}}};
}

struct TimelineQuery {
  std::optional<CaseEventId> after_event_id;
  std::int32_t limit = 500;
};
BOOST_DESCRIBE_STRUCT(TimelineQuery, (), (after_event_id, limit))
Notes contract_notes(Tag<TimelineQuery>) {
  return {.name = "CaseTimelineQuery",
          .all_optional = true,
          .fields = {{.name = "limit", .min = 1, .max = 1'000}}};
}
struct CaseTimeline {
  std::vector<CaseEvent> items;
};
BOOST_DESCRIBE_STRUCT(CaseTimeline, (), (items))

struct FollowCase {
  bool is_followed = true;
};
BOOST_DESCRIBE_STRUCT(FollowCase, (), (is_followed))

struct ViewCase {
  bool is_here = true;
  bool is_editing = false;
};
BOOST_DESCRIBE_STRUCT(ViewCase, (), (is_here, is_editing))
Notes contract_notes(Tag<ViewCase>) {
  return {.doc = "Said again every ten seconds or so; without it one is forgotten.", .all_optional = true};
}
struct CaseViewersShown {
  std::vector<CaseViewer> items;
};
BOOST_DESCRIBE_STRUCT(CaseViewersShown, (), (items))
Notes contract_notes(Tag<CaseViewersShown>) {
  return {.name = "CaseViewers", .doc = "Who else has it open."};
}

struct RunMacro {
  CaseMacroId macro_id;
};
BOOST_DESCRIBE_STRUCT(RunMacro, (), (macro_id))

struct BulkChange {
  std::vector<CaseId> case_ids;
  CaseEdit edit;
};
BOOST_DESCRIBE_STRUCT(BulkChange, (), (case_ids, edit))
Notes contract_notes(Tag<BulkChange>) {
  return {
      .fields = {{.name = "case_ids", .min_items = 1, .max_items = CaseBook::bulk_max}, {.name = "edit"}}};
}
struct BulkResults {
  std::vector<BulkResult> items;
};
BOOST_DESCRIBE_STRUCT(BulkResults, (), (items))

Result<ShownCase> show_case(const CaseOperations& services, OrgId org, const Result<Case>& which) {
  if (!which) return tl::unexpected<Error>(which.error());
  ShownCase shown;
  static_cast<Case&>(shown) = *which;
  if (which->customer_id)
    if (const auto customer = services.customers.find(org, *which->customer_id))
      shown.customer_name = customer->name;
  return services.book.changes().database().read([&](database::Session& sql) -> Result<ShownCase> {
    shown.follower_ids = CaseStore::followers(sql, org, which->id);
    shown.merged_ids = CaseStore::family(sql, org, which->id);
    shown.merged_ids.erase(shown.merged_ids.begin());
    shown.children = CaseStore::children(sql, org, which->id);
    shown.children_open = CaseStore::children_open(sql, org, which->id);
    return shown;
  });
}

namespace {

Result<api::Page<ListedCase>> list_cases(const CaseOperations& services, const Call& call,
                                         const ListCases& query) {
  auto after = api::read_cursor<CaseMark>(query);
  if (!after) return tl::unexpected<Error>(std::move(after.error()));
  CaseFilter filter = query;
  // Somebody who came in two ways is one person, with one list.
  if (filter.customer_id)
    if (auto rows = services.customers.rows_of_person(call.org(), *filter.customer_id)) filter.person = *rows;
  auto found =
      services.book.changes().database().read([&](database::Session& sql) -> Result<std::vector<Case>> {
        return CaseStore::list(sql, call.org(), call.user(), filter, *after, query.limit + 1);
      });
  if (!found) return tl::unexpected<Error>(found.error());
  std::vector<CustomerId> ids;
  for (const Case& each : *found)
    if (each.customer_id) ids.push_back(*each.customer_id);
  std::map<CustomerId, std::string> names;
  if (!ids.empty())
    if (const auto customers = services.customers.find_many(call.org(), ids))
      for (const auto& customer : *customers)
        names[customer.id] = customer.name;
  std::vector<ListedCase> items;
  for (Case& each : *found) {
    ListedCase item;
    static_cast<Case&>(item) = std::move(each);
    if (item.customer_id) item.customer_name = names[*item.customer_id];
    items.push_back(std::move(item));
  }
  return api::page_of(std::move(items), query.limit,
                      [&](const ListedCase& each) { return CaseStore::mark_of(each, query.sort); });
}

}  // namespace

void add_case_operations(api::Api& api, const CaseOperations& services) {
  api.get<ListCases, api::Page<ListedCase>>(
      case_operation("cases", "listCases", "Cases by a filter, in pages", case_readers),
      [services](const Call& call, const ListCases& query) { return list_cases(services, call, query); });
  api.post<NewCase, ShownCase>(case_operation("cases", "openCase", "Open a case", case_workers),
                               [services](const Call& call, const NewCase& wanted) {
                                 return show_case(services, call.org(),
                                                  services.book.open(org::by(call), wanted));
                               });
  api.get<ShownCase>(
      case_operation("cases/{id}", "getCase", "One case", case_readers), [services](const Call& call) {
        return show_case(services, call.org(), services.book.find(call.org(), call.id<CaseId>("id")));
      });
  api.patch<ChangeCase, ShownCase>(
      case_operation("cases/{id}", "changeCase", "Change what it says, its status, its people", case_workers),
      [services](const Call& call, const ChangeCase& wanted) {
        return show_case(
            services, call.org(),
            services.book.edit(org::by(call), call.id<CaseId>("id"), wanted.edit, wanted.version));
      });
  api.post<CommentOnCase, ShownCase>(
      case_operation("cases/{id}/comments", "commentOnCase", "Write to the customer or to colleagues",
                     case_workers),
      [services](const Call& call, const CommentOnCase& wanted) {
        return show_case(services, call.org(),
                         services.mailed && wanted.is_public && wanted.mails.value_or(true)
                             ? services.mailed(org::by(call), call.id<CaseId>("id"), wanted)
                             : services.book.comment(org::by(call), call.id<CaseId>("id"), wanted));
      });
  api.get<TimelineQuery, CaseTimeline>(
      case_operation("cases/{id}/timeline", "getCaseTimeline", "What has happened in it, oldest first",
                     case_readers),
      [services](const Call& call, const TimelineQuery& query) -> Result<CaseTimeline> {
        auto events = services.book.timeline(call.org(), call.id<CaseId>("id"),
                                             query.after_event_id.value_or(CaseEventId{}), query.limit);
        if (!events) return tl::unexpected<Error>(events.error());
        return CaseTimeline{std::move(*events)};
      });
  api.put<FollowCase, ShownCase>(
      case_operation("cases/{id}/follower", "followCase", "Follow it, or no longer", case_workers),
      [services](const Call& call, const FollowCase& wanted) {
        return show_case(services, call.org(),
                         services.book.follow(org::by(call), call.id<CaseId>("id"), wanted.is_followed));
      });
  api.put<ViewCase, CaseViewersShown>(
      case_operation("cases/{id}/viewer", "viewCase", "Say that one has it open; who else does",
                     case_workers),
      [services](const Call& call, const ViewCase& wanted) -> Result<CaseViewersShown> {
        const auto id = call.id<CaseId>("id");
        if (auto known = services.book.find(call.org(), id); !known)
          return tl::unexpected<Error>(known.error());
        auto seen = services.viewers.note(call.org(), id, call.user(), wanted.is_here, wanted.is_editing,
                                          services.clock());
        if (seen.is_news && services.viewers_changed) services.viewers_changed(call.org(), id);
        return CaseViewersShown{std::move(seen.others)};
      });
  auto macro = case_operation("cases/{id}/macro", "runCaseMacro", "Carry out a macro on it", case_workers);
  macro.status = 200;
  api.post<RunMacro, ShownCase>(macro, [services](const Call& call, const RunMacro& wanted) {
    return show_case(services, call.org(),
                     services.book.run_macro(org::by(call), call.id<CaseId>("id"), wanted.macro_id));
  });
  auto bulk = case_operation("case-changes", "changeCases",
                             "Change up to 1,000 at once, each with its result", case_supervisors);
  bulk.status = 200;
  api.post<BulkChange, BulkResults>(
      bulk, [services](const Call& call, const BulkChange& wanted) -> Result<BulkResults> {
        auto done = services.book.bulk(org::by(call), wanted.case_ids, wanted.edit);
        if (!done) return tl::unexpected<Error>(done.error());
        return BulkResults{std::move(*done)};
      });
}

void add_operations(api::Api& api, const CaseOperations& services) {
  add_case_operations(api, services);
  add_case_pair_operations(api, services);
  add_case_view_operations(api, services);
  add_kept_operations(api, services);
}

}  // namespace rapport::cases
