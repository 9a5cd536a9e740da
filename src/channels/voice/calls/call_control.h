// CallControl: what happens on the phone, for every organisation. A pure state machine like the switchboard,
// beside it: the switchboard decides who talks to whom, call control makes it so and tells the switchboard
// what happened on the line. Told what happened and when, it answers with what should be done; it owns no
// socket, thread or clock.
//
// Promises, checked by the tests after every event: every SIP leg and every media leg that it opens or is
// told of is ended by it exactly once; a customer whose leg is up is in exactly one call; nobody but a
// supervisor who whispers or monitors hears more than they are heard by.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "channels/voice/calls/call.h"
#include "channels/voice/calls/call_effect.h"
#include "channels/voice/calls/call_event.h"

namespace rapport::calls {

class CallControl {
 public:
  explicit CallControl(Limits limits = {}) : limits_(limits) {}

  std::vector<Effect> apply(const Event& event, Instant now);

  std::size_t calls() const { return calls_.size(); }
  std::size_t stations() const { return stations_.size(); }
  // Everything of ours that is open somewhere else; empty when nothing leaks.
  std::vector<media::LegId> open_media() const;
  std::vector<sip::LegId> open_sip() const;
  // Of a user in a call; none: they have no line of their own there.
  sip::LegId line_of_user(OrgId org, InteractionId interaction, UserId user) const;

 private:
  // arriving.cpp
  void on(const Configured& configured);
  void on(const sip::Incoming& incoming);
  void on(const Described& described);
  void on(const Identified& identified);
  void on(const NotTaken& refused);
  void arrive(Call& call, const Identified& identified);
  void announced(Call& call, bool is_heard);
  // standing_aside.cpp
  void stand_aside(Call& call);
  void come_back(Call& call);
  void on(const OtherPlaceTold& told);
  void ask_where(Call& call);  // before every settling: once nothing else is said to them
  bool chooses_place(Call& call, char digit);

  // calling_back.cpp
  void on(OrgId org, const switchboard::DialStarted& started);
  void on(OrgId org, const switchboard::DialStopped& stopped);
  void on(const NumberFound& found);
  Number line_out(OrgId org, QueueId queue) const;
  Call& open_callback(OrgId org, InteractionId interaction, QueueId queue);
  void hold_agent(Call& call, UserId agent);
  void invite_customer(Call& call, Party& party, const std::string& sdp);
  void customer_answered(Call& call);
  void told(Call& call, bool is_heard);
  void customer_gone(Call& call, const Party& gone, const sip::Ended& ended);
  void let_wait_elsewhere(Call& call);

  // lines.cpp: what the SIP legs say
  void on(const sip::Event& event);
  void on(const sip::Progress& progress);
  void on(const sip::Answered& answered);
  void on(const sip::InfoDtmf& pressed);
  void not_picked_up(Call& call, UserId agent);
  void on(const sip::Ended& ended);

  // caller_id.cpp
  std::string number_of_queue(const Call& call, sip::TrunkId trunk) const;
  void show_caller(sip::Invite& invite, const Call& call) const;
  void show_customer(sip::Invite& invite, Call& call) const;

  // sounds.cpp: what the media legs say
  void on(const media::Event& event);

  // holding.cpp: hold at a device, and who is on hold for too long
  void on(const sip::ModifyAsked& asked);
  void take_hold(Call& call, Party& party);
  void keep_time(Call& call);
  void stop_timer(Call& call);
  void on(const TimerDue& due);

  // parking.cpp
  std::string park(Call& call);
  std::string pick_up(Call& call, const Asked& asked);
  void unpark(Call& call);
  void take_back(Call& call);
  bool talks_at_desk_in(Call& call, OrgId org, UserId user);
  bool is_busy_elsewhere(Call& call, UserId user);
  void hold_others(Call& call, UserId user);
  void parked_for_too_long(Call& call);
  void refuse_pick_up(Call& call, const std::string& reason);
  std::vector<ParkedShown> parked_in(OrgId org) const;
  void show_parked();

  // referring.cpp: what desk phones do by themselves: transfers, and second calls to consult somebody
  void on(const sip::ReferAsked& asked);
  int refer(Call& call, Party& by, const sip::ReferAsked& asked);
  int complete_at_phone(Call& call, Party& by);
  void referred(Call& call, int code);  // how the transfer ended
  void on_phone_call(const sip::Incoming& incoming);
  void begin_aside(Call& call, Party& aside);
  void answer_aside(Call& call);
  void refuse_aside(Call& call, int code);
  void aside_ended(Call& call, const Party& gone);
  void phone_left(Call& call);
  void outside_ended(Call& call, const Party& gone, int code);
  AgentId agent_at(OrgId org, const std::string& extension) const;
  const Number* number_at(OrgId org, const std::string& number) const;

