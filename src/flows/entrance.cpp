#include "flows/entrance.h"

#include "platform/database/statement.h"

namespace rapport::flows {

bool is_entrance_flow(database::Session& sql, OrgId org, FlowId flow) {
  return database::first<FlowId>(sql, "select id from flow where org = :org and id = :id and purpose = 0",
                                 org, flow)
      .has_value();
}

void set_entrance(org::Change& change, const std::string& kind, const std::string& key,
                  std::optional<FlowId> flow) {
  database::execute(change.sql, "delete from flow_entrance where org = :org and kind = :kind and key = :key",
                    change.org(), kind, key);
  if (flow)
    database::execute(change.sql,
                      "insert into flow_entrance (org, kind, key, flow) values (:org, :kind, :key, :flow)",
                      change.org(), kind, key, *flow);
}

}  // namespace rapport::flows
