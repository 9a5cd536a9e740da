// Leg: one SIP session of ours, as server (somebody called) or as client (we call), from its INVITE to the
// last transaction after its end. Lives on thread S, owned by Agent; speaks to call control only by events,
// with exactly one Ended. Its parts are in leg_*.cpp by what happens: serve (an INVITE came), call (ours goes
// out), modify, refer, timer, end.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "channels/voice/sip/accepted_invite.h"
#include "channels/voice/sip/commands.h"
#include "channels/voice/sip/configuration.h"
#include "channels/voice/sip/core.h"
#include "channels/voice/sip/dialog.h"
#include "channels/voice/sip/libre.h"
#include "channels/voice/sip/replies.h"
#include "channels/voice/sip/requests.h"
#include "channels/voice/sip/session_timer.h"

namespace rapport::sip {

// One way to reach the target of an Invite, tried in order.
struct Way {
  std::string uri;       // request URI
  std::string next_hop;  // where it is sent
  bool is_flow = false;  // requests inside the dialog go there too (phones behind NAT)
  std::size_t gateway = 0;
};

// What Agent worked out for an Invite.
struct Departure {
  std::vector<Way> ways;
  std::string from_host;    // "": our address
  Credentials credentials;  // user "": none
  bool is_identity_asserted = false;
  std::shared_ptr<const TlsIdentity> identity;  // see Request
  std::function<void(std::size_t gateway, bool is_alive)>
      on_gateway;  // what its silence or answer says of it
};

// A channel of a trunk, held as long as the object lives.
using ChannelHold = std::shared_ptr<void>;

class Leg {
 public:
  // As server. The request was checked and its sender is known.
  Leg(Core& core, LegId id, const sip_msg& invite, std::string flow, Credentials credentials,
      ChannelHold channel, std::function<void()> on_over);
  // As server: who must be at the other end of TLS connections that are opened for it, see Request.
  void expect(std::shared_ptr<const TlsIdentity> identity) { departure_.identity = std::move(identity); }
  // As client.
  Leg(Core& core, Invite command, Departure departure, ChannelHold channel, std::function<void()> on_over);
  ~Leg();

  LegId id() const { return id_; }
  const Dialog& dialog() const { return dialog_; }
  bool has_ended() const { return has_ended_; }
  // Nothing is under way any more: may be destroyed.
  bool is_over() const;

  // As server: 100 Trying is out, Incoming follows from the caller. False: a final answer went out instead.
  bool begin_serving();
  // As client.
  void begin_calling();

  void handle(const Acknowledge& command);
  void handle(const Provisional& command);
  void handle(const Answer& command);
  void handle(const Refuse& command);
  void handle(const Modify& command);
  void handle(const AnswerModify& command);
  void handle(const RefuseModify& command);
  void handle(const Refer& command);
  void handle(const AnswerRefer& command);
  void handle(const NotifyRefer& command);
  void handle(const SendInfoDtmf& command);
  void handle(const Hangup& command);

  // Whether a message belongs to this leg's dialog (or one of its early ones).
  bool holds(const sip_msg& message) const;
  void on_request(const sip_msg& request);  // inside the dialog, not ACK, not CANCEL
  void on_ack(const sip_msg& ack);
  void on_stray_answer(const sip_msg& response);  // a 2xx to INVITE whose transaction is gone
  // Finds out which leg a Replaces names; set by Agent.
  std::function<LegId(const Replaces&)> find_replaced;

  void end(EndedBy by, int code, std::string reason, int cause = 0);
  void close(EndedBy by, int code, std::string reason, int cause = 0);  // tells the peer what fits, then end

 private:
  // One early dialog of our INVITE.
  struct Early {
    Dialog dialog;
    std::uint32_t rseq = 0;
  };
  // A reliable provisional response that waits for its PRACK, or to be sent.
  struct Reliable {
    Reply reply;
    std::uint32_t rseq = 0;
  };

  // leg_serve.cpp
  static void on_cancelled(void* leg) noexcept;
  void send_provisional(Reply reply);
  void send_reliable();
  void on_prack(const sip_msg& request);
  void send_answer(Answer command);
  void on_answer_lost();
  bool can_be_reliable() const;

