// One set of verbs for everything that administrators keep: users, queues, teams … Each kind of thing brings
// a store, which knows its table and its rules:
//
//   struct Teams {
//     using Key = TeamId;  using Fields = TeamFields;  using Whole = Team;
//     static constexpr const char* kind = "team"; …what = "teams"; …most = names_max;
//     std::optional<Whole> find(Session&, OrgId, Key) const;
//     std::vector<Whole> list(Session&, OrgId, Key after, std::int64_t limit) const;      by id
//     std::int64_t count(Session&, OrgId) const;
//     Result<void> check(Change&, Key, const Whole* before, const Fields&) const;  before: null when new
//     void insert(Change&, Key, const Fields&) const;
//     void update(Change&, Key, const Fields&) const;
//     Result<void> remove(Change&, const Whole&) const;       refuses what is in use
//   };
//
// The rules run inside the transaction, so two changes at once cannot get past them together.
#pragma once

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "api/page.h"
#include "org/changes.h"
#include "platform/contract/json.h"

namespace rapport::org {

inline tl::unexpected<Error> no_such(const char* kind, std::int64_t id) {
  return fail(ErrorCode::not_found, std::string("unknown_") + kind, fmt::format("no {} {}", kind, id));
}

inline tl::unexpected<Error> wrong(std::vector<Issue> issues) {
  return fail(ErrorCode::invalid, "bad_value", "some values cannot be", std::move(issues));
}

// What still refers to a thing that is to go: where and how.
inline tl::unexpected<Error> in_use(const char* kind, std::vector<Issue> uses) {
  std::string detail = fmt::format("this {} is still in use in {} place(s), first: {} ({})", kind,
                                   uses.size(), uses.front().what, uses.front().where);
  return fail(ErrorCode::conflict, "in_use", std::move(detail), std::move(uses));
}

// A unique name was taken: said where, instead of the database's words.
inline Error named_twice(Error error) {
  if (error.reason == "already_exists") {
    error.detail = "there is one of this name already";
    error.issues = {{"/name", "there is one of this name already"}};
  }
  return error;
}

// Inside a change that does more.
template <class Store>
Result<typename Store::Whole> add(Change& change, const Store& store, const typename Store::Fields& fields) {
  if (store.count(change.sql, change.org()) >= store.most)
    return fail(ErrorCode::conflict, "limit_reached",
                fmt::format("there are {} of these, and more is not possible", store.most));
  const auto id = change.new_id<typename Store::Key>();
  if (auto fits = store.check(change, id, nullptr, fields); !fits)
    return tl::unexpected<Error>(std::move(fits.error()));
  store.insert(change, id, fields);
  auto made = store.find(change.sql, change.org(), id);
  change.audit({"create", store.kind, id.value, "", contract::encode(*made)});
  return std::move(*made);
}

template <class Store>
Result<typename Store::Whole> create(Changes& changes, const Store& store, const By& who,
                                     const typename Store::Fields& fields) {
  using Whole = typename Store::Whole;
  return changes
      .make<Whole>(who, store.what,
                   [&](Change& change) -> Result<Whole> { return add(change, store, fields); })
      .map_error(named_twice);
}

template <class Store>
Result<typename Store::Whole> change(Changes& changes, const Store& store, const By& who,
                                     typename Store::Key id, const typename Store::Fields& fields) {
  using Whole = typename Store::Whole;
  return changes
      .make<Whole>(
          who, store.what,
          [&](Change& now) -> Result<Whole> {
            auto before = store.find(now.sql, now.org(), id);
            if (!before) return no_such(store.kind, id.value);
            if (auto fits = store.check(now, id, &*before, fields); !fits)
              return tl::unexpected<Error>(std::move(fits.error()));
            store.update(now, id, fields);
            auto after = store.find(now.sql, now.org(), id);
            now.audit({"change", store.kind, id.value, contract::encode(*before), contract::encode(*after)});
            return std::move(*after);
          })
      .map_error(named_twice);
}

template <class Store>
Result<void> remove(Changes& changes, const Store& store, const By& who, typename Store::Key id) {
  return changes.make<void>(who, store.what, [&](Change& now) -> Result<void> {
    auto before = store.find(now.sql, now.org(), id);
    if (!before) return no_such(store.kind, id.value);
    if (auto gone = store.remove(now, *before); !gone) return gone;
    const auto after = store.find(now.sql, now.org(), id);  // users stay
    now.audit({after ? "deactivate" : "delete", store.kind, id.value, contract::encode(*before),
               after ? contract::encode(*after) : ""});
    return {};
  });
}

template <class Store>
Result<typename Store::Whole> get(Changes& changes, const Store& store, OrgId org, typename Store::Key id) {
  using Whole = typename Store::Whole;
  return changes.database().template read<Whole>([&](database::Session& sql) -> Result<Whole> {
    auto found = store.find(sql, org, id);
    if (!found) return no_such(store.kind, id.value);
    return std::move(*found);
  });
}

template <class Store>
Result<api::Page<typename Store::Whole>> list(Changes& changes, const Store& store, OrgId org,
                                              const api::PageQuery& query) {
  using Whole = typename Store::Whole;
  auto after = api::read_cursor<typename Store::Key>(query);
  if (!after) return tl::unexpected<Error>(std::move(after.error()));
  return changes.database().template read<api::Page<Whole>>(
      [&](database::Session& sql) -> Result<api::Page<Whole>> {
        return api::page_of(store.list(sql, org, after->value_or(typename Store::Key{}), query.limit + 1),
                            query.limit, [](const Whole& whole) { return whole.id; });
      });
}

}  // namespace rapport::org
