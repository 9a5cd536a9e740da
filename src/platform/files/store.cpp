#include "platform/files/store.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <system_error>
#include <utility>

#include "platform/crypto/encoding.h"
#include "platform/crypto/random.h"
#include "platform/files/content_type.h"

namespace rapport::files {

namespace fs = std::filesystem;

namespace {

tl::unexpected<Error> failed(const char* doing, int number) {
  const bool is_full = number == ENOSPC || number == EDQUOT;
  return fail(ErrorCode::unavailable, is_full ? "disk_full" : "disk_error",
              fmt::format("cannot {} a file: {}", doing, std::generic_category().message(number)));
}

Result<void> sync_folder(const fs::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return failed("sync", errno);
  const int number = ::fsync(descriptor) == 0 ? 0 : errno;
  ::close(descriptor);
  if (number != 0) return failed("sync", number);
  return {};
}

// Makes `folder`, durable in its parent.
Result<void> make_folder(const fs::path& folder) {
  if (::mkdir(folder.c_str(), 0700) == 0) return sync_folder(folder.parent_path());
  if (errno != EEXIST) return failed("make a folder for", errno);
  return {};
}

bool is_digest(std::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

}  // namespace

Result<std::unique_ptr<Store>> Store::open(Options options) {
  std::error_code error;
  options.folder = fs::absolute(options.folder, error);
  fs::create_directories(options.folder, error);
  fs::remove_all(options.folder / "uploads", error);
  for (const char* name : {"blobs", "uploads"})
    if (auto made = make_folder(options.folder / name); !made) {
      made.error().detail = fmt::format("{}: {}", options.folder.string(), made.error().detail);
      return tl::unexpected<Error>(made.error());
    }
  return std::unique_ptr<Store>(new Store(std::move(options)));
}

Result<Upload> Store::begin() {
  if (uploads_.fetch_add(1) >= options_.uploads_max) {
    --uploads_;
    return fail(ErrorCode::too_many, "too_many_uploads", "too many files are being uploaded, try again");
  }
  const fs::path partial = options_.folder / "uploads" / crypto::hex(crypto::random_bytes(16));
  const int descriptor = ::open(partial.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    const int number = errno;
    --uploads_;
    return failed("create", number);
  }
  return Upload(*this, partial, descriptor);
}

fs::path Store::place_of(std::string_view digest) const {
  return options_.folder / "blobs" / digest.substr(0, 2) / digest.substr(2, 2) / digest;
}

Result<fs::path> Store::find(std::string_view digest) const {
  std::error_code error;
  if (is_digest(digest)) {
    fs::path place = place_of(digest);
    if (fs::is_regular_file(place, error)) return place;
  }
  return fail(ErrorCode::not_found, "file_not_found", "there is no such file");
}

Result<void> Store::remove(std::string_view digest) {
  if (!is_digest(digest)) return {};
  const fs::path place = place_of(digest);
  if (::unlink(place.c_str()) != 0) {
    if (errno == ENOENT) return {};
    return failed("remove", errno);
  }
  return sync_folder(place.parent_path());
}

namespace {

bool is_older(const fs::path& file, Duration age) {
  std::error_code error;
  const auto changed = fs::last_write_time(file, error);
  return !error && fs::file_time_type::clock::now() - changed > std::chrono::microseconds(age.us);
}

}  // namespace

// Taken aside first: the same content that comes in this moment takes its place, and is not what goes.
bool Store::remove_old(const fs::path& place, Duration age) {
  const fs::path aside = options_.folder / "uploads" / ("gone-" + place.filename().string());
  if (::rename(place.c_str(), aside.c_str()) != 0) return false;
  if (!is_older(aside, age)) {
    (void)::rename(aside.c_str(), place.c_str());
    return false;
  }
  return ::unlink(aside.c_str()) == 0;
}

Result<std::size_t> Store::sweep(Duration age,
                                 const std::function<Result<bool>(const std::string& digest)>& is_needed) {
  std::size_t gone = 0;
  std::error_code error;
  for (fs::recursive_directory_iterator at(options_.folder / "blobs", error), end; !error && at != end;
       at.increment(error)) {
    const fs::path place = at->path();
    const std::string digest = place.filename().string();
    if (!is_digest(digest) || !is_older(place, age)) continue;
    auto needed = is_needed(digest);
    if (!needed) return tl::unexpected<Error>(std::move(needed.error()));
    if (!*needed && remove_old(place, age)) ++gone;
  }
  if (error) return failed("list", error.value());
  return gone;
}

Result<void> Store::move_in(const fs::path& partial, const fs::path& place) {
  const fs::path folder = place.parent_path();
  if (auto made = make_folder(folder.parent_path()); !made) return made;
  if (auto made = make_folder(folder); !made) return made;
  if (::rename(partial.c_str(), place.c_str()) != 0) return failed("store", errno);
  return sync_folder(folder);
}

Upload::Upload(Store& store, fs::path partial, int descriptor)
    : store_(&store), partial_(std::move(partial)), descriptor_(descriptor) {}

Upload::Upload(Upload&& other) noexcept
    : store_(std::exchange(other.store_, nullptr)),
      partial_(std::move(other.partial_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      bytes_(other.bytes_),
      digest_(std::move(other.digest_)) {}

Upload::~Upload() {
  if (store_ == nullptr) return;
  if (descriptor_ >= 0) {
    ::close(descriptor_);
    ::unlink(partial_.c_str());
  }
  --store_->uploads_;
}

Result<void> Upload::append(std::string_view bytes) {
  if (bytes.size() > store_->options_.bytes_max - bytes_)
    return fail(ErrorCode::too_large, "file_too_large",
                fmt::format("a file has at most {} bytes", store_->options_.bytes_max));
  digest_.add(bytes);
  bytes_ += bytes.size();
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failed("write", errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<std::string> Upload::allowed_type() const {
  if (bytes_ == 0) return fail(ErrorCode::invalid, "file_empty", "the file is empty");
  if (store_->options_.allows_any_type) return std::string("application/octet-stream");
  auto type = content_type_of(partial_);
  if (!type) return type;
  const auto& allowed = store_->options_.types_allowed;
  if (std::find(allowed.begin(), allowed.end(), *type) == allowed.end())
    return fail(
        ErrorCode::invalid, "type_not_allowed",
        fmt::format("files of the type {} are not accepted (the content counts, not the name)", *type));
  return type;
}

Result<Stored> Upload::finish() {
  auto type = allowed_type();
  if (!type) return tl::unexpected<Error>(type.error());
  if (::fsync(descriptor_) != 0) return failed("sync", errno);
  Stored stored{crypto::hex(digest_.finish()), static_cast<std::int64_t>(bytes_), std::move(*type)};
  if (auto moved = store_->move_in(partial_, store_->place_of(stored.digest)); !moved)
    return tl::unexpected<Error>(moved.error());
  ::close(descriptor_);
  descriptor_ = -1;
  return stored;
}

}  // namespace rapport::files
