// Music: the stations that play uploaded music, each begun with its first listener and ended a minute after
// its last. Any thread; does not wait.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/instant.h"
#include "channels/voice/media/source.h"
#include "channels/voice/media/station.h"
#include "channels/voice/prompts/hold_music.h"

namespace rapport::prompts {

// Who waits: what they hear is looked for by these.
struct Waiting {
  OrgId org;
  QueueId queue;
  ChannelId number;
  PromptId own;  // chosen for them, before all others
};

class Music {
 public:
  using FileOf = std::function<std::string(const std::string& digest)>;  // "": it has gone
  // Ends a station elsewhere: that waits for its reader.
  using Elsewhere = std::function<void(const std::shared_ptr<media::Station>&)>;

  Music(FileOf file_of, Elsewhere elsewhere)
      : file_of_(std::move(file_of)), elsewhere_(std::move(elsewhere)) {}

  void configure(std::map<MusicKey, MusicFile> places);
  // Null: nothing was uploaded for it (or stations_max play already), the built-in music it is.
  media::SharedStation of(const Waiting& waiting, Instant now);
  std::size_t playing() const;

 private:
  struct Playing {
    media::SharedStation station;
    Instant asked;
  };
  const MusicFile* file(const Waiting& waiting) const;
  void end_unheard(Instant now);

  const FileOf file_of_;
  const Elsewhere elsewhere_;
  mutable std::mutex mutex_;  // call control asks, workers configure: two small tables
  std::map<MusicKey, MusicFile> places_;
  std::map<std::string, Playing> playing_;  // by digest
};

}  // namespace rapport::prompts
