// Registrar: REGISTER of our phones, once they proved who they are. Keeps the bindings, tells of every phone
// that comes and goes, and watches the connections of those that came over TCP or TLS.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "channels/voice/sip/bindings.h"
#include "channels/voice/sip/configuration.h"
#include "channels/voice/sip/core.h"
#include "channels/voice/sip/libre.h"

namespace rapport::sip {

class Registrar {
 public:
  explicit Registrar(Core& core)
      : core_(core), bindings_(core.options.limits.bindings_per_phone), expiry_(core.timers) {}

  // The request was checked; `phone` proved itself.
  void handle(const sip_msg& request, const Phone& phone);
  std::optional<Binding> find(PhoneId phone, BindingId binding) const {
    return bindings_.find(phone, binding);
  }
  // Whether a phone is registered from there.
  bool is_phone_at(const sa& source) const;
  // Phones that are gone or whose account changed lose their bindings.
  void configure(const std::vector<Phone>& before, const std::vector<Phone>& after);

 private:
  // Tells when a connection closes.
  struct Watch {
    Registrar* registrar;
    BindingId binding;
    sip_keepalive* handle = nullptr;
    ~Watch() { mem_deref(handle); }
  };
  static void on_closed(int error, void* watch) noexcept;
  void watch(const sip_msg& request, BindingId binding);
  void gone(std::vector<Binding> bindings, const char* why);
  void wind();

  Core& core_;
  Bindings bindings_;
  std::map<BindingId, std::unique_ptr<Watch>> watches_;
  Timer expiry_;
};

}  // namespace rapport::sip
