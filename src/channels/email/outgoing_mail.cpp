#include "channels/email/outgoing_mail.h"

#include <algorithm>
#include <set>

#include "cases/case_work.h"
#include "channels/email/case_mail_store.h"
#include "channels/email/mail_content.h"
#include "channels/email/thread_token.h"
#include "org/by.h"
#include "org/entity.h"
#include "org/hours.h"
#include "platform/contract/json.h"
#include "platform/crypto/encoding.h"
#include "platform/crypto/random.h"
#include "platform/mail/mime/parse.h"

namespace rapport::email {
namespace {

using switchboard::InteractionState;

constexpr Duration schedule_slack = minutes(1);  // a desk's clock may be behind

tl::unexpected<Error> bad_mail(std::vector<Issue> issues) {
  return fail(ErrorCode::invalid, "bad_mail", "this mail cannot be sent as it is", std::move(issues));
}

std::vector<mail::Address> wire_addresses(const std::vector<MailAddress>& all) {
  std::vector<mail::Address> made;
  for (const MailAddress& one : all)
    made.push_back({one.name, one.address});
  return made;
}

std::string shown_address(const std::vector<MailAddress>& from) {
  if (from.empty()) return "?";
  const MailAddress& one = from.front();
  return one.name.empty() ? one.address : one.name + " <" + one.address + ">";
}

Forwarded forwarded_of(const Mail& mail) {
  Forwarded made;
  made.subject = mail.subject;
  for (const MailAddress& to : mail.facts.to)
    made.to += (made.to.empty() ? "" : ", ") + shown_address({to});
  return made;
}

std::string own_message_id(MailId id, const std::string& address) {
  const std::size_t at = address.rfind('@');
  return fmt::format("{}.{}@{}", id.value, crypto::hex(crypto::random_bytes(8)),
                     at == std::string::npos ? "localhost" : address.substr(at + 1));
}

void add_recipients(std::vector<OutgoingRecipient>& all, const std::vector<MailAddress>& list) {
  for (const MailAddress& one : list) {
    const auto wire = mail::wire_address(one.address);
    if (!wire) continue;  // checked before
    const bool is_there = std::any_of(all.begin(), all.end(),
                                      [&](const OutgoingRecipient& known) { return known.address == *wire; });
    if (!is_there) all.push_back({*wire, RecipientState::waiting, {}, {}});
  }
}

bool is_one_of(const std::vector<Mailbox>& own, const std::string& address) {
  return std::any_of(own.begin(), own.end(),
                     [&](const Mailbox& mailbox) { return is_own_address(mailbox, address); });
}

std::vector<Mailbox> all_mailboxes(database::Session& sql, OrgId org) {
  return Mailboxes{nullptr}.list(sql, org, MailboxId{}, mailboxes_max);
}

OutgoingMail shown(const Mail& mail, const std::optional<OutgoingRow>& row) {
  OutgoingMail out;
  out.id = mail.id;
  out.mailbox_id = mail.mailbox;
  if (mail.interaction) out.interaction_id = mail.interaction;
  out.state = mail.state;
  if (!mail.state_detail.empty()) out.state_detail = mail.state_detail;
  out.subject = mail.subject;
  if (!row) return out;
  if (row->is_open) out.due_at = row->due;
  out.tries = row->tries;
  out.recipients = row->recipients;
  return out;
}

}  // namespace

struct Outgoing::Ground {
  Mailbox mailbox;
  std::vector<Mailbox> all;
  std::optional<Mail> answered;
  MailThread thread;
  bool is_new_thread = false;
  std::string reply_address;
};

std::map<std::string, std::string> Outgoing::known(OrgId org, UserId agent, const Mailbox& mailbox,
                                                   CustomerId customer, const std::string& subject) {
  std::map<std::string, std::string> all = {
      {"mailbox", mailbox.sender_name.empty() ? mailbox.name : mailbox.sender_name},
      {"address", mailbox.address},
      {"subject", subject},
      {"customer", ""},
      {"agent", ""},
      {"email", ""}};
  if (const auto directory = parts_.directories.of(org)) {
    all["company"] = directory->name;
    if (const auto user = directory->users.find(agent); user != directory->users.end()) {
      all["agent"] = user->second.name;
      all["email"] = user->second.email;
    }
  }
  if (customer)
    if (const auto found = parts_.customers.find(org, customer)) all["customer"] = found->name;
  return all;
}

// An open conversation is answered by its agent; a closed one by whoever takes conversations.
Result<void> Outgoing::may_answer(const org::By& by, const Mail& answered) {
  if (!answered.interaction || !by.user) return {};
  const auto view = parts_.loop.read<std::optional<switchboard::InteractionView>>(
      by.org, [id = answered.interaction](const switchboard::Switchboard& board, Instant) {
        return board.interaction(id);
      });
  if (!view) return tl::unexpected<Error>(view.error());
  if (!*view || (*view)->state == InteractionState::wrap_up || (*view)->agent == by.user) return {};
  return fail(ErrorCode::forbidden, "not_your_interaction", "only its agent may write to the customer");
}

Result<Outgoing::Ground> Outgoing::ground(const org::By& by, const NewMail& wanted, bool is_of_case) {
  auto found = parts_.database.read([&](database::Session& sql) -> Result<Ground> {
    Ground ground;
    MailboxId mailbox = wanted.mailbox_id.value_or(MailboxId{});
    if (wanted.reply_to_id) {
      ground.answered = mails::find(sql, by.org, *wanted.reply_to_id);
      if (!ground.answered) return org::no_such("mail", wanted.reply_to_id->value);
      if (!mailbox) mailbox = ground.answered->mailbox;
      if (auto thread = mails::find_thread(sql, by.org, ground.answered->thread))
        ground.thread = std::move(*thread);
    }
    ground.all = all_mailboxes(sql, by.org);
    const auto own = std::find_if(ground.all.begin(), ground.all.end(),
                                  [&](const Mailbox& one) { return one.id == mailbox; });
    if (own == ground.all.end()) return org::no_such(Mailboxes::kind, mailbox.value);
    ground.mailbox = *own;
    if (ground.mailbox.smtp_host.empty() || !ground.mailbox.is_active)
      return fail(ErrorCode::conflict, "cannot_send",
                  "this mailbox has no server to send by, or is switched off");
    auto key = token_key(sql, parts_.vault, by.org, mailbox);
    if (!key) return tl::unexpected<Error>(key.error());
    if (!ground.thread.id || ground.thread.mailbox != mailbox) {
      ground.is_new_thread = true;
      const CustomerId customer = ground.thread.customer;
      ground.thread = MailThread{};
      ground.thread.id = parts_.ids.next<MailThreadId>();
      ground.thread.mailbox = mailbox;
      ground.thread.customer = customer;
      ground.thread.subject = wanted.subject;
      if (ground.answered) ground.thread.interaction = ground.answered->interaction;
    }
    ground.reply_address = reply_address(ground.mailbox, thread_token(*key, ground.thread.id));
    return ground;
  });
  if (!found) return found;
  if (wanted.forwards && !found->answered)
    return bad_mail({{"/reply_to_id", "expected the mail that is forwarded"}});
  if (wanted.customer_id) {
    if (auto customer = parts_.customers.find(by.org, *wanted.customer_id); !customer)
      return tl::unexpected<Error>(customer.error());
    if (!found->thread.customer) found->thread.customer = *wanted.customer_id;
  }
  if (found->answered && !is_of_case)
    if (auto may = may_answer(by, *found->answered); !may) return tl::unexpected<Error>(may.error());
  return found;
}

Result<std::string> Outgoing::keep_bytes(const std::string& bytes) {
  auto upload = parts_.mail_files.begin();
  if (!upload) return tl::unexpected<Error>(upload.error());
  if (auto taken = upload->append(bytes); !taken) return tl::unexpected<Error>(taken.error());
  auto stored = upload->finish();
  if (!stored) return tl::unexpected<Error>(stored.error());
  return stored->digest;
}

// Attachments of the agent, those that the text shows among them, and the images that the quoted mail shows.
Result<void> Outgoing::add_files(const org::By& by, const NewMail& wanted, const Ground& ground,
                                 const WrittenBody& body, mail::Outgoing& mail, Mail& kept) {
  std::vector<Issue> issues;
  std::size_t all_bytes = 0, inlined = 0;
  const std::set<std::string> shown(body.content_ids.begin(), body.content_ids.end());
  for (std::size_t i = 0; i < wanted.attachment_ids.size(); ++i) {
    const std::string where = fmt::format("/attachment_ids/{}", i);
    const AttachmentId id = wanted.attachment_ids[i];
    const auto found = parts_.messages.find_attachment(by.org, id);
    const auto may = parts_.messages.can_send(by.org, kept.interaction, {by.user.value}, {id});
    auto bytes = found && may ? read_bytes(parts_.attachments, found->attachment.blob)
                              : Result<std::string>(fail(ErrorCode::not_found, "unknown_attachment",
                                                         "it is not there, not yours, or sent already"));
    if (!bytes) {
      issues.push_back({where, bytes.error().detail});
      continue;
    }
    const conversations::Attachment& file = found->attachment;
    const std::string content_id = std::to_string(id.value);
    const bool is_inline = shown.count(content_id) > 0;
    inlined += is_inline ? 1 : 0;
    all_bytes += bytes->size();
    kept.facts.files.push_back(
        {file.name, file.type, file.bytes, is_inline ? content_id : "", is_inline, id});
    mail.files.push_back({file.name, file.type, is_inline ? content_id : "", std::move(*bytes)});
  }
  if (all_bytes > mail_files_bytes)
    issues.push_back({"/attachment_ids", fmt::format("expected at most {} bytes of files together, got {}",
                                                     mail_files_bytes, all_bytes)});
  if (!issues.empty()) return bad_mail(std::move(issues));
  if (!ground.answered || (!wanted.forwards && (!wanted.quotes || shown.size() == inlined))) return {};
  const auto bytes = read_bytes(parts_.mail_files, ground.answered->blob);
  if (!bytes && wanted.forwards) return tl::unexpected<Error>(bytes.error());
  if (!bytes) return {};
  for (mail::Attachment& one : mail::parse(*bytes).attachments) {
    const bool is_shown = !one.content_id.empty() && shown.count(one.content_id) > 0;
    if (!is_shown && !wanted.forwards) continue;
    all_bytes += one.bytes.size();
    if (all_bytes > mail_files_bytes && wanted.forwards)
      return bad_mail({{"/reply_to_id", fmt::format("its files are more than {} bytes", mail_files_bytes)}});
    const bool has_type = one.type.find('/') != std::string::npos;
    if (!wanted.forwards && (!has_type || all_bytes > mail_files_bytes)) continue;
    mail.files.push_back({one.name, has_type ? one.type : "application/octet-stream",
                          is_shown ? one.content_id : "", std::move(one.bytes)});
  }
  if (wanted.forwards)
    kept.facts.files.insert(kept.facts.files.end(), ground.answered->facts.files.begin(),
                            ground.answered->facts.files.end());
  return {};
}

Result<mail::Outgoing> Outgoing::composed(const org::By& by, const NewMail& wanted, Ground& ground,
                                          Mail& kept, std::string& words) {
  const auto placeholders =
      known(by.org, by.user, ground.mailbox, ground.thread.customer, ground.thread.subject);
  Written written;
  written.html = filled_html(wanted.html, placeholders);
  written.text = filled_text(wanted.text, placeholders);
  if (wanted.signs) written.signature = filled_text(ground.mailbox.signature, placeholders);
  written.is_chinese = ground.mailbox.language.starts_with("zh");
  if (ground.answered && (wanted.quotes || wanted.forwards)) {
    const auto content = read_content(parts_.mail_files, *ground.answered);
    const auto directory = parts_.directories.of(by.org);
    if (content && directory)
      written.quoted = Quoted{
          shown_address(ground.answered->facts.from),
          org::local_date(directory->time_zone, ground.answered->facts.date.value_or(ground.answered->at)),
          content->html.empty() ? html_of_text(content->text + content->quoted) : content->html,
          wanted.forwards ? std::optional<Forwarded>(forwarded_of(*ground.answered)) : std::nullopt};
  }
  const WrittenBody body = body_of(written);
  if (body.own_text.empty() && wanted.attachment_ids.empty() && !wanted.forwards)
    return bad_mail({{wanted.html.empty() ? "/text" : "/html", "expected text or an attachment"}});
  mail::Outgoing mail;
  mail.message_id = kept.message_id;
  mail.date = kept.facts.date.value_or(kept.at);
  mail.from = {ground.mailbox.sender_name, ground.mailbox.address};
  // Whoever it goes on to is not led into the customer's thread.
  if (ground.reply_address != ground.mailbox.address && !wanted.forwards)
    mail.reply_to = {{ground.mailbox.sender_name, ground.reply_address}};
  mail.to = wire_addresses(wanted.to);
  mail.cc = wire_addresses(wanted.cc);
  mail.subject = wanted.subject;
  mail.text = body.text;
  mail.html = body.html;
  if (!by.user) mail.auto_submitted = "auto-replied";
  mail.in_reply_to = kept.facts.in_reply_to;
  mail.references = kept.facts.references;
  if (auto added = add_files(by, wanted, ground, body, mail, kept); !added)
    return tl::unexpected<Error>(added.error());
  words = body.own_text;
  return mail;
}

struct Outgoing::Prepared {
  Mail kept;
  OutgoingRow row;
};

Result<OutgoingMail> Outgoing::write(const org::By& by, const NewMail& wanted) {
  auto earlier = parts_.database.read([&](database::Session& sql) -> Result<MailId> {
    return outgoing::find_by_client_id(sql, by.org, by.user, wanted.client_id).value_or(MailId{});
  });
  if (!earlier) return tl::unexpected<Error>(earlier.error());
  if (*earlier) return find(by.org, *earlier);
  auto around = ground(by, wanted, false);
  if (!around) return tl::unexpected<Error>(around.error());
  if (auto checked = check(*around, wanted); !checked) return tl::unexpected<Error>(checked.error());
  auto accepted = accept(by, wanted, *around);
  if (accepted) told(by.org, accepted->id);
  return accepted;
}

Result<void> Outgoing::write_for_case(const org::By& by, const NewMail& wanted,
                                      const std::function<Result<void>(MailId, const Rows&)>& write) {
  auto around = ground(by, wanted, true);
  if (!around) return tl::unexpected<Error>(around.error());
  if (auto checked = check(*around, wanted); !checked) return tl::unexpected<Error>(checked.error());
  auto made = prepared(by, wanted, *around, true);
  if (!made) return tl::unexpected<Error>(made.error());
  auto done = write(made->kept.id, [&](database::Session& sql, CaseId which) {
    insert(sql, by.org, *around, *made);
    mails::set_case(sql, by.org, around->thread.id, which);
  });
  if (done) told(by.org, made->kept.id);
  return done;
}

Result<void> Outgoing::check(const Ground& around, const NewMail& wanted) {
  std::vector<std::string> own;
  for (const std::vector<MailAddress>* list : {&wanted.to, &wanted.cc, &wanted.bcc})
    for (const MailAddress& one : *list)
      if (is_one_of(around.all, one.address))
        if (auto wire = mail::wire_address(one.address)) own.push_back(std::move(*wire));
  if (auto checked = check_recipients(wanted.to, wanted.cc, wanted.bcc, own); !checked) return checked;
  const Instant now = parts_.clock();
  if (wanted.send_at && (*wanted.send_at + schedule_slack < now || *wanted.send_at > now + schedule_max))
    return bad_mail({{"/send_at", "expected a time between now and in a year"}});
  return {};
}

Result<OutgoingMail> Outgoing::accept(const org::By& by, const NewMail& wanted, Ground& around) {
  auto made = prepared(by, wanted, around, false);
  if (!made) return tl::unexpected<Error>(made.error());
  return parts_.database
      .write<OutgoingMail>([&](database::Session& sql) -> Result<OutgoingMail> {
        // Two of the same at once: the first one counts.
        if (const auto first = outgoing::find_by_client_id(sql, by.org, by.user, wanted.client_id))
          return shown(*mails::find(sql, by.org, *first), outgoing::find(sql, by.org, *first));
        insert(sql, by.org, around, *made);
        return shown(made->kept, made->row);
      })
      .get();
}

void Outgoing::insert(database::Session& sql, OrgId org, const Ground& around, const Prepared& made) {
  if (around.is_new_thread) mails::insert_thread(sql, org, around.thread);
  mails::insert(sql, org, made.kept);
  outgoing::insert(sql, org, made.row);
}

Result<Outgoing::Prepared> Outgoing::prepared(const org::By& by, const NewMail& wanted, Ground& around,
                                              bool is_of_case) {
  const Instant now = parts_.clock();
  Prepared made;
  Mail& kept = made.kept;
  kept.id = parts_.ids.next<MailId>();
  kept.mailbox = around.mailbox.id;
  kept.direction = Direction::out;
  kept.thread = around.thread.id;
  // What is said in a case stands there, and not in a conversation as well.
  kept.interaction =
      around.answered && !is_of_case && !wanted.forwards ? around.answered->interaction : InteractionId{};
  kept.customer = around.thread.customer;
  kept.agent = by.user;
  kept.message_id = own_message_id(kept.id, around.mailbox.address);
  kept.subject = wanted.subject;
  kept.sender = address_key(around.mailbox.address);
  kept.at = kept.state_at = now;
  kept.state = wanted.send_at ? MailState::scheduled : MailState::undoable;
  kept.facts.from = {{around.mailbox.sender_name, around.mailbox.address}};
  kept.facts.to = wanted.to;
  kept.facts.cc = wanted.cc;
  kept.facts.bcc = wanted.bcc;
  kept.facts.date = now;
  if (wanted.forwards) kept.facts.is_forward = true;
  if (around.answered && !wanted.forwards) {
    const MailFacts& answered = around.answered->facts;
    if (!around.answered->message_id.empty()) kept.facts.in_reply_to = {around.answered->message_id};
    kept.facts.references =
        answer_references(answered.references, answered.in_reply_to, around.answered->message_id);
  }
  OutgoingRow& row = made.row;
  row.mail = kept.id;
  row.mailbox = kept.mailbox;
  row.by = by.user;
  row.client_id = is_of_case ? fmt::format("case:{}", kept.id.value) : wanted.client_id;
  row.draft = contract::encode(wanted);
  // RFC 3834: nobody answers to what a machine wrote.
  if (by.user)
    row.envelope_from = mail::wire_address(around.mailbox.address).value_or(around.mailbox.address);
  for (const std::vector<MailAddress>* list : {&wanted.to, &wanted.cc, &wanted.bcc})
    add_recipients(row.recipients, *list);
  row.due = wanted.send_at ? std::max(now, *wanted.send_at)
            : by.user      ? now + seconds(around.mailbox.undo_s)
                           : now;

  auto mail = composed(by, wanted, around, kept, row.words);
  if (!mail) return tl::unexpected<Error>(mail.error());
  const auto bytes = mail::compose(*mail);
  if (!bytes) return tl::unexpected<Error>(bytes.error());
  auto blob = keep_bytes(*bytes);
  if (!blob) return tl::unexpected<Error>(blob.error());
  kept.blob = *blob;
  kept.bytes = static_cast<std::int64_t>(bytes->size());
  kept.sameness = *blob;
  return made;
}

std::optional<Mailbox> Outgoing::own_sender(OrgId org) {
  auto all = parts_.database.read(
      [&](database::Session& sql) -> Result<std::vector<Mailbox>> { return all_mailboxes(sql, org); });
  if (!all) return std::nullopt;
  for (Mailbox& one : *all)
    if (one.is_active && !one.smtp_host.empty()) return std::move(one);
  return std::nullopt;
}

bool Outgoing::can_send_own(OrgId org) {
  return own_sender(org).has_value();
}

Result<void> Outgoing::send_own(OrgId org, const OwnMail& wanted) {
  const auto mailbox = own_sender(org);
  if (!mailbox) return fail(ErrorCode::conflict, "cannot_send", "no mailbox has a server to send by");
  const auto to = mail::wire_address(wanted.to);
  if (!to) return tl::unexpected<Error>(to.error());
  Mail kept;
  kept.id = parts_.ids.next<MailId>();
  kept.mailbox = mailbox->id;
  kept.direction = Direction::out;
  kept.message_id = own_message_id(kept.id, mailbox->address);
  kept.subject = wanted.subject;
  kept.sender = address_key(mailbox->address);
  kept.at = kept.state_at = parts_.clock();
  kept.state = MailState::undoable;
  kept.facts.to = {{"", wanted.to}};
  mail::Outgoing mail;
  mail.message_id = kept.message_id;
  mail.date = kept.at;
  mail.from = {mailbox->sender_name, mailbox->address};
  mail.to = {{"", wanted.to}};
  mail.subject = wanted.subject;
  mail.text = wanted.text;
  mail.html = wanted.html;
  mail.auto_submitted = "auto-generated";
  const auto bytes = mail::compose(mail);
  if (!bytes) return tl::unexpected<Error>(bytes.error());
  auto blob = keep_bytes(*bytes);
  if (!blob) return tl::unexpected<Error>(blob.error());
  kept.blob = kept.sameness = *blob;
  kept.bytes = static_cast<std::int64_t>(bytes->size());
  OutgoingRow row;
  row.mail = kept.id;
  row.mailbox = kept.mailbox;
  row.client_id = fmt::format("own:{}", kept.id.value);
  row.recipients = {{*to, RecipientState::waiting, {}, {}}};
  row.due = kept.at;
  auto written = parts_.database
                     .write<bool>([&](database::Session& sql) -> Result<bool> {
                       mails::insert(sql, org, kept);
                       outgoing::insert(sql, org, row);
                       return true;
                     })
                     .get();
  if (!written) return tl::unexpected<Error>(written.error());
  told(org, kept.id);
  return {};
}

Result<OutgoingMail> Outgoing::find(OrgId org, MailId id) {
  return parts_.database.read([&](database::Session& sql) -> Result<OutgoingMail> {
    const auto mail = mails::find(sql, org, id);
    if (!mail) return org::no_such("mail", id.value);
    return shown(*mail, outgoing::find(sql, org, id));
  });
}

namespace {

// Of a mail that leaves, and that the asker may move: their own, or any of a supervisor's.
Result<OutgoingRow> own_row(database::Session& sql, const org::By& by, MailId id) {
  auto row = outgoing::find(sql, by.org, id);
  if (!row) return org::no_such("mail", id.value);
  if (row->by != by.user && !by.permissions.has(api::Permission::supervise))
    return fail(ErrorCode::forbidden, "not_your_mail", "only who wrote it, or a supervisor, may do this");
  return std::move(*row);
}

tl::unexpected<Error> too_late() {
  return fail(ErrorCode::conflict, "too_late", "it is on its way already, or was taken back");
}

}  // namespace

// What was said by it in a case did not reach anybody.
Result<void> Outgoing::withdraw_words(database::Session& sql, const org::By& by, MailId id) {
  const auto said = case_mails::find(sql, by.org, id);
  if (!said) return {};
  org::Change change(sql, by, parts_.clock(), parts_.ids);
  auto after = cases::CaseWork(change).withdraw(said->case_of, said->words);
  if (!after) return tl::unexpected<Error>(after.error());
  return {};
}

Result<NewMail> Outgoing::cancel(const org::By& by, MailId id) {
  auto taken_back = parts_.database
                        .write<NewMail>([&](database::Session& sql) -> Result<NewMail> {
                          const auto row = own_row(sql, by, id);
                          if (!row) return tl::unexpected<Error>(row.error());
                          if (!outgoing::cancel(sql, by.org, id, parts_.clock())) return too_late();
                          if (auto noted = withdraw_words(sql, by, id); !noted)
                            return tl::unexpected<Error>(noted.error());
                          return contract::decode<NewMail>(row->draft, {.ignores_unknown = true});
                        })
                        .get();
  if (taken_back) told(by.org, id);
  return taken_back;
}

Result<OutgoingMail> Outgoing::reschedule(const org::By& by, MailId id, std::optional<Instant> send_at) {
  const Instant now = parts_.clock();
  auto moved = parts_.database
                   .write<OutgoingMail>([&](database::Session& sql) -> Result<OutgoingMail> {
                     const auto row = own_row(sql, by, id);
                     if (!row) return tl::unexpected<Error>(row.error());
                     if (send_at && (*send_at + schedule_slack < now || *send_at > now + schedule_max))
                       return bad_mail({{"/send_at", "expected a time between now and in a year"}});
                     if (!outgoing::reschedule(sql, by.org, id, std::max(now, send_at.value_or(now))))
                       return too_late();
                     mails::set_state(sql, by.org, id, MailState::scheduled, "", now);
                     return shown(*mails::find(sql, by.org, id), outgoing::find(sql, by.org, id));
                   })
                   .get();
  if (moved) told(by.org, id);
  return moved;
}

Result<OutgoingMail> Outgoing::retry(const org::By& by, MailId id) {
  const Instant now = parts_.clock();
  auto again = parts_.database
                   .write<OutgoingMail>([&](database::Session& sql) -> Result<OutgoingMail> {
                     const auto row = own_row(sql, by, id);
                     if (!row) return tl::unexpected<Error>(row.error());
                     const auto mail = mails::find(sql, by.org, id);
                     const bool is_over =
                         mail && !row->is_open &&
                         (mail->state == MailState::failed || mail->state == MailState::unknown ||
                          state_of(row->recipients) == MailState::bounced);
                     if (!is_over)
                       return fail(ErrorCode::conflict, "not_failed", "there is nobody to send it to again");
                     outgoing::send_again(sql, by.org, *row, now);
                     return shown(*mails::find(sql, by.org, id), outgoing::find(sql, by.org, id));
                   })
                   .get();
  if (again) told(by.org, id);
  return again;
}

Result<ReplyDraft> Outgoing::reply_draft(const org::By& by, MailId id, const ReplyQuery& wanted) {
  struct Read {
    Mail mail;
    std::vector<Mailbox> all;
    Mailbox mailbox;
  };
  auto read = parts_.database.read([&](database::Session& sql) -> Result<Read> {
    auto mail = mails::find(sql, by.org, id);
    if (!mail) return org::no_such("mail", id.value);
    auto mailbox = Mailboxes{nullptr}.find(sql, by.org, mail->mailbox);
    if (!mailbox) return org::no_such(Mailboxes::kind, mail->mailbox.value);
    return Read{std::move(*mail), all_mailboxes(sql, by.org), std::move(*mailbox)};
  });
  if (!read) return tl::unexpected<Error>(read.error());
  const MailFacts& facts = read->mail.facts;
  ReplyDraft draft;
  draft.reply_to_id = id;
  draft.mailbox_id = read->mailbox.id;
  draft.subject = wanted.forwards ? forward_subject(read->mail.subject) : answer_subject(read->mail.subject);
  draft.signature = filled_text(read->mailbox.signature,
                                known(by.org, by.user, read->mailbox, read->mail.customer, draft.subject));
  if (wanted.forwards) return draft;
  std::set<std::string> there;
  const auto add = [&](std::vector<MailAddress>& list, const std::vector<MailAddress>& more) {
    for (const MailAddress& one : more)
      if (!is_one_of(read->all, one.address) && there.insert(address_key(one.address)).second)
        list.push_back(one);
  };
  // A mail of ours is followed by another to the same people.
  if (read->mail.direction == Direction::out)
    add(draft.to, facts.to);
  else
    add(draft.to, facts.reply_to.empty() ? facts.from : facts.reply_to);
  if (wanted.all) {
    if (read->mail.direction == Direction::in) add(draft.cc, facts.to);
    add(draft.cc, facts.cc);
  }
  return draft;
}

Result<std::vector<FailedMail>> Outgoing::failed(OrgId org, MailId before, std::int64_t most) {
  return parts_.database.read([&](database::Session& sql) -> Result<std::vector<FailedMail>> {
    std::vector<FailedMail> all;
    for (const Mail& mail : mails::failed(sql, org, before, most)) {
      FailedMail one;
      static_cast<OutgoingMail&>(one) = shown(mail, outgoing::find(sql, org, mail.id));
      one.at = mail.at;
      if (mail.agent) one.agent_id = mail.agent;
      all.push_back(std::move(one));
    }
    return all;
  });
}

Result<MailSenderNames> Outgoing::senders(const org::By& by) {
  auto all = parts_.database.read(
      [&](database::Session& sql) -> Result<std::vector<Mailbox>> { return all_mailboxes(sql, by.org); });
  if (!all) return tl::unexpected<Error>(all.error());
  MailSenderNames names;
  for (const Mailbox& one : *all) {
    if (!one.is_active || one.smtp_host.empty()) continue;
    names.items.push_back({one.id, one.name, one.address, one.sender_name,
                           filled_text(one.signature, known(by.org, by.user, one, CustomerId{}, "")),
                           one.language, one.undo_s});
  }
  return names;
}

void Outgoing::answer_first(OrgId org, MailId id) {
  struct Read {
    std::optional<Mail> mail;
    std::optional<Mailbox> mailbox;
    bool is_own = false;
  };
  auto read = parts_.database.read([&](database::Session& sql) -> Result<Read> {
    Read found;
    found.mail = mails::find(sql, org, id);
    if (!found.mail) return found;
    found.mailbox = Mailboxes{nullptr}.find(sql, org, found.mail->mailbox);
    found.is_own = is_one_of(all_mailboxes(sql, org), found.mail->sender);
    return found;
  });
  if (!read || !read->mail || !read->mailbox || read->is_own) return;
  const Mail& mail = *read->mail;
  if (!read->mailbox->does_answer_first || mail.facts.is_machine || mail.facts.from.empty()) return;
  if (mail.direction != Direction::in || !mail.interaction) return;
  NewMail answer;
  answer.client_id = fmt::format("first:{}", id.value);
  answer.reply_to_id = id;
  answer.to = {mail.facts.from.front()};
  answer.subject = answer_subject(mail.subject);
  answer.text = read->mailbox->first_answer;
  answer.quotes = false;
  answer.signs = true;
  if (auto sent = write(org::By{org, {}}, answer); !sent)
    parts_.log.info("no first answer to a mail", {{"mail", id.value}, {"reason", sent.error().reason}});
}

}  // namespace rapport::email
