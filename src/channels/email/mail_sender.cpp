#include "channels/email/mail_sender.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>
#include <utility>

#include "base/utf8.h"
#include "channels/email/case_mail_store.h"
#include "channels/email/mail_content.h"
#include "platform/mail/transport/imap.h"
#include "platform/workers/worker_pool.h"

namespace rapport::email {
namespace {

constexpr Duration hand_over_timeout = seconds(60);  // for each of a server's answers
constexpr Duration trouble_pause = seconds(5);       // of our own: the database, a secret
constexpr int copies_max = 5;                        // tries to keep one in the folder of sent mail
constexpr Duration copy_pause = minutes(5);

using MailboxPlace = std::pair<OrgId, MailboxId>;

// The front of it that a conversation's message can hold.
std::string as_words(const std::string& text) {
  std::size_t count = 0, at = 0;
  while (at < text.size() && count < conversations::message_code_points_max) {
    const std::size_t length = utf8_sequence_length(std::string_view(text).substr(at));
    at += std::max<std::size_t>(length, 1);
    ++count;
  }
  return text.substr(0, at);
}

std::vector<AttachmentId> attachments_of(const Mail& mail) {
  std::vector<AttachmentId> all;
  for (const MailFile& file : mail.facts.files)
    if (file.attachment_id && all.size() < conversations::attachments_per_message_max)
      all.push_back(*file.attachment_id);
  return all;
}

}  // namespace

struct MailSender::Impl {
  Impl(const MailSenderOptions& the_options, MailSenderParts the_parts)
      : options(the_options),
        parts(std::move(the_parts)),
        sent(parts.metrics.counter("rapport_mails_sent_total", "Mails that a sending server took.")),
        refused(parts.metrics.counter("rapport_mails_refused_total", "Mails that nobody got.")),
        workers(options.threads, options.threads * 4, [this](std::string_view what) {
          parts.log.error("sending mail failed", {{"what", what}});
        }) {}

  // --- its own thread ---
  void run();
  void look();

  // --- workers ---
  void serve(MailboxPlace place);
  bool send_due(MailboxPlace place, const MailboxOfOrg& of);  // true: there may be more
  void keep_copies(MailboxPlace place, const MailboxOfOrg& of);
  bool send_one(OrgId org, MailId id, const MailboxOfOrg& of, std::optional<mail::Smtp>& smtp);
  std::optional<OutgoingRow> begun(OrgId org, MailId id, Mail& mail);
  void say(OrgId org, const OutgoingRow& row, Mail& mail);
  Result<std::string> bytes_of(OrgId org, const Mail& mail, bool is_first);
  void note(OrgId org, OutgoingRow& row, const Tried& tried, bool wants_copy);

  const MailSenderOptions options;
  MailSenderParts parts;
  metrics::Counter& sent;
  metrics::Counter& refused;

