// Signalling under test with its events in a queue, and a peer made of a bare socket.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "channels/voice/sip/signalling.h"

namespace rapport::sip::test {

using namespace std::chrono_literals;

// Options with short times and ports of loopback: UDP, TCP.
Options loopback_options();
// A trunk whose calls come from 127.0.0.1.
Configuration loopback_trunk(std::uint16_t gateway_port = 0);

class Station {
 public:
  explicit Station(Options options = loopback_options(), Configuration configuration = loopback_trunk());
  ~Station();

  Signalling& door() { return *signalling_; }
  std::uint16_t port(Transport transport = Transport::udp) const;
  void post(Command command);
  void configure(Configuration configuration);
  void settle();  // everything posted so far is done

  // The next event of this kind; others before it are set aside and found later. Fails the test after `wait`.
  template <class T>
  T expect(std::chrono::milliseconds wait = 5s) {
    auto found = next<T>(wait);
    if (!found) missing(typeid(T).name());
    return found ? *found : T{};
  }
  // Nothing of this kind within `wait`.
  template <class T>
  std::optional<T> next(std::chrono::milliseconds wait) {
    std::unique_lock lock(mutex_);
    const auto deadline = std::chrono::steady_clock::now() + wait;
    for (;;) {
      for (auto at = events_.begin(); at != events_.end(); ++at)
        if (auto* event = std::get_if<T>(&*at)) {
          T found = std::move(*event);
          events_.erase(at);
          return found;
        }
      if (arrived_.wait_until(lock, deadline) == std::cv_status::timeout) {
        // Once more: it may have come with the deadline.
        for (auto at = events_.begin(); at != events_.end(); ++at)
          if (auto* event = std::get_if<T>(&*at)) {
            T found = std::move(*event);
            events_.erase(at);
            return found;
          }
        return std::nullopt;
      }
    }
  }
  template <class T>
  std::size_t count() {
    std::lock_guard lock(mutex_);
    std::size_t n = 0;
    for (const Event& event : events_)
      n += std::holds_alternative<T>(event) ? 1 : 0;
    return n;
  }
  LegId new_leg();
  std::size_t legs_alive();  // after the last ones had a moment to go

 private:
  static void missing(const char* kind);

  log::Log log_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Event> events_;
  std::int64_t legs_ = 1'000;
  std::int64_t marks_ = -1;
  std::unique_ptr<Signalling> signalling_;
};

// A socket on loopback that speaks what the test writes.
class Wire {
 public:
  enum class Kind { udp, tcp };
  explicit Wire(std::uint16_t server_port, Kind kind = Kind::udp);
  ~Wire();
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  std::uint16_t port() const { return port_; }
  void send(std::string_view text);
  void send_to(std::uint16_t port, std::string_view text);
  // The next message; "" when none came.
  std::string receive(std::chrono::milliseconds wait = 5s);
  // The next one that starts with this; others are thrown away.
  std::string expect(std::string_view start, std::chrono::milliseconds wait = 5s);
  bool is_closed(std::chrono::milliseconds wait = 5s);  // TCP: by the other side

  // A request with all that it must have. `more`: header lines with CRLF. `tag`: of To.
  std::string request(std::string_view method, std::string_view branch, std::uint32_t cseq,
                      std::string_view more = {}, std::string_view to_tag = {}, std::string_view body = {},
                      std::string_view uri = {});
  std::string call_id = "call-1";
  std::string from_tag = "from-1";
  std::string from_user = "4930123456";

 private:
  int fd_ = -1;
  Kind kind_;
  std::uint16_t port_ = 0;
  std::uint16_t server_port_ = 0;
  std::string pending_;
};

// The value of a header in a message, "" if missing; of the first with that name.
std::string header_of(std::string_view message, std::string_view name);
std::string to_tag_of(std::string_view message);
std::string body_text(std::string_view message);
// A response to a request that arrived at a Wire.
std::string answer_to(std::string_view request, int code, std::string_view reason, std::string_view to_tag,
                      std::string_view more = {}, std::string_view body = {});
int code_of(std::string_view response);

extern const char* const some_sdp;
extern const char* const other_sdp;

}  // namespace rapport::sip::test
