// The stores that org/entity.h wants, over the one table of kept.h.
#pragma once

#include "cases/kept.h"
#include "org/entity.h"
#include "platform/contract/json.h"

namespace rapport::cases {

// Whether a thing that is to go is still used; the rules inside the transaction.
std::vector<Issue> uses_of_type(org::Change& change, CaseTypeId id);

template <class W, class F, class K>
struct KeptStore {
  using Key = K;
  using Fields = F;
  using Whole = W;
  const char* kind;
  const char* what;
  KeptKind kept;
  std::int64_t most;

  static Whole whole(const KeptRow& row) {
    Whole made;
    static_cast<Fields&>(made) =
        contract::decode<Fields>(row.body, {.ignores_unknown = true}).value_or(Fields{});
    made.id = Key{row.id};
    return made;
  }
  std::optional<Whole> find(database::Session& sql, OrgId org, Key id) const {
    const auto rows = kept_rows(sql, org, kept, id.value - 1, 1);
    if (rows.empty() || rows.front().id != id.value) return std::nullopt;
    return whole(rows.front());
  }
  std::vector<Whole> list(database::Session& sql, OrgId org, Key after, std::int64_t limit) const {
    std::vector<Whole> all;
    for (const KeptRow& row : kept_rows(sql, org, kept, after.value, limit))
      all.push_back(whole(row));
    return all;
  }
  std::int64_t count(database::Session& sql, OrgId org) const { return kept_count(sql, org, kept); }
  Result<void> check(org::Change& change, Key id, const Whole*, const Fields& fields) const {
    if constexpr (std::is_same_v<Fields, CasePolicyFields>)
      return cases::check(change, fields, id);
    else
      return cases::check(change, fields);
  }
  void insert(org::Change& change, Key id, const Fields& fields) const {
    insert_kept(change, kept, id.value, fields.name, contract::encode(fields));
  }
  void update(org::Change& change, Key id, const Fields& fields) const {
    update_kept(change, kept, id.value, fields.name, contract::encode(fields));
  }
  Result<void> remove(org::Change& change, const Whole& whole) const {
    if constexpr (std::is_same_v<Key, CaseTypeId>) {
      auto uses = uses_of_type(change, whole.id);
      if (!uses.empty()) return org::in_use(kind, std::move(uses));
    }
    remove_kept(change, kept, whole.id.value);
    return {};
  }
};

using CaseTypes = KeptStore<CaseType, CaseTypeFields, CaseTypeId>;
using CasePolicies = KeptStore<CasePolicy, CasePolicyFields, CasePolicyId>;
using CaseMacros = KeptStore<CaseMacro, CaseMacroFields, CaseMacroId>;
using CaseRules = KeptStore<CaseRule, CaseRuleFields, CaseRuleId>;

inline constexpr CaseTypes case_types{"case_type", "case_types", KeptKind::type, 200};
inline constexpr CasePolicies case_policies{"case_policy", "case_policies", KeptKind::policy, 100};
inline constexpr CaseMacros case_macros{"case_macro", "case_macros", KeptKind::macro, 500};
inline constexpr CaseRules case_rules{"case_rule", "case_rules", KeptKind::rule, 100};

}  // namespace rapport::cases
