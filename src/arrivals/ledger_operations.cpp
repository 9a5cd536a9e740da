#include "arrivals/ledger_operations.h"

#include <limits>

#include "api/page.h"
#include "arrivals/ledger.h"

namespace rapport::arrivals {

struct ArrivalQuery : api::PageQuery {
  std::optional<switchboard::Channel> channel;
  std::optional<AccountId> account_id;
  std::optional<Ending> ending;
  std::optional<std::string> reason;
  std::optional<InteractionId> interaction_id;
  std::optional<Instant> from, to;
};
BOOST_DESCRIBE_STRUCT(ArrivalQuery, (api::PageQuery),
                      (channel, account_id, ending, reason, interaction_id, from, to))
contract::Notes contract_notes(contract::Tag<ArrivalQuery>) {
  return {.fields = {{.name = "account_id", .doc = "the id of a mailbox"},
                     {.name = "reason", .doc = "of what was rejected", .max_length = 40},
                     {.name = "from", .doc = "arrived at this time or later"},
                     {.name = "to", .doc = "arrived before this time"}}};
}

void add_operations(api::Api& api, database::Database& database) {
  api::Operation operation;
  operation.path = "/api/v1/arrivals";
  operation.id = "listArrivals";
  operation.tag = "arrivals";
  operation.summary = "Everything that has arrived on any channel and what became of it, newest first.";
  operation.any_of = {api::Permission::manage_channels, api::Permission::see_history};
  api.get<ArrivalQuery, api::Page<Arrival>>(
      operation, [&database](const api::Call& call, const ArrivalQuery& query) -> Result<api::Page<Arrival>> {
        auto before = api::read_cursor<ArrivalId>(query);
        if (!before) return tl::unexpected<Error>(std::move(before.error()));
        ArrivalFilter filter;
        filter.channel = query.channel;
        filter.account = query.account_id.value_or(AccountId{});
        filter.ending = query.ending;
        filter.reason = query.reason.value_or("");
        filter.interaction = query.interaction_id;
        filter.from = query.from;
        filter.to = query.to;
        const ArrivalId newest{std::numeric_limits<std::int64_t>::max()};
        return database.read([&](database::Session& sql) -> Result<api::Page<Arrival>> {
          return api::page_of(list(sql, call.org(), filter, before->value_or(newest), query.limit + 1),
                              query.limit, [](const Arrival& arrival) { return arrival.id; });
        });
      });
}

}  // namespace rapport::arrivals
