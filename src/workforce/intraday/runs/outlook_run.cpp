#include "workforce/intraday/runs/outlook_run.h"

#include <algorithm>
#include <utility>

#include "workforce/intraday/runs/voluntary_offers.h"

namespace rapport::workforce::intraday {

using contract::Notes;
using contract::Tag;

namespace {

constexpr double runs_most = 200;
constexpr double read_share = 0.1;    // of the progress, until everything is read
constexpr double played_share = 0.4;  // until the outlook is there
constexpr double tried_share = 0.8;   // until proposals are tried; the rest tries them together

struct Found {
  std::vector<OutlookProposal> proposals;
  std::optional<OutlookTogether> together;
};

OutlookTogether together_of(const Together& together, const std::vector<OutlookProposal>& proposals) {
  OutlookTogether out;
  static_cast<Effect&>(out) = together.effect;
  for (const std::size_t part : together.parts) {
    out.parts.push_back(static_cast<std::int32_t>(part));
    const ProposalEdit& edit = *proposals[part].edit;
    auto same = std::find_if(out.edits.begin(), out.edits.end(),
                             [&](const ProposalEdit& one) { return one.schedule_id == edit.schedule_id; });
    if (same == out.edits.end())
      out.edits.push_back(edit);
    else
      same->edits.insert(same->edits.end(), edit.edits.begin(), edit.edits.end());
  }
  return out;
}

Result<Found> find_help(const IntradayParts& parts, OrgId org, const IntradayFacts& facts,
                        const DayAhead& ahead, const DayOutlook& outlook, const TrialOptions& options,
                        const Progress& progress) {
  ScheduleMoves moves(parts.schedules, facts);
  if (auto read = moves.read(org); !read) return tl::unexpected<Error>(read.error());
  CandidateFacts possible;
  possible.call_ins = moves.call_ins();
  possible.is_legal = [&](ProposalKind kind, const CandidateStep& step) {
    return moves.is_legal(kind, step);
  };
  const std::vector<Candidate> candidates = candidates_of(ahead, outlook, possible);
  const auto tried = try_candidates(facts.recorded, ahead, candidates, options);
  if (!tried) return tl::unexpected<Error>(tried.error());
  Found out;
  for (const Tried& one : *tried) {
    OutlookProposal& proposal = out.proposals.emplace_back();
    static_cast<Proposal&>(proposal) = one.proposal;
    proposal.edit = moves.edit_of(candidates[one.candidate]);
    if (proposal.edit) proposal.offers = voluntary_offers(candidates[one.candidate], *proposal.edit, facts);
  }
  // Only what one press makes: its effect is then what is shown.
  CombineOptions combine;
  combine.trial = options;
  combine.trial.progress.report = [&](double) { return progress.at(tried_share); };
  combine.may_join = [&](const Tried& one) {
    return out.proposals[static_cast<std::size_t>(&one - tried->data())].edit.has_value();
  };
  const auto together = combined(facts.recorded, ahead, candidates, *tried, combine);
  if (!together) return tl::unexpected<Error>(together.error());
  if (*together) out.together = together_of(**together, out.proposals);
  return out;
}

}  // namespace

Notes contract_notes(Tag<OutlookWanted>) {
  return {.doc = "Today to its end.",
          .all_optional = true,
          .fields = {{.name = "service_level_target",
                      .doc = "of queues that have none of their own",
                      .min = 0.1,
                      .max = 0.999},
                     {.name = "runs", .doc = "of the twin", .min = 5, .max = runs_most}}};
}
Notes contract_notes(Tag<OutlookProposal>) {
  return {
      .doc = "Tried on the twin beside the day as it is; effects are of the rest of the day.",
      .fields = {{.name = "edit", .doc = "as editShifts takes it; absent: it is a matter of settings"},
                 {.name = "offers",
                  .doc = "the same as overtime or time off that people may take, as createShiftOffer takes "
                         "it; none: it is not about hours"}}};
}
Notes contract_notes(Tag<OutlookTogether>) {
  return {.doc = "Proposals that surely help on top of each other, with the effect of all of them.",
          .fields = {{.name = "parts", .doc = "places in proposals, from 0"},
                     {.name = "edits", .doc = "one for each schedule, as editShifts takes it"}}};
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
  facts->ahead.service_level_target = wanted.service_level_target;
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
  trial.threads = threads;
  trial.progress.report = [&](double done) {
    return progress.at(played_share + (tried_share - played_share) * done);
  };
  auto help = find_help(parts, org, *facts, ahead, *found, trial, progress);
  if (!help) return tl::unexpected<Error>(std::move(help.error()));
  Outlook out;
  out.proposals = std::move(help->proposals);
  out.together = std::move(help->together);
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
