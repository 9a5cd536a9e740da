// Settings: everything an administrator can set, with its default. Read from one TOML file and RAPPORT_*
// variables.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "channels/email/mailbox.h"
#include "channels/voice/prompts/prompts.h"
#include "channels/voice/voice.h"
#include "knowledge/reranker.h"
#include "live/loop.h"
#include "platform/config/config_file.h"
#include "platform/crypto/password.h"
#include "platform/database/options.h"
#include "platform/http/server.h"
#include "platform/log/log.h"
#include "platform/mail/transport/server.h"
#include "workforce/jobs/jobs.h"

namespace rapport::program {

struct Settings {
  std::filesystem::path data = "data";  // database, attachments, key
  std::string database_url;             // PostgreSQL connection; "": SQLite in the data folder
  std::filesystem::path web;            // built web apps; "": found beside the program
  std::size_t workers = 24;             // threads for blocking work
  std::size_t worker_queue = 10'000;
  int chat_requests_per_minute = 240;  // per remote address, to the chat's public requests
  int sign_ins_per_minute = 30;        // per remote address
  bool webhooks_private = false;       // flows may call addresses inside
  bool sent_webhooks_private = false;  // webhooks may go to addresses inside, there without TLS too
  bool metrics_public = false;         // /metrics for others than this machine
  std::string public_url;              // "https://help.example.com": what links in mails begin with
  mail::MailServer own_mail;           // for what the server itself has to mail; without a host: nothing
  std::string own_mail_security = "starttls", own_mail_from;
  http::ServerOptions http;
  live::LoopOptions live;
  std::size_t database_readers = 8;
  std::vector<std::string> voice_listen;  // "udp:127.0.0.1:5060"; none: no telephone
  voice::Options voice;
  prompts::Options prompts;
  email::ServerRules mail;
  std::string lmtp_listen;  // where a mail server beside us hands mail over; "": nowhere
  knowledge::RerankOptions rerank;
  workforce::JobsOptions jobs;
  crypto::PasswordOptions password_cost;  // not to be configured: only tests make it cheaper
  // This program, to be run once more; not to be configured: only tests are another program.
  std::filesystem::path program = "/proc/self/exe";
  bool is_voice_needed = true;  // false: when its port is taken, the server starts without a telephone
  std::string log_level = "info";
  log::Options log;
};

// Describes `settings` to the configuration reader. Borrowed until loading is done.
config::Schema schema_of(Settings& settings);
// File (may be "") and environment over the defaults. The error has a line for each mistake: file, line, key.
Result<Settings> load_settings(const std::filesystem::path& file);

database::Options database_options(const Settings& settings);
// Where the built web apps are: as set, or beside the program (build tree, package). Empty: nowhere.
std::filesystem::path web_folder(const Settings& settings);

}  // namespace rapport::program
