#include "channels/voice/calls/support/exchange.h"

#include <fmt/format.h>

#include <algorithm>

#include "switchboard/flow/validate.h"

namespace rapport::calls::tests {

namespace sb = switchboard;

namespace {

constexpr OrgId org{1};
constexpr QueueId queue{7};
constexpr sip::TrunkId trunk{3};
constexpr AgentId boss{90};
constexpr FlowId flow_id{4};

// Says, asks for a digit, for a secret number, waits with announcements and an offer, or goes outside.
sb::flow::Flow some_flow() {
  using namespace sb::flow;
  Flow flow;
  flow.languages = {"en"};
  flow.channels = {sb::Channel::voice};
  flow.start = "welcome";
  flow.fallback_queue_id = queue;
  flow.attributes = {{"pin", ValueType::text, {}, "", true}};
  const Texts text = {{"en", "something"}};
  const auto add = [&](const char* id, Does does, std::map<std::string, std::string> exits) {
    flow.steps.push_back({id, std::move(does), std::move(exits), "", {}});
  };
  add("welcome", Say{text, ""}, {{"next", "menu"}});
  Menu menu;
  menu.text = text;
  menu.options = {
      {"wait", "1", text, {}}, {"pin", "2", text, {}}, {"outside", "3", text, {}}, {"leave", "4", text, {}}};
  menu.tries = 2;
  add("menu", menu,
      {{"wait", "queue"}, {"pin", "pin"}, {"outside", "outside"}, {"leave", "leave"}, {"timeout", "queue"}});
  add("leave", Voicemail{text, queue, 60}, {{"recorded", "bye"}, {"nothing", "queue"}});
  Collect pin;
  pin.text = text;
  pin.attribute = "pin";
  pin.length_max = 6;
  add("pin", pin, {{"done", "queue"}, {"timeout", "bye"}});
  Transfer outside;
  outside.number = "+442012345678";
  add("outside", outside, {{"failed", "queue"}, {"done", "bye"}});
  Queue waits;
  waits.queue_id = queue;
  waits.treatment.first_s = 5;
  waits.treatment.every_s = 20;
  waits.treatment.offer = text;
  add("queue", waits, {{"refused", "bye"}, {"offered", "pin"}});
  add("bye", Say{text, ""}, {{"next", "end"}});
  add("end", End{}, {});
  return flow;
}

}  // namespace

Exchange::Exchange(std::uint64_t seed)
    : random_(seed), is_customer_first_(seed % 2 == 0), is_unasked_(seed % 3 == 0) {
  configure();
}

void Exchange::in(Duration wait, Happening what) {
  due_.push({now_ + wait, ++last_number_, std::move(what)});
}

void Exchange::configure() {
  Configuration configuration;
  Number number;
  number.org = org;
  number.number = "95500";
  number.trunk = trunk;
  number.queue = queue;
  configuration.numbers.push_back(number);
  number.number = "95600";
  number.flow = flow_id;
  configuration.numbers.push_back(number);
  configuration.trunks[trunk] = TrunkRules{org, "95500"};
  configuration.recording[{org, queue}] = RecordingRules{50, true};
  sb::QueueRules rules;
  rules.auto_accept = is_unasked_;
  rules.wrap_up_limit = seconds(20);
  rules.waiting_max = 15;
  rules.wait_limit = minutes(15);
  sb::CallbackRules& callback = rules.callback.emplace();
  callback.mode = is_customer_first_ ? sb::CallbackMode::customer_first : sb::CallbackMode::agent_first;
  callback.retry_after = minutes(2);
  callback.ring_limit = seconds(20);
  apply(sb::QueueConfigured{queue, rules}, {}, false);
  configure_flow();
  for (int i = 1; i <= 10; ++i) {
    Agent agent;
    agent.id = AgentId{i};
    agent.has_phone = i > 6 && i < 10;  // six at desks, three at phones, one with nothing that rings
    if (agent.has_phone)
      configuration.agents[{org, agent.id}] = AgentPhone{fmt::format("20{:02}", i), sip::PhoneId{i}, "", {}};
    sb::AgentProfile profile;
    profile.queues = {queue};
    apply(sb::AgentConfigured{agent.id, profile}, {}, false);
    agents_.push_back(agent);
  }
  say(Configured{std::move(configuration)});
  for (Agent& agent : agents_)
    sign_in(agent);
  say(StationOffered{org, boss, last_connection_ = 1'000'000, "theirs"});
}

void Exchange::configure_flow() {
  const auto checked = sb::flow::check_flow(some_flow());
  if (!checked.program) {
    failure_ = "the flow has problems: " + checked.problems.front().what;
    return;
  }
  flow_ = *checked.program;
  apply(sb::FlowConfigured{flow_id, 1, flow_}, {}, false);
}

// What the flows capability makes of a step on the line.
void Exchange::tell_step(const sb::FlowStepEntered& entered) {
  const sb::flow::ProgramStep& step = flow_.steps[static_cast<std::size_t>(entered.step)];
  FlowAsked asked;
  asked.org = org;
  asked.interaction = entered.interaction;
  asked.turn = entered.turn;
  asked.is_again = entered.tries > 0;
  asked.says = {{"something", "en", {}}};
  switch (step.kind) {
    case sb::flow::StepKind::say:
      asked.asks = Asks::say;
      break;
    case sb::flow::StepKind::menu:
      asked.asks = Asks::menu;
      asked.keys = {"1", "2", "3", "4"};
      break;
    case sb::flow::StepKind::collect:
      asked.asks = Asks::collect;
      asked.length_max = 6;
      asked.is_secret = step.is_secret;
      break;
    case sb::flow::StepKind::voicemail:
      asked.asks = Asks::voicemail;
      asked.length_max = 60;
      asked.queue = queue;
      break;
    case sb::flow::StepKind::transfer:
      asked.asks = Asks::transfer;
      asked.number = "+442012345678";
      asked.returns = true;
      ++tally_.flow_transfers;
      break;
    default:
      return;
  }
  in(milliseconds(8), [this, asked] { say(asked); });
}

void Exchange::press_some(sip::LegId leg) {
  if (!lines_.contains(leg.value)) return;
  ++tally_.keys;
  constexpr char keys[] = "11112222333344456788899990*#";
  const char key = keys[below(sizeof keys - 1)];
  say(media::Event{media::Digit{media::LegId{leg.value}, key, 100, false}});
  at_random(one_in(3) ? 60 : 4, [this, leg] { press_some(leg); });
}

// Who leaves a voicemail speaks, and pauses, and speaks.
void Exchange::speak_some(const StartVoicemail& start) {
  if (!voicemails_.contains(start.tap.value)) return;
  say(VoiceHeard{org, start.call, start.tap, true});
  at_random(20, [this, start] {
    if (!voicemails_.contains(start.tap.value)) return;
    say(VoiceHeard{org, start.call, start.tap, false});
    at_random(9, [this, start] { speak_some(start); });
  });
}

// What becomes of what was left: docs/life_of_a_call.md.
void Exchange::keep(const StartVoicemail& left, bool has_hung_up) {
  const sb::VoicemailLeft voicemail{InteractionId{++last_interaction_}, MessageId{last_interaction_}};
  sb::FlowAnswered answer;
  answer.interaction = left.call;
  answer.turn = left.turn;
  answer.exit = sb::flow::exit_recorded;
  answer.voicemail = voicemail;
  apply(answer, {}, false);
  if (!board_.interaction(voicemail.interaction)) {
    sb::InteractionArrived arrived;
    arrived.interaction = voicemail.interaction;
    arrived.channel = sb::Channel::voicemail;
    arrived.queue = left.queue;
    apply(arrived, {}, false);
  }
  if (!board_.interaction(voicemail.interaction)) failure_ = "a voicemail is lost";
  if (has_hung_up) apply(sb::CustomerLeft{left.call}, {}, false);
}

void Exchange::sign_in(Agent& agent) {
  agent.is_desk_signed_in = true;
  apply(sb::AgentConnected{agent.id}, {}, false);
  apply(sb::PresenceRequested{agent.id, sb::Presence::available, {}, false, agent.id}, {}, false);
  if (!agent.has_phone && agent.id != agents_.back().id) open_desk(agent);
}

void Exchange::open_desk(Agent& agent) {
  agent.connection = ++last_connection_;
  say(StationOffered{org, agent.id, agent.connection, "theirs"});
  in(milliseconds(100), [this, id = agent.id, connection = agent.connection] {
    Agent& mine = agents_[static_cast<std::size_t>(id.value - 1)];
    if (mine.connection == connection && media_.contains(mine.station.value))
      say(media::Event{media::Connected{mine.station}});
  });
}

// The browser is gone without a word: the socket breaks, and perhaps comes back.
void Exchange::close_desk(Agent& agent) {
  if (agent.connection == 0) return;
  ++tally_.vanished_desks;
  say(StationLeft{agent.connection});
  agent.connection = 0;
  agent.station = {};
  agent.is_desk_signed_in = false;
  apply(sb::AgentDisconnected{agent.id}, {}, false);
  at_random(120, [this, &agent] {
    if (!agent.is_desk_signed_in) sign_in(agent);
  });
}

void Exchange::next_customer() {
  if (now_ >= end_) return;
  ring();
  at_random(50, [this] { next_customer(); });
}

void Exchange::ring() {
  ++tally_.calls;
  const sip::LegId leg{++last_incoming_};
  sip::Incoming incoming;
  incoming.leg = leg;
  incoming.source.trunk = trunk;
  const bool is_flow = one_in(2);
  incoming.called_number = is_flow ? "95600" : "95500";
  incoming.caller_number = fmt::format("+86{}", 1'000 + below(200));
  incoming.sdp = "theirs";
  incoming.remote = "192.0.2.1:5060";
  lines_.insert(leg.value);
  customers_.insert(leg.value);
  say(sip::Event{incoming});
  if (!one_in(5)) at_random(is_flow ? 10 : 40, [this, leg] { press_some(leg); });
  // Patience and talk in one: they hang up some time, whatever is happening then.
  in(seconds(5 + below(600)), [this, leg] { hang_up(leg); });
}

void Exchange::hang_up(sip::LegId leg) {
  if (!lines_.contains(leg.value) || silent_.contains(leg.value)) return;
  if (one_in(20)) {  // their BYE never reaches us; the sound stops
    ++tally_.lost_byes;
    silent_.insert(leg.value);
    for (int i = 1; i <= 40;
         ++i)  // told again while a hold keeps it from being believed; the session timer ends it
      in(seconds(30 * i), [this, leg, i] {
        if (!lines_.contains(leg.value)) return;
        say(media::Event{media::Inactive{media::LegId{leg.value}}});
        if (i == 40 && lines_.erase(leg.value) != 0)
          say(sip::Event{sip::Ended{leg, sip::EndedBy::timeout, 408, 0, ""}});
      });
    return;
  }
  lines_.erase(leg.value);
  say(sip::Event{sip::Ended{leg, sip::EndedBy::peer, 200, 16, ""}});
}

void Exchange::say(Event event) {
  if (!failure_.empty()) return;
  for (const Effect& effect : control_.apply(event, now_))
    carry_out(effect);
}

void Exchange::carry_out(const Effect& effect) {
  if (const auto* command = std::get_if<sip::Command>(&effect)) {
    const auto end = [&](sip::LegId leg, int code) {
      if (lines_.erase(leg.value) == 0) return;
      in(milliseconds(1), [this, leg, code] {
        say(sip::Event{sip::Ended{leg, sip::EndedBy::us, code, 16, ""}});
      });
    };
    if (const auto* invite = std::get_if<sip::Invite>(command)) {
      const sip::LegId leg = invite->leg;
      lines_.insert(leg.value);
      const std::int64_t fate = below(10);
      if (fate < 2) {  // busy, or the gateway is dead
        ++tally_.dead_phones;
        in(fate == 0 ? milliseconds(50) : seconds(32), [this, leg, fate] {
          if (lines_.erase(leg.value) != 0)
            say(sip::Event{sip::Ended{leg, sip::EndedBy::peer, fate == 0 ? 486 : 408, 0, ""}});
        });
      } else if (fate < 9) {  // else it rings until the offer ends
        at_random(15, [this, leg] {
          if (!lines_.contains(leg.value)) return;
          if (one_in(3)) say(sip::Event{sip::Progress{leg, 183, "theirs"}});
          say(sip::Event{sip::Answered{leg, "theirs"}});
          in(seconds(5 + below(400)), [this, leg] { hang_up(leg); });
        });
      } else {
        in(minutes(2), [this, leg] {
          if (lines_.erase(leg.value) != 0)
            say(sip::Event{sip::Ended{leg, sip::EndedBy::timeout, 408, 0, ""}});
        });
      }
    }
    if (const auto* hangup = std::get_if<sip::Hangup>(command)) end(hangup->leg, 200);
    if (const auto* refuse = std::get_if<sip::Refuse>(command)) end(refuse->leg, refuse->code);
  } else if (const auto* open = std::get_if<OpenMedia>(&effect)) {
    const bool is_refused = one_in(100);
    tally_.refused_media += is_refused;
    if (!is_refused && !media_.insert(open->leg.value).second) failure_ = "a media leg was opened twice";
    in(Duration{}, [this, leg = open->leg, is_refused] {
      say(is_refused ? Described{leg, "", "no_common_codec"} : Described{leg, "ours", ""});
    });
  } else if (const auto* again = std::get_if<AnswerMedia>(&effect)) {
    in(Duration{}, [this, leg = again->leg] {
      if (media_.contains(leg.value)) say(Described{leg, "ours", ""});
    });
  } else if (const auto* arm = std::get_if<ArmTimer>(&effect)) {
    in(std::max(Duration{}, arm->due - now_), [this, timer = arm->timer] {
      if (call_timers_off_.erase(timer.value) == 0) say(TimerDue{timer});
    });
  } else if (const auto* cancel = std::get_if<CancelTimer>(&effect)) {
    call_timers_off_.insert(cancel->timer.value);
  } else if (const auto* hear = std::get_if<Hear>(&effect)) {
    ears_[hear->leg.value] = hear->others;
    check_hearing();
  } else if (const auto* close = std::get_if<CloseMedia>(&effect)) {
    ears_.erase(close->leg.value);
    customers_.erase(close->leg.value);
    if (media_.erase(close->leg.value) == 0)
      failure_ = fmt::format("media leg {} was closed twice", close->leg.value);
  } else if (const auto* start = std::get_if<StartRecording>(&effect)) {
    ++tally_.recordings;
    auto& legs = recordings_[start->tap.value];
    if (!legs.empty()) failure_ = "a recording was begun twice";
    legs = start->left;
    legs.insert(legs.end(), start->right.begin(), start->right.end());
    if (one_in(20)) at_random(60, [this, tap = start->tap] { say(RecordingEnded{tap}); });  // a full disk
  } else if (const auto* change = std::get_if<ChangeRecording>(&effect)) {
    if (!recordings_.contains(change->tap.value)) failure_ = "a recording was changed that is none";
    auto& legs = recordings_[change->tap.value];
    legs = change->left;
    legs.insert(legs.end(), change->right.begin(), change->right.end());
  } else if (const auto* stop = std::get_if<StopRecording>(&effect)) {
    if (recordings_.erase(stop->tap.value) == 0) failure_ = "a recording was ended twice";
  } else if (const auto* left = std::get_if<StartVoicemail>(&effect)) {
    recordings_[left->tap.value] = {left->leg};
    voicemails_[left->tap.value] = *left;
    if (!one_in(4)) at_random(3, [this, begun = *left] { speak_some(begun); });
    if (one_in(20)) at_random(20, [this, tap = left->tap] { say(RecordingEnded{tap}); });
  } else if (const auto* over = std::get_if<StopVoicemail>(&effect)) {
    if (recordings_.erase(over->tap.value) == 0) failure_ = "a voicemail was ended twice";
    ++(over->is_left ? tally_.voicemails : tally_.nothing_left);
    const StartVoicemail kept = voicemails_[over->tap.value];
    voicemails_.erase(over->tap.value);
    if (over->is_left)
      in(milliseconds(30), [this, kept, has_hung_up = over->has_hung_up] { keep(kept, has_hung_up); });
  } else if (const auto* play = std::get_if<Play>(&effect)) {
    if (play->sound == Sound::not_taken)
      in(seconds(4), [this, leg = play->leg] {
        say(media::Event{media::PlayerEnded{leg, {}, media::PlayerEnd::finished}});
      });
  } else if (const auto* identify = std::get_if<Identify>(&effect)) {
    Identified identified;
    identified.call = identify->call;
    identified.interaction = InteractionId{++last_interaction_};
    identified.customer = CustomerId{1 + below(200)};
    if (identify->flow)  // now and then the flow has just gone
      identified.flow = sb::FlowStart{flow_id, one_in(50) ? 2 : 1, 0, false, {}};
    at_random(1, [this, identified] { say(identified); });
    if (one_in(4))  // if they wait long enough
      in(seconds(5 + below(60)), [this, id = identified.interaction] {
        if (!board_.interaction(id)) return;
        ++tally_.booked;
        apply(sb::CallbackBooked{id, one_in(4) ? now_ + minutes(10) : Instant{}, {}}, {}, false);
      });
  } else if (const auto* asked = std::get_if<FindNumber>(&effect)) {
    NumberFound found{asked->call, asked->dial, one_in(20) ? "" : "+861001", "Li"};
    at_random(1, [this, found] { say(found); });
  } else if (const auto* speak = std::get_if<Speak>(&effect)) {
    ++tally_.spoken;
    const auto key = std::pair(speak->leg.value, speak->player.value);
    if (!media_.contains(speak->leg.value)) failure_ = "something is said to nobody";
    at_random(9, [this, key, leg = speak->leg, player = speak->player] {
      if (stopped_.erase(key) == 0 && media_.contains(leg.value))
        say(media::Event{media::PlayerEnded{leg, player, media::PlayerEnd::finished}});
    });
  } else if (const auto* silenced = std::get_if<StopSpeaking>(&effect)) {
    stopped_.insert({silenced->leg.value, silenced->player.value});
    in(milliseconds(20), [this, leg = silenced->leg, player = silenced->player] {
      say(media::Event{media::PlayerEnded{leg, player, media::PlayerEnd::stopped}});
    });
  } else if (const auto* keyed = std::get_if<Keyed>(&effect)) {
    const bool is_good = !keyed->digits.empty();
    const sb::FlowInput input{keyed->interaction, keyed->turn,
                              is_good ? sb::FlowInputKind::collected : sb::FlowInputKind::not_understood, 0,
                              is_good ? 1 : 0};
    in(milliseconds(15), [this, input] { apply(input, {}, false); });
  } else if (const auto* chosen = std::get_if<ChoosePlace>(&effect)) {
    ++(chosen->is_there ? tally_.to_chat : tally_.from_chat);
    const auto [from, to] = chosen->is_there ? std::pair(chosen->interaction, chosen->other.chat)
                                             : std::pair(chosen->other.chat, chosen->interaction);
    const sb::PlaceMoved moved{from, to, {}, minutes(2)};
    in(milliseconds(15), [this, moved] { apply(moved, {}, false); });
  } else if (const auto* number = std::get_if<KeepNumber>(&effect)) {
    const NumberKept kept{org, number->interaction, number->turn, !one_in(20)};
    in(milliseconds(15), [this, kept] { say(kept); });
  } else if (const auto* submitted = std::get_if<Submit>(&effect)) {
    in(milliseconds(2), [this, event = submitted->event, call = submitted->call] { submit(event, call); });
  } else if (const auto* answer = std::get_if<AnswerStation>(&effect)) {
    for (Agent& agent : agents_) {
      if (agent.connection == answer->connection) agent.station = media::LegId{answer->station.value};
    }
    if (answer->connection == 1'000'000 && answer->failure.empty())
      in(milliseconds(10),
         [this, leg = media::LegId{answer->station.value}] { say(media::Event{media::Connected{leg}}); });
  }
}

// Two customers who do not know of each other never hear the same agent.
void Exchange::check_hearing() {
  std::set<std::int64_t> heard;
  for (const std::int64_t customer : customers_) {
    const auto ear = ears_.find(customer);
    if (ear == ears_.end()) continue;
    for (const media::LegId voice : ear->second)
      if (!heard.insert(voice.value).second)
        failure_ = fmt::format("leg {} is heard by two customers", voice.value);
  }
}

void Exchange::submit(const sb::Event& event, CallId call) {
  apply(event, call, true);
}

void Exchange::apply(const sb::Event& event, CallId call, bool is_submitted) {
  if (!failure_.empty()) return;
  const sb::Effects effects = board_.apply(event, now_);
  if (effects.refusal) {
    const bool is_arrival = std::holds_alternative<sb::InteractionArrived>(event);
    if (is_submitted)
      in(milliseconds(1), [this, call, is_arrival] { say(NotTaken{call, is_arrival, "refused"}); });
    return;
  }
  for (const sb::Effect& effect : effects.list) {
    react(effect);
    if (const auto* entered = std::get_if<sb::FlowStepEntered>(&effect)) {
      if (entered->expires_at.us != 0) tell_step(*entered);
    } else if (const auto* told = std::get_if<sb::FlowTreatment>(&effect)) {
      FlowAsked asked;
      asked.org = org;
      asked.interaction = told->interaction;
      asked.turn = told->turn;
      asked.asks = Asks::treatment;
      asked.says = {{"something", "en", {}}};
      if (told->has_offer) asked.keys = {"1"};
      in(milliseconds(8), [this, asked] { say(asked); });
    }
    if (!std::holds_alternative<sb::ArmTimer>(effect) && !std::holds_alternative<sb::CancelTimer>(effect))
      in(milliseconds(3), [this, effect] { say(Told{org, effect}); });
  }
}

void Exchange::react(const sb::Effect& effect) {
  if (const auto* arm = std::get_if<sb::ArmTimer>(&effect)) {
    cancelled_.erase(arm->timer.value);
    in(std::max(Duration{}, arm->due - now_), [this, timer = arm->timer] {
      if (cancelled_.erase(timer.value) == 0) apply(sb::TimerFired{timer}, {}, false);
    });
  } else if (const auto* cancel = std::get_if<sb::CancelTimer>(&effect)) {
    cancelled_.insert(cancel->timer.value);
  } else if (const auto* made = std::get_if<sb::OfferMade>(&effect)) {
    answer_offer(*made);
  } else if (const auto* changed = std::get_if<sb::InteractionChanged>(&effect)) {
    if (changed->change == sb::Change::queued && changed->channel == sb::Channel::voice && one_in(4))
      open_chat(changed->interaction);
    if (changed->change == sb::Change::accepted) {
      ++tally_.talks;
      at_random(60, [this, id = changed->interaction, agent = changed->agent] { meddle(id, agent); });
      in(seconds(10 + below(500)), [this, id = changed->interaction, agent = changed->agent] {
        apply(sb::ConversationEnded{id, agent}, {}, false);
      });
    }
  } else if (const auto* closed = std::get_if<sb::InteractionClosed>(&effect)) {
    tally_.abandoned += closed->outcome == sb::Outcome::abandoned;
    tally_.reached += closed->dials && closed->outcome == sb::Outcome::completed;
    tally_.failed += closed->outcome == sb::Outcome::callback_failed;
  } else if (std::holds_alternative<sb::DialStarted>(effect)) {
    ++tally_.dials;
  } else if (const auto* agent = std::get_if<sb::AgentChanged>(&effect)) {
    // People come back from "not responding".
    if (agent->presence == sb::Presence::not_responding)
      at_random(300, [this, id = agent->agent] {
        apply(sb::PresenceRequested{id, sb::Presence::available, {}, false, id}, {}, false);
      });
  }
}

// A caller in line opens a chat as well, and hears of it.
void Exchange::open_chat(InteractionId caller) {
  sb::InteractionArrived arrived;
  arrived.interaction = InteractionId{++last_interaction_};
  arrived.channel = sb::Channel::chat;
  arrived.queue = queue;
  apply(arrived, {}, false);
  const InteractionId chat = arrived.interaction;
  if (!board_.interaction(chat)) return;
  OtherPlace other;
  other.pair = PairId{chat.value};
  other.chat = chat;
  other.can_come_here = true;
  at_random(5, [this, caller, other] { say(OtherPlaceTold{org, caller, other}); });
  if (one_in(4)) at_random(90, [this, caller] { say(OtherPlaceTold{org, caller, {}}); });
  in(seconds(30 + below(600)), [this, chat] { apply(sb::CustomerLeft{chat}, {}, false); });
}

// At a desk people click; a phone rings by itself, and some click beside it. Nobody has to where nobody is
// asked.
void Exchange::answer_offer(const sb::OfferMade& offer) {
  const Agent& agent = agents_[static_cast<std::size_t>(offer.agent.value - 1)];
  tally_.unasked += offer.is_unasked;
  // Voicemails and chats ring nowhere: they are taken at the desk.
  const auto view = board_.interaction(offer.interaction);
  const bool rings = !view || view->channel == sb::Channel::voice;
  if (rings && (agent.has_phone || offer.is_unasked) && !one_in(20)) return;
  if (one_in(8)) return;  // not answered
  at_random(15, [this, offer] {
    apply(sb::OfferAccepted{offer.interaction, offer.agent, offer.offer}, {}, false);
  });
}

// Something an agent or a supervisor does in the middle of a call.
void Exchange::meddle(InteractionId interaction, AgentId agent) {
  const ConnectionId connection = agents_[static_cast<std::size_t>(agent.value - 1)].connection;
  const auto ask = [&](UserId user, Action action, const std::string& digits = "") {
    say(Asked{org, user, connection, interaction, action, digits});
  };
  switch (below(15)) {
    case 0:
      ++tally_.holds;
      ask(agent, Action::hold);
      at_random(100, [this, interaction, agent] {
        say(Asked{org, agent, 1, interaction, Action::resume, ""});
      });
      break;
    case 1:
      ++tally_.supervised;
      ask(boss, Action::monitor);
      at_random(30, [this, interaction] { say(Asked{org, boss, 1, interaction, Action::whisper, ""}); });
      at_random(90, [this, interaction] { say(Asked{org, boss, 1, interaction, Action::leave, ""}); });
      break;
    case 2:
      ++tally_.outside;
      ask(agent, Action::dial, "+442012345678");
      at_random(60, [this, interaction, agent] {
        say(Asked{org, agent, 1, interaction, one_in(2) ? Action::hand_to_outside : Action::conference, ""});
      });
      break;
    case 3:
      ++tally_.transfers;
      apply(sb::TransferredToQueue{interaction, agent, queue, {}}, {}, false);
      break;
    case 4: {
      ++tally_.consults;
      const AgentId to{1 + below(9)};
      apply(sb::ConsultStarted{interaction, agent, to, {}}, {}, false);
      at_random(120, [this, interaction, agent] {
        if (one_in(2))
          apply(sb::ConsultCompleted{interaction, agent}, {}, false);
        else
          apply(sb::ConsultEnded{interaction, agent}, {}, false);
      });
      break;
    }
    case 5:
      close_desk(agents_[static_cast<std::size_t>(agent.value - 1)]);
      break;
    case 6:
      ask(agent, Action::mute);
      ask(agent, Action::press, "12#");
      break;
    case 7:
    case 8:
    case 9:
      meddle_at_phone(interaction, agent);
      break;
    case 10: {
      ++tally_.parked;
      ask(agent, Action::park);
      const UserId by{1 + below(10)};
      at_random(240, [this, interaction, by] { say(Asked{org, by, 1, interaction, Action::pick_up, ""}); });
      break;
    }
    case 11:
      ask(agent, Action::pause_recording);
      at_random(30, [this, interaction, agent] {
        say(Asked{org, agent, 1, interaction, Action::resume_recording, ""});
      });
      break;
    case 12:
      ask(agent, one_in(2) ? Action::record : Action::stop_recording);
      break;
    default:
      break;
  }
}

// At their own device: hold, a transfer, or a second call and then a transfer.
void Exchange::meddle_at_phone(InteractionId interaction, AgentId agent) {
  const std::int64_t line = control_.line_of_user(org, interaction, agent).value;
  if (!lines_.contains(line)) return;
  const sip::LegId leg{line};
  const auto hold = [&](const char* direction) {
    say(sip::Event{sip::ModifyAsked{
        leg, fmt::format("v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\n"
                         "m=audio 4000 RTP/AVP 8\r\na={}\r\n",
                         direction)}});
  };
  const char* const targets[] = {"2007", "2008", "2010", "95500", "+442012345678", "nobody"};
  if (one_in(3)) {
    ++tally_.phone_holds;
    hold("sendonly");
    if (one_in(2)) hold("sendrecv");
    return;
  }
  if (one_in(2)) {
    ++tally_.phone_transfers;
    sip::ReferAsked asked;
    asked.leg = leg;
    asked.target_number = targets[below(6)];
    say(sip::Event{asked});
    if (one_in(2)) at_random(3, [this, leg] { hang_up(leg); });
    return;
  }
  ++tally_.phone_consults;
  hold("sendonly");
  sip::Incoming second;
  second.leg = sip::LegId{++last_incoming_};
  second.source.phone = sip::PhoneId{agent.value};
  second.called_number = targets[below(6)];
  second.sdp = "theirs";
  second.remote = "192.0.2.9:5060";
  lines_.insert(second.leg.value);
  say(sip::Event{second});
  at_random(40, [this, leg, other = second.leg] {
    if (one_in(3)) return hang_up(other);
    if (!lines_.contains(leg.value) || !lines_.contains(other.value)) return;
    sip::ReferAsked asked;
    asked.leg = one_in(2) ? leg : other;
    asked.replaced = asked.leg == leg ? other : leg;
    asked.replaces = sip::Replaces{"call", "to", "from", false};
    say(sip::Event{asked});
  });
  in(seconds(100 + below(300)), [this, other = second.leg] { hang_up(other); });
}

std::string Exchange::broken() const {
  if (!failure_.empty()) return failure_;
  std::set<std::int64_t> ours;
  for (const media::LegId leg : control_.open_media())
    ours.insert(leg.value);
  for (const std::int64_t leg : media_) {
    if (!ours.contains(leg)) return fmt::format("media leg {} is open, and no call knows it", leg);
  }
  for (const auto& [tap, legs] : recordings_) {
    for (const media::LegId leg : legs)
      if (!media_.contains(leg.value))
        return fmt::format("recording {} is of leg {}, which is gone", tap, leg.value);
  }
  return "";
}

std::string Exchange::run(int hours) {
  end_ = now_ + rapport::hours(hours);
  next_customer();
  std::int64_t steps = 0;
  while (!due_.empty()) {
    const Due next = due_.top();
    due_.pop();
    now_ = std::max(now_, next.at);
    next.what();
    if (auto what = broken(); !what.empty())
      return fmt::format("at {} s: {}", (now_.us - 1'000'000'000'000) / 1'000'000, what);
    if (++steps % 500 == 0) {
      if (auto what = board_.broken_invariant(now_); !what.empty()) return what;
    }
  }
  // The day is over and everything has had its time to end.
  if (control_.calls() != 0) return fmt::format("{} calls are left", control_.calls());
  if (!lines_.empty()) return fmt::format("{} lines are left open", lines_.size());
  if (!recordings_.empty()) return fmt::format("{} recordings go on", recordings_.size());
  if (media_.size() != control_.stations())
    return fmt::format("{} media legs are left, {} desks", media_.size(), control_.stations());
  if (board_.open_interactions() != 0)
    return fmt::format("{} interactions are left", board_.open_interactions());
  std::string stuck;
  board_.each_agent([&](const sb::AgentView& view) {
    if (!view.interactions.empty() || view.units_used != 0)
      stuck = fmt::format("agent {} is stuck", view.agent.value);
  });
  return stuck;
}

}  // namespace rapport::calls::tests
