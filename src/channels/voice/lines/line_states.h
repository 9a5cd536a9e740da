// LineStates: what the running phone side tells about trunks and phones. Implemented by who runs signalling;
// asked on workers, several at once, and must not block for long.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "channels/voice/sip/ids.h"
#include "platform/contract/describe.h"

namespace rapport::lines {

struct TrunkState {
  sip::TrunkId trunk_id;
  std::optional<bool> is_up;     // absent: not known yet, or the phone side does not run
  std::optional<Instant> since;  // of is_up
  std::string why;               // it is down: registration_refused, no_gateway_answers
  std::int32_t calls = 0;        // on it now
};
BOOST_DESCRIBE_STRUCT(TrunkState, (), (trunk_id, is_up, since, why, calls))

struct PhoneDevice {
  std::string remote;  // "192.0.2.1:5060"
  std::string transport;
  std::string user_agent;
  Instant registered_at;
  Instant expires_at;
};
BOOST_DESCRIBE_STRUCT(PhoneDevice, (), (remote, transport, user_agent, registered_at, expires_at))

struct PhoneState {
  sip::PhoneId phone_id;
  std::vector<PhoneDevice> devices;  // that are registered
};
BOOST_DESCRIBE_STRUCT(PhoneState, (), (phone_id, devices))

class LineStates {
 public:
  virtual ~LineStates() = default;
  virtual TrunkState trunk(sip::TrunkId id) const = 0;
  virtual PhoneState phone(sip::PhoneId id) const = 0;
};

}  // namespace rapport::lines
