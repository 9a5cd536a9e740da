#include "program/demo_past_days.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "flows/flow_store.h"
#include "live/codec.h"
#include "live/id_source.h"
#include "live/journal.h"
#include "org/directory_cache.h"
#include "org/switchboard_sync.h"
#include "program/demo_visits.h"
#include "program/demo_workload.h"
#include "switchboard/flow/validate.h"
#include "twin/engine.h"
#include "workforce/calendar/intervals.h"
#include "workforce/history/history_store.h"
#include "workforce/history/presence_store.h"
#include "workforce/shifts/shift_store.h"

namespace rapport::program {
namespace {

using switchboard::Presence;
using workforce::Day;

// A day as somebody worked it, which is nearly as it was planned.
struct Attendance {
  AgentId agent;
  twin::Span span;  // since 1970
  struct Pause {
    twin::Span span;
    bool is_meal = false;
  };
  std::vector<Pause> pauses;  // in order, inside
};

Duration minutes_between(double least, double most, double unit) {
  return seconds(static_cast<std::int64_t>((least + (most - least) * unit) * 60));
}

std::optional<Attendance> attended(const workforce::Shift& shift) {
  twin::Random chance(26, twin::Stream::returning, static_cast<std::uint64_t>(shift.agent_id.value),
                      static_cast<std::uint64_t>(shift.start.us));
  if (chance.unit() < 0.025) return std::nullopt;
  const auto late = [&](double usual_min, double often, double rare_min) {
    return chance.unit() < often ? minutes_between(-usual_min, usual_min, chance.unit())
                                 : minutes_between(usual_min, rare_min, chance.unit());
  };
  Attendance made;
  made.agent = shift.agent_id;
  made.span.from = shift.start - Instant{} + late(2.5, 0.88, 24);
  made.span.to = shift.end - Instant{} - late(2.5, 0.94, 15);
  for (const auto& planned : shift.breaks) {
    Attendance::Pause pause;
    pause.span.from = planned.start - Instant{} + late(4, 0.9, 14);
    pause.span.to = pause.span.from + (planned.end - planned.start) + late(2, 0.85, 9);
    pause.is_meal = planned.end - planned.start >= minutes(30);
    const Duration least = made.pauses.empty() ? made.span.from : made.pauses.back().span.to;
    if (pause.span.from > least && pause.span.to < made.span.to) made.pauses.push_back(pause);
  }
  return made;
}

struct Reasons {
  ReasonId pause, meal;
};

// Until now, when everybody goes.
void keep_presence(database::Session& sql, OrgId org, const Attendance& day, Instant now,
                   const Reasons& reasons) {
  const auto note = [&](Duration at, Presence presence, ReasonId reason) {
    if (Instant{} + at < now)
      workforce::presence_store::note(sql, org, {day.agent, Instant{} + at, std::nullopt, presence, reason});
  };
  note(day.span.from, Presence::available, {});
  for (const Attendance::Pause& pause : day.pauses) {
    note(pause.span.from, Presence::away, pause.is_meal ? reasons.meal : reasons.pause);
    note(pause.span.to, Presence::available, {});
  }
  const Duration last = now - Instant{} - Duration{1};
  note(std::min(day.span.to, last), Presence::offline, {});
}

// Who came, and when.
struct Player {
  AgentId agent;
  std::vector<Attendance> days;  // in order
};

// The twin's world counts agents, queues and flows from 1; these are the organisation's.
struct Cast {
  std::vector<QueueId> queues;
  std::vector<Player> agents;               // by id
  std::vector<flows::StoredVersion> flows;  // that customers begin with
  QueueId world_queue(QueueId own) const {
    return {std::find(queues.begin(), queues.end(), own) - queues.begin() + 1};
  }
};

// As many as the history has in each quarter of an hour, spread over it.
std::vector<Duration> arrivals_of(const std::vector<workforce::history_store::StoredDay>& days, Instant from,
                                  Instant to, QueueId queue) {
  std::vector<Duration> all;
  for (const auto& day : days) {
    for (std::size_t i = 0; i < day.figures.contacts.size(); ++i) {
      const Instant begin = workforce::quarter_start(std::int64_t{day.key.day} * workforce::quarters_a_day +
                                                     static_cast<std::int64_t>(i));
      if (begin < from || begin >= to) continue;
      twin::Random chance(27, twin::Stream::arrivals, static_cast<std::uint64_t>(queue.value),
                          static_cast<std::uint64_t>(begin.us));
      for (std::int32_t k = 0; k < day.figures.contacts[i]; ++k)
        all.push_back(
            begin - from +
            Duration{static_cast<std::int64_t>(static_cast<double>(workforce::quarter.us) * chance.unit())});
    }
  }
  std::sort(all.begin(), all.end());
  return all;
}

std::vector<twin::WorldFlow> flows_of(const Cast& cast) {
  twin::FlowNumbers numbers;
  numbers.queue = [&](QueueId own) { return cast.world_queue(own); };
  numbers.skill = [](SkillId own) { return own; };
  numbers.team = [](TeamId own) { return own; };
  // Neither is in the flows of the demo.
  numbers.agent = [](AgentId) { return AgentId{}; };
  numbers.flow = [](FlowId) { return FlowId{}; };
  std::vector<twin::WorldFlow> out;
  std::vector<Issue> issues;
  for (const flows::StoredVersion& flow : cast.flows) {
    twin::ScenarioFlow from;
    from.definition = flow.definition;
    out.push_back(twin::resolve_flow(from, numbers, "", issues));
  }
  return out;
}

// With who comes to the queue when, straight or by a flow.
void add_arrivals(twin::World& world, twin::WorldQueue& queue, const std::vector<Duration>& arrivals) {
  for (DemoVisit& visit : demo_visits(world.flows, queue, arrivals, world.duration)) {
    queue.arrivals.times.push_back(visit.at);
    twin::KnownCustomer& known = queue.known.emplace_back();
    known.number = queue.known.size() - 1;
    if (!visit.entry) continue;
    known.entry = world.entries.size();
    world.entries.push_back(std::move(*visit.entry));
  }
}

twin::World world_of(const org::Loaded& loaded, const Cast& cast, Instant from, Instant to,
                     const std::function<std::vector<Duration>(const org::DirectoryQueue&)>& arrivals) {
  twin::World world;
  world.start = from;
  world.duration = to - from;
  world.interval = minutes(30);
  world.settings = loaded.directory.settings;
  world.is_stretched = true;
  world.flows = flows_of(cast);
  SkillId chinese, english;
  for (const auto& [id, name] : loaded.directory.skills) {
    if (name.ends_with("Chinese")) chinese = id;
    if (name == "English") english = id;
  }
  const auto speaks = [](SkillId skill) {
    switchboard::Step step;
    step.skills = {{skill, 1}};
    return std::vector<switchboard::Step>{step};
  };
  std::size_t at = 0;
  for (const auto& [id, queue] : loaded.directory.queues) {
    const DemoQueueShape& shape = demo_queue_shape(at++);
    twin::WorldQueue& made = world.queues.emplace_back();
    made.name = queue.name;
    made.source = twin::source_of(queue.name);
    made.id = {static_cast<std::int64_t>(at)};
    made.channel = queue.channel;
    made.rules = queue.rules;
    add_arrivals(world, made, arrivals(queue));
    const bool is_chat = queue.channel == switchboard::Channel::chat;
    const twin::Distribution talk(twin::Lognormal{shape.handle_s - (is_chat ? 45 : 25), 0.7});
    made.kinds = {{1, 0, {}, talk}};
    if (is_chat) made.kinds = {{0.6, 0, speaks(chinese), talk}, {0.4, 0, speaks(english), talk}};
    made.wrap_up = twin::Distribution(twin::Lognormal{is_chat ? 45.0 : 25.0, 0.5});
    made.patience = twin::Distribution(twin::Weibull{is_chat ? 420.0 : 260.0, 0.9});
    made.stretch = is_chat ? 0.3 : 0;
  }
  for (const Player& agent : cast.agents) {
    twin::WorldGroup& made = world.groups.emplace_back();
    made.name = std::to_string(agent.agent.value);
    made.source = twin::source_of(made.name);
    made.first = {++world.agents};
    made.profile = loaded.agents.at(agent.agent);
    for (QueueId& queue : made.profile.queues)
      queue = cast.world_queue(queue);
    for (const Attendance& day : agent.days) {
      twin::Shift& shift = made.shifts.emplace_back();
      shift.span = {day.span.from - (from - Instant{}), day.span.to - (from - Instant{})};
      for (const Attendance::Pause& pause : day.pauses)
        shift.breaks.push_back({pause.span.from - (from - Instant{}), pause.span.to - (from - Instant{})});
    }
    made.answer_delay = twin::Distribution(twin::Lognormal{5, 0.6});
    made.no_answer_share = 0.01;
    made.back_after = twin::Distribution(twin::Constant{90});
  }
  return world;
}

// What the twin does with its numbers, told to a switchboard of the organisation with the organisation's, and
// written down as live/ writes it.
class Played {
 public:
  Played(OrgId org, const org::Loaded& loaded, const Cast& cast, const Reasons& reasons)
      : org_(org), loaded_(loaded), cast_(cast), reasons_(reasons), ids_([this] { return now_; }) {}

