#include "value/value_store.h"

#include "platform/contract/json.h"
#include "platform/database/statement.h"

namespace rapport::value {
namespace {

struct KeptCuts {
  std::vector<std::int64_t> recency, frequency, money;
  std::int64_t buyers = 0;
};
BOOST_DESCRIBE_STRUCT(KeptCuts, (), (recency, frequency, money, buyers))

std::vector<std::int64_t> listed(const std::array<std::int64_t, 4>& cuts) {
  return {cuts.begin(), cuts.end()};
}

void take_cuts(std::array<std::int64_t, 4>& to, const std::vector<std::int64_t>& from) {
  if (from.size() == to.size()) std::copy(from.begin(), from.end(), to.begin());
}

}  // namespace

std::vector<database::Migration> value_migrations() {
  return {
      {0, "value and segments",
       "create table value_state (org bigint not null, settings text not null, cuts text not null,"
       " looked_us bigint not null, after_person bigint, primary key (org));"
       "create table customer_worth (org bigint not null, person bigint not null, purchases bigint not null,"
       " last_purchase_us bigint not null, spent bigint not null, lifetime_value bigint not null,"
       " stage integer not null, churn_per_mille integer not null, primary key (org, person));"
       "create table segment (org bigint not null, id bigint not null, name text not null, body text not "
       "null,"
       " primary key (org, id));"
       "create unique index segment_by_name on segment (org, name);"
       "create table segment_member (org bigint not null, person bigint not null, segment bigint not null,"
       " primary key (org, person, segment));"
       "create index segment_member_by_segment on segment_member (org, segment, person)",
       ""}};
}

ValueSettings settings_of(database::Session& sql, OrgId org) {
  const auto kept =
      database::first<std::string>(sql, "select settings from value_state where org = :org", org);
  if (!kept || kept->empty()) return {};
  return contract::decode<ValueSettings>(*kept, {.ignores_unknown = true}).value_or(ValueSettings{});
}

void keep_settings(database::Session& sql, OrgId org, const ValueSettings& settings) {
  begin_state(sql, org);
  database::execute(sql, "update value_state set settings = :settings, looked_us = 0 where org = :org",
                    contract::encode(settings), org);
}

std::optional<ValueState> state_of(database::Session& sql, OrgId org) {
  auto row = database::first<std::string, Instant, std::optional<CustomerId>>(
      sql, "select cuts, looked_us, after_person from value_state where org = :org", org);
  if (!row) return std::nullopt;
  const auto& [cuts, looked_at, after] = *row;
  ValueState state;
  state.looked_at = looked_at;
  state.after = after;
  if (const auto kept = contract::decode<KeptCuts>(cuts)) {
    take_cuts(state.cuts.recency, kept->recency);
    take_cuts(state.cuts.frequency, kept->frequency);
    take_cuts(state.cuts.money, kept->money);
    state.cuts.buyers = kept->buyers;
  }
  return state;
}

void begin_state(database::Session& sql, OrgId org) {
  database::execute(sql,
                    "insert into value_state (org, settings, cuts, looked_us) values (:org, '', '', 0)"
                    " on conflict (org) do nothing",
                    org);
}

void look_at_everybody(database::Session& sql, OrgId org) {
  begin_state(sql, org);
  database::execute(sql, "update value_state set looked_us = 0 where org = :org", org);
}

void begin_look(database::Session& sql, OrgId org, Instant now, const Cuts& cuts) {
  const KeptCuts kept{listed(cuts.recency), listed(cuts.frequency), listed(cuts.money), cuts.buyers};
  database::execute(
      sql, "update value_state set cuts = :cuts, looked_us = :now, after_person = 0 where org = :org",
      contract::encode(kept), now, org);
}

void looked_until(database::Session& sql, OrgId org, std::optional<CustomerId> after) {
  database::execute(sql, "update value_state set after_person = :after where org = :org", after, org);
}

std::vector<OrgId> value_organisations(database::Session& sql) {
  return database::all<OrgId>(sql, "select org from value_state order by org");
}

std::vector<Buyer> buyers_of(database::Session& sql, OrgId org) {
  std::vector<Buyer> all;
  database::each<std::int64_t, std::int64_t, std::int64_t>(
      sql, "select last_purchase_us, purchases, spent from customer_worth where org = :org and purchases > 0",
      [&](std::int64_t last, std::int64_t purchases, std::int64_t spent) {
        all.push_back({last, purchases, spent});
      },
      org);
  return all;
}

std::optional<Worth> worth_of(database::Session& sql, OrgId org, CustomerId person) {
  const auto row = database::first<std::int64_t, Instant, std::int64_t, std::int64_t, Stage, std::int32_t>(
      sql,
      "select purchases, last_purchase_us, spent, lifetime_value, stage, churn_per_mille from customer_worth"
      " where org = :org and person = :person",
      org, person);
  if (!row) return std::nullopt;
  const auto& [purchases, last, spent, lifetime, stage, churn] = *row;
  return Worth{purchases, last, spent, lifetime, stage, churn};
}

void write_worth(database::Session& sql, OrgId org, CustomerId person, const Worth& worth) {
  database::execute(
      sql,
      "insert into customer_worth (org, person, purchases, last_purchase_us, spent, lifetime_value, stage,"
      " churn_per_mille) values (:org, :person, :purchases, :last, :spent, :lifetime, :stage, :churn)"
      " on conflict (org, person) do update set purchases = excluded.purchases, last_purchase_us ="
      " excluded.last_purchase_us, spent = excluded.spent, lifetime_value = excluded.lifetime_value, stage ="
      " excluded.stage, churn_per_mille = excluded.churn_per_mille",
      org, person, worth.purchases, worth.last_purchase, worth.spent, worth.lifetime_value, worth.stage,
      worth.churn_per_mille);
}

void forget_person(database::Session& sql, OrgId org, CustomerId person) {
  database::execute(sql, "delete from customer_worth where org = :org and person = :person", org, person);
  database::execute(sql, "delete from segment_member where org = :org and person = :person", org, person);
}

}  // namespace rapport::value
