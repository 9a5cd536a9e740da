#include "channels/voice/lines/trunk.h"
#include "org/limits.h"

namespace rapport::lines {

using contract::Format;
using contract::Notes;
using contract::Tag;

Notes contract_notes(Tag<TrunkGateway>) {
  return {.fields = {{.name = "host", .doc = "a name or an address", .min_length = 1, .max_length = 255},
                     {.name = "port",
                      .doc = "0: the transport's own, or what DNS SRV says",
                      .min = 0,
                      .max = 65'535,
                      .has_default = true},
                     {.name = "transport", .has_default = true},
                     {.name = "priority",
                      .doc = "lower first; among equals in the order given",
                      .min = 0,
                      .max = 1'000,
                      .has_default = true}}};
}

Notes contract_notes(Tag<TrunkBase>) {
  return {
      .fields = {
          {.name = "name", .min_length = 1, .max_length = org::name_length_max, .format = Format::line},
          {.name = "is_active", .has_default = true},
          {.name = "gateways",
           .doc = "where its calls are sent; none: it only calls in",
           .max_items = gateways_max,
           .has_default = true},
          {.name = "networks",
           .doc = "who may call in as this trunk: 192.0.2.4, 192.0.2.0/24, 2001:db8::/32; with none, only "
                  "its gateways' addresses, or whoever knows the inbound password",
           .max_length = 50,
           .max_items = networks_max,
           .has_default = true},
          {.name = "inbound_user",
           .doc = "callers must prove to be this user; empty: their address is enough",
           .max_length = 100,
           .format = Format::line,
           .has_default = true},
          {.name = "inbound_digest",
           .doc = "what they are asked for; many devices give up when anything but MD5 is offered",
           .has_default = true},
          {.name = "outbound_user",
           .doc = "who we are to the provider",
           .max_length = 100,
           .format = Format::line,
           .has_default = true},
          {.name = "does_register",
           .doc = "registers at the first gateway that answers",
           .has_default = true},
          {.name = "register_expires_s", .min = 60, .max = 86'400, .has_default = true},
          {.name = "domain",
           .doc = "host of From, To and REGISTER; empty: the gateway's",
           .max_length = 255,
           .has_default = true},
          {.name = "is_identity_trusted",
           .doc = "takes P-Asserted-Identity from it as the caller",
           .has_default = true},
          {.name = "is_identity_asserted", .doc = "sends P-Asserted-Identity to it", .has_default = true},
          {.name = "channels_max",
           .doc = "calls at once, both directions together; 0: no limit",
           .min = 0,
           .max = 100'000,
           .has_default = true},
          {.name = "full_code",
           .doc = "what a caller gets at the limit: 486 or 503",
           .min = 486,
           .max = 503,
           .has_default = true},
          {.name = "retry_after_s", .min = 0, .max = 86'400, .has_default = true},
          {.name = "keep_alive_s",
           .doc = "how often every gateway is asked whether it is there; 0: never, they count as up",
           .min = 0,
           .max = 3'600,
           .has_default = true},
          {.name = "region",
           .doc = "ISO 3166: how its numbers without a country code are meant; empty: they must have one",
           .max_length = 2,
           .has_default = true},
          {.name = "caller_number",
           .doc = "what we show when we dial out: always, or when `shows` finds nothing",
           .max_length = 30,
           .has_default = true},
          {.name = "shows",
           .doc = "what the called see: called (the number that the call is about: which the customer "
                  "called, or which calls back), fixed (caller_number), queue (the number of the queue "
                  "that the call is in), hidden (nothing)",
           .has_default = true},
          {.name = "is_customer_shown",
           .doc = "agents who are reached through it see the customer's number; then a number of ours is "
                  "asserted",
           .has_default = true},
          {.name = "number_form",
           .doc = "how it wants numbers written, dialled and shown: e164 (+861012345678), "
                  "e164_without_plus (861012345678), national (01012345678; needs a region)",
           .has_default = true},
          {.name = "refuses_anonymous",
           .doc = "callers who hide their number are answered with 433",
           .has_default = true},
          {.name = "tls_trust",
           .doc =
               "how gateways over TLS prove who they are: system (a certificate for their name, signed by an "
               "authority that the server trusts), authority (the same, signed by one of tls_authority), "
               "fingerprint (the very certificate of tls_fingerprint, whatever it says)",
           .has_default = true},
          {.name = "tls_authority",
           .doc = "certificates in PEM, with tls_trust authority",
           .max_length = 50'000,
           .has_default = true},
          {.name = "tls_fingerprint",
           .doc = "SHA-256 of the certificate in hex, with or without colons, with tls_trust fingerprint",
           .max_length = 100,
           .has_default = true}}};
}

Notes contract_notes(Tag<TrunkFields>) {
  return {.fields = {{.name = "inbound_password",
                      .doc = "absent: the one before stays; never shown",
                      .min_length = 8,
                      .max_length = 200,
                      .format = Format::line},
                     {.name = "outbound_password",
                      .doc = "absent: the one before stays; never shown",
                      .min_length = 1,
                      .max_length = 200,
                      .format = Format::line}}};
}

}  // namespace rapport::lines
