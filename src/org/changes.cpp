#include "org/changes.h"

#include "platform/database/statement.h"

namespace rapport::org {
namespace {

std::optional<std::string> text_or_null(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace

void Change::audit(const Entry& entry) {
  database::execute(sql,
                    "insert into audit (org, id, at_us, user_id, action, kind, target, before_json,"
                    " after_json, remote_address, request_id)"
                    " values (:org, :id, :at, :who, :action, :kind, :target, :before, :after, :address,"
                    " :request)",
                    by.org, ids_.next_value(), now, by.user, entry.action, entry.kind, entry.target,
                    text_or_null(entry.before), text_or_null(entry.after), by.remote_address, by.request_id);
}

std::vector<Issue> Change::uses_elsewhere(const char* kind, std::int64_t id) const {
  std::vector<Issue> found;
  if (uses_ == nullptr) return found;
  for (const Uses& uses : *uses_)
    if (uses.kind == kind)
      for (Issue& issue : uses.look(sql, org(), id))
        found.push_back(std::move(issue));
  return found;
}

void Changes::count_up(Change& change) {
  database::execute(change.sql, "update organisation set revision = revision + 1 where id = :org",
                    change.by.org);
}

}  // namespace rapport::org
