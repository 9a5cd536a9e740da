#include "recordings/recording_files.h"

#include <fmt/format.h>
#include <sys/statvfs.h>

#include <charconv>
#include <limits>
#include <system_error>

namespace rapport::recordings {

namespace fs = std::filesystem;

namespace {

constexpr int shelves = 256;

std::string purpose_of(OrgId org, RecordingId id) {
  return fmt::format("organisation/{}/recording/{}", org.value, id.value);
}

}  // namespace

Result<void> RecordingFiles::open() const {
  std::error_code error;
  for (int shelf = 0; shelf < shelves && !error; ++shelf)
    fs::create_directories(folder_ / fmt::format("{:02x}", shelf), error);
  if (!error) fs::permissions(folder_, fs::perms::owner_all, error);
  if (error)
    return fail(ErrorCode::unavailable, "no_recordings_folder",
                fmt::format("{}: {}", folder_.string(), error.message()));
  return {};
}

// By the id's digits that change from one to the next: the upper ones are the time.
SealedName RecordingFiles::name(RecordingId id, RecordingPart part) const {
  const auto shelf =
      static_cast<unsigned>(static_cast<std::uint64_t>(id.value) * 0x9e37'79b9'7f4a'7c15U >> 56);
  return {folder_ / fmt::format("{:02x}", shelf) /
              fmt::format("{}.{}", id.value, part == RecordingPart::audio ? "audio" : "peaks"),
          id.value, static_cast<std::uint8_t>(part)};
}

std::uint64_t RecordingFiles::room() const {
  struct statvfs status {};
  if (::statvfs(folder_.c_str(), &status) != 0) return std::numeric_limits<std::uint64_t>::max();
  return static_cast<std::uint64_t>(status.f_bavail) * status.f_frsize;
}

std::string RecordingFiles::seal_key(OrgId org, RecordingId id, const std::string& key) const {
  return vault_.seal(key, purpose_of(org, id));
}

Result<std::string> RecordingFiles::open_key(OrgId org, RecordingId id, const std::string& sealed) const {
  return vault_.unseal(sealed, purpose_of(org, id));
}

void RecordingFiles::remove(RecordingId id) const {
  std::error_code ignored;
  for (const RecordingPart part : {RecordingPart::audio, RecordingPart::peaks}) {
    const SealedName named = name(id, part);
    fs::remove(named.path, ignored);
    fs::remove(tail_of(named.path), ignored);
  }
}

std::size_t RecordingFiles::remove_others(const std::set<RecordingId>& known, RecordingId before) const {
  std::size_t gone = 0;
  std::error_code error;
  for (auto entry = fs::recursive_directory_iterator(folder_, error);
       !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    const std::string file = entry->path().filename().string();
    RecordingId id;
    const auto [end, bad] = std::from_chars(file.data(), file.data() + file.size(), id.value);
    if (bad != std::errc{} || end == file.data() + file.size() || *end != '.') continue;
    if (id >= before || known.contains(id)) continue;
    std::error_code ignored;
    if (entry->is_regular_file(ignored) && fs::remove(entry->path(), ignored)) ++gone;
  }
  return gone;
}

}  // namespace rapport::recordings
