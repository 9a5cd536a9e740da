#include "org/queue.h"

namespace rapport::org {

using contract::Format;
using contract::Notes;
using contract::Tag;

namespace {
constexpr double year_s = 366.0 * 24 * 3'600;
}

Notes contract_notes(Tag<QueueBranch>) {
  return {
      .doc = "What happens to an arrival that meets a queue that is full, closed, or has nobody signed in.",
      .fields = {{.name = "overflow_to", .doc = "with overflow: the queue it goes to"}}};
}

Notes contract_notes(Tag<QueueStepSkill>) {
  return {.fields = {{.name = "level_min", .min = 1, .max = 5, .has_default = true}}};
}

Notes contract_notes(Tag<QueueStep>) {
  return {.doc = "One circle of candidates; after the last everybody of the queue is one.",
          .fields = {{.name = "skills",
                      .doc = "all of them",
                      .max_items = switchboard::step_skills_max,
                      .has_default = true},
                     {.name = "lasts_s",
                      .doc = "then the next step; 0: for ever",
                      .min = 0,
                      .max = year_s,
                      .has_default = true}}};
}

Notes contract_notes(Tag<QueueCallback>) {
  return {
      .doc = "How customers of the queue are called back.",
      .all_optional = true,
      .fields = {{.name = "mode",
                  .doc = "agent_first: an agent accepts, then the customer is dialled; customer_first: the "
                         "customer is dialled while an agent who is free is held for them"},
                 {.name = "dials_max",
                  .doc = "then it is closed as callback_failed",
                  .min = 1,
                  .max = switchboard::dials_limit},
                 {.name = "retry_after_s", .min = 0, .max = year_s},
                 {.name = "ring_limit_s", .min = 5, .max = 300},
                 {.name = "only_while_open", .doc = "nobody is dialled while the queue is closed"},
                 {.name = "after_line_lost",
                  .doc = "a call that a fault of the server cut is called back, at the head of the line"}}};
}

Notes contract_notes(Tag<QueueRecording>) {
  return {.doc = "Which calls are recorded; the two sides apart, while an agent talks with the customer.",
          .all_optional = true,
          .fields = {{.name = "percent", .doc = "of the calls, with the rule percent", .min = 0, .max = 100},
                     {.name = "by_hand", .doc = "agents may begin and end a recording themselves"},
                     {.name = "kept_days",
                      .doc = "then it is deleted; 0: as the organisation says",
                      .min = 0,
                      .max = 36'600}}};
}

Notes contract_notes(Tag<QueueRules>) {
  return {
      .name = "QueueRules",
      .all_optional = true,
      .fields = {{.name = "order", .doc = "blended: waited time plus priority as a head start in minutes"},
                 {.name = "choice", .doc = "which of the agents who could take it"},
                 {.name = "weight",
                  .doc = "between queues, waited time counts times this / 100",
                  .min = 1,
                  .max = 10'000},
                 {.name = "offer_timeout_s", .min = 1, .max = 3'600},
                 {.name = "wrap_up_limit_s", .doc = "0: until the agent is done", .min = 0, .max = year_s},
                 {.name = "disposition_required",
                  .doc = "a wrap-up cannot be completed without one (its time-out can)"},
                 {.name = "disposition_ids", .max_items = 1'000},
                 {.name = "waiting_max", .doc = "0: no limit", .min = 0},
                 {.name = "when_unstaffed", .doc = "nobody of the queue is signed in"},
                 {.name = "wait_limit_s", .doc = "then it expires; 0: none", .min = 0, .max = year_s},
                 {.name = "steps", .max_items = switchboard::steps_max},
                 {.name = "sticky_window_s",
                  .doc = "the last agent is preferred when the last contact ended within it; 0: never",
                  .min = 0,
                  .max = year_s},
                 {.name = "sticky_wait_s",
                  .doc = "how long the last agent is waited for while available but busy",
                  .min = 0,
                  .max = year_s},
                 {.name = "transfer_head_start_min",
                  .doc = "added to the priority of what is transferred in",
                  .min = 0,
                  .max = switchboard::priority_max},
                 {.name = "service_level_within_s", .min = 0, .max = year_s},
                 {.name = "service_level_target",
                  .doc = "the share answered within it that planners promise; absent: as they choose",
                  .min = 0.1,
                  .max = 0.999}}};
}

Notes contract_notes(Tag<QueueFields>) {
  return {.fields = {{.name = "name", .min_length = 1, .max_length = name_length_max, .format = Format::line},
                     {.name = "channel", .has_default = true},
                     {.name = "hours_id", .doc = "absent: always open"},
                     {.name = "rules", .has_default = true},
                     {.name = "member_ids", .max_items = users_max, .has_default = true}}};
}

}  // namespace rapport::org
