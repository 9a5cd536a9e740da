#include "channels/email/planning.h"

#include <fmt/format.h>

#include <map>
#include <utility>

namespace rapport::email {

using namespace switchboard;

namespace {

bool still_takes_words(const std::optional<InteractionView>& view) {
  return view && view->state != InteractionState::wrap_up && view->state != InteractionState::closed;
}

}  // namespace

Planning::Planning(const IntakeParts& given)
    : parts_(given),
      flood_total_(given.metrics.counter("rapport_mail_floods_total",
                                         "Mails kept back because their sender writes too many")) {}

Result<void> Planning::plan(const MailboxOfOrg& of, std::vector<Handled>& cases) {
  if (auto judged = judge_all(of, cases); !judged) return judged;
  return find_customers(of, cases);
}

Result<void> Planning::judge_all(const MailboxOfOrg& of, std::vector<Handled>& cases) {
  const Instant now = parts_.clock();
  std::map<std::string, std::int64_t> of_sender;  // in the last hour
  auto judged = parts_.database.read([&](database::Session& sql) -> Result<void> {
    auto key = token_key(sql, parts_.vault, of.org, of.mailbox.id);
    if (!key) return tl::unexpected<Error>(key.error());
    const Judging judging{of.org, of.mailbox, *key, now};
    for (Handled& one : cases) {
      one.plan = {};
      one.verdict = {};
      const auto known =
          arrivals::find(sql, of.org, Channel::email, {of.mailbox.id.value}, one.prepared->incoming.key);
      one.plan.org = of.org;
      if (known) {
        one.plan.arrival = *known;
        one.is_known = true;
        continue;
      }
      one.verdict = judge(sql, judging, *one.prepared);
      if (!one.verdict.rejected.empty() || one.verdict.reported) continue;
      const std::string sender = address_key(one.prepared->reading.sender.address);
      if (!of_sender.contains(sender))
        of_sender[sender] = mails::count_from(sql, of.org, of.mailbox.id, sender, now - hours(1));
      if (++of_sender[sender] > of.mailbox.hourly_max) one.verdict.rejected = "too_many";
    }
    return {};
  });
  if (!judged) return judged;

  std::vector<InteractionId> asked;
  for (const Handled& one : cases)
    asked.push_back(one.verdict.thread ? one.verdict.thread->interaction : InteractionId{});
  auto open = parts_.loop.read<std::vector<bool>>(of.org, [asked](const Switchboard& board, Instant) {
    std::vector<bool> answers;
    for (const InteractionId id : asked)
      answers.push_back(id && still_takes_words(board.interaction(id)));
    return answers;
  });
  if (!open) return tl::unexpected<Error>(open.error());
  for (std::size_t i = 0; i < cases.size(); ++i)
    cases[i].is_thread_open = (*open)[i];
  return {};
}

// Who begins a conversation, and the plans of all.
Result<void> Planning::find_customers(const MailboxOfOrg& of, std::vector<Handled>& cases) {
  struct Sought {
    Handled* one;
    std::string kind, value;
    customers::Customer fresh;
  };
  std::vector<Sought> sought;
  for (Handled& one : cases) {
    if (one.is_known) continue;
    Verdict& verdict = one.verdict;
    const Reading& reading = one.prepared->reading;
    if (verdict.rejected.empty() && !verdict.reported && reading.is_auto_reply && !one.is_thread_open)
      verdict.rejected = "auto_reply";
    const bool begins = verdict.rejected.empty() && !verdict.reported && !one.is_thread_open;
    if (verdict.thread) one.customer = verdict.thread->customer;
    if (!begins || one.customer) continue;
    Sought next{&one,
                reading.is_forged ? "unproven_email" : "email",
                customers::email_key(reading.sender.address),
                {}};
    next.fresh.id = parts_.ids.next<CustomerId>();
    next.fresh.created_at = parts_.clock();
    next.fresh.name = reading.sender.name;
    if (next.value.empty()) {
      next.kind = "unproven_email";
      next.value = fmt::format("nobody-{}", next.fresh.id.value);
    } else {
      next.fresh.email = reading.sender.address;
    }
    sought.push_back(std::move(next));
  }
  if (!sought.empty()) {
    auto found =
        parts_.database
            .write<std::vector<CustomerId>>([&](database::Session& sql) -> Result<std::vector<CustomerId>> {
              std::vector<CustomerId> ids;
              for (const Sought& one : sought)
                ids.push_back(
                    customers::CustomerStore::find_or_add(sql, of.org, one.kind, one.value, one.fresh));
              return ids;
            })
            .get();
    if (!found) return tl::unexpected<Error>(found.error());
    for (std::size_t i = 0; i < sought.size(); ++i) {
      sought[i].one->customer = (*found)[i];
      if (auto settled = parts_.resolution.settle(of.org, (*found)[i]); !settled)
        parts_.log.warning("a sender could not be compared with others", {{"error", settled.error().detail}});
    }
  }
  for (Handled& one : cases) {
    if (one.is_known) continue;
    if (!one.verdict.rejected.empty())
      plan_rejected(of, one, one.verdict.rejected);
    else if (one.verdict.reported) {
      one.plan.mail = mail_of(of, one);
      plan_report(one);
    } else if (one.is_thread_open) {
      one.plan.mail = mail_of(of, one);
      plan_joined(one);
    } else {
      look_back(of.org, one);
      plan_new(of, one);
    }
  }
  return {};
}

// The agent whom they had last is asked first.
void Planning::look_back(OrgId org, Handled& one) {
  one.treatment = parts_.treatments.of(org, one.customer);
  auto rows = parts_.customers.rows_of_person(org, one.customer);
  if (!rows) return;
  auto last = parts_.records.last_contact(org, *rows);
  if (!last || !*last) return;
  one.last_agent = (*last)->agent;
  one.last_contact_ended = (*last)->closed_at.value_or(parts_.clock());
}

Mail Planning::mail_of(const MailboxOfOrg& of, const Handled& one) const {
  const Reading& reading = one.prepared->reading;
  Mail mail;
  mail.id = parts_.ids.next<MailId>();
  mail.mailbox = of.mailbox.id;
  mail.message_id = reading.message_id;
  mail.subject = reading.subject;
  mail.sender = address_key(reading.sender.address);
  mail.sameness = reading.sameness;
  mail.at = mail.state_at = parts_.clock();
  mail.blob = one.prepared->blob;
  mail.bytes = one.prepared->incoming.size;
  mail.facts = reading.facts;
  mail.customer = one.customer;
  if (one.verdict.thread) mail.thread = one.verdict.thread->id;
  return mail;
}

void Planning::plan_rejected(const MailboxOfOrg& of, Handled& one, const std::string& reason) {
  arrivals::Arrival& arrival = one.plan.arrival;
  const bool has_bytes = !one.prepared->blob.empty();
  // A duplicate's bytes are kept under their digest all the same; what lies there twice is one file.
  arrival.place = has_bytes ? "kept" : one.prepared->incoming.place;
  if (has_bytes && reason != "duplicate") {
    one.plan.mail = mail_of(of, one);
    one.plan.mail->state = MailState::rejected;
    one.plan.mail->state_detail = reason;
  }
  arrival.ending = arrivals::Ending::rejected;
  arrival.reason = reason;
  if (reason == "too_many") {
    flood_total_.add();
    parts_.log.warning("a sender writes more mails than become conversations",
                       {{"mailbox", of.mailbox.id.value}, {"an_hour", of.mailbox.hourly_max}});
  }
  arrival.id = parts_.ids.next<arrivals::ArrivalId>();
  arrival.account_id = arrivals::AccountId{of.mailbox.id.value};
  arrival.key = one.prepared->incoming.key;
  arrival.digest = one.prepared->blob;
  arrival.message_id = one.prepared->reading.message_id;
  arrival.at = parts_.clock();
  arrival.bytes = one.prepared->incoming.size;
}

conversations::Message Planning::message_of(const Handled& one, const Mail& mail) const {
  conversations::Message message;
  message.id = parts_.ids.next<MessageId>();
  message.interaction = mail.interaction;
  message.text = one.prepared->reading.text;
  message.attachments = one.prepared->attachments;
  message.sent_at = mail.at;
  message.client_id = fmt::format("mail:{}", mail.id.value);
  return message;
}

namespace {

void finish_arrival(Plan& plan, const Prepared& prepared, live::IdSource& ids) {
  arrivals::Arrival& arrival = plan.arrival;
  arrival.id = ids.next<arrivals::ArrivalId>();
  arrival.account_id = arrivals::AccountId{plan.mail->mailbox.value};
  arrival.key = prepared.incoming.key;
  arrival.digest = prepared.blob;
  arrival.message_id = plan.mail->message_id;
  arrival.at = plan.mail->at;
  arrival.bytes = plan.mail->bytes;
  arrival.interaction_id = plan.mail->interaction;
  arrival.place = "kept";
}

}  // namespace

// Its words reach the agent only where the conversation still goes on; the mail itself shows it in any case.
void Planning::plan_report(Handled& one) {
  Mail& mail = *one.plan.mail;
  mail.state = MailState::report;
  mail.interaction = one.verdict.reported->interaction;
  mail.thread = one.verdict.reported->thread;
  one.plan.reported = one.prepared->reading.reported;
  one.plan.reported_id = one.prepared->reading.reported_id;
  bool is_bad = false;
  std::string told;
  for (const ReportedRecipient& recipient : one.plan.reported) {
    is_bad = is_bad || recipient.outcome == MailState::bounced;
    told += (told.empty() ? "" : "\n") + recipient.detail;
  }
  if (is_bad && one.is_thread_open && one.verdict.thread->interaction == mail.interaction) {
    conversations::Message message = message_of(one, mail);
    message.author = Author::system;
    message.attachments.clear();
    message.text = "✉ ✗ " + told;
    mail.message = message.id;
    one.plan.message = std::move(message);
  }
  one.plan.case_waits = is_bad && one.verdict.case_of;
  one.plan.arrival.ending = arrivals::Ending::joined;
  finish_arrival(one.plan, *one.prepared, parts_.ids);
}

void Planning::plan_joined(Handled& one) {
  Mail& mail = *one.plan.mail;
  mail.interaction = one.verdict.thread->interaction;
  one.plan.message = message_of(one, mail);
  mail.message = one.plan.message->id;
  // That somebody is away answers nothing: the case stays as it is.
  one.plan.case_waits = one.verdict.case_of && !one.prepared->reading.is_auto_reply;
  one.plan.arrival.ending = arrivals::Ending::joined;
  finish_arrival(one.plan, *one.prepared, parts_.ids);
}

void Planning::plan_new(const MailboxOfOrg& of, Handled& one) {
  one.plan.mail = mail_of(of, one);
  Mail& mail = *one.plan.mail;
  mail.interaction = parts_.ids.next<InteractionId>();
  if (one.verdict.thread) {
    one.plan.moves_thread = true;
  } else {
    MailThread thread;
    thread.id = mail.thread = parts_.ids.next<MailThreadId>();
    thread.mailbox = of.mailbox.id;
    thread.customer = one.customer;
    thread.interaction = mail.interaction;
    thread.subject = mail.subject;
    one.plan.new_thread = std::move(thread);
  }
  one.plan.message = message_of(one, mail);
  mail.message = one.plan.message->id;
  conversations::Entrance entrance;
  entrance.channel = ChannelId{of.mailbox.id.value};
  entrance.subject = mail.subject;
  one.plan.entrance = std::move(entrance);
  one.plan.case_waits = static_cast<bool>(one.verdict.case_of);
  one.plan.arrival.ending = arrivals::Ending::interaction;
  finish_arrival(one.plan, *one.prepared, parts_.ids);
}

}  // namespace rapport::email
