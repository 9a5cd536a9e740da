#include "program/commands/erlang.h"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <cmath>
#include <functional>
#include <iostream>
#include <memory>
#include <optional>
#include <set>

#include "platform/contract/describe.h"
#include "platform/contract/json.h"
#include "program/commands/erlang_day.h"
#include "program/commands/quantities.h"
#include "workforce/queueing/erlang_a.h"
#include "workforce/queueing/erlang_b.h"
#include "workforce/queueing/erlang_c.h"
#include "workforce/queueing/staffing.h"

namespace rapport::program {

// What is printed with --json.
struct AgentsFound {
  int agents = 0;
  int positions = 0;
  double service_level = 0;
  double asa_s = 0;  // infinite: null
  double p_wait = 0;
  double p_abandon = 0;
  double occupancy = 0;
  double blocking = 0;
};
struct LinesFound {
  int lines = 0;
  int positions = 0;
  double service_level = 0;
  double asa_s = 0;
  double p_wait = 0;
  double p_abandon = 0;
  double occupancy = 0;
  double blocking = 0;
};
BOOST_DESCRIBE_STRUCT(AgentsFound, (),
                      (agents, positions, service_level, asa_s, p_wait, p_abandon, occupancy, blocking))
BOOST_DESCRIBE_STRUCT(LinesFound, (),
                      (lines, positions, service_level, asa_s, p_wait, p_abandon, occupancy, blocking))

namespace {

using workforce::Load;
using workforce::QueueFigures;
using workforce::ServiceTarget;
using workforce::size_max;

constexpr double week_s = 7 * 86'400;
constexpr double erlangs_max = 1e6;
constexpr double rate_max = 1e5;  // calls a second
constexpr int around = 3;         // sizes shown to either side of the answer

struct ErlangFlag {
  const char* name;
  const char* formulas;  // that know it
  const char* help;
};

constexpr ErlangFlag erlang_flags[] = {
    {"--calls", "abc", "Calls expected in an interval"},
    {"--interval", "abc", "Its length: 30m, 1h, 900s"},
    {"--aht", "abc", "Average handle time: 3m, 180s"},
    {"--traffic", "abc", "Offered work in Erlang, instead of --calls and --interval (and of --aht with b)"},
    {"--patience", "a", "Mean time until a caller who waits hangs up"},
    {"--target", "ac", "Service level: 80% or 0.8"},
    {"--within", "ac", "Answered within this time counts for the service level (default 20s)"},
    {"--asa", "ac", "Mean wait at most"},
    {"--abandonment", "a", "Callers who hang up, at most: 3%"},
    {"--max-occupancy", "ac", "Agents' busy time, at most: 85%"},
    {"--agents", "ac", "Figures at this size instead of a search"},
    {"--places", "c", "Places to wait; who finds them taken is turned away"},
    {"--blocking", "bc", "Turned away, at most: 2%"},
    {"--lines", "b", "Figures at this size instead of a search"},
    {"--redials", "b", "Of those turned away, how many try again at once"},
    {"--sources", "b", "So many people in all instead of endlessly many (Engset)"},
    {"--shrinkage", "abc", "Paid time that is not at work: 30%; positions count it in"},
};

struct ErlangLimits {
  double least = 0;
  double most = 0;
  bool is_least_in = true;
  bool is_most_in = true;

  bool hold(double x) const {
    return (is_least_in ? x >= least : x > least) && (is_most_in ? x <= most : x < most);
  }
};

// The arguments, read; a line of `errors` for each that is no amount or out of its limits.
class ErlangAmounts {
 public:
  ErlangAmounts(const ErlangOptions& options, std::ostream& errors) : options_(options), errors_(errors) {}

