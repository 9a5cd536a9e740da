// Where the phones are: the location table of the registrar (RFC 3261 section 10). Pure: told the time; no
// libre, no sockets.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "channels/voice/sip/ids.h"
#include "channels/voice/sip/options.h"

namespace rapport::sip {

struct Binding {
  BindingId id = {};
  PhoneId phone = {};
  std::string contact = {};   // URI as the phone said it
  std::string flow = {};      // the way back: "sip:192.0.2.1:5060;transport=tcp"
  std::string instance = {};  // +sip.instance, "" if none
  std::string call_id = {};
  std::uint32_t cseq = 0;
  Instant expires = {};
  Transport transport = Transport::udp;
  std::string remote = {};
  std::string user_agent = {};
  std::uint64_t order = 0;  // grows with every registration
};

class Bindings {
 public:
  explicit Bindings(std::size_t per_phone) : per_phone_(per_phone) {}

  enum class Put { added, refreshed, out_of_order, too_many };
  // Adds or refreshes: the same contact URI, or the same instance of the same phone (then a new contact
  // replaces the old). `binding.id` is set.
  Put put(Binding& binding);
  // Whether this REGISTER is older than what is known (RFC 3261 section 10.3 step 7).
  bool is_out_of_order(PhoneId phone, const std::string& contact, const std::string& call_id,
                       std::uint32_t cseq) const;

  std::vector<Binding> of(PhoneId phone) const;                         // newest first
  std::optional<Binding> find(PhoneId phone, BindingId binding) const;  // binding 0: the newest
  std::vector<Binding> take_expired(Instant now);
  std::vector<Binding> take_if(const std::function<bool(const Binding&)>& condition);
  bool is_remote(const std::string& remote) const;  // some binding came from there
  std::optional<Instant> next_expiry() const;

 private:
  std::size_t per_phone_;
  std::map<PhoneId, std::vector<Binding>> phones_;
  std::int64_t last_id_ = 0;
  std::uint64_t last_order_ = 0;
};

}  // namespace rapport::sip
