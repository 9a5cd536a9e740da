// The things that are hardly more than a name: teams, skills, presence reasons, dispositions, reasons for
// declining. One table, one store.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "org/changes.h"
#include "org/limits.h"
#include "platform/contract/describe.h"

namespace rapport::org {

enum class NamedKind : std::uint8_t { team, skill, presence_reason, disposition, decline_reason };

struct TeamFields {
  std::string name;
};
BOOST_DESCRIBE_STRUCT(TeamFields, (), (name))
contract::Notes contract_notes(contract::Tag<TeamFields>);
struct Team : TeamFields {
  TeamId id;
};
BOOST_DESCRIBE_STRUCT(Team, (TeamFields), (id))

struct SkillFields {
  std::string name;
};
BOOST_DESCRIBE_STRUCT(SkillFields, (), (name))
contract::Notes contract_notes(contract::Tag<SkillFields>);
struct Skill : SkillFields {
  SkillId id;
};
BOOST_DESCRIBE_STRUCT(Skill, (SkillFields), (id))

// Agents see these in their language.
struct WordingFields {
  std::string name;
  std::string name_zh;
};
BOOST_DESCRIBE_STRUCT(WordingFields, (), (name, name_zh))
contract::Notes contract_notes(contract::Tag<WordingFields>);
struct PresenceReason : WordingFields {
  ReasonId id;
};
BOOST_DESCRIBE_STRUCT(PresenceReason, (WordingFields), (id))
struct Disposition : WordingFields {
  DispositionId id;
};
BOOST_DESCRIBE_STRUCT(Disposition, (WordingFields), (id))
struct DeclineReason : WordingFields {
  ReasonId id;
};
BOOST_DESCRIBE_STRUCT(DeclineReason, (WordingFields), (id))

struct NamedRow {
  std::int64_t id = 0;
  std::string name, name_zh;
};
std::vector<NamedRow> named_rows(database::Session& sql, OrgId org, NamedKind kind, std::int64_t after,
                                 std::int64_t limit);
std::optional<NamedRow> named_row(database::Session& sql, OrgId org, NamedKind kind, std::int64_t id);
bool is_there(database::Session& sql, OrgId org, NamedKind kind, std::int64_t id);
std::int64_t named_count(database::Session& sql, OrgId org, NamedKind kind);
void insert_named(Change& change, NamedKind kind, const NamedRow& row);
void update_named(Change& change, NamedKind kind, const NamedRow& row);
Result<void> remove_named(Change& change, NamedKind kind, std::int64_t id);  // refuses what is in use

// A store as entity.h wants it, over the functions above.
template <class W, class F, class K>
struct NamedStore {
  using Key = K;
  using Fields = F;
  using Whole = W;
  const char* kind;
  const char* what;
  NamedKind named;
  std::int64_t most = names_max;

  static Whole whole(NamedRow row) {
    Whole made;
    made.id = K{row.id};
    made.name = std::move(row.name);
    if constexpr (requires { made.name_zh; }) made.name_zh = std::move(row.name_zh);
    return made;
  }
  static NamedRow row(Key id, const Fields& fields) {
    if constexpr (requires { fields.name_zh; })
      return {id.value, fields.name, fields.name_zh};
    else
      return {id.value, fields.name, ""};
  }
  std::optional<Whole> find(database::Session& sql, OrgId org, Key id) const {
    auto found = named_row(sql, org, named, id.value);
    if (!found) return std::nullopt;
    return whole(std::move(*found));
  }
  std::vector<Whole> list(database::Session& sql, OrgId org, Key after, std::int64_t limit) const {
    std::vector<Whole> all;
    for (NamedRow& found : named_rows(sql, org, named, after.value, limit))
      all.push_back(whole(std::move(found)));
    return all;
  }
  std::int64_t count(database::Session& sql, OrgId org) const { return named_count(sql, org, named); }
  Result<void> check(Change&, Key, const Whole*, const Fields&) const { return {}; }
  void insert(Change& change, Key id, const Fields& fields) const {
    insert_named(change, named, row(id, fields));
  }
  void update(Change& change, Key id, const Fields& fields) const {
    update_named(change, named, row(id, fields));
  }
  Result<void> remove(Change& change, const Whole& whole) const {
    return remove_named(change, named, whole.id.value);
  }
};

using Teams = NamedStore<Team, TeamFields, TeamId>;
using Skills = NamedStore<Skill, SkillFields, SkillId>;
using PresenceReasons = NamedStore<PresenceReason, WordingFields, ReasonId>;
using Dispositions = NamedStore<Disposition, WordingFields, DispositionId>;
using DeclineReasons = NamedStore<DeclineReason, WordingFields, ReasonId>;

inline constexpr Teams teams{"team", "teams", NamedKind::team};
inline constexpr Skills skills{"skill", "skills", NamedKind::skill};
inline constexpr PresenceReasons presence_reasons{"presence_reason", "presence_reasons",
                                                  NamedKind::presence_reason};
inline constexpr Dispositions dispositions{"disposition", "dispositions", NamedKind::disposition};
inline constexpr DeclineReasons decline_reasons{"decline_reason", "decline_reasons",
                                                NamedKind::decline_reason};

}  // namespace rapport::org
