#include "customers/joins.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "customers/customer_rows.h"
#include "platform/contract/json.h"
#include "platform/database/statement.h"

namespace rapport::customers {
namespace {

using JoinColumns = std::tuple<JoinId, CustomerId, CustomerId, CustomerId, CustomerId, std::int64_t,
                               std::int32_t, std::string, Instant, UserId, std::optional<Instant>, UserId>;

std::optional<UserId> someone(UserId user) {
  return user ? std::optional<UserId>{user} : std::nullopt;
}

std::vector<Reason> reasons_of(const std::string& json) {
  return contract::decode<std::vector<Reason>>(json).value_or(std::vector<Reason>{});
}

Join join_of(const JoinColumns& row) {
  const auto& [id, a, b, survivor, joined, moved, per_mille, evidence, at, by, undone, undone_by] = row;
  return {id, a,           b,      survivor,          joined, moved, per_mille, reasons_of(evidence),
          at, someone(by), undone, someone(undone_by)};
}

#define JOIN_COLUMNS                                                                                     \
  "j.id, j.row_a, j.row_b, j.survivor, j.joined, j.moved, j.per_mille, j.evidence, j.at_us, j.by_user, " \
  "j.undone_us, j.undone_by"

template <class... Parameters>
std::vector<Join> select_joins(database::Session& sql, std::string_view query,
                               const Parameters&... parameters) {
  std::vector<Join> found;
  for (const JoinColumns& row :
       database::all<JoinId, CustomerId, CustomerId, CustomerId, CustomerId, std::int64_t, std::int32_t,
                     std::string, Instant, UserId, std::optional<Instant>, UserId>(sql, query, parameters...))
    found.push_back(join_of(row));
  return found;
}

using ProposalColumns = std::tuple<ProposalId, CustomerId, CustomerId, std::int32_t, std::string, Instant>;

template <class... Parameters>
std::vector<Proposal> select_proposals(database::Session& sql, std::string_view query,
                                       const Parameters&... parameters) {
  std::vector<Proposal> found;
  for (const ProposalColumns& row :
       database::all<ProposalId, CustomerId, CustomerId, std::int32_t, std::string, Instant>(sql, query,
                                                                                             parameters...)) {
    const auto& [id, a, b, per_mille, evidence, at] = row;
    found.push_back({id, a, b, per_mille, reasons_of(evidence), at});
  }
  return found;
}

std::vector<RowPair> live_edges(database::Session& sql, OrgId org, CustomerId person) {
  std::vector<RowPair> edges;
  database::each<CustomerId, CustomerId>(
      sql,
      "select j.row_a, j.row_b from customer c cross join customer_join j where j.org = c.org and j.row_a = "
      "c.id and c.org = :org and c.person = :person and j.undone_us is null",
      [&](CustomerId a, CustomerId b) {
        edges.push_back({a, b});
      },
      org, person);
  return edges;
}

std::optional<ProposalId> proposal_between(database::Session& sql, OrgId org, CustomerId x, CustomerId y) {
  const auto find = [&](CustomerId a, CustomerId b) {
    return database::first<ProposalId>(
        sql,
        "select p.id from customer c cross join customer_proposal p cross join customer d where p.org = "
        "c.org and p.row_a = c.id and d.org = p.org and d.id = p.row_b and c.org = :org and c.person = :a "
        "and d.person = :b limit 1",
        org, a, b);
  };
  const auto found = find(x, y);
  return found ? found : find(y, x);
}

// Both persons of a pair of rows, if both rows are there.
std::optional<std::pair<CustomerId, CustomerId>> persons_of_pair(database::Session& sql, OrgId org,
                                                                 CustomerId a, CustomerId b) {
  const auto person_a = person_of(sql, org, a);
  const auto person_b = person_of(sql, org, b);
  if (!person_a || !person_b) return std::nullopt;
  return std::pair{*person_a, *person_b};
}

}  // namespace

std::vector<CustomerId> persons_of(const std::vector<CustomerId>& rows, const std::vector<RowPair>& edges) {
  std::map<CustomerId, CustomerId> parent;
  for (const CustomerId row : rows)
    parent[row] = row;
  const auto root = [&](CustomerId row) {
    while (parent[row] != row)
      row = parent[row] = parent[parent[row]];
    return row;
  };
  for (const RowPair& edge : edges) {
    if (!parent.contains(edge.a) || !parent.contains(edge.b)) continue;
    const CustomerId a = root(edge.a), b = root(edge.b);
    parent[std::max(a, b)] = std::min(a, b);
  }
  std::vector<CustomerId> persons;
  persons.reserve(rows.size());
  for (const CustomerId row : rows)
    persons.push_back(root(row));
  return persons;
}

std::optional<Join> join(database::Session& sql, OrgId org, const NewJoin& wanted, Instant now) {
  const auto persons = persons_of_pair(sql, org, wanted.rows.a, wanted.rows.b);
  if (!persons || persons->first == persons->second) return std::nullopt;
  const auto [survivor, joined] = std::minmax(persons->first, persons->second);
  const auto moved =
      database::execute(sql, "update customer set person = :survivor where org = :org and person = :joined",
                        survivor, org, joined);
  database::execute(
      sql,
      "insert into customer_join (org, id, row_a, row_b, survivor, joined, moved, per_mille, evidence, at_us,"
      " by_user, undone_by) values (:org, :id, :a, :b, :survivor, :joined, :moved, :per_mille, :evidence, "
      ":at,"
      " :by, 0)",
      org, wanted.id, wanted.rows.a, wanted.rows.b, survivor, joined, moved, wanted.per_mille,
      contract::encode(wanted.evidence), now, wanted.by);
  database::execute(sql, "delete from customer_never where org = :org and row_a = :a and row_b = :b", org,
                    wanted.rows.a, wanted.rows.b);
  database::execute(sql, "delete from customer_proposal where org = :org and row_a = :a and row_b = :b", org,
                    wanted.rows.a, wanted.rows.b);
  touch(sql, org, survivor);
  touch(sql, org, joined);
  return find_join(sql, org, wanted.id);
}

std::optional<Join> find_join(database::Session& sql, OrgId org, JoinId id) {
  auto found = select_joins(
      sql, "select " JOIN_COLUMNS " from customer_join j where j.org = :org and j.id = :id", org, id);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Join> joins_of(database::Session& sql, OrgId org, CustomerId person, std::int64_t most) {
  return select_joins(
      sql,
      "select " JOIN_COLUMNS
      " from customer_join j where j.org = :org and j.id in (select x.id from customer c cross join "
      "customer_join x where x.org = c.org and x.row_a = c.id and c.org = :org and c.person = :person union "
      "select x.id from customer c cross join customer_join x where x.org = c.org and x.row_b = c.id and "
      "c.org = :org and c.person = :person) order by j.id desc limit :most",
      org, person, most);
}

Result<Join> undo(database::Session& sql, OrgId org, const Join& join, UserId by, Instant now) {
  if (join.undone_at)
    return fail(ErrorCode::conflict, "already_undone",
                fmt::format("join {} was undone before", join.id.value));
  const auto person = person_of(sql, org, join.row_a);
  if (!person) return fail(ErrorCode::conflict, "customer_gone", "one of the two is no longer there");
  database::execute(
      sql, "update customer_join set undone_us = :now, undone_by = :by where org = :org and id = :id", now,
      by, org, join.id);
  never_join(sql, org, RowPair::of(join.row_a, join.row_b), by, now);
  // Without a limit: every row has to find its person again.
  const auto rows = database::all<CustomerId>(
      sql, "select id from customer where org = :org and person = :person order by id", org, *person);
  const auto persons = persons_of(rows, live_edges(sql, org, *person));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (persons[i] == *person) continue;
    database::execute(sql, "update customer set person = :person where org = :org and id = :id", persons[i],
                      org, rows[i]);
    touch(sql, org, rows[i]);
  }
  touch(sql, org, *person);
  return *find_join(sql, org, join.id);
}

void never_join(database::Session& sql, OrgId org, RowPair rows, UserId by, Instant now) {
  database::execute(sql,
                    "insert into customer_never (org, row_a, row_b, at_us, by_user)"
                    " values (:org, :a, :b, :at, :by) on conflict do nothing",
                    org, rows.a, rows.b, now, by);
}

bool is_never(database::Session& sql, OrgId org, CustomerId person_a, CustomerId person_b) {
  const auto is_said = [&](CustomerId x, CustomerId y) {
    return database::first<CustomerId>(
               sql,
               "select n.row_a from customer c cross join customer_never n cross join customer d where n.org "
               "= c.org and n.row_a = c.id and d.org = n.org and d.id = n.row_b and c.org = :org and "
               "c.person = :x and d.person = :y limit 1",
               org, x, y)
        .has_value();
  };
  return is_said(person_a, person_b) || is_said(person_b, person_a);
}

bool propose(database::Session& sql, OrgId org, const Proposal& proposal) {
  const auto persons = persons_of_pair(sql, org, proposal.row_a, proposal.row_b);
  if (!persons || persons->first == persons->second) return false;
  const auto known = proposal_between(sql, org, persons->first, persons->second);
  const std::string evidence = contract::encode(proposal.evidence);
  if (known) {
    database::execute(sql,
                      "update customer_proposal set per_mille = :per_mille, evidence = :evidence"
                      " where org = :org and id = :id",
                      proposal.per_mille, evidence, org, *known);
    return false;
  }
  const RowPair rows = RowPair::of(proposal.row_a, proposal.row_b);
  return database::execute(sql,
                           "insert into customer_proposal (org, id, row_a, row_b, per_mille, evidence, at_us)"
                           " values (:org, :id, :a, :b, :per_mille, :evidence, :at) on conflict do nothing",
                           org, proposal.id, rows.a, rows.b, proposal.per_mille, evidence, proposal.at) > 0;
}

std::optional<Proposal> find_proposal(database::Session& sql, OrgId org, ProposalId id) {
  auto found = select_proposals(sql,
                                "select id, row_a, row_b, per_mille, evidence, at_us from customer_proposal"
                                " where org = :org and id = :id",
                                org, id);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Proposal> proposals_of(database::Session& sql, OrgId org, CustomerId person, std::int64_t most) {
  if (!person)
    return select_proposals(
        sql,
        "select p.id, p.row_a, p.row_b, p.per_mille, p.evidence, p.at_us from customer_proposal p cross join "
        "customer a cross join customer b where a.org = p.org and a.id = p.row_a and b.org = p.org and b.id "
        "= p.row_b and p.org = :org and a.person <> b.person order by p.id desc limit :most",
        org, most);
  return select_proposals(
      sql,
      "select p.id, p.row_a, p.row_b, p.per_mille, p.evidence, p.at_us from customer_proposal p cross join "
      "customer a cross join customer b where a.org = p.org and a.id = p.row_a and b.org = p.org and b.id = "
      "p.row_b and p.org = :org and a.person <> b.person and p.id in (select x.id from customer c cross join "
      "customer_proposal x where x.org = c.org and x.row_a = c.id and c.org = :org and c.person = :person "
      "union select x.id from customer c cross join customer_proposal x where x.org = c.org and x.row_b = "
      "c.id and c.org = :org and c.person = :person) order by p.per_mille desc, p.id limit :most",
      org, person, most);
}

void remove_proposal(database::Session& sql, OrgId org, ProposalId id) {
  database::execute(sql, "delete from customer_proposal where org = :org and id = :id", org, id);
}

}  // namespace rapport::customers
