// What everything on thread S shares. Built by Agent, borrowed by the rest.
#pragma once

#include <functional>

#include "channels/voice/sip/events.h"
#include "channels/voice/sip/options.h"
#include "channels/voice/sip/timers.h"
#include "platform/log/log.h"

struct sip;

namespace rapport::sip {

class Requests;
class TlsPeers;

struct Core {
  const Options& options;
  log::Log& log;
  Timers& timers;
  std::function<void(Event)> emit;
  ::sip* stack = nullptr;
  Requests* requests = nullptr;
  TlsPeers* tls_peers = nullptr;
};

}  // namespace rapport::sip