  std::mutex mutex;  // between its thread and its workers
  std::condition_variable woken;
  bool has_more = false;
  std::set<MailboxPlace> busy;
  std::atomic<bool> is_stopping{false};
  std::thread thread;
  workers::WorkerPool workers;  // last: they use all above
};

void MailSender::Impl::run() {
  std::unique_lock lock(mutex);
  while (!is_stopping) {
    has_more = false;
    lock.unlock();
    look();
    lock.lock();
    woken.wait_for(lock, std::chrono::microseconds(options.look_every.us),
                   [this] { return has_more || is_stopping; });
  }
}

void MailSender::Impl::look() {
  const Instant now = parts.clock();
  auto due = parts.database.read([&](database::Session& sql) -> Result<std::vector<outgoing::DueMailbox>> {
    return outgoing::due_mailboxes(sql, now, static_cast<std::int64_t>(options.threads * 4));
  });
  if (!due) return;  // the database is away: the log says so
  for (const outgoing::DueMailbox& one : *due) {
    const MailboxPlace place{one.org, one.mailbox};
    {
      const std::lock_guard lock(mutex);
      if (!busy.insert(place).second) continue;
    }
    if (workers.post([this, place] { serve(place); })) continue;
    const std::lock_guard lock(mutex);
    busy.erase(place);
  }
}

void MailSender::Impl::serve(MailboxPlace place) {
  auto mailbox = parts.database.read([&](database::Session& sql) -> Result<std::optional<Mailbox>> {
    return Mailboxes{nullptr}.find(sql, place.first, place.second);
  });
  bool is_more = false;
  // One that is switched off keeps what waits.
  if (mailbox && *mailbox && (*mailbox)->is_active && !(*mailbox)->smtp_host.empty()) {
    const MailboxOfOrg of{place.first, **mailbox};
    is_more = send_due(place, of);
    keep_copies(place, of);
  }
  {
    const std::lock_guard lock(mutex);
    busy.erase(place);
    has_more = has_more || is_more;
  }
  if (is_more) woken.notify_all();
}

bool MailSender::Impl::send_due(MailboxPlace place, const MailboxOfOrg& of) {
  auto due = parts.database.read([&](database::Session& sql) -> Result<std::vector<MailId>> {
    return outgoing::due_mails(sql, place.first, place.second, parts.clock(),
                               static_cast<std::int64_t>(options.at_once));
  });
  if (!due) return false;
  std::optional<mail::Smtp> smtp;
  for (const MailId id : *due) {
    if (is_stopping) return false;
    if (!send_one(place.first, id, of, smtp)) smtp.reset();
  }
  if (smtp) smtp->close();
  return due->size() == options.at_once;
}

// From now on it cannot be taken back; at the first try its words are said in the conversation.
std::optional<OutgoingRow> MailSender::Impl::begun(OrgId org, MailId id, Mail& mail) {
  struct Begun {
    std::optional<OutgoingRow> row;
    std::optional<Mail> mail;
  };
  auto begun = parts.database
                   .write<Begun>([&](database::Session& sql) -> Result<Begun> {
                     Begun found{outgoing::find(sql, org, id), mails::find(sql, org, id)};
                     if (!found.row || !found.mail || !outgoing::begin(sql, org, id, parts.clock()))
                       found.row.reset();
                     return found;
                   })
                   .get();
  if (!begun || !begun->row) return std::nullopt;
  mail = std::move(*begun->mail);
  return std::move(begun->row);
}

void MailSender::Impl::say(OrgId org, const OutgoingRow& row, Mail& mail) {
  const std::string words = as_words(row.words);
  const std::vector<AttachmentId> attachments = attachments_of(mail);
  const Instant now = parts.clock();
  if (mail.interaction && !mail.message && (!words.empty() || !attachments.empty())) {
    conversations::NewMessage message;
    message.interaction = mail.interaction;
    message.author = row.by ? switchboard::Author::agent : switchboard::Author::system;
    message.agent = row.by;
    message.text = words;
    message.client_id = fmt::format("mail:{}", mail.id.value);
    message.attachments = attachments;
    message.uploader = {row.by.value};
    MessageId said;
    if (auto done = parts.conversations.say(org, message, now)) {
      said = done->id;
    } else if (done.error().code != ErrorCode::unavailable) {
      // The conversation has ended: what was written into it afterwards is kept with it all the same.
      conversations::Message kept;
      kept.id = parts.ids.next<MessageId>();
      kept.interaction = message.interaction;
      kept.author = message.author;
      kept.agent = message.agent;
      kept.text = message.text;
      kept.sent_at = now;
      kept.client_id = message.client_id;
      for (const AttachmentId id : attachments)
        kept.attachments.push_back({id, {}, 0, {}, {}});
      if (auto added = parts.messages.add(org, kept, message.uploader)) said = added->message.id;
    }
    if (said) {
      mail.message = said;
      (void)parts.database
          .write<bool>([&](database::Session& sql) -> Result<bool> {
            mails::set_place(sql, org, mail.id, mail.thread, mail.interaction, said);
            return true;
          })
          .get();
    }
  }
  if (!row.by || !mail.thread || !parts.told_case || mail.facts.is_forward.value_or(false)) return;
  auto case_of = parts.database.read([&](database::Session& sql) -> Result<CaseId> {
    if (case_mails::find(sql, org, mail.id)) return CaseId{};  // it was said there
    const auto exchange = mails::find_thread(sql, org, mail.thread);
    return exchange ? exchange->case_of : CaseId{};
  });
  if (case_of && *case_of) parts.told_case(org, row.by, *case_of, mail.id, words);
}

// One that waited gets the time at which it leaves, and its bytes are stored anew before that.
Result<std::string> MailSender::Impl::bytes_of(OrgId org, const Mail& mail, bool is_first) {
  auto bytes = read_bytes(parts.mail_files, mail.blob);
  const Instant now = parts.clock();
  if (!bytes || !is_first || now - mail.at < minutes(2)) return bytes;
  std::string anew = dated(std::move(*bytes), now);
  auto upload = parts.mail_files.begin();
  if (!upload) return tl::unexpected<Error>(upload.error());
  if (auto taken = upload->append(anew); !taken) return tl::unexpected<Error>(taken.error());
  auto stored = upload->finish();
  if (!stored) return tl::unexpected<Error>(stored.error());
  auto kept = parts.database
                  .write<bool>([&](database::Session& sql) -> Result<bool> {
                    mails::set_bytes(sql, org, mail.id, stored->digest, stored->bytes);
                    return true;
                  })
                  .get();
  if (!kept) return tl::unexpected<Error>(kept.error());
  return anew;
}

// False: the connection is of no more use.
bool MailSender::Impl::send_one(OrgId org, MailId id, const MailboxOfOrg& of,
                                std::optional<mail::Smtp>& smtp) {
  Mail mail;
  auto row = begun(org, id, mail);
  if (!row) return smtp.has_value();
  if (row->tries == 0) {
    say(org, *row, mail);
    parts.changed(org, id);
  }
  auto bytes = bytes_of(org, mail, row->tries == 0);
  ++row->tries;
  if (!bytes) {
    note(org, *row, outcome_after(row->recipients, bytes.error(), row->tries, parts.clock()), false);
    return smtp.has_value();
  }
  if (!smtp) {
    auto server = parts.database.read([&](database::Session& sql) -> Result<mail::MailServer> {
      return smtp_server(sql, parts.vault, of, options.rules);
    });
    if (server) server->answer_timeout = hand_over_timeout;
    auto opened = server ? mail::Smtp::open(*server) : Result<mail::Smtp>(tl::unexpected(server.error()));
    if (!opened) {
      note(org, *row, outcome_after(row->recipients, opened.error(), row->tries, parts.clock()), false);
      return false;
    }
    smtp = std::move(*opened);
  }
  mail::Envelope envelope;
  envelope.from = row->envelope_from;
  for (const OutgoingRecipient& one : row->recipients)
    if (one.state == RecipientState::waiting) envelope.recipients.push_back(one.address);
  auto marked = parts.database
                    .write<bool>([&](database::Session& sql) -> Result<bool> {
                      return outgoing::hand_over(sql, org, id);
                    })
                    .get();
  if (!marked || !*marked) return true;
  const auto submitted = smtp->submit(envelope, *bytes);
  const Instant at = parts.clock();
  const Tried tried = submitted ? outcome_after(row->recipients, *submitted, row->tries, at)
                                : outcome_after(row->recipients, submitted.error(), row->tries, at);
  note(org, *row, tried, !of.mailbox.sent_folder.empty());
  return submitted.has_value();
}

void MailSender::Impl::note(OrgId org, OutgoingRow& row, const Tried& tried, bool wants_copy) {
  (tried.state == MailState::failed ? refused : sent).add(tried.due ? 0 : 1);
  const Instant now = parts.clock();
  // It must be known: without this line the mail would be of unknown outcome for good.
  for (;;) {
    const auto noted = parts.database
                           .write<bool>([&](database::Session& sql) -> Result<bool> {
                             outgoing::note_tried(sql, org, row, tried, now, wants_copy);
                             return true;
                           })
                           .get();
    if (noted) break;
    parts.log.error("what became of a mail cannot be written",
                    {{"mail", row.mail.value}, {"reason", noted.error().reason}});
    std::unique_lock lock(mutex);
    if (woken.wait_for(lock, std::chrono::microseconds(trouble_pause.us),
                       [this] { return is_stopping.load(); }))
      return;
  }
  parts.changed(org, row.mail);
}

void MailSender::Impl::keep_copies(MailboxPlace place, const MailboxOfOrg& of) {
  const Instant now = parts.clock();
  auto due = parts.database.read([&](database::Session& sql) -> Result<std::vector<MailId>> {
    return outgoing::due_copies(sql, place.first, place.second, now,
                                static_cast<std::int64_t>(options.at_once));
  });
  if (!due || due->empty()) return;
  auto server = parts.database.read([&](database::Session& sql) -> Result<mail::MailServer> {
    return imap_server(sql, parts.vault, of, options.rules);
  });
  auto imap = server ? mail::Imap::open(*server, [this] { return is_stopping.load(); })
                     : Result<mail::Imap>(tl::unexpected(server.error()));
  for (const MailId id : *due) {
    struct Copied {
      std::optional<Mail> mail;
      int tries = 0;
    };
    auto read = parts.database.read([&](database::Session& sql) -> Result<Copied> {
      const auto row = outgoing::find(sql, place.first, id);
      return Copied{mails::find(sql, place.first, id), row ? row->copy_tries : copies_max};
    });
    if (!read || is_stopping) return;
    auto bytes = read->mail ? read_bytes(parts.mail_files, read->mail->blob)
                            : Result<std::string>(fail(ErrorCode::not_found, "no_mail", ""));
    bool is_kept = false;
    if (imap && bytes) is_kept = imap->append(of.mailbox.sent_folder, *bytes, {"\\Seen"}).has_value();
    const bool is_again = !is_kept && read->tries + 1 < copies_max;
    if (!is_kept) parts.log.warning("a mail was not kept in the folder of sent mail", {{"mail", id.value}});
    (void)parts.database
        .write<bool>([&](database::Session& sql) -> Result<bool> {
          outgoing::note_copied(sql, place.first, id,
                                is_again ? std::optional<Instant>(now + copy_pause) : std::nullopt);
          return true;
        })
        .get();
  }
  if (imap) imap->close();
}

MailSender::MailSender(const MailSenderOptions& options, MailSenderParts parts)
    : impl_(std::make_unique<Impl>(options, std::move(parts))) {}

MailSender::~MailSender() {
  stop();
}

Result<void> MailSender::start() {
  auto settled =
      impl_->parts.database
          .write<std::vector<MailId>>([this](database::Session& sql) -> Result<std::vector<MailId>> {
            return outgoing::settle_interrupted(sql, impl_->parts.clock());
          })
          .get();
  if (!settled) return tl::unexpected<Error>(settled.error());
  for (const MailId id : *settled)
    impl_->parts.log.warning("the outcome of a mail is unknown: the program ended while it was handed over",
                             {{"mail", id.value}});
  impl_->thread = std::thread([this] { impl_->run(); });
  return {};
}

void MailSender::stop() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->is_stopping = true;
  }
  impl_->woken.notify_all();
  if (impl_->thread.joinable()) impl_->thread.join();
  impl_->workers.stop();
}

void MailSender::wake() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->has_more = true;
  }
  impl_->woken.notify_all();
}

}  // namespace rapport::email
