// Naming: names for what has numbers, each there once.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace rapport::twin {

// Who has no name is called by kind and number ("agent 17").
class Naming {
 public:
  Naming(const std::map<std::int64_t, std::string>& given, const char* kind) : given_(given), kind_(kind) {}

  const std::string& of(std::int64_t id) {
    const auto found = names_.find(id);
    if (found != names_.end()) return found->second;
    const auto given = given_.find(id);
    std::string name = given == given_.end() || given->second.empty() ? fmt::format("{} {}", kind_, id)
                                                                      : given->second.substr(0, 80);
    if (!taken_.insert(name).second) name = fmt::format("{} ({})", name, id);
    taken_.insert(name);
    return names_.emplace(id, std::move(name)).first->second;
  }

 private:
  const std::map<std::int64_t, std::string>& given_;
  const char* kind_;
  std::map<std::int64_t, std::string> names_;
  std::set<std::string> taken_;
};

}  // namespace rapport::twin
