// Case: something a customer has to have solved, however many conversations it takes. The model of the
// capability: values, no behaviour; the rules stand beside it (status, fields, sla, edit, merge, rules).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "cases/sla.h"
#include "cases/status.h"
#include "platform/contract/describe.h"

namespace rapport {
using CaseId = Id<struct CaseTag>;
}

namespace rapport::cases {

using CaseTypeId = Id<struct CaseTypeTag>;
using CaseEventId = Id<struct CaseEventTag>;

enum class CasePriority : std::uint8_t { low, normal, high, urgent };
BOOST_DESCRIBE_ENUM(CasePriority, low, normal, high, urgent)
inline constexpr int priority_count = 4;

// Tags of cases that customers opened themselves, by the way they took.
inline constexpr const char* tag_of_forms = "portal";
inline constexpr const char* tag_of_community = "community";

inline constexpr std::size_t subject_length_max = 200;
inline constexpr std::size_t comment_length_max = 20'000;
inline constexpr std::size_t tags_max = 30;       // of one case
inline constexpr std::size_t fields_max = 100;    // of one type
inline constexpr std::size_t checklist_max = 50;  // of one case
inline constexpr std::size_t field_length_max = 2'000;
inline constexpr std::int64_t children_max = 500;
inline constexpr std::int64_t links_max = 200;  // interactions of one case
inline constexpr std::int64_t followers_max = 100;
inline constexpr std::int64_t events_max = 5'000;  // of one case; beyond it: conflict, case_full
inline constexpr std::int64_t merged_max = 50;     // cases that live on in one

struct CaseStep {
  std::string text;
  bool is_done = false;
  friend bool operator==(const CaseStep&, const CaseStep&) = default;
};
BOOST_DESCRIBE_STRUCT(CaseStep, (), (text, is_done))
contract::Notes contract_notes(contract::Tag<CaseStep>);

struct Case {
  CaseId id;
  std::string number;  // "C-1042", counted per organisation
  std::string subject;
  std::optional<CaseTypeId> type_id;
  CaseStatus status = CaseStatus::fresh;
  CasePriority priority = CasePriority::normal;
  std::string segment;  // chooses the SLA policy
  std::optional<CustomerId> customer_id;
  std::optional<UserId> assignee_id;
  std::optional<TeamId> team_id;
  std::vector<std::string> tags;              // sorted, each once
  std::map<std::string, std::string> fields;  // by the keys of the type
  std::vector<CaseStep> checklist;
  std::optional<CaseId> parent_id;
  std::optional<CaseId> merged_into_id;
  std::optional<CaseId> follow_up_to_id;
  Instant created_at, updated_at;
  Instant touched_at;  // by people: what rules and the clock do does not count
  Instant status_since;
  std::optional<Instant> solved_at, closed_at;
  std::int64_t version = 1;       // counts up with every change
  std::optional<Instant> due_at;  // of the clock that runs out first
  CaseClocks clocks;
};
BOOST_DESCRIBE_STRUCT(Case, (),
                      (id, number, subject, type_id, status, priority, segment, customer_id, assignee_id,
                       team_id, tags, fields, checklist, parent_id, merged_into_id, follow_up_to_id,
                       created_at, updated_at, touched_at, status_since, solved_at, closed_at, version,
                       due_at, clocks))
contract::Notes contract_notes(contract::Tag<Case>);

// What has happened in a case, in words for people and in pieces for programs; never changed afterwards.
enum class CaseEventKind : std::uint8_t {
  opened,
  comment,
  change,  // of fields, status, people
  linked,
  unlinked,
  merged,    // another case lives on in this one from here
  unmerged,  // and no longer
  split,     // a part went into another case, or came from one
  routed,
  breach,    // a clock has run out
  forecast,  // and this one soon will
  spoken,    // the turn has changed in a linked conversation; the words are there
};
BOOST_DESCRIBE_ENUM(CaseEventKind, opened, comment, change, linked, unlinked, merged, unmerged, split, routed,
                    breach, forecast, spoken)

struct CaseDifference {
  std::string field;
  std::string from, to;
  friend bool operator==(const CaseDifference&, const CaseDifference&) = default;
};
BOOST_DESCRIBE_STRUCT(CaseDifference, (), (field, from, to))

struct CaseFile {
  AttachmentId id;
  std::string name, type;
  std::int64_t bytes = 0;
};
BOOST_DESCRIBE_STRUCT(CaseFile, (), (id, name, type, bytes))

struct CaseEvent {
  CaseEventId id;
  CaseId case_id;
  std::optional<CaseId> via_id;  // written to this one, which lived on in case_id
  Instant at;
  CaseEventKind kind = CaseEventKind::comment;
  std::optional<UserId> user_id;          // absent: the customer, or the server itself
  std::optional<CustomerId> customer_id;  // whose words these are, or who may read them
  bool is_by_customer = false;
  bool is_public = false;  // the customer may read it
  std::string text;
  std::vector<CaseDifference> changes;
  std::optional<InteractionId> interaction_id;
  std::optional<CaseId> other_id;
  std::string by_rule;          // the name of the rule or macro
  std::int64_t version = 0;     // of the case, right after it
  std::vector<CaseFile> files;  // that came with the words
};
BOOST_DESCRIBE_STRUCT(CaseEvent, (),
                      (id, case_id, via_id, at, kind, user_id, customer_id, is_by_customer, is_public, text,
                       changes, interaction_id, other_id, by_rule, version, files))
contract::Notes contract_notes(contract::Tag<CaseEvent>);

std::string case_number(std::int64_t number);  // "C-1042"
// "C-1042", "c-1042" or "1042"; 0: none of these.
std::int64_t parse_case_number(const std::string& text);

}  // namespace rapport::cases
