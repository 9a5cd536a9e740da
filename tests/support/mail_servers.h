// A private mail world for one test program, on loopback and free ports, in a temp folder: Dovecot (IMAP) and
// an SMTP server (aiosmtpd, mail_server.py) that puts what it takes into Dovecot's mailboxes. Certificates of
// an authority of its own. Started when first asked for, stopped at the end of the program, also when that
// crashes. As root they run as the user nobody.
//
// Accounts are made by add_account(); the password of "ada" is "secret-ada", its OAuth token "token-ada", its
// address ada@shop.test. What the SMTP server does with others is written at the top of mail_server.py.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace rapport::tests {

class MailServers {
 public:
  // Null, with the reason printed once, when Dovecot or aiosmtpd is not installed.
  static MailServers* running();
  ~MailServers();

  // The mailbox `name`@shop.test, empty.
  void add_account(const std::string& name);
  // Puts a mail into an account's inbox (or a folder of it), as a server would: whole or not at all.
  void deliver(const std::string& name, const std::string& bytes);
  // What lies in its inbox, in the order of arrival.
  std::vector<std::string> inbox(const std::string& name) const;
  // What the SMTP server took for an address that is no account, oldest first.
  std::vector<std::string> outside(const std::string& address) const;

  std::uint16_t imap_port() const { return imap_port_; }  // STARTTLS
  std::uint16_t imaps_port() const { return imaps_port_; }
  std::uint16_t smtp_port() const { return smtp_port_; }  // STARTTLS
  std::uint16_t smtps_port() const { return smtps_port_; }
  // Of the authority; the servers' certificate is for localhost and 127.0.0.1.
  std::string ca_file() const { return (folder_ / "ca.pem").string(); }
  const std::filesystem::path& folder() const { return folder_; }

  void stop_imap();
  void start_imap();

 private:
  MailServers();
  pid_t spawn(const std::vector<std::string>& command, int output) const;
  void make_certificates() const;
  void start_smtp();
  void write_dovecot_config() const;
  void own(const std::filesystem::path& path) const;

  std::filesystem::path folder_;
  uid_t user_ = 0;
  gid_t group_ = 0;
  std::uint16_t imap_port_ = 0, imaps_port_ = 0, smtp_port_ = 0, smtps_port_ = 0;
  pid_t imap_ = 0, smtp_ = 0;
  int delivered_ = 0;
};

}  // namespace rapport::tests
