// RecordingFiles: where recordings lie: FOLDER/7f/ID.audio and ID.peaks, named by nothing but their id, both
// sealed with the recording's own key. Immutable; any thread. All calls but the places block on the disk.
#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>

#include "base/result.h"
#include "platform/crypto/vault.h"
#include "recordings/recording.h"
#include "recordings/sealed_file.h"

namespace rapport::recordings {

enum class RecordingPart : std::uint8_t { audio = 1, peaks = 2 };

class RecordingFiles {
 public:
  RecordingFiles(std::filesystem::path folder, const crypto::Vault& vault)
      : folder_(std::move(folder)), vault_(vault) {}

  // Makes the folders (mode 0700).
  Result<void> open() const;
  SealedName name(RecordingId id, RecordingPart part) const;
  // Room left where they lie, in bytes.
  std::uint64_t room() const;

  std::string seal_key(OrgId org, RecordingId id, const std::string& key) const;
  Result<std::string> open_key(OrgId org, RecordingId id, const std::string& sealed) const;

  void remove(RecordingId id) const;
  // Files older than `before` that no row names: their keys are gone, nobody can read them. How many went.
  std::size_t remove_others(const std::set<RecordingId>& known, RecordingId before) const;

 private:
  const std::filesystem::path folder_;
  const crypto::Vault& vault_;
};

}  // namespace rapport::recordings
