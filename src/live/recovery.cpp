#include "live/recovery.h"

#include <fmt/format.h>

#include "live/codec.h"
#include "live/journal.h"
#include "switchboard/model/effect.h"

namespace rapport::live {

Result<std::int64_t> recover(database::Database& database, Organisation& org,
                             const std::function<void(std::shared_ptr<const Released>)>& visit) {
  const auto newest = newest_snapshot(database, org.org());
  if (!newest) return tl::unexpected<Error>(newest.error());
  if (*newest) {
    const auto image = decode_image((*newest)->image);
    if (!image) return tl::unexpected<Error>(image.error());
    org.restart_from(*image, (*newest)->seq, (*newest)->at);
  } else {
    org.restart();
  }

  std::int64_t replayed = 0;
  Result<void> outcome;
  const auto broken = [&](const JournalRow& row, std::string what) {
    outcome = fail(ErrorCode::internal, "journal_broken",
                   fmt::format("journal of organisation {}, event {}: {}", org.org().value, row.seq, what));
    return false;
  };
  const auto read = read_journal(database, org.org(), org.applied_seq(), [&](const JournalRow& row) {
    if (row.seq != org.applied_seq() + 1)
      return broken(row, fmt::format("expected event {}", org.applied_seq() + 1));
    const auto event = decode_event(row.event);
    if (!event) return broken(row, event.error().detail);
    auto applied = org.apply(*event, row.at);
    if (!applied) return broken(row, fmt::format("refused: {}", switchboard::name_of(applied.error())));
    ++replayed;
    visit(std::move(*applied));
    return true;
  });
  if (!read) return tl::unexpected<Error>(read.error());
  if (!outcome) return tl::unexpected<Error>(outcome.error());
  return replayed;
}

}  // namespace rapport::live
