#include "channels/email/case_mail.h"

#include <algorithm>
#include <set>

#include "cases/case_operations.h"
#include "cases/case_store.h"
#include "channels/email/case_mail_store.h"

namespace rapport::email {
namespace {

constexpr std::int64_t looked_at_max = 1'000;  // mails of a thread

bool can_send(const Mailbox& mailbox) {
  return mailbox.is_active && !mailbox.smtp_host.empty();
}

// The thread that goes on, and what in it is answered.
struct Exchange {
  std::optional<MailThread> thread;
  std::optional<Mail> answered;
  std::optional<MailAddress> writer;  // the customer, by the address that they wrote from last
};

// Somebody else may have written in it, too: they are not the customer.
Exchange exchange_of(database::Session& sql, OrgId org, const std::vector<CaseId>& family,
                     const std::vector<CustomerId>& rows, const std::set<std::string>& addresses) {
  Exchange found;
  for (MailThread& thread : case_mails::threads(sql, org, family)) {
    if (std::find(rows.begin(), rows.end(), thread.customer) == rows.end()) continue;
    for (Mail& mail : mails::of_thread(sql, org, thread.id, {}, looked_at_max)) {
      const bool is_ours = mail.direction == Direction::out;
      const bool counts = is_ours ? mail.state != MailState::cancelled && mail.state != MailState::failed &&
                                        !mail.facts.is_forward.value_or(false)
                                  : mail.state == MailState::received && !mail.facts.is_machine;
      if (!counts) continue;
      if (!is_ours && !mail.facts.from.empty() && addresses.contains(mail.sender))
        found.writer = mail.facts.reply_to.empty() ? mail.facts.from.front() : mail.facts.reply_to.front();
      // Ours are answered only where nothing of theirs is there.
      if (!is_ours || !found.answered || found.answered->direction == Direction::out)
        found.answered = std::move(mail);
    }
    found.thread = std::move(thread);
    break;
  }
  return found;
}

}  // namespace

struct CaseMail::Way {
  CaseMailPlan plan;
  cases::Case which;
  std::vector<CaseId> family;
  std::optional<MailId> answered;
  bool quotes = false;
};

contract::Notes contract_notes(contract::Tag<CaseMailPlan>) {
  return {.doc = "Whether words to the customer would leave by email just now, and to whom.",
          .fields = {{.name = "reason",
                      .doc = "why not: no_customer, no_address, bad_address, no_mailbox, merged"}}};
}

Result<CaseMail::Way> CaseMail::way(OrgId org, CaseId id) {
  auto which = book_.find(org, id);
  if (!which) return tl::unexpected<Error>(which.error());
  Way way;
  way.which = std::move(*which);
  const auto not_mailed = [&](const char* why) {
    way.plan.reason = why;
    return way;
  };
  if (way.which.merged_into_id) return not_mailed("merged");
  if (!way.which.customer_id) return not_mailed("no_customer");
  auto rows = customers_.rows_of_person(org, *way.which.customer_id);
  if (!rows) return tl::unexpected<Error>(rows.error());
  auto people = customers_.find_many(org, *rows);
  if (!people) return tl::unexpected<Error>(people.error());
  std::set<std::string> addresses;
  for (const customers::Customer& one : *people) {
    const std::string address = one.email.value_or("");
    if (address.empty()) continue;
    addresses.insert(address_key(address));
    if (!way.plan.to || one.id == *way.which.customer_id) way.plan.to = MailAddress{one.name, address};
  }
  std::vector<Mailbox> own;
  Exchange exchange;
  auto read = database_.read([&](database::Session& sql) -> Result<void> {
    way.family = cases::CaseStore::family(sql, org, id);
    own = Mailboxes{nullptr}.list(sql, org, MailboxId{}, mailboxes_max);
    exchange = exchange_of(sql, org, way.family, *rows, addresses);
    return {};
  });
  if (!read) return tl::unexpected<Error>(read.error());
  if (exchange.writer) way.plan.to = exchange.writer;
  if (!way.plan.to) return not_mailed("no_address");
  // Whom they wrote to answers; else whoever is there first.
  auto mailbox = std::find_if(own.begin(), own.end(), [&](const Mailbox& one) {
    return exchange.thread && one.id == exchange.thread->mailbox && can_send(one);
  });
  const bool goes_on = mailbox != own.end();
  if (!goes_on) mailbox = std::find_if(own.begin(), own.end(), can_send);
  if (mailbox == own.end()) return not_mailed("no_mailbox");
  std::vector<std::string> ours;
  for (const Mailbox& one : own)
    if (is_own_address(one, way.plan.to->address)) ours.push_back(way.plan.to->address);
  if (!ours.empty() || !check_recipients({*way.plan.to}, {}, {}, {})) return not_mailed("bad_address");
  way.plan.mailbox_id = mailbox->id;
  way.plan.from = mailbox->address;
  way.plan.undo_s = mailbox->undo_s;
  way.plan.subject =
      goes_on ? answer_subject(exchange.thread->subject) : way.which.subject + " [" + way.which.number + "]";
  if (goes_on && exchange.answered) {
    way.answered = exchange.answered->id;
    way.quotes = exchange.answered->direction == Direction::in;
  }
  way.plan.is_mailed = true;
  return way;
}

Result<CaseMailPlan> CaseMail::plan(OrgId org, CaseId id) {
  auto found = way(org, id);
  if (!found) return tl::unexpected<Error>(found.error());
  return std::move(found->plan);
}

Result<cases::Case> CaseMail::comment(const org::By& by, CaseId id, const cases::CommentOnCase& said) {
  auto by_mail = way(by.org, id);
  if (!by_mail) return tl::unexpected<Error>(by_mail.error());
  if (!by_mail->plan.is_mailed) {
    if (!said.mails.value_or(false)) return book_.comment(by, id, said);
    return fail(ErrorCode::conflict, "cannot_mail",
                "this cannot be said by email: " + by_mail->plan.reason.value_or(""));
  }
  NewMail mail;
  mail.client_id = said.client_id.empty() ? "case" : said.client_id;
  mail.reply_to_id = by_mail->answered;
  mail.customer_id = by_mail->which.customer_id;
  mail.mailbox_id = by_mail->plan.mailbox_id;
  mail.to = {*by_mail->plan.to};
  mail.subject = by_mail->plan.subject;
  mail.text = said.text;
  mail.quotes = by_mail->quotes;
  std::optional<cases::Case> after;
  auto written =
      outgoing_.write_for_case(by, mail, [&](MailId mail_id, const Outgoing::Rows& rows) -> Result<void> {
        auto done = book_.comment(
            by, id, said,
            [&](org::Change& change, const cases::Case& now, cases::CaseEventId words) -> Result<void> {
              rows(change.sql, now.id);
              case_mails::insert(change.sql, by.org, {mail_id, now.id, words});
              return {};
            });
        if (!done) return tl::unexpected<Error>(done.error());
        after = std::move(*done);
        return {};
      });
  if (!written) return tl::unexpected<Error>(written.error());
  return std::move(*after);
}

Result<CaseMails> CaseMail::mails(OrgId org, CaseId id) {
  if (auto known = book_.find(org, id); !known) return tl::unexpected<Error>(known.error());
  return database_.read([&](database::Session& sql) -> Result<CaseMails> {
    CaseMails all;
    for (const CaseWords& one : case_mails::of_cases(sql, org, cases::CaseStore::family(sql, org, id))) {
      const auto mail = mails::find(sql, org, one.mail);
      if (!mail) continue;
      CaseMailShown shown;
      shown.event_id = one.words;
      shown.mail_id = one.mail;
      for (const MailAddress& to : mail->facts.to)
        shown.to.push_back(to.address);
      shown.state = mail->state;
      if (!mail->state_detail.empty()) shown.state_detail = mail->state_detail;
      if (const auto row = outgoing::find(sql, org, one.mail); row && row->is_open) shown.due_at = row->due;
      all.items.push_back(std::move(shown));
    }
    std::sort(all.items.begin(), all.items.end(),
              [](const CaseMailShown& a, const CaseMailShown& b) { return a.mail_id < b.mail_id; });
    return all;
  });
}

void add_case_mail_operations(api::Api& api, CaseMail& mail) {
  api.get<CaseMailPlan>(
      cases::case_operation("cases/{id}/mail", "planCaseMail",
                            "Whether words to the customer would leave by email, and to whom",
                            cases::case_workers),
      [&mail](const api::Call& call) { return mail.plan(call.org(), call.id<CaseId>("id")); });
  api.get<CaseMails>(
      cases::case_operation("cases/{id}/mails", "listCaseMails",
                            "What became of the mails by which its words left, oldest first",
                            cases::case_readers),
      [&mail](const api::Call& call) { return mail.mails(call.org(), call.id<CaseId>("id")); });
}

}  // namespace rapport::email
