#include "workforce/requests/swap_store.h"

#include "platform/contract/json.h"
#include "platform/database/statement.h"

namespace rapport::workforce {
namespace {

constexpr std::int64_t shown_max = 2'000;

template <class Whole>
void read_into(std::vector<Whole>& all, const std::string& body) {
  if (auto one = contract::decode<Whole>(body, {.ignores_unknown = true})) all.push_back(std::move(*one));
}

template <class Whole>
std::optional<Whole> read_one(const std::optional<std::string>& body) {
  std::vector<Whole> all;
  if (body) read_into(all, *body);
  if (all.empty()) return std::nullopt;
  return std::move(all.front());
}

}  // namespace

namespace swap_store {

void put(database::Session& sql, OrgId org, const ShiftSwap& swap) {
  database::execute(sql,
                    "insert into shift_swap (org, id, until_us, body) values (:org, :id, :until, :body)"
                    " on conflict (org, id) do update set until_us = excluded.until_us, body = excluded.body",
                    org, swap.id, swap.expires_at, contract::encode(swap));
}

std::optional<ShiftSwap> find(database::Session& sql, OrgId org, ShiftSwapId id) {
  return read_one<ShiftSwap>(database::first<std::string>(
      sql, "select body from shift_swap where org = :org and id = :id", org, id));
}

std::vector<ShiftSwap> list(database::Session& sql, OrgId org, Instant from) {
  std::vector<ShiftSwap> all;
  database::each<std::string>(
      sql, "select body from shift_swap where org = :org and until_us >= :from order by id desc limit :limit",
      [&](const std::string& body) { read_into(all, body); }, org, from, shown_max);
  return all;
}

}  // namespace swap_store

namespace offer_store {

void put(database::Session& sql, OrgId org, const ShiftOffer& offer) {
  database::execute(sql,
                    "insert into shift_offer (org, id, until_us, body) values (:org, :id, :until, :body)"
                    " on conflict (org, id) do update set body = excluded.body",
                    org, offer.id, offer.end, contract::encode(offer));
}

std::optional<ShiftOffer> find(database::Session& sql, OrgId org, ShiftOfferId id) {
  return read_one<ShiftOffer>(database::first<std::string>(
      sql, "select body from shift_offer where org = :org and id = :id", org, id));
}

std::vector<ShiftOffer> list(database::Session& sql, OrgId org, Instant from) {
  std::vector<ShiftOffer> all;
  database::each<std::string>(
      sql,
      "select body from shift_offer where org = :org and until_us >= :from order by id desc limit :limit",
      [&](const std::string& body) { read_into(all, body); }, org, from, shown_max);
  return all;
}

}  // namespace offer_store
}  // namespace rapport::workforce
