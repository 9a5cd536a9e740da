// ClipShelf: clips in memory, those not used for longest go first. Owned by Prompts, under its lock; no
// threads of its own.
#pragma once

#include <cstddef>
#include <list>
#include <string>
#include <unordered_map>
#include <utility>

#include "channels/voice/media/source.h"

namespace rapport::prompts {

class ClipShelf {
 public:
  explicit ClipShelf(std::size_t bytes_max) : bytes_max_(bytes_max) {}
  media::SharedClip find(const std::string& key);  // null: not there
  // What is larger than the whole shelf is not kept.
  void keep(const std::string& key, media::SharedClip clip);
  void forget(const std::string& key);
  std::size_t bytes() const { return bytes_; }
  std::size_t size() const { return places_.size(); }

 private:
  using Clips = std::list<std::pair<std::string, media::SharedClip>>;  // used last first
  void drop(Clips::iterator place);

  const std::size_t bytes_max_;
  std::size_t bytes_ = 0;
  Clips clips_;
  std::unordered_map<std::string, Clips::iterator> places_;
};

}  // namespace rapport::prompts
