#include "flows/assists.h"

#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "platform/contract/json.h"
#include "platform/database/statement.h"
#include "switchboard/flow/hearing.h"

namespace rapport::flows {
namespace {

using namespace switchboard;

using DoneRow =
    std::tuple<FlowId, std::int32_t, AgentId, Instant, Instant, FlowEnd, std::string, std::string>;

std::vector<AssistLearnt> learnt_from(const Published& flow, const std::vector<std::int64_t>& values,
                                      const std::map<std::int64_t, std::string>& words) {
  std::vector<AssistLearnt> learnt;
  const std::vector<switchboard::flow::Attribute>& attributes = flow.definition.attributes;
  for (std::size_t i = 0; i < attributes.size() && i < values.size(); ++i) {
    AssistLearnt one;
    one.name = attributes[i].name;
    one.is_secret = attributes[i].is_secret;
    const bool is_text = attributes[i].type == switchboard::flow::ValueType::text;
    one.is_given = !is_text || values[i] > 0;
    const auto said = words.find(values[i]);
    if (one.is_given && !one.is_secret && (!is_text || said != words.end()))
      one.value = is_text ? said->second : switchboard::flow::shown(attributes[i], values[i], "");
    learnt.push_back(std::move(one));
  }
  return learnt;
}

std::vector<std::string> tags_from(const Published& flow, const std::vector<std::int32_t>& steps) {
  std::vector<std::string> tags;
  for (const std::int32_t step : steps)
    if (const auto* tag = std::get_if<switchboard::flow::Tag>(&flow.step(step).does))
      tags.push_back(tag->tag);
  return tags;
}

template <class Number>
std::vector<Number> numbers_from(const std::string& json) {
  return contract::decode<std::vector<Number>>(json).value_or(std::vector<Number>{});
}

}  // namespace

std::vector<database::Migration> assist_migrations() {
  return {{0, "flows beside agents",
           "alter table flow add column purpose integer not null default 0;"
           "create table flow_assist (org bigint not null, interaction bigint not null, seq bigint not null,"
           " flow bigint not null, version integer not null, agent bigint not null, began_us bigint not null,"
           " ended_us bigint not null, flow_end integer not null, numbers text not null, tag_steps text not "
           "null, primary key (org, interaction, seq))",
           ""}};
}

Result<void> Assists::project(database::Session& sql, const live::Released& released) {
  for (const Effect& effect : released.effects) {
    const auto* ended = std::get_if<FlowEnded>(&effect);
    if (ended == nullptr || !ended->assist) continue;
    database::execute(sql,
                      "insert into flow_assist (org, interaction, seq, flow, version, agent, began_us, "
                      "ended_us, flow_end, numbers, tag_steps) values (:org, :interaction, :seq, :flow, "
                      ":version, :agent, :began, :ended, :end, :numbers, :tags)"
                      " on conflict (org, interaction, seq) do nothing",
                      released.org, ended->interaction, released.seq, ended->flow, ended->version,
                      ended->assist->agent, ended->assist->began_at, released.at, ended->end,
                      contract::encode(ended->assist->values), contract::encode(ended->assist->tags));
  }
  return {};
}

Result<AssistFlowList> Assists::flows(OrgId org) {
  auto all = store_.list(org);
  if (!all) return tl::unexpected<Error>(all.error());
  AssistFlowList list;
  for (FlowSummary& flow : *all) {
    if (flow.purpose != switchboard::flow::Purpose::assist || !flow.live_version) continue;
    const PublishedPtr published = library_.find(org, flow.id, *flow.live_version);
    if (!published) continue;
    list.items.push_back(
        {flow.id, std::move(flow.name), published->definition.channels, published->definition.languages});
  }
  return list;
}

std::string Assists::name_of(OrgId org, FlowId flow) {
  return database_
      .read([&](database::Session& sql) -> Result<std::string> {
        return database::first<std::string>(sql, "select name from flow where org = :org and id = :id", org,
                                            flow)
            .value_or("");
      })
      .value_or("");
}

std::optional<AssistNow> Assists::now(OrgId org, const InteractionView& view) {
  if (!view.run || !view.assist_began_at) return std::nullopt;
  const PublishedPtr flow = library_.find(org, view.run->flow, view.run->version);
  if (!flow) return std::nullopt;
  AssistNow now;
  now.flow_id = view.run->flow;
  now.name = name_of(org, view.run->flow);
  now.began_at = *view.assist_began_at;
  now.step = flow->step(view.run->step).id;
  const auto& step = flow->program.steps[static_cast<std::size_t>(view.run->step)];
  now.kind = step.kind;
  now.is_secret = step.is_secret;
  if (step.kind == switchboard::flow::StepKind::collect)
    now.asks = flow->definition.attributes[static_cast<std::size_t>(step.attribute)].name;
  return now;
}

Result<std::vector<AssistDone>> Assists::done(OrgId org, InteractionId interaction) {
  auto rows = database_.read([&](database::Session& sql) -> Result<std::vector<DoneRow>> {
    return database::all<FlowId, std::int32_t, AgentId, Instant, Instant, FlowEnd, std::string, std::string>(
        sql,
        "select flow, version, agent, began_us, ended_us, flow_end, numbers, tag_steps from flow_assist"
        " where org = :org and interaction = :interaction order by seq limit :most",
        org, interaction, done_max);
  });
  if (!rows) return tl::unexpected<Error>(rows.error());
  std::vector<AssistDone> all;
  if (rows->empty()) return all;
  std::map<std::int64_t, std::string> words;
  if (auto stored = store_.words(org, interaction)) words.insert(stored->begin(), stored->end());
  for (const DoneRow& row : *rows) {
    AssistDone done;
    done.flow_id = std::get<0>(row);
    done.agent_id = std::get<2>(row);
    done.began_at = std::get<3>(row);
    done.ended_at = std::get<4>(row);
    done.end = std::get<5>(row);
    done.name = name_of(org, done.flow_id);
    if (const PublishedPtr flow = library_.find(org, done.flow_id, std::get<1>(row))) {
      done.learnt = learnt_from(*flow, numbers_from<std::int64_t>(std::get<6>(row)), words);
      done.tags = tags_from(*flow, numbers_from<std::int32_t>(std::get<7>(row)));
    }
    all.push_back(std::move(done));
  }
  return all;
}

}  // namespace rapport::flows
