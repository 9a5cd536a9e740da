#include "twin/scenario.h"

#include "platform/contract/json.h"
#include "twin/scenario_described.h"

namespace rapport::twin {
namespace {

constexpr double year_s = 366.0 * 86'400;
constexpr double mean_min_s = 0.001;
constexpr double mean_max_s = 7.0 * 86'400;
constexpr std::size_t name_max = 100;

contract::FieldNotes name_note(std::string_view doc) {
  return {
      .name = "name", .doc = doc, .min_length = 1, .max_length = name_max, .format = contract::Format::line};
}
contract::FieldNotes mean_note() {
  return {.name = "mean_s", .min = mean_min_s, .max = mean_max_s};
}
contract::FieldNotes seconds_note(std::string_view name, double min = 0, bool has_default = true) {
  return {.name = name, .min = min, .max = year_s, .has_default = has_default};
}
contract::FieldNotes priority_note() {
  return {.name = "priority",
          .min = -switchboard::priority_max,
          .max = switchboard::priority_max,
          .has_default = true};
}

}  // namespace

using contract::Notes;
using contract::Tag;

Notes contract_notes(Tag<Constant>) {
  return {.doc = "Always the same.", .fields = {{.name = "mean_s", .min = 0, .max = mean_max_s}}};
}
Notes contract_notes(Tag<Exponential>) {
  return {.fields = {mean_note()}};
}
Notes contract_notes(Tag<Lognormal>) {
  return {
      .fields = {mean_note(), {.name = "cv", .doc = "Standard deviation / mean.", .min = 0.01, .max = 20}}};
}
Notes contract_notes(Tag<Gamma>) {
  return {.fields = {mean_note(), {.name = "shape", .doc = "1 / cv^2.", .min = 0.01, .max = 10'000}}};
}
Notes contract_notes(Tag<Erlang>) {
  return {.fields = {mean_note(), {.name = "phases", .min = 1, .max = 100}}};
}
Notes contract_notes(Tag<Weibull>) {
  return {.fields = {mean_note(), {.name = "shape", .min = 0.1, .max = 100}}};
}
Notes contract_notes(Tag<Empirical>) {
  return {.doc = "Drawn again from what was measured, each equally likely.",
          .fields = {{.name = "values_s", .min = 0, .max = mean_max_s, .min_items = 1, .max_items = 10'000}}};
}
Notes contract_notes(Tag<Survival>) {
  return {.doc = "A survival curve, as Kaplan and Meier estimate it.",
          .fields = {{.name = "times_s", .min = 0, .max = mean_max_s, .max_items = 10'000},
                     {.name = "shares",
                      .doc = "Who is still there after each of times_s; not rising.",
                      .min = 0,
                      .max = 1,
                      .max_items = 10'000},
                     {.name = "tail_mean_s",
                      .doc = "Beyond the last time: exponential with this mean.",
                      .min = mean_min_s,
                      .max = 1e9,
                      .has_default = true}}};
}
Notes contract_notes(Tag<ScenarioTransfer>) {
  return {.doc =
              "Who comes when the conversation of that customer has ended; not at all when it does not come "
              "about.",
          .fields = {{.name = "number", .min = 0, .max = 1e12},
                     {.name = "after_s", .min = 0, .max = year_s, .has_default = true}}};
}
Notes contract_notes(Tag<ScenarioContact>) {
  return {.fields = {{.name = "at_s", .min = 0, .max = year_s},
                     {.name = "number", .min = 0, .max = 1e12},
                     priority_note(),
                     {.name = "steps", .max_items = switchboard::steps_max},
                     seconds_note("last_contact_ended_s"),
                     {.name = "talk_s", .min = 0, .max = year_s},
                     {.name = "wrap_up_s", .min = 0, .max = year_s},
                     {.name = "talk_over_s", .min = 0, .max = year_s},
                     {.name = "wrap_up_over_s", .min = 0, .max = year_s},
                     {.name = "patience_s", .min = 0, .max = year_s},
                     {.name = "patience_over_s", .min = 0, .max = year_s}}};
}
Notes contract_notes(Tag<ScenarioCallbackOffer>) {
  return {.all_optional = true,
          .fields = {seconds_note("after_s"),
                     {.name = "share", .min = 0, .max = 1},
                     {.name = "reached", .min = 0, .max = 1}}};
}
Notes contract_notes(Tag<ScenarioSpan>) {
  return {.fields = {seconds_note("from_s", 0, false), seconds_note("to_s", 0, false)}};
}
Notes contract_notes(Tag<ScenarioNeed>) {
  return {.fields = {{.name = "level_min", .min = 1, .max = 5, .has_default = true}}};
}
Notes contract_notes(Tag<ScenarioStep>) {
  return {.all_optional = true,
          .fields = {{.name = "skills", .max_items = switchboard::step_skills_max}, seconds_note("lasts_s")}};
}
Notes contract_notes(Tag<ScenarioBranch>) {
  return {.all_optional = true};
}
Notes contract_notes(Tag<ScenarioRules>) {
  return {.all_optional = true,
          .fields = {{.name = "weight", .min = 1, .max = 10'000},
                     {.name = "waiting_max", .min = 0, .max = 1e6},
                     {.name = "steps", .max_items = switchboard::steps_max},
                     {.name = "transfer_head_start_min", .min = 0, .max = switchboard::priority_max},
                     seconds_note("offer_timeout_s", 1),
                     seconds_note("wrap_up_limit_s"),
                     seconds_note("wait_limit_s"),
                     seconds_note("sticky_window_s"),
                     seconds_note("sticky_wait_s"),
                     seconds_note("service_level_within_s"),
                     {.name = "dials_max", .min = 1, .max = switchboard::dials_limit},
                     seconds_note("retry_after_s"),
                     seconds_note("ring_limit_s", 1)}};
}
Notes contract_notes(Tag<ScenarioArrivals>) {
  return {.doc = "Exactly one of per_hour, per_interval, at_s and contacts; or contacts and per_interval.",
          .all_optional = true,
          .fields = {{.name = "per_hour", .min = 0, .max = 1e7},
                     {.name = "per_interval", .min = 0, .max = 1e7, .max_items = 100'000},
                     {.name = "at_s", .min = 0, .max = year_s, .max_items = 1'000'000},
                     {.name = "contacts", .max_items = 1'000'000},
                     seconds_note("interval_s", 1)}};
}
Notes contract_notes(Tag<ScenarioKind>) {
  return {.fields = {name_note("Of this kind of customer."),
                     {.name = "share", .min = 0, .max = 1},
                     priority_note(),
                     {.name = "steps", .max_items = switchboard::steps_max}}};
}
Notes contract_notes(Tag<ScenarioMessages>) {
  return {.all_optional = true};
}
Notes contract_notes(Tag<ScenarioQueue>) {
  return {.fields = {name_note("Of the queue; its customers' random numbers hang on it."),
                     {.name = "channel", .has_default = true},
                     {.name = "rules", .has_default = true},
                     {.name = "wrap_up", .has_default = true},
                     {.name = "mix", .max_items = 100, .has_default = true},
                     {.name = "open", .max_items = 1'000, .has_default = true},
                     {.name = "stretch", .min = 0, .max = stretch_max, .has_default = true},
                     {.name = "cost_per_contact", .min = 0, .max = 1e9, .has_default = true},
                     {.name = "cost_per_abandon", .min = 0, .max = 1e9, .has_default = true},
                     priority_note()}};
}
Notes contract_notes(Tag<ScenarioSkill>) {
  return {.fields = {{.name = "level", .min = 1, .max = 5, .has_default = true}}};
}
Notes contract_notes(Tag<ScenarioChannel>) {
  return {.fields = {{.name = "at_once_max", .min = 0, .max = 1'000},
                     {.name = "units", .min = 0, .max = 100'000},
                     {.name = "is_interruptible", .has_default = true}}};
}
Notes contract_notes(Tag<ScenarioChannels>) {
  return {.all_optional = true};
}
Notes contract_notes(Tag<ScenarioCapacity>) {
  return {.all_optional = true, .fields = {{.name = "units", .min = 1, .max = 100'000}}};
}
Notes contract_notes(Tag<ScenarioShift>) {
  return {.fields = {seconds_note("from_s", 0, false),
                     seconds_note("to_s", 0, false),
                     {.name = "breaks", .max_items = 20, .has_default = true}}};
}
Notes contract_notes(Tag<ScenarioAssignment>) {
  return {.doc = "From then on they serve these queues instead.",
          .fields = {seconds_note("from_s", 0, false), {.name = "queues", .max_items = 1'000}}};
}
Notes contract_notes(Tag<ScenarioAgents>) {
  return {.fields = {name_note("Of the group; its agents' random numbers hang on it."),
                     {.name = "count", .min = 1, .max = 100'000, .has_default = true},
                     {.name = "skills", .max_items = 200, .has_default = true},
                     {.name = "teams", .max_items = 20, .has_default = true},
                     {.name = "queues", .min_items = 1, .max_items = 1'000},
                     {.name = "assignments", .max_items = 100, .has_default = true},
                     {.name = "capacity", .has_default = true},
                     {.name = "shifts", .max_items = 1'000, .has_default = true},
                     {.name = "answer_delay", .has_default = true},
                     {.name = "no_answer_share", .min = 0, .max = 1, .has_default = true},
                     {.name = "back_after", .has_default = true},
                     {.name = "pace", .min = 0.01, .max = 100, .has_default = true},
                     {.name = "cost_per_hour", .min = 0, .max = 1e9, .has_default = true}}};
}
Notes contract_notes(Tag<Scenario>) {
  return {.fields = {
              {.name = "name", .max_length = name_max, .format = contract::Format::line, .has_default = true},
              {.name = "seed", .min = 0, .has_default = true},
              seconds_note("duration_s", 1, false),
              seconds_note("warm_up_s"),
              seconds_note("drain_s"),
              seconds_note("interval_s", 1),
              seconds_note("silent_after_s", 1),
              {.name = "skills", .max_items = 10'000, .has_default = true},
              {.name = "queues", .min_items = 1, .max_items = 5'000},
              {.name = "agents", .max_items = 10'000},
              {.name = "flows", .max_items = 500, .has_default = true},
              {.name = "ids", .has_default = true}}};
}

Result<Scenario> read_scenario(std::string_view json) {
  contract::DecodeOptions options;
  options.bytes_max = 64 << 20;
  options.items_max = 2'000'000;
  return contract::decode<Scenario>(json, options);
}

}  // namespace rapport::twin
