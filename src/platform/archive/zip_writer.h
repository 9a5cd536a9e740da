// ZipWriter: one archive written to a file, an entry after the other, as it comes: nothing of it is held in
// memory. The only user of minizip. One thread at a time; its calls block on the disk. It does not read
// archives: nothing in the program unpacks one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace rapport::archive {

class ZipWriter {
 public:
  // Makes the file. `bytes_max`: of all that is put in, uncompressed. unavailable, cannot_write.
  static Result<ZipWriter> create(const std::filesystem::path& file, std::uint64_t bytes_max);
  ~ZipWriter();  // an archive that was not finished is left as it is: the caller removes it
  ZipWriter(ZipWriter&& other) noexcept;
  ZipWriter& operator=(ZipWriter&&) = delete;

  // `name` is UTF-8, with "/" between folders, relative. Ends the entry before. Sound and pictures are
  // `is_packed` already.
  Result<void> begin(const std::string& name, bool is_packed = false);
  // too_large, archive_too_large; unavailable, cannot_write.
  Result<void> write(std::string_view bytes);
  // A whole entry; of a file, read in pieces.
  Result<void> add(const std::string& name, std::string_view content);
  Result<void> add_file(const std::string& name, const std::filesystem::path& content, bool is_packed);
  // Writes the directory and closes.
  Result<void> finish();

 private:
  struct Impl;
  explicit ZipWriter(std::unique_ptr<Impl> impl);
  Result<void> end();
  std::unique_ptr<Impl> impl_;
};

}  // namespace rapport::archive
