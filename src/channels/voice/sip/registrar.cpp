#include "channels/voice/sip/registrar.h"

#include <fmt/format.h>

#include <algorithm>

#include "channels/voice/sip/dialog.h"
#include "channels/voice/sip/message.h"
#include "channels/voice/sip/replies.h"
#include "channels/voice/sip/text.h"

namespace rapport::sip {

namespace {

// libre closes a connection that was silent for 15 minutes: it must be registered anew before.
constexpr Duration connection_expires_max = minutes(12);
// libre sends a ping to watched connections and closes those that do not answer; not all phones do. The
// longest time that does not overflow its 32 bits.
constexpr std::uint32_t ping_interval_s = 4'000'000;
constexpr std::size_t contacts_max = 10;

struct Wish {
  Address contact;
  Duration expires;
};

Transport transport_of(const sip_msg& request) {
  return request.tp == SIP_TRANSP_UDP   ? Transport::udp
         : request.tp == SIP_TRANSP_TCP ? Transport::tcp
                                        : Transport::tls;
}

// What one Contact asks for; nothing if it cannot be understood.
std::optional<Wish> wish_of(const std::string& value, const sip_msg& request, const RegistrarRules& rules) {
  const auto contact = address_in(value);
  if (!contact || !is_plain_uri(contact->uri) || contact->host.empty()) return std::nullopt;
  if (!equals_ignoring_case(contact->scheme, "sip") && !equals_ignoring_case(contact->scheme, "sips"))
    return std::nullopt;
  // Without brackets no '?' may follow (RFC 3261 section 20.10), and headers in a contact would be ours to
  // send.
  if (contact->parameters.find('?') != std::string::npos || !contact->uri_headers.empty())
    return std::nullopt;
  Wish wish{*contact, rules.expires_default};
  const std::string text =
      parameter(contact->parameters, "expires").value_or(std::string(trimmed(view(request.expires))));
  // What is no number counts as not said (RFC 3261 section 10.3).
  if (const auto number = number_in(text)) wish.expires = seconds(*number);
  return wish;
}

}  // namespace

void Registrar::handle(const sip_msg& request, const Phone& phone) {
  const RegistrarRules& rules = core_.options.registrar;
  const auto to = address_in(view(request.to.val));
  if (!to || to->user != phone.account.user) {
    reply(core_, nullptr, request, {.code = 403, .reason = "Not Your Address"});
    return;
  }
  const auto contacts = all_headers(request, SIP_HDR_CONTACT);
  const std::string call_id(view(request.callid));
  if (std::any_of(contacts.begin(), contacts.end(),
                  [](const std::string& one) { return trimmed(one) == "*"; })) {
    if (contacts.size() != 1 || trimmed(view(request.expires)) != "0") {
      reply(core_, nullptr, request, {.code = 400, .reason = "Bad Contact"});
      return;
    }
    gone(bindings_.take_if([&](const Binding& one) {
      return one.phone == phone.id && (one.call_id != call_id || one.cseq < request.cseq.num);
    }),
         "unregistered");
    reply(core_, nullptr, request, {.code = 200});
    return;
  }
  // All or nothing: looked at first, done then.
  std::vector<Wish> wishes;
  for (const std::string& value : contacts) {
    auto wish = wish_of(value, request, rules);
    if (!wish || wishes.size() >= contacts_max) {
      reply(core_, nullptr, request, {.code = 400, .reason = "Bad Contact"});
      return;
    }
    if (wish->expires.us > 0 && wish->expires < rules.expires_min) {
      reply(core_, nullptr, request,
            {.code = 423, .headers = fmt::format("Min-Expires: {}\r\n", rules.expires_min.us / 1'000'000)});
      return;
    }
    if (bindings_.is_out_of_order(phone.id, wish->contact.uri, call_id, request.cseq.num)) {
      reply(core_, nullptr, request, {.code = 500, .reason = "CSeq Out of Order"});
      return;
    }
    wish->expires = std::min(wish->expires, rules.expires_max);
    if (request.tp != SIP_TRANSP_UDP) wish->expires = std::min(wish->expires, connection_expires_max);
    wishes.push_back(std::move(*wish));
  }
  const Instant now = monotonic_now();
  for (const Wish& wish : wishes) {
    if (wish.expires.us == 0) {
      gone(bindings_.take_if(
               [&](const Binding& one) { return one.phone == phone.id && one.contact == wish.contact.uri; }),
           "unregistered");
      continue;
    }
    Binding binding;
    binding.phone = phone.id;
    binding.contact = wish.contact.uri;
    binding.flow = flow_uri(request.tp, request.src);
    binding.instance = parameter(wish.contact.parameters, "+sip.instance").value_or("");
    binding.call_id = call_id;
    binding.cseq = request.cseq.num;
    binding.expires = now + wish.expires;
    binding.transport = transport_of(request);
    binding.remote = address_text(request.src);
    binding.user_agent = one_line(header(request, SIP_HDR_USER_AGENT)).substr(0, 200);
    const Bindings::Put put = bindings_.put(binding);
    if (put == Bindings::Put::too_many) {
      reply(core_, nullptr, request, {.code = 403, .reason = "Too Many Contacts"});
      return;
    }
    watch(request, binding.id);
    core_.emit(PhoneRegistered{phone.id, binding.id, put == Bindings::Put::added, wish.expires,
                               binding.transport, binding.remote, binding.user_agent});
  }
  std::string lines;
  for (const Binding& binding : bindings_.of(phone.id))
    lines += fmt::format("Contact: <{}>;expires={}\r\n", binding.contact,
                         std::max<std::int64_t>((binding.expires - now).us / 1'000'000, 0));
  reply(core_, nullptr, request, {.code = 200, .headers = lines});
  wind();
}

bool Registrar::is_phone_at(const sa& source) const {
  return bindings_.is_remote(address_text(source));
}

void Registrar::configure(const std::vector<Phone>& before, const std::vector<Phone>& after) {
  for (const Phone& phone : before) {
    const bool stays = std::any_of(after.begin(), after.end(), [&](const Phone& one) {
      return one.id == phone.id && one.account == phone.account;
    });
    if (!stays)
      gone(bindings_.take_if([&](const Binding& one) { return one.phone == phone.id; }), "account_removed");
  }
}

void Registrar::watch(const sip_msg& request, BindingId binding) {
  watches_.erase(binding);
  if (request.tp == SIP_TRANSP_UDP) return;
  auto fresh = std::make_unique<Watch>(Watch{this, binding});
  if (sip_keepalive_start(&fresh->handle, core_.stack, &request, ping_interval_s, &Registrar::on_closed,
                          fresh.get()) == 0)
    watches_.emplace(binding, std::move(fresh));
}

void Registrar::on_closed(int, void* self) noexcept {
  const auto& watch = *static_cast<Watch*>(self);
  Registrar& registrar = *watch.registrar;
  const BindingId closed = watch.binding;
  registrar.gone(registrar.bindings_.take_if([closed](const Binding& one) { return one.id == closed; }),
                 "connection_closed");
}

void Registrar::gone(std::vector<Binding> bindings, const char* why) {
  for (const Binding& binding : bindings) {
    watches_.erase(binding.id);
    core_.emit(PhoneGone{binding.phone, binding.id, why});
  }
}

void Registrar::wind() {
  const auto next = bindings_.next_expiry();
  if (!next) return expiry_.stop();
  expiry_.start(std::max(*next - monotonic_now(), Duration{}) + milliseconds(10), [this] {
    gone(bindings_.take_expired(monotonic_now()), "expired");
    wind();
  });
}

}  // namespace rapport::sip