  // leg_call.cpp
  void try_way();
  void try_next_way(int code, std::string reason);
  void send_invite();
  void on_invite_response(int error, const sip_msg* response);
  void on_progress(const sip_msg& response);
  void on_answer(const sip_msg& response);
  void send_ack(const Dialog& dialog, std::uint32_t cseq, const std::string& sdp);
  std::string invite_headers() const;

  // leg_modify.cpp
  void on_offer(const sip_msg& request, bool is_update);
  void send_modify();
  void on_modify_response(int error, const sip_msg* response);
  void answer_modify(int code, const std::string& sdp);

  // leg_refer.cpp
  void on_refer(const sip_msg& request);
  void on_notify(const sip_msg& request);
  void on_info(const sip_msg& request);
  void send_notify(int code, const std::string& reason);

  // leg_timer.cpp
  void start_session_timer();
  void refresh_session();

  // leg_end.cpp
  void on_bye(const sip_msg& request);
  void send_bye(int cause, const std::string& text, const std::string& protocol = "Q.850");
  void check_over();

  // A request inside the dialog; answers one challenge by itself. The final result only.
  void request(std::string method, std::string headers, std::string content_type, std::string body,
               Requests::Handler handler);
  void request_from(Dialog& dialog, std::string method, std::string headers, std::string content_type,
                    std::string body, Requests::Handler handler, int challenges = 0);
  Requests::Key track(Request request, Requests::Handler handler);
  std::string contact_user() const;

  Core& core_;
  const LegId id_;
  const bool is_server_;
  ChannelHold channel_;
  std::function<void()> on_over_;
  Credentials credentials_;
  Dialog dialog_;
  bool is_up_ = false;  // a 2xx went in or out
  bool has_ended_ = false;
  std::set<Requests::Key> under_way_;

  // As server.
  Ref<sip_msg> invite_;
  sip_strans* transaction_ = nullptr;
  std::deque<Reliable> reliable_;  // the first one is on its way
  Ref<mbuf> reliable_sent_;
  Duration reliable_wait_;
  Timer reliable_again_;
  Timer reliable_give_up_;
  std::uint32_t rseq_ = 0;
  std::optional<Answer> held_answer_;  // until the PRACK
  AcceptedInvite accepted_;
  bool is_bye_due_ = false;  // as soon as the ACK is in

  // As client.
  Invite command_;
  Departure departure_;
  std::size_t way_ = 0;
  Dialog half_;
  std::map<std::string, Early> early_;  // by To tag
  Requests::Key invite_key_ = 0;
  std::uint32_t invite_cseq_ = 0;
  std::string authorization_;
  int challenges_ = 0;
  bool is_cancelled_ = false;
  bool has_answered_any_ = false;  // a response of this way came in
  Duration interval_min_;
  bool is_ack_due_ = false;  // Acknowledge is waited for
  std::string acked_sdp_;    // for retransmitted 2xx
  Timer patience_;
  Timer ringing_;

  // Modification, either direction.
  std::optional<Modify> modify_;  // ours, on its way or waiting for another try
  bool is_modify_sent_ = false;
  std::uint32_t modify_cseq_ = 0;
  bool is_modify_ack_due_ = false;
  bool is_refresh_ = false;  // our re-INVITE is a session refresh: nobody asked
  std::string our_sdp_;      // what a refresh repeats
  Timer modify_again_;
  Ref<sip_msg> asked_;  // theirs, waiting for AnswerModify
  sip_strans* asked_transaction_ = nullptr;
  bool is_update_asked_ = false;
  TimerAnswer asked_timer_;
  Timer asked_give_up_;

  SessionTerms terms_;
  bool peer_takes_update_ = false;
  bool is_refresher_known_ = false;
  Timer session_;

  // REFER.
  Ref<sip_msg> refer_;
  sip_strans* refer_transaction_ = nullptr;
  std::uint32_t refer_cseq_ = 0;  // of theirs: the subscription that we notify; 0: none
  int refers_taken_ = 0;
  bool is_notify_out_ = false;              // one at a time: the next could overtake it
  std::optional<NotifyRefer> next_notify_;  // the latest that waits
  bool is_refer_out_ = false;               // ours: NOTIFYs are expected
};

}  // namespace rapport::sip
