// How far a long command is, in per cent on standard error while a person watches it there; gone with the
// object.
#pragma once

#include "base/progress.h"

namespace rapport::program {

class TerminalProgress {
 public:
  TerminalProgress();
  ~TerminalProgress();
  TerminalProgress(const TerminalProgress&) = delete;
  TerminalProgress& operator=(const TerminalProgress&) = delete;

  Progress progress() const;  // reports to nobody when nobody watches

 private:
  bool is_watched_;
};

}  // namespace rapport::program
