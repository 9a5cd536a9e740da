#include "workforce/whatif/journal_steps.h"

#include <fmt/format.h>

#include <utility>

#include "live/codec.h"

namespace rapport::workforce {

Result<std::optional<twin::RecordedStep>> JournalSteps::next() {
  if (page_.empty()) {
    auto read = live::read_journal(database_, org_, last_, [&](const live::JournalRow& row) {
      page_.push_back(row);
      last_ = row.seq;
      return page_.size() < 2'000;
    });
    if (!read) return tl::unexpected<Error>(read.error());
    if (page_.empty()) return std::optional<twin::RecordedStep>{};
  }
  const live::JournalRow row = std::move(page_.front());
  page_.pop_front();
  auto event = live::decode_event(row.event);
  if (!event) {
    Error error = event.error();
    error.detail = fmt::format("event {}: {}", row.seq, error.detail);
    return tl::unexpected<Error>(std::move(error));
  }
  return std::optional<twin::RecordedStep>{{row.seq, row.at, std::move(*event), row.decision_hash}};
}

}  // namespace rapport::workforce
