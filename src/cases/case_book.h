// CaseBook: what people and programs do with cases, each a transaction of its own, told to the desks after
// its commit. Worker threads, the keeper's, and whatever channel brings a customer's words; all calls block.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/page.h"
#include "cases/case_work.h"
#include "conversations/message_store.h"
#include "conversations/record_store.h"
#include "customers/customer_store.h"
#include "live/loop.h"
#include "org/directory.h"

namespace rapport::cases {

struct CaseServices {  // borrowed
  org::Changes& changes;
  const org::Directories& directories;
  customers::CustomerStore& customers;
  conversations::RecordStore& records;
  conversations::MessageStore& messages;
  live::Loop& loop;
  live::IdSource& ids;
};

struct BulkResult {
  CaseId id;
  std::optional<std::string> reason, detail;  // absent: done
};
BOOST_DESCRIBE_STRUCT(BulkResult, (), (id, reason, detail))

struct CaseWouldChange {
  CaseId id;
  std::string number, subject;
  std::vector<CaseDifference> changes;
};
BOOST_DESCRIBE_STRUCT(CaseWouldChange, (), (id, number, subject, changes))
struct DryRun {
  std::int64_t count = 0;              // of all that would change
  std::vector<CaseWouldChange> cases;  // the first of them
};
BOOST_DESCRIBE_STRUCT(DryRun, (), (count, cases))

// What one customer may read of a case.
struct CustomerWords {
  Instant at;
  bool is_by_customer = false;
  std::string text;
  std::vector<CaseFile> files;
};
BOOST_DESCRIBE_STRUCT(CustomerWords, (), (at, is_by_customer, text, files))

// What an agent says about a case.
struct CommentOnCase {
  std::string text;
  bool is_public = false;
  std::optional<CaseStatus> status;
  std::optional<bool> mails;  // absent: where that is possible
  std::string client_id;      // of whoever says it: sent again, nothing is said twice
};
BOOST_DESCRIBE_STRUCT(CommentOnCase, (), (text, is_public, status, mails, client_id))
contract::Notes contract_notes(contract::Tag<CommentOnCase>);

struct RouteCase {
  QueueId queue_id;
  std::optional<UserId> agent_id;  // asked first
};
BOOST_DESCRIBE_STRUCT(RouteCase, (), (queue_id, agent_id))

class CaseBook {
 public:
  explicit CaseBook(const CaseServices& services) : services_(services) {}

  // After each commit, on the changing thread; a case of 0: many at once. Set before the first change.
  void on_changed(std::function<void(OrgId, CaseId)> changed) { changed_ = std::move(changed); }

  // What becomes of words before they are kept: numbers that nobody is to keep go out of them. Set before the
  // first case; any thread, may block.
  void redact_by(std::function<std::string(OrgId, std::string_view)> redacted) {
    redacted_ = std::move(redacted);
  }

