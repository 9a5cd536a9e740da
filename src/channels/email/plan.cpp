#include "channels/email/plan.h"

namespace rapport::email {

void write_plan(database::Session& sql, const conversations::MessageStore& messages, const Plan& plan) {
  const arrivals::Arrival& arrival = plan.arrival;
  const auto account = arrival.account_id.value_or(arrivals::AccountId{});
  if (arrivals::find(sql, plan.org, arrival.channel, account, arrival.key)) return;
  arrivals::write(sql, plan.org, arrival);
  if (plan.new_thread) mails::insert_thread(sql, plan.org, *plan.new_thread);
  if (plan.mail) {
    mails::insert(sql, plan.org, *plan.mail);
    if (plan.moves_thread) mails::set_interaction(sql, plan.org, plan.mail->thread, plan.mail->interaction);
    if (plan.case_waits) mails::set_case_waits(sql, plan.org, plan.mail->id, true);
  }
  if (plan.message) {
    messages.insert(sql, plan.org, *plan.message);
    conversations::MessageStore::insert_attachments(sql, plan.org, *plan.message);
  }
  if (plan.entrance && plan.mail)
    conversations::RecordStore::add_entrance(sql, plan.org, plan.mail->interaction, *plan.entrance);
  for (const ReportedRecipient& one : plan.reported)
    note_delivery(sql, plan.org, plan.reported_id, {one.outcome, one.detail, arrival.at});
}

}  // namespace rapport::email
