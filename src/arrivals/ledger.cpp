#include "arrivals/ledger.h"

#include <fmt/format.h>

#include <limits>
#include <tuple>

#include "platform/database/statement.h"

namespace rapport::arrivals {
namespace {

using switchboard::Channel;

#define ARRIVAL_COLUMNS \
  "id, channel, account, item_key, digest, message_id, at_us, bytes, ending, reason, interaction, place"

template <class... Parameters>
std::vector<Arrival> select_arrivals(database::Session& sql, std::string_view query,
                                     const Parameters&... parameters) {
  std::vector<Arrival> found;
  for (auto& [id, channel, account, key, digest, message_id, at, bytes, ending, reason, interaction, place] :
       database::all<ArrivalId, Channel, AccountId, std::string, std::string, std::string, Instant,
                     std::int64_t, Ending, std::string, InteractionId, std::string>(sql, query,
                                                                                    parameters...)) {
    Arrival arrival{
        id,     channel,           {}, std::move(key),  std::move(digest), std::move(message_id), at, bytes,
        ending, std::move(reason), {}, std::move(place)};
    if (account) arrival.account_id = account;
    if (interaction) arrival.interaction_id = interaction;
    found.push_back(std::move(arrival));
  }
  return found;
}

}  // namespace

contract::Notes contract_notes(contract::Tag<Arrival>) {
  return {.fields = {{.name = "account_id", .doc = "the mailbox; absent: the channel has none"},
                     {.name = "key", .doc = "the server's own name for it: folder, UIDVALIDITY and UID"},
                     {.name = "digest", .doc = "SHA-256 of its bytes; empty: they never came"},
                     {.name = "reason", .doc = "why it was rejected: duplicate, too_large, loop, …"},
                     {.name = "place", .doc = "kept: the bytes are here; else where they lie"}}};
}

std::vector<database::Migration> ledger_migrations() {
  const std::string table =
      "create table arrival (org bigint not null, id bigint not null, channel integer not null,"
      " account bigint not null, item_key text COLLATED not null, digest text not null,"
      " message_id text not null, at_us bigint not null, bytes bigint not null, ending integer not null,"
      " reason text not null, interaction bigint not null, place text not null, primary key (org, id));"
      "create unique index arrival_by_key on arrival (org, channel, account, item_key);"
      "create index arrival_by_interaction on arrival (org, interaction, id)";
  // By byte in both engines: searched by their beginning.
  const auto with = [&](const std::string& collation) {
    std::string text = table;
    text.replace(text.find("COLLATED"), 8, collation);
    return text;
  };
  return {{0, "arrivals", with(""), with("collate \"C\"")}};
}

void write(database::Session& sql, OrgId org, const Arrival& arrival) {
  database::execute(sql,
                    "insert into arrival (org, " ARRIVAL_COLUMNS
                    ") values (:org, :id, :channel, :account, :key, :digest, :message_id, :at, :bytes,"
                    " :ending, :reason, :interaction, :place)",
                    org, arrival.id, arrival.channel, arrival.account_id.value_or(AccountId{}), arrival.key,
                    arrival.digest, arrival.message_id, arrival.at, arrival.bytes, arrival.ending,
                    arrival.reason, arrival.interaction_id.value_or(InteractionId{}), arrival.place);
}

std::optional<Arrival> find(database::Session& sql, OrgId org, Channel channel, AccountId account,
                            const std::string& key) {
  auto found = select_arrivals(sql,
                               "select " ARRIVAL_COLUMNS
                               " from arrival where org = :org and channel = :channel and account = :account"
                               " and item_key = :key",
                               org, channel, account, key);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Arrival> list(database::Session& sql, OrgId org, const ArrivalFilter& filter, ArrivalId before,
                          std::int64_t most) {
  // Asked as it is: behind a switch the index of interactions is of no use.
  const std::string_view of_interaction =
      filter.interaction ? "interaction = :interaction" : "cast(:interaction as bigint) = 0";
  return select_arrivals(
      sql,
      fmt::format("select " ARRIVAL_COLUMNS
                  " from arrival where org = :org and id < :before and (:channel < 0 or channel = :channel)"
                  " and (cast(:account as bigint) = 0 or account = :account) and (:ending < 0 or ending = "
                  ":ending) and (:reason = '' or reason = :reason) and {}"
                  " and at_us >= :from and at_us < :to order by id desc limit :most",
                  of_interaction),
      org, before, filter.channel ? static_cast<int>(*filter.channel) : -1, filter.account,
      filter.ending ? static_cast<int>(*filter.ending) : -1, filter.reason,
      filter.interaction.value_or(InteractionId{}), filter.from.value_or(Instant{0}),
      filter.to.value_or(Instant{std::numeric_limits<std::int64_t>::max()}), most);
}

std::vector<std::string> keys_of(database::Session& sql, OrgId org, Channel channel, AccountId account,
                                 const std::string& prefix) {
  return database::all<std::string>(
      sql,
      "select item_key from arrival where org = :org and channel = :channel and account = :account"
      " and item_key >= :from and item_key < :to",
      org, channel, account, prefix, prefix + "\x7f");
}

}  // namespace rapport::arrivals