  std::optional<double> seconds(const char* name, ErlangLimits limits) {
    return amount(name, seconds_of, limits, "a length of time such as 20s, 3m or 1h30m",
                  [](double s) { return fmt::format("{:g}s", s); });
  }
  std::optional<double> share(const char* name, ErlangLimits limits) {
    return amount(name, share_of, limits, "a share such as 80% or 0.8",
                  [](double x) { return fmt::format("{:g}%", x * 100); });
  }
  std::optional<double> number(const char* name, ErlangLimits limits) {
    return amount(name, number_of, limits, "a number such as 12 or 0.5",
                  [](double x) { return fmt::format("{:g}", x); });
  }
  std::optional<int> whole(const char* name, double least, double most) {
    const auto value = amount(name, number_of, {least, most}, "a whole number",
                              [](double x) { return fmt::format("{:.0f}", x); });
    if (!value) return {};
    if (*value == std::floor(*value)) return static_cast<int>(*value);
    say(name, "expected a whole number");
    return {};
  }
  bool has(const char* name) const { return options_.given.count(name) > 0; }
  void say(const char* name, const std::string& what) {
    errors_ << name << ": " << what << "\n";
    is_wrong_ = true;
  }
  bool is_wrong() const { return is_wrong_; }

 private:
  std::optional<double> amount(const char* name, std::optional<double> (*read)(std::string_view),
                               ErlangLimits limits, const char* expected, std::string (*shown)(double)) {
    const auto given = options_.given.find(name);
    if (given == options_.given.end()) return {};
    const auto value = read(given->second);
    if (!value) {
      say(name, fmt::format("expected {}, got \"{}\"", expected, given->second.substr(0, 40)));
    } else if (!limits.hold(*value)) {
      say(name, fmt::format("expected {} {} and {} {}, got {}", limits.is_least_in ? "at least" : "more than",
                            shown(limits.least), limits.is_most_in ? "at most" : "less than",
                            shown(limits.most), given->second.substr(0, 40)));
      return {};
    }
    return value;
  }

