// Changes: the one way an organisation's tables change. The work and its lines in the audit log are one
// transaction; after its commit those who keep copies are told (Listener). Any thread that may block; never
// the writer's or the loop's.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "live/id_source.h"
#include "org/by.h"
#include "platform/database/database.h"

namespace rapport::org {

// What was done to one thing. `before` and `after` are JSON, "" for none; never with a secret inside.
struct Entry {
  std::string action;  // "create", "change", "delete", "sign_in" …
  std::string kind;    // "user", "queue" …
  std::int64_t target = 0;
  std::string before = {};
  std::string after = {};
};

// Places ("/phone-numbers/12") and words for people of where a thing is used.
struct Uses {
  std::string kind;  // of the thing
  std::function<std::vector<Issue>(database::Session&, OrgId, std::int64_t id)> look;
};

// One change while it is being made: on the writer's thread, inside the transaction. May be made again from
// the start when the transaction has to be repeated.
class Change {
 public:
  Change(database::Session& session, const By& who, Instant at, live::IdSource& ids,
         const std::vector<Uses>* uses = nullptr)
      : sql(session), by(who), now(at), ids_(ids), uses_(uses) {}

  OrgId org() const { return by.org; }
  template <class SomeId>
  SomeId new_id() {
    return ids_.next<SomeId>();
  }
  void audit(const Entry& entry);
  // Where capabilities that this folder does not know use a thing, see Changes::add_uses.
  std::vector<Issue> uses_elsewhere(const char* kind, std::int64_t id) const;

  database::Session& sql;
  const By& by;
  const Instant now;

 private:
  live::IdSource& ids_;
  const std::vector<Uses>* uses_;
};

class Changes {
 public:
  using Committed = std::function<void(OrgId, const std::string& what)>;

  // Borrows; all outlive it.
  Changes(database::Database& database, live::IdSource& ids, std::function<Instant()> clock)
      : database_(database), ids_(ids), clock_(std::move(clock)) {}

  // Called on the changing thread after the commit, before make() returns. Set once, before the first change.
  void on_committed(Committed committed) { committed_ = std::move(committed); }

  // Asked before a thing of this kind ("queue", "flow") is removed. Set before the first change.
  void add_uses(Uses uses) { uses_.push_back(std::move(uses)); }

  // `what` names the part of the configuration that has changed ("users"); "" when nobody has to hear of it.
  template <class T>
  Result<T> make(const By& by, const std::string& what, const std::function<Result<T>(Change&)>& work) {
    auto result = database_
                      .write<T>([&](database::Session& sql) -> Result<T> {
                        Change change(sql, by, clock_(), ids_, &uses_);
                        auto value = work(change);
                        if (value && !what.empty()) count_up(change);
                        return value;
                      })
                      .get();
    if (result && !what.empty() && committed_) committed_(by.org, what);
    return result;
  }

  // For what must be known before the work begins: the id of a new organisation.
  template <class SomeId>
  SomeId new_id() {
    return ids_.next<SomeId>();
  }
  database::Database& database() const { return database_; }
  Instant now() const { return clock_(); }

 private:
  static void count_up(Change& change);  // the organisation's revision, which other processes look at

  database::Database& database_;
  live::IdSource& ids_;
  std::function<Instant()> clock_;
  Committed committed_;
  std::vector<Uses> uses_;
};

}  // namespace rapport::org
