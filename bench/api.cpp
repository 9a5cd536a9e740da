// bench/api: how long the commonest requests take, how soon the server is ready, and what it weighs, against
// the real server.
//   api [--quick] [--history N] [--open N] [--queued N] [--rate N] [--seconds N] [--program FILE]
// With 2,000 conversations of the past and 200 open ones: ten kinds of requests at 300 a second in all. Then
// 10,000 wait in a queue, the server is killed (SIGKILL) and started again. --quick: small numbers, to see
// that it works.
#include <fmt/format.h>

#include <exception>
#include <stdexcept>
#include <thread>

#include "api/customers.h"
#include "api/request_mix.h"
#include "api/thread.h"
#include "support/arguments.h"
#include "support/server_process.h"
#include "support/temporary_folder.h"

namespace rapport::bench {
namespace {

const Figures figures("api");
constexpr WorkplaceSize staff{20, 20};

struct Size {
  std::size_t history, open, queued, rate, seconds;
};

std::vector<RequestKind> ten_kinds(Workplace& place, ApiClient& admin,
                                   const std::vector<OpenConversation>& open) {
  const auto agent = [&](std::size_t n) { return place.agents[n % place.agents.size()].get(); };
  const auto one = [&](std::size_t n) { return open[n * 7 % open.size()]; };
  const auto get = [&](std::string path) {
    return [agent, path](std::size_t n, OnReply done) { agent(n)->send("GET", path, "", std::move(done)); };
  };
  const auto of_one = [one](const std::string& path, std::string OpenConversation::*id,
                            const std::string& rest) {
    return [=](std::size_t n, OnReply done) {
      const OpenConversation it = one(n);
      it.agent->send("GET", path + it.*id + rest, "", std::move(done));
    };
  };
  std::vector<RequestKind> kinds;
  kinds.push_back({"get_session", get("/session")});
  kinds.push_back({"get_desk", get("/desk")});
  kinds.push_back({"get_directory", get("/directory")});
  kinds.push_back({"get_board", [&admin](std::size_t, OnReply done) {
                     admin.send("GET", "/board", "", std::move(done));
                   }});
  kinds.push_back({"get_interaction", of_one("/interactions/", &OpenConversation::interaction_id, "")});
  kinds.push_back(
      {"list_messages", of_one("/interactions/", &OpenConversation::interaction_id, "/messages?limit=50")});
  kinds.push_back({"post_message", [one](std::size_t n, OnReply done) {
                     const OpenConversation it = one(n);
                     it.agent->post_message(it.interaction_id, fmt::format("mix{}", n),
                                            "One moment please, I am looking that up.", std::move(done));
                   }});
  // Every agent goes away and comes back.
  kinds.push_back({"put_presence", [agent, count = place.agents.size()](std::size_t n, OnReply done) {
                     const bool is_back = n / count % 2 == 1;
                     agent(n)->send("PUT", fmt::format("/agents/{}/presence", agent(n)->id()),
                                    fmt::format(R"({{"presence":"{}"}})", is_back ? "available" : "away"),
                                    std::move(done));
                   }});
  kinds.push_back({"get_customer", of_one("/customers/", &OpenConversation::customer_id, "")});
  kinds.push_back({"list_history", get("/interactions?limit=50")});
  return kinds;
}

bool measure_requests(Net& net, ServerProcess& server, ApiClient& admin, const Size& size) {
  Workplace place = make_workplace(net, server.port(), admin, "Bench", staff);
  std::vector<OpenConversation> open;
  Customers customers(net, server.port(), place);
  customers.talk(size.history, staff.agents * staff.chats_each / 2);
  open = customers.stay(size.open);
  net.run_for(std::chrono::seconds(1));
  std::vector<RequestKind> kinds = ten_kinds(place, admin, open);
  figures.report_load("before");
  run_mix(net, kinds, static_cast<double>(size.rate), std::chrono::seconds(size.seconds));
  figures.report_load("after");
  std::size_t failed = 0;
  for (RequestKind& kind : kinds) {
    figures.report(kind.name + "_p50", kind.latencies.at(0.5), "ms");
    figures.report(kind.name + "_p99", kind.latencies.at(0.99), "ms");
    failed += kind.failed;
  }
  figures.report("rate", static_cast<double>(size.rate), "requests/s");
  figures.report("conversations_of_the_past", static_cast<double>(size.history), "conversations");
  figures.report("requests_failed", static_cast<double>(failed), "requests");
  return failed == 0;
}

double open_interactions(Net& net, std::uint16_t port) {
  HttpPool pool(net, port, 1);
  std::string text;
  pool.send("GET", "/metrics", "", [&](HttpReply reply) { text = reply.body; });
  net.run_until([&] { return !text.empty(); }, std::chrono::seconds(10));
  const std::string name = "\nrapport_open_interactions ";
  const std::size_t at = text.find(name);
  return at == std::string::npos ? -1 : std::stod(text.substr(at + name.size()));
}

bool measure_recovery(Net& net, ServerProcess& server, ApiClient& admin, std::size_t queued) {
  Workplace nobody = make_workplace(net, server.port(), admin, "Unstaffed", {0, 0});
  const auto began = Clock::now();
  Customers customers(net, server.port(), nobody);
  customers.queue_up(queued, nobody.chat_key);
  const double took_s = std::chrono::duration<double>(Clock::now() - began).count();
  figures.report("conversations_started", static_cast<double>(queued) / took_s, "conversations/s");
  figures.report("resident_with_queued", server.resident_mb(), "MB");
  server.kill();
  const double ready_ms = server.start();
  const double open = open_interactions(net, server.port());
  figures.report("open_after_kill", open, "interactions");
  figures.report("ready_after_kill", ready_ms, "ms");
  return open >= static_cast<double>(queued);
}

int run(Arguments arguments) {
  const bool is_quick = arguments.has("--quick");
  Size size = is_quick ? Size{40, 20, 100, 100, 3} : Size{2'000, 200, 10'000, 300, 30};
  size.history = arguments.number("--history", size.history);
  size.open = arguments.number("--open", size.open);
  size.queued = arguments.number("--queued", size.queued);
  size.rate = arguments.number("--rate", size.rate);
  size.seconds = arguments.number("--seconds", size.seconds);
  const std::string program = arguments.text("--program", "");
  arguments.check_all_known();

  raise_open_files();
  TemporaryFolder folder;
  ServerProcess server(program, folder.path());
  figures.report("start_with_new_organisation", server.start(), "ms");
  server.stop();
  figures.report("start", server.start(), "ms");
  std::this_thread::sleep_for(std::chrono::seconds(2));
  figures.report("resident_idle", server.resident_mb(), "MB");
  Net net;
  bool is_good = true;
  {
    ApiClient admin(net, server.port(), 4);
    sign_in_admin(admin);
    is_good = measure_requests(net, server, admin, size);
    server.stop();
    figures.report("start_with_history", server.start(), "ms");
  }
  {
    server.stop();
    const std::int64_t talker = add_thread(folder.path(), is_quick ? 200 : 10'000);
    server.start();
    ApiClient admin(net, server.port(), 4);
    sign_in_admin(admin);
    measure_thread(admin, figures, talker, is_quick ? 5 : 200);
  }
  ApiClient admin(net, server.port(), 4);
  sign_in_admin(admin);
  is_good = measure_recovery(net, server, admin, size.queued) && is_good;
  server.stop();
  return is_good ? 0 : 1;
}

}  // namespace
}  // namespace rapport::bench

int main(int argc, char** argv) {
  try {
    return rapport::bench::run({argc, argv});
  } catch (const std::exception& error) {
    fmt::print(stderr, "api: {}\n", error.what());
    return 1;
  }
}
