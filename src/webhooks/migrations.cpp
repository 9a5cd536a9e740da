#include "webhooks/migrations.h"

#include <fmt/format.h>

#include "recordings/recording.h"
#include "webhooks/webhook.h"

namespace rapport::webhooks {
namespace {

constexpr const char* webhook_tables =
    "create table webhook (org bigint not null, id bigint not null, name text not null, url text not null,"
    " wanted bigint not null, with_text integer not null, is_active integer not null,"
    " sealed_secret text not null, sealed_old_secret text, old_secret_until_us bigint,"
    " waiting bigint not null, dropped bigint not null, created_us bigint not null, delivered_us bigint,"
    " failing_since_us bigint, switched_off integer not null, primary key (org, id), unique (org, name));"
    "create table webhook_delivery (org bigint not null, id bigint not null, webhook bigint not null,"
    " event bigint not null, kind integer not null, at_us bigint not null, body text not null,"
    " state integer not null, tries integer not null, due_us bigint not null, tried_us bigint,"
    " status integer not null, error text not null, answer text not null, took_ms bigint not null,"
    " primary key (org, id));"
    "create index webhook_delivery_due on webhook_delivery (org, webhook, state, due_us, id);"
    "create index webhook_delivery_by_webhook on webhook_delivery (org, webhook, id);"
    "create index webhook_delivery_by_time on webhook_delivery (at_us);"
    "create table webhook_hint (org bigint not null, kind integer not null, target bigint not null,"
    " primary key (org, kind, target))";

struct Watch {
  const char* name;
  const char* event;  // "update on customer"
  EventKind kind;
  const char* target;     // "new.id"
  std::string when = {};  // "" always
};

// A row for the thing, unless it is there or nobody wants to know.
std::string hint(const Watch& watch) {
  return fmt::format(
      "insert into webhook_hint (org, kind, target) select {row}.org, {kind}, {target}"
      " where exists (select 1 from webhook w where w.org = {row}.org and w.is_active = 1"
      " and (w.wanted & {bit}) <> 0) and not exists (select 1 from webhook_hint h"
      " where h.org = {row}.org and h.kind = {kind} and h.target = {target})",
      fmt::arg("row", std::string_view(watch.target).substr(0, 3)), fmt::arg("target", watch.target),
      fmt::arg("kind", static_cast<int>(watch.kind)), fmt::arg("bit", bit_of(watch.kind)));
}

std::vector<Watch> watches() {
  const auto customer = EventKind::customer_changed;
  const int writing = static_cast<int>(recordings::RecordingState::writing);
  return {
      {"webhook_customer_new", "insert on customer", customer, "new.id"},
      // Not when they were last seen.
      {"webhook_customer_changed",
       "update of name, email, phone, external_id, note, language, is_verified, birthday, person on customer",
       customer, "new.id"},
      {"webhook_customer_gone", "delete on customer", customer, "old.id"},
      {"webhook_customer_value_new", "insert on customer_value", customer, "new.customer"},
      {"webhook_customer_value_changed", "update of value on customer_value", customer, "new.customer"},
      {"webhook_customer_value_gone", "delete on customer_value", customer, "old.customer"},
      {"webhook_recording_ended", "update on recording", EventKind::recording_ready, "new.id",
       fmt::format(" when (old.state = {0} and new.state <> {0})", writing)}};
}

std::string sqlite_triggers() {
  std::string all;
  for (const Watch& watch : watches())
    all += fmt::format("create trigger {} after {} for each row{} begin {}; end;", watch.name, watch.event,
                       watch.when, hint(watch));
  return all;
}

std::string postgresql_triggers() {
  std::string all;
  for (const Watch& watch : watches())
    all += fmt::format(
        "create function {0}() returns trigger language plpgsql as $$ begin {3}; return null; end $$;"
        "create trigger {0} after {1} for each row{2} execute function {0}();",
        watch.name, watch.event, watch.when, hint(watch));
  return all;
}

}  // namespace

std::vector<database::Migration> webhook_migrations() {
  return {{0, "webhooks", webhook_tables, ""},
          {0, "what webhooks are told of", sqlite_triggers(), postgresql_triggers()}};
}

}  // namespace rapport::webhooks
