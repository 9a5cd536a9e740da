#include "channels/voice/media/station.h"

#include <chrono>

#include "channels/voice/media/audio_file.h"
#include "channels/voice/media/clock.h"
#include "channels/voice/media/resampler.h"

namespace rapport::media {

Station::Station(std::vector<std::string> paths)
    : paths_(std::move(paths)),
      slots_(new Slot[slots]),
      began_us_(monotonic_us()),
      reader_([this] { run(); }) {}

Station::~Station() {
  is_stopping_ = true;
  reader_.join();
}

Result<std::shared_ptr<Station>> Station::open(std::vector<std::string> paths) {
  if (paths.empty()) return fail(ErrorCode::invalid, "audio_unreadable", "no file");
  for (const std::string& path : paths)
    if (auto file = AudioFile::open(path); !file) return tl::unexpected(file.error());
  return std::shared_ptr<Station>(new Station(std::move(paths)));
}

std::shared_ptr<Station> Station::begin(std::vector<std::string> paths) {
  return std::shared_ptr<Station>(new Station(std::move(paths)));
}

std::uint64_t Station::now() const {
  return static_cast<std::uint64_t>((monotonic_us() - began_us_) / tick_us) + 1;
}

// A slot is read without a lock: its number is looked at before and after, and is 0 while the samples change.
bool Station::read(std::uint64_t frame, int rate, std::span<std::int16_t> out) const {
  const Slot& slot = slots_[frame % slots];
  if (slot.number.load(std::memory_order_acquire) != frame + 1) return false;
  if (rate == 8000)
    for (std::size_t i = 0; i < out.size(); ++i)
      out[i] = slot.at_8k[i].load(std::memory_order_relaxed);
  else
    for (std::size_t i = 0; i < out.size(); ++i)
      out[i] = slot.at_16k[i].load(std::memory_order_relaxed);
  std::atomic_thread_fence(std::memory_order_acquire);
  return slot.number.load(std::memory_order_relaxed) == frame + 1;
}

void Station::run() {
  // About ten seconds of a file at once, resampled with overlap so that pieces join without a click.
  std::size_t path = 0;
  int failures = 0;
  std::vector<std::int16_t> ready_8k, ready_16k;  // not yet in slots
  std::size_t taken = 0;                          // of them, in frames
  std::unique_ptr<AudioFile> file;
  std::vector<std::int16_t> tail;  // the last second of the piece before, at the file's rate
  const auto refill = [&] {
    if (!file) {
      auto opened = AudioFile::open(paths_[path]);
      path = (path + 1) % paths_.size();
      tail.clear();
      if (!opened) return false;
      file = std::make_unique<AudioFile>(std::move(*opened));
    }
    const auto rate = static_cast<std::size_t>(file->rate());
    std::vector<std::int16_t> piece(tail);
    piece.resize(tail.size() + rate * 4);
    std::size_t count = 0;
    while (count < rate * 4) {
      const std::size_t got = file->read(std::span(piece).subspan(tail.size() + count));
      if (got == 0) break;
      count += got;
    }
    piece.resize(tail.size() + count);
    if (count == 0) {
      file.reset();
      return false;
    }
    // Of the piece, all but the first 100 ms (heard already) and the last 100 ms (heard with the next).
    const bool has_tail = !tail.empty();
    const bool is_end = count < rate * 4;
    const auto cut = [&](int to) {
      std::vector<std::int16_t> all = resample(piece, file->rate(), to);
      const auto edge = static_cast<std::ptrdiff_t>(to / 10);
      const auto begin = has_tail ? std::min<std::ptrdiff_t>(edge, std::ssize(all)) : 0;
      const auto end = is_end ? std::ssize(all) : std::max<std::ptrdiff_t>(begin, std::ssize(all) - edge);
      return std::vector<std::int16_t>(all.begin() + begin, all.begin() + end);
    };
    // What was not yet put into slots stays in front.
    const auto keep = [](std::vector<std::int16_t>& ready, std::size_t used,
                         const std::vector<std::int16_t>& more) {
      ready.erase(ready.begin(), ready.begin() + static_cast<std::ptrdiff_t>(std::min(used, ready.size())));
      ready.insert(ready.end(), more.begin(), more.end());
    };
    keep(ready_8k, taken * 160, cut(8000));
    keep(ready_16k, taken * 320, cut(16000));
    taken = 0;
    tail.assign(piece.end() - static_cast<std::ptrdiff_t>(std::min(piece.size(), rate / 5)), piece.end());
    if (is_end) file.reset();
    return true;
  };
  for (std::uint64_t frame = 0; !is_stopping_; ++frame) {
    while (frame > now() + ahead && !is_stopping_)
      std::this_thread::sleep_for(std::chrono::milliseconds(40));
    while ((taken + 1) * 160 > ready_8k.size() || (taken + 1) * 320 > ready_16k.size()) {
      if (is_stopping_) return;
      failures = refill() ? 0 : failures + 1;
      // Files that were there have gone: silence, and look again now and then.
      if (failures > static_cast<int>(paths_.size()) * 2) {
        std::this_thread::sleep_for(std::chrono::milliseconds(500));
        frame = now();
      }
    }
    Slot& slot = slots_[frame % slots];
    slot.number.store(0, std::memory_order_relaxed);
    std::atomic_thread_fence(std::memory_order_release);
    for (std::size_t i = 0; i < 160; ++i)
      slot.at_8k[i].store(ready_8k[taken * 160 + i], std::memory_order_relaxed);
    for (std::size_t i = 0; i < 320; ++i)
      slot.at_16k[i].store(ready_16k[taken * 320 + i], std::memory_order_relaxed);
    ++taken;
    slot.number.store(frame + 1, std::memory_order_release);
  }
}

}  // namespace rapport::media
