#include "channels/voice/listener_text.h"

#include <charconv>

namespace rapport::voice {

Result<sip::Listener> parse_listener(const std::string& text) {
  const auto bad = [&text] {
    return fail(
        ErrorCode::invalid, "bad_listener",
        fmt::format("\"{}\": expected transport:address:port, e.g. udp:127.0.0.1:5060 or tls:[::1]:5061",
                    text));
  };
  const auto first = text.find(':'), last = text.rfind(':');
  if (first == std::string::npos || last <= first + 1) return bad();
  sip::Listener listener;
  const std::string transport = text.substr(0, first);
  if (transport == "udp")
    listener.transport = sip::Transport::udp;
  else if (transport == "tcp")
    listener.transport = sip::Transport::tcp;
  else if (transport == "tls")
    listener.transport = sip::Transport::tls;
  else
    return bad();
  listener.address = text.substr(first + 1, last - first - 1);
  if (listener.address.front() == '[') {
    if (listener.address.size() < 3 || listener.address.back() != ']') return bad();
    listener.address = listener.address.substr(1, listener.address.size() - 2);
  }
  const char* const end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data() + last + 1, end, listener.port);
  if (error != std::errc{} || at != end) return bad();
  return listener;
}

std::string write_listener(const sip::Listener& listener) {
  const bool is_v6 = listener.address.find(':') != std::string::npos;
  return fmt::format("{}:{}{}{}:{}", name_of(listener.transport), is_v6 ? "[" : "", listener.address,
                     is_v6 ? "]" : "", listener.port);
}

}  // namespace rapport::voice
