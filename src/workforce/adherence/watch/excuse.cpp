#include "workforce/adherence/watch/excuse.h"

#include "platform/contract/json.h"
#include "platform/database/statement.h"

namespace rapport::workforce {

contract::Notes contract_notes(contract::Tag<ExcuseFields>) {
  return {.fields = {{.name = "note",
                      .doc = "why, in words; the agent sees it, too",
                      .max_length = 500,
                      .format = contract::Format::line,
                      .has_default = true}}};
}

contract::Notes contract_notes(contract::Tag<NewAdherenceExcuse>) {
  return {.doc = "Time that counts as if the schedule had been kept.",
          .fields = {{.name = "agent_ids", .min_items = 1, .max_items = 1'000}}};
}

namespace adherence_excuses {
namespace {

std::optional<AdherenceExcuse> excuse_from(const std::string& body) {
  auto read = contract::decode<AdherenceExcuse>(body, {.ignores_unknown = true});
  if (!read) return std::nullopt;
  return std::move(*read);
}

}  // namespace

void insert(database::Session& sql, OrgId org, const AdherenceExcuse& excuse) {
  database::execute(sql,
                    "insert into adherence_excuse (org, id, agent, from_us, to_us, body) values (:org, :id,"
                    " :agent, :from, :to, :body)",
                    org, excuse.id, excuse.agent_id, excuse.from, excuse.to, contract::encode(excuse));
}

std::optional<AdherenceExcuse> find(database::Session& sql, OrgId org, AdherenceExcuseId id) {
  const auto body = database::first<std::string>(
      sql, "select body from adherence_excuse where org = :org and id = :id", org, id);
  return body ? excuse_from(*body) : std::nullopt;
}

std::vector<AdherenceExcuse> list(database::Session& sql, OrgId org, AgentId agent, Instant from,
                                  Instant to) {
  std::vector<AdherenceExcuse> all;
  database::each<std::string>(
      sql,
      // Cast: PostgreSQL would take the literal's type.
      "select body from adherence_excuse where org = :org and to_us > :from and from_us < :to"
      " and (cast(:agent as bigint) = 0 or agent = :agent) order by from_us, id",
      [&](const std::string& body) {
        if (auto excuse = excuse_from(body)) all.push_back(std::move(*excuse));
      },
      org, from, to, agent);
  return all;
}

void remove(database::Session& sql, OrgId org, AdherenceExcuseId id) {
  database::execute(sql, "delete from adherence_excuse where org = :org and id = :id", org, id);
}

}  // namespace adherence_excuses
}  // namespace rapport::workforce
