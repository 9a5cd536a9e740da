#include "support/mail_servers.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <grp.h>
#include <netinet/in.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>
#include <thread>

#include "base/check.h"

namespace rapport::tests {

namespace {

namespace fs = std::filesystem;

constexpr const char* dovecot = "/usr/sbin/dovecot";

[[noreturn]] void mail_gives_up(const std::string& why) {
  std::fprintf(stderr, "the test's mail servers: %s\n", why.c_str());
  std::abort();
}

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

std::vector<std::string> contents_of(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored))
    files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<std::string> contents;
  for (const fs::path& file : files)
    contents.push_back(content_of(file));
  return contents;
}

// Two that nobody listens on now; Dovecot cannot choose for itself.
std::pair<std::uint16_t, std::uint16_t> free_ports() {
  std::uint16_t ports[2] = {};
  int sockets[2] = {};
  for (int i = 0; i < 2; ++i) {
    sockets[i] = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    RAPPORT_CHECK(::bind(sockets[i], reinterpret_cast<sockaddr*>(&address), length) == 0);
    RAPPORT_CHECK(::getsockname(sockets[i], reinterpret_cast<sockaddr*>(&address), &length) == 0);
    ports[i] = ntohs(address.sin_port);
  }
  ::close(sockets[0]);
  ::close(sockets[1]);
  return {ports[0], ports[1]};
}

bool is_listening(std::uint16_t port) {
  const int client = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  const bool is_open = ::connect(client, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  ::close(client);
  return is_open;
}

int wait_for_end(pid_t pid) {
  int status = 0;
  RAPPORT_CHECK(waitpid(pid, &status, 0) == pid);
  return status;
}

bool has_ended(pid_t pid) {
  return waitpid(pid, nullptr, WNOHANG) == pid;
}

}  // namespace

MailServers* MailServers::running() {
  static const std::unique_ptr<MailServers> servers = []() -> std::unique_ptr<MailServers> {
    const bool has_aiosmtpd = fs::exists("/usr/lib/python3/dist-packages/aiosmtpd");
    if (!fs::exists(dovecot) || !has_aiosmtpd) {
      std::fprintf(
          stderr, "SKIPPED: the tests on real mail servers, because %s is not installed (tools/setup test)\n",
          has_aiosmtpd ? "dovecot-imapd" : "python3-aiosmtpd");
      return nullptr;
    }
    return std::unique_ptr<MailServers>(new MailServers);
  }();
  return servers.get();
}

MailServers::MailServers() {
  user_ = getuid();
  group_ = getgid();
  if (user_ == 0) {
    const passwd* account = getpwnam("nobody");
    if (account == nullptr) mail_gives_up("no user nobody");
    user_ = account->pw_uid;
    group_ = account->pw_gid;
  }
  std::string name = (fs::temp_directory_path() / "rapport-mail-XXXXXX").string();
  RAPPORT_CHECK(mkdtemp(name.data()) != nullptr);
  folder_ = name;
  for (const char* part : {"run", "state", "mail", "outside"}) {
    fs::create_directory(folder_ / part);
    own(folder_ / part);
  }
  own(folder_);
  make_certificates();
  start_smtp();
  start_imap();
}

