#include "workforce/history/history_keeper.h"

#include <algorithm>
#include <limits>

#include "workforce/history/presence_store.h"

namespace rapport::workforce {
namespace {

constexpr Duration counted_every = seconds(2);
constexpr Duration presence_forgotten_every = hours(1);
constexpr std::size_t batches_a_round = 20;

std::int32_t held_seconds(std::int64_t before, Duration more) {
  const std::int64_t sum = before + std::max<std::int64_t>(more.us, 0) / 1'000'000;
  return static_cast<std::int32_t>(std::min<std::int64_t>(sum, std::numeric_limits<std::int32_t>::max()));
}

void add_leg(DayFigures& day, std::size_t at, const switchboard::Leg& leg, Duration within) {
  ++day.contacts[at];
  if (leg.accepted_at == Instant{}) {
    if (leg.end == switchboard::LegEnd::abandoned) ++day.abandoned[at];
    return;
  }
  const Duration waited = leg.accepted_at - leg.queued_at;
  ++day.answered[at];
  if (waited <= within) ++day.answered_within[at];
  day.waited_s[at] = held_seconds(day.waited_s[at], waited);
  const Instant over = std::max(leg.ended_at, leg.wrapped_at);
  if (over > leg.accepted_at) day.handle_s[at] = held_seconds(day.handle_s[at], over - leg.accepted_at);
}

}  // namespace

void add_legs(DaysByKey& days, const conversations::Record& record,
              const std::function<Duration(QueueId)>& within) {
  for (const switchboard::Leg& leg : record.legs) {
    if (leg.kind != switchboard::LegKind::primary || !leg.queue || leg.queued_at == Instant{}) continue;
    const std::int32_t day = utc_day(leg.queued_at);
    const auto at = static_cast<std::size_t>(quarter_of(leg.queued_at) - std::int64_t{day} * quarters_a_day);
    add_leg(days[{leg.queue, record.channel, day, {}}], at, leg, within(leg.queue));
  }
}

void HistoryKeeper::start() {
  rounds_.start(counted_every, [this] {
    for (std::size_t i = 0; i < batches_a_round; ++i) {
      const auto done = turn();
      if (!done) parts_.log.warning("contacts could not be counted", {{"reason", done.error().reason}});
      if (!done || *done < static_cast<std::size_t>(counted_at_once)) return counted_every;
    }
    return Duration{};
  });
}

void HistoryKeeper::stop() {
  rounds_.stop();
}

Result<std::size_t> HistoryKeeper::turn() {
  if (auto forgotten = forget_presence(); !forgotten) return tl::unexpected<Error>(forgotten.error());
  auto marks = parts_.database.read([](database::Session& sql) -> Result<std::vector<history_store::Marked>> {
    return history_store::marked(sql, counted_at_once);
  });
  if (!marks) return tl::unexpected<Error>(marks.error());
  if (marks->empty()) return std::size_t{0};
  std::map<OrgId, DaysByKey> more;
  for (const history_store::Marked& mark : *marks) {
    const auto record = parts_.records.find(mark.org, mark.id);
    if (!record && record.error().code != ErrorCode::not_found) return tl::unexpected<Error>(record.error());
    if (!record) continue;  // its row is gone: nothing to count
    const org::DirectoryPtr directory = parts_.directories.of(mark.org);
    add_legs(more[mark.org], *record, [&directory](QueueId queue) {
      if (!directory) return Duration{};
      const auto found = directory->queues.find(queue);
      return found == directory->queues.end() ? Duration{} : found->second.rules.service_level_within;
    });
  }
  auto counted = parts_.database
                     .write<void>([&](database::Session& sql) -> Result<void> {
                       for (const auto& [org, days] : more)
                         for (const auto& [key, day] : days) {
                           DayFigures sum = history_store::find(sql, org, key).value_or(DayFigures{});
                           add_day(sum, day);
                           history_store::keep(sql, org, {key, sum});
                         }
                       for (const history_store::Marked& mark : *marks)
                         history_store::unmark(sql, mark);
                       return {};
                     })
                     .get();
  if (!counted) return tl::unexpected<Error>(counted.error());
  return marks->size();
}

Result<void> HistoryKeeper::forget_presence() {
  const Instant now = parts_.clock();
  if (now - forgot_ < presence_forgotten_every) return {};
  forgot_ = now;
  return parts_.database
      .write<void>([now](database::Session& sql) -> Result<void> {
        presence_store::forget(sql, now - presence_kept);
        return {};
      })
      .get();
}

Result<void> Closings::project(database::Session& sql, const live::Released& released) {
  for (const switchboard::Effect& effect : released.effects) {
    if (const auto* closed = std::get_if<switchboard::InteractionClosed>(&effect))
      history_store::mark_closed(sql, released.org, closed->interaction);
    else if (const auto* changed = std::get_if<switchboard::AgentChanged>(&effect))
      presence_store::note(sql, released.org,
                           {changed->agent, changed->since, {}, changed->presence, changed->reason});
  }
  return {};
}

}  // namespace rapport::workforce
