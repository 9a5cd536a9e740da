// REFER and its NOTIFYs, both ways, and INFO.
#include <fmt/format.h>

#include "channels/voice/sip/leg.h"
#include "channels/voice/sip/message.h"
#include "channels/voice/sip/text.h"

namespace rapport::sip {

void Leg::handle(const Refer& command) {
  if (has_ended_ || !is_up_ || is_refer_out_ || !is_plain_uri(command.target)) {
    core_.emit(ReferAnswered{id_, 491});
    return;
  }
  std::string target = command.target;
  if (command.replaces)
    target += fmt::format("?Replaces={}", escaped_header(replaces_value(*command.replaces)));
  std::string headers = fmt::format("Refer-To: <{}>\r\n", target);
  if (is_plain_uri(command.referred_by)) headers += fmt::format("Referred-By: <{}>\r\n", command.referred_by);
  is_refer_out_ = true;
  request("REFER", std::move(headers), "", "", [this](int error, const sip_msg* response) {
    const int code = response ? response->scode : (error == ETIMEDOUT ? 408 : 503);
    if (code >= 300) is_refer_out_ = false;
    if (has_ended_) return;
    // Without a subscription nothing more will be heard.
    const bool is_silent = response && trimmed(header(*response, "Refer-Sub")) == "false";
    core_.emit(ReferAnswered{id_, code});
    if (is_silent && is_refer_out_) {
      is_refer_out_ = false;
      core_.emit(ReferProgress{id_, 200, "", true});
    }
  });
}

void Leg::on_refer(const sip_msg& request) {
  const auto target = address_in(header(request, SIP_HDR_REFER_TO));
  if (sip_msg_hdr_count(&request, SIP_HDR_REFER_TO) != 1 || !target) {
    reply(core_, nullptr, request, {.code = 400, .reason = "Bad Refer-To"});
    return;
  }
  if (refer_transaction_ || refer_cseq_ != 0 || !is_up_) {
    reply(core_, nullptr, request, {.code = 491});
    return;
  }
  if (!equals_ignoring_case(target->scheme, "sip") && !equals_ignoring_case(target->scheme, "sips") &&
      !equals_ignoring_case(target->scheme, "tel")) {
    reply(core_, nullptr, request, {.code = 416});
    return;
  }
  ReferAsked asked;
  asked.leg = id_;
  asked.target = target->uri.substr(0, target->uri.find('?'));
  asked.target_number =
      equals_ignoring_case(target->scheme, "tel") ? one_line(unescaped(target->host)) : target->user;
  // "?Replaces=…&Accept=…": the headers of the INVITE that we are to send.
  std::string_view rest = target->uri_headers;
  while (!rest.empty()) {
    rest.remove_prefix(1);
    const std::string_view item = rest.substr(0, rest.find('&'));
    rest.remove_prefix(item.size());
    const auto equals = item.find('=');
    if (equals != std::string_view::npos && equals_ignoring_case(item.substr(0, equals), "Replaces"))
      asked.replaces = replaces_in(unescaped(item.substr(equals + 1)));
  }
  if (asked.replaces && find_replaced) asked.replaced = find_replaced(*asked.replaces);
  if (const auto by = address_in(header(request, SIP_HDR_REFERRED_BY))) asked.referred_by = by->uri;

  refer_ = Ref<sip_msg>::share(&request);
  if (sip_strans_alloc(&refer_transaction_, core_.stack, &request, nullptr, nullptr) != 0) {
    refer_transaction_ = nullptr;
    refer_.reset();
    reply_once(core_, request, {.code = 500});
    return;
  }
  core_.emit(std::move(asked));
}

void Leg::handle(const AnswerRefer& command) {
  if (!refer_transaction_) return;
  const bool is_taken = command.code >= 200 && command.code < 300;
  const bool wants_notify = !equals_ignoring_case(trimmed(header(*refer_, "Refer-Sub")), "false");
  Reply answer{.code = is_taken ? 202 : command.code >= 300 && command.code < 700 ? command.code : 603};
  if (is_taken) {
    answer.contact_user = contact_user();
    if (!wants_notify) answer.headers = "Refer-Sub: false\r\n";
  }
  reply(core_, &refer_transaction_, *refer_, answer);
  const std::uint32_t cseq = refer_->cseq.num;
  refer_.reset();
  if (!is_taken || !wants_notify) return check_over();
  refer_cseq_ = cseq;
  ++refers_taken_;
  send_notify(100, "");
}

void Leg::handle(const NotifyRefer& command) {
  if (refer_cseq_ == 0 || has_ended_ || command.code < 100 || command.code >= 700) return;
  if (is_notify_out_)
    next_notify_ = command;
  else
    send_notify(command.code, command.reason);
}

void Leg::send_notify(int code, const std::string& reason) {
  const bool is_last = code >= 200;
  is_notify_out_ = true;
  std::string headers =
      refers_taken_ > 1 ? fmt::format("Event: refer;id={}\r\n", refer_cseq_) : "Event: refer\r\n";
  headers += is_last ? "Subscription-State: terminated;reason=noresource\r\n"
                     : "Subscription-State: active;expires=180\r\n";
  if (is_last) refer_cseq_ = 0;
  request("NOTIFY", std::move(headers), "message/sipfrag;version=2.0",
          fmt::format("SIP/2.0 {} {}\r\n", code, reason.empty() ? phrase_of(code) : one_line(reason)),
          [this](int, const sip_msg*) {
            is_notify_out_ = false;
            if (!next_notify_ || has_ended_ || refer_cseq_ == 0) return;
            const NotifyRefer next = *std::exchange(next_notify_, std::nullopt);
            send_notify(next.code, next.reason);
          });
}

void Leg::on_notify(const sip_msg& request) {
  const auto event = header(request, SIP_HDR_EVENT);
  if (!equals_ignoring_case(trimmed(event.substr(0, event.find(';'))), "refer")) {
    reply(core_, nullptr, request, {.code = 489});
    return;
  }
  if (!is_refer_out_) {
    reply(core_, nullptr, request, {.code = 481});
    return;
  }
  const auto state = header(request, SIP_HDR_SUBSCRIPTION_STATE);
  const bool is_last = equals_ignoring_case(trimmed(state.substr(0, state.find(';'))), "terminated");
  const std::string_view body = body_of(request);
  std::optional<std::uint32_t> code;
  std::string phrase;
  if (body.starts_with("SIP/2.0 ") && body.size() >= 11) {
    code = number_in(body.substr(8, 3), 699);
    const std::string_view rest = body.substr(11);
    phrase = one_line(trimmed(rest.substr(0, rest.find_first_of("\r\n"))));
  }
  if (!code || *code < 100) {
    reply(core_, nullptr, request, {.code = 400, .reason = "Bad sipfrag"});
    return;
  }
  reply(core_, nullptr, request, {.code = 200});
  if (is_last || *code >= 200) is_refer_out_ = false;
  core_.emit(ReferProgress{id_, static_cast<int>(*code), phrase, is_last || *code >= 200});
}

void Leg::handle(const SendInfoDtmf& command) {
  constexpr std::string_view digits = "0123456789*#ABCD";
  if (has_ended_ || !is_up_ || digits.find(command.digit) == std::string_view::npos) return;
  request("INFO", "", "application/dtmf-relay",
          fmt::format("Signal={}\r\nDuration={}\r\n", command.digit, command.length.us / 1'000),
          [](int, const sip_msg*) {});
}

void Leg::on_info(const sip_msg& request) {
  const auto type = view(request.ctyp.type);
  const auto subtype = view(request.ctyp.subtype);
  const std::string_view body = body_of(request);
  const bool is_relay =
      equals_ignoring_case(type, "application") && equals_ignoring_case(subtype, "dtmf-relay");
  const bool is_plain = equals_ignoring_case(type, "application") && equals_ignoring_case(subtype, "dtmf");
  if (!is_relay && !is_plain) {
    // RFC 6086: an INFO without a body is always fine.
    reply(core_, nullptr, request,
          body.empty() ? Reply{.code = 200}
                       : Reply{.code = 415, .headers = "Accept: application/dtmf-relay\r\n"});
    return;
  }
  std::string_view digit = trimmed(body);
  std::uint32_t length_ms = 160;
  if (is_relay) {
    digit = {};
    std::string_view rest = body;
    while (!rest.empty()) {
      const auto line = rest.substr(0, rest.find_first_of("\r\n"));
      rest.remove_prefix(std::min(rest.size(), line.size() + 1));
      const auto equals = line.find('=');
      if (equals == std::string_view::npos) continue;
      if (equals_ignoring_case(trimmed(line.substr(0, equals)), "Signal"))
        digit = trimmed(line.substr(equals + 1));
      if (equals_ignoring_case(trimmed(line.substr(0, equals)), "Duration"))
        length_ms = number_in(trimmed(line.substr(equals + 1)), 60'000).value_or(length_ms);
    }
  }
  if (digit == "10") digit = "*";
  if (digit == "11") digit = "#";
  constexpr std::string_view digits = "0123456789*#ABCD";
  const char one = digit.size() == 1
                       ? static_cast<char>(digit[0] >= 'a' && digit[0] <= 'd' ? digit[0] - 32 : digit[0])
                       : '?';
  if (digits.find(one) == std::string_view::npos) {
    reply(core_, nullptr, request, {.code = 400, .reason = "Bad Signal"});
    return;
  }
  reply(core_, nullptr, request, {.code = 200});
  core_.emit(InfoDtmf{id_, one, milliseconds(length_ms)});
}

}  // namespace rapport::sip
