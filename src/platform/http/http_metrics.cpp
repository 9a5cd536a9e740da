#include "platform/http/http_metrics.h"

#include <string>

namespace rapport::http {

HttpMetrics::HttpMetrics(metrics::Metrics& metrics)
    : refused_connections(metrics.counter("rapport_http_refused_connections_total",
                                          "Connections closed at once because the limit was reached")),
      failed_accepts(metrics.counter("rapport_http_failed_accepts_total",
                                     "Connections that could not be accepted (descriptors, memory)")),
      rate_limited(metrics.counter("rapport_http_rate_limited_total", "Requests answered 429 by address")),
      slow_sockets(metrics.counter("rapport_http_slow_sockets_total",
                                   "WebSockets closed because their client did not read fast enough")),
      seconds_(metrics.histogram("rapport_http_request_seconds",
                                 "From the request's header to its last byte written",
                                 {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10})),
      connections_(metrics.gauge("rapport_http_connections", "Open connections, WebSockets among them")),
      sockets_(metrics.gauge("rapport_http_sockets", "Open WebSockets")) {
  for (int i = 0; i < 6; ++i) {
    const std::string status_class = i == 0 ? "other" : std::to_string(i) + "xx";
    by_class_[i] = &metrics.counter("rapport_http_requests_total", "Requests by class of status",
                                    {{"status", status_class}});
  }
}

void HttpMetrics::count_request(int status, double duration_s) {
  const int status_class = status >= 100 && status < 600 ? status / 100 : 0;
  by_class_[status_class]->add(1);
  seconds_.observe(duration_s);
}

}  // namespace rapport::http
