// CaseWork: cases being changed inside one transaction. Every change of a case goes through here, whoever
// makes it: it writes the timeline, has the clocks follow from it, and keeps the row in step with both. On
// the writer's thread, for as long as the Change lives; may be made again from the start.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cases/case_store.h"
#include "cases/edit.h"
#include "cases/kept_store.h"
#include "cases/merge.h"
#include "org/changes.h"

namespace rapport::cases {

struct NewCase {
  std::string subject;
  std::string text;             // the first words
  bool is_by_customer = false;  // they are the customer's; else a note
  std::optional<CaseTypeId> type_id;
  std::optional<CasePriority> priority;  // absent: the type's
  std::string segment;
  std::optional<CustomerId> customer_id;
  std::optional<UserId> assignee_id;
  std::optional<TeamId> team_id;
  std::vector<std::string> tags;
  std::map<std::string, std::string> fields;
  std::optional<CaseId> parent_id, follow_up_to_id;
  std::optional<InteractionId> interaction_id;  // it comes from
  // With the first words; of the case from then on. Not of the API: whoever opens it so has looked whose they
  // are.
  std::vector<AttachmentId> attachments;
};
BOOST_DESCRIBE_STRUCT(NewCase, (),
                      (subject, text, is_by_customer, type_id, priority, segment, customer_id, assignee_id,
                       team_id, tags, fields, parent_id, follow_up_to_id, interaction_id))
contract::Notes contract_notes(contract::Tag<NewCase>);

// Who does it, for the timeline.
struct CaseActor {
  std::optional<UserId> user;
  std::string by_rule;  // or macro
  bool is_by_people = true;
};

struct Words {
  std::string text;
  bool is_public = false;
  bool is_by_customer = false;
  std::optional<CustomerId> customer;  // whose, or to whom
  std::optional<CaseId> via;
  std::optional<Instant> at;  // absent: now
};

class CaseWork {
 public:
  explicit CaseWork(org::Change& change);

  Result<Case> find(CaseId id);  // not_found, unknown_case
  Result<Case> survivor(CaseId id);
  CaseLookup lookup();

  // invalid, with the places; not_found of a parent, an interaction is the caller's to know.
  Result<Case> open(const NewCase& wanted, const CaseActor& actor);
  // `key`: once only; the second time the case is given as it is.
  Result<Case> edit(const Case& before, const CaseEdit& edit, const CaseActor& actor,
                    const std::string& key = "");
  Result<Case> say(const Case& before, const Words& words, const CaseActor& actor,
                   const std::string& key = "");
  // Of the last say() that wrote anything.
  CaseEventId last_said() const { return last_said_; }
  // Public words that never reached anybody become a note, and the clocks run as if they had not been said.
  Result<Case> withdraw(CaseId id, CaseEventId words);
  // Somebody spoke in a linked conversation. Only what turns the clocks is noted: the first words of a side
  // after the other's.
  struct Spoken {
    InteractionId interaction;
    bool is_by_customer = false;
    UserId agent;
    std::optional<CustomerId> customer;
    Instant at;
  };
  Result<Case> spoken(const Case& before, const Spoken& said);
  Result<Case> link(const Case& before, InteractionId interaction, bool is_work, const CaseActor& actor);
  Result<Case> unlink(const Case& before, InteractionId interaction, const CaseActor& actor);
  // The survivor.
  Result<Case> merge(const Case& from, const Case& into, const MergePlan& plan, const CaseActor& actor);
  // The one that is on its own again.
  Result<Case> unmerge(const Case& from, const CaseActor& actor);
  // The new one.
  Result<Case> split(const Case& from, const std::vector<CaseEventId>& events, const std::string& subject,
                     const CaseActor& actor);
  // The case that goes on where this one was solved too long ago; by `key` once only.
  struct FollowUp {
    Case follow_up;
    bool is_new = true;
  };
  Result<FollowUp> follow_up(const Case& solved, CustomerId author, const std::string& key);
  // Looks at the clocks: notes in the timeline what has run out or soon will, once each. True: something has.
  bool look(const Case& before);

  const CaseSettings& settings() const { return settings_; }
  Instant now() const { return change_.now; }
  // For a changed policy: the clocks again, no new version.
  void follow_clocks(Case which);

 private:
  CaseEvent event(const Case& of, CaseEventKind kind, const CaseActor& actor);
  Result<void> has_room(CaseId id);
  void set_clocks(Case& which);
  Instant next_look(const Case& which) const;
  void save(Case& after);  // with its clocks
  const CasePolicy* policy(const std::string& segment);
  BusinessTime& time_of(const std::optional<HoursId>& hours);
  std::optional<CaseTypeFields> type(const std::optional<CaseTypeId>& id);
  Result<void> check_parent_of(const Case& child, CaseId parent);

  org::Change& change_;
  OrgId org_;
  CaseSettings settings_;
  std::optional<std::vector<CasePolicy>> policies_;
  std::map<HoursId, BusinessTime> times_;
  CaseEventId last_said_;
};

}  // namespace rapport::cases
