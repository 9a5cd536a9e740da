#include "program/commands/serve.h"

#include <csignal>
#include <iostream>

namespace rapport::program {
namespace {

sigset_t stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

}  // namespace

void block_signals() {
  const sigset_t signals = stop_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

int serve_until_signal(Server& server, const std::function<void()>& started) {
  if (auto listening = server.start(); !listening) {
    std::cerr << "rapport: " << listening.error().detail << "\n";
    return 1;
  }
  started();
  const sigset_t signals = stop_signals();
  int signal = 0;
  sigwait(&signals, &signal);
  server.stop();
  return 0;
}

int serve(const Settings& settings) {
  block_signals();
  auto server = Server::build(settings);
  if (!server) {
    std::cerr << "rapport serve: " << server.error().detail << "\n";
    return 1;
  }
  return serve_until_signal(**server, [] {});
}

}  // namespace rapport::program
