#include "platform/metrics/metrics.h"

#include <doctest/doctest.h>

#include <thread>

namespace rapport::metrics {

TEST_CASE("Counters, gauges and histograms appear in the text") {
  Metrics metrics;
  metrics.counter("rapport_things_total", "Things", {{"kind", "a"}}).add(2);
  metrics.counter("rapport_things_total", "Things", {{"kind", "b"}}).add();
  metrics.gauge("rapport_level", "Level").set(1.5);
  metrics.histogram("rapport_seconds", "Seconds", {0.1, 1}).observe(0.5);
  const std::string text = metrics.text();
  CHECK(text.find("rapport_things_total{kind=\"a\"} 2") != std::string::npos);
  CHECK(text.find("rapport_things_total{kind=\"b\"} 1") != std::string::npos);
  CHECK(text.find("rapport_level 1.5") != std::string::npos);
  CHECK(text.find("rapport_seconds_bucket{le=\"0.1\"} 0") != std::string::npos);
  CHECK(text.find("rapport_seconds_bucket{le=\"1\"} 1") != std::string::npos);
  CHECK(text.find("rapport_seconds_count 1") != std::string::npos);
}

TEST_CASE("The same name and labels give the same counter, from any thread") {
  Metrics metrics;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&metrics] {
      for (int i = 0; i < 1000; ++i)
        metrics.counter("rapport_things_total", "Things").add();
    });
  for (auto& thread : threads)
    thread.join();
  CHECK(&metrics.counter("rapport_things_total", "") == &metrics.counter("rapport_things_total", ""));
  CHECK(metrics.text().find("rapport_things_total 4000") != std::string::npos);
}

}  // namespace rapport::metrics