MailServers::~MailServers() {
  stop_imap();
  if (smtp_ != 0) {
    kill(smtp_, SIGKILL);
    wait_for_end(smtp_);
  }
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void MailServers::own(const fs::path& path) const {
  RAPPORT_CHECK(chown(path.c_str(), user_, group_) == 0);
}

pid_t MailServers::spawn(const std::vector<std::string>& command, int output) const {
  std::vector<char*> arguments;
  for (const std::string& argument : command)
    arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  const pid_t parent = getpid();
  const pid_t pid = fork();
  RAPPORT_CHECK(pid >= 0);
  if (pid > 0) return pid;
  setpgid(0, 0);
  if (getuid() == 0 && (setgroups(0, nullptr) != 0 || setgid(group_) != 0 || setuid(user_) != 0)) _exit(126);
  prctl(PR_SET_PDEATHSIG, SIGTERM);  // after setuid, which clears it
  if (getppid() != parent || chdir(folder_.c_str()) != 0) _exit(126);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  execv(arguments[0], arguments.data());
  _exit(127);
}

void MailServers::make_certificates() const {
  const int log = ::open((folder_ / "openssl.log").c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
  const auto openssl = [&](std::vector<std::string> words) {
    words.insert(words.begin(), "/usr/bin/openssl");
    if (wait_for_end(spawn(words, log)) != 0)
      mail_gives_up("openssl failed, see " + (folder_ / "openssl.log").string());
  };
  const std::string key = "ec", curve = "ec_paramgen_curve:prime256v1";
  openssl({"req", "-x509", "-newkey", key, "-pkeyopt", curve, "-nodes", "-keyout", "ca.key", "-out", "ca.pem",
           "-days", "2", "-subj", "/CN=Test Authority", "-addext", "keyUsage=critical,keyCertSign"});
  openssl({"req", "-newkey", key, "-pkeyopt", curve, "-nodes", "-keyout", "key.pem", "-out", "cert.csr",
           "-subj", "/CN=localhost"});
  std::ofstream(folder_ / "names") << "subjectAltName=DNS:localhost,IP:127.0.0.1\n";
  openssl({"x509", "-req", "-in", "cert.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days",
           "2", "-extfile", "names", "-out", "cert.pem"});
  ::close(log);
}

void MailServers::start_smtp() {
  int ends[2];
  RAPPORT_CHECK(pipe2(ends, O_CLOEXEC) == 0);
  fs::copy_file("tests/support/mail_server.py", folder_ / "mail_server.py",
                fs::copy_options::overwrite_existing);
  own(folder_ / "mail_server.py");
  smtp_ = spawn({"/usr/bin/python3", "-B", (folder_ / "mail_server.py").string(), folder_.string()}, ends[1]);
  ::close(ends[1]);
  std::FILE* output = fdopen(ends[0], "r");
  std::string said;
  char line[512];
  unsigned starttls = 0, tls = 0;
  while (starttls == 0 && std::fgets(line, sizeof line, output) != nullptr) {
    said += line;
    if (std::sscanf(line, "ready %u %u", &starttls, &tls) != 2) starttls = 0;
  }
  if (starttls == 0) mail_gives_up("the SMTP server did not start:\n" + said);
  std::fclose(output);  // it says no more
  smtp_port_ = static_cast<std::uint16_t>(starttls);
  smtps_port_ = static_cast<std::uint16_t>(tls);
}

void MailServers::write_dovecot_config() const {
  const passwd* account = getpwuid(user_);
  const group* group_of = getgrgid(group_);
  if (account == nullptr || group_of == nullptr) mail_gives_up("the user has no name");
  const std::string user = account->pw_name, group = group_of->gr_name, at = folder_.string();
  std::ofstream(folder_ / "dovecot.conf") << fmt::format(
      R"(base_dir = {at}/run
state_dir = {at}/state
log_path = {at}/dovecot.log
protocols = imap
listen = 127.0.0.1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
ssl = yes
ssl_cert = <{at}/cert.pem
ssl_key = <{at}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2 oauthbearer
auth_failure_delay = 0
mail_location = maildir:~/Maildir
mail_fsync = never
first_valid_uid = 1
login_trusted_networks =
mail_max_userip_connections = 100
passdb {{
  driver = static
  args = password=secret-%u
}}
passdb {{
  driver = static
  args = password=token-%u
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={at}/mail/%u
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  service_count = 0
  process_min_avail = 1
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
)",
      fmt::arg("at", at), fmt::arg("user", user), fmt::arg("group", group), fmt::arg("imap", imap_port_),
      fmt::arg("imaps", imaps_port_));
}

void MailServers::start_imap() {
  const bool is_again = imap_port_ != 0;
  for (int tries = 0; tries < 5; ++tries) {
    if (!is_again) std::tie(imap_port_, imaps_port_) = free_ports();
    write_dovecot_config();
    own(folder_ / "dovecot.conf");
    const int log =
        ::open((folder_ / "dovecot.out").c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
    imap_ = spawn({dovecot, "-F", "-c", (folder_ / "dovecot.conf").string()}, log);
    ::close(log);
    for (int waits = 0; waits < 3'000; ++waits) {
      if (is_listening(imap_port_) && is_listening(imaps_port_)) return;
      if (has_ended(imap_)) break;  // somebody took its port
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    imap_ = 0;
  }
  mail_gives_up("Dovecot did not start:\n" + content_of(folder_ / "dovecot.out") +
                content_of(folder_ / "dovecot.log"));
}

void MailServers::stop_imap() {
  if (imap_ == 0) return;
  // With all its processes; asked politely it waits for its clients, for half a minute.
  kill(-imap_, SIGKILL);
  wait_for_end(imap_);
  imap_ = 0;
  // The others of them end when they end.
  while (is_listening(imap_port_) || is_listening(imaps_port_))
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  std::error_code ignored;
  fs::remove(folder_ / "run" / "master.pid", ignored);
}

void MailServers::add_account(const std::string& name) {
  for (const char* part : {"", "Maildir", "Maildir/new", "Maildir/cur", "Maildir/tmp"}) {
    fs::create_directories(folder_ / "mail" / name / part);
    own(folder_ / "mail" / name / part);
  }
}

void MailServers::deliver(const std::string& name, const std::string& bytes) {
  const fs::path maildir = folder_ / "mail" / name / "Maildir";
  ++delivered_;
  const std::string file = fmt::format("{:010}.M{}.test", 1'700'000'000 + delivered_, delivered_);
  std::ofstream(maildir / "tmp" / file, std::ios::binary) << bytes;
  own(maildir / "tmp" / file);
  fs::rename(maildir / "tmp" / file, maildir / "new" / file);
}

std::vector<std::string> MailServers::inbox(const std::string& name) const {
  const fs::path maildir = folder_ / "mail" / name / "Maildir";
  std::vector<std::string> mails = contents_of(maildir / "cur");
  for (std::string& one : contents_of(maildir / "new"))
    mails.push_back(std::move(one));
  return mails;
}

std::vector<std::string> MailServers::outside(const std::string& address) const {
  return contents_of(folder_ / "outside" / address);
}

}  // namespace rapport::tests
