#include "workforce/intraday/day_ahead.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "base/check.h"
#include "workforce/forecast/intraday.h"
#include "workforce/intraday/presence_ahead.h"

namespace rapport::workforce::intraday {
namespace {

using twin::ScenarioAgents;
using twin::ScenarioQueue;
using twin::ScenarioShift;
using twin::ScenarioSpan;

constexpr std::int64_t conversations_min = 30;  // fewer: the forecast's handle time
constexpr double patience_prior_s = 600;        // as if one more had left after it

std::size_t slots_of(const DayAheadFacts& facts) {
  return static_cast<std::size_t>((facts.day_s + slot_s - 1) / slot_s);
}

class Extending {
 public:
  Extending(const twin::RecordedDay& recorded, const DayAheadFacts& facts)
      : recorded_(recorded), facts_(facts) {}

  DayAhead run() {
    RAPPORT_CHECK(recorded_.counted && facts_.queues.size() == recorded_.queues.size() &&
                  facts_.agents.size() == recorded_.agents.size());
    out_.scenario = recorded_.scenario;
    out_.now_s = facts_.now_s;
    out_.slots = slots_of(facts_);
    out_.scenario.duration_s = facts_.day_s;
    out_.scenario.drain_s = 4 * 3'600;
    out_.scenario.interval_s = cell_s;
    for (std::size_t q = 0; q < facts_.queues.size(); ++q)
      add_queue(q);
    for (std::size_t a = 0; a < facts_.agents.size(); ++a)
      add_agent(a);
    for (auto& [kind, names] : notes_)
      out_.notes.push_back({kind, std::move(names)});
    return std::move(out_);
  }

 private:
  void note(NoteKind kind, const std::string& name) { notes_[kind].push_back(name); }

  void add_queue(std::size_t q) {
    const QueueAhead& ahead = facts_.queues[q];
    ScenarioQueue& queue = out_.scenario.queues[q];
    QueueExpected& expected = out_.queues.emplace_back();
    expected.source = ahead.source;
    expected.service_level_target = ahead.service_level_target.value_or(facts_.service_level_target);
    open(queue, ahead);
    const std::vector<double> came = came_by_slot(*recorded_.counted, q, facts_);
    expected.forecast = ahead.forecast;
    expected.forecast.resize(out_.slots, 0);
    if (ahead.forecast.empty()) todays_rate(expected, queue, q);
    reforecast(expected, came, q);
    for (twin::ScenarioContact& contact : *queue.arrivals.contacts)
      contact.transferred_from.reset();  // they have come, whatever is decided from now on
    queue.arrivals.interval_s = cell_s;
    queue.arrivals.per_interval = rates(expected);
    laws(queue, ahead, q);
    if (expected.source == ForecastSource::weekdays) note(NoteKind::weekdays, queue.name);
    if (expected.source == ForecastSource::today) note(NoteKind::today_rate, queue.name);
    if (expected.source == ForecastSource::none) note(NoteKind::no_forecast, queue.name);
  }

  double came_until_now(std::size_t q) const {
    double sum = 0;
    for (std::size_t i = 0; i < recorded_.counted->intervals(); ++i)
      sum += static_cast<double>(recorded_.counted->queue_cell(q, i).offered);
    return sum;
  }

  // Without anything else to go by: as many as today since the first came, until it closes.
  void todays_rate(QueueExpected& expected, const ScenarioQueue& queue, std::size_t q) {
    expected.source = ForecastSource::none;
    const double came = came_until_now(q);
    const std::vector<twin::ScenarioContact>& contacts = *queue.arrivals.contacts;
    if (came == 0 || contacts.empty()) return;
    const double first = contacts.front().at_s;
    const double per_s =
        came / std::max(static_cast<double>(cell_s), static_cast<double>(facts_.now_s) - first);
    expected.source = ForecastSource::today;
    const std::int64_t until = queue.open.empty() ? facts_.day_s : queue.open.back().to_s;
    for (std::size_t s = 0; s < out_.slots; ++s) {
      const auto begin = static_cast<std::int64_t>(s) * slot_s;
      const double from = std::max(first, static_cast<double>(begin));
      const auto to = static_cast<double>(std::min({begin + slot_s, until, facts_.day_s}));
      expected.forecast[s] = per_s * std::max(0.0, to - from);
    }
  }

