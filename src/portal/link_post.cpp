#include "portal/link_post.h"

#include <fmt/format.h>

#include <chrono>
#include <vector>

#include "platform/crypto/random.h"
#include "platform/mail/mime/compose.h"
#include "platform/mail/transport/smtp.h"
#include "portal/page.h"

namespace rapport::portal {
namespace {

// "Help <help@example.com>" or "help@example.com".
mail::Address sender_of(const std::string& from) {
  const auto open = from.rfind('<');
  if (open == std::string::npos || !from.ends_with('>')) return {"", from};
  std::string name = from.substr(0, open);
  while (!name.empty() && name.back() == ' ')
    name.pop_back();
  return {name, from.substr(open + 1, from.size() - open - 2)};
}

mail::Outgoing mail_of(const LinkMail& link, const std::string& from, Instant now) {
  mail::Outgoing mail;
  mail.from = sender_of(from);
  if (mail.from.name.empty()) mail.from.name = link.company;
  mail.message_id = crypto::random_token() + "@" + mail.from.address.substr(mail.from.address.find('@') + 1);
  mail.date = now;
  mail.to = {{"", link.to}};
  mail.auto_submitted = "auto-generated";
  LinkWords words = words_of(link);
  mail.subject = std::move(words.subject);
  mail.text = std::move(words.text);
  mail.html = std::move(words.html);
  return mail;
}

}  // namespace

LinkWords words_of(const LinkMail& link) {
  const bool is_zh = link.language.starts_with("zh");
  const auto say = [&](const char* en, const char* zh) { return std::string(is_zh ? zh : en); };
  LinkWords words;
  words.subject = say("Your link to sign in: ", "您的登录链接：") + link.company;
  const std::string why =
      say("With this link you sign in to see your requests:", "请通过以下链接登录，查看您的请求：");
  const std::string how = say(
      "It works once and for 30 minutes. If you did not ask for it, leave it: nothing happens without it.",
      "链接仅可使用一次，30 分钟内有效。如果不是您本人操作，请忽略本邮件。");
  words.text = fmt::format("{}\n\n{}\n\n{}\n\n{}\n", why, link.address, how, link.company);
  words.html = fmt::format("<p>{}</p><p><a href=\"{}\">{}</a></p><p>{}</p><p>{}</p>", escaped(why),
                           escaped(link.address), escaped(say("Sign in", "登录")), escaped(how),
                           escaped(link.company));
  return words;
}

LinkPost::LinkPost(PostOptions options, log::Log& log, std::function<Instant()> clock)
    : options_(std::move(options)), log_(log), clock_(std::move(clock)) {}

LinkPost::~LinkPost() {
  stop();
}

void LinkPost::send(const LinkMail& mail) {
  if (!waiting_.send(mail)) log_.warning("a link to sign in by was not mailed: too many wait");
}

void LinkPost::start() {
  thread_ = std::thread([this] { run(); });
}

void LinkPost::stop() {
  is_stopping_ = true;
  waiting_.close();
  if (thread_.joinable()) thread_.join();
}

void LinkPost::run() {
  using Clock = std::chrono::steady_clock;
  constexpr int pauses_s[] = {2, 10, 30};
  struct Again {
    LinkMail mail;
    int tries = 0;
    Clock::time_point at;
  };
  std::vector<Again> again;
  std::vector<LinkMail> fresh;
  const auto attempt = [&](LinkMail mail, int tries) {
    if (post(mail)) return;
    if (tries + 1 < tries_max)
      again.push_back({std::move(mail), tries + 1, Clock::now() + std::chrono::seconds(pauses_s[tries])});
  };
  while (true) {
    auto until = Clock::now() + std::chrono::hours(1);
    for (const Again& each : again)
      until = std::min(until, each.at);
    if (!waiting_.receive(fresh, 20, until)) return;
    for (LinkMail& mail : fresh)
      attempt(std::move(mail), 0);
    std::vector<Again> later;
    std::swap(later, again);
    for (Again& each : later) {
      if (is_stopping_) return;
      if (each.at <= Clock::now())
        attempt(std::move(each.mail), each.tries);
      else
        again.push_back(std::move(each));
    }
  }
}

bool LinkPost::post(const LinkMail& link) const {
  const mail::Outgoing mail = mail_of(link, options_.from, clock_());
  const auto bytes = mail::compose(mail);
  const auto from = mail::wire_address(mail.from.address);
  const auto to = mail::wire_address(link.to);
  if (!bytes || !from || !to) {
    log_.warning("a link to sign in by cannot be mailed", {{"why", !bytes  ? bytes.error().detail
                                                                   : !from ? from.error().detail
                                                                           : to.error().detail}});
    return true;  // another try changes nothing
  }
  auto smtp = mail::Smtp::open(options_.server, [this] { return is_stopping_.load(); });
  if (!smtp) {
    log_.warning("the mail server for links to sign in by cannot be used",
                 {{"reason", smtp.error().reason}, {"detail", smtp.error().detail}});
    return false;
  }
  const auto sent = smtp->submit({*from, {*to}}, *bytes);
  if (!sent) {
    log_.warning("a link to sign in by was not taken",
                 {{"reason", sent.error().reason}, {"detail", sent.error().detail}});
    return sent.error().reason == "outcome_unknown";  // it may be on its way
  }
  smtp->close();
  const mail::SmtpAnswer& answer = sent->recipients.front().answer;
  return answer.is_accepted() || !answer.is_retryable();
}

}  // namespace rapport::portal
