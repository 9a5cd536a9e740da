// The sockets of the agent.
#include <fmt/format.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "channels/voice/sip/agent.h"
#include "channels/voice/sip/dialog.h"
#include "platform/crypto/certificate.h"

namespace rapport::sip {

namespace {

sip_transp transport_of(Transport transport) {
  return transport == Transport::udp   ? SIP_TRANSP_UDP
         : transport == Transport::tcp ? SIP_TRANSP_TCP
                                       : SIP_TRANSP_TLS;
}

}  // namespace

Result<Ref<tls>> Agent::make_tls() const {
  std::string pem;
  if (options_.tls.certificate.empty()) {
    auto made = crypto::self_signed_certificate("rapport");
    if (!made) return tl::unexpected(made.error());
    pem = std::move(*made);
  } else {
    std::ifstream file(options_.tls.certificate, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    pem = text.str();
    if (pem.empty())
      return fail(ErrorCode::invalid, "sip_certificate",
                  fmt::format("{} cannot be read", options_.tls.certificate));
  }
  Ref<tls> context;
  if (tls_alloc(context.out(), TLS_METHOD_SSLV23, nullptr, nullptr) != 0 ||
      tls_set_certificate(context.get(), pem.data(), pem.size()) != 0)
    return fail(ErrorCode::invalid, "sip_certificate",
                fmt::format("{} holds no certificate with its key", options_.tls.certificate));
  std::ifstream authorities(options_.tls.authorities, std::ios::binary);
  std::ostringstream all;
  all << authorities.rdbuf();
  if (!options_.tls.authorities.empty() && !is_authority(all.str()))
    return fail(ErrorCode::invalid, "sip_authorities",
                fmt::format("{} holds no certificates", options_.tls.authorities));
  return context;
}

Result<void> Agent::open(Listener& listener) {
  sa address;
  if (sa_set_str(&address, listener.address.c_str(), listener.port) != 0 || sa_is_any(&address))
    return fail(
        ErrorCode::invalid, "sip_address",
        fmt::format("'{}' is no address to listen on for SIP: a specific one is needed, peers are told it",
                    listener.address));
  const sip_transp transport = transport_of(listener.transport);
  int error = 0;
  if (transport == SIP_TRANSP_TLS) {
    auto context = make_tls();
    if (!context) return tl::unexpected(context.error());
    error = sip_transp_add(stack_.get(), transport, &address, context->get());
  } else {
    error = sip_transp_add(stack_.get(), transport, &address);
  }
  if (error != 0)
    return fail(ErrorCode::unavailable, "sip_listen",
                fmt::format("{} {}:{}: {}", name_of(listener.transport), listener.address, listener.port,
                            strerror(error)));
  sa taken;
  if (sip_transp_laddr(stack_.get(), &taken, transport, &address) == 0) listener.port = sa_port(&taken);
  return {};
}

Result<void> Agent::listen(std::vector<Listener>& listeners) {
  // Name servers of the system; without any, gateways must be given by address.
  sa servers[8];
  uint32_t count = 8;
  Ref<dnsc> resolver;
  if (dns_srv_get(nullptr, 0, servers, &count) == 0 && count > 0)
    (void)dnsc_alloc(resolver.out(), nullptr, servers, count);
  // libre's own listener comes first and takes retransmissions, ACK and CANCEL of known transactions.
  if (sip_alloc(stack_.out(), resolver.get(), 4'096, 4'096, 1'024, options_.software.c_str(), nullptr,
                nullptr) != 0)
    return fail(ErrorCode::internal, "sip_stack", "the SIP stack could not be made");
  core_.stack = stack_.get();
  for (Listener& listener : listeners)
    if (auto opened = open(listener); !opened) return opened;
  options_.listeners = listeners;
  for (const bool is_request : {true, false})
    if (::sip_listen(nullptr, stack_.get(), is_request, &Agent::on_message, this) != 0)
      return fail(ErrorCode::internal, "sip_stack", "the SIP stack could not be listened to");
  greet_sockets(listeners);
  return {};
}

// The gate needs libre's socket object, which only comes with a message received on it: each UDP socket gets
// one from ourselves, before anybody else is answered.
void Agent::greet_sockets(const std::vector<Listener>& listeners) {
  for (const Listener& listener : listeners) {
    if (listener.transport != Transport::udp) continue;
    sa to;
    if (sa_set_str(&to, listener.address.c_str(), listener.port) != 0) continue;
    const int fd = socket(sa_af(&to), SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) continue;
    const std::string text = fmt::format(
        "OPTIONS sip:gate SIP/2.0\r\nVia: SIP/2.0/UDP gate.invalid;branch=z9hG4bK{0}\r\nFrom: "
        "<sip:gate@gate.invalid>;tag={0}\r\n"
        "To: <sip:gate@gate.invalid>;tag={0}\r\nCall-ID: {0}\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: "
        "0\r\nContent-Length: 0\r\n\r\n",
        random_tag());
    (void)!sendto(fd, text.data(), text.size(), 0, &to.u.sa, to.len);
    ::close(fd);
  }
}

// UDP is limited by the gate, before parsing. A connection that goes too far is closed.
bool Agent::admit(const sip_msg& message) {
  if (message.tp == SIP_TRANSP_UDP) {
    gate_.stand_before(static_cast<udp_sock*>(message.sock));
    return true;
  }
  const tcp_conn* const connection = sip_msg_tcpconn(&message);
  if (!connection) return false;
  const int fd = tcp_conn_fd(connection);
  const int on = 1;
  // Without it each message after the first waits for the peer's delayed acknowledgement, 40 ms.
  (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  const std::string_view start = view(message.req ? message.met : message.ver);
  const auto* const end = reinterpret_cast<const char*>(message.mb->buf) + message.mb->end;
  const bool is_too_large = static_cast<std::size_t>(end - start.data()) > options_.limits.message_bytes;
  if (!is_too_large && gate_.admits(message.src)) return true;
  if (is_too_large) {
    if (message.req) reply_once(core_, message, {.code = 413});
    gate_.failed(message.src);
  }
  (void)shutdown(fd, SHUT_RD);  // libre reads the end and closes
  return false;
}

}  // namespace rapport::sip
