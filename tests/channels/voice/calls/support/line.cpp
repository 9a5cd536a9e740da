#include "channels/voice/calls/support/line.h"

#include <fmt/format.h>

#include <algorithm>

namespace rapport::calls::tests {

Line::Line() {
  Configuration configuration;
  Number number;
  number.id = ChannelId{5};
  number.org = org;
  number.number = "95500";
  number.trunk = trunk;
  number.queue = queue;
  number.language = "zh";
  configuration.numbers.push_back(number);
  configuration.trunks[trunk] = TrunkRules{org, "95500"};
  configuration.agents[{org, bob}] = AgentPhone{"2002", bobs_phone, "", {}};
  configuration.agents[{org, cleo}] = AgentPhone{"2003", cleos_phone, "", {}};
  configured = configuration;
  happen(Configured{std::move(configuration)});
}

void Line::happen(Event event) {
  next_.push_back(std::move(event));
  while (!next_.empty()) {
    const Event first = std::move(next_.front());
    next_.pop_front();
    now = now + milliseconds(10);
    for (const Effect& effect : control.apply(first, now))
      carry_out(effect);
  }
}

void Line::carry_out(const Effect& effect) {
  if (const auto* command = std::get_if<sip::Command>(&effect)) {
    commands.push_back(*command);
    if (const auto* invite = std::get_if<sip::Invite>(command)) lines.insert(invite->leg.value);
    const auto end = [&](sip::LegId leg) {
      if (lines.erase(leg.value) != 0)
        next_.emplace_back(sip::Event{sip::Ended{leg, sip::EndedBy::us, 200, 16, ""}});
    };
    if (const auto* hangup = std::get_if<sip::Hangup>(command)) end(hangup->leg);
    if (const auto* refuse = std::get_if<sip::Refuse>(command)) end(refuse->leg);
  } else if (const auto* open = std::get_if<OpenMedia>(&effect)) {
    if (answers_media) {
      media.insert(open->leg.value);
      next_.emplace_back(Described{open->leg, "ours", ""});
    } else {
      next_.emplace_back(Described{open->leg, "", "no_common_codec"});
    }
  } else if (const auto* again = std::get_if<AnswerMedia>(&effect)) {
    next_.emplace_back(Described{again->leg, "ours", ""});
  } else if (const auto* hear = std::get_if<Hear>(&effect)) {
    ears[hear->leg.value] = hear->others;
  } else if (const auto* play = std::get_if<Play>(&effect)) {
    sounds[play->leg.value] = play->sound;
    music[play->leg.value] = play->prompt;
  } else if (const auto* speak = std::get_if<Speak>(&effect)) {
    speaking[speak->leg.value] = *speak;
  } else if (const auto* stop = std::get_if<StopSpeaking>(&effect)) {
    speaking.erase(stop->leg.value);
    next_.emplace_back(media::Event{media::PlayerEnded{stop->leg, stop->player, media::PlayerEnd::stopped}});
  } else if (const auto* kept = std::get_if<SetSecret>(&effect)) {
    kept->is_on ? (void)secret.insert(kept->leg.value) : (void)secret.erase(kept->leg.value);
  } else if (const auto* typed = std::get_if<Keyed>(&effect)) {
    keyed.push_back(*typed);
  } else if (const auto* chosen = std::get_if<ChoosePlace>(&effect)) {
    choices.push_back(*chosen);
  } else if (const auto* close = std::get_if<CloseMedia>(&effect)) {
    speaking.erase(close->leg.value);
    secret.erase(close->leg.value);
    if (media.erase(close->leg.value) == 0) twice.insert(close->leg.value);
    ears.erase(close->leg.value);
    sounds.erase(close->leg.value);
  } else if (const auto* identify = std::get_if<Identify>(&effect)) {
    call = identify->call;
    Identified identified;
    identified.call = identify->call;
    identified.interaction = interaction;
    identified.customer = CustomerId{9};
    identified.flow = begins_with;
    next_.emplace_back(identified);
  } else if (const auto* asked = std::get_if<FindNumber>(&effect)) {
    next_.emplace_back(NumberFound{asked->call, asked->dial, callback_number, "Li"});
  } else if (const auto* number = std::get_if<KeepNumber>(&effect)) {
    kept_numbers.push_back(number->number);
    if (keeps_numbers)
      next_.emplace_back(NumberKept{number->org, number->interaction, number->turn, number->number != "911"});
  } else if (const auto* submit = std::get_if<Submit>(&effect)) {
    events.push_back(submit->event);
  } else if (const auto* answer = std::get_if<AnswerStation>(&effect)) {
    stations[answer->connection] = media::LegId{answer->station.value};
  } else if (const auto* start = std::get_if<StartRecording>(&effect)) {
    Taped taped;
    taped.begun = *start;
    taped.left = start->left;
    taped.right = start->right;
    recordings.push_back(std::move(taped));
  } else if (const auto* changed = std::get_if<ChangeRecording>(&effect)) {
    recordings.back().left = changed->left;
    recordings.back().right = changed->right;
  } else if (const auto* paused = std::get_if<PauseRecording>(&effect)) {
    recordings.back().is_paused = paused->is_paused;
  } else if (const auto* mark = std::get_if<MarkRecording>(&effect)) {
    recordings.back().marks.emplace_back(mark->mark, mark->user);
  } else if (std::get_if<StopRecording>(&effect) != nullptr) {
    if (recordings.back().is_ended) twice.insert(recordings.back().begun.tap.value);
    recordings.back().is_ended = true;
  } else if (const auto* left = std::get_if<StartVoicemail>(&effect)) {
    voicemails.push_back(*left);
  } else if (const auto* over = std::get_if<StopVoicemail>(&effect)) {
    if (voicemails.empty() || voicemails.size() == voicemails_over.size()) twice.insert(over->tap.value);
    voicemails_over.push_back(*over);
  } else if (const auto* refused = std::get_if<CallRefused>(&effect)) {
    refusals.push_back(*refused);
  } else if (const auto* tell = std::get_if<TellCall>(&effect)) {
    told.push_back(*tell);
    shown = tell->call;
  } else if (const auto* one = std::get_if<TellCallTo>(&effect)) {
    told_one.push_back(*one);
  } else if (const auto* places = std::get_if<TellParked>(&effect)) {
    parked.push_back(*places);
  } else if (const auto* arm = std::get_if<ArmTimer>(&effect)) {
    timers[arm->timer.value] = arm->due;
  } else if (const auto* cancel = std::get_if<CancelTimer>(&effect)) {
    timers.erase(cancel->timer.value);
  }
}

sip::LegId Line::ring(const std::string& number) {
  sip::Incoming incoming;
  incoming.leg = sip::LegId{++last_incoming_};
  incoming.source.trunk = trunk;
  incoming.called_number = "95500";
  incoming.caller_number = number;
  incoming.sdp = "theirs";
  incoming.remote = "192.0.2.1:5060";
  lines.insert(incoming.leg.value);
  happen(sip::Event{incoming});
  return incoming.leg;
}

void Line::open_station(AgentId agent, ConnectionId connection) {
  happen(StationOffered{org, agent, connection, "theirs"});
  happen(media::Event{media::Connected{stations.at(connection)}});
}

void Line::offer(AgentId agent, bool is_consult, bool is_unasked) {
  switchboard::OfferMade made;
  made.offer = open_offer = switchboard::OfferId{++last_offer_};
  made.interaction = interaction;
  made.agent = agent;
  made.queue = queue;
  made.is_consult = is_consult;
  made.is_unasked = is_unasked;
  tell(made);
}

void Line::close_offer(switchboard::OfferEnd end) {
  tell(switchboard::OfferClosed{open_offer, interaction, {}, end});
}

void Line::change(switchboard::Change change, AgentId agent) {
  switchboard::InteractionChanged changed;
  changed.interaction = interaction;
  changed.change = change;
  changed.channel = switchboard::Channel::voice;
  changed.agent = agent;
  tell(changed);
}

void Line::flow_asks(Asks asks, FlowAsked how) {
  how.org = org;
  how.interaction = interaction;
  how.turn = ++turn;
  how.asks = asks;
  if (how.says.empty() && asks != Asks::pause && asks != Asks::transfer) how.says = {{"something", "en", {}}};
  happen(std::move(how));
}

void Line::press(sip::LegId leg, const std::string& keys) {
  for (const char key : keys)
    happen(media::Event{media::Digit{media::LegId{leg.value}, key, 100, false}});
}

void Line::speech_ends(sip::LegId leg) {
  const auto found = speaking.find(leg.value);
  if (found == speaking.end()) return;
  const media::PlayerEnded ended{found->second.leg, found->second.player, media::PlayerEnd::finished};
  speaking.erase(found);
  happen(media::Event{ended});
}

void Line::talks(bool is_talking) {
  happen(VoiceHeard{org, interaction, voicemails.back().tap, is_talking});
}

void Line::wait(Duration time) {
  const Instant until = now + time;
  for (;;) {
    const auto next = std::min_element(timers.begin(), timers.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    if (next == timers.end() || until < next->second) break;
    now = next->second;
    const TimerId timer{next->first};
    timers.erase(next);
    happen(TimerDue{timer});
  }
  now = std::max(now, until);
}

void Line::end(sip::LegId leg, int code) {
  lines.erase(leg.value);
  happen(sip::Event{sip::Ended{leg, sip::EndedBy::peer, code, 16, ""}});
}

void Line::ask(AgentId agent, Action action, const std::string& digits) {
  happen(Asked{org, agent, agent.value, interaction, action, digits});
}

bool Line::hears(media::LegId ear, media::LegId voice) const {
  const auto found = ears.find(ear.value);
  return found != ears.end() &&
         std::find(found->second.begin(), found->second.end(), voice) != found->second.end();
}

Sound Line::sound(media::LegId leg) const {
  const auto found = sounds.find(leg.value);
  return found == sounds.end() ? Sound::none : found->second;
}

std::string Line::leak() const {
  std::set<std::int64_t> ours, our_lines;
  for (const media::LegId leg : control.open_media())
    ours.insert(leg.value);
  for (const sip::LegId leg : control.open_sip())
    our_lines.insert(leg.value);
  if (ours != media) return fmt::format("{} media legs open, {} known", media.size(), ours.size());
  if (our_lines != lines) return fmt::format("{} lines open, {} known", lines.size(), our_lines.size());
  if (!twice.empty()) return fmt::format("media leg {} was closed and not open", *twice.begin());
  return "";
}

std::string Line::broken() const {
  if (auto found = leak(); !found.empty()) return found;
  for (const auto& [ear, voices] : ears) {
    for (const media::LegId voice : voices) {
      if (!media.contains(voice.value))
        return fmt::format("leg {} hears {}, which is not open", ear, voice.value);
    }
    const auto sound = sounds.find(ear);
    if (sound != sounds.end() && sound->second == Sound::hold_reminder) continue;
    if (!voices.empty() && sound != sounds.end() && sound->second != Sound::none)
      return fmt::format("leg {} hears voices and a sound", ear);
    if (!voices.empty() && speaking.contains(ear)) return fmt::format("leg {} hears voices and speech", ear);
  }
  for (const auto& [leg, speech] : speaking) {
    const auto sound = sounds.find(leg);
    if (sound != sounds.end() && sound->second != Sound::none)
      return fmt::format("leg {} hears speech and a sound", leg);
  }
  return "";
}

}  // namespace rapport::calls::tests
