#include "program/telling.h"

#include <fmt/format.h>

#include "channels/email/case_mail_store.h"

namespace rapport::program {

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

void tell_of_customers(const conversations::Signals& signals, OrgId org) {
  conversations::Signal signal;
  signal.org = org;
  signal.kind = conversations::Signal::Kind::customer_changed;
  signals.send(signal);
}

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

void tell_of_shifts(desk::FeedHub& hub, OrgId org, const std::set<AgentId>& agents) {
  desk::FeedMessage message;
  message.type = "shifts";
  message.what = "schedule";
  hub.tell_users(org, {agents.begin(), agents.end()}, std::nullopt, std::move(message));
}

void tell_of_shift_requests(desk::FeedHub& hub, OrgId org, const std::set<AgentId>& agents) {
  desk::FeedMessage message;
  message.type = "shifts";
  message.what = "requests";
  if (agents.empty()) return hub.tell_agents(org, std::move(message));
  hub.tell_users(org, {agents.begin(), agents.end()}, api::Permission::plan, std::move(message));
}

void tell_case_of_mail(cases::CaseBook& book, const org::By& by, CaseId id, email::MailId mail,
                       const std::string& words) {
  cases::CommentOnCase said;
  said.text = words;
  said.is_public = true;
  said.client_id = fmt::format("mail:{}", mail.value);
  if (const auto lives = book.find_survivor(by.org, id)) (void)book.comment(by, lives->id, said);
}

}  // namespace rapport::program
