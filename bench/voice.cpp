// bench/voice: phone calls through the whole server: SIP, flow and queue, an agent's phone that answers,
// sound both ways, hang-up.
//   voice [--quick] [--agents N] [--seconds N] [--program FILE]
// Callers and agents' phones are this program, over real sockets on loopback; calls a second first, then
// calls that are held. A rate holds while no call fails and the 99th percentile from INVITE to the agent's
// first sound stays under 200 ms; held calls hold while less than 1 % of their packets is lost and the 99th
// percentile of the way through the server stays under 5 ms.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <thread>

#include "support/arguments.h"
#include "support/server_process.h"
#include "support/workplace.h"
#include "voice/outside.h"

namespace rapport::bench {
namespace {

namespace json = boost::json;

const Figures figures("voice");
constexpr const char* number = "+861066660000";
constexpr std::chrono::seconds patience{60};
constexpr std::chrono::seconds talk_time{1};

struct Size {
  std::size_t agents, seconds;
};

std::uint16_t free_udp_port() {
  return Sound([](Sound::Leg, Clock::time_point) {}).port();
}

// A queue for calls, its agents' phones outside, and the number; everything through the demo's trunk for this
// machine.
void make_exchange(ApiClient& admin, const Workplace& place, std::uint16_t outside_port) {
  json::array members;
  for (const auto& agent : place.agents)
    members.emplace_back(agent->id());
  const json::object queue{
      {"name", "Calls"}, {"channel", "voice"}, {"member_ids", members}, {"rules", {{"wrap_up_limit_s", 1}}}};
  const std::string queue_id = text_of(admin.post("/queues", json::serialize(queue)), "id");
  const json::value trunk = admin.get("/trunks").at("items").at(0);
  const std::string trunk_id = text_of(trunk, "id");
  json::object fields{{"name", text_of(trunk, "name")},
                      {"networks", trunk.at("networks")},
                      {"keep_alive_s", 0},
                      {"gateways", json::array{json::object{{"host", "127.0.0.1"}, {"port", outside_port}}}}};
  admin.put("/trunks/" + trunk_id, json::serialize(fields));
  admin.post("/phone-numbers",
             json::serialize(json::object{
                 {"number", number}, {"name", "Bench"}, {"queue_id", queue_id}, {"trunk_id", trunk_id}}));
  for (std::size_t i = 0; i < place.agents.size(); ++i)
    admin.post("/phones", json::serialize(json::object{{"agent_id", place.agents[i]->id()},
                                                       {"kind", "outside_number"},
                                                       {"outside_number", fmt::format("+8610{:08}", i)},
                                                       {"trunk_id", trunk_id}}));
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
    outside.call();
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

// One trunk gateway for all of it: the same outside serves every rate.
bool measure(Net& net, ServerProcess& server, std::uint16_t sip_port, ApiClient& admin, Workplace& place,
             const Size& size) {
  Outside outside(sip_port, number);
  make_exchange(admin, place, outside.port());
  net.run_for(std::chrono::seconds(1));
  figures.report_load("before");
  // Each call has its agent for the time it is talked and wrapped up.
  std::size_t held_rate = 0, talked = 0;
  for (const std::size_t rate : {5, 20, 40, 80, 160}) {
    if (rate * 5 / 2 > size.agents) break;
    outside.forget_latencies();
    const Outside::Figures before = outside.figures();
    Rated rated = place_calls(net, server, outside, rate, size.seconds);
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
    if (failed > 0 || rated.figures.agent_ms.at(0.99) > 200) break;
    held_rate = rate;
  }
  figures.report("rate_held", static_cast<double>(held_rate), "calls/s");

  std::size_t up = 0, held = 0;
  for (const std::size_t count : {20, 50, 100, 200, 300, 400, 600}) {
    if (count > size.agents) break;
    const std::size_t talking = outside.figures().talking;
    for (; up < count; ++up) {
      outside.call();
      net.run_for(std::chrono::milliseconds(20));
    }
    const std::size_t wanted = talking + count - held;
    const auto deadline = Clock::now() + patience;
    while (outside.figures().talking < wanted && Clock::now() < deadline)
      net.run_for(std::chrono::milliseconds(20));
    if (outside.figures().talking < wanted)
      throw std::runtime_error(fmt::format("only {} of {} calls were connected",
                                           outside.figures().talking - talking, count - held));
    const double processor_before = server.processor_s();
    Sound::Heard heard = outside.sound().listen(std::chrono::seconds(size.seconds));
    const double cores =
        (server.processor_s() - processor_before) / (static_cast<double>(size.seconds) + 0.5);
    const std::string name = fmt::format("held_{}", count);
    figures.report(name + "_loss", heard.loss(), "1");
    figures.report(name + "_delay_p50", heard.delay_ms.at(0.5), "ms");
    figures.report(name + "_delay_p99", heard.delay_ms.at(0.99), "ms");
    figures.report(name + "_sender_late", heard.late_ms, "ms");
    figures.report(name + "_server", cores, "cores");
    if (heard.loss() >= 0.01 || heard.delay_ms.at(0.99) >= 5) break;
    held = count;
    figures.report(name + "_calls_per_core", static_cast<double>(count) / cores, "calls");
  }
  figures.report("held", static_cast<double>(held), "calls");
  outside.hang_up_after({});
  outside.wait_until([](const Outside::Figures& now) { return now.ended == now.placed; }, patience);
  figures.report_load("after");
  const Outside::Figures last = outside.figures();
  figures.report("calls", static_cast<double>(last.placed), "calls");
  figures.report("calls_refused", static_cast<double>(last.refused), "calls");
  return talked > 0 && held > 0 && last.ended == last.placed;
}

int run(Arguments arguments) {
  const bool is_quick = arguments.has("--quick");
  Size size = is_quick ? Size{20, 2} : Size{400, 10};
  size.agents = arguments.number("--agents", size.agents);
  size.seconds = arguments.number("--seconds", size.seconds);
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
  const bool is_good = measure(net, server, sip_port, admin, place, size);
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
