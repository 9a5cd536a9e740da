// TlsPeers: the TLS connections that we open, and who is at their other end. libre connects by address, with
// one certificate store for everything, and checks nothing; here each connection is made with the context of
// the identity that the request for it must reach, and a handshake that does not prove it fails before a byte
// of SIP is sent. On thread S, one for each Agent; what others connect to us is not its business.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>

#include "channels/voice/sip/libre.h"
#include "channels/voice/sip/tls_identity.h"
#include "platform/log/log.h"

namespace rapport::sip {

class TlsPeers {
 public:
  // `authorities`: a PEM file beside the system's; "": none.
  TlsPeers(std::string authorities, log::Log& log);
  ~TlsPeers();
  TlsPeers(const TlsPeers&) = delete;
  TlsPeers& operator=(const TlsPeers&) = delete;

  // A request is about to go there, for the host `server` (of its next hop). An errno when it must not: a
  // connection to the same place is up that somebody else had to prove another identity on.
  int expect(const sa& peer, const std::string& server, const TlsIdentity& identity);
  // Those of the trunks: connections that were proved otherwise are closed.
  void configure(std::set<TlsIdentity> wanted);
  // The last handshake with it was refused.
  bool is_refused(const TlsIdentity& identity) const;

  // For libre's own calls, see tls_peers.cpp.
  void connecting(const sa& peer, const tcp_conn* connection);
  // The context for a connection that we open; null: nobody said whom to expect there. Unset for one that was
  // opened to us.
  struct Opening {
    bool is_ours = false;
    tls* context = nullptr;
    std::string server;
    sa peer;
  };
  Opening opening(const tcp_conn* connection);
  void opened(const Opening& opening, const tcp_conn* connection);

 private:
  struct Context;  // what an identity needs of OpenSSL
  struct Expected {
    Context* context = nullptr;
    std::string server;
  };
  struct Connection {
    Context* context = nullptr;
    int fd = -1;
    sa local;
  };
  Context* context_of(const TlsIdentity& identity);
  static bool is_alive(const Connection& connection);

  std::string authorities_;
  log::Log& log_;
  std::map<TlsIdentity, std::unique_ptr<Context>> contexts_;
  std::set<TlsIdentity> wanted_;
  std::map<std::string, Expected> expected_;       // by address and port
  std::map<std::string, Connection> connections_;  // of ours, some of them gone
  const tcp_conn* connecting_ = nullptr;           // the last one, until its TLS begins
  sa connecting_to_;
};

}  // namespace rapport::sip
