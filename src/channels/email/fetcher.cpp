#include "channels/email/fetcher.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "channels/email/mail_content.h"
#include "platform/mail/transport/imap.h"

namespace rapport::email {
namespace {

constexpr Duration idle_max = minutes(28);  // servers and gateways forget idle connections
constexpr std::size_t batch_bytes_max =
    24'000'000;  // fetched before they are taken, but for a single large one

tl::unexpected<Error> handed_on(const Error& error) {
  return tl::unexpected<Error>(error);
}

}  // namespace

Duration pause_after(int failures) {
  Duration pause = milliseconds(500);
  for (int i = 1; i < failures && pause < minutes(5); ++i)
    pause = pause * 2;
  return std::min(pause, minutes(5));
}

struct Fetcher::Impl {
  Impl(const FetcherParts& given, MailboxOfOrg the_mailbox, ServerRules the_rules)
      : parts(given), mailbox(std::move(the_mailbox)), rules(std::move(the_rules)) {
    now_state.mailbox_id = mailbox.mailbox.id;
  }

  // --- its thread ---
  void run();
  Result<void> session();
  Result<Cursor> begin_at(mail::Imap& imap);
  Result<Cursor> cursor_for(const mail::ImapFolder& folder, mail::Imap& imap);
  // What is new, in one batch; false: nothing is.
  Result<bool> fetch_batch(mail::Imap& imap, Cursor& cursor);
  Result<Incoming> incoming_of(mail::Imap& imap, const Cursor& cursor, const mail::ImapListed& listed);
  Result<void> put_away(mail::Imap& imap, std::uint32_t uid);
  Result<void> keep(const Cursor& cursor);
  void enter(FetchStage stage);
  void note(const std::vector<Result<Taken>>& results);

  FetcherParts parts;
  const MailboxOfOrg mailbox;
  const ServerRules rules;
  std::atomic<bool> is_stopping{false};
  std::thread thread;

  // The thread waits and tells here; stop() and state() come from others.
  mutable std::mutex mutex;
  std::condition_variable woken;
  std::shared_ptr<mail::Connection::Waker> waker;
  MailboxState now_state;
};

Fetcher::Fetcher(const FetcherParts& parts, MailboxOfOrg mailbox, ServerRules rules)
    : impl_(std::make_unique<Impl>(parts, std::move(mailbox), std::move(rules))) {}

Fetcher::~Fetcher() {
  stop();
}

void Fetcher::start() {
  impl_->thread = std::thread([this] { impl_->run(); });
}

void Fetcher::begin_stop() {
  const std::lock_guard lock(impl_->mutex);
  impl_->is_stopping = true;
  impl_->woken.notify_all();
  if (impl_->waker) impl_->waker->wake();
}

void Fetcher::stop() {
  begin_stop();
  if (impl_->thread.joinable()) impl_->thread.join();
}

MailboxState Fetcher::state() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->now_state;
}

const MailboxOfOrg& Fetcher::mailbox() const {
  return impl_->mailbox;
}

void Fetcher::Impl::enter(FetchStage stage) {
  const std::lock_guard lock(mutex);
  if (now_state.stage != stage || !now_state.since) now_state.since = parts.clock();
  now_state.stage = stage;
  if (stage != FetchStage::waiting) now_state.retry_at.reset();
}

void Fetcher::Impl::run() {
  int failures = 0;
  while (!is_stopping) {
    enter(FetchStage::connecting);
    const Instant began = parts.clock();
    const Result<void> ended = session();
    {
      const std::lock_guard lock(mutex);
      waker.reset();
    }
    if (is_stopping) break;
    // A connection that served for a while and broke is not a server that is down.
    failures = parts.clock() - began > minutes(10) ? 1 : failures + 1;
    const Duration pause = pause_after(failures);
    if (!ended) {
      parts.log.warning("a mailbox cannot be read", {{"mailbox", mailbox.mailbox.id.value},
                                                     {"reason", ended.error().reason},
                                                     {"error", ended.error().detail}});
      const std::lock_guard lock(mutex);
      now_state.last_reason = ended.error().reason;
      now_state.last_error = ended.error().detail;
      now_state.last_error_at = parts.clock();
      now_state.retry_at = parts.clock() + pause;
    }
    enter(FetchStage::waiting);
    std::unique_lock lock(mutex);
    woken.wait_for(lock, std::chrono::microseconds(pause.us), [this] { return is_stopping.load(); });
  }
}

Result<void> Fetcher::Impl::session() {
  auto server = parts.database.read([&](database::Session& sql) -> Result<mail::MailServer> {
    return imap_server(sql, parts.vault, mailbox, rules);
  });
  if (!server) return handed_on(server.error());
  auto imap = mail::Imap::open(*server, [this] { return is_stopping.load(); });
  if (!imap) return handed_on(imap.error());
  {
    const std::lock_guard lock(mutex);
    waker = imap->waker();
  }
  auto cursor = begin_at(*imap);
  if (!cursor) return handed_on(cursor.error());
  enter(FetchStage::connected);
  while (!is_stopping) {
    auto more = fetch_batch(*imap, *cursor);
    if (!more) return handed_on(more.error());
    if (*more) continue;
    auto idled = imap->idle(idle_max);
    if (!idled) return handed_on(idled.error());
  }
  imap->close();
  return {};
}

