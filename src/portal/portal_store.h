// Portal store: settings, links to sign in by, who is signed in, and how often somebody has tried. The only
// SQL for these tables. Tokens are kept as digests. Any thread that may block.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "org/changes.h"
#include "platform/database/database.h"
#include "portal/portal_settings.h"

namespace rapport::portal {

std::vector<database::Migration> portal_migrations();

inline constexpr Duration link_lifetime = minutes(30);
inline constexpr Duration session_lifetime = hours(24 * 14);

struct Logo {
  std::string digest, type;  // in the file store
};

// What is counted, by whom.
enum class Attempt : std::uint8_t {
  link_to_address,
  link_from_client,
  contact_from_client,
  contact_once,
  files_from_client
};
struct AttemptLimit {
  Duration within;
  std::int64_t most = 0;
};

struct PortalSession {
  std::string email;
  CustomerId customer;
};

class PortalStore {
 public:
  explicit PortalStore(database::Database& database) : database_(database) {}

  Result<PortalSettings> settings(OrgId org);
  static PortalSettings settings(database::Session& sql, OrgId org);
  static void set_settings(org::Change& change, const PortalSettings& settings);
  Result<std::optional<Logo>> logo(OrgId org);
  static void set_logo(org::Change& change, const std::optional<Logo>& logo);

  // False: over one of the limits, and not counted.
  Result<bool> count(OrgId org, Attempt what, const std::string& key, const std::vector<AttemptLimit>& limits,
                     Instant now);

  Result<void> add_link(OrgId org, const std::string& digest, const std::string& email,
                        const std::string& then, Instant now);
  struct Used {
    std::string email, then;
  };
  // Once, and in time; nothing when it is over, used or never was.
  Result<std::optional<Used>> use_link(OrgId org, const std::string& digest, Instant now);

  Result<void> add_session(OrgId org, const std::string& digest, const PortalSession& session, Instant now);
  Result<std::optional<PortalSession>> session(OrgId org, const std::string& digest, Instant now);
  Result<void> end_session(OrgId org, const std::string& digest);

  // Rows of customers that a form with this address made, and at which browser.
  struct Writer {
    CustomerId customer;
    std::string reader;
  };
  Result<void> add_writer(OrgId org, const std::string& email, const Writer& writer, Instant now);
  Result<std::vector<Writer>> writers(OrgId org, const std::string& email);

 private:
  database::Database& database_;
};

}  // namespace rapport::portal
