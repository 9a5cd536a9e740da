// A telephone line for tests of call control: carries out its effects as the world would, at once, and
// remembers what each leg was told to hear.
#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "channels/voice/calls/call_control.h"

namespace rapport::calls::tests {

inline constexpr OrgId org{1};
inline constexpr QueueId queue{7};
inline constexpr sip::TrunkId trunk{3};
inline constexpr AgentId ann{11}, bob{12}, boss{13};
inline constexpr sip::PhoneId bobs_phone{21};
inline constexpr AgentId cleo{14};  // has a phone too
inline constexpr sip::PhoneId cleos_phone{22};

// A recording as the media plane would make it.
struct Taped {
  StartRecording begun;
  std::vector<media::LegId> left, right;
  bool is_paused = false, is_ended = false;
  std::vector<std::pair<RecordingMark, UserId>> marks;
};

class Line {
 public:
  Line();

  void happen(Event event);
  void tell(switchboard::Effect effect) { happen(Told{org, std::move(effect)}); }

  // A customer calls; returns their leg.
  sip::LegId ring(const std::string& number = "+861000");
  void open_station(AgentId agent, ConnectionId connection);
  void offer(AgentId agent, bool is_consult = false, bool is_unasked = false);
  void close_offer(switchboard::OfferEnd end);
  void change(switchboard::Change change, AgentId agent = {});
  // Time passes, and what is due by then happens.
  void wait(Duration time);
  // The other end of a line hangs up.
  void end(sip::LegId leg, int code = 200);
  template <class C>
  std::vector<C> sent() const {
    std::vector<C> found;
    for (const auto& command : commands) {
      if (const auto* one = std::get_if<C>(&command)) found.push_back(*one);
    }
    return found;
  }
  // The flow of the interaction, as the runner tells it.
  void flow_asks(Asks asks, FlowAsked how = {});
  void press(sip::LegId leg, const std::string& keys);
  void speech_ends(sip::LegId leg);
  void talks(bool is_talking);  // whoever leaves the last voicemail
  void ask(AgentId agent, Action action, const std::string& digits = "");

  bool hears(media::LegId ear, media::LegId voice) const;
  bool hear_each_other(media::LegId a, media::LegId b) const { return hears(a, b) && hears(b, a); }
  Sound sound(media::LegId leg) const;
  media::LegId station(ConnectionId connection) const { return stations.at(connection); }
  template <class E>
  std::vector<E> submitted() const {
    std::vector<E> found;
    for (const auto& event : events) {
      if (const auto* one = std::get_if<E>(&event)) found.push_back(*one);
    }
    return found;
  }
  // "" when every leg that was opened is closed, and the other way round.
  std::string leak() const;
  std::string broken() const;  // an invariant, after every event

  CallControl control;
  Instant now{1'000'000};
  InteractionId interaction{100};
  CallId call;  // the last customer's
  switchboard::OfferId open_offer;
  std::vector<sip::Command> commands;      // all that were sent
  std::vector<switchboard::Event> events;  // all that were submitted
  std::vector<CallRefused> refusals;
  std::vector<TellCall> told;        // to everybody in them
  std::vector<TellCallTo> told_one;  // again, to one desk
  std::vector<TellParked> parked;
  std::vector<Taped> recordings;
  CallShown shown;
  Configuration configured;
  std::set<std::int64_t> media, lines;  // open
  std::map<std::int64_t, std::vector<media::LegId>> ears;
  std::map<std::int64_t, Sound> sounds;
  std::map<std::int64_t, PromptId> music;  // by leg, of the last sound
  std::map<ConnectionId, media::LegId> stations;
  std::map<std::int64_t, Speak> speaking;  // by leg
  std::vector<StartVoicemail> voicemails;  // all that were begun
  std::vector<StopVoicemail> voicemails_over;
  std::set<std::int64_t> secret;  // legs whose keys are kept from others
  std::map<std::int64_t, Instant> timers;
  std::vector<Keyed> keyed;
  std::vector<ChoosePlace> choices;
  std::optional<switchboard::FlowStart> begins_with;  // the flow of the number
  std::int32_t turn = 0;
  std::set<std::int64_t> twice;  // legs closed that were not open
  bool answers_media = true;
  std::string callback_number = "+861000";
  std::vector<std::string> kept_numbers;  // typed by callers
  bool keeps_numbers = true;              // else nobody answers

 private:
  void carry_out(const Effect& effect);

  std::deque<Event> next_;
  std::int64_t last_incoming_ = 1'000'000;
  std::int64_t last_offer_ = 0;
};

}  // namespace rapport::calls::tests
