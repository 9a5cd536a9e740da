// Signalling: the door to SIP. Owns thread S, on which every object of libre lives: sockets, transactions,
// dialogs, registrations. Commands go in and events come out as values. It knows no call, only legs: it never
// connects two of them, so a source that call control does not let through reaches nothing. SDP is not read
// here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "base/result.h"
#include "channels/voice/sip/commands.h"
#include "channels/voice/sip/configuration.h"
#include "channels/voice/sip/events.h"
#include "channels/voice/sip/options.h"
#include "platform/log/log.h"

namespace rapport::sip {

class Signalling {
 public:
  // `sink` is called on thread S, one event after the other; it must be quick and must not throw.
  using Sink = std::function<void(Event)>;

  // Starts the thread and opens the sockets. Errors: invalid (a listener's address, TLS files), unavailable
  // (port taken). `log` is borrowed and outlives the object.
  static Result<std::unique_ptr<Signalling>> start(Options options, Sink sink, log::Log& log);
  // Ends every leg (BYE, CANCEL, 503: sent once, answers are not waited for) and the thread. The sink gets
  // the last events before this returns.
  ~Signalling();

  // Any thread. False: too many commands wait (Limits::commands); nothing was taken.
  [[nodiscard]] bool post(Command command);
  [[nodiscard]] bool configure(Configuration configuration);

  // With the ports that were really taken, in the order of Options::listeners.
  const std::vector<Listener>& listeners() const;

  // For metrics; any thread.
  struct Figures {
    std::size_t legs = 0;      // with those whose last transactions are not over
    std::size_t requests = 0;  // of ours, under way
    std::size_t timers = 0;
    std::size_t commands = 0;  // waiting
  };
  Figures figures() const;

 private:
  struct Impl;
  explicit Signalling(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace rapport::sip
