// Cases in their tables: case_record with tags, followers, links, and the timeline case_event. The only SQL
// for these. Everything runs in a session that is the caller's (Change::sql, or a reader's).
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cases/case.h"
#include "cases/case_filter.h"
#include "cases/kept.h"
#include "platform/database/database.h"

namespace rapport::cases {

std::vector<database::Migration> case_migrations();
std::vector<database::Migration> case_file_migrations();

class CaseStore {
 public:
  using Session = database::Session;

  // --- cases ---
  static std::optional<Case> find(Session& sql, OrgId org, CaseId id);
  static std::vector<Case> find_many(Session& sql, OrgId org, const std::vector<CaseId>& ids);
  // A page, most pressing or newest first; `most` at most.
  static std::vector<Case> list(Session& sql, OrgId org, UserId me, const CaseFilter& filter,
                                const std::optional<CaseMark>& after, std::int64_t most);
  // Up to count_max.
  static std::int64_t count(Session& sql, OrgId org, UserId me, const CaseFilter& filter);
  static constexpr std::int64_t count_max = 10'000;
  static CaseMark mark_of(const Case& which, CaseSort sort);

  static std::int64_t next_number(Session& sql, OrgId org);
  // With its tags. `look`: when the keeper has to look at its clocks next.
  static void insert(Session& sql, OrgId org, const Case& made, Instant look);
  static void update(Session& sql, OrgId org, const Case& after, Instant look);

  static std::int64_t children_open(Session& sql, OrgId org, CaseId parent);
  static std::int64_t children(Session& sql, OrgId org, CaseId parent);
  static bool has_type(Session& sql, OrgId org, CaseTypeId type);
  // Merged into it, directly or by way of another.
  static std::vector<CaseId> family(Session& sql, OrgId org, CaseId survivor);

  // --- the timeline ---
  // False: `key` has been there before, and nothing was written.
  static bool add_event(Session& sql, OrgId org, const CaseEvent& event, const std::string& key = "");
  // Nobody but colleagues reads it any more.
  static void make_note(Session& sql, OrgId org, CaseEventId event);
  static bool has_key(Session& sql, OrgId org, CaseId id, const std::string& key);
  // Of these cases together, in order of time.
  static std::vector<CaseEvent> events(Session& sql, OrgId org, const std::vector<CaseId>& cases,
                                       CaseEventId after, std::int64_t most);
  static std::vector<CaseEvent> events_since(Session& sql, OrgId org, CaseId id, std::int64_t version);
  // Files beside words; they are kept as attachments of no conversation (conversations::MessageStore).
  static void add_files(Session& sql, OrgId org, const CaseEvent& words,
                        const std::vector<AttachmentId>& files);
  // Into the events that they came with.
  static void put_files(Session& sql, OrgId org, std::vector<CaseEvent>& events);
  static std::int64_t event_count(Session& sql, OrgId org, CaseId id);
  // What the clocks follow from.
  static std::vector<Moment> moments(Session& sql, OrgId org, CaseId id);

  // --- links and followers ---
  static bool link(Session& sql, OrgId org, CaseId id, InteractionId interaction, bool is_work, Instant at);
  static bool unlink(Session& sql, OrgId org, CaseId id, InteractionId interaction);
  struct Link {
    CaseId case_id;
    InteractionId interaction;
    bool is_work = false;  // somebody working on the case, not a conversation with the customer
    Instant at;
  };
  static std::vector<Link> links(Session& sql, OrgId org, const std::vector<CaseId>& cases);
  // Of these rows of customers, those before `before` (0: all) with the words in their subject or in what
  // was written in them; newest first.
  struct Opened {
    CaseId id;
    std::int64_t number = 0;
    std::string subject;
    CaseStatus status = CaseStatus::fresh;
    Instant created_at;
    std::vector<std::string> tags;
    std::string first_words;  // the customer's own, when they opened it
    bool is_by_customer = false;
  };
  static std::vector<Opened> opened_by(Session& sql, OrgId org, const std::vector<CustomerId>& customers,
                                       CaseId before, const std::string& words, std::int64_t most);
  static std::vector<CaseId> cases_of(Session& sql, OrgId org, InteractionId interaction);
  static bool follow(Session& sql, OrgId org, CaseId id, UserId user, bool follows, Instant at);
  static std::vector<UserId> followers(Session& sql, OrgId org, CaseId id);

  // --- for the keeper ---
  static std::vector<OrgId> organisations(Session& sql);
  // Open ones whose clocks have to be looked at by now.
  static std::vector<Case> due_for_a_look(Session& sql, OrgId org, Instant now, std::int64_t most);
  static std::vector<CaseId> solved_before(Session& sql, OrgId org, Instant before, std::int64_t most);
  // Open ones, by id: for rules and for a changed policy.
  static std::vector<Case> open_after(Session& sql, OrgId org, CaseId after, std::int64_t most);
};

}  // namespace rapport::cases
