#include "channels/email/judge.h"

#include "cases/case_store.h"
#include "channels/email/thread_token.h"

namespace rapport::email {
namespace {

bool is_ours_coming_back(database::Session& sql, const Judging& judging, const Reading& reading) {
  if (reading.is_looping || is_own_address(judging.mailbox, reading.sender.address)) return true;
  return mails::by_message_id(sql, judging.org, reading.message_id, Direction::out).has_value();
}

std::optional<MailThread> thread_by_token(database::Session& sql, const Judging& judging,
                                          const Reading& reading) {
  for (const std::string& address : reading.addressed_to) {
    const std::string tag = tag_of(judging.mailbox, address);
    if (tag.empty()) continue;
    const auto id = read_thread_token(judging.token_key, tag);
    if (!id) continue;
    if (auto thread = mails::find_thread(sql, judging.org, *id);
        thread && thread->mailbox == judging.mailbox.id)
      return thread;
  }
  return std::nullopt;
}

// Anybody may write any Message-ID into References: only who takes part in the thread gets in by it.
std::optional<MailThread> thread_by_reference(database::Session& sql, const Judging& judging,
                                              const Reading& reading) {
  if (reading.is_forged) return std::nullopt;
  for (const std::string& answered : reading.answers) {
    const auto mail = mails::by_message_id(sql, judging.org, answered);
    if (!mail || !mail->thread || mail->mailbox != judging.mailbox.id) continue;
    if (!mails::is_participant(sql, judging.org, mail->thread, reading.sender.address)) continue;
    if (auto thread = mails::find_thread(sql, judging.org, mail->thread)) return thread;
  }
  return std::nullopt;
}

CaseId case_of(database::Session& sql, OrgId org, const MailThread& thread) {
  if (thread.case_of) return thread.case_of;
  const auto linked = cases::CaseStore::cases_of(sql, org, thread.interaction);
  return linked.empty() ? CaseId{} : linked.front();
}

}  // namespace

Verdict judge(database::Session& sql, const Judging& judging, const Prepared& prepared) {
  Verdict verdict;
  const Reading& reading = prepared.reading;
  if (!prepared.incoming.refused.empty()) {
    verdict.rejected = prepared.incoming.refused;
    return verdict;
  }
  if (mails::same_as(sql, judging.org, judging.mailbox.id, reading.message_id, reading.sameness)) {
    verdict.rejected = "duplicate";
    return verdict;
  }
  if (is_ours_coming_back(sql, judging, reading)) {
    verdict.rejected = "loop";
    return verdict;
  }
  if (reading.is_report) {
    verdict.reported = mails::by_message_id(sql, judging.org, reading.reported_id, Direction::out);
    if (!verdict.reported) {
      verdict.rejected = "unknown_report";
      return verdict;
    }
    verdict.thread = mails::find_thread(sql, judging.org, verdict.reported->thread);
    if (verdict.thread) verdict.case_of = case_of(sql, judging.org, *verdict.thread);
    return verdict;
  }
  verdict.thread = thread_by_token(sql, judging, reading);
  if (!verdict.thread) verdict.thread = thread_by_reference(sql, judging, reading);
  if (verdict.thread) verdict.case_of = case_of(sql, judging.org, *verdict.thread);
  return verdict;
}

}  // namespace rapport::email
