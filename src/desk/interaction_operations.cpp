// Reading interactions: the desk's own, one with its story, the history, and why it went where it went.
#include <limits>

#include "api/page.h"
#include "desk/interactions.h"

namespace rapport::desk {

using namespace switchboard;
using api::Call;
using api::Permission;

struct InteractionQuery : api::PageQuery {
  std::optional<InteractionState> state;
  std::optional<QueueId> queue_id;
  std::optional<AgentId> agent_id;
  std::optional<CustomerId> customer_id;
  std::optional<Instant> from, to;
  std::optional<std::string> text;
};
BOOST_DESCRIBE_STRUCT(InteractionQuery, (api::PageQuery),
                      (state, queue_id, agent_id, customer_id, from, to, text))

namespace {

Result<Desk> desk_of(const Services& services, const Call& call) {
  const UserId user = call.user();
  Desk desk;
  // The number first: what happens after it comes again through the feed, and is then simply newer.
  auto seq = services.loop.seq(call.org());
  if (!seq) return tl::unexpected<Error>(seq.error());
  desk.seq = *seq;
  std::vector<InteractionView> mine;
  auto read =
      services.loop.read<std::optional<AgentView>>(call.org(), [&](const Switchboard& board, Instant) {
        auto agent = board.agent(user);
        if (agent) {
          for (const InteractionId id : agent->interactions) {
            if (auto view = board.interaction(id)) mine.push_back(std::move(*view));
          }
        }
        return agent;
      });
  if (!read) return tl::unexpected<Error>(read.error());
  if (*read) desk.me = present(**read);
  desk.interactions = services.hub.present(call.org(), std::move(mine));
  return desk;
}

Result<api::Page<InteractionRecord>> search(const Services& services, const Call& call,
                                            const InteractionQuery& query) {
  auto before = api::read_cursor<InteractionId>(query);
  if (!before) return tl::unexpected<Error>(before.error());
  const auto directory = services.directories.of(call.org());
  if (!directory) return fail(ErrorCode::not_found, "unknown_organisation", "this organisation is gone");
  conversations::RecordFilter filter;
  filter.state = query.state;
  filter.queue = query.queue_id.value_or(QueueId{});
  filter.agent = query.agent_id.value_or(AgentId{});
  filter.customer = query.customer_id.value_or(CustomerId{});
  filter.from = query.from;
  filter.to = query.to;
  filter.text = query.text.value_or("");
  filter.before = before->value_or(InteractionId{});
  filter.most = static_cast<std::size_t>(query.limit) + 1;
  auto records = services.stores.records.search(call.org(), filter);
  if (!records) return tl::unexpected<Error>(records.error());
  auto page = api::page_of(std::move(*records), query.limit, [](const auto& record) { return record.id; });
  api::Page<InteractionRecord> shown;
  shown.next_cursor = page.next_cursor;
  for (const auto& record : page.items)
    shown.items.push_back(present_record(services, *directory, record));
  return shown;
}

Result<Explanation> explain(const Services& services, const Call& call) {
  const auto id = call.id<InteractionId>("id");
  if (auto known = services.stores.records.find(call.org(), id); !known)
    return tl::unexpected<Error>(known.error());
  auto assignments = services.stores.records.assignments(call.org(), id);
  if (!assignments) return tl::unexpected<Error>(assignments.error());
  Explanation explanation;
  for (const auto& assignment : *assignments)
    explanation.assignments.push_back(present(assignment));
  auto assists = services.stores.assists.done(call.org(), id);
  if (!assists) return tl::unexpected<Error>(assists.error());
  explanation.assists = std::move(*assists);
  auto wait = services.loop.read<std::optional<switchboard::WaitEstimate>>(
      call.org(), [id](const Switchboard& board, Instant now) { return board.wait(id, now); });
  if (wait && *wait) explanation.wait = present(**wait);
  return explanation;
}

}  // namespace

void add_interaction_operations(api::Api& api, const Services& services) {
  api.get<Desk>(
      {"/api/v1/desk", "getDesk", "desk", "What is mine now, and the number of the feed at which it is true"},
      [services](const Call& call) { return desk_of(services, call); });
  api.get<InteractionQuery, api::Page<InteractionRecord>>(
      {.path = "/api/v1/interactions",
       .id = "listInteractions",
       .tag = "interactions",
       .summary = "Open and closed interactions, newest first",
       .any_of = readers},
      [services](const Call& call, const InteractionQuery& query) { return search(services, call, query); });
  api.get<InteractionDetail>({.path = "/api/v1/interactions/{id}",
                              .id = "getInteraction",
                              .tag = "interactions",
                              .summary = "One interaction with its legs and the customer's earlier ones",
                              .any_of = readers},
                             [services](const Call& call) {
                               return find_interaction(services, call.org(), call.id<InteractionId>("id"));
                             });
  api.get<Explanation>(
      {.path = "/api/v1/interactions/{id}/why",
       .id = "explainInteraction",
       .tag = "interactions",
       .summary = "Why it went where it went: candidates, scores, who was excluded by which rule",
       .any_of = readers},
      [services](const Call& call) { return explain(services, call); });
}

}  // namespace rapport::desk
