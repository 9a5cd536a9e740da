// ClipFolder: spoken text on the disk, so that a restart does not speak everything again: one file for each
// clip, FOLDER/ab/abcd….speech, with a checksum; whatever is broken is removed and made again. Those not used
// for longest go first, and those not used for `keep`. Any thread that may wait; several at once. Losing it
// all costs nothing but time: nothing is synced, and failures to write are no errors.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/instant.h"

namespace rapport::prompts {

struct ClipFolderOptions {
  std::filesystem::path folder;  // "": keeps nothing
  std::size_t bytes_max = 256U << 20;
  Duration keep = hours(24 * 30);
};

class ClipFolder {
 public:
  // Looks through what is there. `now` also decides what is too old.
  ClipFolder(ClipFolderOptions options, Instant now);

  // `key`: 64 hex digits. Samples at 16 kHz.
  std::optional<std::vector<std::int16_t>> find(const std::string& key, Instant now);
  void keep(const std::string& key, const std::vector<std::int16_t>& samples, Instant now);

  std::size_t bytes() const;
  std::size_t size() const;

 private:
  struct Kept {
    std::string key;
    std::size_t bytes = 0;
    Instant used;
  };
  std::filesystem::path place_of(const std::string& key) const;
  void note(Kept kept);  // the newest
  void drop(const std::string& key);
  void make_room(Instant now);

  const ClipFolderOptions options_;
  mutable std::mutex mutex_;  // speech threads share the table; files are read and written outside it
  std::list<Kept> kept_;      // used longest ago first
  std::unordered_map<std::string, std::list<Kept>::iterator> places_;
  std::size_t bytes_ = 0;
  std::atomic<std::uint64_t> half_written_{0};  // names of files on their way
};

}  // namespace rapport::prompts
