#include "channels/voice/sip/source_limits.h"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace rapport::sip {

std::size_t SourceLimits::Hash::operator()(const AddressBytes& address) const noexcept {
  return std::hash<std::string_view>{}({reinterpret_cast<const char*>(address.data()), address.size()});
}

SourceLimits::Source& SourceLimits::at(const AddressBytes& address, Instant now) {
  const auto found = sources_.find(address);
  if (found != sources_.end()) {
    by_use_.splice(by_use_.end(), by_use_, found->second.place);
    return found->second;
  }
  if (sources_.size() >= limits_.sources) {
    sources_.erase(by_use_.front());
    by_use_.pop_front();
  }
  by_use_.push_back(address);
  Source fresh;
  fresh.tokens_us = 1'000'000 / limits_.messages_per_second * limits_.messages_burst;
  fresh.counted_at = now;
  fresh.failures_since = now;
  fresh.place = std::prev(by_use_.end());
  return sources_.emplace(address, fresh).first->second;
}

bool SourceLimits::admit(const AddressBytes& address, Instant now) {
  Source& source = at(address, now);
  if (source.banned_until > now) return false;
  const std::int64_t cost = 1'000'000 / limits_.messages_per_second;
  source.tokens_us = std::min(cost * limits_.messages_burst, source.tokens_us + (now - source.counted_at).us);
  source.counted_at = now;
  if (source.tokens_us < cost) return false;
  source.tokens_us -= cost;
  return true;
}

bool SourceLimits::failed(const AddressBytes& address, Instant now, int weight) {
  Source& source = at(address, now);
  if (now - source.failures_since > limits_.failure_window) {
    source.failures = 0;
    source.failures_since = now;
  }
  source.failures += weight;
  if (source.failures < limits_.failures_until_ban) return false;
  source.failures = 0;
  source.banned_until = now + limits_.ban * (std::int64_t{1} << std::min(source.bans, 6));
  ++source.bans;
  return true;
}

void SourceLimits::proved(const AddressBytes& address) {
  const auto found = sources_.find(address);
  if (found == sources_.end()) return;
  found->second.failures = 0;
  found->second.bans = 0;
}

bool SourceLimits::is_banned(const AddressBytes& address, Instant now) const {
  const auto found = sources_.find(address);
  return found != sources_.end() && found->second.banned_until > now;
}

}  // namespace rapport::sip
