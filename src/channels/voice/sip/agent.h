// Agent: the user agent on thread S. Owns libre's stack, the legs, the registrar's bindings and the trunks;
// decides who may do what with a request, and hands it to the one it is for. Built and destroyed on thread S.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "channels/voice/sip/configuration.h"
#include "channels/voice/sip/core.h"
#include "channels/voice/sip/leg.h"
#include "channels/voice/sip/libre.h"
#include "channels/voice/sip/networks.h"
#include "channels/voice/sip/requests.h"

namespace rapport::sip {

class Agent {
 public:
  Agent(const Options& options, std::function<void(Event)> emit, log::Log& log);
  ~Agent();

  // Opens the sockets; the ports taken go into `listeners`.
  Result<void> listen(std::vector<Listener>& listeners);

  void configure(Configuration configuration);
  void carry_out(Command command);
  // Ends every leg; what they had to say is sent.
  void close();

 private:
  // A trunk as it stands.
  struct TrunkState {
    Trunk trunk;
    Networks networks;
    std::shared_ptr<int> channels = std::make_shared<int>(0);
  };

  // agent_requests.cpp
  static bool on_message(const sip_msg* message, void* agent) noexcept;
  void on_request(const sip_msg& request);
  void on_response(const sip_msg& response);
  void on_invite(const sip_msg& request);
  Leg* leg_of(const sip_msg& message);
  LegId leg_replaced(const Replaces& replaces) const;

  // agent_commands.cpp
  void call(Invite command);
  Departure departure_of(const Invite& command, ChannelHold& channel, int& code);
  ChannelHold take_channel(TrunkState& trunk);
  void keep(std::unique_ptr<Leg> leg);
  void drop_soon(LegId leg);
  TrunkState* trunk_of(const sa& source);

  Options options_;
  Timers timers_;
  Core core_;
  Ref<::sip> stack_;
  Requests requests_;
  std::unordered_map<LegId, std::unique_ptr<Leg>> legs_;
  std::unordered_multimap<std::string, Leg*> legs_by_call_id_;
  std::vector<TrunkState> trunks_;
  bool is_closing_ = false;
};

}  // namespace rapport::sip
