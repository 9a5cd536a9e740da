// Gate: stands in front of libre on each UDP socket and drops or answers what must not get further: noise,
// STUN, broken messages, sources that are too fast or banned. Over TCP and TLS libre closes a connection that
// sends rubbish by itself; the Agent asks `admits` for the rest.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "channels/voice/sip/core.h"
#include "channels/voice/sip/libre.h"
#include "channels/voice/sip/source_limits.h"

namespace rapport::sip {

class Gate {
 public:
  // `is_known`: a trunk's address, neither counted nor limited.
  Gate(Core& core, std::function<bool(const AddressBytes&)> is_known)
      : core_(core), limits_(core.options.limits), is_known_(std::move(is_known)) {}

  // Once per socket; later calls do nothing.
  void stand_before(udp_sock* socket);

  bool admits(const sa& source);  // counts one message
  void failed(const sa& source, int weight = 1);
  void proved(const sa& source);
  bool is_banned(const sa& source) const;

 private:
  struct Post {
    Gate* gate;
    udp_sock* socket;
    Ref<udp_helper> helper;
  };
  static bool on_datagram(sa* source, mbuf* datagram, void* post) noexcept;

  Core& core_;
  SourceLimits limits_;
  std::function<bool(const AddressBytes&)> is_known_;
  std::vector<std::unique_ptr<Post>> posts_;
};

}  // namespace rapport::sip
