#include "program/server.h"

#include <fmt/format.h>

#include <chrono>

#include "advice/advice_operations.h"
#include "arrivals/ledger_operations.h"
#include "callbacks/callback_operations.h"
#include "cases/case_operations.h"
#include "channels/email/case_mail_store.h"
#include "channels/email/mail_content.h"
#include "channels/email/mail_sweep.h"
#include "channels/email/outgoing_operations.h"
#include "channels/email/remote_image.h"
#include "channels/webchat/webchat.h"
#include "community/community_operations.h"
#include "community/pages/pages.h"
#include "customers/operations.h"
#include "deflection/deflection_operations.h"
#include "desk/services.h"
#include "duplicates/duplicate_operations.h"
#include "flows/flow_operations.h"
#include "imports/import_operations.h"
#include "live/id_source.h"
#include "platform/crypto/random.h"
#include "platform/files/store.h"
#include "program/data_folder.h"
#include "program/parts.h"
#include "program/site.h"
#include "program/thread_sources.h"
#include "program/version.h"
#include "program/workforce.h"
#include "protection/protection_operations.h"
#include "recordings/recording_operations.h"
#include "value/value_operations.h"
#include "webhooks/incoming/hook_operations.h"
#include "webhooks/webhook_operations.h"

namespace rapport::program {

Instant time_of_day() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::microseconds>(since).count()};
}