Result<Cursor> Fetcher::Impl::begin_at(mail::Imap& imap) {
  const Mailbox& box = mailbox.mailbox;
  if (!box.folder_after.empty())
    if (auto made = imap.create(box.folder_after); !made && made.error().code != ErrorCode::conflict)
      return handed_on(made.error());
  auto folder = imap.select(box.folder);
  if (!folder) return handed_on(folder.error());
  return cursor_for(*folder, imap);
}

Result<Cursor> Fetcher::Impl::cursor_for(const mail::ImapFolder& folder, mail::Imap& imap) {
  const Mailbox& box = mailbox.mailbox;
  auto known = parts.database.read([&](database::Session& sql) -> Result<std::optional<Cursor>> {
    return find_cursor(sql, mailbox.org, box.id, box.folder);
  });
  if (!known) return handed_on(known.error());
  if (*known && (*known)->uid_validity == folder.uid_validity) return **known;
  Cursor cursor;
  cursor.uid_validity = folder.uid_validity;
  // Other numbers than last time: all is looked at again, and what was taken is known by its Message-ID and
  // content.
  const bool begins_anew = known->has_value() || box.takes_old_mails;
  if (!begins_anew) {
    std::uint32_t next = folder.uid_next;
    if (next == 0) {
      for (std::uint32_t from = 1;;) {
        auto listed = imap.list(from, 10'000);
        if (!listed) return handed_on(listed.error());
        if (listed->empty()) break;
        from = listed->back().uid + 1;
        next = from;
      }
    }
    cursor.first_uid = std::max<std::uint32_t>(next, 1);
    cursor.last_uid = cursor.first_uid - 1;
  }
  if (auto kept = keep(cursor); !kept) return handed_on(kept.error());
  return cursor;
}

Result<bool> Fetcher::Impl::fetch_batch(mail::Imap& imap, Cursor& cursor) {
  auto listed = imap.list(cursor.last_uid + 1, mails_at_once_max);
  if (!listed) return handed_on(listed.error());
  if (listed->empty()) return false;
  std::vector<Incoming> mails;
  std::vector<std::uint32_t> uids;
  std::uint64_t bytes = 0;
  for (const mail::ImapListed& one : *listed) {
    if (!mails.empty() && bytes + std::min<std::uint64_t>(one.size, mail_bytes_max) > batch_bytes_max) break;
    auto incoming = incoming_of(imap, cursor, one);
    if (!incoming) return handed_on(incoming.error());
    bytes += incoming->bytes.size();
    mails.push_back(std::move(*incoming));
    uids.push_back(one.uid);
    if (is_stopping) return false;
  }
  const auto results = parts.intake.take(mailbox, std::move(mails));
  note(results);
  // Those behind one that could not be taken are taken, and known when they are listed again.
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (!results[i]) return handed_on(results[i].error());
    if (results[i]->reason != "expunged")
      if (auto done = put_away(imap, uids[i]); !done) return handed_on(done.error());
    cursor.last_uid = uids[i];
  }
  if (auto kept = keep(cursor); !kept) return handed_on(kept.error());
  return true;
}

Result<Incoming> Fetcher::Impl::incoming_of(mail::Imap& imap, const Cursor& cursor,
                                            const mail::ImapListed& listed) {
  const std::string& folder = mailbox.mailbox.folder;
  Incoming incoming;
  incoming.key = key_prefix(folder, cursor.uid_validity) + std::to_string(listed.uid);
  incoming.size = static_cast<std::int64_t>(listed.size);
  incoming.place = fmt::format("{}, UID {} on the server", folder, listed.uid);
  auto bytes = imap.fetch(listed.uid, mail_bytes_max);
  if (bytes)
    incoming.bytes = std::move(*bytes);
  else if (bytes.error().code == ErrorCode::too_large)
    incoming.refused = "too_large";
  else if (bytes.error().code == ErrorCode::not_found)
    incoming.refused = "expunged";
  else
    return handed_on(bytes.error());
  return incoming;
}

Result<void> Fetcher::Impl::put_away(mail::Imap& imap, std::uint32_t uid) {
  const std::string& after = mailbox.mailbox.folder_after;
  auto done = after.empty() ? imap.flag(uid, mail::ImapFlagging::add, "\\Seen") : imap.move(uid, after);
  // Gone meanwhile, or not to be changed: it is taken all the same.
  if (!done && done.error().code != ErrorCode::not_found && done.error().code != ErrorCode::conflict)
    return done;
  return {};
}

Result<void> Fetcher::Impl::keep(const Cursor& cursor) {
  return parts.database
      .write<void>([&](database::Session& sql) -> Result<void> {
        keep_cursor(sql, mailbox.org, mailbox.mailbox.id, mailbox.mailbox.folder, cursor);
        return {};
      })
      .get();
}

void Fetcher::Impl::note(const std::vector<Result<Taken>>& results) {
  const std::lock_guard lock(mutex);
  for (const Result<Taken>& one : results) {
    if (!one) continue;
    now_state.last_mail_at = parts.clock();
    ++(one->ending == arrivals::Ending::rejected ? now_state.rejected : now_state.taken);
  }
}

}  // namespace rapport::email
