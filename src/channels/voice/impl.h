// The inside of Voice, shared by its sources.
#pragma once

#include <atomic>
#include <deque>
#include <set>
#include <thread>

#include "base/inbox.h"
#include "channels/voice/calls/call_control.h"
#include "channels/voice/media/plane.h"
#include "channels/voice/number_border.h"
#include "channels/voice/sip/signalling.h"
#include "channels/voice/sounds.h"
#include "channels/voice/states.h"
#include "channels/voice/voice.h"

namespace rapport::voice {

// Beyond it calls would be served seconds late: what comes is dropped and logged.
inline constexpr std::size_t events_max = 100'000;

// What is to be said on a leg, decoded; nothing of it when it could not be made.
struct Prepared {
  media::LegId leg = {};
  media::PlayerId player = {};
  std::vector<media::SharedClip> clips = {};
};
// A voicemail's tape, all of it written.
struct TapeEnded {
  media::TapId tap = {};
  std::int64_t duration_ms = 0;
};
using Happening = std::variant<calls::Event, Prepared, TapeEnded>;

// A voicemail from its beep until it is handed over: call control has said what it is worth, and its tape has
// ended, whichever comes first.
struct LeavingVoicemail {
  voicemails::Voicemail voicemail = {};
  std::optional<calls::StopVoicemail> stopped = {};
  std::optional<std::int64_t> duration_ms = {};
};

struct Voice::Impl {
  Impl(Options the_options, Parts the_parts)
      : options(std::move(the_options)), parts(the_parts), control(options.calls) {}

  void post(calls::Event event) { send(std::move(event)); }
  void post(Prepared prepared) { send(std::move(prepared)); }
  void post(TapeEnded ended) { send(ended); }
  void send(Happening what);
  void run();
  void apply(calls::Event event);
  void fire_timers();

  // carry_out.cpp
  void carry_out(sip::Command command);
  void carry_out(const calls::OpenMedia& open);
  void carry_out(const calls::AnswerMedia& answer);
  void carry_out(const calls::AcceptMedia& accept);
  void carry_out(const calls::Hear& hear);
  void carry_out(const calls::Mute& mute);
  void carry_out(const calls::Play& play);
  void carry_out(const calls::SetSecret& secret);
  void carry_out(const calls::PressDigits& press);
  void carry_out(const calls::CloseMedia& close);
  void carry_out(const calls::StartRecording& start);
  void carry_out(const calls::ChangeRecording& change);
  void carry_out(const calls::PauseRecording& pause);
  void carry_out(const calls::MarkRecording& mark);
  void carry_out(const calls::StopRecording& stop);
  void carry_out(const calls::Identify& identify);
  void carry_out(const calls::FindNumber& asked);
  void carry_out(const calls::KeepNumber& typed);
  void carry_out(const calls::ChoosePlace& chosen);
  void carry_out(const calls::Keyed& keyed);
  void carry_out(const calls::Submit& submit);
  void carry_out(const calls::ArmTimer& timer);
  void carry_out(const calls::CancelTimer& timer);
  void carry_out(const calls::AnswerStation& answer);
  void carry_out(const calls::TellStation& tell);
  void carry_out(const calls::TellQuality& tell);
  void carry_out(const calls::TellCall& tell);
  void carry_out(const calls::TellCallTo& tell);
  void carry_out(const calls::TellParked& tell);
  void carry_out(const calls::CallRefused& refused);

  // speaking.cpp
  void carry_out(const calls::Speak& speak);
  void carry_out(const calls::StopSpeaking& stop);
  void play(Prepared prepared);

  // leaving.cpp
  void carry_out(const calls::StartVoicemail& start);
  void carry_out(const calls::StopVoicemail& stop);
  void note(const TapeEnded& ended);
  void hand_over(media::TapId tap);
  void hand_over_all();  // what found no worker

  // identify.cpp, on a worker
  calls::Identified identify(const calls::Identify& asked);
  calls::NumberFound find_number(const calls::FindNumber& asked);

  const Options options;
  const Parts parts;
  Inbox<Happening> inbox{events_max};
  std::unique_ptr<sip::Signalling> signalling;
  std::unique_ptr<media::Plane> plane;
  std::unique_ptr<Sounds> sounds;
  States states;
  std::atomic<bool> is_on{false};  // false: nobody takes events (any more)
  std::thread thread;

  // --- own thread ---
  calls::CallControl control;
  NumberBorder numbers;
  std::set<std::pair<Instant, calls::TimerId>> timers;
  std::deque<calls::Event> next;  // what follows at once from what was carried out
  std::map<media::TapId, std::shared_ptr<recordings::Tape>> tapes;
  std::map<media::LegId, media::PlayerId> speaking;  // what each leg is being told, or will be
  std::map<media::TapId, LeavingVoicemail> leaving;
  bool has_waiting_voicemails = false;
};

}  // namespace rapport::voice
