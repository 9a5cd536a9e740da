#include "channels/voice/sip/leg.h"

#include <fmt/format.h>

#include "channels/voice/sip/challenge.h"
#include "channels/voice/sip/message.h"
#include "channels/voice/sip/text.h"

namespace rapport::sip {

Leg::Leg(Core& core, LegId id, const sip_msg& invite, std::string flow, Credentials credentials,
         ChannelHold channel, std::function<void()> on_over)
    : core_(core),
      id_(id),
      is_server_(true),
      channel_(std::move(channel)),
      on_over_(std::move(on_over)),
      credentials_(std::move(credentials)),
      dialog_(Dialog::of_request(invite)),
      invite_(Ref<sip_msg>::share(&invite)),
      reliable_again_(core.timers),
      reliable_give_up_(core.timers),
      accepted_(core),
      patience_(core.timers),
      ringing_(core.timers),
      modify_again_(core.timers),
      asked_give_up_(core.timers),
      session_(core.timers) {
  dialog_.flow = std::move(flow);
  peer_takes_update_ = lists(invite, SIP_HDR_ALLOW, "UPDATE");
}

Leg::Leg(Core& core, Invite command, Departure departure, ChannelHold channel, std::function<void()> on_over)
    : core_(core),
      id_(command.leg),
      is_server_(false),
      channel_(std::move(channel)),
      on_over_(std::move(on_over)),
      credentials_(departure.credentials),
      reliable_again_(core.timers),
      reliable_give_up_(core.timers),
      accepted_(core),
      command_(std::move(command)),
      departure_(std::move(departure)),
      interval_min_(core.options.session_timer.interval_min),
      patience_(core.timers),
      ringing_(core.timers),
      modify_again_(core.timers),
      asked_give_up_(core.timers),
      session_(core.timers) {
  half_.call_id = random_tag() + random_tag();
  dialog_.call_id = half_.call_id;
}

Leg::~Leg() {
  for (const Requests::Key key : std::set(under_way_))
    core_.requests->forget(key);
  // libre holds pointers to this leg in transactions without a final answer.
  for (auto [transaction, request] : {std::pair{&transaction_, invite_.get()},
                                      {&asked_transaction_, asked_.get()},
                                      {&refer_transaction_, refer_.get()}})
    if (*transaction) reply(core_, transaction, *request, {.code = 500});
}

std::string Leg::contact_user() const {
  return fmt::format("{}", id_.value);
}

bool Leg::holds(const sip_msg& message) const {
  if (dialog_.holds(message)) return true;
  for (const auto& [tag, early] : early_)
    if (early.dialog.holds(message)) return true;
  return false;
}

Requests::Key Leg::track(Request request, Requests::Handler handler) {
  // The key is known only after send(), which never calls back before it returns.
  auto key = std::make_shared<Requests::Key>(0);
  request.identity = departure_.identity;
  *key = core_.requests->send(std::move(request),
                              [this, key, handler = std::move(handler)](int error, const sip_msg* response) {
                                const bool is_final = !response || response->scode >= 200;
                                if (is_final) under_way_.erase(*key);
                                handler(error, response);
                                if (is_final) check_over();
                              });
  under_way_.insert(*key);
  return *key;
}

void Leg::request(std::string method, std::string headers, std::string content_type, std::string body,
                  Requests::Handler handler) {
  request_from(dialog_, std::move(method), std::move(headers), std::move(content_type), std::move(body),
               std::move(handler));
}

void Leg::request_from(Dialog& dialog, std::string method, std::string headers, std::string content_type,
                       std::string body, Requests::Handler handler, int challenges) {
  Request out = dialog.request(method, headers);
  if (method != "BYE" && method != "PRACK" && method != "INFO") out.contact_user = contact_user();
  out.content_type = content_type;
  out.body = body;
  const std::string uri = out.uri;
  Dialog* const of = &dialog;
  track(std::move(out), [=, this](int error, const sip_msg* response) {
    if (response && response->scode < 200) return;
    const auto line =
        response && challenges < 2 ? authorization_line(*response, credentials_, method, uri) : std::nullopt;
    // An early dialog may have gone meanwhile; only the leg's own outlives the request for certain.
    if (line && of == &dialog_) {
      std::string again = headers;
      // The challenge before this one, if any, stands in front.
      if (challenges > 0) again.erase(0, again.find("\r\n") + 2);
      request_from(dialog_, method, *line + again, content_type, body, handler, challenges + 1);
      return;
    }
    handler(error, response);
  });
}

void Leg::on_request(const sip_msg& request) {
  const std::string_view method = view(request.met);
  if (request.cseq.num < dialog_.remote_cseq ||
      (request.cseq.num == dialog_.remote_cseq && dialog_.remote_cseq != 0)) {
    reply(core_, nullptr, request, {.code = 500, .reason = "CSeq Out of Order"});
    return;
  }
  dialog_.remote_cseq = request.cseq.num;
  for (auto& [tag, early] : early_)
    early.dialog.remote_cseq = request.cseq.num;

  if (method == "BYE") return on_bye(request);
  if (has_ended_) {
    reply(core_, nullptr, request, {.code = 481});
    return;
  }
  if (method == "INVITE") return on_offer(request, false);
  if (method == "UPDATE") return on_offer(request, true);
  if (method == "PRACK") return on_prack(request);
  if (method == "REFER") return on_refer(request);
  if (method == "NOTIFY") return on_notify(request);
  if (method == "INFO") return on_info(request);
  if (method == "OPTIONS") {
    reply(core_, nullptr, request,
          {.code = 200,
           .headers = std::string(allow_line) + supported_line + "Accept: application/sdp\r\n",
           .contact_user = contact_user()});
    return;
  }
  reply(core_, nullptr, request, {.code = 405, .headers = allow_line});
}

}  // namespace rapport::sip
