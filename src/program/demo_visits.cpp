#include "program/demo_visits.h"

#include <algorithm>
#include <string>
#include <utility>

#include "twin/random.h"
#include "workforce/history/figures.h"

namespace rapport::program {
namespace {

struct Did {
  const char* step;
  const char* gives;
  double after_s;             // usually
  Duration waited = {};       // until the step gave up
  const char* language = "";  // that the step found
};

// A way through a flow, by the keys of its steps.
struct Way {
  const char* to;  // the step where they wait; with `is_answered` whose customers they would have been
  double share;    // of that queue's customers; of those who were answered beside them
  const char* language;
  std::vector<Did> did;
  bool is_answered = false;
};

// "timeout" is heard first; then the menu waits.
constexpr Duration menu_waits = seconds(5);

const std::vector<Way>& telephone_ways() {
  static const std::vector<Way> ways{
      {"queue_zh", 0.72, "zh", {{"welcome", "next", 4}, {"menu", "support", 9}}},
      {"queue_zh",
       0.08,
       "zh",
       {{"welcome", "next", 4}, {"menu", "timeout", 14, menu_waits}, {"menu", "timeout", 14, menu_waits}}},
      {"queue_zh",
       0.20,
       "zh",
       {{"welcome", "next", 4},
        {"menu", "order", 11},
        {"number", "done", 14},
        {"found", "next", 6},
        {"menu", "support", 7}}},
      {"queue_zh",
       0.12,
       "zh",
       {{"welcome", "next", 4},
        {"menu", "order", 11},
        {"number", "done", 14},
        {"found", "next", 6},
        {"menu", "leaves", 3}},
       true},
      {"queue_zh", 0.03, "zh", {{"welcome", "next", 4}, {"menu", "leaves", 8}}, true},
      {"queue_en",
       0.06,
       "zh",
       {{"welcome", "next", 4}, {"menu", "other", 12}, {"welcome", "next", 3}, {"menu", "support", 8}}},
      {"sales", 0.85, "zh", {{"welcome", "next", 4}, {"menu", "sales", 6}}},
      {"sales",
       0.15,
       "zh",
       {{"welcome", "next", 4},
        {"menu", "order", 11},
        {"number", "done", 14},
        {"found", "next", 6},
        {"menu", "sales", 5}}}};
  return ways;
}

// In both languages, the first with three in five.
std::vector<Way> of_both(std::vector<Way> ways) {
  std::vector<Way> out;
  for (const Way& way : ways) {
    for (const bool is_chinese : {true, false}) {
      Way& one = out.emplace_back(way);
      one.language = is_chinese ? "zh" : "en";
      one.to = is_chinese ? "queue_zh" : "queue_en";
      one.share *= is_chinese ? 0.6 : 0.4;
      one.did.insert(one.did.begin(), {"language", "next", 0.2, {}, one.language});
    }
  }
  return out;
}

const std::vector<Way>& chat_ways() {
  static const std::vector<Way> ways = of_both({
      {"", 0.13, "", {{"topic", "person", 9}}},
      {"",
       0.10,
       "",
       {{"topic", "order", 8}, {"number", "done", 21}, {"which", "else", 0.1}, {"found", "person", 12}}},
      {"", 0.08, "", {{"topic", "care", 10}, {"helped", "no", 40}}},
      {"", 0.04, "", {{"topic", "order", 8}, {"number", "done", 21}, {"which", "repair", 0.1}}},
      {"",
       0.12,
       "",
       {{"topic", "order", 8},
        {"number", "done", 21},
        {"which", "else", 0.1},
        {"found", "no", 15},
        {"end", "next", 2}},
       true},
      {"", 0.07, "", {{"topic", "care", 10}, {"helped", "yes", 50}, {"end", "next", 2}}, true},
      {"", 0.03, "", {{"topic", "leaves", 30}}, true},
  });
  return ways;
}

bool leads_to(const twin::WorldFlow& flow, const char* step, QueueId queue) {
  for (std::size_t i = 0; i < flow.steps.size(); ++i)
    if (flow.steps[i].key == step) return flow.program.steps[i].queue == queue;
  return false;
}

DemoVisit visit(const Way& way, std::size_t number, const twin::WorldFlow& flow, twin::Random& chance) {
  DemoVisit made;
  made.entry.emplace();
  made.entry->flow = number;
  made.entry->language = way.language;
  for (const Did& did : way.did) {
    const double after_s = did.after_s * (0.6 + 0.8 * chance.unit());
    std::vector<twin::ScenarioValue> found;
    if (*did.language != '\0') found = {{"language", flow.language(did.language)}};
    made.entry->answers.push_back({did.step, did.gives, after_s, std::move(found)});
    made.at = made.at + twin::from_seconds(after_s) + did.waited;
  }
  return made;
}

}  // namespace

std::vector<DemoVisit> demo_visits(const std::vector<twin::WorldFlow>& flows, const twin::WorldQueue& queue,
                                   const std::vector<Duration>& arrivals, Duration until) {
  struct Choice {
    const Way* way;
    std::size_t flow;
  };
  std::vector<Choice> choices;
  for (std::size_t i = 0; i < flows.size(); ++i) {
    if ((flows[i].program.channels >> static_cast<int>(queue.channel) & 1) == 0) continue;
    const bool is_call = queue.channel == switchboard::Channel::voice;
    for (const Way& way : is_call ? telephone_ways() : chat_ways())
      if (leads_to(flows[i], way.to, queue.id)) choices.push_back({&way, i});
  }
  std::vector<DemoVisit> out;
  for (std::size_t nth = 0; nth < arrivals.size(); ++nth) {
    twin::Random chance(29, twin::Stream::flow_answer, queue.source, nth);
    const auto begun = [&](const Choice& choice) {
      return visit(*choice.way, choice.flow, flows[choice.flow], chance);
    };
    double goes = chance.unit(), is_beside = chance.unit();
    DemoVisit own{arrivals[nth], std::nullopt};
    for (const Choice& choice : choices) {
      double& left = choice.way->is_answered ? is_beside : goes;
      const bool is_chosen = left >= 0 && left < choice.way->share;
      left -= choice.way->share;
      if (!is_chosen) continue;
      DemoVisit made = begun(choice);
      if (!choice.way->is_answered) {
        made.at = arrivals[nth] - made.at;
        own = std::move(made);
        continue;
      }
      made.at =
          arrivals[nth] +
          Duration{static_cast<std::int64_t>(static_cast<double>(workforce::quarter.us) * chance.unit())};
      if (made.at < until) out.push_back(std::move(made));
    }
    out.push_back(std::move(own));
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const DemoVisit& a, const DemoVisit& b) { return a.at < b.at; });
  return out;
}

}  // namespace rapport::program
