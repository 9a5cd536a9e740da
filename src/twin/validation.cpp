#include "twin/validation.h"

#include <fmt/format.h>

#include <cmath>
#include <initializer_list>
#include <iterator>
#include <utility>

#include "platform/contract/json.h"
#include "twin/figures.h"

namespace rapport::twin {
namespace {

// The interval of the mean is t * s / sqrt(n); that of one more day t * s * sqrt(1 + 1 / n).
TwinErrors errors_of(const Figures& actual, const Estimates& simulated,
                     std::initializer_list<const char*> wanted) {
  TwinErrors out;
  for (const char* name : wanted) {
    const auto was = actual.find(name);
    const auto found = simulated.find(name);
    if (was == actual.end() || !was->second || found == simulated.end() || found->second.runs < 2) continue;
    TwinError error;
    error.actual = *was->second;
    error.simulated = found->second;
    error.error = error.simulated.mean - error.actual;
    const double half = error.simulated.half_width * std::sqrt(error.simulated.runs + 1.0);
    error.low = error.simulated.mean - half;
    error.high = error.simulated.mean + half;
    error.is_within = error.actual >= error.low && error.actual <= error.high;
    out.emplace(name, error);
  }
  return out;
}

constexpr std::initializer_list<const char*> of_waits = {"service_level", "abandonment", "asa_s"};

void error_rows(std::string& text, const TwinErrors& errors) {
  for (const auto& [name, one] : errors)
    fmt::format_to(std::back_inserter(text), "  {:<16}{:>10.3f}{:>12.3f}{:>+10.3f}   {:.3f} to {:.3f}{}\n",
                   name, one.actual, one.simulated.mean, one.error, one.low, one.high,
                   one.is_within ? "" : "  outside");
}

}  // namespace

Result<ValidatedDay> validate(const RecordedDay& day, const ReplicateOptions& options) {
  const auto played = replicate(inputs_of(day.scenario), options);
  if (!played) return tl::unexpected<Error>(played.error());
  ValidatedDay out;
  out.start = day.actual.start;
  out.end = day.actual.end;
  out.replications = played->replications;
  out.offered = day.actual.total.offered;
  out.total = errors_of(figures_of(day.actual.total), played->total, of_waits);
  out.agents = errors_of(figures_of(day.actual.agents), played->agents, {"occupancy"});
  for (std::size_t i = 0; i < day.actual.queues.size(); ++i) {
    const QueueReport& queue = day.actual.queues[i];
    if (queue.total.offered == 0) continue;
    out.queues.push_back({queue.queue, queue.total.offered,
                          errors_of(figures_of(queue.total), played->queues[i].figures, of_waits)});
  }
  out.fits = day.fits;
  out.notes = day.notes;
  return out;
}

std::string to_json(const ValidatedDay& validated) {
  return contract::encode(validated);
}

std::string to_table(const ValidatedDay& validated) {
  std::string text = fmt::format("{} runs from the day's inputs alone; {} contacts came\n",
                                 validated.replications, validated.offered);
  const auto head = [&](const std::string& of) {
    fmt::format_to(std::back_inserter(text), "\n  {:<16}{:>10}{:>12}{:>10}   {}\n", of, "actual", "simulated",
                   "error", "95 % of such days");
  };
  head("all queues");
  error_rows(text, validated.total);
  error_rows(text, validated.agents);
  for (const QueueErrors& queue : validated.queues) {
    head(queue.queue);
    error_rows(text, queue.figures);
  }
  for (const std::string& note : validated.notes)
    text += "\n" + note;
  return text + (validated.notes.empty() ? "" : "\n");
}

}  // namespace rapport::twin
