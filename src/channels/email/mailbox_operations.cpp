// Mailboxes for administrators: what they are, how they run, and whether ledger and server agree.
#include <set>

#include "api/api.h"
#include "arrivals/ledger.h"
#include "channels/email/cursor.h"
#include "channels/email/receiving.h"
#include "org/entity_api.h"
#include "platform/mail/transport/imap.h"

namespace rapport::email {

struct MailboxStates {
  std::vector<MailboxState> items;
};
BOOST_DESCRIBE_STRUCT(MailboxStates, (), (items))

struct Reconciliation {
  std::string folder;
  std::int64_t uid_validity = 0;
  std::int64_t first_uid = 1;  // those below were there before us
  std::int64_t on_server = 0, in_ledger = 0;
  std::vector<std::int64_t> missing_here;   // UIDs that no row of the ledger has, yet
  std::vector<std::int64_t> missing_there;  // of the ledger, no longer in the folder
  std::int64_t missing_here_count = 0, missing_there_count = 0;
};
BOOST_DESCRIBE_STRUCT(Reconciliation, (),
                      (folder, uid_validity, first_uid, on_server, in_ledger, missing_here, missing_there,
                       missing_here_count, missing_there_count))
contract::Notes contract_notes(contract::Tag<Reconciliation>) {
  return {.fields = {{.name = "folder",
                      .doc = "empty: its mail comes by LMTP, and there is no list to compare with"},
                     {.name = "first_uid", .doc = "what lies below was there before, and was not wanted"},
                     {.name = "missing_here",
                      .doc = "UIDs on the server that the ledger does not have (yet); the first 1,000"},
                     {.name = "missing_there",
                      .doc = "UIDs of the ledger that the folder no longer has: moved or removed; the first "
                             "1,000"}}};
}

namespace {

constexpr std::size_t missing_shown_max = 1'000;
constexpr std::size_t listed_at_once = 10'000;

Result<std::set<std::uint32_t>> uids_on_server(mail::Imap& imap, std::uint32_t first) {
  std::set<std::uint32_t> uids;
  for (std::uint32_t from = first;;) {
    auto listed = imap.list(from, listed_at_once);
    if (!listed) return tl::unexpected<Error>(std::move(listed.error()));
    if (listed->empty()) return uids;
    for (const mail::ImapListed& one : *listed)
      uids.insert(one.uid);
    from = listed->back().uid + 1;
  }
}

void note_missing(std::vector<std::int64_t>& some, std::int64_t& count, std::uint32_t uid) {
  if (some.size() < missing_shown_max) some.push_back(uid);
  ++count;
}

// Nobody has a list to compare with.
Result<Reconciliation> of_local_mailbox(database::Database& database, const MailboxOfOrg& of) {
  return database.read([&](database::Session& sql) -> Result<Reconciliation> {
    Reconciliation made;
    made.in_ledger = static_cast<std::int64_t>(
        arrivals::keys_of(sql, of.org, switchboard::Channel::email, {of.mailbox.id.value}, "").size());
    return made;
  });
}

// By a connection of its own, which changes nothing there.
Result<Reconciliation> reconcile(database::Database& database, const crypto::Vault& vault,
                                 const MailboxOfOrg& of, const ServerRules& rules) {
  if (!of.mailbox.does_fetch) return of_local_mailbox(database, of);
  auto server = database.read(
      [&](database::Session& sql) -> Result<mail::MailServer> { return imap_server(sql, vault, of, rules); });
  if (!server) return tl::unexpected<Error>(std::move(server.error()));
  auto imap = mail::Imap::open(*server);
  if (!imap) return tl::unexpected<Error>(std::move(imap.error()));
  auto folder = imap->select(of.mailbox.folder, true);
  if (!folder) return tl::unexpected<Error>(std::move(folder.error()));
  Reconciliation made;
  made.folder = of.mailbox.folder;
  made.uid_validity = folder->uid_validity;
  // The server first: what is taken meanwhile is then seen in the ledger.
  auto there = uids_on_server(*imap, 1);
  if (!there) return tl::unexpected<Error>(std::move(there.error()));
  imap->close();
  std::set<std::uint32_t> here;
  const std::string prefix = key_prefix(of.mailbox.folder, folder->uid_validity);
  auto read = database.read([&](database::Session& sql) -> Result<void> {
    if (const auto cursor = find_cursor(sql, of.org, of.mailbox.id, of.mailbox.folder);
        cursor && cursor->uid_validity == folder->uid_validity)
      made.first_uid = cursor->first_uid;
    for (const std::string& key :
         arrivals::keys_of(sql, of.org, switchboard::Channel::email, {of.mailbox.id.value}, prefix))
      here.insert(static_cast<std::uint32_t>(std::stoul(key.substr(prefix.size()))));
    return {};
  });
  if (!read) return tl::unexpected<Error>(std::move(read.error()));
  for (const std::uint32_t uid : *there) {
    if (uid < made.first_uid) continue;
    ++made.on_server;
    if (!here.contains(uid)) note_missing(made.missing_here, made.missing_here_count, uid);
  }
  made.in_ledger = static_cast<std::int64_t>(here.size());
  for (const std::uint32_t uid : here)
    if (!there->contains(uid)) note_missing(made.missing_there, made.missing_there_count, uid);
  return made;
}

}  // namespace

void Receiving::add_operations(api::Api& api) {
  const api::Permissions channels{api::Permission::manage_channels};
  const org::EntityWords words{"/api/v1/mailboxes", "Mailbox", "Mailboxes", "email", channels, channels};
  org::register_all(api, parts_.changes, words, Mailboxes{&parts_.vault});

  api::Operation states;
  states.path = "/api/v1/mailbox-states";
  states.id = "getMailboxStates";
  states.tag = words.tag;
  states.summary = "How each mailbox's server is reached just now, its last mail and its last failure.";
  states.any_of = channels;
  api.get<MailboxStates>(states, [this](const api::Call& call) {
    return parts_.changes.database().read([&](database::Session& sql) -> Result<MailboxStates> {
      MailboxStates now;
      for (const Mailbox& mailbox : Mailboxes{nullptr}.list(sql, call.org(), {}, mailboxes_max))
        now.items.push_back(state(mailbox));
      return now;
    });
  });

  api::Operation compared = org::operation(
      words, "reconcileMailbox", "Compares the ledger with the server's own list of its folder.", true, true);
  compared.path += "/reconciliation";
  api.get<Reconciliation>(compared, [this](const api::Call& call) -> Result<Reconciliation> {
    auto mailbox = org::get(parts_.changes, Mailboxes{nullptr}, call.org(), call.id<MailboxId>("id"));
    if (!mailbox) return tl::unexpected<Error>(std::move(mailbox.error()));
    return reconcile(parts_.changes.database(), parts_.vault, {call.org(), std::move(*mailbox), ""}, rules());
  });
  add_mail_operations(api, parts_.changes.database(), parts_.records, parts_.mail_files);
}

}  // namespace rapport::email