namespace {

prompts::Options prompt_options(const Settings& settings) {
  prompts::Options options = settings.prompts;
  if (options.cache_folder.empty()) options.cache_folder = settings.data / speech_folder;
  return options;
}

void tell_of_case(desk::FeedHub& hub, OrgId org, CaseId id, const char* what) {
  desk::FeedMessage message;
  message.type = "case";
  message.what = what;
  if (id) message.case_id = id;
  hub.tell_agents(org, std::move(message));
}

void tell_of_duplicate(desk::FeedHub& hub, OrgId org, InteractionId interaction) {
  desk::FeedMessage message;
  message.type = "duplicate";
  message.interaction_id = interaction;
  hub.tell_agents(org, std::move(message));
}

void add_cases(Server::Parts& parts) {
  parts.cases.on_changed([&hub = parts.hub](OrgId org, CaseId id) { tell_of_case(hub, org, id, "changed"); });
  cases::add_operations(
      parts.api,
      {parts.cases, parts.case_viewers, parts.customers, parts.records,
       [&hub = parts.hub](OrgId org, CaseId id) { tell_of_case(hub, org, id, "viewers"); }, parts.clock,
       [&mail = parts.case_mail](const org::By& by, CaseId id, const cases::CommentOnCase& said) {
         return mail.comment(by, id, said);
       }});
  email::add_case_mail_operations(parts.api, parts.case_mail);
  parts.org.admin().changes().add_uses({"hours", cases::policies_with_hours});
}

void tell_of_customers(const conversations::Signals& signals, OrgId org) {
  conversations::Signal signal;
  signal.org = org;
  signal.kind = conversations::Signal::Kind::customer_changed;
  signals.send(signal);
}

void add_protection(Server::Parts& parts) {
  const auto redacted = [&book = parts.protection](OrgId org, std::string_view text) {
    return book.redacted(org, text);
  };
  parts.conversations.redact_by(redacted);
  parts.cases.redact_by(redacted);
  org::Changes& changes = parts.org.admin().changes();
  protection::add_operations(
      parts.api, {parts.protection,
                  {changes, parts.files, parts.recording_files, parts.settings.data / exports_folder},
                  changes,
                  parts.recording_files,
                  [&parts](OrgId org, const std::vector<InteractionId>& interactions) {
                    parts.conversations.forget(org, interactions);
                    imports::remove_tables(parts.settings.data / tables_folder);
                    tell_of_customers(parts.signals, org);
                    // Not taken by busy workers, they go within the hour.
                    (void)parts.workers.post(
                        [&parts] { (void)email::remove_erased_bytes(parts.database, parts.mail_files); });
                  }});
}

// An agent's mail in a thread of a case stands in the case, too; once, by its key.
void tell_case_of_mail(cases::CaseBook& book, const org::By& by, CaseId id, email::MailId mail,
                       const std::string& words) {
  cases::CommentOnCase said;
  said.text = words;
  said.is_public = true;
  said.client_id = fmt::format("mail:{}", mail.value);
  if (const auto lives = book.find_survivor(by.org, id)) (void)book.comment(by, lives->id, said);
}

// Desks look at the newest conversation of its thread.
void tell_of_mail(Server::Parts& parts, OrgId org, email::MailId id) {
  const auto words =
      parts.database.read([&](database::Session& sql) -> Result<std::optional<email::CaseWords>> {
        return email::case_mails::find(sql, org, id);
      });
  if (words && *words) tell_of_case(parts.hub, org, (*words)->case_of, "changed");
  auto place = parts.database.read([&](database::Session& sql) -> Result<InteractionId> {
    const auto mail = email::mails::find(sql, org, id);
    if (!mail) return InteractionId{};
    const auto thread = email::mails::find_thread(sql, org, mail->thread);
    return thread && thread->interaction ? thread->interaction : mail->interaction;
  });
  if (!place || !*place) return;
  desk::FeedMessage message;
  message.type = "mail";
  message.interaction_id = *place;
  parts.hub.tell_agents(org, std::move(message));
}

// Every hour; through the whole folder once a day, and first an hour after the start.
Result<std::size_t> sweep_mails(Server::Parts& parts, Instant& swept) {
  auto gone = email::remove_erased_bytes(parts.database, parts.mail_files);
  if (!gone) return gone;
  const Instant now = parts.clock();
  auto own = email::forget_own_mails(parts.database, now);
  if (!own || now - swept < hours(24)) return own;
  swept = now;
  return email::sweep_mail_bytes(parts.database, parts.mail_files);
}

email::MailSenderOptions sending_options(const Settings& settings) {
  email::MailSenderOptions options;
  options.rules = settings.mail;
  return options;
}

void add_outgoing_mail(Server::Parts& parts) {
  parts.outgoing_mail.on_due([&parts] { parts.mail_sender.wake(); });
  parts.outgoing_mail.on_changed([&parts](OrgId of, email::MailId id) { tell_of_mail(parts, of, id); });
  parts.mail_intake.on_mail_changed([&parts](OrgId of, email::MailId id) { tell_of_mail(parts, of, id); });
  // The taking thread does not wait for it; not taken by busy workers, there is no first answer.
  parts.mail_intake.on_new_conversation([&parts](OrgId of, email::MailId id) {
    (void)parts.workers.post([&parts, of, id] { parts.outgoing_mail.answer_first(of, id); });
  });
  email::add_outgoing_operations(parts.api, parts.outgoing_mail);
  email::add_remote_image_operation(parts.api, parts.database, parts.mail_files,
                                    parts.settings.mail.allows_private_addresses);
}

webhooks::SenderOptions sender_options(const Settings& settings) {
  webhooks::SenderOptions options;
  options.allows_private = settings.sent_webhooks_private;
  return options;
}

portal::PostOptions post_options(const Settings& settings) {
  portal::PostOptions options;
  options.server = settings.own_mail;
  options.server.ca_file = settings.mail.ca_file;
  options.server.allows_private_addresses = true;  // the operator's own choice
  options.server.security = settings.own_mail_security == "tls"    ? mail::Security::tls
                            : settings.own_mail_security == "none" ? mail::Security::none
                                                                   : mail::Security::starttls;
  options.server.login = settings.own_mail.user.empty() ? mail::Login::none : mail::Login::password;
  if (options.server.port == 0) options.server.port = settings.own_mail_security == "tls" ? 465 : 587;
  options.from = settings.own_mail_from;
  return options;
}

std::filesystem::path portal_client(const Settings& settings) {
  const std::filesystem::path web = web_folder(settings);
  return web.empty() ? web : web / "portal";
}

}  // namespace

// --- the whole server, top to bottom; each line uses only what stands above it ---

