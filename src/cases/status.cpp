#include "cases/status.h"

#include <fmt/format.h>

namespace rapport::cases {
namespace {

bool may_reopen(const StatusMove& move) {
  if (!move.solved_at) return true;
  return move.now <= *move.solved_at + hours(24 * static_cast<std::int64_t>(move.reopen_days));
}

}  // namespace

const char* name_of(CaseStatus status) {
  switch (status) {
    case CaseStatus::fresh:
      return "new";
    case CaseStatus::open:
      return "open";
    case CaseStatus::waiting_customer:
      return "waiting_customer";
    case CaseStatus::waiting_other:
      return "waiting_other";
    case CaseStatus::solved:
      return "solved";
    case CaseStatus::closed:
      return "closed";
  }
  return "";
}

Result<void> check(const StatusMove& move) {
  if (move.from == move.to) return {};
  if (is_live(move.from)) {
    if (move.to != CaseStatus::fresh && move.to != CaseStatus::closed) return {};
  } else {
    if (move.from == CaseStatus::solved && move.to == CaseStatus::closed) return {};
    if (move.to == CaseStatus::open) {
      if (may_reopen(move)) return {};
      return fail(ErrorCode::conflict, "reopen_over",
                  fmt::format("it was solved more than {} days ago: open a follow-up case", move.reopen_days),
                  {{"/status", "the time for opening it again is over"}});
    }
  }
  return fail(ErrorCode::conflict, "bad_move",
              fmt::format("a case cannot go from {} to {}", name_of(move.from), name_of(move.to)),
              {{"/status", "not from where it is"}});
}

ReplyLands where_reply_lands(const StatusMove& move) {
  if (is_live(move.from)) return ReplyLands::here;
  return may_reopen(move) ? ReplyLands::reopens : ReplyLands::follow_up;
}

}  // namespace rapport::cases
