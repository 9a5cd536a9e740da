#include "recordings/sealed_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "platform/crypto/encoding.h"
#include "recordings/sealed_chunk.h"

namespace rapport::recordings {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t whole_chunk = chunk_bytes + chunk_overhead;

tl::unexpected<Error> disk_failed(const char* doing, int number) {
  const bool is_full = number == ENOSPC || number == EDQUOT;
  return fail(ErrorCode::unavailable, is_full ? "disk_full" : "disk_error",
              fmt::format("cannot {} a recording: {}", doing, std::generic_category().message(number)));
}

tl::unexpected<Error> damaged(const fs::path& path, const char* what) {
  return fail(ErrorCode::internal, "recording_damaged",
              fmt::format("the recording {} is damaged: {}", path.filename().string(), what));
}

// All of it, or what the disk says. A write that is cut short by a full disk leaves the front of it.
Result<void> write_at(int file, std::string_view bytes, std::uint64_t at) {
  while (!bytes.empty()) {
    const ssize_t count = ::pwrite(file, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return disk_failed("write", count == 0 ? ENOSPC : errno);
    bytes.remove_prefix(static_cast<std::size_t>(count));
    at += static_cast<std::uint64_t>(count);
  }
  return {};
}

std::string read_at(int file, std::uint64_t at, std::size_t most) {
  std::string bytes(most, '\0');
  std::size_t got = 0;
  while (got < most) {
    const ssize_t count = ::pread(file, bytes.data() + got, most - got, static_cast<off_t>(at + got));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    got += static_cast<std::size_t>(count);
  }
  bytes.resize(got);
  return bytes;
}

std::uint64_t size_of(int file) {
  struct stat status {};
  return ::fstat(file, &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

// The tail file has two places, written in turn: one of them is always whole. Each says how much of it
// counts.
constexpr std::size_t tail_place = 2 + chunk_bytes + chunk_overhead;

std::string tail_content(std::string_view pending) {
  std::string content;
  content += static_cast<char>(pending.size() & 0xff);
  content += static_cast<char>(pending.size() >> 8);
  content += pending;
  content.resize(2 + chunk_bytes, '\0');
  return content;
}

// Of chunk `number`; "" when there is none.
std::string read_tail(const fs::path& path, std::string_view key, std::string_view header,
                      std::uint64_t number) {
  const FileHandle file(::open(tail_of(path).c_str(), O_RDONLY | O_CLOEXEC));
  std::string best;
  if (!file.is_open()) return best;
  for (std::uint64_t place = 0; place < 2; ++place) {
    const auto content = open_chunk(key, header, number, ChunkPlace::tail,
                                    read_at(file.value(), place * tail_place, tail_place));
    if (!content || content->size() != 2 + chunk_bytes) continue;
    const auto low = static_cast<unsigned char>((*content)[0]);
    const auto high = static_cast<unsigned char>((*content)[1]);
    const std::size_t length = low | static_cast<std::size_t>(high) << 8;
    if (length <= chunk_bytes && length > best.size()) best = content->substr(2, length);
  }
  return best;
}

void sync_folder_of(const fs::path& path) {
  const FileHandle folder(::open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.is_open()) ::fsync(folder.value());
}

}  // namespace

fs::path tail_of(const fs::path& path) {
  fs::path tail = path;
  tail += ".tail";
  return tail;
}

FileHandle& FileHandle::operator=(FileHandle&& other) noexcept {
  std::swap(value_, other.value_);
  return *this;
}
FileHandle::~FileHandle() {
  if (value_ >= 0) ::close(value_);
}

Result<SealedWriter> SealedWriter::create(SealedName name, std::string key) {
  SealedWriter made(std::move(name), std::move(key));
  made.file_ = FileHandle(::open(made.name_.path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600));
  if (!made.file_.is_open()) return disk_failed("create", errno);
  made.header_ = make_header(made.name_.id, made.name_.part);
  if (auto written = write_at(made.file_.value(), made.header_, 0); !written)
    return tl::unexpected<Error>(written.error());
  made.sha_.add(made.header_);
  made.file_bytes_ = header_bytes;
  return made;
}

Result<SealedWriter> SealedWriter::resume(SealedName name, std::string key) {
  SealedWriter made(std::move(name), std::move(key));
  made.file_ = FileHandle(::open(made.name_.path.c_str(), O_RDWR | O_CLOEXEC));
  if (!made.file_.is_open()) return disk_failed("open", errno);
  made.header_ = make_header(made.name_.id, made.name_.part);
  if (auto taken = made.take_over(); !taken) return tl::unexpected<Error>(taken.error());
  return made;
}

Result<void> SealedWriter::take_over() {
  if (read_at(file_.value(), 0, header_bytes) != header_) return damaged(name_.path, "its header");
  sha_.add(header_);
  file_bytes_ = header_bytes;
  for (;;) {
    const std::string sealed = read_at(file_.value(), file_bytes_, whole_chunk);
    if (sealed.size() < whole_chunk) break;
    if (!open_chunk(key_, header_, chunks_, ChunkPlace::middle, sealed)) break;
    sha_.add(sealed);
    file_bytes_ += whole_chunk;
    ++chunks_;
  }
  if (::ftruncate(file_.value(), static_cast<off_t>(file_bytes_)) != 0) return disk_failed("cut", errno);
  pending_ = read_tail(name_.path, key_, header_, chunks_);
  return {};
}

Result<void> SealedWriter::write_chunk(std::string_view bytes, bool is_last) {
  const std::string sealed =
      seal_chunk(key_, header_, chunks_, is_last ? ChunkPlace::last : ChunkPlace::middle, bytes);
  if (auto written = write_at(file_.value(), sealed, file_bytes_); !written) {
    // What came of it is not a chunk: the tail still has these bytes.
    if (::ftruncate(file_.value(), static_cast<off_t>(file_bytes_)) != 0) return written;
    return written;
  }
  sha_.add(sealed);
  file_bytes_ += sealed.size();
  return {};
}

Result<void> SealedWriter::append(std::string_view bytes) {
  while (!bytes.empty()) {
    // A full chunk is written when there is something behind it: only then is it known not to be the last.
    if (pending_.size() == chunk_bytes) {
      if (auto written = write_chunk(pending_, false); !written) return written;
      ++chunks_;
      pending_.clear();
    }
    const std::string_view part = bytes.substr(0, chunk_bytes - pending_.size());
    pending_ += part;
    is_tail_newer_ = true;
    bytes.remove_prefix(part.size());
  }
  return {};
}

Result<void> SealedWriter::keep() {
  if (!is_tail_newer_) return {};
  if (!tail_.is_open()) {
    tail_ = FileHandle(::open(tail_of(name_.path).c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600));
    if (!tail_.is_open()) return disk_failed("create", errno);
  }
  // In turn: the place that has less of this chunk, or another chunk, goes.
  const std::string sealed = seal_chunk(key_, header_, chunks_, ChunkPlace::tail, tail_content(pending_));
  if (auto written = write_at(tail_.value(), sealed, tail_turn_ * tail_place); !written) return written;
  tail_turn_ = 1 - tail_turn_;
  is_tail_newer_ = false;
  return {};
}

Result<void> SealedWriter::finish() {
  if (auto written = write_chunk(pending_, true); !written) return written;
  if (::fsync(file_.value()) != 0) return disk_failed("sync", errno);
  digest_ = crypto::hex(sha_.finish());
  tail_ = FileHandle();
  ::unlink(tail_of(name_.path).c_str());
  sync_folder_of(name_.path);
  file_ = FileHandle();
  return {};
}

Result<SealedReader> SealedReader::open(SealedName name, std::string key, bool must_be_finished) {
  SealedReader made(std::move(name), std::move(key));
  made.file_ = FileHandle(::open(made.name_.path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!made.file_.is_open())
    return fail(ErrorCode::not_found, "recording_gone", "the recording's file is not there");
  made.header_ = make_header(made.name_.id, made.name_.part);
  if (read_at(made.file_.value(), 0, header_bytes) != made.header_)
    return damaged(made.name_.path, "its header");
  made.file_bytes_ = size_of(made.file_.value());
  const std::uint64_t content = made.file_bytes_ - header_bytes;
  made.chunks_ = content / whole_chunk;
  const std::uint64_t rest = content % whole_chunk;
  // The last chunk: a shorter one, or a whole one that was the last.
  if (rest >= chunk_overhead && made.chunk(made.chunks_, true)) {
    made.is_finished_ = true;
    made.size_ = made.chunks_ * chunk_bytes + rest - chunk_overhead;
    ++made.chunks_;
  } else if (rest == 0 && made.chunks_ > 0 && made.chunk(made.chunks_ - 1, true)) {
    made.is_finished_ = true;
    made.size_ = made.chunks_ * chunk_bytes;
  }
  if (made.is_finished_) return made;
  if (must_be_finished) return damaged(made.name_.path, "its end");
  made.tail_ = read_tail(made.name_.path, made.key_, made.header_, made.chunks_);
  made.size_ = made.chunks_ * chunk_bytes + made.tail_.size();
  return made;
}

Result<std::string> SealedReader::chunk(std::uint64_t number, bool is_last) const {
  const std::string sealed =
      read_at(file_.value(), header_bytes + number * whole_chunk, static_cast<std::size_t>(whole_chunk));
  auto bytes = open_chunk(key_, header_, number, is_last ? ChunkPlace::last : ChunkPlace::middle, sealed);
  if (!bytes) return damaged(name_.path, "one of its chunks");
  return std::move(*bytes);
}

Result<std::string> SealedReader::read(std::uint64_t offset, std::uint64_t length) const {
  std::string out;
  const std::uint64_t end = length < size_ - std::min(offset, size_) ? offset + length : size_;
  while (offset < end) {
    const std::uint64_t number = offset / chunk_bytes;
    std::string bytes;
    if (number < chunks_) {
      auto opened = chunk(number, is_finished_ && number + 1 == chunks_);
      if (!opened) return opened;
      bytes = std::move(*opened);
    } else {
      bytes = tail_;
    }
    const std::uint64_t from = offset % chunk_bytes;
    const std::uint64_t count =
        std::min<std::uint64_t>(end - offset, bytes.size() - std::min<std::uint64_t>(from, bytes.size()));
    if (count == 0) return damaged(name_.path, "one of its chunks is too short");
    out.append(bytes, static_cast<std::size_t>(from), static_cast<std::size_t>(count));
    offset += count;
  }
  return out;
}

Result<void> SealedReader::verify() const {
  for (std::uint64_t number = 0; number < chunks_; ++number)
    if (auto opened = chunk(number, is_finished_ && number + 1 == chunks_); !opened)
      return tl::unexpected<Error>(opened.error());
  return {};
}

}  // namespace rapport::recordings
