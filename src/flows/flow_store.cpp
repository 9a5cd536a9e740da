#include "flows/flow_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "flows/entrance.h"
#include "platform/contract/json.h"
#include "platform/database/statement.h"

namespace rapport::flows {
namespace {

tl::unexpected<Error> no_such(FlowId id) {
  return fail(ErrorCode::not_found, "unknown_flow", fmt::format("no flow {}", id.value));
}

Definition definition_from(const std::string& json) {
  return contract::decode<Definition>(json, {.ignores_unknown = true}).value_or(Definition{});
}

using Purpose = switchboard::flow::Purpose;
using Row = std::tuple<FlowId, std::string, Purpose, std::int64_t, std::int32_t, Instant>;

FlowSummary summary_of(Row& row) {
  auto& [id, name, purpose, revision, live, changed] = row;
  FlowSummary summary;
  summary.id = id;
  summary.name = std::move(name);
  summary.purpose = purpose;
  summary.revision = revision;
  if (live > 0) summary.live_version = live;
  summary.changed_at = changed;
  return summary;
}

// Where customers begin with it.
std::vector<Issue> uses_of(org::Change& change, FlowId id) {
  std::vector<Issue> uses = change.uses_elsewhere("flow", id.value);
  database::each<std::string, std::string>(
      change.sql, "select kind, key from flow_entrance where org = :org and flow = :flow order by kind, key",
      [&](const std::string& kind, const std::string& key) {
        if (kind == "webchat")
          uses.push_back({"/channels/" + key, "a web chat begins with it"});
        else if (uses.empty())
          uses.push_back({"/" + kind + "/" + key, "an entrance begins with it"});
      },
      change.org(), id);
  return uses;
}

// A flow that entrances, numbers and other flows may name stays one.
Result<void> can_serve(org::Change& change, FlowId id, Purpose purpose) {
  const auto known = database::first<std::int32_t, Purpose>(
      change.sql, "select live_version, purpose from flow where org = :org and id = :id", change.org(), id);
  if (!known) return no_such(id);
  if (std::get<0>(*known) > 0 && std::get<1>(*known) != purpose)
    return fail(ErrorCode::conflict, "purpose_fixed",
                "a flow keeps the purpose that it was first published with",
                {{"/purpose", "it was first published with the other one"}});
  if (purpose == Purpose::entrance) return {};
  if (auto uses = uses_of(change, id); !uses.empty())
    return fail(ErrorCode::conflict, "in_use", "an entrance begins with this flow", std::move(uses));
  return {};
}

}  // namespace

std::vector<database::Migration> flow_migrations() {
  return {{0, "flows",
           "create table flow (org bigint not null, id bigint not null, name text not null, draft text not "
           "null, revision bigint not null, live_version integer not null, changed_us bigint not null,"
           " primary key (org, id), unique (org, name));"
           "create table flow_version (org bigint not null, flow bigint not null, version integer not null,"
           " definition text not null, note text not null, by_user bigint not null, published_us bigint not "
           "null, primary key (org, flow, version), foreign key (org, flow) references flow (org, id));"
           "create table flow_entrance (org bigint not null, kind text not null, key text not null,"
           " flow bigint not null, primary key (org, kind, key), foreign key (org, flow) references flow "
           "(org, id));"
           "create table flow_value (org bigint not null, interaction bigint not null, id bigint not null,"
           " words text not null, primary key (org, interaction, id));"
           "create table flow_tag (org bigint not null, interaction bigint not null, tag text not null,"
           " primary key (org, interaction, tag));"
           "create index customer_by_email on customer (org, email);"
           "create index customer_by_phone on customer (org, phone)",
           ""}};
}

Result<std::vector<FlowSummary>> FlowStore::list(OrgId org) {
  return database_.read([&](database::Session& sql) -> Result<std::vector<FlowSummary>> {
    std::vector<FlowSummary> all;
    for (Row& row : database::all<FlowId, std::string, Purpose, std::int64_t, std::int32_t, Instant>(
             sql,
             "select id, name, purpose, revision, live_version, changed_us from flow where org = :org order "
             "by "
             "name, id limit :most",
             org, flows_max))
      all.push_back(summary_of(row));
    return all;
  });
}

Result<FlowWhole> FlowStore::find(OrgId org, FlowId id) {
  return database_.read([&](database::Session& sql) -> Result<FlowWhole> {
    auto row =
        database::first<FlowId, std::string, Purpose, std::int64_t, std::int32_t, Instant, std::string>(
            sql,
            "select id, name, purpose, revision, live_version, changed_us, draft from flow where org = :org "
            "and id = "
            ":id",
            org, id);
    if (!row) return no_such(id);
    FlowWhole whole;
    Row head{std::get<0>(*row), std::get<1>(*row), std::get<2>(*row),
             std::get<3>(*row), std::get<4>(*row), std::get<5>(*row)};
    static_cast<FlowSummary&>(whole) = summary_of(head);
    whole.draft = definition_from(std::get<6>(*row));
    database::each<std::int32_t, std::string, UserId, Instant>(
        sql,
        "select version, note, by_user, published_us from flow_version where org = :org and flow = :flow"
        " order by version desc limit 200",
        [&](std::int32_t version, std::string note, UserId by, Instant at) {
          whole.versions.push_back({version, std::move(note), by, at, whole.live_version == version});
        },
        org, id);
    return whole;
  });
}

Result<Definition> FlowStore::definition(OrgId org, FlowId id, std::int32_t version) {
  return database_.read([&](database::Session& sql) -> Result<Definition> {
    auto found = version == 0 ? database::first<std::string>(
                                    sql, "select draft from flow where org = :org and id = :id", org, id)
                              : database::first<std::string>(
                                    sql,
                                    "select definition from flow_version where org = :org and flow = "
                                    ":flow and version = :version",
                                    org, id, version);
    if (!found) return no_such(id);
    return definition_from(*found);
  });
}

Result<std::vector<StoredVersion>> FlowStore::live(OrgId org) {
  return database_.read([&](database::Session& sql) -> Result<std::vector<StoredVersion>> {
    std::vector<StoredVersion> all;
    database::each<FlowId, std::int32_t, std::string>(
        sql,
        "select v.flow, v.version, v.definition from flow f join flow_version v on v.org = f.org and v.flow "
        "= "
        "f.id and v.version = f.live_version where f.org = :org order by v.flow",
        [&](FlowId flow, std::int32_t version, const std::string& definition) {
          all.push_back({flow, version, definition_from(definition)});
        },
        org);
    return all;
  });
}

std::vector<Issue> live_flows_with_prompt(database::Session& sql, OrgId org, PromptId prompt) {
  const std::string wanted = std::to_string(prompt.value);
  std::vector<Issue> uses;
  database::each<FlowId, std::string, std::string>(
      sql,
      "select f.id, f.name, v.definition from flow f join flow_version v on v.org = f.org and v.flow = f.id"
      " and v.version = f.live_version where f.org = :org order by f.id",
      [&](FlowId flow, const std::string& name, const std::string& text) {
        const Definition definition = definition_from(text);
        const bool plays =
            std::any_of(definition.steps.begin(), definition.steps.end(), [&wanted](const auto& step) {
              const auto* say = std::get_if<switchboard::flow::Say>(&step.does);
              const auto* queue = std::get_if<switchboard::flow::Queue>(&step.does);
              return (say != nullptr && say->prompt == wanted) ||
                     (queue != nullptr && queue->treatment.music == wanted);
            });
        if (plays) uses.push_back({fmt::format("/flows/{}", flow.value), fmt::format("the flow {}", name)});
      },
      org);
  return uses;
}

Result<void> FlowStore::add(org::Change& change, FlowId id, const std::string& name,
                            const Definition& draft) const {
  const auto count =
      *database::first<std::int64_t>(change.sql, "select count(*) from flow where org = :org", change.org());
  if (count >= flows_max)
    return fail(ErrorCode::conflict, "limit_reached",
                fmt::format("there are {} flows, and more is not possible", count));
  database::execute(change.sql,
                    "insert into flow (org, id, name, draft, purpose, revision, live_version, changed_us)"
                    " values (:org, :id, :name, :draft, :purpose, 1, 0, :at)",
                    change.org(), id, name, contract::encode(draft), draft.purpose, change.now);
  change.audit({"create", "flow", id.value, "", contract::encode(SaveDraft{name, draft})});
  return {};
}

Result<std::int64_t> FlowStore::save(org::Change& change, FlowId id, std::int64_t revision,
                                     const SaveDraft& draft) const {
  auto before = database::first<std::int64_t, std::string>(
      change.sql, "select revision, name from flow where org = :org and id = :id", change.org(), id);
  if (!before) return no_such(id);
  if (std::get<0>(*before) != revision)
    return fail(ErrorCode::conflict, "stale",
                fmt::format("somebody else has saved revision {} since", std::get<0>(*before)));
  database::execute(change.sql,
                    "update flow set name = :name, draft = :draft, revision = :revision, changed_us = :at,"
                    " purpose = case when live_version = 0 then :purpose else purpose end"
                    " where org = :org and id = :id",
                    draft.name, contract::encode(draft.draft), revision + 1, change.now, draft.draft.purpose,
                    change.org(), id);
  change.audit({"change", "flow", id.value, fmt::format("{{\"revision\":{}}}", revision),
                fmt::format("{{\"revision\":{}}}", revision + 1)});
  return revision + 1;
}

Result<std::int32_t> FlowStore::publish(org::Change& change, FlowId id, const std::string& note,
                                        const Definition& definition) const {
  auto last = database::first<std::int32_t>(change.sql,
                                            "select coalesce((select max(version) from flow_version where "
                                            "org = :org and flow = :flow), 0) from flow"
                                            " where org = :org and id = :flow",
                                            change.org(), id);
  if (!last) return no_such(id);
  if (auto can = can_serve(change, id, definition.purpose); !can) return tl::unexpected<Error>(can.error());
  const std::int32_t version = *last + 1;
  const std::string text = contract::encode(definition);
  database::execute(change.sql,
                    "insert into flow_version (org, flow, version, definition, note, by_user, published_us)"
                    " values (:org, :flow, :version, :definition, :note, :by, :at)",
                    change.org(), id, version, text, note, change.by.user, change.now);
  database::execute(change.sql,
                    "update flow set live_version = :version, purpose = :purpose, changed_us = :at"
                    " where org = :org and id = :id",
                    version, definition.purpose, change.now, change.org(), id);
  change.audit({"publish", "flow", id.value, "", text});
  return version;
}

Result<void> FlowStore::remove(org::Change& change, FlowId id) const {
  std::vector<Issue> uses = uses_of(change, id);
  if (!uses.empty())
    return fail(ErrorCode::conflict, "in_use", "an entrance begins with this flow", std::move(uses));
  auto name = database::first<std::string>(change.sql, "select name from flow where org = :org and id = :id",
                                           change.org(), id);
  if (!name) return no_such(id);
  database::execute(change.sql, "delete from flow_version where org = :org and flow = :flow", change.org(),
                    id);
  database::execute(change.sql, "delete from flow where org = :org and id = :id", change.org(), id);
  change.audit({"delete", "flow", id.value, contract::encode(NewFlow{*name, {}}), ""});
  return {};
}

Result<std::vector<FlowEntrance>> FlowStore::entrances(OrgId org) {
  return database_.read([&](database::Session& sql) -> Result<std::vector<FlowEntrance>> {
    std::vector<FlowEntrance> all;
    for (auto& [kind, key, flow] : database::all<std::string, std::string, FlowId>(
             sql, "select kind, key, flow from flow_entrance where org = :org order by kind, key limit 5000",
             org))
      all.push_back({std::move(kind), std::move(key), flow});
    return all;
  });
}

Result<std::optional<FlowId>> FlowStore::entrance(OrgId org, const std::string& kind,
                                                  const std::string& key) {
  return database_.read([&](database::Session& sql) -> Result<std::optional<FlowId>> {
    return database::first<FlowId>(
        sql, "select flow from flow_entrance where org = :org and kind = :kind and key = :key", org, kind,
        key);
  });
}

void FlowStore::set_entrance(org::Change& change, const SetEntrance& wanted) const {
  flows::set_entrance(change, wanted.kind, wanted.key, wanted.flow_id);
  change.audit({"change", "flow_entrance", 0, "", contract::encode(wanted)});
}

Result<void> FlowStore::keep_words(OrgId org, InteractionId interaction, std::int64_t id,
                                   const std::string& words) {
  return database_
      .write<void>([&](database::Session& sql) -> Result<void> {
        database::execute(sql,
                          "insert into flow_value (org, interaction, id, words) values (:org, :interaction, "
                          ":id, :words) on conflict (org, interaction, id) do nothing",
                          org, interaction, id, words);
        return {};
      })
      .get();
}

Result<std::vector<std::pair<std::int64_t, std::string>>> FlowStore::words(OrgId org,
                                                                           InteractionId interaction) {
  using Words = std::vector<std::pair<std::int64_t, std::string>>;
  return database_.read([&](database::Session& sql) -> Result<Words> {
    Words all;
    for (auto& [id, words] : database::all<std::int64_t, std::string>(
             sql,
             "select id, words from flow_value where org = :org and interaction = :interaction order by id",
             org, interaction))
      all.emplace_back(id, std::move(words));
    return all;
  });
}

Result<void> FlowStore::tag(OrgId org, InteractionId interaction, const std::string& tag) {
  return database_
      .write<void>([&](database::Session& sql) -> Result<void> {
        database::execute(sql,
                          "insert into flow_tag (org, interaction, tag) values (:org, :interaction, :tag)"
                          " on conflict (org, interaction, tag) do nothing",
                          org, interaction, tag);
        return {};
      })
      .get();
}

}  // namespace rapport::flows