  void reforecast(QueueExpected& expected, const std::vector<double>& came, std::size_t q) {
    const double spread = facts_.queues[q].day_spread;
    Rolling rolling;
    rolling.slots = Spread::assumed(spread);
    IntradayUpdate update;
    if (expected.source == ForecastSource::kept || expected.source == ForecastSource::weekdays)
      update = intraday_update(expected.forecast, came, rolling);
    expected.factor = update.factor;
    expected.spread = spread * update.day_share;
    expected.reforecast.assign(out_.slots, 0);
    for (std::size_t s = 0; s < out_.slots; ++s) {
      const auto begin = static_cast<std::int64_t>(s) * slot_s;
      const std::int64_t left = std::clamp<std::int64_t>(begin + slot_s - facts_.now_s, 0, slot_s);
      const double ahead = expected.forecast[s] * update.factor * static_cast<double>(left) / slot_s;
      expected.reforecast[s] = ahead;
      for (std::int64_t at = begin; at < std::min(begin + slot_s, facts_.now_s); at += cell_s)
        expected.reforecast[s] += static_cast<double>(
            recorded_.counted->queue_cell(q, static_cast<std::size_t>(at / cell_s)).offered);
    }
  }

  // Nobody before now: they are listed.
  std::vector<double> rates(const QueueExpected& expected) const {
    std::vector<double> out(static_cast<std::size_t>((facts_.day_s + cell_s - 1) / cell_s), 0.0);
    for (std::size_t i = static_cast<std::size_t>(facts_.now_s / cell_s); i < out.size(); ++i)
      out[i] = expected.forecast[i * cell_s / slot_s] * expected.factor * cell_s / slot_s;
    return out;
  }

  void open(ScenarioQueue& queue, const QueueAhead& ahead) {
    if (!ahead.open) {
      if (!queue.open.empty() && queue.open.back().to_s == facts_.now_s)
        queue.open.back().to_s = facts_.day_s + out_.scenario.drain_s;
      return;
    }
    std::vector<ScenarioSpan> spans = queue.open;
    if (spans.empty() && facts_.now_s > 0) spans.push_back({0, facts_.now_s});
    std::erase_if(spans, [&](const ScenarioSpan& one) { return one.from_s >= facts_.now_s; });
    for (const ScenarioSpan& one : *ahead.open) {
      const std::int64_t from = std::max(one.from_s, facts_.now_s);
      if (one.to_s <= from) continue;
      if (!spans.empty() && spans.back().to_s >= from)
        spans.back().to_s = std::max(spans.back().to_s, one.to_s);
      else
        spans.push_back({from, one.to_s});
    }
    const std::int64_t end = facts_.day_s + out_.scenario.drain_s;
    if (spans.empty()) spans.push_back({end, end + 1});  // never: one second when nobody comes any more
    queue.open = std::move(spans);
  }

  void laws(ScenarioQueue& queue, const QueueAhead& ahead, std::size_t q) {
    if (ahead.handle_s && *ahead.handle_s > 0 && recorded_.fits[q].conversations < conversations_min) {
      queue.talk = twin::Lognormal{*ahead.handle_s, 0.8};
      queue.wrap_up = twin::Constant{0};
      note(NoteKind::handle_forecast, queue.name);
    }
    const bool leaves =
        queue.channel == switchboard::Channel::voice || queue.channel == switchboard::Channel::chat;
    if (queue.patience || !leaves) return;
    double waited = patience_prior_s;
    for (const twin::ScenarioContact& contact : *queue.arrivals.contacts)
      waited += contact.patience_over_s.value_or(0);
    queue.patience = twin::Exponential{waited};
    note(NoteKind::patience_assumed, queue.name);
  }

