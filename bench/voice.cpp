// bench/voice: phone calls through the whole server: SIP, queue, an agent who answers, sound both ways,
// hang-up.
//   voice [--quick] [--only PART] [--agents N] [--most N] [--seconds N] [--program FILE]
// Everybody else is this program, over real sockets on loopback: callers, agents' phones, and the browsers of
// agents' desks (ICE, DTLS, SRTP). PART: rates (calls a second), or a way in which calls are held: plain,
// recorded, webrtc, webrtc_recorded. A rate holds while no call fails and the 99th percentile from INVITE to
// the agent's first sound stays under 200 ms; for held calls see held_calls.h. Cores are the server's CPU
// time.
#include <fmt/format.h>

#include <cstdlib>
#include <exception>
#include <stdexcept>

#include "support/arguments.h"
#include "support/temporary_folder.h"
#include "voice/desks.h"
#include "voice/held_calls.h"

namespace rapport::bench {
namespace {

const Figures figures("voice");
constexpr std::chrono::seconds patience{60};
constexpr std::chrono::seconds talk_time{1};

struct Size {
  std::size_t agents, seconds, most;
  bool is_quick;
  std::string only;
  bool wants(const std::string& part) const { return only.empty() || only == part; }
};

std::uint16_t free_udp_port() {
  return Datagrams().port();
}

struct Rated {
  Outside::Figures figures;
  double cores = 0;
};

Rated place_calls(Net& net, ServerProcess& server, Outside& outside, std::size_t rate, std::size_t seconds) {
  const Outside::Figures before = outside.figures();
  const double processor_before = server.processor_s();
  const auto began = Clock::now();
  for (std::size_t i = 0; i < rate * seconds; ++i) {
    const auto due = began + std::chrono::microseconds(1'000'000 * i / rate);
    while (Clock::now() < due) {
      outside.hang_up_after(talk_time);
      net.run_once(std::chrono::milliseconds(1));
    }
    outside.call(number_of(Way::plain));
  }
  const double took_s = std::chrono::duration<double>(Clock::now() - began).count();
  Rated rated;
  rated.cores = (server.processor_s() - processor_before) / took_s;
  const auto deadline = Clock::now() + patience;
  while (outside.figures().ended < before.ended + rate * seconds && Clock::now() < deadline) {
    outside.hang_up_after(talk_time);
    net.run_once(std::chrono::milliseconds(5));
  }
  rated.figures = outside.figures();
  return rated;
}

// Each call has its agent for the time it is talked and wrapped up. How many were talked.
std::size_t find_rate(const HeldAround& around, const Size& size) {
  std::size_t held_rate = 0, talked = 0;
  for (const std::size_t rate : {2, 5, 20, 40, 80, 160}) {
    if (rate * 5 / 2 > size.agents) break;
    around.outside.forget_latencies();
    const Outside::Figures before = around.outside.figures();
    Rated rated = place_calls(around.net, around.server, around.outside, rate, size.seconds);
    const std::size_t placed = rate * size.seconds;
    const std::size_t failed = placed - std::min(placed, rated.figures.talking - before.talking);
    talked += placed - failed;
    const std::string name = fmt::format("rate_{}", rate);
    figures.report(name + "_answer_p50", rated.figures.answer_ms.at(0.5), "ms");
    figures.report(name + "_answer_p99", rated.figures.answer_ms.at(0.99), "ms");
    figures.report(name + "_agent_heard_p50", rated.figures.agent_ms.at(0.5), "ms");
    figures.report(name + "_agent_heard_p99", rated.figures.agent_ms.at(0.99), "ms");
    figures.report(name + "_failed", static_cast<double>(failed), "calls");
    figures.report(name + "_server", rated.cores, "cores");
    if (failed > 0 || (!size.is_quick && rated.figures.agent_ms.at(0.99) > 200)) break;
    held_rate = rate;
  }
  figures.report("rate_held", static_cast<double>(held_rate), "calls/s");
  return talked;
}

// One trunk gateway for all of it: the same outside serves every part.
bool measure(const HeldAround& around, Workplace& place, const Size& size) {
  bool is_good = true;
  Desks desks(place, around.outside.sound());
  if (size.wants("rates")) is_good = find_rate(around, size) > 0;
  for (const Way way : ways) {
    if (!size.wants(name_of(way))) continue;
    if (is_webrtc(way)) desks.turn_on(around.net);
    HeldSearch search;
    search.most = size.most;
    search.listen = std::chrono::seconds(size.seconds);
    if (size.is_quick) {
      search.is_quick = true;
      search.settle = std::chrono::milliseconds(100);
      search.listen = std::chrono::milliseconds(300);
    }
    HeldCalls held(around, way, search);
    if (held.find_most(figures) == 0) is_good = false;
    held.end_all();
  }
  const Outside::Figures last = around.outside.figures();
  figures.report("calls", static_cast<double>(last.placed), "calls");
  figures.report("calls_refused", static_cast<double>(last.refused), "calls");
  return is_good && last.ended == last.placed;
}

int run(Arguments arguments) {
  const bool is_quick = arguments.has("--quick");
  // Shortly: nobody waits until agents have wrapped up, each way has its own.
  Size size = is_quick ? Size{6, 1, 2, true, ""} : Size{400, 5, 400, false, ""};
  size.agents = arguments.number("--agents", size.agents);
  size.seconds = arguments.number("--seconds", size.seconds);
  size.most = std::min(size.agents, arguments.number("--most", is_quick ? size.most : size.agents));
  size.only = arguments.text("--only", "");
  const std::string program = arguments.text("--program", "");
  arguments.check_all_known();
  raise_open_files();
  TemporaryFolder folder;
  const std::uint16_t sip_port = free_udp_port();
  ::setenv("RAPPORT_VOICE_LISTEN", fmt::format("udp:127.0.0.1:{}", sip_port).c_str(), 1);
  ServerProcess server(program, folder.path());
  server.start();
  Net net;
  ApiClient admin(net, server.port());
  sign_in_admin(admin);
  Workplace place = make_workplace(net, server.port(), admin, "Bench", {size.agents, 1});
  Outside outside(sip_port);
  make_exchange(admin, place, outside.port());
  net.run_for(std::chrono::milliseconds(is_quick ? 100 : 1'000));
  figures.report_load("before");
  const bool is_good = measure({net, server, outside, folder.path()}, place, size);
  figures.report_load("after");
  figures.report("resident", server.resident_mb(), "MB");
  return is_good ? 0 : 1;
}

}  // namespace
}  // namespace rapport::bench

int main(int count, char** values) {
  try {
    return rapport::bench::run(rapport::bench::Arguments(count, values));
  } catch (const std::exception& error) {
    fmt::print(stderr, "voice: {}\n", error.what());
    return 1;
  }
}
