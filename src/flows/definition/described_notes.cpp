// What the schema says about a flow's parts.
#include "flows/definition/described.h"

namespace rapport::switchboard::flow {

using contract::Notes;

Notes contract_notes(contract::Tag<ValueType>) {
  return {.name = "FlowValueType"};
}

Notes contract_notes(contract::Tag<Attribute>) {
  return {
      .name = "FlowAttribute",
      .doc = "A boolean, a number, one of choices, or a text. Texts are a customer's words.",
      .fields = {
          {.name = "name", .doc = "a-z, 0-9 and _"},
          {.name = "choices", .doc = "of a choice", .has_default = true},
          {.name = "initial", .doc = "an expression; empty: false, 0, the first choice", .has_default = true},
          {.name = "is_secret",
           .doc = "only kept in memory while the flow runs, never said or shown",
           .has_default = true}}};
}

Notes contract_notes(contract::Tag<Say>) {
  return {.name = "FlowSay",
          .doc = "Says it. Exits: next.",
          .all_optional = true,
          .fields = {{.name = "text", .doc = "by language; {name} stands for an attribute"},
                     {.name = "prompt", .doc = "voice: an uploaded recording instead of speech"}}};
}

Notes contract_notes(contract::Tag<MenuOption>) {
  return {.name = "FlowMenuOption",
          .all_optional = true,
          .fields = {{.name = "name", .doc = "the exit"},
                     {.name = "digit", .doc = "0-9, * or #; empty: by its place from 1"},
                     {.name = "also", .doc = "words that mean it too, where a customer writes"}}};
}

Notes contract_notes(contract::Tag<Menu>) {
  return {.name = "FlowMenu",
          .doc = "Asks to choose. Exits: one per option, timeout, invalid (absent: as timeout).",
          .all_optional = true,
          .fields = {{.name = "again", .doc = "said when nothing sensible came; empty: the text again"},
                     {.name = "timeout_s", .doc = "0: by the channel"}}};
}

Notes contract_notes(contract::Tag<Collected>) {
  return {.name = "FlowCollected"};
}

Notes contract_notes(contract::Tag<Collect>) {
  return {.name = "FlowCollect",
          .doc =
              "Asks for digits or words, into a text attribute. Exits: done, timeout, invalid (absent: as "
              "timeout).",
          .all_optional = true,
          .fields = {{.name = "pattern",
                      .doc = "# a digit, @ a letter, ? any one, * any number of any; empty: whatever"}}};
}

Notes contract_notes(contract::Tag<Assignment>) {
  return {.name = "FlowAssignment",
          .all_optional = true,
          .fields = {{.name = "attribute", .doc = "or language"}, {.name = "value", .doc = "an expression"}}};
}

Notes contract_notes(contract::Tag<Set>) {
  return {.name = "FlowSet", .doc = "Exits: next.", .all_optional = true};
}

Notes contract_notes(contract::Tag<Case>) {
  return {.name = "FlowCase",
          .all_optional = true,
          .fields = {{.name = "name", .doc = "the exit"}, {.name = "when", .doc = "an expression"}}};
}

Notes contract_notes(contract::Tag<Branch>) {
  return {.name = "FlowBranch",
          .doc = "The first case that holds. Exits: one per case, else.",
          .all_optional = true};
}

Notes contract_notes(contract::Tag<Hours>) {
  return {.name = "FlowHours", .doc = "Business hours. Exits: open, closed.", .all_optional = true};
}

Notes contract_notes(contract::Tag<LookUpBy>) {
  return {.name = "FlowLookupBy"};
}

Notes contract_notes(contract::Tag<Lookup>) {
  return {.name = "FlowLookup",
          .doc = "Finds the customer. Exits: found, unknown.",
          .all_optional = true,
          .fields = {{.name = "attribute", .doc = "holds the phone number or e-mail address"},
                     {.name = "name_to", .doc = "a text attribute that gets the customer's name"}}};
}

Notes contract_notes(contract::Tag<ResultMapping>) {
  return {.name = "FlowResultMapping",
          .all_optional = true,
          .fields = {{.name = "path", .doc = "a JSON pointer into the answer"}}};
}

Notes contract_notes(contract::Tag<Webhook>) {
  return {.name = "FlowWebhook",
          .doc = "A POST with the attributes of `send` as JSON. Exits: ok, failed.",
          .all_optional = true};
}

Notes contract_notes(contract::Tag<Language>) {
  return {.name = "FlowLanguage", .doc = "Finds out the language. Exits: next.", .all_optional = true};
}

Notes contract_notes(contract::Tag<SkillAsked>) {
  return {.name = "FlowSkillAsked", .all_optional = true};
}

Notes contract_notes(contract::Tag<Circle>) {
  return {.name = "FlowCircle",
          .doc = "Who may take it for so long; after the last everybody of the queue.",
          .all_optional = true,
          .fields = {{.name = "lasts_s", .doc = "0: for ever"}}};
}

Notes contract_notes(contract::Tag<Treatment>) {
  return {.name = "FlowTreatmentPlan",
          .doc = "What a customer hears while they wait.",
          .all_optional = true,
          .fields = {{.name = "every_s", .doc = "0: only once"},
                     {.name = "offer", .doc = "another way than waiting; taken, it is the exit offered"}}};
}

Notes contract_notes(contract::Tag<Queue>) {
  return {.name = "FlowQueue",
          .doc = "Waits for an agent. Exits: refused, waited (after wait_max_s), offered.",
          .all_optional = true,
          .fields = {{.name = "priority", .doc = "an expression; empty: 0"},
                     {.name = "circles", .doc = "none: the queue's own"}}};
}

Notes contract_notes(contract::Tag<Callback>) {
  return {.name = "FlowCallback",
          .doc = "Exits: booked, failed.",
          .all_optional = true,
          .fields = {{.name = "number", .doc = "a text attribute; empty: where they call from"}}};
}

Notes contract_notes(contract::Tag<Voicemail>) {
  return {.name = "FlowVoicemail", .doc = "Exits: recorded, nothing.", .all_optional = true};
}

Notes contract_notes(contract::Tag<Transfer>) {
  return {.name = "FlowTransfer",
          .doc = "To one of: an agent, another flow, a telephone number. Exits: failed, done.",
          .all_optional = true};
}

Notes contract_notes(contract::Tag<Share>) {
  return {.name = "FlowShare", .all_optional = true};
}

Notes contract_notes(contract::Tag<Split>) {
  return {.name = "FlowSplit",
          .doc = "The same interaction always goes the same way. Exits: one per share.",
          .all_optional = true};
}

Notes contract_notes(contract::Tag<Tag>) {
  return {.name = "FlowTag", .doc = "Marks the interaction. Exits: next.", .all_optional = true};
}

Notes contract_notes(contract::Tag<End>) {
  return {.name = "FlowEnd", .doc = "The end of the flow and of the interaction.", .all_optional = true};
}

Notes contract_notes(contract::Tag<Record>) {
  return {.name = "FlowRecord",
          .doc = "Whether the call is recorded, whatever its queue says. Exits: next.",
          .all_optional = true};
}

Notes contract_notes(contract::Tag<Place>) {
  return {.name = "FlowPlace", .doc = "On the canvas.", .all_optional = true};
}

Notes contract_notes(contract::Tag<FlowStep>) {
  return {.name = "FlowStep",
          .fields = {{.name = "exits", .doc = "exit -> step", .has_default = true},
                     {.name = "note", .doc = "for other authors", .has_default = true},
                     {.name = "place", .has_default = true}}};
}

Notes contract_notes(contract::Tag<TestInput>) {
  return {.name = "FlowTestAnswer",
          .fields = {{.name = "at", .doc = "the step it answers"},
                     {.name = "gives",
                      .doc = "what the customer types, the exit of a question to others, timeout, or leaves"},
                     {.name = "values", .doc = "what an answer brings", .has_default = true}}};
}

Notes contract_notes(contract::Tag<FlowTest>) {
  return {.name = "FlowTest",
          .fields = {{.name = "path", .doc = "the steps, in order"},
                     {.name = "channel", .has_default = true},
                     {.name = "language", .has_default = true},
                     {.name = "is_customer_known", .has_default = true},
                     {.name = "inputs", .has_default = true}}};
}

Notes contract_notes(contract::Tag<Flow>) {
  return {
      .name = "FlowDefinition",
      .doc = "A directed graph of steps with named exits.",
      .all_optional = true,
      .fields = {
          {.name = "purpose",
           .doc = "entrance: a customer begins with it; assist: an agent sends their customer into "
                  "it. It stays what it was when the flow was first published"},
          {.name = "languages", .doc = "the first when nothing else is known"},
          {.name = "fallback_queue_id", .doc = "who takes the customer when something in the flow breaks"}}};
}

Notes contract_notes(contract::Tag<Purpose>) {
  return {.name = "FlowPurpose"};
}

Notes contract_notes(contract::Tag<Problem>) {
  return {.name = "FlowProblem", .fields = {{.name = "step", .doc = "empty: of the flow itself"}}};
}

Notes contract_notes(contract::Tag<Said>) {
  return {.name = "FlowSaid"};
}

Notes contract_notes(contract::Tag<Rehearsed>) {
  return {.name = "FlowRehearsed",
          .fields = {{.name = "ended", .doc = "end, queue, agent, flow, fallback, waits, leaves"},
                     {.name = "failure", .doc = "empty: as expected"}}};
}

}  // namespace rapport::switchboard::flow
