#include "channels/email/telling_cases.h"

#include <fmt/format.h>

#include "cases/case_store.h"

namespace rapport::email {

void tell_case(const IntakeParts& parts, OrgId org, MailId id) {
  struct Told {
    Mail mail;
    CaseId case_of;
    std::string text;
  };
  auto told = parts.database.read([&](database::Session& sql) -> Result<Told> {
    auto mail = mails::find(sql, org, id);
    if (!mail) return fail(ErrorCode::not_found, "unknown_mail", "no such mail");
    Told made{*mail, {}, {}};
    if (const auto thread = mails::find_thread(sql, org, mail->thread)) {
      made.case_of = thread->case_of;
      for (const InteractionId at : {thread->interaction, mail->interaction}) {
        if (made.case_of) break;
        const auto linked = cases::CaseStore::cases_of(sql, org, at);
        if (!linked.empty()) made.case_of = linked.front();
      }
      if (!made.case_of) {
        // A new conversation of a thread whose earlier one is linked.
        for (const Mail& earlier : mails::of_thread(sql, org, thread->id, {}, 1'000)) {
          const auto linked = cases::CaseStore::cases_of(sql, org, earlier.interaction);
          if (!linked.empty()) made.case_of = linked.front();
        }
      }
    }
    if (const auto message = conversations::MessageStore::find(sql, org, mail->message))
      made.text = message->text;
    return made;
  });
  if (!told) return;
  const org::By server{org, {}};
  if (told->case_of) {
    const std::string key = fmt::format("mail:{}", id.value);
    Result<void> outcome;
    if (told->mail.state == MailState::report) {
      const std::string note = told->text.empty() ? "✉ ✗ " + told->mail.subject : told->text;
      if (auto said = parts.cases.comment(server, told->case_of, note, false, std::nullopt); !said)
        outcome = tl::unexpected<Error>(said.error());
    } else {
      auto landed =
          parts.cases.add_reply(org, told->case_of, told->mail.customer, told->text, told->mail.at, key);
      if (!landed)
        outcome = tl::unexpected<Error>(landed.error());
      else
        (void)parts.cases.link(server, landed->id, told->mail.interaction);
      if (landed && landed->id != told->case_of) told->case_of = landed->id;
    }
    if (!outcome && outcome.error().code == ErrorCode::unavailable) return;  // with the next start
    if (!outcome)
      parts.log.warning(
          "a case could not be told of a mail",
          {{"case", told->case_of.value}, {"mail", id.value}, {"reason", outcome.error().reason}});
  }
  auto written = parts.database
                     .write<void>([&](database::Session& sql) -> Result<void> {
                       if (told->case_of) mails::set_case(sql, org, told->mail.thread, told->case_of);
                       mails::set_case_waits(sql, org, id, false);
                       return {};
                     })
                     .get();
  (void)written;
}

}  // namespace rapport::email