  const ErlangOptions& options_;
  std::ostream& errors_;
  bool is_wrong_ = false;
};

struct ErlangQuestion {
  Load load;
  std::optional<double> patience_s;
  std::optional<int> places, sources, size;
  double redials = 0;
  double shrinkage = 0;
  std::optional<double> blocking;
  ServiceTarget target;
};

void read_load(ErlangAmounts& amounts, char formula, ErlangQuestion& question) {
  const ErlangLimits time{0.001, week_s};
  const auto calls = amounts.number("--calls", {0, 1e9, false});
  const auto interval = amounts.seconds("--interval", {1, week_s});
  const auto aht = amounts.seconds("--aht", time);
  const auto traffic = amounts.number("--traffic", {0, erlangs_max, false});
  if (traffic) {
    for (const char* other : {"--calls", "--interval"})
      if (amounts.has(other)) amounts.say(other, "goes without --traffic");
    if (formula != 'b' && !amounts.has("--aht")) amounts.say("--aht", "is missing");
    // How long a line is held changes nothing with b.
    question.load.handle_s = aht.value_or(180);
    question.load.arrivals_per_s = *traffic / question.load.handle_s;
  } else if (!amounts.has("--traffic")) {
    for (const char* needed : {"--calls", "--interval", "--aht"})
      if (!amounts.has(needed))
        amounts.say(needed, formula == 'b' ? "is missing, or --traffic" : "is missing");
    if (!calls || !interval || !aht) return;
    question.load = {*calls / *interval, *aht};
    if (question.load.arrivals_per_s > rate_max)
      amounts.say("--calls", fmt::format("at most {:g} a second", rate_max));
    else if (question.load.erlangs() > erlangs_max)
      amounts.say("--calls", fmt::format("with this --aht more than {:g} Erlang", erlangs_max));
  }
}

bool read_targets(ErlangAmounts& amounts, char formula, ErlangQuestion& question) {
  const ErlangLimits part{0, 1, false, false};
  ServiceTarget& target = question.target;
  target.service_level = amounts.share("--target", part);
  target.within_s = amounts.seconds("--within", {0, week_s}).value_or(20);
  target.asa_s = amounts.seconds("--asa", {0, week_s, false});
  target.p_abandon = amounts.share("--abandonment", part);
  target.max_occupancy = amounts.share("--max-occupancy", {0, 1, false, true});
  target.blocking = amounts.share("--blocking", part);
  if (formula == 'b') return target.blocking.has_value();
  if (target.blocking && !amounts.has("--places")) amounts.say("--blocking", "needs --places");
  return target.service_level || target.asa_s || target.p_abandon || target.max_occupancy || target.blocking;
}

std::optional<ErlangQuestion> read_question(const ErlangOptions& options, std::ostream& errors) {
  ErlangAmounts amounts(options, errors);
  ErlangQuestion question;
  for (const auto& [name, value] : options.given)
    for (const ErlangFlag& flag : erlang_flags)
      if (name == flag.name &&
          std::string_view(flag.formulas).find(options.formula) == std::string_view::npos)
        amounts.say(name.c_str(), fmt::format("means nothing to erlang {}", options.formula));
  read_load(amounts, options.formula, question);
  const char* size = options.formula == 'b' ? "--lines" : "--agents";
  question.size = amounts.whole(size, 1, size_max);
  question.patience_s = amounts.seconds("--patience", {0.001, 365.0 * 86'400});
  if (options.formula == 'a' && !amounts.has("--patience")) amounts.say("--patience", "is missing");
  question.places = amounts.whole("--places", 0, 1e6);
  question.sources = amounts.whole("--sources", 1, 1e8);
  question.redials = amounts.share("--redials", {0, 1, true, false}).value_or(0);
  question.shrinkage = amounts.share("--shrinkage", {0, 1, true, false}).value_or(0);
  const bool has_target = read_targets(amounts, options.formula, question);
  if (question.sources) {
    if (amounts.has("--redials")) amounts.say("--redials", "goes without --sources");
    if (question.load.erlangs() >= *question.sources)
      amounts.say("--sources", "must be more than the traffic: each is busy less than all the time");
  }
  if (!amounts.is_wrong() && !has_target && !question.size)
    amounts.say(options.formula == 'b' ? "--blocking" : "--target", fmt::format("is missing, or {}", size));
  if (amounts.is_wrong()) return {};
  return question;
}

QueueFigures lines_figures(const ErlangQuestion& question, int lines) {
  const double erlangs = question.load.erlangs();
  QueueFigures figures;
  figures.agents = lines;
  double carried = 0;
  if (question.sources) {
    // Offered traffic a of m sources: each, while free, begins b = (a/m) / (1 - a/m) Erlang.
    const double each = erlangs / *question.sources, tries = each / (1 - each);
    figures.blocking = workforce::engset(lines, *question.sources, tries);
    const double let_in = tries * (1 - figures.blocking);
    carried = *question.sources * let_in / (1 + let_in);
  } else {
    figures.blocking = question.redials > 0
                           ? workforce::erlang_b_with_redials(lines, erlangs, question.redials)
                           : workforce::erlang_b(lines, erlangs);
    carried = erlangs / (1 - question.redials * figures.blocking) * (1 - figures.blocking);
  }
  figures.service_level = 1 - figures.blocking;
  figures.occupancy = std::min(1.0, carried / lines);
  return figures;
}

QueueFigures figures_at(const ErlangQuestion& question, char formula, int size) {
  if (formula == 'b') return lines_figures(question, size);
  if (formula == 'a')
    return workforce::erlang_a(question.load, *question.patience_s, size, question.target.within_s);
  if (question.places)
    return workforce::erlang_c_with_places(question.load, size, *question.places, question.target.within_s);
  return workforce::erlang_c(question.load, size, question.target.within_s);
}

template <class Found>
Found found_of(const QueueFigures& figures, int positions) {
  Found out;
  out.positions = positions;
  out.service_level = figures.service_level;
  out.asa_s = figures.asa_s;
  out.p_wait = figures.p_wait;
  out.p_abandon = figures.p_abandon;
  out.occupancy = figures.occupancy;
  out.blocking = figures.blocking;
  return out;
}

std::string json_of(const QueueFigures& figures, const ErlangQuestion& question, char formula) {
  const int positions = workforce::positions(figures.agents, question.shrinkage);
  if (formula == 'b') {
    auto lines = found_of<LinesFound>(figures, positions);
    lines.lines = figures.agents;
    return contract::encode(lines) + "\n";
  }
  auto agents = found_of<AgentsFound>(figures, positions);
  agents.agents = figures.agents;
  return contract::encode(agents) + "\n";
}

std::string table_of(int answer, const ErlangQuestion& question, char formula) {
  std::string out = fmt::format("Erlang {}, {:g} Erlang offered\n\n", static_cast<char>(formula - 32),
                                question.load.erlangs());
  out += fmt::format("  {:>7} {:>9} {:>13} {:>10} {:>8} {:>9} {:>9} {:>9}\n",
                     formula == 'b' ? "lines" : "agents", "positions", "service level", "mean wait",
                     "waiting", "hung up", "occupancy", "blocked");
  for (int size = std::max(1, answer - around); size <= std::min(size_max, answer + around); ++size) {
    const QueueFigures at = figures_at(question, formula, size);
    out += fmt::format("{} {:>7} {:>9} {:>12.2f}% {:>10} {:>7.2f}% {:>8.2f}% {:>8.2f}% {:>8.2f}%\n",
                       size == answer ? ">" : " ", size, workforce::positions(size, question.shrinkage),
                       100 * at.service_level,
                       std::isinf(at.asa_s) ? std::string("for ever") : fmt::format("{:.1f} s", at.asa_s),
                       100 * at.p_wait, 100 * at.p_abandon, 100 * at.occupancy, 100 * at.blocking);
  }
  return out;
}

}  // namespace

int erlang(const ErlangOptions& options, std::ostream& output, std::ostream& errors) {
  if (!options.intervals.empty()) return erlang_day(options, output, errors);
  const auto question = read_question(options, errors);
  if (!question) return 2;
  auto size = question->size;
  if (!size) {
    const auto found = workforce::staff([&](int at) { return figures_at(*question, options.formula, at); },
                                        question->target);
    if (found) size = found->agents;
  }
  if (!size) {
    const char* first = options.formula == 'b' ? "--blocking" : "--target";
    for (const char* name : {"--blocking", "--max-occupancy", "--abandonment", "--asa", "--target"})
      if (options.given.count(name) > 0) first = name;
    errors << first << ": not kept even by " << size_max
           << (options.formula == 'b' ? " lines\n" : " agents\n");
    return 2;
  }
  output << (options.is_json
                 ? json_of(figures_at(*question, options.formula, *size), *question, options.formula)
                 : table_of(*size, *question, options.formula))
         << std::flush;
  return output ? 0 : 2;
}

void add_erlang(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("erlang", "Queueing formulas: how many agents or lines are needed");
  command->require_subcommand(1);
  const std::pair<char, const char*> formulas[] = {
      {'b', "Lines without waiting: who finds them busy is turned away"},
      {'c', "Agents for callers who wait as long as it takes"},
      {'a', "Agents for callers who hang up"}};
  for (const auto& [formula, help] : formulas) {
    CLI::App* sub = command->add_subcommand(std::string(1, formula), help);
    const auto options = std::make_shared<ErlangOptions>();
    options->formula = formula;
    for (const ErlangFlag& flag : erlang_flags) {
      const std::string name = flag.name;
      const bool is_known = std::string_view(flag.formulas).find(formula) != std::string_view::npos;
      auto* option = sub->add_option_function<std::string>(
          name, [options, name](const std::string& text) { options->given[name] = text; }, flag.help);
      if (!is_known) option->group("");
    }
    if (formula != 'b')
      sub->add_option(
          "--intervals", options->intervals,
          "A day as CSV (arrivals, handle_s, agents, length_s): each begins with what the last left");
    sub->add_flag("--json", options->is_json, "One JSON object instead of a table");
    sub->callback([options, &exit_code] { exit_code = erlang(*options, std::cout, std::cerr); });
  }
}

}  // namespace rapport::program
