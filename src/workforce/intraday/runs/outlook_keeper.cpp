#include "workforce/intraday/runs/outlook_keeper.h"

namespace rapport::workforce::intraday {
namespace {

constexpr Duration looked_every = minutes(1);

}  // namespace

void OutlookKeeper::start() {
  rounds_.start(looked_every, [this] {
    turn();
    return looked_every;
  });
}

void OutlookKeeper::stop() {
  is_stopping_ = true;
  rounds_.stop();
}

OutlookBoard::Shown OutlookKeeper::look(OrgId org) {
  OutlookBoard::Shown shown = board_.look(org, parts_.clock());
  if (!shown.outlook && !shown.failure && !shown.is_making) {
    shown.is_making = true;  // in a moment
    rounds_.wake();
  }
  return shown;
}

Result<Outlook> OutlookKeeper::make(OrgId org, const OutlookWanted& wanted, std::int32_t threads,
                                    const Progress& progress) {
  board_.want(org, wanted);
  board_.begin(org);
  auto made = make_outlook(parts_, org, wanted, threads, progress);
  if (made)
    board_.keep(org, *made);
  else
    board_.fail(org, {parts_.clock(), made.error().reason, made.error().detail});
  return made;
}

std::size_t OutlookKeeper::turn() {
  std::size_t made = 0;
  const Progress progress{[this](double) { return !is_stopping_; }};
  for (const OrgId org : board_.due(parts_.clock())) {
    if (is_stopping_) break;
    const auto one = make(org, board_.wanted(org), 1, progress);  // beside the floor on the same machine
    if (one)
      ++made;
    else if (one.error().reason != "empty_day" && !is_stopping_)
      log_.warning("no outlook", {{"org", std::to_string(org.value)}, {"reason", one.error().reason}});
  }
  return made;
}

}  // namespace rapport::workforce::intraday
