#include "program/commands/demo.h"

#include <fmt/format.h>

#include <iostream>

#include "program/commands/serve.h"
#include "program/demo_company.h"
#include "program/demo_organisation.h"
#include "program/parts.h"

namespace rapport::program {
namespace {

bool is_loopback_only(const std::string& address) {
  return address == "localhost" || address == "::1" || address.starts_with("127.");
}

void print_welcome(Server& server, const Demo& demo) {
  const std::string base = fmt::format("http://127.0.0.1:{}", server.port());
  fmt::print("\n  Rapport runs. Stop it with Ctrl-C.\n\n");
  fmt::print("  Desk           {}/desk/\n", base);
  fmt::print("  Demo company   {}/demo/     (a page with the chat in its corner)\n", base);
  fmt::print("                 {}/demo/?chat=flow     (its other chat begins with a flow)\n", base);
  fmt::print("  Help portal    {}/help/{}\n", base, demo_slug);
  fmt::print("  API reference  {}/api\n\n", base);
  for (const sip::Listener& listener : server.parts().voice.listeners()) {
    if (listener.transport != sip::Transport::udp) continue;
    fmt::print("  Telephone      sip:95500@{}:{}     (call it: baresip -e '/dial sip:95500@{}:{}')\n\n",
               listener.address, listener.port, listener.address, listener.port);
  }
  fmt::print("  Sign in as     (password of all: {})\n", demo_password);
  for (const DemoSignIn& one : demo.sign_ins)
    fmt::print("    {:<12} {:<26} {}\n", one.role, one.email, one.name);
  fmt::print("\n");
  std::fflush(stdout);
}

}  // namespace

int demo(const Settings& wanted, const std::string& time_zone) {
  if (const auto zone = workforce::Zone::named(time_zone); !zone) {
    std::cerr << "rapport demo: --time-zone: " << zone.error().detail << "\n";
    return 2;
  }
  Settings settings = wanted;
  if (!is_loopback_only(settings.http.address)) {
    std::cerr << "rapport demo: refuses to listen on " << settings.http.address
              << ": everyone knows the demo's passwords. It serves 127.0.0.1 only; use `rapport serve` for "
                 "anything else.\n";
    return 2;
  }
  if (settings.http.address == "localhost") settings.http.address = "127.0.0.1";
  if (settings.log_level == "info") settings.log.level = log::Level::warning;  // the welcome stays in sight
  if (settings.voice_listen.empty()) {
    settings.voice.sip.listeners = {{sip::Transport::udp, "127.0.0.1", 5'060},
                                    {sip::Transport::tcp, "127.0.0.1", 5'060}};
    settings.is_voice_needed = false;  // another demo, or a phone of this machine, may have the port
  }
  for (const sip::Listener& listener : settings.voice.sip.listeners) {
    if (is_loopback_only(listener.address)) continue;
    std::cerr << "rapport demo: refuses to listen on " << listener.address
              << " for calls: the demo's numbers are anybody's. It serves 127.0.0.1 only.\n";
    return 2;
  }
  block_signals();
  const Demo demo{demo_sign_ins()};
  auto server = Server::build(settings, &demo);
  if (!server) {
    std::cerr << "rapport demo: " << server.error().detail << "\n";
    return 1;
  }
  Server::Parts& parts = (*server)->parts();
  if (auto made = make_demo_company(parts, time_zone); !made) {
    std::cerr << "rapport demo: cannot make the demo company: " << made.error().detail;
    for (const Issue& issue : made.error().issues)
      std::cerr << "; " << issue.where << ": " << issue.what;
    std::cerr << "\n";
    return 1;
  }
  return serve_until_signal(**server, [&] { print_welcome(**server, demo); });
}

}  // namespace rapport::program
