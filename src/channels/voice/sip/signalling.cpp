#include "channels/voice/sip/signalling.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <future>
#include <thread>

#include "base/check.h"
#include "base/inbox.h"
#include "channels/voice/sip/agent.h"

extern "C" int dbg_init(int level, int flags);  // re_dbg.h is full of macros

namespace rapport::sip {

const char* name_of(Transport transport) {
  switch (transport) {
    case Transport::udp:
      return "udp";
    case Transport::tcp:
      return "tcp";
    case Transport::tls:
      return "tls";
  }
  return "";
}

namespace {

struct Stop {};
using Letter = std::variant<Command, Configuration, Stop>;

}  // namespace

struct Signalling::Impl {
  Impl(Options given, Sink given_sink, log::Log& given_log)
      : options(std::move(given)),
        sink(std::move(given_sink)),
        log(given_log),
        letters(options.limits.commands) {}

  void run();
  void take_letters();
  bool send(Letter letter) {
    if (!letters.send(std::move(letter))) return false;
    const std::uint64_t one = 1;
    (void)!write(bell, &one, sizeof one);
    return true;
  }

  Options options;
  Sink sink;
  log::Log& log;
  // libre's own queue between threads is a pipe that loses what does not fit: an Inbox and a bell instead.
  Inbox<Letter> letters;
  int bell = -1;
  std::vector<Listener> listeners;
  std::vector<Letter> taken;
  Counts counts;
  std::promise<Result<void>> started;
  std::unique_ptr<Agent> agent;  // only on the thread
  std::thread thread;
};

// libre lets each thread have its own loop, timers and table of descriptors; what lives here is touched by no
// other one.
void Signalling::Impl::run() {
  if (libre_init() != 0 || re_thread_init() != 0) {
    started.set_value(fail(ErrorCode::internal, "sip_thread", "libre's loop could not be set up"));
    return;
  }
  dbg_init(0, 0);  // emergencies only: it writes to standard error
  // The table is indexed by descriptor number; beyond it sockets would be refused silently.
  fd_setsize(65'536);
  bell = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  RAPPORT_CHECK(bell >= 0);
  agent = std::make_unique<Agent>(options, sink, log, counts);
  listeners = options.listeners;
  Result<void> result = agent->listen(listeners);
  const bool is_running = result.has_value();
  if (is_running)
    fd_listen(
        bell, FD_READ, [](int, void* self) { static_cast<Impl*>(self)->take_letters(); }, this);
  started.set_value(std::move(result));
  if (is_running) {
    const int error = re_main(nullptr);
    if (error != 0) log.error("sip loop stopped", {{"error", error}});
    fd_close(bell);
  }
  agent.reset();
  fd_setsize(0);
  re_thread_close();
}

void Signalling::Impl::take_letters() {
  std::uint64_t rung = 0;
  (void)!read(bell, &rung, sizeof rung);
  // Some at a time, so that a flood of commands does not keep the sockets waiting.
  if (!letters.receive(taken, 256, std::chrono::steady_clock::time_point{})) return;
  for (Letter& letter : taken) {
    if (auto* command = std::get_if<Command>(&letter)) {
      agent->carry_out(std::move(*command));
    } else if (auto* configuration = std::get_if<Configuration>(&letter)) {
      agent->configure(std::move(*configuration));
    } else {
      agent->close();
      re_cancel();
    }
  }
  if (taken.size() == 256) {
    const std::uint64_t one = 1;
    (void)!write(bell, &one, sizeof one);
  }
}

Signalling::Signalling(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Result<std::unique_ptr<Signalling>> Signalling::start(Options options, Sink sink, log::Log& log) {
  RAPPORT_CHECK(options.new_leg_id != nullptr);
  auto impl = std::make_unique<Impl>(std::move(options), std::move(sink), log);
  auto result = impl->started.get_future();
  impl->thread = std::thread([inner = impl.get()] { inner->run(); });
  Result<void> outcome = result.get();
  if (!outcome) {
    impl->thread.join();
    if (impl->bell >= 0) ::close(impl->bell);
    return tl::unexpected(outcome.error());
  }
  return std::unique_ptr<Signalling>(new Signalling(std::move(impl)));
}

Signalling::~Signalling() {
  // The inbox may be full for a moment; the thread empties it.
  while (!impl_->send(Stop{}))
    std::this_thread::yield();
  impl_->thread.join();
  ::close(impl_->bell);
}

bool Signalling::post(Command command) {
  return impl_->send(std::move(command));
}

bool Signalling::configure(Configuration configuration) {
  return impl_->send(std::move(configuration));
}

Signalling::Figures Signalling::figures() const {
  return {impl_->counts.legs, impl_->counts.requests, impl_->counts.timers, impl_->letters.size()};
}

const std::vector<Listener>& Signalling::listeners() const {
  return impl_->listeners;
}

}  // namespace rapport::sip
