// Outlook run: everything about today of an organisation, from the journal to what could be done. On a thread
// that may block, for some seconds of computing.
#pragma once

#include <string>
#include <vector>

#include "workforce/intraday/outlook.h"
#include "workforce/intraday/runs/facts_reader.h"
#include "workforce/intraday/runs/schedule_moves.h"
#include "workforce/intraday/together.h"
#include "workforce/requests/shift_offer.h"

namespace rapport::workforce::intraday {

struct OutlookWanted {
  double service_level_target = 0.8;  // of queues that have none of their own
  std::int32_t runs = 40;
};
BOOST_DESCRIBE_STRUCT(OutlookWanted, (), (service_level_target, runs))
contract::Notes contract_notes(contract::Tag<OutlookWanted>);

struct OutlookProposal : Proposal {
  std::optional<ProposalEdit> edit;  // a schedule's; absent: it is a matter of settings
  // The same as something that people may take; none: it is not about hours.
  std::vector<NewShiftOffer> offers;
};
BOOST_DESCRIBE_STRUCT(OutlookProposal, (Proposal), (edit, offers))
contract::Notes contract_notes(contract::Tag<OutlookProposal>);

// Some of the proposals as one, with the effect of all.
struct OutlookTogether : Effect {
  std::vector<std::int32_t> parts;  // places in the proposals, from 0
  std::vector<ProposalEdit> edits;  // one for each schedule
};
BOOST_DESCRIBE_STRUCT(OutlookTogether, (Effect), (parts, edits))
contract::Notes contract_notes(contract::Tag<OutlookTogether>);

struct Outlook {
  std::string day, time_zone;
  Instant day_start, day_end;
  Instant as_of;  // what is so far and what is to come meet here
  Instant made_at;
  std::int64_t interval_s = slot_s;
  double service_level_target = 0.8;
  std::int32_t runs = 0;
  OutlookPart total;
  std::vector<QueueOutlook> queues;
  std::vector<OutlookProposal> proposals;   // that surely help, the best first
  std::optional<OutlookTogether> together;  // absent: no two of them surely help on top of each other
  std::vector<OutlookNote> notes;
  std::vector<std::string> day_notes;  // what of the morning is not played as it was
};
BOOST_DESCRIBE_STRUCT(Outlook, (),
                      (day, time_zone, day_start, day_end, as_of, made_at, interval_s, service_level_target,
                       runs, total, queues, proposals, together, notes, day_notes))
contract::Notes contract_notes(contract::Tag<Outlook>);

// `threads`: as twin::ReplicateOptions. Fails with what read_facts does, or conflict "cancelled".
Result<Outlook> make_outlook(const IntradayParts& parts, OrgId org, const OutlookWanted& wanted,
                             std::int32_t threads, const Progress& progress);

}  // namespace rapport::workforce::intraday