  // serving.cpp: what the switchboard says
  void on(const Told& told);
  void on(OrgId org, const switchboard::OfferMade& offer);
  void on(OrgId org, const switchboard::OfferClosed& offer);
  void on(OrgId org, const switchboard::InteractionChanged& changed);
  void on(OrgId org, const switchboard::InteractionClosed& closed);
  void ring(Call& call, const switchboard::OfferMade& offer);
  void join(Call& call, UserId user, Role role);

  // flowing.cpp: the flow before and while they wait, and what is said to them
  void on(const FlowAsked& asked);
  void on(const MusicChosen& chosen);
  void on(const NumberKept& kept);
  void keep_number(Call& call);
  void connect(Call& call);
  void speak(Call& call, std::vector<phrases::Utterance> says);
  void hush(Call& call);
  void speech_ended(Call& call);
  void tend_flow(Call& call);  // before every settling: what of the flow is over
  void answer_flow(Call& call, switchboard::FlowInputKind kind, std::int32_t option = 0);
  void leave_flow_step(Call& call, std::int32_t exit);
  void listen_on(Call& call);

  // leaving.cpp: a voicemail
  void begin_voicemail(Call& call);
  void on(const VoiceHeard& heard);
  void wait_for_silence(Call& call);
  bool end_voicemail(Call& call, bool has_hung_up = false);  // whether something was left

  // keying.cpp: the keys the customer presses
  void pressed(Call& call, char digit);
  void take_keys(Call& call);
  void take_typed(Call& call);
  void wait_for_key(Call& call);
  void arm(Call& call, Duration lasts);
  void disarm(Call& call);
  void flow_due(Call& call);

  // stations.cpp
  void on(const StationOffered& offered);
  void on(const StationLeft& left);
  void on(const DeskLooks& looks);
  void tell_again(OrgId org, UserId user, ConnectionId connection);
  Station* station_of(OrgId org, UserId user);
  Station* station_of(media::LegId leg);
  void drop_station(StationId station, bool is_open = true);

  // asking.cpp: what the desks want
  void on(const Asked& asked);
  std::string carry_out(Call& call, const Asked& asked);
  std::string supervise(Call& call, const Asked& asked, Supervision how);

  std::string call_outside(Call& call, const std::string& number);
  void hand_to_outside(Call& call, UserId by);

  // ending.cpp
  void hang_up(Call& call, Party& party, int cause);
  void drop(Call& call, PartyId party);  // its ends are closed
  void end_call(CallId call);
  void send_away(Call& call);

  // recording.cpp
  void on(const RecordingEnded& ended);
  void record(Call& call);  // after every event: begins, changes, ends
  void end_recording(Call& call);
  void mark(const Call& call, RecordingMark mark, UserId user = {});
  std::string ask_recording(Call& call, const Asked& asked);
  void pause(Call& call, bool was_paused, RecordingMark mark, UserId user);
  // For flows: record this call or not, whatever its queue says; silence while secret digits are collected.
  void on(const RecordingWished& wished);
  void keep_wish(const Call& call);  // for when they are called back
  void collect_secret(Call& call, bool is_on);

  // topology.cpp: after every event, what each ear hears now
  void settle(Call& call);
  void settle_ear(Call& call, media::LegId leg, std::vector<media::LegId> others, Sound sound);
  void show(Call& call);

  Call* call_of(CallId call);
  Call* call_of(OrgId org, InteractionId interaction);
  Call* call_of(PartyId party);
  Call* call_of(media::LegId leg);
  void touch(const Call& call);
  static media::LegId beside(Call& call);  // where new legs of the call should lie
  PartyId next_party() { return PartyId{++last_id_}; }
  template <class E>
  void emit(E effect) {
    effects_.emplace_back(std::move(effect));
  }
  void submit(const Call& call, switchboard::Event event);

  const Limits limits_;
  Configuration configuration_;
  std::map<CallId, Call> calls_;
  std::map<StationId, Station> stations_;
  std::unordered_map<PartyId, CallId> call_of_party_;
  std::map<std::pair<OrgId, InteractionId>, CallId> call_of_interaction_;
  std::map<TimerId, CallId> timers_;
  // What customers without a line told a flow of recording; until their interaction is closed.
  std::map<std::pair<OrgId, InteractionId>, bool> wishes_;
  std::map<OrgId, std::vector<ParkedShown>> shown_parked_;
  std::int64_t last_id_ = 0;
  Instant now_;
  std::vector<Effect> effects_;
  std::vector<CallId> touched_;
};

}  // namespace rapport::calls
