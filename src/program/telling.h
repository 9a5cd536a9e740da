// What desks are told of changes that no event of the switchboard brings: cases, duplicates, customers,
// mails. Any thread that may block.
#pragma once

#include <set>
#include <string>

#include "program/parts.h"

namespace rapport::program {

void tell_of_case(desk::FeedHub& hub, OrgId org, CaseId id, const char* what);
void tell_of_duplicate(desk::FeedHub& hub, OrgId org, InteractionId interaction);
void tell_of_customers(const conversations::Signals& signals, OrgId org);
// Desks look at the newest conversation of its thread.
void tell_of_mail(Server::Parts& parts, OrgId org, email::MailId id);
// Whose shifts are other ones, or what somebody has asked for about them; planners hear of all that is asked,
// everybody where it is for whoever wants (nobody is named).
void tell_of_shifts(desk::FeedHub& hub, OrgId org, const std::set<AgentId>& agents);
void tell_of_shift_requests(desk::FeedHub& hub, OrgId org, const std::set<AgentId>& agents);
// An agent's mail in a thread of a case stands in the case, too; once, by its key.
void tell_case_of_mail(cases::CaseBook& book, const org::By& by, CaseId id, email::MailId mail,
                       const std::string& words);

}  // namespace rapport::program
