#include "channels/voice/sip/requests.h"

#include <fmt/format.h>

#include <cerrno>

#include "channels/voice/sip/message.h"
#include "channels/voice/sip/text.h"
#include "channels/voice/sip/tls_peers.h"

namespace rapport::sip {

std::string contact_line(const Options& options, const std::string& user, sip_transp transport,
                         const sa& local, const std::string& params) {
  std::string host = address_text(local);
  if (!options.public_host.empty()) host = fmt::format("{}:{}", options.public_host, sa_port(&local));
  return fmt::format("Contact: <sip:{}@{}{}>{}\r\n", user, host, sip_transp_param(transport), params);
}

Requests::~Requests() {
  for (auto& [key, pending] : pending_) {
    pending->handler = nullptr;
    mem_deref(pending->handle);  // libre detaches the handlers of an unfinished one
  }
}

int Requests::expect_peer(const Request& request, sip_transp transport, const sa& remote) const {
  if (transport != SIP_TRANSP_TLS || !core_.tls_peers) return 0;
  const auto hop = uri_in(request.next_hop);
  std::string host = hop ? hop->host : "";
  if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
  if (request.identity) return core_.tls_peers->expect(remote, host, *request.identity);
  return core_.tls_peers->expect(remote, host, {{host}, {}});
}

int Requests::on_send(sip_transp transport, const sa* local, const sa* remote, mbuf* out, void* argument) {
  const auto& pending = *static_cast<Pending*>(argument);
  const Request& request = pending.request;
  if (const int error = pending.owner->expect_peer(request, transport, *remote)) return error;
  if (request.contact_user.empty()) return 0;
  const std::string line = contact_line(pending.owner->core_.options, request.contact_user, transport, *local,
                                        request.contact_params);
  return mbuf_write_mem(out, reinterpret_cast<const uint8_t*>(line.data()), line.size());
}

int Requests::start(::sip* stack, const Request& request, bool is_stateful, struct sip_request** handle,
                    sip_send_h* send, sip_resp_h* respond, void* argument) {
  if (!is_plain_uri(request.uri) || !is_plain_uri(request.next_hop)) return EINVAL;
  uri route{};
  const pl hop = as_pl(request.next_hop);
  if (const int error = uri_decode(&route, &hop)) return error;
  std::string text = "Max-Forwards: 70\r\n" + request.headers;
  if (!request.content_type.empty()) text += fmt::format("Content-Type: {}\r\n", request.content_type);
  text += fmt::format("Content-Length: {}\r\n\r\n", request.body.size());
  text += request.body;
  const Ref<mbuf> buffer = buffer_of(text);
  if (!buffer) return ENOMEM;
  return sip_request(handle, stack, is_stateful, request.method.data(),
                     static_cast<int>(request.method.size()), request.uri.data(),
                     static_cast<int>(request.uri.size()), &route, buffer.get(), 0, send, respond, argument);
}

Requests::Key Requests::send(Request request, Handler handler) {
  const Key key = ++last_;
  auto& pending = *pending_.emplace(key, std::make_unique<Pending>()).first->second;
  pending.owner = this;
  pending.key = key;
  pending.request = std::move(request);
  pending.handler = std::move(handler);
  const int error = start(core_.stack, pending.request, true, &pending.handle, &Requests::on_send,
                          &Requests::on_response, &pending);
  if (error != 0) {
    pending.handle = nullptr;
    core_.timers.after({}, [this, key, error] { finish(key, error, nullptr); });
  }
  return key;
}

void Requests::send_once(const Request& request) {
  // To an address it is sent before start() returns; to a name later, when `pending` is gone: it goes by the
  // connection that its INVITE took, or not at all.
  Pending pending;
  pending.owner = this;
  pending.request.next_hop = request.next_hop;
  pending.request.identity = request.identity;
  const auto hop = uri_in(request.next_hop);
  sa address;
  const pl host = as_pl(hop ? std::string_view(hop->host) : std::string_view());
  const bool is_sent_at_once = hop && sa_set(&address, &host, 0) == 0;
  const int error = start(core_.stack, request, false, nullptr,
                          is_sent_at_once ? &Requests::on_send : nullptr, nullptr, &pending);
  if (error != 0) core_.log.warning("sip request not sent", {{"method", request.method}, {"error", error}});
}

void Requests::on_response(int error, const sip_msg* response, void* argument) noexcept {
  auto& pending = *static_cast<Pending*>(argument);
  if (response && response->scode < 200) {
    // A copy: the handler may forget its own request.
    if (const Handler handler = pending.handler) handler(0, response);
    return;
  }
  pending.handle = nullptr;
  pending.owner->finish(pending.key, response ? 0 : (error ? error : ETIMEDOUT), response);
}

void Requests::finish(Key key, int error, const sip_msg* response) {
  auto node = pending_.extract(key);
  if (node.empty()) return;
  const Pending& pending = *node.mapped();
  if (pending.handler)
    pending.handler(error, response);
  else if (response && response->scode < 300 && pending.request.method == "INVITE" && on_unwanted)
    on_unwanted(*response);
}

void Requests::cancel(Key key) {
  const auto found = pending_.find(key);
  if (found != pending_.end()) sip_request_cancel(found->second->handle);
}

void Requests::forget(Key key) {
  const auto found = pending_.find(key);
  if (found == pending_.end()) return;
  found->second->handler = nullptr;
  sip_request_cancel(found->second->handle);
}

}  // namespace rapport::sip