Server::Parts::Parts(const Settings& the_settings, Opened what_was_opened, std::function<Instant()> the_clock)
    : settings(the_settings),
      clock(std::move(the_clock)),
      opened(std::move(what_was_opened)),
      log(*opened.log),
      database(*opened.database),
      files(*opened.files),
      ids(*opened.ids),
      org(*opened.org),
      workers(settings.workers, settings.worker_queue,
              [this](std::string_view what) {
                log.error("a worker's job failed", {{"what", what}});
              }),
      loop(settings.live, database, workers, log, metrics, clock),
      lines(org.admin().changes(), org.vault(), workers, log),
      customers(database),
      resolution(database, ids, clock),
      messages(database),
      records(database),
      callback_numbers(database),
      treatments(database, loop),
      conversations(messages, loop, ids),
      canned_replies(database),
      flow_store(database),
      flow_library(flow_store),
      assists(database, flow_store, flow_library),
      hub(loop, org.directories(), conversations, {messages, records, customers, assists}, signals, log,
          clock),
      publishing(flow_store, org.admin().changes(), org.directories(), loop, log),
      flow_runner({loop,
                   ids,
                   database,
                   org.directories(),
                   flow_store,
                   flow_library,
                   conversations,
                   messages,
                   records,
                   customers,
                   workers,
                   log,
                   {settings.webhooks_private},
                   clock}),
      duplicates({database, loop, ids, customers, messages, records, workers, log, clock}),
      visitors(database),
      signer(crypto::random_bytes(32)),
      visitor_hub(loop, org.directories(), conversations, signer, clock),
      chat({loop, ids, org.directories(), conversations, messages, records, customers, resolution, visitors,
            visitor_hub, signals, files, signer, flow_library, flow_runner, duplicates, treatments, clock,
            [this](OrgId of, const std::string& reader, InteractionId interaction, CustomerId customer) {
              (void)readers.contacted(of, reader, interaction, clock());
              (void)readers.known_as(of, reader, customer, clock());
            }}),
      prompts(prompt_options(settings), {org.admin().changes(), *opened.prompt_files, log, metrics, clock}),
      recording_store(database),
      recording_files(settings.data / recordings_folder, org.vault()),
      recorder(recording_store, recording_files, ids, workers, log, metrics, clock),
      retention(org.admin().changes(), recording_files, log),
      voicemail_store(database),
      voicemails({voicemail_store, recorder, recording_store, recording_files, conversations, records, loop,
                  ids, log, clock}),
      cases({org.admin().changes(), org.directories(), customers, records, messages, loop, ids}),
      case_keeper(cases, log, clock),
      case_listener(cases, workers, log),
      value_keeper(database, log, clock),
      advisor({org.admin().changes(), messages, records}),
      witness(ids),
      mail_files(*opened.mail_files),
      mail_intake({loop, ids, database, mail_files, files, customers, resolution, records, messages, cases,
                   treatments, org.vault(), workers, log, metrics, clock}),
      mail_receiving({settings.mail, settings.lmtp_listen}, {org.admin().changes(), mail_intake, ids, records,
                                                             mail_files, org.vault(), workers, log, clock}),
      mail_tokens(settings.mail, {database, org.vault(), log, clock,
                                  [this] { mail_receiving.configuration_changed(email::Mailboxes::what); }}),
      outgoing_mail({database, org.vault(), mail_files, files, messages, customers, org.directories(), loop,
                     ids, log, settings.mail, clock}),
      mail_sender(sending_options(settings),
                  {database, org.vault(), mail_files, messages, conversations, ids, log, metrics, clock,
                   [this](OrgId of, email::MailId id) { tell_of_mail(*this, of, id); },
                   [this](OrgId of, UserId agent, CaseId id, email::MailId mail, const std::string& words) {
                     tell_case_of_mail(cases, {of, agent}, id, mail, words);
                   }}),
      case_mail(outgoing_mail, cases, database, customers),
      knowledge(std::move(opened.search), settings.rerank,
                {org.admin().changes(), org.directories(), messages, records, ids, log, metrics, clock}),
      readers(database, ids),
      deflection({database, org.directories(), knowledge.finding, ids, log, clock}),
      community(std::move(opened.community_search),
                {org.admin().changes(), org.directories(), cases, log, clock}),
      protection(org.admin().changes()),
      protection_keeper({org.admin().changes(), files, log, settings.data / exports_folder,
                         [this, swept = Instant{}]() mutable { return sweep_mails(*this, swept); }}),
      voice(settings.voice,
            {loop, ids, customers, resolution, records, callback_numbers, flow_library, flow_runner,
             treatments, hub, recorder, voicemails, duplicates, workers, prompts, log, metrics, clock}),
      webhook_outbox(database, ids),
      webhook_sender(sender_options(settings),
                     {org.admin().changes(), webhook_outbox, org.vault(), log, metrics, clock}),
      jobs(settings.jobs, org.admin().changes(), log),
      history(database, org.directories(), clock),
      history_keeper({database, records, org.directories(), log, clock}),
      api(router, org.authenticator(), workers, log),
      link_post(post_options(settings), log, clock),
      portal_links(outgoing_mail, link_post, log),
      portal({settings.public_url, portal_client(settings)},
             {org.admin().changes(), org.directories(), knowledge, readers, cases, customers, resolution,
              messages, files, portal_links, ids, log, router, workers, clock}),
      web(settings.http, router, log, metrics) {
  loop.add_projection(records);
  loop.add_projection(assists);
  loop.add_projection(touching);
  loop.add_projection(witness);
  loop.add_projection(closings);
  // After the messages' own, which Conversations has added.
  loop.add_projection(webhook_outbox);
  loop.add_listener(webhook_outbox);
  webhook_outbox.on_more([this] { webhook_sender.wake(); });
  loop.add_listener(hub);
  loop.add_listener(visitor_hub);
  loop.add_listener(voice);
  hub.add_softphones(voice);
  loop.add_listener(flow_runner);
  loop.add_listener(duplicates);
  loop.add_listener(case_listener);
  duplicates.on_changed([this](OrgId id, InteractionId interaction) {
    tell_of_duplicate(hub, id, interaction);
    const auto elsewhere = duplicates.elsewhere(id, interaction);
    if (!elsewhere) return;
    chat.tell_elsewhere(interaction, *elsewhere);
    voice.tell_elsewhere(id, interaction, *elsewhere);
  });
  visitor_hub.show_choices(
      [this](OrgId id, const switchboard::InteractionView& view) { return chat.choices(id, view); });
  signals.add_listener(hub);
  signals.add_listener(visitor_hub);
  *opened.notice = [this](OrgId id, const std::string& what) {
    hub.configuration_changed(id, what);
    lines.configuration_changed(what);
    prompts.configuration_changed(what);
    mail_receiving.configuration_changed(what);
    if (what == email::Mailboxes::what) mail_tokens.wake();
    // What is promised has changed: the clocks follow. Not taken by busy workers, they do with the next
    // change.
    if (what == "case_policies" || what == "case_settings" || what == "hours")
      (void)workers.post([this, id] { (void)cases.follow_clocks(id); });
    if (what == webhooks::Webhooks::what) (void)webhook_outbox.refresh();
    if (what == protection::SettingsBook::what) protection.forget(id);
    if (what == value::Segments::what || what == "value_settings") value_keeper.wake();
  };

  lines.show_states(&voice.states());
  lines.on_change([this] { configure_voice(); });
  org.register_operations(api);
  lines.check_prompts_by(prompts::prompt_exists);
  lines.add_operations(api);
  prompts.add_operations(api);
  prompts.add_uses(flows::live_flows_with_prompt);
  for (const char* kind : {"queue", "flow"})
    org.admin().changes().add_uses({kind, [kind](database::Session& sql, OrgId of, std::int64_t id) {
                                      return lines::numbers_with(kind, sql, of, id);
                                    }});
  prompts.add_uses(lines::numbers_with_prompt);
  org.admin().changes().add_uses({"queue", email::mailboxes_with_queue});
  mail_receiving.add_operations(api);
  add_outgoing_mail(*this);
  arrivals::add_operations(api, database);
  desk::add_operations(api, {loop,
                             ids,
                             org.directories(),
                             conversations,
                             {messages, records, customers, assists},
                             resolution,
                             canned_replies,
                             files,
                             signals,
                             hub,
                             flow_library,
                             clock,
                             thread_sources()});
  recordings::add_operations(api, {recording_store, recording_files, records, org.admin().changes()});
  webhooks::add_operations(
      api, {org.admin().changes(), webhook_outbox, org.vault(), {settings.sent_webhooks_private}, [this] {
              webhook_sender.wake();
            }});
  knowledge.add_operations(api);
  portal.add_all(api);
  community::add_pages(portal, community);
  deflection::add_operations(api, database, clock);
  community::add_operations(api, community);
  flows::add_operations(api, {flow_store, publishing, org.admin().changes(), loop});
  desk::add_feed(router, org.authenticator(), workers, hub, clock);
  add_cases(*this);
  add_protection(*this);
  const auto customers_changed = [this](OrgId of) { tell_of_customers(signals, of); };
  customers::add_operations(api, {customers, resolution, org.admin().changes(), customers_changed});
  value::add_operations(api, {org.admin().changes()});
  value_keeper.on_changed(customers_changed);
  org.admin().changes().add_uses({"queue", value::segments_with_queue});
  advice::add_operations(api, advisor);
  duplicates::add_operations(api, duplicates, loop);
  imports::add_operations(
      api, {org.admin().changes(), resolution, [this](OrgId of) { tell_of_customers(signals, of); },
            settings.data / tables_folder});
  incoming::add_operations(api, {{org.admin().changes(), resolution}, org.vault(), [this](OrgId of) {
                                   tell_of_customers(signals, of);
                                 }});
  callbacks::add_operations(api, {loop, ids, callback_numbers, customers, resolution, records, clock});
  webchat::add_operations(api, router, chat, org.directories(), files);
  webchat::add_socket(router, chat, org.directories(), visitor_hub, workers);
  add_workforce(*this);
  add_site(*this);
}

void Server::Parts::configure_voice() {
  const lines::ConfigurationPtr now = lines.configuration();
  voice.configure(now->sip, now->calls);
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
