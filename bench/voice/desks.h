// Desks: the agents' own sound: each desk offers its browser's over the feed, as the real one does, and has
// it taken away again. On the net's thread.
#pragma once

#include <cstddef>

#include "support/workplace.h"
#include "voice/sound.h"

namespace rapport::bench {

class Desks {
 public:
  Desks(Workplace& place, Sound& sound);
  ~Desks();
  // Throws when not all are ready in time.
  void turn_on(Net& net);
  void turn_off();

 private:
  void heard(std::size_t desk, std::string_view frame);

  Workplace& place_;
  Sound& sound_;
  std::size_t ready_ = 0;
  bool are_on_ = false;
  std::string wrong_;
};

}  // namespace rapport::bench
