#include "channels/voice/prompts/clip_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <system_error>

#include "platform/crypto/digest.h"

namespace rapport::prompts {
namespace {

constexpr std::string_view clip_mark = "RSPEECH1";
constexpr std::size_t clip_digest_bytes = 32;
constexpr std::size_t clip_head_bytes = 8 + clip_digest_bytes;
constexpr const char* clip_ending = ".speech";

bool is_clip_key(const std::string& key) {
  return key.size() == 64 && key.find_first_not_of("0123456789abcdef") == std::string::npos;
}

std::optional<std::vector<std::int16_t>> read_clip(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string head(clip_head_bytes, '\0');
  if (!file.read(head.data(), static_cast<std::streamsize>(head.size()))) return std::nullopt;
  const std::string body((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (head.substr(0, clip_mark.size()) != clip_mark || body.size() % 2 != 0 || body.empty() ||
      head.substr(clip_mark.size()) != crypto::blake2b(body))
    return std::nullopt;
  std::vector<std::int16_t> samples(body.size() / 2);
  std::memcpy(samples.data(), body.data(), body.size());
  return samples;
}

void touch_file(const std::filesystem::path& path, Instant now) {
  const timespec at = {now.us / 1'000'000, (now.us % 1'000'000) * 1'000};
  const std::array<timespec, 2> times = {at, at};
  ::utimensat(AT_FDCWD, path.c_str(), times.data(), 0);
}

Instant touched(const std::filesystem::path& path) {
  struct stat found = {};
  if (::stat(path.c_str(), &found) != 0) return {};
  return {static_cast<std::int64_t>(found.st_mtim.tv_sec) * 1'000'000 + found.st_mtim.tv_nsec / 1'000};
}

}  // namespace

ClipFolder::ClipFolder(ClipFolderOptions options, Instant now) : options_(std::move(options)) {
  if (options_.folder.empty()) return;
  std::error_code error;
  std::filesystem::create_directories(options_.folder, error);
  std::filesystem::permissions(options_.folder, std::filesystem::perms::owner_all, error);
  std::vector<Kept> all;
  for (std::filesystem::recursive_directory_iterator it(options_.folder, error), end; !error && it != end;
       it.increment(error)) {
    std::error_code ignored;
    if (!it->is_regular_file(ignored)) continue;
    const std::filesystem::path& path = it->path();
    if (path.extension() != clip_ending || !is_clip_key(path.stem().string())) {
      std::filesystem::remove(path, ignored);  // half written
      continue;
    }
    all.push_back({path.stem().string(), static_cast<std::size_t>(it->file_size(ignored)), touched(path)});
  }
  std::sort(all.begin(), all.end(), [](const Kept& a, const Kept& b) { return a.used < b.used; });
  for (Kept& kept : all)
    note(std::move(kept));
  make_room(now);
}

std::filesystem::path ClipFolder::place_of(const std::string& key) const {
  return options_.folder / key.substr(0, 2) / (key + clip_ending);
}

std::optional<std::vector<std::int16_t>> ClipFolder::find(const std::string& key, Instant now) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = places_.find(key);
    if (found == places_.end()) return std::nullopt;
    found->second->used = now;
    kept_.splice(kept_.end(), kept_, found->second);
  }
  const std::filesystem::path path = place_of(key);
  auto samples = read_clip(path);
  if (samples) {
    touch_file(path, now);
    return samples;
  }
  const std::lock_guard lock(mutex_);
  drop(key);
  return std::nullopt;
}

void ClipFolder::keep(const std::string& key, const std::vector<std::int16_t>& samples, Instant now) {
  if (options_.folder.empty() || !is_clip_key(key) || samples.empty()) return;
  const std::string body(reinterpret_cast<const char*>(samples.data()), samples.size() * 2);
  const std::filesystem::path path = place_of(key);
  const std::filesystem::path half = path.string() + fmt::format(".{}", ++half_written_);
  std::error_code error;
  std::filesystem::create_directories(path.parent_path(), error);
  bool is_written = false;
  {
    std::ofstream file(half, std::ios::binary | std::ios::trunc);
    file << clip_mark << crypto::blake2b(body) << body;
    is_written = static_cast<bool>(file.flush());
  }
  if (is_written) std::filesystem::rename(half, path, error);
  if (!is_written || error) {
    std::filesystem::remove(half, error);
    return;
  }
  touch_file(path, now);
  const std::lock_guard lock(mutex_);
  note({key, clip_head_bytes + body.size(), now});
  make_room(now);
}

void ClipFolder::note(Kept kept) {
  const auto found = places_.find(kept.key);
  if (found != places_.end()) {
    bytes_ -= found->second->bytes;
    kept_.erase(found->second);
  }
  bytes_ += kept.bytes;
  kept_.push_back(std::move(kept));
  places_[kept_.back().key] = std::prev(kept_.end());
}

void ClipFolder::drop(const std::string& key) {
  const auto found = places_.find(key);
  if (found == places_.end()) return;
  std::error_code error;
  std::filesystem::remove(place_of(key), error);
  bytes_ -= found->second->bytes;
  kept_.erase(found->second);
  places_.erase(found);
}

void ClipFolder::make_room(Instant now) {
  while (!kept_.empty() && (bytes_ > options_.bytes_max || kept_.front().used + options_.keep < now))
    drop(std::string(kept_.front().key));
}

std::size_t ClipFolder::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}
std::size_t ClipFolder::size() const {
  const std::lock_guard lock(mutex_);
  return places_.size();
}

}  // namespace rapport::prompts
