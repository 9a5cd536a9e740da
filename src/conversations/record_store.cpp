#include "conversations/record_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <tuple>
#include <utility>

#include "platform/contract/json.h"
#include "platform/database/statement.h"
#include "switchboard/model/described.h"

namespace rapport::conversations {
namespace {

using namespace switchboard;

using RecordColumns =
    std::tuple<InteractionId, Channel, InteractionState, Outcome, CustomerId, QueueId, AgentId, Instant,
               std::optional<Instant>, std::optional<Instant>, DispositionId, InteractionId, std::string>;
#define RECORD_COLUMNS                                                                                     \
  "id, channel, state, outcome, customer, queue, agent, arrived_us, accepted_us, closed_us, disposition, " \
  "previous_interaction,"                                                                                  \
  " legs"

template <class... Parameters>
std::vector<RecordColumns> select_records(database::Session& sql, std::string_view query,
                                          const Parameters&... parameters) {
  return database::all<InteractionId, Channel, InteractionState, Outcome, CustomerId, QueueId, AgentId,
                       Instant, std::optional<Instant>, std::optional<Instant>, DispositionId, InteractionId,
                       std::string>(sql, query, parameters...);
}

Result<Record> record_of(RecordColumns& row) {
  auto& [id, channel, state, outcome, customer, queue, agent, arrived, accepted, closed, disposition,
         previous, legs] = row;
  Record record{id,      channel,  state,  outcome,     customer, queue, agent,
                arrived, accepted, closed, disposition, previous, {}};
  if (!legs.empty()) {
    auto decoded = contract::decode<std::vector<Leg>>(legs);
    if (!decoded) return tl::unexpected<Error>(decoded.error());
    record.legs = std::move(*decoded);
  }
  return record;
}

// A condition on a column: as it is, or with 0 for "any".
std::string switched(std::string_view column, bool as_it_is) {
  // Cast: PostgreSQL would take the parameter for the literal's type, and an id does not fit into that.
  return as_it_is ? fmt::format("{0} = :{0}", column)
                  : fmt::format("(cast(:{0} as bigint) = 0 or {0} = :{0})", column);
}

// --- the projection: one small statement per effect ---

void project_arrival(database::Session& sql, const live::Released& released,
                     const InteractionArrived& arrived) {
  // A repeated projection of the same event (see live::Projection) finds its row there.
  database::execute(
      sql,
      "insert into interaction (org, id, channel, state, outcome, customer, queue, agent, arrived_us,"
      " disposition, previous_interaction, legs)"
      " values (:org, :id, :channel, :state, 0, :customer, :queue, 0, :arrived, 0, :previous, '')"
      " on conflict (org, id) do nothing",
      released.org, arrived.interaction, arrived.channel,
      arrived.flow ? InteractionState::arrived : InteractionState::queued, arrived.customer, arrived.queue,
      released.at, arrived.previous);
}

// It arrives in the middle of the call in which it was left.
void project_voicemail(database::Session& sql, const live::Released& released, const FlowAnswered& answered) {
  const InteractionView* view = released.interaction(answered.voicemail->interaction);
  if (!view) return;
  InteractionArrived arrived;
  arrived.interaction = view->interaction;
  arrived.channel = view->channel;
  arrived.queue = view->queue;
  arrived.customer = view->customer;
  arrived.previous = answered.interaction;
  project_arrival(sql, released, arrived);
}

void project_change(database::Session& sql, const live::Released& released,
                    const InteractionChanged& changed) {
  if (changed.change == Change::message || changed.change == Change::closed) return;
  const InteractionView* view = released.interaction(changed.interaction);
  if (!view) return;  // closed in the same event: its row is finished by InteractionClosed
  const bool has_agent = changed.state == InteractionState::active ||
                         changed.state == InteractionState::wrap_up ||
                         changed.state == InteractionState::dialling;
  database::execute(sql,
                    "update interaction set state = :state, customer = :customer, queue = :queue, agent = "
                    "case when :has_agent = 1 then :agent"
                    " else agent end, accepted_us = case when :accepted = 1 then coalesce(accepted_us, :at)"
                    " else accepted_us end where org = :org and id = :id",
                    view->state, view->customer, view->queue, has_agent, view->agent,
                    changed.change == Change::accepted, released.at, released.org, changed.interaction);
}

void project_offer(database::Session& sql, const live::Released& released, const OfferMade& made) {
  database::execute(sql,
                    "insert into assignment (org, interaction, offer, agent, offered_us, reason, why)"
                    " values (:org, :interaction, :offer, :agent, :at, 0, :why) on conflict (org, "
                    "interaction, offer) do nothing",
                    released.org, made.interaction, made.offer, made.agent, released.at,
                    contract::encode(made.why));
}

void project_offer_end(database::Session& sql, const live::Released& released, const OfferClosed& closed) {
  const auto* declined = std::get_if<OfferDeclined>(&released.event);
  database::execute(sql,
                    "update assignment set offer_end = :end, ended_us = :at, reason = :reason"
                    " where org = :org and interaction = :interaction and offer = :offer",
                    closed.end, released.at, declined ? declined->reason : ReasonId{}, released.org,
                    closed.interaction, closed.offer);
}

void project_end(database::Session& sql, const live::Released& released, const InteractionClosed& closed) {
  QueueId queue;
  AgentId agent;
  for (const Leg& leg : closed.legs) {
    if (leg.kind != LegKind::primary) continue;
    queue = leg.queue;
    if (leg.agent) agent = leg.agent;
  }
  database::execute(
      sql,
      "update interaction set state = :state, outcome = :outcome, queue = :queue, agent = :agent,"
      " closed_us = :closed, disposition = :disposition, legs = :legs, customer = :customer,"
      " previous_interaction = :previous where org = :org and id = :id",
      InteractionState::closed, closed.outcome, queue, agent, closed.closed_at, closed.disposition,
      contract::encode(closed.legs), closed.customer, closed.previous, released.org, closed.interaction);
}

// Characters that LIKE would read as patterns stand for themselves.
std::string like_pattern(std::string_view text) {
  std::string pattern = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + "%";
}

}  // namespace

std::vector<database::Migration> record_migrations() {
  return {
      {0, "interaction records",
       "create table interaction (org bigint not null, id bigint not null, channel integer not null, state "
       "integer not null,"
       " outcome integer not null, customer bigint not null, queue bigint not null, agent bigint not null,"
       " arrived_us bigint not null, accepted_us bigint, closed_us bigint, disposition bigint not null,"
       " previous_interaction bigint not null, legs text not null, primary key (org, id));"
       "create index interaction_by_customer on interaction (org, customer, id);"
       "create index interaction_by_agent on interaction (org, agent, id);"
       "create index interaction_by_queue on interaction (org, queue, id);"
       "create table assignment (org bigint not null, interaction bigint not null, offer bigint not null,"
       " agent bigint not null, offered_us bigint not null, offer_end integer, ended_us bigint, reason "
       "bigint not null,"
       " why text not null, primary key (org, interaction, offer));"
       "create table entrance (org bigint not null, interaction bigint not null, channel bigint not null,"
       " page_url text not null, language text not null, subject text not null, primary key (org, "
       "interaction))",
       ""}};
}

Result<void> RecordStore::project(database::Session& sql, const live::Released& released) {
  if (const auto* arrived = std::get_if<InteractionArrived>(&released.event))
    project_arrival(sql, released, *arrived);
  if (const auto* answered = std::get_if<FlowAnswered>(&released.event); answered && answered->voicemail)
    project_voicemail(sql, released, *answered);
  for (const Effect& effect : released.effects) {
    if (const auto* changed = std::get_if<InteractionChanged>(&effect))
      project_change(sql, released, *changed);
    else if (const auto* made = std::get_if<OfferMade>(&effect))
      project_offer(sql, released, *made);
    else if (const auto* ended = std::get_if<OfferClosed>(&effect))
      project_offer_end(sql, released, *ended);
    else if (const auto* closed = std::get_if<InteractionClosed>(&effect))
      project_end(sql, released, *closed);
  }
  return {};
}

Result<Record> RecordStore::find(OrgId org, InteractionId id) {
  return database_.read([&](database::Session& sql) -> Result<Record> {
    auto rows = select_records(
        sql, "select " RECORD_COLUMNS " from interaction where org = :org and id = :id", org, id);
    if (rows.empty())
      return fail(ErrorCode::not_found, "unknown_interaction", fmt::format("no interaction {}", id.value));
    return record_of(rows.front());
  });
}

Result<std::vector<Record>> RecordStore::search(OrgId org, const RecordFilter& filter) {
  return database_.read([&](database::Session& sql) -> Result<std::vector<Record>> {
    // Unset conditions are switched off by value, so that statements stay few. The one with an index of its
    // own is asked as it is: behind a switch no planner takes the index, and goes through all there is.
    // A search over words goes through the messages of the organisation.
    const std::string customer = switched("customer", filter.customer.value != 0);
    const std::string agent = switched("agent", !filter.customer && filter.agent);
    const std::string queue = switched("queue", !filter.customer && !filter.agent && filter.queue);
    auto rows = select_records(
        sql,
        fmt::format(
            "select " RECORD_COLUMNS
            " from interaction i where org = :org and id < :before and (:state < 0 or state = :state)"
            " and {} and {} and {} and arrived_us >= :from and arrived_us < :to and (:text = '' or exists "
            "(select 1 from message m where m.org = i.org and m.interaction = i.id and m.body like :pattern "
            "escape '\\')"
            // What a form before the chat said.
            " or exists (select 1 from entrance e where e.org = i.org and e.interaction = i.id"
            " and e.subject like :pattern escape '\\')) order by id desc limit :most",
            queue, agent, customer),
        org, filter.before ? filter.before : InteractionId{std::numeric_limits<std::int64_t>::max()},
        filter.state ? static_cast<int>(*filter.state) : -1, filter.queue, filter.agent, filter.customer,
        filter.from.value_or(Instant{0}),
        filter.to.value_or(Instant{std::numeric_limits<std::int64_t>::max()}), filter.text,
        like_pattern(filter.text), filter.most);
    std::vector<Record> records;
    records.reserve(rows.size());
    for (RecordColumns& row : rows) {
      auto record = record_of(row);
      if (!record) return tl::unexpected<Error>(record.error());
      records.push_back(std::move(*record));
    }
    return records;
  });
}

Result<std::vector<Record>> RecordStore::search(OrgId org, const std::vector<CustomerId>& rows,
                                                RecordFilter filter) {
  std::vector<Record> all;
  for (const CustomerId row : rows) {
    filter.customer = row;
    auto found = search(org, filter);
    if (!found) return found;
    std::move(found->begin(), found->end(), std::back_inserter(all));
  }
  std::sort(all.begin(), all.end(), [](const Record& x, const Record& y) { return x.id > y.id; });
  if (all.size() > filter.most) all.erase(all.begin() + static_cast<std::ptrdiff_t>(filter.most), all.end());
  return all;
}

Result<std::vector<Instant>> RecordStore::open_arrivals(OrgId org, QueueId queue,
                                                        switchboard::Channel channel, Instant from,
                                                        Instant to) {
  return database_.read([&](database::Session& sql) -> Result<std::vector<Instant>> {
    std::vector<Instant> arrivals;
    // Ids sort by arrival: the newest are enough, and found by the index.
    database::each<Instant>(
        sql,
        "select arrived_us from (select arrived_us, channel, state from interaction where org = :org"
        " and queue = :queue order by id desc limit :most) newest where state <> :closed"
        " and channel = :channel and arrived_us >= :from and arrived_us < :to order by arrived_us",
        [&](Instant at) { arrivals.push_back(at); }, org, queue, open_looked_at_most,
        switchboard::InteractionState::closed, channel, from, to);
    return arrivals;
  });
}

Result<std::vector<AssignmentRecord>> RecordStore::assignments(OrgId org, InteractionId id) {
  return database_.read([&](database::Session& sql) -> Result<std::vector<AssignmentRecord>> {
    std::vector<AssignmentRecord> found;
    for (auto& [offer, agent, at, end, ended_at, reason, why] :
         database::all<OfferId, AgentId, Instant, std::optional<OfferEnd>, std::optional<Instant>, ReasonId,
                       std::string>(
             sql,
             "select offer, agent, offered_us, offer_end, ended_us, reason, why from assignment"
             " where org = :org and interaction = :interaction order by offer",
             org, id)) {
      auto decoded = contract::decode<Why>(why);
      if (!decoded) return tl::unexpected<Error>(decoded.error());
      found.push_back({offer, id, agent, at, end, ended_at, reason, std::move(*decoded)});
    }
    return found;
  });
}

Result<std::optional<Record>> RecordStore::last_contact(OrgId org, CustomerId customer) {
  return database_.read([&](database::Session& sql) -> Result<std::optional<Record>> {
    auto rows = select_records(
        sql,
        "select " RECORD_COLUMNS
        " from interaction where org = :org and customer = :customer and agent <> 0 order by id desc limit 1",
        org, customer);
    if (rows.empty()) return std::optional<Record>{};
    auto record = record_of(rows.front());
    if (!record) return tl::unexpected<Error>(record.error());
    return std::optional<Record>{std::move(*record)};
  });
}

Result<std::optional<Record>> RecordStore::last_contact(OrgId org, const std::vector<CustomerId>& rows) {
  std::optional<Record> newest;
  for (const CustomerId row : rows) {
    auto found = last_contact(org, row);
    if (!found) return found;
    if (*found && (!newest || newest->id < (*found)->id)) newest = std::move(**found);
  }
  return newest;
}

std::vector<RecordStore::Handled> RecordStore::handled(database::Session& sql, OrgId org, CustomerId row) {
  std::vector<Handled> all;
  database::each<Channel, std::int64_t, std::int64_t, Instant>(
      sql,
      // Cast: PostgreSQL adds up to a numeric.
      "select channel, count(*), cast(sum(closed_us - accepted_us) as bigint) / 1000000, max(closed_us)"
      " from interaction where org = :org and customer = :row and accepted_us is not null and closed_us is "
      "not"
      " null group by channel order by channel",
      [&](Channel channel, std::int64_t contacts, std::int64_t took_s, Instant last) {
        all.push_back({channel, contacts, took_s, last});
      },
      org, row);
  return all;
}

std::int64_t RecordStore::arrived_since(database::Session& sql, OrgId org, CustomerId row, Instant since) {
  return *database::first<std::int64_t>(sql,
                                        "select count(*) from (select id from interaction where org = :org "
                                        "and customer = :row and arrived_us >="
                                        " :since and channel <> :task order by id desc limit 1000) i",
                                        org, row, since, Channel::task);
}

void RecordStore::add_entrance(database::Session& sql, OrgId org, InteractionId id,
                               const Entrance& entrance) {
  database::execute(sql,
                    "insert into entrance (org, interaction, channel, page_url, language, subject)"
                    " values (:org, :id, :channel, :page_url, :language, :subject) on conflict do nothing",
                    org, id, entrance.channel, entrance.page_url, entrance.language, entrance.subject);
}

Result<void> RecordStore::add_entrance(OrgId org, InteractionId id, const Entrance& entrance) {
  return database_
      .write<void>([&](database::Session& sql) -> Result<void> {
        add_entrance(sql, org, id, entrance);
        return {};
      })
      .get();
}

Result<std::optional<Entrance>> RecordStore::entrance(OrgId org, InteractionId id) {
  return database_.read([&](database::Session& sql) -> Result<std::optional<Entrance>> {
    auto row = database::first<ChannelId, std::string, std::string, std::string>(
        sql,
        "select channel, page_url, language, subject from entrance where org = :org and interaction = :id",
        org, id);
    if (!row) return std::optional<Entrance>{};
    auto& [channel, page_url, language, subject] = *row;
    return std::optional<Entrance>{{channel, std::move(page_url), std::move(language), std::move(subject)}};
  });
}

}  // namespace rapport::conversations
