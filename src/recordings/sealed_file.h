// Sealed files: what a recording is kept in. Bytes in chunks of 4,096, each sealed by itself
// (XChaCha20-Poly1305, a random nonce), so that any range is read without the rest and no byte can be
// changed, moved, taken from another file or cut off unnoticed. Written from front to back and never
// rewritten; what does not fill a chunk yet lies beside it in NAME.tail, replaced as a whole, so that a
// process that dies leaves everything up to its last `keep`. A writer belongs to one thread at a time;
// readers may look at the file meanwhile, from any process. It does not know what the bytes mean.
//
//   file    header (32) chunk chunk … chunk        all chunks but the last hold 4,096 bytes
//   header  "RAPREC1\n", 8 bytes id, 1 byte part, 15 bytes 0
//   chunk   24 bytes nonce, sealed bytes, 16 bytes code; bound to header, number and whether it is the last
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"
#include "platform/crypto/digest.h"

namespace rapport::recordings {

inline constexpr std::size_t chunk_bytes = 4'096;
inline constexpr std::size_t sealed_key_bytes = 32;

// Which file this is: bound to each of its chunks.
struct SealedName {
  std::filesystem::path path;
  std::int64_t id = 0;
  std::uint8_t part = 0;
};
std::filesystem::path tail_of(const std::filesystem::path& path);

// A descriptor, closed with the object.
class FileHandle {
 public:
  FileHandle() = default;
  explicit FileHandle(int opened) : value_(opened) {}
  FileHandle(FileHandle&& other) noexcept : value_(other.value_) { other.value_ = -1; }
  FileHandle& operator=(FileHandle&& other) noexcept;
  ~FileHandle();
  int value() const { return value_; }
  bool is_open() const { return value_ >= 0; }

 private:
  int value_ = -1;
};

class SealedWriter {
 public:
  // `key`: 32 bytes. unavailable / disk_full, disk_error (also when the file is there already).
  static Result<SealedWriter> create(SealedName name, std::string key);
  // Goes on where a process that died stopped; a chunk that was half written is dropped.
  static Result<SealedWriter> resume(SealedName name, std::string key);

  Result<void> append(std::string_view bytes);
  // Whatever was appended survives this process from here on (not the machine: that is `finish`).
  Result<void> keep();
  // The last chunk; durable when it returns. Then only the numbers below may be asked.
  Result<void> finish();

  std::uint64_t bytes() const { return chunks_ * chunk_bytes + pending_.size(); }  // appended
  std::uint64_t file_bytes() const { return file_bytes_; }
  const std::string& digest() const { return digest_; }  // SHA-256 of the file in hex, after `finish`

 private:
  SealedWriter(SealedName name, std::string key) : name_(std::move(name)), key_(std::move(key)) {}
  Result<void> write_chunk(std::string_view bytes, bool is_last);
  Result<void> take_over();

  SealedName name_;
  std::string key_;
  FileHandle file_, tail_;
  std::string header_, pending_, digest_;
  std::uint64_t chunks_ = 0, file_bytes_ = 0;
  std::uint64_t tail_turn_ = 0;
  bool is_tail_newer_ = true;  // `pending_` differs from what the tail file has
  crypto::Sha256 sha_;
};

class SealedReader {
 public:
  // A file that is still written: what is there now. not_found; internal / recording_damaged when its end or
  // header is not as it was written, or it is not `finished` though it should be.
  static Result<SealedReader> open(SealedName name, std::string key, bool must_be_finished);

  std::uint64_t size() const { return size_; }
  bool is_finished() const { return is_finished_; }
  // Less at the end. internal / recording_damaged.
  Result<std::string> read(std::uint64_t offset, std::uint64_t length) const;
  // Reads everything.
  Result<void> verify() const;

 private:
  SealedReader(SealedName name, std::string key) : name_(std::move(name)), key_(std::move(key)) {}
  Result<std::string> chunk(std::uint64_t number, bool is_last) const;

  SealedName name_;
  std::string key_, header_;
  FileHandle file_;
  std::uint64_t file_bytes_ = 0, chunks_ = 0, size_ = 0;
  std::string tail_;
  bool is_finished_ = false;
};

}  // namespace rapport::recordings