  // Until nobody comes any more to what they serve, and it has closed.
  std::int64_t stays_until(const ScenarioAgents& group) const {
    std::int64_t until = facts_.now_s;
    for (std::size_t q = 0; q < facts_.queues.size(); ++q) {
      const ScenarioQueue& queue = out_.scenario.queues[q];
      if (!serves(group, queue)) continue;
      const std::vector<double>& coming = queue.arrivals.per_interval;
      for (std::size_t i = coming.size(); i-- > 0;)
        if (coming[i] > 0) {
          until = std::max(until, static_cast<std::int64_t>(i + 1) * cell_s);
          break;
        }
      if (!queue.open.empty()) until = std::max(until, std::min(queue.open.back().to_s, facts_.day_s));
    }
    return until;
  }

  void add_agent(std::size_t a) {
    const AgentAhead& ahead = facts_.agents[a];
    ScenarioAgents& group = out_.scenario.agents[a];
    group.cost_per_hour = ahead.cost_per_hour;
    const PresenceNow now{facts_.now_s, stays_until(group)};
    if (const auto said = extend_presence(group.shifts, ahead.planned, now, facts_.presence))
      note(*said, group.name);
    if (group.shifts.empty()) {  // no shifts would be: always there
      const std::int64_t after = facts_.day_s + out_.scenario.drain_s + 1;
      group.shifts.push_back({after, after + 1, {}});
    }
    out_.planned.push_back(ahead.planned);
  }

  const twin::RecordedDay& recorded_;
  const DayAheadFacts& facts_;
  std::map<NoteKind, std::vector<std::string>> notes_;
  DayAhead out_;
};

}  // namespace

std::vector<double> came_by_slot(const twin::Ledger& counted, std::size_t queue, const DayAheadFacts& facts) {
  std::vector<double> out(slots_of(facts), std::numeric_limits<double>::quiet_NaN());
  const std::int64_t per_slot = slot_s / cell_s;
  for (std::int64_t s = 0; (s + 1) * slot_s <= facts.now_s; ++s) {
    double& sum = out[static_cast<std::size_t>(s)] = 0;
    for (std::int64_t i = s * per_slot; i < (s + 1) * per_slot; ++i)
      sum += static_cast<double>(counted.queue_cell(queue, static_cast<std::size_t>(i)).offered);
  }
  return out;
}

bool could_serve(const ScenarioAgents& group, const ScenarioQueue& queue) {
  const twin::ScenarioChannels& c = group.capacity.channels;
  const twin::ScenarioChannel* by_channel[] = {&c.voice, &c.chat, &c.message,
                                               &c.email, &c.task, &c.voicemail};
  if (by_channel[static_cast<std::size_t>(queue.channel)]->at_once_max == 0) return false;
  if (queue.rules.steps.empty()) return true;
  if (queue.rules.steps.back().lasts_s > 0) return true;  // after the last step everybody will do
  return std::any_of(queue.rules.steps.begin(), queue.rules.steps.end(), [&](const twin::ScenarioStep& step) {
    return std::all_of(step.skills.begin(), step.skills.end(), [&](const twin::ScenarioNeed& need) {
      return std::any_of(group.skills.begin(), group.skills.end(), [&](const twin::ScenarioSkill& one) {
        return one.skill == need.skill && one.level >= need.level_min;
      });
    });
  });
}

bool serves(const ScenarioAgents& group, const ScenarioQueue& queue) {
  return std::find(group.queues.begin(), group.queues.end(), queue.name) != group.queues.end() &&
         could_serve(group, queue);
}

std::int64_t worked_s(const std::vector<ScenarioShift>& shifts, std::int64_t from_s, std::int64_t to_s) {
  const auto overlap = [&](std::int64_t from, std::int64_t to) {
    return std::max<std::int64_t>(0, std::min(to, to_s) - std::max(from, from_s));
  };
  std::int64_t sum = 0;
  for (const ScenarioShift& shift : shifts) {
    sum += overlap(shift.from_s, shift.to_s);
    for (const ScenarioSpan& pause : shift.breaks)
      sum -= overlap(pause.from_s, pause.to_s);
  }
  return sum;
}

DayAhead day_ahead(const twin::RecordedDay& recorded, const DayAheadFacts& facts) {
  return Extending(recorded, facts).run();
}

}  // namespace rapport::workforce::intraday
