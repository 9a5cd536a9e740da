#include "channels/voice/prompts/clip_shelf.h"

namespace rapport::prompts {
namespace {

std::size_t bytes_of(const media::Clip& clip) {
  return (clip.at_8k.size() + clip.at_16k.size()) * sizeof(std::int16_t) + 256;
}

}  // namespace

media::SharedClip ClipShelf::find(const std::string& key) {
  const auto found = places_.find(key);
  if (found == places_.end()) return nullptr;
  clips_.splice(clips_.begin(), clips_, found->second);
  return found->second->second;
}

void ClipShelf::keep(const std::string& key, media::SharedClip clip) {
  forget(key);
  const std::size_t bytes = bytes_of(*clip);
  if (bytes > bytes_max_) return;
  while (bytes_ + bytes > bytes_max_)
    drop(std::prev(clips_.end()));
  clips_.emplace_front(key, std::move(clip));
  places_[key] = clips_.begin();
  bytes_ += bytes;
}

void ClipShelf::forget(const std::string& key) {
  const auto found = places_.find(key);
  if (found != places_.end()) drop(found->second);
}

void ClipShelf::drop(Clips::iterator place) {
  bytes_ -= bytes_of(*place->second);
  places_.erase(place->first);
  clips_.erase(place);
}

}  // namespace rapport::prompts