  void configure(Instant at) {
    now_ = at;
    for (const switchboard::Event& event : org::difference({}, org::configuration_of(loaded_, at)))
      tell(event);
    for (const flows::StoredVersion& flow : cast_.flows)
      if (auto program = switchboard::flow::check_flow(flow.definition).program)
        tell(switchboard::FlowConfigured{flow.flow, flow.version, std::move(*program)});
  }
  void observe(const twin::Observed& observed) {
    now_ = observed.now;
    switchboard::Event event = observed.event;
    if (!std::visit([this](auto& one) { return translate(one); }, event)) return;
    tell(event);
    // What decides alike answers alike; anything else would be a day that never happened.
    differs_ = differs_ || effects_.list.size() != observed.effects.list.size();
  }
  void start_day(Instant at) {
    now_ = at;
    tell(switchboard::DayStarted{});
  }
  // Whoever is still there goes home: nobody sits at these desks when people come to look at them. Who is in
  // a flow or waits first, so that nobody is offered anything more.
  void close(Instant at) {
    now_ = at;
    for (const InteractionId id : open_in(switchboard::InteractionState::arrived))
      tell(switchboard::CustomerLeft{id});
    for (const InteractionId id : open_in(switchboard::InteractionState::queued))
      tell(switchboard::CustomerLeft{id});
    for (const InteractionId id : open_in(switchboard::InteractionState::offered))
      tell(switchboard::CustomerLeft{id});
    for (const InteractionId id : open_in(switchboard::InteractionState::active))
      tell(switchboard::ConversationEnded{id, board_.interaction(id)->agent});
    for (const InteractionId id : open_in(switchboard::InteractionState::wrap_up)) {
      const auto view = board_.interaction(id);
      tell(switchboard::WrapUpCompleted{id, view->agent, disposition_of(view->queue)});
    }
    std::vector<switchboard::AgentView> there;
    board_.each_agent([&](const switchboard::AgentView& agent) {
      if (agent.is_connected || agent.presence != Presence::offline) there.push_back(agent);
    });
    for (const switchboard::AgentView& agent : there) {
      if (agent.presence != Presence::offline)
        tell(switchboard::PresenceRequested{agent.agent, Presence::offline, {}, false, agent.agent});
      if (agent.is_connected) tell(switchboard::AgentDisconnected{agent.agent});
    }
  }
  bool differs() const { return differs_; }
  std::vector<live::JournalRow> take_rows() { return std::move(rows_); }
  live::SnapshotRow snapshot() const {
    return {static_cast<std::int64_t>(rows_.size()), now_, live::encode_image(board_.image())};
  }
  std::size_t open() const { return board_.open_interactions(); }

