// A flow as its author writes it: a directed graph of steps with named exits, in names and words. Kept as
// JSON (described.h); what the switchboard runs is the Program that compile_flow() makes of it, which has
// numbers only. Plain values.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/id.h"
#include "switchboard/flow/expression.h"
#include "switchboard/flow/program.h"
#include "switchboard/model/rules.h"

namespace rapport::switchboard::flow {

// What is said, by language ("zh", "en"). {name} stands for an attribute or a fact, {{ for a brace.
using Texts = std::map<std::string, std::string>;

// A boolean, a number, one of `choices`, or a text. Texts are a customer's words: the journal never holds
// them. A secret one is forgotten when the flow ends, and is never said or shown.
struct Attribute {
  std::string name;
  ValueType type = ValueType::text;
  std::vector<std::string> choices;
  std::string initial;  // as an expression; "": false, 0, the first choice, ""
  bool is_secret = false;
};

// Says it. Exits: next.
struct Say {
  Texts text;
  std::string prompt;  // voice: an uploaded recording instead of speech; "": none
};

struct MenuOption {
  std::string name;   // the exit
  std::string digit;  // 0-9, * or #; "": by its place from 1
  Texts label;
  std::vector<std::string> also;  // words that mean it too, where a customer can write
};
// Asks to choose. Exits: one per option, `timeout`, `invalid` (absent: as timeout) after `tries`.
struct Menu {
  Texts text;
  std::vector<MenuOption> options;
  Texts again;  // said when nothing or nothing sensible came; absent: the text again
  std::int32_t tries = 3;
  std::int32_t timeout_s = 0;  // 0: by the channel
};

enum class Collected : std::uint8_t { digits, text };
// Asks for digits or words, into a text attribute. Exits: done, timeout, invalid (absent: as timeout).
struct Collect {
  Texts text;
  std::string attribute;
  Collected input = Collected::digits;
  std::int32_t length_min = 1;
  std::int32_t length_max = 32;
  std::string pattern;  // # a digit, @ a letter, ? any one, * any number of any; "": whatever
  Texts again;
  std::int32_t tries = 3;
  std::int32_t timeout_s = 0;
};

struct Assignment {
  std::string attribute;  // or language
  std::string value;      // an expression
};
// Exits: next.
struct Set {
  std::vector<Assignment> values;
};

struct Case {
  std::string name;  // the exit
  std::string when;  // an expression
};
// The first case that holds. Exits: one per case, `else`.
struct Branch {
  std::vector<Case> cases;
};

// Exits: open, closed.
struct Hours {
  HoursId hours_id;
};

enum class LookUpBy : std::uint8_t { channel, phone, email };
// Finds the customer: by what the channel knows of them, or by what they said. Exits: found, unknown.
struct Lookup {
  LookUpBy by = LookUpBy::channel;
  std::string attribute;  // holds the phone number or e-mail address
  std::string name_to;    // a text attribute that gets the customer's name; "": none
};

struct ResultMapping {
  std::string path;  // a JSON pointer into the answer: "/order/state"
  std::string attribute;
};
// Asks a server of the company: a POST with the attributes of `send` as JSON. Exits: ok, failed.
struct Webhook {
  std::string url;
  std::vector<std::string> send;
  std::vector<ResultMapping> results;
  std::int32_t timeout_s = 5;
  std::int32_t retries = 1;
};

// Finds out the language: what the customer last wrote, what is known of them, what their device says.
// Exits: next.
struct Language {};

struct SkillAsked {
  SkillId skill_id;
  std::int32_t level_min = 1;
};
struct Circle {
  std::optional<TeamId> team_id;
  std::vector<SkillAsked> skills;
  std::int32_t lasts_s = 0;  // 0: for ever
};
// What the customer hears while they wait.
struct Treatment {
  std::string music;  // voice: an uploaded recording; "": the default
  bool says_position = true;
  bool says_wait = true;
  std::int32_t first_s = 15;  // after so long the first time
  std::int32_t every_s = 60;  // 0: only once
  Texts offer;                // asked each time: another way than waiting; taken, it is the exit `offered`
};
// Waits for an agent, and the flow ends when one takes it. Exits: refused (the queue does not take it:
// closed, full, nobody there), waited (after wait_max_s), offered (they took the offer).
struct Queue {
  QueueId queue_id;
  std::string priority;         // an expression; "": 0
  std::vector<Circle> circles;  // none: the queue's own
  Treatment treatment;
  std::int32_t wait_max_s = 0;  // 0: none
};

// Books a call back with the place in line. Exits: booked, failed.
struct Callback {
  QueueId queue_id;
  std::string number;  // a text attribute; "": where they call from
};
// Exits: recorded, nothing.
struct Voicemail {
  Texts text;
  QueueId queue_id;
  std::int32_t length_max_s = 180;
};
// To one of: an agent, another flow, a telephone number outside. Exits: failed; done (of a number; absent:
// the flow ends).
struct Transfer {
  std::optional<AgentId> agent_id;
  std::optional<FlowId> flow_id;
  std::string number;
};

struct Share {
  std::string name;  // the exit
  std::int32_t percent = 0;
};
// The same interaction always goes the same way in the same version. Exits: one per share.
struct Split {
  std::vector<Share> shares;
};

// Marks the interaction. Exits: next.
struct Tag {
  std::string tag;
};
struct End {};

// Whether the call is recorded, stronger than what its queue says. Exits: next.
struct Record {
  bool is_on = true;
};

using Does = std::variant<Say, Menu, Collect, Set, Branch, Hours, Lookup, Webhook, Language, Queue, Callback,
                          Voicemail, Transfer, Split, Tag, End, Record>;

struct Place {  // on the canvas
  std::int32_t x = 0;
  std::int32_t y = 0;
};
struct FlowStep {
  std::string id;
  Does does;
  std::map<std::string, std::string> exits;  // exit -> step
  std::string note;                          // for other authors
  Place place;
};

// One thing that comes from outside during a test.
struct TestInput {
  std::string at;     // the step it answers
  std::string gives;  // what the customer types or says, the exit of a question to others, timeout, leaves
  std::map<std::string, std::string> values;  // what an answer brings: attribute -> value
};
struct FlowTest {
  std::string name;
  Channel channel = Channel::chat;
  std::string language;  // "": the first
  bool is_customer_known = false;
  std::vector<TestInput> inputs;
  std::vector<std::string> path;  // the steps, in order
};

struct Flow {
  Purpose purpose = Purpose::entrance;
  std::vector<std::string> languages = {"zh", "en"};  // the first when nothing else is known
  std::vector<Channel> channels = {Channel::chat};
  std::string start;
  QueueId
      fallback_queue_id;  // who takes the customer when something in the flow breaks; beside an agent: none
  std::vector<Attribute> attributes;
  std::vector<FlowStep> steps;
  std::vector<FlowTest> tests;
};

inline constexpr std::size_t steps_of_flow_max = 200;
inline constexpr std::size_t attributes_max = 32;
inline constexpr std::size_t languages_max = 8;
inline constexpr std::size_t choices_max = 32;
inline constexpr std::size_t exits_max = 16;  // of what an author can add: options, cases, shares
inline constexpr std::size_t tests_max = 50;

// Exits that a step has, in the order of their numbers in a program.
struct ExitName {
  std::string name;
  bool is_required = true;
};
std::vector<ExitName> exits_of(const Does& does);
// "say", "menu" … as in JSON.
const char* kind_of(const Does& does);

}  // namespace rapport::switchboard::flow
