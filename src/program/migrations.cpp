#include "program/migrations.h"

#include "advice/advice_store.h"
#include "arrivals/ledger.h"
#include "callbacks/number_store.h"
#include "cases/case_store.h"
#include "channels/email/access_tokens.h"
#include "channels/email/case_mail_store.h"
#include "channels/email/mail_store.h"
#include "channels/email/mail_sweep.h"
#include "channels/email/outgoing_store.h"
#include "channels/voice/lines/migrations.h"
#include "channels/voice/prompts/migrations.h"
#include "channels/webchat/visitor_store.h"
#include "community/post_store.h"
#include "conversations/message_store.h"
#include "conversations/record_store.h"
#include "customers/migrations.h"
#include "deflection/deflection_store.h"
#include "desk/canned_replies.h"
#include "duplicates/duplicate_store.h"
#include "flows/assists.h"
#include "flows/flow_store.h"
#include "imports/import.h"
#include "knowledge/article_store.h"
#include "knowledge/readers.h"
#include "live/journal.h"
#include "org/migrations.h"
#include "portal/portal_store.h"
#include "protection/migrations.h"
#include "recordings/recording_store.h"
#include "value/value_store.h"
#include "voicemails/voicemail_store.h"
#include "webhooks/incoming/hook_store.h"
#include "webhooks/migrations.h"
#include "workforce/adherence/watch/settings.h"
#include "workforce/history/history_store.h"
#include "workforce/jobs/job_store.h"
#include "workforce/planning/kept_forecast.h"
#include "workforce/requests/migrations.h"
#include "workforce/shifts/shift_store.h"
#include "workforce/whatif/twin_day_store.h"

namespace rapport::program {

std::vector<database::Migration> all_migrations() {
  std::vector<database::Migration> all;
  for (auto steps : {live::journal_migrations(),         org::org_migrations(),
                     customers::customer_migrations(),   conversations::message_migrations(),
                     conversations::record_migrations(), desk::canned_reply_migrations(),
                     webchat::visitor_migrations(),      lines::line_migrations(),
                     prompts::prompt_migrations(),       callbacks::callback_migrations(),
                     recordings::recording_migrations(), flows::flow_migrations(),
                     voicemails::voicemail_migrations(), customers::person_migrations(),
                     cases::case_migrations(),           flows::assist_migrations(),
                     webhooks::webhook_migrations(),     knowledge::knowledge_migrations(),
                     knowledge::reader_migrations(),     deflection::deflection_migrations(),
                     community::community_migrations(),  protection::protection_migrations(),
                     portal::portal_migrations(),        duplicates::duplicate_migrations(),
                     customers::touched_migrations(),    value::value_migrations(),
                     advice::advice_migrations(),        arrivals::ledger_migrations(),
                     email::mailbox_migrations(),        email::mail_migrations(),
                     email::outgoing_migrations(),       email::case_mail_migrations(),
                     imports::import_migrations(),       cases::case_file_migrations(),
                     email::mail_sweep_migrations(),     knowledge::case_use_migrations(),
                     incoming::hook_migrations(),        email::access_token_migrations(),
                     workforce::job_migrations(),        workforce::history_migrations(),
                     workforce::twin_day_migrations(),   workforce::planning_migrations(),
                     workforce::shift_migrations(),      workforce::adherence_migrations(),
                     workforce::request_migrations(),    workforce::bid_migrations(),
                     workforce::intraday_migrations()}) {
    for (database::Migration& step : steps) {
      step.version = static_cast<int>(all.size()) + 1;
      all.push_back(std::move(step));
    }
  }
  return all;
}

}  // namespace rapport::program
