// Records: one row per interaction, open or closed, with its legs and the explanation of every assignment:
// the history that screens search. Kept by a projection in the journal's own transaction, so it is never
// behind or ahead.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "base/result.h"
#include "live/released.h"
#include "platform/database/database.h"
#include "switchboard/model/state.h"
#include "switchboard/model/why.h"

namespace rapport::conversations {

struct Record {
  InteractionId id;
  switchboard::Channel channel = switchboard::Channel::chat;
  switchboard::InteractionState state = switchboard::InteractionState::queued;
  switchboard::Outcome outcome = switchboard::Outcome::none;
  CustomerId customer;
  QueueId queue;
  AgentId agent;  // the last who had it
  Instant arrived_at;
  std::optional<Instant> accepted_at;  // first
  std::optional<Instant> closed_at;
  DispositionId disposition;
  InteractionId previous;
  std::vector<switchboard::Leg> legs;  // when closed
};

struct AssignmentRecord {
  switchboard::OfferId offer;
  InteractionId interaction;
  AgentId agent;
  Instant at;
  std::optional<switchboard::OfferEnd> end;
  std::optional<Instant> ended_at;
  ReasonId reason;
  switchboard::Why why;
};

// What an entrance knows about an interaction besides routing: written once, before it arrives in the
// switchboard.
struct Entrance {
  ChannelId channel;
  std::string page_url;
  std::string language;
  std::string subject;  // of the pre-chat form, in words
};

struct RecordFilter {
  std::optional<switchboard::InteractionState> state;
  QueueId queue;
  AgentId agent;
  CustomerId customer;
  std::optional<Instant> from, to;  // of arrival
  std::string text;                 // in its messages
  InteractionId before;             // page: ids below this one
  std::size_t most = 50;
};

std::vector<database::Migration> record_migrations();

class RecordStore : public live::Projection {
 public:
  explicit RecordStore(database::Database& database) : database_(database) {}

  Result<void> project(database::Session& sql, const live::Released& released) override;

  Result<Record> find(OrgId org, InteractionId id);
  Result<std::vector<Record>> search(OrgId org, const RecordFilter& filter);  // newest first
  // The same of a person, who may be in several rows of customers; `filter.customer` does not count.
  Result<std::vector<Record>> search(OrgId org, const std::vector<CustomerId>& rows, RecordFilter filter);
  // When those arrived that are in this queue and not closed, in [from, to); of its newest
  // open_looked_at_most.
  static constexpr std::int64_t open_looked_at_most = 20'000;
  Result<std::vector<Instant>> open_arrivals(OrgId org, QueueId queue, switchboard::Channel channel,
                                             Instant from, Instant to);
  Result<std::vector<AssignmentRecord>> assignments(OrgId org, InteractionId id);
  // The customer's last contact that an agent had: for sticky routing. nullopt: none.
  Result<std::optional<Record>> last_contact(OrgId org, CustomerId customer);
  // The same of a person, who may be in several rows of customers.
  Result<std::optional<Record>> last_contact(OrgId org, const std::vector<CustomerId>& rows);

  // What people spent on a customer's row: finished conversations that an agent had, by channel. Within a
  // read of the caller's.
  struct Handled {
    switchboard::Channel channel = switchboard::Channel::chat;
    std::int64_t contacts = 0;
    std::int64_t seconds = 0;  // from the first accept to the end
    Instant last;              // ended
  };
  static std::vector<Handled> handled(database::Session& sql, OrgId org, CustomerId row);
  // Conversations of a row that began since, at most 1,000.
  static std::int64_t arrived_since(database::Session& sql, OrgId org, CustomerId row, Instant since);

  Result<void> add_entrance(OrgId org, InteractionId id, const Entrance& entrance);
  // Within a transaction of the caller's.
  static void add_entrance(database::Session& sql, OrgId org, InteractionId id, const Entrance& entrance);
  Result<std::optional<Entrance>> entrance(OrgId org, InteractionId id);

 private:
  database::Database& database_;
};

}  // namespace rapport::conversations
