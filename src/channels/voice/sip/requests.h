// Requests that we send, each one client transaction of libre. The handler of a request is called zero or
// more times with a provisional response, then exactly once with the final one or with an error, never from
// inside send(); after forget() it is not called any more.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

#include "channels/voice/sip/core.h"
#include "channels/voice/sip/libre.h"
#include "channels/voice/sip/tls_identity.h"

namespace rapport::sip {

struct Request {
  std::string method;
  std::string uri;
  std::string next_hop;      // sip:192.0.2.1:5060;transport=tcp: where it is sent, whatever the URI says
  std::string headers;       // lines with CRLF, without Via, Max-Forwards, Contact, Content-*
  std::string contact_user;  // "": no Contact
  std::string contact_params;
  std::string content_type;  // "": no body
  std::string body;
  // Who must be at the other end of a TLS connection that is opened for it; none: the host of the next hop.
  std::shared_ptr<const TlsIdentity> identity;
};

class Requests {
 public:
  // `error` is an errno, 0 when there is a response. `response` lives only during the call.
  using Handler = std::function<void(int error, const sip_msg* response)>;
  using Key = std::uint64_t;

  explicit Requests(Core& core) : core_(core) {}
  // Told of a 2xx to an INVITE that nobody waits for any more: it must be acknowledged and hung up.
  std::function<void(const sip_msg& response)> on_unwanted;
  ~Requests();

  Key send(Request request, Handler handler);
  void send_once(const Request& request);  // without a transaction: ACK
  // CANCEL, as soon as a provisional response allows it; the final response still comes.
  void cancel(Key key);
  // As cancel, but nobody waits.
  void forget(Key key);
  std::size_t size() const { return pending_.size(); }

 private:
  struct Pending {
    Requests* owner = nullptr;
    Key key = 0;
    struct sip_request* handle = nullptr;  // libre sets it to null when done
    Request request;
    Handler handler;
  };
  static int on_send(sip_transp transport, const sa* local, const sa* remote, mbuf* out, void* pending);
  // Whom to expect at the other end of a TLS connection. An errno: it must not be sent.
  int expect_peer(const Request& request, sip_transp transport, const sa& remote) const;
  static void on_response(int error, const sip_msg* response, void* pending) noexcept;
  static int start(::sip* stack, const Request& request, bool is_stateful, struct sip_request** handle,
                   sip_send_h* send, sip_resp_h* respond, void* argument);
  void finish(Key key, int error, const sip_msg* response);

  Core& core_;
  std::unordered_map<Key, std::unique_ptr<Pending>> pending_;
  Key last_ = 0;
};

// The Contact line for a request or a response that leaves through `local`.
std::string contact_line(const Options& options, const std::string& user, sip_transp transport,
                         const sa& local, const std::string& params);

}  // namespace rapport::sip
