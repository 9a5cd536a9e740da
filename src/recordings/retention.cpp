#include "recordings/retention.h"

#include <map>

#include "org/organisation.h"
#include "org/queue.h"
#include "platform/contract/json.h"
#include "platform/database/statement.h"

namespace rapport::recordings {
namespace {

constexpr Duration look_every = minutes(10);
constexpr std::int64_t at_once = 200;  // of one transaction

// By queue; 0 days: for ever.
std::map<QueueId, std::int64_t> days_kept(database::Session& sql, OrgId org) {
  std::map<QueueId, std::int64_t> days;
  const auto organisation = org::find_organisation(sql, org);
  const std::int64_t usual = organisation ? organisation->settings.recordings_kept_days : 0;
  for (const QueueId id : RecordingStore::queues(sql, org)) {
    const auto queue = org::queues.find(sql, org, id);
    const std::int64_t own = queue ? queue->rules.recording.kept_days : 0;
    days[id] = own > 0 ? own : usual;
  }
  return days;
}

}  // namespace

void Retention::start() {
  rounds_.start(look_every, [this] {
    if (auto gone = turn(); !gone)
      log_.warning("recordings whose time is up could not be deleted", {{"reason", gone.error().reason}});
    return look_every;
  });
}

void Retention::stop() {
  rounds_.stop();
}

Result<std::size_t> Retention::turn() {
  auto orgs = changes_.database().read([](database::Session& sql) -> Result<std::vector<OrgId>> {
    return RecordingStore::organisations(sql);
  });
  if (!orgs) return tl::unexpected<Error>(orgs.error());
  std::size_t all = 0;
  for (const OrgId org : *orgs) {
    auto gone = sweep(org);
    if (!gone) return gone;
    all += *gone;
  }
  return all;
}

Result<std::size_t> Retention::sweep(OrgId org) {
  std::size_t all = 0;
  for (;;) {
    auto gone = changes_.make<std::vector<RecordingId>>(
        org::By{org, {}}, "", [&](org::Change& change) -> Result<std::vector<RecordingId>> {
          std::vector<RecordingId> removed;
          for (const auto& [queue, days] : days_kept(change.sql, org)) {
            if (days == 0) continue;
            const Instant before = change.now - hours(24 * days);
            for (const RecordingId id : RecordingStore::due(change.sql, org, queue, before, at_once)) {
              const auto found = RecordingStore::find(change.sql, org, id);
              RecordingStore::remove(change.sql, org, id);
              change.audit({"delete", "recording", id.value, contract::encode(found->recording), ""});
              removed.push_back(id);
            }
          }
          return removed;
        });
    if (!gone) return tl::unexpected<Error>(gone.error());
    for (const RecordingId id : *gone)
      files_.remove(id);
    all += gone->size();
    if (gone->size() < static_cast<std::size_t>(at_once)) break;
  }
  if (all > 0)
    log_.info("recordings were deleted, their time was up", {{"org", org.value}, {"recordings", all}});
  return all;
}

}  // namespace rapport::recordings
