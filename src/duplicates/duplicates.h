// Duplicates: finds out that a customer who arrives, or writes, waits or talks with us in another place as
// well, and does with the two what people say: one takes the other's place, both stay, or what was done is
// undone. Whether two are joined is the switchboard's to know; here is only which belong together.
// Hears of events on the loop's thread and hands them to workers; everything else blocks, on workers.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "conversations/message_store.h"
#include "conversations/record_store.h"
#include "customers/customer_store.h"
#include "duplicates/duplicate_store.h"
#include "live/id_source.h"
#include "live/loop.h"
#include "platform/log/log.h"
#include "platform/workers/worker_pool.h"

namespace rapport::duplicates {

inline constexpr Duration undo_for = minutes(2);

struct DuplicatesParts {  // borrowed
  database::Database& database;
  live::Loop& loop;
  live::IdSource& ids;
  customers::CustomerStore& customers;
  conversations::MessageStore& messages;
  conversations::RecordStore& records;
  workers::WorkerPool& workers;
  log::Log& log;
  std::function<Instant()> clock;
};

class Duplicates : public live::Listener {
 public:
  explicit Duplicates(const DuplicatesParts& parts) : parts_(parts), store_(parts.database) {}

  // Before the loop starts: what is known of this interaction's duplicates has changed. On a worker.
  using Changed = std::function<void(OrgId, InteractionId)>;
  void on_changed(Changed changed) { changed_.push_back(std::move(changed)); }

  void on_released(const std::shared_ptr<const live::Released>& released) override;

  // Looks for others of the same customer, keeps what it finds, and tells.
  Result<void> look(OrgId org, InteractionId interaction);

  // Those that are of any use now; newest first. not_found.
  Result<std::vector<Duplicate>> of_interaction(OrgId org, InteractionId interaction);
  // One takes the place of the other. `by` 0: the customer. conflict: not_certain, nobody_waits, and what the
  // switchboard refuses; not_found.
  Result<Duplicate> join(OrgId org, DuplicateId id, InteractionId keep, UserId by);
  Result<Duplicate> leave_apart(OrgId org, DuplicateId id, UserId by);
  // The place is given back, or "apart" taken back.
  Result<Duplicate> undo(OrgId org, DuplicateId id, UserId by);

  // What the customer of this interaction may know; of several the newest.
  Result<std::optional<Elsewhere>> elsewhere(OrgId org, InteractionId interaction);
  // One of theirs: not_found where they may not know of it.
  Result<Pair> told_to(OrgId org, InteractionId interaction, DuplicateId id);

  DuplicateStore& store() { return store_; }

 private:
  struct Candidate {
    InteractionId interaction;
    Certainty certainty = Certainty::likely;
  };
  Result<std::vector<Candidate>> candidates(OrgId org, CustomerId customer);
  Contact contact_of(OrgId org, const switchboard::InteractionView& view);
  struct Views {
    std::optional<switchboard::InteractionView> one, other;
    std::optional<switchboard::WaitEstimate> one_wait, other_wait;
  };
  Result<Views> views_of(OrgId org, InteractionId one, InteractionId other);
  Result<Duplicate> shown(OrgId org, const Pair& pair, InteractionId from);
  void tell(OrgId org, const Pair& pair);
  void tell_of(OrgId org, InteractionId interaction);

  DuplicatesParts parts_;
  DuplicateStore store_;
  std::vector<Changed> changed_;
};

}  // namespace rapport::duplicates
