// Comparison: a day as it is against the same day with changes, under common random numbers: run i of every
// variant meets the customers of run i of the base, so that what differs is the change. Differences are
// paired by run, with the 95 % interval of their mean (Student's t).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "platform/contract/describe.h"
#include "twin/change.h"
#include "twin/estimate.h"
#include "twin/replications.h"

namespace rapport::twin {

struct ComparedFigure {
  Estimate base;
  Estimate variant;
  Estimate difference;   // variant - base, over the runs in which both are defined
  bool is_sure = false;  // the interval of the difference leaves 0 out
};
using ComparedFigures = std::map<std::string, ComparedFigure>;  // by the summary's member names

struct ComparedQueue {
  std::string queue;
  ComparedFigures figures;
};
struct ComparedGroup {
  std::string group;
  ComparedFigures figures;
};
struct ComparedVariant {
  std::string name;
  ComparedFigures total;              // of all queues
  ComparedFigures agents;             // of all groups
  ComparedFigures cost;               // agents, contacts, abandons, total: see docs/whatif.md
  std::vector<ComparedQueue> queues;  // those that both have
  std::vector<ComparedGroup> groups;
  std::vector<std::string> explanation;  // a sentence for each difference that is sure
  std::vector<std::string> notes;        // what of the changes cannot be played as it is meant
};
struct Comparison {
  std::string scenario;
  std::int64_t seed = 0;  // of the first run
  std::int32_t replications = 0;
  bool is_precise = true;  // false: as many runs as were allowed did not reach the precision asked for
  std::vector<ComparedVariant> variants;
};

BOOST_DESCRIBE_STRUCT(ComparedFigure, (), (base, variant, difference, is_sure))
BOOST_DESCRIBE_STRUCT(ComparedQueue, (), (queue, figures))
BOOST_DESCRIBE_STRUCT(ComparedGroup, (), (group, figures))
BOOST_DESCRIBE_STRUCT(ComparedVariant, (), (name, total, agents, cost, queues, groups, explanation, notes))
BOOST_DESCRIBE_STRUCT(Comparison, (), (scenario, seed, replications, is_precise, variants))

// The precision is asked of the differences (relative: to the base's mean), in the total and in every queue.
// Fails with the changes' faults ("bad_change", JSON Pointers from /variants on), or what else the changed
// scenario runs into, below /variants/N. REQUIRES: at least one variant, and what replicate() does.
Result<Comparison> compare(const Scenario& scenario, const std::vector<Variant>& variants,
                           const ReplicateOptions& options);

std::string to_json(const Comparison& comparison);
std::string to_table(const Comparison& comparison);  // side by side, English

}  // namespace rapport::twin
