// Store: files that customers and agents send each other, kept by content outside any web root:
// FOLDER/blobs/ab/cd/abcd… (SHA-256 in hex), half-done ones in FOLDER/uploads. A file is there whole and
// synced, or not at all. The folder is the process's own; names, owners and who may read live in the
// database. Any thread; one Upload belongs to one thread at a time. All calls block on the disk: worker pool.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "platform/crypto/digest.h"

namespace rapport::files {

// Pictures, PDF, office documents, plain text, archives, sound and film. Nothing that a browser runs (HTML,
// SVG, scripts).
std::vector<std::string> usual_types();

struct Options {
  std::filesystem::path folder;
  std::size_t bytes_max = 20 << 20;  // of one file
  std::size_t uploads_max = 256;     // open at once
  std::vector<std::string> types_allowed = usual_types();
  bool allows_any_type = false;  // for what is never given to a browser as it is
};

struct Stored {
  std::string digest;  // 64 hex digits: its name in the store
  std::int64_t bytes = 0;
  std::string type;  // found in the content, e.g. "image/png"
};

class Store;

// A file on its way in. Gone without a trace unless finished.
class Upload {
 public:
  ~Upload();
  Upload(Upload&& other) noexcept;
  Upload& operator=(Upload&&) = delete;

  // too_large / file_too_large at Options::bytes_max; unavailable / disk_full.
  Result<void> append(std::string_view bytes);
  // Durable when it returns. invalid / file_empty, type_not_allowed; unavailable / disk_full. The same
  // content twice is one file.
  Result<Stored> finish();

 private:
  friend class Store;
  Upload(Store& store, std::filesystem::path partial, int descriptor);
  Result<std::string> allowed_type() const;

  Store* store_;  // null: moved away
  std::filesystem::path partial_;
  int descriptor_;
  std::size_t bytes_ = 0;
  crypto::Sha256 digest_;
};

class Store {
 public:
  // Makes the folders (mode 0700), removes what interrupted uploads left.
  static Result<std::unique_ptr<Store>> open(Options options);

  // too_many / too_many_uploads at Options::uploads_max.
  Result<Upload> begin();

  // Where the content lies, for reading. not_found also for a text that is no digest.
  Result<std::filesystem::path> find(std::string_view digest) const;

  // No error if it is gone. Content is shared: call it only when no row names the digest, and not while an
  // upload of the same content may be finishing (remove what has been unnamed for a day).
  Result<void> remove(std::string_view digest);

  // Removes what has lain here for `age` and is not needed: `is_needed` is asked for each such file and may
  // block. What comes anew meanwhile stays. How many went. One caller at a time; reads the whole folder.
  Result<std::size_t> sweep(Duration age,
                            const std::function<Result<bool>(const std::string& digest)>& is_needed);

 private:
  friend class Upload;
  explicit Store(Options options) : options_(std::move(options)) {}
  std::filesystem::path place_of(std::string_view digest) const;
  bool remove_old(const std::filesystem::path& place, Duration age);
  Result<void> move_in(const std::filesystem::path& partial, const std::filesystem::path& place);

  const Options options_;
  std::atomic<std::size_t> uploads_{0};
};

}  // namespace rapport::files
