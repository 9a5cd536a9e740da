// Saved views.
#include <algorithm>

#include "cases/case_operations.h"
#include "cases/view_store.h"
#include "org/entity.h"

namespace rapport::cases {

using api::Call;

struct CountedView : CaseView {
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(CountedView, (CaseView), (count))
contract::Notes contract_notes(contract::Tag<CountedView>) {
  return {.fields = {{.name = "count", .doc = "cases in it, up to 10,000"}}};
}
struct CountedViews {
  std::vector<CountedView> items;
};
BOOST_DESCRIBE_STRUCT(CountedViews, (), (items))

namespace {

Result<CountedViews> list_views(const CaseOperations& services, const Call& call) {
  return services.book.changes().database().read([&](database::Session& sql) -> Result<CountedViews> {
    CountedViews all;
    for (CaseView& view : case_views(sql, call.org(), call.user())) {
      CountedView counted;
      counted.count = CaseStore::count(sql, call.org(), call.user(), view.filter);
      static_cast<CaseView&>(counted) = std::move(view);
      all.items.push_back(std::move(counted));
    }
    return all;
  });
}

bool may_share(const Call& call) {
  return call.caller().may(api::Permission::supervise);
}

tl::unexpected<Error> not_shared() {
  return fail(ErrorCode::forbidden, "missing_permission", "a view for all needs the permission supervise");
}

Result<CaseView> add_view(const CaseOperations& services, const Call& call, const CaseViewFields& fields) {
  if (fields.is_shared && !may_share(call)) return not_shared();
  return services.book.changes().make<CaseView>(
      org::by(call), "", [&](org::Change& change) -> Result<CaseView> {
        const auto known = case_views(change.sql, call.org(), call.user());
        const auto alike = std::count_if(known.begin(), known.end(), [&](const CaseView& each) {
          return each.is_shared == fields.is_shared;
        });
        if (static_cast<std::size_t>(alike) >= views_max)
          return fail(ErrorCode::conflict, "limit_reached",
                      fmt::format("there are {} views, and more is not possible", views_max));
        CaseView view;
        static_cast<CaseViewFields&>(view) = fields;
        view.id = change.new_id<CaseViewId>();
        view.owner_id = call.user();
        insert_view(change, view);
        return view;
      });
}

// One that the caller may change: their own, or a shared one with the permission for it.
Result<CaseView> changeable(org::Change& change, const Call& call, CaseViewId id) {
  auto found = case_view(change.sql, call.org(), call.user(), id);
  if (!found) return org::no_such("case_view", id.value);
  if ((found->is_shared || found->owner_id != call.user()) && !may_share(call)) return not_shared();
  return std::move(*found);
}

}  // namespace

void add_case_view_operations(api::Api& api, const CaseOperations& services) {
  api.get<CountedViews>(case_operation("case-views", "listCaseViews",
                                       "One's own views and those for all, with counts", case_readers),
                        [services](const Call& call) { return list_views(services, call); });
  api.post<CaseViewFields, CaseView>(
      case_operation("case-views", "addCaseView", "Keep a filter under a name", case_readers),
      [services](const Call& call, const CaseViewFields& fields) {
        return add_view(services, call, fields);
      });
  api.put<CaseViewFields, CaseView>(
      case_operation("case-views/{id}", "changeCaseView", "Change a view", case_readers),
      [services](const Call& call, const CaseViewFields& fields) {
        return services.book.changes().make<CaseView>(
            org::by(call), "", [&](org::Change& change) -> Result<CaseView> {
              auto view = changeable(change, call, call.id<CaseViewId>("id"));
              if (!view) return view;
              if (fields.is_shared && !may_share(call)) return not_shared();
              static_cast<CaseViewFields&>(*view) = fields;
              update_view(change, *view);
              return view;
            });
      });
  api.remove<void>(case_operation("case-views/{id}", "removeCaseView", "Remove a view", case_readers),
                   [services](const Call& call) {
                     return services.book.changes().make<void>(
                         org::by(call), "", [&](org::Change& change) -> Result<void> {
                           auto view = changeable(change, call, call.id<CaseViewId>("id"));
                           if (!view) return tl::unexpected<Error>(view.error());
                           remove_view(change, view->id);
                           return {};
                         });
                   });
}

}  // namespace rapport::cases
