#include "workforce/intraday/runs/outlook_run.h"

#include <utility>

namespace rapport::workforce::intraday {

using contract::Notes;
using contract::Tag;

namespace {

constexpr double runs_most = 200;
constexpr double read_share = 0.1;    // of the progress, until everything is read
constexpr double played_share = 0.4;  // until the outlook is there; the rest tries proposals

Result<std::vector<OutlookProposal>> proposals_of(const IntradayParts& parts, OrgId org,
                                                  const IntradayFacts& facts, const DayAhead& ahead,
                                                  const DayOutlook& outlook, const TrialOptions& options) {
  ScheduleMoves moves(parts.schedules, facts);
  if (auto read = moves.read(org); !read) return tl::unexpected<Error>(read.error());
  CandidateFacts possible;
  possible.service_level_target = options.service_level_target;
  possible.call_ins = moves.call_ins();
  possible.is_legal = [&](ProposalKind kind, const CandidateStep& step) {
    return moves.is_legal(kind, step);
  };
  const std::vector<Candidate> candidates = candidates_of(ahead, outlook, possible);
  const auto tried = try_candidates(facts.recorded, ahead, candidates, options);
  if (!tried) return tl::unexpected<Error>(tried.error());
  std::vector<OutlookProposal> out;
  for (const Tried& one : *tried) {
    OutlookProposal& proposal = out.emplace_back();
    static_cast<Proposal&>(proposal) = one.proposal;
    proposal.edit = moves.edit_of(candidates[one.candidate]);
  }
  return out;
}

}  // namespace

Notes contract_notes(Tag<OutlookWanted>) {
  return {.doc = "Today to its end.",
          .all_optional = true,
          .fields = {{.name = "service_level_target", .doc = "of every queue", .min = 0.1, .max = 0.999},
                     {.name = "runs", .doc = "of the twin", .min = 5, .max = runs_most}}};
}
Notes contract_notes(Tag<OutlookProposal>) {
  return {.doc = "Tried on the twin beside the day as it is; effects are of the rest of the day.",
          .fields = {{.name = "edit", .doc = "as editShifts takes it; absent: it is a matter of settings"}}};
}
Notes contract_notes(Tag<Outlook>) {
  return {.doc =
              "So far: as it was. Rest: customers who come from as_of on. Whole: both, and those who waited "
              "then. "
              "Ranges are over the runs. docs/intraday.md"};
}

Result<Outlook> make_outlook(const IntradayParts& parts, OrgId org, const OutlookWanted& wanted,
                             std::int32_t threads, const Progress& progress) {
  auto facts = read_facts(parts, org, progress);
  if (!facts) return tl::unexpected<Error>(std::move(facts.error()));
  if (!progress.at(read_share)) return cancelled();
  DayAhead ahead = day_ahead(facts->recorded, facts->ahead);
  OutlookOptions options;
  options.runs = wanted.runs;
  options.threads = threads;
  options.progress.report = [&](double done) {
    return progress.at(read_share + (played_share - read_share) * done);
  };
  auto found = outlook_of(facts->recorded, ahead, options);
  if (!found) return tl::unexpected<Error>(std::move(found.error()));
  TrialOptions trial;
  trial.service_level_target = wanted.service_level_target;
  trial.threads = threads;
  trial.progress.report = [&](double done) { return progress.at(played_share + (1 - played_share) * done); };
  auto proposals = proposals_of(parts, org, *facts, ahead, *found, trial);
  if (!proposals) return tl::unexpected<Error>(std::move(proposals.error()));
  Outlook out;
  out.proposals = std::move(*proposals);
  out.day = text(facts->day);
  out.time_zone = facts->time_zone;
  out.day_start = facts->day_start;
  out.day_end = facts->day_end;
  out.as_of = facts->as_of;
  out.made_at = parts.clock();
  out.service_level_target = wanted.service_level_target;
  out.runs = found->runs;
  out.total = std::move(found->total);
  out.queues = std::move(found->queues);
  out.notes = std::move(ahead.notes);
  out.day_notes = std::move(facts->recorded.notes);
  return out;
}

}  // namespace rapport::workforce::intraday
