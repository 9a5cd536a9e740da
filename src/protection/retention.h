// Retention: what is kept no longer than the organisation wants, per kind of thing. Under legal hold nothing
// goes. Recordings have their own (recordings/retention.h), by queue. A look at what would go (dry run) asks
// the same questions. Keeper owns one thread, which mostly sleeps.
#pragma once

#include <filesystem>
#include <functional>

#include "org/changes.h"
#include "platform/files/store.h"
#include "platform/log/log.h"
#include "platform/workers/rounds.h"
#include "protection/settings.h"

namespace rapport::protection {

enum class RetainedKind : std::uint8_t { messages, cases, events, searches, audit };
BOOST_DESCRIBE_ENUM(RetainedKind, messages, cases, events, searches, audit)
inline constexpr int retained_kinds = 5;

inline constexpr std::int64_t due_count_max = 1'000'000;

struct Due {
  RetainedKind kind = RetainedKind::messages;
  std::int32_t kept_days = 0;  // 0: for ever
  std::int64_t things = 0;     // whose time is up now; counted to a million
};
BOOST_DESCRIBE_STRUCT(Due, (), (kind, kept_days, things))

std::int32_t days_of(const ProtectionSettings& settings, RetainedKind kind);
// What would go now under these settings. Reads much: never on the writer.
std::vector<Due> due_now(database::Session& sql, OrgId org, const ProtectionSettings& settings, Instant now);

struct KeeperParts {  // borrowed
  org::Changes& changes;
  files::Store& files;
  log::Log& log;
  std::filesystem::path exports;
  // What others keep and sweep themselves, with each round: how many things went.
  std::function<Result<std::size_t>()> others = {};
};

class Keeper {
 public:
  explicit Keeper(KeeperParts parts) : parts_(std::move(parts)) {}

  void start();
  void stop();
  // One round, on the calling thread: how many things went, files and archives with them.
  Result<std::size_t> turn();

 private:
  Result<std::size_t> sweep(OrgId org);

  KeeperParts parts_;
  workers::Rounds rounds_;  // last: its rounds use all above
};

}  // namespace rapport::protection
