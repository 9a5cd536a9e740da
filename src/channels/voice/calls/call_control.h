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
  std::vector<Effect> apply(const Event& event, Instant now);

  std::size_t calls() const { return calls_.size(); }
  std::size_t stations() const { return stations_.size(); }
  // Everything of ours that is open somewhere else; empty when nothing leaks.
  std::vector<media::LegId> open_media() const;
  std::vector<sip::LegId> open_sip() const;

 private:
  // arriving.cpp
  void on(const Configured& configured);
  void on(const sip::Incoming& incoming);
  void on(const Described& described);
  void on(const Identified& identified);
  void on(const NotTaken& refused);

  // lines.cpp: what the SIP legs say
  void on(const sip::Event& event);
  void on(const sip::Answered& answered);
  void on(const sip::ModifyAsked& asked);
  void on(const sip::ReferAsked& asked);
  void on(const sip::InfoDtmf& pressed);
  void on(const sip::Ended& ended);

  // sounds.cpp: what the media legs say
  void on(const media::Event& event);

  // serving.cpp: what the switchboard says
  void on(const Told& told);
  void on(OrgId org, const switchboard::OfferMade& offer);
  void on(OrgId org, const switchboard::OfferClosed& offer);
  void on(OrgId org, const switchboard::InteractionChanged& changed);
  void on(OrgId org, const switchboard::InteractionClosed& closed);
  void ring(Call& call, const switchboard::OfferMade& offer);
  void join(Call& call, UserId user, Role role);

  // stations.cpp
  void on(const StationOffered& offered);
  void on(const StationLeft& left);
  Station* station_of(OrgId org, UserId user);
  Station* station_of(media::LegId leg);
  void drop_station(StationId station, bool is_open = true);

  // asking.cpp: what the desks want
  void on(const Asked& asked);
  std::string carry_out(Call& call, const Asked& asked);
  std::string supervise(Call& call, const Asked& asked, Supervision how);
  std::string dial(Call& call, const Asked& asked);

  // ending.cpp
  void hang_up(Call& call, Party& party, int cause);
  void drop(Call& call, PartyId party);  // its ends are closed
  void end_call(CallId call);
  void send_away(Call& call);

  // topology.cpp: after every event, what each ear hears now
  void settle(Call& call);
  void settle_ear(Call& call, media::LegId leg, std::vector<media::LegId> others, Sound sound);
  void show(Call& call);

  Call* call_of(CallId call);
  Call* call_of(OrgId org, InteractionId interaction);
  Call* call_of(PartyId party);
  Call* call_of(media::LegId leg);
  void touch(const Call& call);
  PartyId next_party() { return PartyId{++last_id_}; }
  template <class E>
  void emit(E effect) {
    effects_.emplace_back(std::move(effect));
  }
  void submit(const Call& call, switchboard::Event event);

  Configuration configuration_;
  std::map<CallId, Call> calls_;
  std::map<StationId, Station> stations_;
  std::unordered_map<PartyId, CallId> call_of_party_;
  std::map<std::pair<OrgId, InteractionId>, CallId> call_of_interaction_;
  std::int64_t last_id_ = 0;
  Instant now_;
  std::vector<Effect> effects_;
  std::vector<CallId> touched_;
};

}  // namespace rapport::calls
