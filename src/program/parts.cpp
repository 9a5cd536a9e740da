#include "program/parts.h"

#include "channels/email/mail_content.h"
#include "channels/email/mail_sweep.h"
#include "platform/crypto/random.h"
#include "program/data_folder.h"
#include "program/site.h"
#include "program/telling.h"
#include "workforce/schedule/solver_process.h"

namespace rapport::program {
namespace {

prompts::Options prompt_options(const Settings& settings) {
  prompts::Options options = settings.prompts;
  if (options.cache_folder.empty()) options.cache_folder = settings.data / speech_folder;
  return options;
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
      schedules(org.admin().changes(), org.directories(),
                [process = workforce::schedule::own_process(settings.program.string())](
                    const auto& problem, const auto& options, const Progress& progress) {
                  return workforce::schedule::solve_apart(process, problem, options, progress);
                }),
      time_off(schedules, org.directories()),
      swaps(schedules, org.directories()),
      shift_offers(schedules, org.directories()),
      bids(schedules),
      bid_keeper({bids, org.directories(), log, clock}),
      history(database, org.directories(), clock),
      history_keeper({database, records, org.directories(), log, clock}),
      twin_keeper({database, org.directories(), log, clock}),
      outlook_keeper({org.directories(), history, schedules, clock}, log),
      api(router, org.authenticator(), workers, log),
      link_post(post_options(settings), log, clock),
      portal_links(outgoing_mail, link_post, log),
      portal({settings.public_url, portal_client(settings)},
             {org.admin().changes(), org.directories(), knowledge, readers, cases, customers, resolution,
              messages, files, portal_links, ids, log, router, workers, clock}),
      web(settings.http, router, log, metrics) {
  connect();
  add_operations();
  add_site(*this);
}

void Server::Parts::configure_voice() {
  const lines::ConfigurationPtr now = lines.configuration();
  voice.configure(now->sip, now->calls);
}

}  // namespace rapport::program
