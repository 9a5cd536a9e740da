#include "voice/held_calls.h"

#include <fmt/format.h>

#include <stdexcept>

namespace rapport::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds call_patience{60};
constexpr std::chrono::milliseconds between_calls{20};
constexpr int looks_max = 3;

double bytes_below(const fs::path& folder) {
  double bytes = 0;
  std::error_code gone;
  for (fs::recursive_directory_iterator at(folder, gone), end; at != end; at.increment(gone))
    if (at->is_regular_file(gone)) bytes += static_cast<double>(at->file_size(gone));
  return bytes;
}

}  // namespace

void HeldCalls::hold(std::size_t calls) {
  Outside& outside = around_.outside;
  if (calls < up_) {
    const std::size_t wanted = outside.figures().ended + (up_ - calls);
    outside.hang_up_after({}, up_ - calls);
    outside.wait_until([&](const Outside::Figures& now) { return now.ended >= wanted; }, call_patience);
    up_ = calls;
    return around_.net.run_for(search_.settle);
  }
  const std::size_t talking = outside.figures().talking, wanted = talking + calls - up_;
  for (; up_ < calls; ++up_) {
    outside.call(number_of(way_));
    around_.net.run_for(between_calls);
  }
  const auto deadline = Clock::now() + call_patience;
  while (outside.figures().talking < wanted && Clock::now() < deadline)
    around_.net.run_for(between_calls);
  if (const std::size_t now = outside.figures().talking; now < wanted)
    throw std::runtime_error(
        fmt::format("{}: {} of {} calls were not connected", name_of(way_), wanted - now, wanted - talking));
}

HeldCalls::Look HeldCalls::look() {
  around_.net.run_for(search_.settle);
  Look look;
  look.calls = up_;
  const auto began = Clock::now();
  const double processor_before = around_.server.processor_s();
  const double bytes_before = is_recorded(way_) ? bytes_below(around_.data / "recordings") : 0;
  look.heard = around_.outside.sound().listen(search_.listen);
  const double took_s = std::chrono::duration<double>(Clock::now() - began).count();
  look.cores = (around_.server.processor_s() - processor_before) / took_s;
  look.resident_mb = around_.server.resident_mb();
  if (is_recorded(way_))
    look.disk_bytes_per_s = (bytes_below(around_.data / "recordings") - bytes_before) / took_s;
  return look;
}

bool HeldCalls::holds(Look& look) const {
  if (search_.is_quick) return look.heard.received > 0;
  return look.heard.loss() < 0.01 && look.heard.delay_ms.at(0.99) < 5;
}

void HeldCalls::report(Look& look, const std::string& name, const Figures& figures) const {
  figures.report(name + "_loss", look.heard.loss(), "1");
  figures.report(name + "_delay_p50", look.heard.delay_ms.at(0.5), "ms");
  figures.report(name + "_delay_p99", look.heard.delay_ms.at(0.99), "ms");
  figures.report(name + "_sender_late", look.heard.late_ms, "ms");
  figures.report(name + "_server", look.cores, "cores");
}

HeldCalls::Look HeldCalls::look_well(std::size_t calls, const Figures& figures) {
  hold(calls);
  Look best = look();
  for (int again = 1; again < looks_max && !holds(best); ++again)
    best = look();
  report(best, fmt::format("{}_{}", name_of(way_), calls), figures);
  return best;
}

std::size_t HeldCalls::find_most(const Figures& figures) {
  resident_mb_before_ = around_.server.resident_mb();
  Look best;
  std::size_t broken = search_.most + 1;
  for (std::size_t next = std::min(search_.first, search_.most); next < broken;) {
    Look now = look_well(next, figures);
    const bool is_held = holds(now);
    (is_held ? best.calls : broken) = next;
    if (is_held) best = std::move(now);
    if (broken > search_.most) {
      if (next == search_.most) break;
      next = std::min(2 * next, search_.most);
    } else {
      // To a sixteenth.
      if (broken - best.calls <= std::max<std::size_t>(1, broken / 16)) break;
      next = (best.calls + broken) / 2;
    }
  }
  const std::string name = name_of(way_);
  figures.report(name + "_held", static_cast<double>(best.calls), "calls");
  if (best.calls == 0) return 0;
  const auto calls = static_cast<double>(best.calls);
  figures.report(name + "_held_delay_p99", best.heard.delay_ms.at(0.99), "ms");
  figures.report(name + "_held_loss", best.heard.loss(), "1");
  figures.report(name + "_held_server", best.cores, "cores");
  figures.report(name + "_calls_per_core", calls / best.cores, "calls");
  figures.report(name + "_memory_per_call",
                 std::max(0.0, best.resident_mb - resident_mb_before_) * 1'024 / calls, "kB");
  if (is_recorded(way_))
    figures.report(name + "_disk_per_hour", best.disk_bytes_per_s / calls * 3'600 / 1e6, "MB");
  return best.calls;
}

void HeldCalls::end_all() {
  hold(0);
}

}  // namespace rapport::bench