 private:
  void tell(const switchboard::Event& event) {
    board_.apply(event, now_, effects_);
    differs_ = differs_ || effects_.refusal.has_value();
    rows_.push_back({org_, static_cast<std::int64_t>(rows_.size()) + 1, now_, live::encode_event(event),
                     live::decision_hash(effects_.list)});
  }
  std::vector<InteractionId> open_in(switchboard::InteractionState state) const {
    std::vector<InteractionId> found;
    board_.each_interaction([&](const switchboard::InteractionView& view) {
      if (view.state == state) found.push_back(view.interaction);
    });
    return found;
  }
  DispositionId disposition_of(QueueId queue) const {
    const auto& dispositions = loaded_.directory.queues.at(queue).rules.dispositions;
    return dispositions.empty() ? DispositionId{} : dispositions.front();
  }
  void own(QueueId& queue) const { queue = cast_.queues[static_cast<std::size_t>(queue.value - 1)]; }
  void own(AgentId& agent) const {
    if (agent) agent = cast_.agents[static_cast<std::size_t>(agent.value - 1)].agent;
  }
  void own(InteractionId& id) const { id = interactions_.at(id.value); }

  // False: the organisation's own configuration takes its place.
  bool translate(switchboard::SettingsChanged&) { return false; }
  bool translate(switchboard::QueueConfigured&) { return false; }
  bool translate(switchboard::AgentConfigured&) { return false; }
  bool translate(switchboard::FlowConfigured&) { return false; }
  bool translate(switchboard::TimerFired&) { return true; }
  bool translate(switchboard::AgentConnected& event) { return own(event.agent), true; }
  bool translate(switchboard::AgentDisconnected& event) { return own(event.agent), true; }
  bool translate(switchboard::PresenceRequested& event) {
    const Player& player = cast_.agents[static_cast<std::size_t>(event.agent.value - 1)];
    own(event.agent);
    event.by = event.agent;
    if (event.presence != Presence::away) return true;
    event.reason = reasons_.pause;
    for (const Attendance& day : player.days)
      for (const Attendance::Pause& pause : day.pauses)
        if (pause.is_meal && now_ >= Instant{} + pause.span.from && now_ < Instant{} + pause.span.to)
          event.reason = reasons_.meal;
    return true;
  }
  bool translate(switchboard::InteractionArrived& event) {
    event.interaction = interactions_[event.interaction.value] = ids_.next<InteractionId>();
    event.customer = {};  // nobody's row
    own(event.queue);
    if (event.flow) {
      const flows::StoredVersion& flow = cast_.flows[static_cast<std::size_t>(event.flow->flow.value - 1)];
      event.flow->flow = flow.flow;
      event.flow->version = flow.version;
    }
    return true;
  }
  // What they typed is nobody's words.
  bool translate(switchboard::FlowInput& event) {
    if (event.value != 0) event.value = ids_.next<MessageId>().value;
    return own(event.interaction), true;
  }
  bool translate(switchboard::FlowAnswered& event) { return own(event.interaction), true; }
  bool translate(switchboard::CustomerLeft& event) { return own(event.interaction), true; }
  bool translate(switchboard::OfferAccepted& event) {
    own(event.interaction);
    return own(event.agent), true;
  }
  bool translate(switchboard::ConversationEnded& event) {
    own(event.interaction);
    return own(event.by), true;
  }
  bool translate(switchboard::WrapUpCompleted& event) {
    own(event.interaction);
    own(event.agent);
    event.disposition = disposition_of(board_.interaction(event.interaction)->queue);
    return true;
  }
  // Of anything else there is nothing in this day.
  template <class Other>
  bool translate(Other&) {
    differs_ = true;
    return false;
  }

