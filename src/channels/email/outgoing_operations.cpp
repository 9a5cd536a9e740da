#include "channels/email/outgoing_operations.h"

#include "api/page.h"
#include "org/by.h"

namespace rapport::email {
namespace {

const api::Permissions mail_writers{api::Permission::take_interactions, api::Permission::supervise};

api::Operation mail_operation(const std::string& path, const std::string& id, const std::string& summary) {
  api::Operation made;
  made.path = "/api/v1/" + path;
  made.id = id;
  made.tag = "email";
  made.summary = summary;
  made.any_of = mail_writers;
  return made;
}

}  // namespace

contract::Notes contract_notes(contract::Tag<NewMail>) {
  return {
      .doc =
          "A mail to a customer: an answer, or one that begins a thread. Sent again with the same client_id, "
          "it gives the mail it made the first time.",
      .fields = {
          {.name = "client_id", .min_length = 1, .max_length = 64},
          {.name = "reply_to_id", .doc = "the mail that is answered"},
          {.name = "customer_id", .doc = "of one that answers none"},
          {.name = "mailbox_id", .doc = "whom it comes from; absent: the answered one's"},
          {.name = "to", .min_items = 1, .max_items = recipients_max},
          {.name = "cc", .max_items = recipients_max, .has_default = true},
          {.name = "bcc", .max_items = recipients_max, .has_default = true},
          {.name = "subject", .max_length = 500, .format = contract::Format::line},
          {.name = "html",
           .doc = "made harmless; cid:ID shows the attachment of this id; {agent}, {email}, {customer}, "
                  "{mailbox}, {address}, {company}, {subject} are filled in",
           .max_length = mail_text_max,
           .has_default = true},
          {.name = "text", .doc = "instead of html", .max_length = mail_text_max, .has_default = true},
          {.name = "attachment_ids",
           .doc = "uploaded by the same user, and not sent yet",
           .max_items = mail_files_max,
           .has_default = true},
          {.name = "forwards",
           .doc = "reply_to_id is no answer: that mail goes on to somebody else, with its files; their "
                  "answer is none of the customer's thread",
           .has_default = true},
          {.name = "quotes", .doc = "puts the answered mail below", .has_default = true},
          {.name = "signs", .doc = "puts the mailbox's signature below", .has_default = true},
          {.name = "send_at", .doc = "absent: as soon as it can no more be taken back"}}};
}

contract::Notes contract_notes(contract::Tag<ReplyQuery>) {
  return {.fields = {{.name = "all", .doc = "to everybody who had it", .has_default = true},
                     {.name = "forwards", .doc = "to somebody else", .has_default = true}}};
}

void add_outgoing_operations(api::Api& api, Outgoing& outgoing) {
  using api::Call;
  api.get<MailSenderNames>(
      mail_operation("mail-senders", "listMailSenders", "The mailboxes that mail can be written from."),
      [&outgoing](const Call& call) { return outgoing.senders(org::by(call)); });
  api.post<NewMail, OutgoingMail>(
      mail_operation("mails", "writeMail", "Writes a mail. It leaves when it can no more be taken back."),
      [&outgoing](const Call& call, const NewMail& wanted) { return outgoing.write(org::by(call), wanted); });
  api.get<OutgoingMail>(
      mail_operation("mails/{id}/sending", "getMailSending", "What became of a mail that was written."),
      [&outgoing](const Call& call) { return outgoing.find(call.org(), call.id<MailId>("id")); });
  api.get<ReplyQuery, ReplyDraft>(
      mail_operation("mails/{id}/reply", "draftMailReply", "What an answer to it begins with."),
      [&outgoing](const Call& call, const ReplyQuery& query) {
        return outgoing.reply_draft(org::by(call), call.id<MailId>("id"), query);
      });
  auto cancel = mail_operation("mails/{id}/cancel", "cancelMail",
                               "Takes it back while it waits; the answer is what was written.");
  cancel.status = 200;
  api.post<NewMail>(cancel, [&outgoing](const Call& call) {
    return outgoing.cancel(org::by(call), call.id<MailId>("id"));
  });
  api.put<ScheduleMail, OutgoingMail>(
      mail_operation("mails/{id}/schedule", "scheduleMail", "Moves it to another time while it waits."),
      [&outgoing](const Call& call, const ScheduleMail& wanted) {
        return outgoing.reschedule(org::by(call), call.id<MailId>("id"), wanted.send_at);
      });
  auto retry = mail_operation("mails/{id}/retry", "retryMail",
                              "Sends it to those who have not got it; also when nobody knows whether they "
                              "have, so that it may come twice.");
  retry.status = 200;
  api.post<OutgoingMail>(
      retry, [&outgoing](const Call& call) { return outgoing.retry(org::by(call), call.id<MailId>("id")); });
  auto failed = mail_operation("failed-mails", "listFailedMails",
                               "Mails that somebody did not get, with the reason, newest first.");
  failed.any_of = {api::Permission::supervise};
  api.get<api::PageQuery, api::Page<FailedMail>>(
      failed, [&outgoing](const Call& call, const api::PageQuery& query) -> Result<api::Page<FailedMail>> {
        auto after = api::read_cursor<MailId>(query);
        if (!after) return tl::unexpected<Error>(std::move(after.error()));
        auto all = outgoing.failed(call.org(), after->value_or(MailId{}), query.limit + 1);
        if (!all) return tl::unexpected<Error>(std::move(all.error()));
        return api::page_of(std::move(*all), query.limit, [](const FailedMail& each) { return each.id; });
      });
  auto test = mail_operation("mailboxes/{id}/test", "testMailbox",
                             "Connects to its servers and signs in; takes some seconds.");
  test.any_of = {api::Permission::manage_channels};
  test.status = 200;
  api.post<MailboxTest>(
      test, [&outgoing](const Call& call) { return outgoing.test(call.org(), call.id<MailboxId>("id")); });
}

}  // namespace rapport::email
