// What is kept of mails, for agents: a conversation's whole thread, one mail, its source.
#include "api/api.h"
#include "api/page.h"
#include "channels/email/mail_store.h"
#include "channels/email/mail_view.h"
#include "channels/email/outgoing_store.h"
#include "channels/email/receiving.h"
#include "org/entity.h"

namespace rapport::email {
namespace {

const api::Permissions mail_readers{api::Permission::take_interactions, api::Permission::supervise,
                                    api::Permission::see_history};

api::Operation reading_of(const char* path, const char* id, const char* summary) {
  api::Operation made;
  made.path = path;
  made.id = id;
  made.tag = "email";
  made.summary = summary;
  made.any_of = mail_readers;
  return made;
}

// The bytes may be gone (retention): what is known of the mail stays.
MailView shown(const files::Store& files, const Mail& mail, std::optional<Instant> due) {
  auto content = read_content(files, mail);
  MailView view = present(mail, content ? std::move(*content) : MailContent{});
  view.due_at = due;
  return view;
}

struct KeptMail {
  Mail mail;
  std::optional<Instant> due;  // of one that is still to leave
};

KeptMail with_due(database::Session& sql, OrgId org, Mail mail) {
  std::optional<Instant> due;
  if (mail.direction == Direction::out)
    if (const auto row = outgoing::find(sql, org, mail.id); row && row->is_open) due = row->due;
  return {std::move(mail), due};
}

}  // namespace

void add_mail_operations(api::Api& api, database::Database& database, conversations::RecordStore& records,
                         files::Store& mail_files) {
  api.get<api::PageQuery, api::Page<MailView>>(
      reading_of("/api/v1/interactions/{id}/mails", "listMails",
                 "The mails of its thread, those of earlier conversations included, oldest first."),
      [&](const api::Call& call, const api::PageQuery& query) -> Result<api::Page<MailView>> {
        auto after = api::read_cursor<MailId>(query);
        if (!after) return tl::unexpected<Error>(std::move(after.error()));
        const auto id = call.id<InteractionId>("id");
        if (auto known = records.find(call.org(), id); !known)
          return tl::unexpected<Error>(std::move(known.error()));
        auto found = database.read([&](database::Session& sql) -> Result<std::vector<KeptMail>> {
          const auto thread = mails::thread_of(sql, call.org(), id);
          if (!thread) return std::vector<KeptMail>{};
          std::vector<KeptMail> all;
          for (Mail& mail :
               mails::of_thread(sql, call.org(), thread->id, after->value_or(MailId{}), query.limit + 1))
            all.push_back(with_due(sql, call.org(), std::move(mail)));
          return all;
        });
        if (!found) return tl::unexpected<Error>(std::move(found.error()));
        auto kept =
            api::page_of(std::move(*found), query.limit, [](const KeptMail& each) { return each.mail.id; });
        api::Page<MailView> page;
        page.next_cursor = kept.next_cursor;
        for (const KeptMail& one : kept.items)
          page.items.push_back(shown(mail_files, one.mail, one.due));
        return page;
      });
  const auto one = [&](const api::Call& call) -> Result<KeptMail> {
    const auto id = call.id<MailId>("id");
    return database.read([&](database::Session& sql) -> Result<KeptMail> {
      auto mail = mails::find(sql, call.org(), id);
      if (!mail || is_servers_own(*mail)) return org::no_such("mail", id.value);
      return with_due(sql, call.org(), std::move(*mail));
    });
  };
  api.get<MailView>(reading_of("/api/v1/mails/{id}", "getMail", "One, however it ended."),
                    [one, &mail_files](const api::Call& call) -> Result<MailView> {
                      auto mail = one(call);
                      if (!mail) return tl::unexpected<Error>(std::move(mail.error()));
                      return shown(mail_files, mail->mail, mail->due);
                    });
  api::Operation source =
      reading_of("/api/v1/mails/{id}/source", "getMailSource", "Its bytes, as they came or went.");
  source.media_type = "application/octet-stream";
  api.get_bytes(source, [one, &mail_files](const api::Call& call) -> Result<http::Response> {
    auto mail = one(call);
    if (!mail) return tl::unexpected<Error>(std::move(mail.error()));
    auto place = mail_files.find(mail->mail.blob);
    if (!place) return tl::unexpected<Error>(std::move(place.error()));
    http::Response response;
    response.file = *place;
    response.content_type = "application/octet-stream";
    response.headers = {
        {"Content-Disposition", fmt::format("attachment; filename=\"mail-{}.eml\"", mail->mail.id.value)},
        {"Content-Security-Policy", "sandbox; default-src 'none'"},
        {"X-Content-Type-Options", "nosniff"}};
    return response;
  });
}

}  // namespace rapport::email
