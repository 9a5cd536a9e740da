#include "channels/voice/sip/bindings.h"

#include <algorithm>

namespace rapport::sip {

Bindings::Put Bindings::put(Binding& binding) {
  std::vector<Binding>& all = phones_[binding.phone];
  auto known = std::find_if(all.begin(), all.end(),
                            [&](const Binding& one) { return one.contact == binding.contact; });
  if (known == all.end() && !binding.instance.empty())
    known = std::find_if(all.begin(), all.end(),
                         [&](const Binding& one) { return one.instance == binding.instance; });
  binding.order = ++last_order_;
  if (known == all.end()) {
    if (all.size() >= per_phone_) return Put::too_many;
    binding.id = BindingId{++last_id_};
    all.push_back(binding);
    return Put::added;
  }
  if (known->call_id == binding.call_id && binding.cseq <= known->cseq) return Put::out_of_order;
  binding.id = known->id;
  *known = binding;
  return Put::refreshed;
}

bool Bindings::is_out_of_order(PhoneId phone, const std::string& contact, const std::string& call_id,
                               std::uint32_t cseq) const {
  const auto found = phones_.find(phone);
  if (found == phones_.end()) return false;
  return std::any_of(found->second.begin(), found->second.end(), [&](const Binding& one) {
    return (contact.empty() || one.contact == contact) && one.call_id == call_id && cseq <= one.cseq;
  });
}

std::vector<Binding> Bindings::of(PhoneId phone) const {
  const auto found = phones_.find(phone);
  if (found == phones_.end()) return {};
  std::vector<Binding> all = found->second;
  std::sort(all.begin(), all.end(), [](const Binding& a, const Binding& b) { return a.order > b.order; });
  return all;
}

std::optional<Binding> Bindings::find(PhoneId phone, BindingId binding) const {
  for (const Binding& one : of(phone))
    if (!binding || one.id == binding) return one;
  return std::nullopt;
}

std::vector<Binding> Bindings::take_if(const std::function<bool(const Binding&)>& condition) {
  std::vector<Binding> taken;
  for (auto phone = phones_.begin(); phone != phones_.end();) {
    std::vector<Binding>& all = phone->second;
    const auto gone =
        std::stable_partition(all.begin(), all.end(), [&](const Binding& one) { return !condition(one); });
    std::move(gone, all.end(), std::back_inserter(taken));
    all.erase(gone, all.end());
    phone = all.empty() ? phones_.erase(phone) : std::next(phone);
  }
  return taken;
}

std::vector<Binding> Bindings::take_expired(Instant now) {
  return take_if([now](const Binding& one) { return one.expires <= now; });
}

bool Bindings::is_remote(const std::string& remote) const {
  return std::any_of(phones_.begin(), phones_.end(), [&](const auto& phone) {
    return std::any_of(phone.second.begin(), phone.second.end(),
                       [&](const Binding& one) { return one.remote == remote; });
  });
}

std::optional<Instant> Bindings::next_expiry() const {
  std::optional<Instant> next;
  for (const auto& [phone, all] : phones_)
    for (const Binding& one : all)
      if (!next || one.expires < *next) next = one.expires;
  return next;
}

}  // namespace rapport::sip
