// Music that everybody hears at the same place: one reader thread decodes the files once, ahead of time,
// whatever the number of listeners. Any media thread reads without waiting. Stops by itself when the last
// reference goes.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "base/result.h"
#include "channels/voice/media/frame.h"

namespace rapport::media {

class Station {
 public:
  // The files in a circle. Errors: audio_unreadable (the first file that cannot be opened).
  static Result<std::shared_ptr<Station>> open(std::vector<std::string> paths);
  // The same of files known to be good, without looking at them: does not wait. Silence while they are gone.
  static std::shared_ptr<Station> begin(std::vector<std::string> paths);
  ~Station();  // waits for the reader, up to half a second: not on a media thread

  // The number of the frame that is on now; frames follow each other every 20 ms.
  std::uint64_t now() const;
  // A copy of that frame; false when it is not there (any more, or yet): silence.
  bool read(std::uint64_t frame, int rate, std::span<std::int16_t> out) const;

 private:
  struct Slot {
    std::atomic<std::uint64_t> number{0};  // of the frame, +1; 0 while it is being written
    std::array<std::atomic<std::int16_t>, 160> at_8k;
    std::array<std::atomic<std::int16_t>, 320> at_16k;
  };
  static constexpr std::uint64_t slots = 64;  // 1.28 s
  static constexpr std::uint64_t ahead = 32;

  explicit Station(std::vector<std::string> paths);
  void run();

  std::vector<std::string> paths_;
  std::unique_ptr<Slot[]> slots_;
  std::int64_t began_us_ = 0;
  std::atomic<bool> is_stopping_ = false;
  std::thread reader_;
};

}  // namespace rapport::media
