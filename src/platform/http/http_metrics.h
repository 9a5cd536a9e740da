// What the server counts. Handles are taken once, at start.
#pragma once

#include "platform/metrics/metrics.h"

namespace rapport::http {

struct HttpMetrics {
  explicit HttpMetrics(metrics::Metrics& metrics);

  void count_request(int status, double duration_s);
  void connection_opened() { connections_.set(static_cast<double>(++connection_count)); }
  void connection_closed() { connections_.set(static_cast<double>(--connection_count)); }
  void socket_opened() { sockets_.set(static_cast<double>(++socket_count)); }
  void socket_closed() { sockets_.set(static_cast<double>(--socket_count)); }

  std::size_t connection_count = 0;  // all, sockets among them
  std::size_t socket_count = 0;
  metrics::Counter& refused_connections;  // over connections_max
  metrics::Counter& failed_accepts;       // out of descriptors or memory
  metrics::Counter& rate_limited;
  metrics::Counter& slow_sockets;  // closed with 1013

 private:
  metrics::Counter* by_class_[6];
  metrics::Histogram& seconds_;
  metrics::Gauge& connections_;
  metrics::Gauge& sockets_;
};

}  // namespace rapport::http
