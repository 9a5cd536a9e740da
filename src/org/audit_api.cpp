#include "org/audit.h"
#include "org/operations.h"

namespace rapport::org {

void register_audit(const Operations& to) {
  to.api.get<AuditQuery, api::Page<AuditEntry>>(
      {.path = "/api/v1/audit",
       .id = "listAudit",
       .tag = "organisation",
       .summary = "Who changed what, and who signed in; newest first.",
       .any_of = {api::Permission::see_audit}},
      [&changes = to.changes](const api::Call& call, const AuditQuery& query) {
        return read_audit(changes.database(), call.org(), query);
      });
}

}  // namespace rapport::org
