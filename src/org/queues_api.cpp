#include "org/entity_api.h"
#include "org/operations.h"
#include "org/queue.h"

namespace rapport::org {

void register_queues(const Operations& to, std::function<Result<void>(OrgId, QueueId)> may_go) {
  const EntityWords words{"/api/v1/queues", "Queue", "Queues",
                          "routing",        {},      {api::Permission::manage_routing}};
  register_reads(to.api, to.changes, words, queues);
  register_writes(to.api, to.changes, words, queues);
  to.api.remove(operation(words, "deleteQueue",
                          "Removes it; refused while it is in use or has open conversations.", true, true),
                [&changes = to.changes, may_go = std::move(may_go)](const api::Call& call) -> Result<void> {
                  const auto id = call.id<QueueId>("id");
                  if (auto found = get(changes, queues, call.org(), id); !found)
                    return tl::unexpected<Error>(std::move(found.error()));
                  if (auto goes = may_go(call.org(), id); !goes) return goes;
                  return remove(changes, queues, by(call), id);
                });
}

}  // namespace rapport::org