  Result<Case> find(OrgId org, CaseId id);
  Result<Case> find_survivor(OrgId org, CaseId id);  // what it lives on in, or itself
  Result<Case> open(const org::By& by, const NewCase& wanted);
  // `version`: what the screen showed. conflict, stale, with what became different, when somebody has changed
  // the same things since; what does not touch is taken.
  Result<Case> edit(const org::By& by, CaseId id, const CaseEdit& edit, std::optional<std::int64_t> version);
  // Words of an agent, and with them a status.
  Result<Case> comment(const org::By& by, CaseId id, const std::string& text, bool is_public,
                       std::optional<CaseStatus> status);
  // What is written along with the words, in their transaction: neither is there without the other.
  using Along = std::function<Result<void>(org::Change&, const Case& after, CaseEventId words)>;
  // `mails` is for who brings an Along.
  Result<Case> comment(const org::By& by, CaseId id, const CommentOnCase& said, const Along& along = {});
  // Words of a customer, by whatever channel they came: they land in the survivor, open what was solved, or
  // begin a follow-up when it was solved too long ago. `key` (a Message-ID): a second time nothing happens.
  // The case they landed in.
  Result<Case> add_reply(OrgId org, CaseId id, CustomerId author, const std::string& text, Instant at,
                         const std::string& key);
  // Who talks with the customer about it works on it: a task of it that still waits gives its place to the
  // conversation, and is back in its line when that is unlinked soon.
  Result<Case> link(const org::By& by, CaseId id, InteractionId interaction);
  Result<Case> unlink(const org::By& by, CaseId id, InteractionId interaction);
  Result<Case> merge(const org::By& by, CaseId from, CaseId into, const MergePlan& plan);
  Result<Case> unmerge(const org::By& by, CaseId from);
  Result<Case> split(const org::By& by, CaseId from, const std::vector<CaseEventId>& events,
                     const std::string& subject);
  Result<Case> follow(const org::By& by, CaseId id, bool follows);
  Result<Case> run_macro(const org::By& by, CaseId id, CaseMacroId macro);
  static constexpr std::size_t bulk_max = 1'000;
  Result<std::vector<BulkResult>> bulk(const org::By& by, const std::vector<CaseId>& ids,
                                       const CaseEdit& edit);

  // A task in a queue, with the case's priority as head start; the interaction. conflict: not_open,
  // already_routed.
  Result<InteractionId> route(const org::By& by, CaseId id, const RouteCase& wanted);

  // Somebody has accepted the task of a case: it is theirs when it was nobody's.
  Result<void> taken(OrgId org, InteractionId work, AgentId agent);
  // The place of a conversation has gone to another one of its customer: what that one belongs to, it does.
  Result<void> joined(OrgId org, InteractionId gone, InteractionId to);
  // Words in a conversation; those of its cases that wait for them hear of it.
  Result<void> spoken(OrgId org, const CaseWork::Spoken& said);

  // Its timeline with those that live on in it, oldest first.
  Result<std::vector<CaseEvent>> timeline(OrgId org, CaseId id, CaseEventId after, std::int64_t most);
  Result<std::vector<CustomerWords>> customer_view(OrgId org, CaseId id, CustomerId customer);

  // One rule on one case, at most once per period; true: something was done. For the keeper.
  Result<bool> fire(OrgId org, const CaseRule& rule, const Case& which, Instant since);
  static std::string rule_key(CaseRuleId rule, Instant since);
  Result<DryRun> dry_run(OrgId org, const CaseRuleFields& rule, Instant now);

  // After a change of a policy, its hours or the settings.
  Result<void> follow_clocks(OrgId org);

  org::Changes& changes() { return services_.changes; }
  void told(OrgId org, CaseId id) {
    if (changed_) changed_(org, id);
  }

 private:
  Result<Case> make(const org::By& by, const std::function<Result<Case>(CaseWork&)>& work);
  void take_over_work(const org::By& by, CaseId id, InteractionId interaction);
  void give_back_work(const org::By& by, CaseId id, InteractionId interaction);
  std::vector<InteractionId> work_of(OrgId org, CaseId id);
  Result<void> check_people(OrgId org, const CaseEdit& edit);
  Result<void> check_interaction(OrgId org, InteractionId interaction, const char* where);
  std::map<std::string, std::string> placeholders(OrgId org, const Case& of, UserId agent);
  static Result<Case> act(CaseWork& work, const Case& before, const CaseActions& then, const CaseActor& actor,
                          const std::map<std::string, std::string>& known, const std::string& key);

  std::string kept_words(OrgId org, const std::string& text) const {
    return redacted_ ? redacted_(org, text) : text;
  }

  CaseServices services_;
  std::function<std::string(OrgId, std::string_view)> redacted_;
  std::function<void(OrgId, CaseId)> changed_;
};

// Minutes of head start that a task gets.
std::int32_t head_start_min(CasePriority priority);

}  // namespace rapport::cases
