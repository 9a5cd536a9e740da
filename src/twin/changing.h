// Changing: a scenario while changes are made in it, one after the other, with the faults found. Part of
// change: changing_people.cpp has what concerns agents, change.cpp the rest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "twin/change.h"

namespace rapport::twin {

class Changing {
 public:
  Changing(Scenario& scenario, std::vector<std::string>* notes) : scenario_(scenario), notes_(notes) {}

  void apply(const ScenarioChange& change, std::string where) {
    where_ = std::move(where);
    std::visit([this](const auto& one) { on(one); }, change);
  }
  std::vector<Issue> issues;

 private:
  void issue(const std::string& member, std::string what) {
    issues.push_back({where_ + "/" + member, std::move(what)});
  }

  void on(const LearnSkill& change);
  void on(const LoseSkill& change);
  void on(const JoinQueue& change);
  void on(const LeaveQueue& change);
  void on(const AddAgents& change);
  void on(const RemoveAgents& change);
  void on(const MoveShifts& change);
  void on(const SetShifts& change);
  void on(const MoveBreaks& change);
  void on(const BeAbsent& change);
  void on(const ChangeRules& change);
  void on(const OfferCallbacks& change);
  void on(const ChangeOpening& change);
  void on(const ScaleArrivals& change);
  void on(const MoveArrivals& change);
  void on(const AddArrivals& change);
  void on(const ScaleHandleTime& change);
  void on(const ScalePatience& change);
  void on(const SwapFlow& change);

  ScenarioQueue* queue(const std::string& name, const std::string& member = "queue");
  std::vector<ScenarioQueue*> queues(const std::vector<std::string>& names);
  ScenarioAgents* group(const std::string& name, const std::string& member);
  bool has_skill(const std::string& name);
  bool is_span(std::int64_t from_s, std::int64_t to_s);
  void note_transferred(const std::vector<ScenarioQueue*>& of, ScenarioSpan span);
  // Those groups; the last ones of a group that changes only in part become a group of their own.
  template <class Who>
  std::vector<std::size_t> picked(const Who& change);
  std::size_t split(std::size_t group, std::int32_t count);
  // Every "GROUP/NUMBER" in the scenario becomes what `name` says; nothing: whoever it was is gone.
  using Name = std::function<std::optional<std::string>(const std::string& group, std::int32_t number)>;
  void rename_agents(const Name& name);

  Scenario& scenario_;
  std::vector<std::string>* notes_;
  std::string where_;
};

}  // namespace rapport::twin
