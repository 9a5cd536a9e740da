#include "channels/voice/media/handshakes.h"

#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <thread>
#include <unordered_map>

#include "channels/voice/media/delivery.h"
#include "channels/voice/media/dtls_session.h"
#include "channels/voice/media/queues.h"
#include "channels/voice/media/rtp_packet.h"

namespace rapport::media {
namespace {

constexpr std::size_t queue_max = 4096;

struct Job {
  enum Kind { expect, datagram, forget } kind = forget;
  LegId leg;
  std::size_t thread = 0;
  int socket = -1;
  std::string fingerprint;
  Address from;
  std::size_t size = 0;
  std::array<std::uint8_t, packet_bytes_max> bytes;
  Job() {}
};

struct Visitor {
  LegId leg;
  std::size_t thread = 0;
  int socket = -1;
  std::string fingerprint;
  Address to;
  std::unique_ptr<DtlsSession> session;
  bool is_done = false;  // keys or failure were told

  void send(std::span<const std::uint8_t> bytes) const {
    ::sendto(socket, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL, to.raw(), to.length());
  }
};

}  // namespace

struct Handshakes::Impl {
  Impl(DtlsContext dtls, Post to) : context(std::move(dtls)), post(std::move(to)), jobs(queue_max) {}

  DtlsContext context;
  Post post;
  ManyToOne<Job> jobs;
  Bell bell;
  std::atomic<bool> is_stopping = false;
  std::unordered_map<LegId, Visitor> visitors;  // the thread's own
  std::thread thread;

  void add(Job& job) {
    // A full queue loses the datagram; DTLS sends it again. `expect` and `forget` are rare and must not be
    // lost.
    while (!jobs.push(job) && job.kind != Job::datagram && !is_stopping)
      std::this_thread::yield();
    bell.ring();
  }

  void run() {
    Job job;
    while (!is_stopping) {
      bell.wait(retransmit());
      while (!is_stopping && jobs.pop(job))
        work(job);
    }
  }

  void work(Job& job) {
    if (job.kind == Job::forget) {
      visitors.erase(job.leg);
      return;
    }
    if (job.kind == Job::expect) {
      Visitor& visitor = visitors[job.leg];
      if (visitor.fingerprint != job.fingerprint) visitor = Visitor();  // another browser took the leg over
      visitor.leg = job.leg;
      visitor.thread = job.thread;
      visitor.socket = job.socket;
      visitor.fingerprint = std::move(job.fingerprint);
      return;
    }
    const auto it = visitors.find(job.leg);
    if (it == visitors.end()) return;
    Visitor& visitor = it->second;
    if (!visitor.session) visitor.session = std::make_unique<DtlsSession>(context);
    visitor.to = job.from;
    const auto state = visitor.session->receive(
        {job.bytes.data(), job.size}, [&](std::span<const std::uint8_t> bytes) { visitor.send(bytes); });
    conclude(visitor, state);
  }

  void conclude(Visitor& visitor, DtlsSession::State state) {
    if (state == DtlsSession::State::closed) {
      post(visitor.thread, FailLeg{visitor.leg, FailureReason::dtls_closed});
      visitor.session.reset();
      return;
    }
    if (visitor.is_done || state == DtlsSession::State::shaking) return;
    visitor.is_done = true;
    if (state == DtlsSession::State::failed) {
      post(visitor.thread, FailLeg{visitor.leg, FailureReason::dtls_failed});
      return;
    }
    if (visitor.session->peer_fingerprint() != visitor.fingerprint) {
      post(visitor.thread, FailLeg{visitor.leg, FailureReason::fingerprint_mismatch});
      return;
    }
    auto srtp = visitor.session->keys();
    if (srtp)
      post(visitor.thread, SecureLeg{visitor.leg, std::move(*srtp)});
    else
      post(visitor.thread, FailLeg{visitor.leg, FailureReason::dtls_failed});
  }

  // Milliseconds until somebody has to be reminded; -1: nobody.
  int retransmit() {
    int next = -1;
    for (auto& entry : visitors) {
      Visitor& visitor = entry.second;
      if (!visitor.session || visitor.is_done) continue;
      const auto left =
          visitor.session->again([&](std::span<const std::uint8_t> bytes) { visitor.send(bytes); });
      if (visitor.session->state() == DtlsSession::State::failed)
        conclude(visitor, DtlsSession::State::failed);
      if (left) next = next < 0 ? *left : std::min(next, *left);
    }
    return next;
  }
};

Handshakes::Handshakes(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {
  impl_->thread = std::thread([this] { impl_->run(); });
}

Handshakes::~Handshakes() {
  stop();
}

void Handshakes::stop() {
  impl_->is_stopping = true;
  impl_->bell.ring();
  if (impl_->thread.joinable()) impl_->thread.join();
}

Result<std::unique_ptr<Handshakes>> Handshakes::start(const std::string& certificate_pem, Post post) {
  auto context = DtlsContext::make(certificate_pem);
  if (!context) return tl::unexpected(context.error());
  return std::unique_ptr<Handshakes>(
      new Handshakes(std::make_unique<Impl>(std::move(*context), std::move(post))));
}

const std::string& Handshakes::fingerprint() const {
  return impl_->context.fingerprint();
}

void Handshakes::expect(LegId leg, std::size_t thread, int socket, const std::string& fingerprint) {
  Job job;
  job.kind = Job::expect;
  job.leg = leg;
  job.thread = thread;
  job.socket = socket;
  job.fingerprint = fingerprint;
  impl_->add(job);
}

void Handshakes::datagram(LegId leg, std::span<const std::uint8_t> bytes, const Address& from) {
  Job job;
  if (bytes.size() > job.bytes.size()) return;
  job.kind = Job::datagram;
  job.leg = leg;
  job.from = from;
  job.size = bytes.size();
  std::memcpy(job.bytes.data(), bytes.data(), bytes.size());
  impl_->add(job);
}

void Handshakes::forget(LegId leg) {
  Job job;
  job.kind = Job::forget;
  job.leg = leg;
  impl_->add(job);
}

}  // namespace rapport::media
