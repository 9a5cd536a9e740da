// LinkPost: mails links to sign in by through the operator's own mail server. One thread of its own; send()
// from any. What it holds is gone with the process: whoever got no mail asks again.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <thread>

#include "base/inbox.h"
#include "base/instant.h"
#include "platform/log/log.h"
#include "platform/mail/transport/server.h"
#include "portal/link_sender.h"

namespace rapport::portal {

struct PostOptions {
  mail::MailServer server;  // without a host: nothing can be sent
  std::string from;         // "Help <help@example.com>" or the address alone
};

class LinkPost : public LinkSender {
 public:
  static constexpr std::size_t waiting_max = 1'000;
  static constexpr int tries_max = 4;  // 2, 10 and 30 seconds apart

  LinkPost(PostOptions options, log::Log& log, std::function<Instant()> clock);
  ~LinkPost() override;  // stops

  bool can_send(OrgId) const override { return !options_.server.host.empty() && !options_.from.empty(); }
  void send(const LinkMail& mail) override;

  void start();
  void stop();

 private:
  void run();
  bool post(const LinkMail& mail) const;

  const PostOptions options_;
  log::Log& log_;
  std::function<Instant()> clock_;
  Inbox<LinkMail> waiting_{waiting_max};
  std::atomic<bool> is_stopping_{false};
  std::thread thread_;
};

}  // namespace rapport::portal
