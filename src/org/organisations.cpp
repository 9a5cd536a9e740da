#include "org/organisations.h"

#include <utility>

#include "live/loop.h"
#include "org/directory_cache.h"
#include "org/hours_keeper.h"
#include "org/operations.h"
#include "org/session_authenticator.h"
#include "org/sign_in.h"
#include "org/switchboard_sync.h"

namespace rapport::org {

struct Organisations::Impl {
  Impl(OrganisationsOptions given, crypto::Vault opened, database::Database& database, live::IdSource& ids,
       std::function<Instant()> clock_given, log::Log& log_given, Notice notice_given)
      : options(std::move(given)),
        clock(std::move(clock_given)),
        log(log_given),
        notice(std::move(notice_given)),
        vault(std::move(opened)),
        changes(database, ids, clock),
        gate(options.password),
        directories(database, vault),
        authenticator(database, clock),
        sign_in(changes, vault, gate, authenticator, options.attempts),
        admin(changes, gate, vault) {
    changes.on_committed([this](OrgId org, const std::string& what) { committed(org, what); });
  }

  void committed(OrgId org, const std::string& what);
  void told_elsewhere(OrgId org);
  Result<void> queue_is_idle(OrgId org, QueueId queue);

  OrganisationsOptions options;
  std::function<Instant()> clock;
  log::Log& log;
  Notice notice;
  crypto::Vault vault;
  Changes changes;
  PasswordGate gate;
  DirectoryCache directories;
  SessionAuthenticator authenticator;
  SignIn sign_in;
  Admin admin;
  live::Loop* loop = nullptr;  // from start() on
  std::unique_ptr<SwitchboardSync> sync;
  std::unique_ptr<HoursKeeper> keeper;
};

// The change is durable; what fails here is made up for by the keeper.
void Organisations::Impl::committed(OrgId org, const std::string& what) {
  authenticator.forget(org);
  if (auto loaded = directories.reload(org); !loaded)
    log.warning("a change is committed but not yet read again",
                {{"org", org.value}, {"reason", loaded.error().reason}});
  if (sync) static_cast<void>(sync->bring(org));
  if (keeper) keeper->wake();
  if (notice) notice(org, what);
}

void Organisations::Impl::told_elsewhere(OrgId org) {
  authenticator.forget(org);
  if (notice) notice(org, "everything");
}

// Looked at before a queue goes; the switchboard itself refuses too, for what comes in between.
Result<void> Organisations::Impl::queue_is_idle(OrgId org, QueueId queue) {
  if (loop == nullptr) return {};
  const auto open = loop->read<std::int64_t>(org, [queue](const switchboard::Switchboard& board, Instant) {
    std::int64_t count = 0;
    board.each_interaction([&](const switchboard::InteractionView& view) { count += view.queue == queue; });
    return count;
  });
  if (!open) return tl::unexpected<Error>(open.error());
  if (*open == 0) return {};
  return fail(ErrorCode::conflict, "queue_in_use",
              fmt::format("{} conversation(s) of this queue are still open", *open));
}

Organisations::Organisations(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Organisations::~Organisations() {
  stop();
}

Result<std::unique_ptr<Organisations>> Organisations::open(OrganisationsOptions options,
                                                           database::Database& database, live::IdSource& ids,
                                                           std::function<Instant()> clock, log::Log& log,
                                                           Notice notice) {
  auto vault = crypto::Vault::open(options.key_file);
  if (!vault) return tl::unexpected<Error>(std::move(vault.error()));
  auto impl = std::make_unique<Impl>(std::move(options), std::move(*vault), database, ids, std::move(clock),
                                     log, std::move(notice));
  if (auto loaded = impl->directories.load_all(); !loaded)
    return tl::unexpected<Error>(std::move(loaded.error()));
  return std::unique_ptr<Organisations>(new Organisations(std::move(impl)));
}

Result<void> Organisations::start(live::Loop& loop) {
  Impl& impl = *impl_;
  impl.loop = &loop;
  impl.sync = std::make_unique<SwitchboardSync>(loop, impl.directories, impl.log, impl.clock);
  for (const OrgId org : impl.directories.all())
    if (auto brought = impl.sync->bring(org); !brought) return brought;
  impl.keeper = std::make_unique<HoursKeeper>(impl.changes.database(), impl.directories, *impl.sync, impl.log,
                                              impl.clock, [&impl](OrgId org) { impl.told_elsewhere(org); });
  impl.keeper->start();
  return {};
}

void Organisations::stop() {
  if (impl_->keeper) impl_->keeper->stop();
}

void Organisations::turn() {
  if (impl_->keeper) impl_->keeper->turn();
}

const Directories& Organisations::directories() const {
  return impl_->directories;
}
api::Authenticator& Organisations::authenticator() {
  return impl_->authenticator;
}
Admin& Organisations::admin() {
  return impl_->admin;
}

const crypto::Vault& Organisations::vault() const {
  return impl_->vault;
}

void Organisations::register_operations(api::Api& api) {
  Impl& impl = *impl_;
  const Operations operations{api, impl.changes};
  register_session(operations, impl.sign_in, impl.options.is_demo);
  register_directory(operations, impl.directories);
  register_users(operations, impl.admin, impl.sign_in);
  register_roles(operations);
  register_names(operations);
  register_hours(operations);
  register_queues(operations, [&impl](OrgId org, QueueId queue) { return impl.queue_is_idle(org, queue); });
  register_channels(operations, impl.admin);
  register_tokens(operations);
  register_organisation(operations);
  register_audit(operations);
}

}  // namespace rapport::org
