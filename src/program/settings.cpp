#include "program/settings.h"

#include <system_error>

#include "channels/voice/listener_text.h"

namespace rapport::program {

config::Schema schema_of(Settings& settings) {
  config::Schema schema("RAPPORT_");
  schema.path("data", settings.data, "Folder of the database, attachments and the key file.");
  schema.path("web", settings.web, "Folder of the built web apps; empty: beside the program.");
  schema.integer("workers", settings.workers, 2, 512,
                 "Threads for blocking work: requests, SQL, password hashes.");
  schema.integer("worker_queue", settings.worker_queue, 10, 1'000'000,
                 "Requests waiting for a worker; beyond it 503.");

  schema.section("database", "SQLite in the data folder, or PostgreSQL.");
  schema.text("database.url", settings.database_url,
              "libpq connection text or URI of PostgreSQL; empty: SQLite.");
  schema.integer("database.readers", settings.database_readers, 1, 256, "Pooled read connections.");

  schema.section("http", "The web server.");
  schema.text("http.address", settings.http.address, "Address to listen on.");
  schema.integer("http.port", settings.http.port, 0, 65'535, "Port to listen on; 0 takes any free one.");
  schema.path("http.tls_certificate", settings.http.tls_certificate,
              "PEM file with the certificate chain; with tls_key.");
  schema.path("http.tls_key", settings.http.tls_key, "PEM file with the private key.");
  schema.list("http.trusted_proxies", settings.http.trusted_proxies,
              "Addresses whose X-Forwarded-For and -Proto are believed.");
  schema.integer("http.connections_max", settings.http.connections_max, 10, 1'000'000,
                 "Open connections; more are closed at once.");
  schema.duration("http.header_timeout", settings.http.header_timeout, milliseconds(100), minutes(10),
                  "For a request's head; 408.");
  schema.duration("http.body_timeout", settings.http.body_timeout, milliseconds(100), hours(1),
                  "For a request's body; 408.");
  schema.duration("http.idle_timeout", settings.http.idle_timeout, milliseconds(100), hours(1),
                  "Between requests of a connection.");
  schema.flag("http.metrics_public", settings.metrics_public, "Serve /metrics to others than this machine.");

  schema.text("http.public_url", settings.public_url,
              "What the server is reached at from outside, e.g. https://help.example.com: links in mails and "
              "in sitemaps begin with it.");

  schema.section("limits", "What one address may ask for.");
  schema.integer("limits.chat_requests_per_minute", settings.chat_requests_per_minute, 1, 1'000'000,
                 "Public chat requests per remote address; beyond it 429.");
  schema.integer("limits.sign_ins_per_minute", settings.sign_ins_per_minute, 1, 1'000'000,
                 "Session requests per remote address; beyond it 429.");

  schema.section("flows", "Flows that customers go through.");
  schema.flag("flows.webhooks_private", settings.webhooks_private,
              "Let webhooks of flows call loopback and private addresses.");

  schema.section("webhooks", "Signed requests that tell your own servers what happens here.");
  schema.flag("webhooks.private", settings.sent_webhooks_private,
              "Let webhooks go to loopback and private addresses, there by http too.");

  schema.section(
      "mail",
      "Mail servers: of mailboxes (docs/email.md), and the one that the server's own mails leave by.");
  schema.text("mail.ca_file", settings.mail.ca_file,
              "PEM file with an authority of your own for mail servers' certificates; empty: the system's.");
  schema.flag("mail.private", settings.mail.allows_private_addresses,
              "Let mailboxes lead to mail servers on loopback and private addresses.");
  schema.flag("mail.clear_passwords", settings.mail.allows_clear_passwords,
              "Let mailboxes sign in without TLS.");
  schema.text("mail.lmtp_listen", settings.lmtp_listen,
              "Where a mail server on this machine hands mail over by LMTP: unix:PATH or a loopback address "
              "with a port, 127.0.0.1:2424; empty: nowhere.");

  schema.text("mail.host", settings.own_mail.host,
              "Host of SMTP submission for links to sign in to the portal; empty: none are sent.");
  schema.integer("mail.port", settings.own_mail.port, 0, 65'535, "Its port; 0: 465 for tls, else 587.");
  schema.text("mail.security", settings.own_mail_security, "starttls, tls (from the first byte) or none.",
              {"starttls", "tls", "none"});
  schema.text("mail.user", settings.own_mail.user, "To sign in with; empty: without signing in.");
  schema.text("mail.password", settings.own_mail.secret, "Its password.");
  schema.text("mail.from", settings.own_mail_from,
              "Whom these mails are from: help@example.com, or Help <help@example.com>.");

  schema.section("knowledge", "Articles and the search over them.");
  schema.text("knowledge.rerank_url", settings.rerank.url,
              "An embedding model's endpoint that speaks OpenAI's /embeddings, to put search results into a "
              "better order; empty: none.");
  schema.text("knowledge.rerank_model", settings.rerank.model, "The model's name there.");
  schema.text("knowledge.rerank_key", settings.rerank.key, "Sent to it as Authorization: Bearer.");
  schema.duration("knowledge.rerank_timeout", settings.rerank.timeout, milliseconds(50), seconds(10),
                  "For its answer; then the order stays as it is.");

  schema.section("workforce", "What planners compute.");
  schema.integer("workforce.job_threads", settings.jobs.threads, 1, 16,
                 "Long runs of planners at once; those of seconds have one more.");
  schema.integer("workforce.jobs_kept_days", settings.jobs.kept_days, 1, 3'650,
                 "For how long the results of such runs are kept.");

  schema.section("live", "The loop that owns the switchboards.");
  schema.integer("live.snapshot_every", settings.live.snapshot_every, 100, 10'000'000,
                 "Events between two snapshots of an organisation.");
  schema.integer("live.ring_max", settings.live.ring_max, 100, 10'000'000,
                 "Released events kept for desks that resume.");
  schema.duration("live.apply_warning", settings.live.apply_warning, Duration{1}, minutes(1),
                  "A decision slower than this is logged.");

  schema.section("voice", "The telephone: SIP, RTP and the desks' own sound. See docs/voice.md.");
  schema.list("voice.listen", settings.voice_listen,
              "Addresses for SIP, as transport:address:port, e.g. udp:192.0.2.10:5060, tls:192.0.2.10:5061; "
              "empty: no telephone.");
  schema.text("voice.public_host", settings.voice.sip.public_host,
              "Name or address that SIP peers reach us at; empty: the one listened on.");
  schema.text("voice.tls_certificate", settings.voice.sip.tls.certificate,
              "PEM file with chain and EC key for SIP over TLS; empty: one is made at every start.");
  schema.text("voice.tls_authorities", settings.voice.sip.tls.authorities,
              "PEM file of authorities that gateways' certificates may be signed by, beside the system's.");
  schema.text("voice.media_address", settings.voice.media.bind_address, "Address for RTP.");
  schema.text("voice.media_public_address", settings.voice.media.public_address,
              "Address for RTP that peers are told (behind a NAT); empty: voice.media_address.");
  schema.integer("voice.media_first_port", settings.voice.media.first_port, 0, 65'534,
                 "First UDP port for trunks and phones, even; 0: any free one.");
  schema.integer("voice.media_last_port", settings.voice.media.last_port, 0, 65'535, "Last of them.");
  schema.integer(
      "voice.browser_port", settings.voice.media.browser_port, 0, 65'535,
      "UDP port for the browsers of the first media thread, those of the others follow; 0: any free ones.");
  schema.duration("voice.hold_recall", settings.voice.calls.hold_recall, Duration{0}, hours(1),
                  "An agent is reminded of a customer on hold this often; 0: never.");
  schema.duration("voice.parked_max", settings.voice.calls.parked_max, seconds(5), hours(8),
                  "A parked customer is back with who parked them after this.");
  schema.integer("voice.media_threads", settings.voice.media.threads, 0, 64,
                 "Threads that carry sound; 0: one for each core but one.");
  schema.integer("voice.calls_max", settings.voice.media.legs_max, 2, 100'000,
                 "Open ends of calls; more get 503.");

  schema.text(
      "voice.speech", settings.prompts.speech,
      "What speaks to callers: espeak-ng (a program), the URL of a server that is posted {text, language, "
      "format} and answers with a WAV file, or none.");
  schema.list("voice.speech_voices", settings.prompts.voices,
              "Voices of espeak-ng by language, e.g. zh=cmn, en=en-us.");
  schema.text("voice.speech_authorization", settings.prompts.authorization,
              "Authorization header for that server.");
  schema.duration("voice.speech_timeout", settings.prompts.timeout, milliseconds(500), minutes(1),
                  "For one text to become speech; then the call goes on without it.");
  schema.integer("voice.speech_threads", settings.prompts.threads, 1, 64, "Texts that are spoken at once.");
  schema.integer("voice.speech_memory_mb", settings.prompts.memory_mb, 1, 100'000,
                 "Speech and prompts kept in memory; 48 kB a second.");
  schema.integer("voice.speech_disk_mb", settings.prompts.disk_mb, 0, 1'000'000,
                 "Speech kept in the data folder; 32 kB a second.");

  schema.section("log", "One line per message, fields as key=value or JSON.");
  schema.text("log.level", settings.log_level, "The least that is logged.",
              {"debug", "info", "warning", "error"});
  schema.flag("log.json", settings.log.is_json, "Lines as JSON.");
  schema.text("log.file", settings.log.file, "File to append to; empty: standard error.");
  return schema;
}

Result<Settings> load_settings(const std::filesystem::path& file) {
  Settings settings;
  const config::Schema schema = schema_of(settings);
  if (auto loaded = config::load(schema, file, config::environment("RAPPORT_")); !loaded) {
    return tl::unexpected<Error>(loaded.error());
  }
  while (settings.public_url.ends_with('/'))
    settings.public_url.pop_back();
  const bool is_url =
      settings.public_url.starts_with("https://") || settings.public_url.starts_with("http://");
  if (!settings.public_url.empty() && !is_url)
    return fail(ErrorCode::invalid, "bad_config", "http.public_url: begins with https:// or http://");
  if (settings.http.tls_certificate.empty() != settings.http.tls_key.empty()) {
    return fail(ErrorCode::invalid, "bad_config",
                "http.tls_certificate and http.tls_key: set both or neither");
  }
  for (const std::string& text : settings.voice_listen) {
    auto listener = voice::parse_listener(text);
    if (!listener) return fail(ErrorCode::invalid, "bad_config", "voice.listen: " + listener.error().detail);
    settings.voice.sip.listeners.push_back(std::move(*listener));
  }
  const std::string& level = settings.log_level;
  settings.log.level = level == "debug"     ? log::Level::debug
                       : level == "warning" ? log::Level::warning
                       : level == "error"   ? log::Level::error
                                            : log::Level::info;
  return settings;
}

database::Options database_options(const Settings& settings) {
  database::Options options;
  if (settings.database_url.empty()) {
    options.sqlite_file = settings.data / "rapport.db";
  } else {
    options.engine = database::Engine::postgresql;
    options.postgresql_connection = settings.database_url;
  }
  options.readers = settings.database_readers;
  return options;
}

std::filesystem::path web_folder(const Settings& settings) {
  if (!settings.web.empty()) return settings.web;
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error) return {};
  const std::filesystem::path beside = program.parent_path();
  for (const auto& folder : {beside / "../../web/dist", beside / "../share/rapport/web"}) {
    if (std::filesystem::is_directory(folder, error)) return std::filesystem::canonical(folder, error);
  }
  return {};
}

}  // namespace rapport::program
