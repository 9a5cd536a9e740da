// Rehearsal: a flow's stored test, played against its program with everything from outside taken from the
// test. Pure, so it runs the same when a flow is published and when its author tries it.
#pragma once

#include <string>
#include <vector>

#include "switchboard/flow/definition.h"
#include "switchboard/flow/program.h"

namespace rapport::switchboard::flow {

struct Said {
  std::string step;
  std::string text;  // what the customer reads or hears; "" where nothing is said
};
struct Rehearsed {
  std::vector<std::string> path;  // the steps it went
  std::vector<Said> said;
  std::string ended;  // "", "end", "queue", "agent", "flow", "fallback", "waits"
  // "" when it went the expected way; else "step 3: expected menu, got closed".
  std::string failure;
};

// REQUIRES: check_flow(flow) gave `program` and no problems. Questions to others that the test does not
// answer get the friendly answer: open, found when the customer is known, ok is never assumed of a webhook.
Rehearsed rehearse(const Flow& flow, const Program& program, const FlowTest& test);

}  // namespace rapport::switchboard::flow
