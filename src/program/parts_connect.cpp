// Who hears what: the listeners of the loop, of changes, and of each other.
#include "program/parts.h"
#include "program/telling.h"
#include "webhooks/webhook_store.h"

namespace rapport::program {

void Server::Parts::connect() {
  loop.add_projection(records);
  loop.add_projection(assists);
  loop.add_projection(touching);
  loop.add_projection(witness);
  loop.add_projection(closings);
  // After the messages' own, which Conversations has added.
  loop.add_projection(webhook_outbox);
  loop.add_listener(webhook_outbox);
  webhook_outbox.on_more([this] { webhook_sender.wake(); });
  loop.add_listener(hub);
  loop.add_listener(visitor_hub);
  loop.add_listener(voice);
  hub.add_softphones(voice);
  loop.add_listener(flow_runner);
  loop.add_listener(duplicates);
  loop.add_listener(case_listener);
  duplicates.on_changed([this](OrgId id, InteractionId interaction) {
    tell_of_duplicate(hub, id, interaction);
    const auto elsewhere = duplicates.elsewhere(id, interaction);
    if (!elsewhere) return;
    chat.tell_elsewhere(interaction, *elsewhere);
    voice.tell_elsewhere(id, interaction, *elsewhere);
  });
  visitor_hub.show_choices(
      [this](OrgId id, const switchboard::InteractionView& view) { return chat.choices(id, view); });
  signals.add_listener(hub);
  signals.add_listener(visitor_hub);
  *opened.notice = [this](OrgId id, const std::string& what) {
    hub.configuration_changed(id, what);
    lines.configuration_changed(what);
    prompts.configuration_changed(what);
    mail_receiving.configuration_changed(what);
    if (what == email::Mailboxes::what) mail_tokens.wake();
    // What is promised has changed: the clocks follow. Not taken by busy workers, they do with the next
    // change.
    if (what == "case_policies" || what == "case_settings" || what == "hours")
      (void)workers.post([this, id] { (void)cases.follow_clocks(id); });
    if (what == webhooks::Webhooks::what) (void)webhook_outbox.refresh();
    if (what == protection::SettingsBook::what) protection.forget(id);
    if (what == value::Segments::what || what == "value_settings") value_keeper.wake();
  };

  lines.show_states(&voice.states());
  lines.on_change([this] { configure_voice(); });
}

}  // namespace rapport::program
