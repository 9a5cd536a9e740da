// Exporting: one archive with all that there is of a person (the right of access): JSON of every table that
// names them, a page to read, their files and recorded calls. Made on the calling worker; kept in a folder
// of its own until it is fetched, a week at most. What colleagues wrote for each other goes in only when
// asked for. Numbered names only; nothing of other persons.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "org/changes.h"
#include "platform/files/store.h"
#include "protection/scope.h"
#include "recordings/recording_files.h"

namespace rapport::protection {

inline constexpr std::uint64_t export_bytes_max = 8ULL << 30;  // uncompressed
inline constexpr int exports_kept_days = 7;

using AccessExportId = Id<struct AccessExportTag>;

struct AccessExport {
  AccessExportId id;
  CustomerId customer_id;
  Instant at;
  std::optional<UserId> user_id;
  std::int64_t bytes = 0;
  bool with_internal = false;
};
BOOST_DESCRIBE_STRUCT(AccessExport, (), (id, customer_id, at, user_id, bytes, with_internal))

struct ExportWish {
  bool is_chinese = false;     // the page's language
  bool with_internal = false;  // notes between colleagues too
};

struct Exporter {  // borrowed
  org::Changes& changes;
  files::Store& files;
  const recordings::RecordingFiles& recordings;
  std::filesystem::path folder;

  // not_found; too_large, archive_too_large; unavailable, cannot_write.
  Result<AccessExport> make(const org::By& by, CustomerId customer, const ExportWish& wish) const;
  std::filesystem::path file_of(AccessExportId id) const;
};

std::optional<AccessExport> find_export(database::Session& sql, OrgId org, AccessExportId id);
// Newest first.
std::vector<AccessExport> exports_of(database::Session& sql, OrgId org, CustomerId person);
// Those whose week is over; how many.
Result<std::size_t> remove_old_exports(database::Database& database, const std::filesystem::path& folder,
                                       Instant now);

}  // namespace rapport::protection
