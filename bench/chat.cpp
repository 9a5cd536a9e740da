// bench/chat: the chat under load, over real sockets, against the real server on the same machine.
//   chat [--quick] [--conversations N] [--agents N] [--seconds N] [--idle N] [--program FILE]
// 2,000 conversations with a message a second each: milliseconds from send to the other side's receipt by one
// clock, and whether any was lost or doubled; then the server's memory with 20,000 idle visitors connected.
// Exit code 1 when a message was lost, doubled or refused. --quick: 50 conversations for 3 s, to see that it
// works.
#include <sys/resource.h>

#include <exception>
#include <thread>

#include <fmt/format.h>

#include "chat/idle_visitors.h"
#include "chat/talks.h"
#include "support/arguments.h"
#include "support/server_process.h"
#include "support/temporary_folder.h"

namespace rapport::bench {
namespace {

const Figures figures("chat");

struct Size {
  std::size_t conversations, agents, seconds, idle;
};

// Of the server's open files, what is left for idle visitors.
constexpr std::size_t files_kept = 250;

double own_processor_s() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

void report(const std::string& name, Latencies& latencies) {
  figures.report(name + "_p50", latencies.at(0.5), "ms");
  figures.report(name + "_p99", latencies.at(0.99), "ms");
  figures.report(name + "_p99.9", latencies.at(0.999), "ms");
  figures.report(name + "_max", latencies.at(1), "ms");
}

bool measure_talks(Net& net, ServerProcess& server, ApiClient& admin, Workplace& place, const Size& size) {
  Talks talks(net, server.port(), place);
  talks.open(size.conversations);
  net.run_for(std::chrono::seconds(1));
  figures.report_load("before");
  const double server_s = server.processor_s(), own_s = own_processor_s();
  Talked talked = talks.run(std::chrono::seconds(size.seconds));
  const double server_cost = server.processor_s() - server_s;
  figures.report_load("after");
  figures.report("conversations", static_cast<double>(size.conversations), "conversations");
  figures.report("agents", static_cast<double>(size.agents), "agents");
  figures.report("rate", static_cast<double>(talked.sent) / talked.seconds, "messages/s");
  report("delivery", talked.all);
  report("delivery_to_agent", talked.to_agent);
  report("delivery_to_visitor", talked.to_visitor);
  figures.report("client_late_p99", talked.late.at(0.99), "ms");
  figures.report("server_processor", server_cost * 1e6 / static_cast<double>(talked.sent), "us/message");
  figures.report("client_processor", (own_processor_s() - own_s) * 1e6 / static_cast<double>(talked.sent),
                 "us/message");
  figures.report("sent", static_cast<double>(talked.sent), "messages");
  figures.report("lost", static_cast<double>(talked.lost), "messages");
  figures.report("doubled", static_cast<double>(talked.doubled), "messages");
  figures.report("refused", static_cast<double>(talked.refused), "messages");
  figures.report("broken_connections", static_cast<double>(talked.broken_connections), "connections");
  const std::size_t wrong = talks.check_history(admin);
  figures.report("histories_wrong", static_cast<double>(wrong), "conversations");
  figures.report("resident_after_talks", server.resident_mb(), "MB");
  talks.leave();
  return talked.lost + talked.doubled + talked.refused + talked.broken_connections + wrong == 0;
}

bool measure_idle(ServerProcess& server, const std::string& chat_key, std::size_t wanted, bool is_quick) {
  const std::size_t files = server.open_files_max();
  const std::size_t count = files < wanted + files_kept ? files - files_kept : wanted;
  if (count < wanted)
    fmt::print(stderr, "chat: the server may open {} files here: {} idle visitors instead of {}\n", files,
               count, wanted);
  const double before_mb = server.resident_mb();
  IdleVisitors visitors(server.port(), chat_key);
  visitors.enter(count);
  // Beyond two of the server's pings.
  std::this_thread::sleep_for(std::chrono::seconds(is_quick ? 1 : 60));
  const double with_mb = server.resident_mb();
  const std::size_t held = visitors.leave();
  figures.report("idle_visitors", static_cast<double>(held), "connections");
  figures.report("resident_before_idle", before_mb, "MB");
  figures.report("resident_with_idle", with_mb, "MB");
  figures.report("resident_per_idle_visitor", (with_mb - before_mb) * 1024 / static_cast<double>(count),
                 "KB");
  return held == count;
}

int run(Arguments arguments) {
  const bool is_quick = arguments.has("--quick");
  Size size = is_quick ? Size{50, 5, 3, 200} : Size{2'000, 100, 30, 20'000};
  size.conversations = arguments.number("--conversations", size.conversations);
  size.agents = arguments.number("--agents", size.agents);
  size.seconds = arguments.number("--seconds", size.seconds);
  size.idle = arguments.number("--idle", size.idle);
  const std::string program = arguments.text("--program", "");
  arguments.check_all_known();

  raise_open_files();
  TemporaryFolder folder;
  ServerProcess server(program, folder.path());
  server.start();
  bool is_good = true;
  std::string chat_key;
  {
    Net net;
    ApiClient admin(net, server.port(), 4);
    sign_in_admin(admin);
    const std::size_t chats_each = (size.conversations + size.agents - 1) / size.agents;
    Workplace place = make_workplace(net, server.port(), admin, "Bench", {size.agents, chats_each});
    is_good = measure_talks(net, server, admin, place, size);
    chat_key = place.chat_key;
  }
  if (size.idle > 0) is_good = measure_idle(server, chat_key, size.idle, is_quick) && is_good;
  server.stop();
  return is_good ? 0 : 1;
}

}  // namespace
}  // namespace rapport::bench

int main(int argc, char** argv) {
  try {
    return rapport::bench::run({argc, argv});
  } catch (const std::exception& error) {
    fmt::print(stderr, "chat: {}\n", error.what());
    return 1;
  }
}
