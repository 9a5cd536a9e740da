// What an organisation has decided about what it keeps: which numbers are redacted when words arrive, and for
// how many days things are kept. Read by many threads; the copy in memory follows each change.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "org/changes.h"
#include "platform/contract/describe.h"
#include "redaction/redaction.h"

namespace rapport::protection {

inline constexpr std::int32_t kept_days_max = 36'500;
inline constexpr std::int32_t audit_days_min = 30;

struct ProtectionSettings {
  bool redacts_cards = true;
  bool redacts_resident_ids = false;
  // 0: for ever.
  std::int32_t messages_kept_days = 0;  // words and files of conversations, since they ended
  std::int32_t cases_kept_days = 0;     // words of cases, since they were closed
  std::int32_t events_kept_days = 0;    // purchases and the like
  std::int32_t searches_kept_days = 0;  // what was searched for in the knowledge base
  std::int32_t audit_kept_days = 0;     // the audit log
};
BOOST_DESCRIBE_STRUCT(ProtectionSettings, (),
                      (redacts_cards, redacts_resident_ids, messages_kept_days, cases_kept_days,
                       events_kept_days, searches_kept_days, audit_kept_days))
contract::Notes contract_notes(contract::Tag<ProtectionSettings>);

ProtectionSettings settings_of(database::Session& sql, OrgId org);
std::vector<OrgId> organisations_with_settings(database::Session& sql);

class SettingsBook {
 public:
  explicit SettingsBook(org::Changes& changes) : changes_(changes) {}

  // What is said when they change, for other processes that hold a copy.
  static constexpr const char* what = "protection";

  Result<ProtectionSettings> get(OrgId org);
  Result<ProtectionSettings> put(const org::By& by, const ProtectionSettings& wanted);
  void forget(OrgId org);  // they have changed elsewhere

  // Words on their way into a table, without the numbers that this organisation does not keep. Blocks on the
  // first call only. When the settings cannot be read, everything that is known is redacted.
  std::string redacted(OrgId org, std::string_view text);

 private:
  org::Changes& changes_;
  std::mutex mutex_;  // a copy that every worker reads
  std::map<OrgId, ProtectionSettings> known_;
};

}  // namespace rapport::protection
