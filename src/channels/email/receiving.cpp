#include "channels/email/receiving.h"

#include <vector>

#include "channels/email/mail_sweep.h"
#include "platform/contract/json.h"
#include "platform/database/statement.h"

namespace rapport::email {

Receiving::Receiving(ReceivingOptions options, ReceivingParts parts)
    : options_(std::move(options)), parts_(std::move(parts)) {}

Receiving::~Receiving() {
  stop();
}

Result<void> Receiving::start() {
  if (auto removed = remove_erased_bytes(parts_.changes.database(), parts_.mail_files); !removed)
    parts_.log.warning("bytes of erased mails stay until the next start",
                       {{"error", removed.error().detail}});
  parts_.intake.tell_cases_again();
  {
    const std::lock_guard lock(mutex_);
    is_running_ = true;
  }
  follow();
  return listen();
}

void Receiving::stop() {
  lmtp_.reset();
  std::map<std::pair<OrgId, MailboxId>, std::unique_ptr<Fetcher>> ending;
  {
    const std::lock_guard lock(mutex_);
    is_running_ = false;
    ending.swap(fetchers_);
  }
  for (auto& one : ending)
    one.second->begin_stop();
  for (auto& one : ending)
    one.second->stop();
}

void Receiving::configuration_changed(const std::string& what) {
  if (what != Mailboxes::what) return;
  if (!parts_.workers.post([this] { follow(); }))
    parts_.log.warning("changed mailboxes are followed with the next change");
}

// Fetchers of mailboxes that changed or went are replaced, the others go on.
void Receiving::follow() {
  const std::lock_guard following(following_);
  auto wanted =
      parts_.changes.database().read([](database::Session& sql) -> Result<std::vector<MailboxOfOrg>> {
        std::vector<MailboxOfOrg> all;
        for (MailboxOfOrg& of : active_mailboxes(sql))
          if (of.mailbox.does_fetch) all.push_back(std::move(of));
        return all;
      });
  if (!wanted) {
    parts_.log.error("the mailboxes could not be read", {{"error", wanted.error().detail}});
    return;
  }
  std::map<std::pair<OrgId, MailboxId>, std::unique_ptr<Fetcher>> before;
  {
    const std::lock_guard lock(mutex_);
    if (!is_running_) return;
    before.swap(fetchers_);
  }
  const auto key_of = [](const MailboxOfOrg& of) { return std::pair(of.org, of.mailbox.id); };
  std::map<std::pair<OrgId, MailboxId>, std::unique_ptr<Fetcher>> after;
  for (const MailboxOfOrg& one : *wanted) {
    const auto found = before.find(key_of(one));
    if (found == before.end()) continue;
    const MailboxOfOrg& running = found->second->mailbox();
    if (contract::encode(running.mailbox) != contract::encode(one.mailbox) ||
        running.sealed_imap != one.sealed_imap)
      continue;
    after.insert(before.extract(found));
  }
  for (auto& one : before)
    one.second->begin_stop();
  for (auto& one : before)
    one.second->stop();
  for (MailboxOfOrg& one : *wanted) {
    const auto key = key_of(one);
    if (after.contains(key)) continue;
    auto fetcher = std::make_unique<Fetcher>(
        FetcherParts{parts_.intake, parts_.changes.database(), parts_.vault, parts_.log, parts_.clock},
        std::move(one), options_.rules);
    fetcher->start();
    after.emplace(key, std::move(fetcher));
  }
  const std::lock_guard lock(mutex_);
  if (is_running_) fetchers_.swap(after);  // else they end here, after the lock
}

MailboxState Receiving::state(const Mailbox& mailbox) const {
  const std::lock_guard lock(mutex_);
  for (const auto& [key, fetcher] : fetchers_)
    if (key.second == mailbox.id) return fetcher->state();
  MailboxState state;
  state.mailbox_id = mailbox.id;
  state.stage = !mailbox.is_active    ? FetchStage::off
                : !mailbox.does_fetch ? FetchStage::local
                                      : FetchStage::connecting;
  return state;
}

}  // namespace rapport::email