  OrgId org_;
  const org::Loaded& loaded_;
  const Cast& cast_;
  Reasons reasons_;
  Instant now_;
  live::IdSource ids_;
  switchboard::Switchboard board_;
  switchboard::Effects effects_;
  std::unordered_map<std::int64_t, InteractionId> interactions_;
  std::vector<live::JournalRow> rows_;
  bool differs_ = false;
};

Reasons reasons_of(const org::Directory& directory) {
  Reasons found;
  for (const org::Named& reason : directory.presence_reasons) {
    if (reason.name == "Break") found.pause = {reason.id};
    if (reason.name == "Lunch") found.meal = {reason.id};
  }
  return found;
}

}  // namespace

Result<void> make_demo_past_days(database::Database& database, const crypto::Vault& vault, OrgId org,
                                 Instant now) {
  auto loaded = org::load_directory(database, vault, org);
  if (!loaded) return tl::unexpected<Error>(loaded.error());
  auto zone = workforce::Zone::named((*loaded)->directory.time_zone);
  if (!zone) return tl::unexpected<Error>(zone.error());
  const Day today = zone->local(now).day;
  const Instant from = zone->start_of(today - 1), midnight = zone->start_of(today);
  const Reasons reasons = reasons_of((*loaded)->directory);

  Cast cast;
  auto live = flows::FlowStore(database).live(org);
  if (!live) return tl::unexpected<Error>(live.error());
  for (flows::StoredVersion& flow : *live)
    if (flow.definition.purpose == switchboard::flow::Purpose::entrance)
      cast.flows.push_back(std::move(flow));
  std::map<QueueId, std::vector<Duration>> arrivals;
  std::vector<Attendance> attendances;
  auto read = database.read([&](database::Session& sql) -> Result<bool> {
    for (const auto& [id, profile] : (*loaded)->agents) {
      Player player{id, {}};
      for (const auto& [plan, shift] :
           workforce::shift_store::published(sql, org, id, from - hours(24 * 30), now)) {
        auto day = attended(shift);
        if (!day || Instant{} + day->span.from >= now) continue;
        if (Instant{} + day->span.from >= from) player.days.push_back(*day);
        attendances.push_back(std::move(*day));
      }
      if (!player.days.empty()) cast.agents.push_back(std::move(player));
    }
    for (const auto& [id, queue] : (*loaded)->directory.queues) {
      cast.queues.push_back(id);
      arrivals[id] = arrivals_of(
          workforce::history_store::days(
              sql, org, {id, queue.channel, workforce::utc_day(from), workforce::utc_day(now) + 1}),
          from, now, id);
    }
    return true;
  });
  if (!read) return tl::unexpected<Error>(read.error());

  Played played(org, **loaded, cast, reasons);
  played.configure(from);
  const twin::World world = world_of(**loaded, cast, from, now,
                                     [&](const org::DirectoryQueue& queue) { return arrivals[queue.id]; });
  bool is_today = false;
  const auto turn_to = [&](Instant at) {
    if (at >= midnight && !std::exchange(is_today, true)) played.start_day(midnight);
  };
  auto outcome = twin::run(world, 28, [&](const twin::Observed& observed) {
    if (observed.now >= now) return;
    turn_to(observed.now);
    played.observe(observed);
  });
  if (!outcome) return tl::unexpected<Error>(outcome.error());
  turn_to(now);
  played.close(now);
  if (played.differs() || played.open() > 0)
    return fail(ErrorCode::internal, "demo_day", "the demo's past days cannot be played");
  const live::SnapshotRow snapshot = played.snapshot();
  const std::vector<live::JournalRow> rows = played.take_rows();
  return database
      .write<void>([&](database::Session& sql) -> Result<void> {
        for (const Attendance& one : attendances)
          keep_presence(sql, org, one, now, reasons);
        if (auto kept = live::append(sql, rows); !kept) return kept;
        return live::save_snapshot(sql, org, snapshot);
      })
      .get();
}

}  // namespace rapport::program
