#include "workforce/requests/bid_store.h"

#include "platform/contract/json.h"
#include "platform/database/statement.h"

namespace rapport::workforce::bid_store {
namespace {

constexpr std::int64_t rounds_shown_max = 500;

}  // namespace

void put(database::Session& sql, OrgId org, const BidRound& round) {
  database::execute(sql,
                    "insert into bid_round (org, id, body) values (:org, :id, :body)"
                    " on conflict (org, id) do update set body = excluded.body",
                    org, round.id, contract::encode(round));
}

std::optional<BidRound> find(database::Session& sql, OrgId org, BidRoundId id) {
  const auto body =
      database::first<std::string>(sql, "select body from bid_round where org = :org and id = :id", org, id);
  if (!body) return std::nullopt;
  auto read = contract::decode<BidRound>(*body, {.ignores_unknown = true});
  if (!read) return std::nullopt;
  return std::move(*read);
}

std::vector<BidRound> list(database::Session& sql, OrgId org) {
  std::vector<BidRound> all;
  database::each<std::string>(
      sql, "select body from bid_round where org = :org order by id desc limit :limit",
      [&](const std::string& body) {
        if (auto one = contract::decode<BidRound>(body, {.ignores_unknown = true}))
          all.push_back(std::move(*one));
      },
      org, rounds_shown_max);
  return all;
}

void put_wishes(database::Session& sql, OrgId org, BidRoundId id, AgentId agent, const BidWishes& wishes) {
  database::execute(sql,
                    "insert into shift_bid (org, round, agent, body) values (:org, :round, :agent, :body)"
                    " on conflict (org, round, agent) do update set body = excluded.body",
                    org, id, agent, contract::encode(wishes));
}

std::map<AgentId, BidWishes> wishes(database::Session& sql, OrgId org, BidRoundId id) {
  std::map<AgentId, BidWishes> all;
  database::each<AgentId, std::string>(
      sql, "select agent, body from shift_bid where org = :org and round = :round",
      [&](AgentId agent, const std::string& body) {
        if (auto one = contract::decode<BidWishes>(body, {.ignores_unknown = true}))
          all[agent] = std::move(*one);
      },
      org, id);
  return all;
}

}  // namespace rapport::workforce::bid_store
