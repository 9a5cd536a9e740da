#include "media/load.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <cstring>
#include <memory>
#include <thread>
#include <vector>

#include "base/check.h"
#include "channels/voice/media/clock.h"
#include "channels/voice/media/plane.h"
#include "channels/voice/media/rtp_packet.h"
#include "channels/voice/media/srtp_session.h"
#include "channels/voice/media/udp_socket.h"
#include "platform/log/log.h"
#include "platform/metrics/metrics.h"

namespace rapport::media::bench {
namespace {

constexpr std::size_t batch = 64;
constexpr std::size_t payload_bytes = 160;
constexpr int slots = 20;  // packets are spread over the 20 ms, as those of real phones are

std::int64_t real_us() {
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  return std::int64_t{now.tv_sec} * 1'000'000 + now.tv_nsec / 1000;
}

double own_cpu_s() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

double process_cpu_s() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto s = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return s(usage.ru_utime) + s(usage.ru_stime);
}

// What all programs have used of the machine, in CPU seconds.
double machine_cpu_s() {
  unsigned long long user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, soft = 0;
  if (FILE* file = std::fopen("/proc/stat", "r")) {
    if (std::fscanf(file, "cpu %llu %llu %llu %llu %llu %llu %llu", &user, &nice, &system, &idle, &wait, &irq,
                    &soft) != 7)
      user = 0;
    std::fclose(file);
  }
  return static_cast<double>(user + nice + system + irq + soft) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

struct Line {
  Address leg;
  std::uint16_t sequence = 0;
  std::uint32_t timestamp = 0;
  std::uint32_t ssrc = 0;
  std::unique_ptr<SrtpSession> srtp;
};

// One socket is every phone: the plane tells legs apart by their own ports.
class Phones {
 public:
  Phones() : socket_(std::move(*UdpSocket::bind(*Address::from("127.0.0.1", 0), 8 * 1024 * 1024))) {
    const int on = 1;
    ::setsockopt(socket_.fd(), SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
    int size = 8 * 1024 * 1024;
    ::setsockopt(socket_.fd(), SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
    for (std::size_t i = 0; i < batch; ++i) {
      out_[i] = {};
      out_pieces_[i] = {out_bytes_[i].data(), 0};
      out_[i].msg_hdr.msg_iov = &out_pieces_[i];
      out_[i].msg_hdr.msg_iovlen = 1;
      in_pieces_[i] = {in_bytes_[i].data(), in_bytes_[i].size()};
    }
  }
  std::uint16_t port() const { return socket_.port(); }

  void send(std::vector<Line>& lines, std::size_t begin, std::size_t step) {
    unsigned held = 0;
    const auto flush = [&] {
      for (unsigned at = 0; at < held;) {
        const int count = ::sendmmsg(socket_.fd(), out_.data() + at, held - at, 0);
        at += count > 0 ? static_cast<unsigned>(count) : 1;
      }
      held = 0;
    };
    for (std::size_t i = begin; i < lines.size(); i += step) {
      Line& line = lines[i];
      std::uint8_t* bytes = out_bytes_[held].data();
      write_rtp_header({false, 0, line.sequence++, line.timestamp, line.ssrc}, bytes);
      line.timestamp += 160;
      std::memset(bytes + rtp_header_bytes, 0x55, payload_bytes);
      const std::int64_t now = real_us();
      std::memcpy(bytes + rtp_header_bytes, &now, sizeof now);
      std::size_t size = rtp_header_bytes + payload_bytes;
      if (line.srtp) size = line.srtp->protect_rtp(bytes, size);
      out_pieces_[held].iov_len = size;
      out_[held].msg_hdr.msg_name = const_cast<sockaddr*>(line.leg.raw());
      out_[held].msg_hdr.msg_namelen = line.leg.length();
      ++sent;
      if (++held == batch) flush();
    }
    flush();
  }

  void receive(const std::vector<Line*>& by_port, bool is_measured) {
    for (;;) {
      for (std::size_t i = 0; i < batch; ++i) {
        in_[i] = {};
        in_[i].msg_hdr.msg_iov = &in_pieces_[i];
        in_[i].msg_hdr.msg_iovlen = 1;
        in_[i].msg_hdr.msg_name = &from_[i];
        in_[i].msg_hdr.msg_namelen = sizeof from_[i];
        in_[i].msg_hdr.msg_control = control_[i].data();
        in_[i].msg_hdr.msg_controllen = control_[i].size();
      }
      const int count = ::recvmmsg(socket_.fd(), in_.data(), batch, MSG_DONTWAIT, nullptr);
      if (count <= 0) return;
      for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i)
        take(i, by_port, is_measured);
    }
  }

  std::uint64_t sent = 0, received = 0;
  std::vector<std::uint32_t> delays_us;

 private:
  void take(std::size_t i, const std::vector<Line*>& by_port, bool is_measured) {
    std::uint8_t* bytes = in_bytes_[i].data();
    std::size_t size = in_[i].msg_len;
    if (size < rtp_header_bytes || is_rtcp(bytes[1])) return;
    Line* line = by_port[ntohs(from_[i].sin_port)];
    if (line && line->srtp) size = line->srtp->unprotect_rtp(bytes, size);
    if (size != rtp_header_bytes + payload_bytes) return;
    ++received;
    if (!is_measured) return;
    std::int64_t sent_us = 0, arrived_us = 0;
    std::memcpy(&sent_us, bytes + rtp_header_bytes, sizeof sent_us);
    for (cmsghdr* c = CMSG_FIRSTHDR(&in_[i].msg_hdr); c; c = CMSG_NXTHDR(&in_[i].msg_hdr, c))
      if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_TIMESTAMPNS) {
        timespec at{};
        std::memcpy(&at, CMSG_DATA(c), sizeof at);
        arrived_us = std::int64_t{at.tv_sec} * 1'000'000 + at.tv_nsec / 1000;
      }
    const std::int64_t delay = arrived_us - sent_us;
    if (delay >= 0 && delay < 10'000'000) delays_us.push_back(static_cast<std::uint32_t>(delay));
  }

  UdpSocket socket_;
  std::array<std::array<std::uint8_t, 512>, batch> out_bytes_, in_bytes_;
  std::array<iovec, batch> out_pieces_, in_pieces_;
  std::array<mmsghdr, batch> out_, in_;
  std::array<sockaddr_in, batch> from_;
  std::array<std::array<char, 64>, batch> control_;
};

Line open_line(Plane& plane, LegId leg, std::uint16_t phone_port, bool is_encrypted) {
  LegOptions options;
  options.codecs = {sdp::Codec::pcmu};
  if (is_encrypted) options.security = sdp::Security::sdes;
  RAPPORT_CHECK(plane.open(leg, options));
  const sdp::Key theirs{1, sdp::Suite::aead_aes_128_gcm,
                        std::string(28, static_cast<char>('a' + leg.value % 26))};
  const std::string offer = fmt::format(
      "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio {} {} "
      "0\r\na=rtcp-mux\r\n{}",
      phone_port, is_encrypted ? "RTP/SAVP" : "RTP/AVP",
      is_encrypted ? "a=crypto:" + sdp::write_crypto(theirs) + "\r\n" : "");
  const auto answered = plane.answer(leg, offer);
  RAPPORT_CHECK(answered);
  const auto session = sdp::parse(answered->sdp);
  const sdp::Section& audio = session->sections.front();
  Line line;
  line.leg = *Address::from("127.0.0.1", audio.port);
  line.ssrc = static_cast<std::uint32_t>(leg.value);
  if (is_encrypted) {
    const auto ours = sdp::read_crypto(*audio.find("crypto"));
    line.srtp = std::move(*SrtpSession::make(theirs.suite, theirs.bytes, ours->suite, ours->bytes));
  }
  return line;
}

}  // namespace

std::string to_string(Kind kind) {
  switch (kind) {
    case Kind::passed:
      return "passed_on";
    case Kind::recorded:
      return "recorded";
    case Kind::encrypted:
      return "srtp";
    case Kind::encrypted_recorded:
      return "srtp_recorded";
    case Kind::apart:
      return "two_threads";
  }
  return "";
}

Figures run(Kind kind, int calls, double seconds) {
  const bool is_encrypted = kind == Kind::encrypted || kind == Kind::encrypted_recorded;
  const bool is_recorded = kind == Kind::recorded || kind == Kind::encrypted_recorded;
  log::Log log({log::Level::error, false, {}});
  metrics::Metrics metrics;
  std::atomic<std::uint64_t> taped = 0;
  PlaneOptions options;
  options.threads = kind == Kind::apart ? 2 : 1;  // legs are given to them in turn
  auto started = Plane::start(
      options, [](Event) {}, log, metrics);
  RAPPORT_CHECK(started);
  Plane& plane = **started;
  auto phones = std::make_unique<Phones>();
  std::vector<Line> lines;
  lines.reserve(static_cast<std::size_t>(calls) * 2);
  for (int i = 0; i < calls * 2; ++i)
    lines.push_back(open_line(plane, LegId{i + 1}, phones->port(), is_encrypted));
  for (int i = 0; i < calls; ++i) {
    const LegId a{2 * i + 1}, b{2 * i + 2};
    // The door refuses when the thread is behind; here we wait.
    while (!plane.hears(a, {b}) || !plane.hears(b, {a}))
      std::this_thread::yield();
    if (is_recorded)
      plane.record(TapId{i + 1}, {{a}, {b}, 8000},
                   [&taped](const TapFrame&) { taped.fetch_add(1, std::memory_order_relaxed); });
  }
  std::vector<Line*> by_port(65536, nullptr);
  for (Line& line : lines)
    by_port[line.leg.port()] = &line;
  phones->delays_us.reserve(static_cast<std::size_t>(calls * 2 * 50 * (seconds + 1)));

  // A second to settle, then the measured time, then a moment for what is under way.
  Figures out;
  std::int64_t next = monotonic_us();
  double began_own = 0, began_all = 0, began_machine = 0;
  const int warm = 50 * slots, total = warm + static_cast<int>(seconds * 50) * slots;
  for (int slot = 0; slot < total; ++slot) {
    if (slot == warm) {
      phones->receive(by_port, false);
      phones->sent = phones->received = 0;
      began_own = own_cpu_s();
      began_all = process_cpu_s();
      began_machine = machine_cpu_s();
    }
    phones->send(lines, static_cast<std::size_t>(slot % slots), slots);
    phones->receive(by_port, slot >= warm);
    next += 20'000 / slots;
    const std::int64_t left = next - monotonic_us();
    if (slot >= warm) out.late_ms = std::max(out.late_ms, static_cast<double>(-left) / 1000);
    if (left > 100) {
      const timespec pause{0, left * 1000};
      ::nanosleep(&pause, nullptr);
    }
  }
  const double own = own_cpu_s() - began_own, all = process_cpu_s() - began_all;
  out.cpu = (all - own) / seconds;
  out.other_cpu = std::max(0.0, (machine_cpu_s() - began_machine - all) / seconds);
  for (int i = 0; i < 20; ++i) {
    const timespec pause{0, 10'000'000};
    ::nanosleep(&pause, nullptr);
    phones->receive(by_port, true);
  }
  out.sent = phones->sent;
  out.received = phones->received;
  out.loss = std::max(0.0, 1 - static_cast<double>(phones->received) / static_cast<double>(phones->sent));
  auto& delays = phones->delays_us;
  if (!delays.empty()) {
    std::sort(delays.begin(), delays.end());
    out.p50_ms = delays[delays.size() / 2] / 1000.0;
    out.p99_ms = delays[delays.size() * 99 / 100] / 1000.0;
  }
  if (is_recorded) RAPPORT_CHECK(taped > 0);
  return out;
}

}  // namespace rapport::media::bench
