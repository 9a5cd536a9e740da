// Deflection store: attempts, contacts and what they have to do with each other. The only SQL for the tables
// help_*; it reads those of readers, interactions, messages, cases and customers, and writes none of them.
// Everything runs in a session of the caller's.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "deflection/attempt.h"
#include "live/id_source.h"
#include "platform/database/database.h"
#include "switchboard/model/rules.h"

namespace rapport::deflection {

std::vector<database::Migration> deflection_migrations();

// How far the keeper has come with an organisation.
struct Progress {
  Instant steps;                 // taken up to here
  std::int64_t interaction = 0;  // the last ones looked at
  std::int64_t case_id = 0;
  Instant measured;  // every contact until then is known
};

struct Step {
  Instant at;
  std::string reader;
  AttemptKind kind = AttemptKind::read;
  knowledge::ArticleId article;
  std::string words, language;
  std::int64_t results = 0;
};

struct NewContact {
  ContactKey key;
  CustomerId customer;
  switchboard::Channel channel = switchboard::Channel::task;  // of a case: task
  Instant at;
  std::string words;                          // not kept
  std::vector<knowledge::ArticleId> answers;  // best first
};

// An attempt whose person contacted us in its time.
struct OpenAttempt {
  AttemptId id;
  AttemptKind kind = AttemptKind::read;
  knowledge::ArticleId article;
  std::string words;
  Instant begun_at;
  std::int64_t contacts = 0;  // when it was last measured
  std::optional<Instant> contacted_at, about_at;
  std::vector<std::pair<Instant, ContactKey>> found;  // now, oldest first
};

class DeflectionStore {
 public:
  using Session = database::Session;

  static Progress progress(Session& sql, OrgId org);
  static void set_progress(Session& sql, OrgId org, const Progress& progress);

  // Later than `after`, not later than `until`, oldest first.
  static std::vector<Step> steps(Session& sql, OrgId org, Instant after, Instant until, std::int64_t most);
  // Begins an attempt, or goes on with one.
  static void take(Session& sql, OrgId org, const Step& step, live::IdSource& ids);

  // By id, those behind `after` in which customers came to us; each with its words. `last` is the id of the
  // last row that was read, contact or not; it stops before the first that arrived later than `until`.
  struct Batch {
    std::vector<NewContact> contacts;
    std::int64_t last = 0;
    bool is_full = false;  // there may be more
  };
  static Batch interactions(Session& sql, OrgId org, std::int64_t after, Instant from, Instant until,
                            std::int64_t most);
  static Batch cases(Session& sql, OrgId org, std::int64_t after, Instant from, Instant until,
                     std::int64_t most);
  static std::string words_of(Session& sql, OrgId org, const ContactKey& contact);
  static void add(Session& sql, OrgId org, const NewContact& contact);

  // Since `open`: who has shown meanwhile that they keep cookies.
  static void confirm(Session& sql, OrgId org, Instant open);
  // Attempts that began after `open` and were followed by contacts, or were when last measured.
  static std::vector<OpenAttempt> followed(Session& sql, OrgId org, Instant open);
  // Of those: begun while the person was in a conversation with us.
  static std::vector<AttemptId> within_contacts(Session& sql, OrgId org, Instant open);
  static bool has_answer(Session& sql, OrgId org, const ContactKey& contact, knowledge::ArticleId article);
  static void set_followed(Session& sql, OrgId org, const OpenAttempt& attempt);
  static void set_within_contact(Session& sql, OrgId org, AttemptId attempt);
  // Answers of contacts after `open`, and whether their person had read them in the days before.
  struct ReadAnswer {
    ContactKey contact;
    knowledge::ArticleId article;
    std::optional<Instant> was, is;
  };
  static std::vector<ReadAnswer> read_answers(Session& sql, OrgId org, Instant open);
  static void set_read(Session& sql, OrgId org, const ReadAnswer& answer);
  // What began before: gone, with its contacts.
  static void forget(Session& sql, OrgId org, Instant before);
};

}  // namespace rapport::deflection
