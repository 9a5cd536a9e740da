#include "workforce/requests/effect.h"

#include "workforce/schedule/rules.h"

namespace rapport::workforce {
namespace {

constexpr double hours_noise = 1e-6;

}  // namespace

void add_edits(const std::vector<PreparedEdit>& edits, bool asks_coverage, ShiftEffect& effect) {
  for (const PreparedEdit& edit : edits) {
    effect.under_hours_before += edit.under_hours_before;
    effect.under_hours_after += edit.under_hours_after;
    effect.before.insert(effect.before.end(), edit.change.before.begin(), edit.change.before.end());
    effect.after.insert(effect.after.end(), edit.outcome.shifts.begin(), edit.outcome.shifts.end());
    effect.breaks.insert(effect.breaks.end(), edit.refused.begin(), edit.refused.end());
  }
  for (const ShiftViolation& one : effect.breaks)
    effect.findings.push_back({Obstacle::rule, one.day, one.limit, one.found,
                               std::string(schedule::name_of_rule(one.rule)) + ": " + one.what});
  if (asks_coverage && effect.under_hours_after > effect.under_hours_before + hours_noise)
    effect.findings.push_back(
        {Obstacle::coverage, "", effect.under_hours_before, effect.under_hours_after, ""});
}

void force(std::vector<PreparedEdit>& edits, const std::string& reason) {
  for (PreparedEdit& edit : edits)
    if (!edit.refused.empty()) edit.change.force_reason = reason;
}

Result<void> write_all(org::Change& change, const std::vector<PreparedEdit>& edits) {
  for (const PreparedEdit& edit : edits)
    if (auto written = Schedules::write(change, edit); !written)
      return tl::unexpected<Error>(std::move(written.error()));
  return {};
}

void tell_all(const Schedules& schedules, OrgId org, const std::vector<PreparedEdit>& edits) {
  for (const PreparedEdit& edit : edits)
    schedules.tell(org, edit);
}

}  // namespace rapport::workforce
