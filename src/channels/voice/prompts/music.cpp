#include "channels/voice/prompts/music.h"

#include "channels/voice/prompts/limits.h"

namespace rapport::prompts {
namespace {

constexpr Duration unheard_max = minutes(1);

}  // namespace

void Music::configure(std::map<MusicKey, MusicFile> places) {
  const std::lock_guard lock(mutex_);
  places_ = std::move(places);
}

const MusicFile* Music::file(const Waiting& waiting) const {
  const OrgId org = waiting.org;
  for (const MusicKey& key :
       {MusicKey{org, MusicPlace::prompt, waiting.own.value},
        MusicKey{org, MusicPlace::number, waiting.number.value},
        MusicKey{org, MusicPlace::queue, waiting.queue.value}, MusicKey{org, MusicPlace::organisation, 0}}) {
    const auto found = places_.find(key);
    if (found != places_.end()) return &found->second;
  }
  return nullptr;
}

media::SharedStation Music::of(const Waiting& waiting, Instant now) {
  const std::lock_guard lock(mutex_);
  end_unheard(now);
  const MusicFile* wanted = file(waiting);
  if (wanted == nullptr) return nullptr;
  const auto known = playing_.find(wanted->digest);
  if (known != playing_.end()) {
    known->second.asked = now;
    return known->second.station;
  }
  if (playing_.size() >= stations_max) return nullptr;
  const std::string path = file_of_(wanted->digest);
  if (path.empty()) return nullptr;
  media::SharedStation station = media::Station::begin({path});
  playing_[wanted->digest] = {station, now};
  return station;
}

// Only this table hands them out, under its lock: a station that nobody else holds cannot get a listener
// meanwhile.
void Music::end_unheard(Instant now) {
  for (auto it = playing_.begin(); it != playing_.end();) {
    const bool is_unheard = it->second.station.use_count() == 1 && it->second.asked + unheard_max < now;
    if (is_unheard) elsewhere_(it->second.station);
    it = is_unheard ? playing_.erase(it) : std::next(it);
  }
}

std::size_t Music::playing() const {
  const std::lock_guard lock(mutex_);
  return playing_.size();
}

}  // namespace rapport::prompts
