// Figures: a summary's members by their names, to be averaged and compared without naming each of them.
#pragma once

#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <type_traits>

#include "twin/estimate.h"

namespace rapport::twin {

// Absent: undefined in this run.
using Figures = std::map<std::string, std::optional<double>>;

template <class Summary>
Figures figures_of(const Summary& summary) {
  using Members = boost::describe::describe_members<Summary, boost::describe::mod_public>;
  Figures out;
  boost::mp11::mp_for_each<Members>([&](auto member) {
    const auto& value = summary.*member.pointer;
    if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::optional<std::int64_t>>) {
      if (value) out[member.name] = static_cast<double>(*value);  // a count that does not apply is no figure
    } else if constexpr (requires { value.has_value(); }) {
      out[member.name] = value ? std::optional<double>(static_cast<double>(*value)) : std::nullopt;
    } else {
      out[member.name] = static_cast<double>(value);
    }
  });
  return out;
}

// The same figures of several runs.
class Sample {
 public:
  void add(const Figures& figures) {
    for (const auto& [name, value] : figures) {
      Sums& sums = by_name_[name];
      if (value) sums.add(*value);
    }
  }
  Estimates estimates() const {
    Estimates out;
    for (const auto& [name, sums] : by_name_)
      out.emplace(name, sums.estimate());
    return out;
  }

 private:
  std::map<std::string, Sums> by_name_;
};

}  // namespace rapport::twin
