#include "program/server.h"

#include <chrono>

#include "channels/email/mail_content.h"
#include "imports/import.h"
#include "imports/import_operations.h"
#include "live/id_source.h"
#include "platform/files/store.h"
#include "program/data_folder.h"
#include "program/parts.h"
#include "program/site.h"
#include "program/version.h"

namespace rapport::program {

Instant time_of_day() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::microseconds>(since).count()};
}

Result<std::unique_ptr<Server>> Server::build(const Settings& settings, const Demo* demo,
                                              std::function<Instant()> clock) {
  Parts::Opened opened;
  opened.log = std::make_unique<log::Log>(settings.log);
  auto database = open_database(settings, *opened.log);
  if (!database) return tl::unexpected<Error>(database.error());
  opened.database = std::move(*database);
  files::Options options;
  options.folder = settings.data / attachments_folder;
  options.bytes_max = conversations::attachment_bytes_max;
  auto files = files::Store::open(options);
  if (!files) return tl::unexpected<Error>(files.error());
  opened.files = std::move(*files);
  files::Options prompt_options;
  prompt_options.folder = settings.data / prompts_folder;
  prompt_options.bytes_max = prompts::prompt_bytes_max;
  prompt_options.types_allowed = {"audio/x-wav", "audio/ogg", "audio/flac", "application/ogg", "video/ogg"};
  auto prompt_files = files::Store::open(prompt_options);
  if (!prompt_files) return tl::unexpected<Error>(prompt_files.error());
  opened.prompt_files = std::move(*prompt_files);
  files::Options mail_options;
  mail_options.folder = settings.data / mails_folder;
  mail_options.bytes_max = email::mail_bytes_max;
  mail_options.allows_any_type = true;
  auto mail_files = files::Store::open(mail_options);
  if (!mail_files) return tl::unexpected<Error>(mail_files.error());
  opened.mail_files = std::move(*mail_files);
  opened.ids = std::make_unique<live::IdSource>(clock);
  opened.notice = std::make_shared<org::Notice>();
  org::OrganisationsOptions org_options;
  org_options.key_file = settings.data / key_file;
  org_options.is_demo = demo != nullptr;
  org_options.password.cost = settings.password_cost;
  auto org = org::Organisations::open(org_options, *opened.database, *opened.ids, clock, *opened.log,
                                      [notice = opened.notice](OrgId id, const std::string& what) {
                                        if (*notice) (*notice)(id, what);
                                      });
  if (!org) return tl::unexpected<Error>(org.error());
  opened.org = std::move(*org);
  auto search = knowledge::search::Index::open(settings.data / search_file, *opened.log);
  if (!search) return tl::unexpected<Error>(search.error());
  opened.search = std::move(*search);
  auto community = knowledge::search::Index::open(settings.data / community_search_file, *opened.log);
  if (!community) return tl::unexpected<Error>(community.error());
  opened.community_search = std::move(*community);

  auto parts = std::make_unique<Parts>(settings, std::move(opened), std::move(clock));
  if (demo) add_demo(*parts, *demo);
  return std::unique_ptr<Server>(new Server(std::move(parts)));
}

Result<void> Server::start() {
  Parts& parts = *parts_;
  // Before anything happens that they may want to hear of.
  if (auto known = parts.webhook_outbox.refresh(); !known) return known;
  if (auto recovered = parts.loop.start(); !recovered) return recovered;
  // A little beyond the last event: not every id is of one.
  if (parts.loop.recovered_until() > Instant{})
    parts.ids.not_before(parts.loop.recovered_until() + minutes(1));
  // Directories, then switchboards brought to what the tables say, then the clock that opens and closes
  // queues.
  if (auto started = parts.org.start(parts.loop); !started) return started;
  if (auto loaded = parts.prompts.load(); !loaded) return loaded;
  auto left_behind = parts.voicemails.left_behind();
  if (!left_behind) return tl::unexpected<Error>(left_behind.error());
  auto recording =
      parts.recorder.start([&parts, left = std::move(*left_behind)] { parts.voicemails.recover(left); });
  if (!recording) return recording;
  parts.retention.start();
  parts.case_keeper.start();
  parts.value_keeper.start();
  parts.webhook_sender.start();
  parts.history_keeper.start();
  parts.twin_keeper.start();
  parts.bid_keeper.start();
  parts.outlook_keeper.start();
  if (auto working = parts.jobs.start(); !working) return working;
  parts.protection_keeper.start();
  if (auto ended = imports::end_broken_off(parts.database); !ended) return ended;
  imports::remove_tables(parts.settings.data / tables_folder);
  parts.knowledge.start();
  if (auto forgotten = parts.readers.forget(parts.clock()); !forgotten) return forgotten;
  parts.link_post.start();
  parts.deflection.start();
  parts.community.start();
  // Switchboards know every live flow before anything may begin with one.
  if (auto brought = parts.publishing.bring_all(); !brought) return brought;
  parts.flow_runner.start();
  if (auto receiving = parts.mail_receiving.start(); !receiving) return receiving;
  parts.mail_tokens.start();
  if (auto sending = parts.mail_sender.start(); !sending) return sending;
  if (auto ringing = parts.voice.start(parts.org.directories().all()); !ringing) {
    if (parts.settings.is_voice_needed) return ringing;
    parts.log.warning("no telephone",
                      {{"reason", ringing.error().reason}, {"error", ringing.error().detail}});
  }
  if (auto loaded = parts.lines.load(); !loaded) return loaded;
  parts.configure_voice();
  parts.hub.start();
  parts.visitor_hub.start();
  if (auto listening = parts.web.start(); !listening) return listening;
  parts.log.info(
      "listening",
      {{"address", parts.settings.http.address}, {"port", parts.web.port()}, {"version", version}});
  return {};
}

void Server::stop() {
  Parts& parts = *parts_;
  parts.web.stop();
  parts.org.stop();
  parts.mail_tokens.stop();
  parts.mail_receiving.stop();
  parts.mail_sender.stop();
  parts.voice.stop();
  parts.prompts.stop();
  parts.retention.stop();
  parts.case_keeper.stop();
  parts.value_keeper.stop();
  parts.webhook_sender.stop();
  parts.jobs.stop();
  parts.history_keeper.stop();
  parts.twin_keeper.stop();
  parts.bid_keeper.stop();
  parts.outlook_keeper.stop();
  parts.community.stop();
  parts.deflection.stop();
  parts.protection_keeper.stop();
  parts.knowledge.stop();
  parts.flow_runner.stop();
  parts.workers.stop();
  parts.link_post.stop();
  parts.visitor_hub.stop();
  parts.hub.stop();
  parts.loop.stop();
}

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Server::~Server() {
  stop();
}

std::uint16_t Server::port() const {
  return parts_->web.port();
}
std::string Server::openapi() const {
  return parts_->api.openapi(version);
}

}  // namespace rapport::program
