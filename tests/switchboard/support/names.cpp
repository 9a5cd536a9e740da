#include "switchboard/support/names.h"

#include <fmt/format.h>

namespace rapport::switchboard::scenario {

static constexpr std::array<const char*, kind_count> kind_names = {
    "queue", "agent", "interaction", "skill", "team", "reason", "disposition", "customer"};

std::int64_t Names::number(Kind kind, const std::string& name, bool is_new) {
  Table& table = tables_[static_cast<std::size_t>(kind)];
  if (const auto found = table.ids.find(name); found != table.ids.end()) return found->second;
  if (name.rfind("unknown", 0) == 0) return 999'999;
  if (!is_new)
    throw ScenarioError(fmt::format("there is no {} '{}'", kind_names[static_cast<std::size_t>(kind)], name));
  table.names.push_back(name);
  return table.ids[name] = static_cast<std::int64_t>(table.names.size());
}

bool Names::knows(Kind kind, const std::string& name) const {
  return tables_[static_cast<std::size_t>(kind)].ids.count(name) != 0;
}

std::string Names::name_of(Kind kind, std::int64_t id) const {
  const Table& table = tables_[static_cast<std::size_t>(kind)];
  if (id == 0) return "-";
  if (id < 0 || static_cast<std::size_t>(id) > table.names.size()) return fmt::format("#{}", id);
  return table.names[static_cast<std::size_t>(id) - 1];
}

}  // namespace rapport::switchboard::scenario
