// Agent: the user agent on thread S. Owns libre's stack, the legs, the registrar's bindings and the trunks;
// decides who may do what with a request, and hands it to the one it is for. Built and destroyed on thread S.
// What it does is in agent_*.cpp: sockets, requests, commands.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "channels/voice/sip/authenticator.h"
#include "channels/voice/sip/configuration.h"
#include "channels/voice/sip/core.h"
#include "channels/voice/sip/gate.h"
#include "channels/voice/sip/leg.h"
#include "channels/voice/sip/libre.h"
#include "channels/voice/sip/registrar.h"
#include "channels/voice/sip/requests.h"
#include "channels/voice/sip/tls_peers.h"
#include "channels/voice/sip/trunk_line.h"

namespace rapport::sip {

// Read by other threads, for metrics.
struct Counts {
  std::atomic<std::size_t> legs = 0, requests = 0, timers = 0;
};

class Agent {
 public:
  Agent(const Options& options, std::function<void(Event)> emit, log::Log& log, Counts& counts);
  ~Agent();

  // Opens the sockets; the ports taken go into `listeners`.
  Result<void> listen(std::vector<Listener>& listeners);

  void configure(Configuration configuration);
  void carry_out(Command command);
  // Ends every leg; what they had to say is sent.
  void close();

 private:
  // agent_sockets.cpp
  Result<void> open(Listener& listener);
  Result<Ref<tls>> make_tls() const;
  void greet_sockets(const std::vector<Listener>& listeners);
  bool admit(const sip_msg& message);

  // agent_requests.cpp
  static bool on_message(const sip_msg* message, void* agent) noexcept;
  void on_request(const sip_msg& request);
  void on_response(const sip_msg& response);
  void hang_up_stray(const sip_msg& response);
  void on_first_request(const sip_msg& request);
  void on_invite(const sip_msg& request, const Source& source);
  // Who sent it, if that is proven; else it has been answered.
  std::optional<Source> identify(const sip_msg& request);
  void refuse(const sip_msg& request, const Reply& reply);
  Leg* leg_of(const sip_msg& message);
  LegId leg_replaced(const Replaces& replaces) const;

  // agent_commands.cpp
  void call(Invite command);
  Departure departure_of(const Invite& command, ChannelHold& channel, int& code);
  void keep(std::unique_ptr<Leg> leg);
  void drop_soon(LegId leg);
  TrunkLine* trunk_from(const sa& source);
  TrunkLine* trunk(TrunkId id);
  const Phone* phone(PhoneId id) const;
  const Phone* phone_named(std::string_view user) const;

  void count();

  Counts& counts_;
  Options options_;
  Timers timers_;
  Core core_;
  TlsPeers tls_peers_;
  Ref<::sip> stack_;
  Requests requests_;
  std::unordered_map<LegId, std::unique_ptr<Leg>> legs_;
  std::unordered_multimap<std::string, Leg*> legs_by_call_id_;
  std::vector<std::unique_ptr<TrunkLine>> trunks_;
  std::vector<Phone> phones_;
  Authenticator authenticator_;
  Gate gate_;
  Registrar registrar_;
  bool is_closing_ = false;
};

}  // namespace rapport::sip
