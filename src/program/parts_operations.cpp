// The API and the sockets: every capability's operations, with what of other parts they need.
#include "advice/advice_operations.h"
#include "arrivals/ledger_operations.h"
#include "callbacks/callback_operations.h"
#include "cases/case_operations.h"
#include "channels/email/mail_sweep.h"
#include "channels/email/outgoing_operations.h"
#include "channels/email/remote_image.h"
#include "channels/webchat/webchat.h"
#include "community/community_operations.h"
#include "community/pages/pages.h"
#include "customers/operations.h"
#include "deflection/deflection_operations.h"
#include "desk/services.h"
#include "duplicates/duplicate_operations.h"
#include "flows/flow_operations.h"
#include "imports/import_operations.h"
#include "program/data_folder.h"
#include "program/parts.h"
#include "program/telling.h"
#include "program/thread_sources.h"
#include "program/workforce.h"
#include "protection/protection_operations.h"
#include "recordings/recording_operations.h"
#include "value/value_operations.h"
#include "webhooks/incoming/hook_operations.h"
#include "webhooks/webhook_operations.h"

namespace rapport::program {
namespace {

void add_cases(Server::Parts& parts) {
  parts.cases.on_changed([&hub = parts.hub](OrgId org, CaseId id) { tell_of_case(hub, org, id, "changed"); });
  cases::add_operations(
      parts.api,
      {parts.cases, parts.case_viewers, parts.customers, parts.records,
       [&hub = parts.hub](OrgId org, CaseId id) { tell_of_case(hub, org, id, "viewers"); }, parts.clock,
       [&mail = parts.case_mail](const org::By& by, CaseId id, const cases::CommentOnCase& said) {
         return mail.comment(by, id, said);
       }});
  email::add_case_mail_operations(parts.api, parts.case_mail);
  parts.org.admin().changes().add_uses({"hours", cases::policies_with_hours});
}

void add_protection(Server::Parts& parts) {
  const auto redacted = [&book = parts.protection](OrgId org, std::string_view text) {
    return book.redacted(org, text);
  };
  parts.conversations.redact_by(redacted);
  parts.cases.redact_by(redacted);
  org::Changes& changes = parts.org.admin().changes();
  protection::add_operations(
      parts.api, {parts.protection,
                  {changes, parts.files, parts.recording_files, parts.settings.data / exports_folder},
                  changes,
                  parts.recording_files,
                  [&parts](OrgId org, const std::vector<InteractionId>& interactions) {
                    parts.conversations.forget(org, interactions);
                    imports::remove_tables(parts.settings.data / tables_folder);
                    tell_of_customers(parts.signals, org);
                    // Not taken by busy workers, they go within the hour.
                    (void)parts.workers.post(
                        [&parts] { (void)email::remove_erased_bytes(parts.database, parts.mail_files); });
                  }});
}

void add_outgoing_mail(Server::Parts& parts) {
  parts.outgoing_mail.on_due([&parts] { parts.mail_sender.wake(); });
  parts.outgoing_mail.on_changed([&parts](OrgId of, email::MailId id) { tell_of_mail(parts, of, id); });
  parts.mail_intake.on_mail_changed([&parts](OrgId of, email::MailId id) { tell_of_mail(parts, of, id); });
  // The taking thread does not wait for it; not taken by busy workers, there is no first answer.
  parts.mail_intake.on_new_conversation([&parts](OrgId of, email::MailId id) {
    (void)parts.workers.post([&parts, of, id] { parts.outgoing_mail.answer_first(of, id); });
  });
  email::add_outgoing_operations(parts.api, parts.outgoing_mail);
  email::add_remote_image_operation(parts.api, parts.database, parts.mail_files,
                                    parts.settings.mail.allows_private_addresses);
}

}  // namespace

void Server::Parts::add_operations() {
  org.register_operations(api);
  lines.check_prompts_by(prompts::prompt_exists);
  lines.add_operations(api);
  prompts.add_operations(api);
  prompts.add_uses(flows::live_flows_with_prompt);
  for (const char* kind : {"queue", "flow"})
    org.admin().changes().add_uses({kind, [kind](database::Session& sql, OrgId of, std::int64_t id) {
                                      return lines::numbers_with(kind, sql, of, id);
                                    }});
  prompts.add_uses(lines::numbers_with_prompt);
  org.admin().changes().add_uses({"queue", email::mailboxes_with_queue});
  mail_receiving.add_operations(api);
  add_outgoing_mail(*this);
  arrivals::add_operations(api, database);
  desk::add_operations(api, {loop,
                             ids,
                             org.directories(),
                             conversations,
                             {messages, records, customers, assists},
                             resolution,
                             canned_replies,
                             files,
                             signals,
                             hub,
                             flow_library,
                             clock,
                             thread_sources()});
  recordings::add_operations(api, {recording_store, recording_files, records, org.admin().changes()});
  webhooks::add_operations(
      api, {org.admin().changes(), webhook_outbox, org.vault(), {settings.sent_webhooks_private}, [this] {
              webhook_sender.wake();
            }});
  knowledge.add_operations(api);
  portal.add_all(api);
  community::add_pages(portal, community);
  deflection::add_operations(api, database, clock);
  community::add_operations(api, community);
  flows::add_operations(api, {flow_store, publishing, org.admin().changes(), loop});
  desk::add_feed(router, org.authenticator(), workers, hub, clock);
  add_cases(*this);
  add_protection(*this);
  const auto customers_changed = [this](OrgId of) { tell_of_customers(signals, of); };
  customers::add_operations(api, {customers, resolution, org.admin().changes(), customers_changed});
  value::add_operations(api, {org.admin().changes()});
  value_keeper.on_changed(customers_changed);
  org.admin().changes().add_uses({"queue", value::segments_with_queue});
  advice::add_operations(api, advisor);
  duplicates::add_operations(api, duplicates, loop);
  imports::add_operations(
      api, {org.admin().changes(), resolution, [this](OrgId of) { tell_of_customers(signals, of); },
            settings.data / tables_folder});
  incoming::add_operations(api, {{org.admin().changes(), resolution}, org.vault(), [this](OrgId of) {
                                   tell_of_customers(signals, of);
                                 }});
  callbacks::add_operations(api, {loop, ids, callback_numbers, customers, resolution, records, clock});
  webchat::add_operations(api, router, chat, org.directories(), files);
  webchat::add_socket(router, chat, org.directories(), visitor_hub, workers);
  add_workforce(*this);
}

}  // namespace rapport::program
