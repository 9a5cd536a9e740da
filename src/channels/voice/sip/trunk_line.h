// TrunkLine: one trunk as it stands: how many channels are taken, which of its gateways answer (OPTIONS), and
// its registration (RFC 3261 section 10.2). Says when it comes up and goes down.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "channels/voice/sip/configuration.h"
#include "channels/voice/sip/core.h"
#include "channels/voice/sip/leg.h"
#include "channels/voice/sip/networks.h"
#include "channels/voice/sip/requests.h"

namespace rapport::sip {

class TrunkLine {
 public:
  TrunkLine(Core& core, Trunk trunk, std::shared_ptr<int> channels);
  ~TrunkLine();

  const Trunk& trunk() const { return trunk_; }
  const std::shared_ptr<int>& channels() const { return channels_; }
  // Who its gateways must prove to be over TLS; null: it has none over TLS.
  const std::shared_ptr<const TlsIdentity>& identity() const { return identity_; }

  // Whether a message from there may be this trunk's: its networks or, if none are named and it registers,
  // where its registrar answered from.
  bool is_from(const AddressBytes& source) const;
  // Empty: all are taken.
  ChannelHold take_channel();
  // Gateways that answer first, each group by priority.
  std::vector<Way> ways_to(const std::string& number) const;
  void heard_of(std::size_t gateway, bool is_alive);
  bool is_up() const { return said_ == Said::up; }
  // Takes the registration back; before the trunk goes.
  void leave();

 private:
  struct Line {
    bool is_up = true;
    bool is_proven = false;  // it did answer, or not, at least once
    int misses = 0;
    Requests::Key ping = 0;
    std::unique_ptr<Timer> timer;
  };
  enum class Said { nothing, up, down };

  std::string place(std::size_t gateway) const;     // host:port
  std::string next_hop(std::size_t gateway) const;  // sip:host:port;transport=…
  void ping(std::size_t gateway);
  void pinged(std::size_t gateway, const sip_msg* response);
  void learn(const sip_msg& response);
  std::string why_down(bool is_any_up) const;
  void say();

  // trunk_registration.cpp
  void register_now(Duration expires);
  void on_registered(int error, const sip_msg* response);
  void retry_registration(const char* why);

  Core& core_;
  Trunk trunk_;
  std::shared_ptr<const TlsIdentity> identity_;
  std::shared_ptr<int> channels_;
  Networks networks_;
  std::set<AddressBytes> learned_;
  std::vector<Line> lines_;
  Said said_ = Said::nothing;

  bool is_registered_ = false;
  std::string why_not_;
  std::size_t registrar_ = 0;  // gateway
  std::string call_id_;
  std::string tag_;
  std::uint32_t cseq_ = 0;
  Duration expires_;
  std::string authorization_;
  int challenges_ = 0;
  int failures_ = 0;
  Requests::Key registering_ = 0;
  Timer registration_;
};

}  // namespace rapport::sip
