#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iterator>

#include "twin/report.h"

namespace rapport::twin {
namespace {

std::string clock_of(Instant at, bool with_day) {
  const std::chrono::sys_time<std::chrono::microseconds> time{std::chrono::microseconds{at.us}};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{std::chrono::floor<std::chrono::seconds>(time - day)};
  std::string out;
  if (with_day)
    out = fmt::format("{:02}-{:02} ", static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  out += fmt::format("{:02}:{:02}", clock.hours().count(), clock.minutes().count());
  if (clock.seconds().count() != 0) out += fmt::format(":{:02}", clock.seconds().count());
  return out;
}

std::string percent(const std::optional<double>& share) {
  return share ? fmt::format("{:.1f}%", *share * 100) : "-";
}

// Seconds below two minutes, then minutes and seconds.
std::string wait(const std::optional<double>& s) {
  if (!s) return "-";
  if (*s < 120) return fmt::format("{:.1f}s", *s);
  const auto whole = static_cast<std::int64_t>(*s + 0.5);
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

std::string hours_of(double s) {
  return fmt::format("{:.1f}h", s / 3600);
}

using Out = std::back_insert_iterator<std::string>;

void queue_head(Out out, const std::string& first) {
  fmt::format_to(out, "  {:<12}{:>8}{:>9}{:>10}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}\n", first,
                 "offered", "answered", "abandoned", "lost", "SL", "aband.", "ASA", "p50", "p90", "p95",
                 "max", "queue");
}

void queue_row(Out out, const std::string& first, const QueueSummary& f) {
  fmt::format_to(out, "  {:<12}{:>8}{:>9}{:>10}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8.2f}\n", first,
                 f.offered, f.answered, f.abandoned, f.expired + f.refused + f.open_at_end,
                 percent(f.service_level), percent(f.abandonment), wait(f.asa_s), wait(f.wait_p50_s),
                 wait(f.wait_p90_s), wait(f.wait_p95_s), wait(f.wait_max_s), f.mean_queue_length);
}

struct GroupTitle {
  std::string name;
  std::string agents;
  std::size_t width = 0;
};

void group_row(Out out, const GroupTitle& title, const GroupSummary& f) {
  fmt::format_to(out, "  {:<{}}{:>8}{:>11}{:>11}{:>10}{:>10}{:>10}{:>10}{:>9}\n", title.name, title.width,
                 title.agents, hours_of(f.signed_in_s), percent(f.occupancy), hours_of(f.talk_s),
                 hours_of(f.wrap_up_s), hours_of(f.idle_s), hours_of(f.break_s),
                 f.concurrency ? fmt::format("{:.2f}", *f.concurrency) : "-");
}

}  // namespace

std::string to_table(const Report& report) {
  std::string text;
  const Out out(text);
  const bool with_day = (report.end - report.start) > hours(24);
  fmt::format_to(out, "{}: {} to {} UTC, seed {}, {} contacts, {} events\n",
                 report.scenario.empty() ? "scenario" : report.scenario, clock_of(report.start, true),
                 clock_of(report.end, true), report.seed, report.contacts, report.events);
  for (const QueueReport& queue : report.queues) {
    fmt::format_to(out, "\n{} (service level within {} s)\n", queue.queue, queue.service_level_within_s);
    queue_head(out, "from");
    for (const QueueInterval& interval : queue.intervals)
      queue_row(out, clock_of(interval.start, with_day), interval.figures);
    queue_row(out, "total", queue.total);
  }
  if (report.queues.size() > 1) {
    fmt::format_to(out, "\nall queues\n");
    queue_head(out, "");
    queue_row(out, "total", report.total);
  }
  std::size_t width = 16;
  for (const GroupReport& group : report.groups)
    width = std::max(width, group.group.size());
  fmt::format_to(out, "\n  {:<{}}{:>8}{:>11}{:>11}{:>10}{:>10}{:>10}{:>10}{:>9}\n", "group", width, "agents",
                 "signed in", "occupancy", "talk", "wrap-up", "idle", "break", "at once");
  for (const GroupReport& group : report.groups)
    group_row(out, {group.group, fmt::format("{}", group.agents), width}, group.total);
  if (report.groups.size() > 1) group_row(out, {"all groups", "", width}, report.agents);
  return text;
}

}  // namespace rapport::twin
