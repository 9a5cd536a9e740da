#include "platform/http/net.h"

#include <fmt/format.h>

#include <boost/asio/post.hpp>
#include <random>

namespace rapport::http {

void NetInbox::push(std::shared_ptr<Wakeable> wakeable) {
  std::lock_guard lock(mutex_);
  if (!io_) return;
  waiting_.push_back(std::move(wakeable));
  if (is_posted_) return;
  is_posted_ = true;
  boost::asio::post(*io_, [self = shared_from_this()] { self->drain(); });
}

void NetInbox::close() {
  std::vector<std::shared_ptr<Wakeable>> dropped;  // destroyed without the lock: a dropped Reply pushes
  std::lock_guard lock(mutex_);
  io_ = nullptr;
  dropped.swap(waiting_);
}

void NetInbox::drain() {
  std::vector<std::shared_ptr<Wakeable>> taken;
  {
    std::lock_guard lock(mutex_);
    taken.swap(waiting_);
    is_posted_ = false;
  }
  for (const auto& wakeable : taken)
    wakeable->on_wake();
}

Net::Net(boost::asio::io_context& io_context, const ServerOptions& server_options, const Router::Impl& routes,
         log::Log& server_log, metrics::Metrics& server_metrics)
    : io(io_context),
      options(server_options),
      router(routes),
      log(server_log),
      metrics(server_metrics),
      inbox(std::make_shared<NetInbox>(io_context)) {
  std::random_device random;
  request_id_prefix_ = (static_cast<std::uint64_t>(random()) << 32) | random();
}

void Net::add(std::shared_ptr<Peer> peer) {
  Peer& added = *peer;
  added.place_ = peers.insert(peers.end(), std::move(peer));
}

void Net::remove(Peer& peer) {
  peers.erase(peer.place_);
  if (is_stopping && peers.empty()) io.stop();
}

// Unique enough to find one request in the logs of all nodes; says nothing about the client.
std::string Net::next_request_id() {
  return fmt::format("{:016x}-{:x}", request_id_prefix_, ++request_number_);
}

}  // namespace rapport::http
