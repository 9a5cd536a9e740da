#include "org/password_gate.h"

#include "base/check.h"
#include "platform/crypto/random.h"

namespace rapport::org {

PasswordGate::PasswordGate(PasswordOptions options) : options_(options) {
  auto hash = crypto::hash_password(crypto::random_token(), options_.cost);
  RAPPORT_CHECK(hash.has_value());
  nobodys_hash_ = std::move(*hash);
}

Result<PasswordGate::Turn> PasswordGate::enter() {
  std::unique_lock lock(mutex_);
  if (inside_ >= options_.at_once_max) {
    if (waiting_ >= options_.waiting_max)
      return fail(ErrorCode::unavailable, "sign_in_busy", "too many are signing in right now, try again");
    ++waiting_;
    left_.wait(lock, [this] { return inside_ < options_.at_once_max; });
    --waiting_;
  }
  ++inside_;
  return Turn(this);
}

PasswordGate::Turn::~Turn() {
  if (gate_ == nullptr) return;
  {
    const std::lock_guard lock(gate_->mutex_);
    --gate_->inside_;
  }
  gate_->left_.notify_one();
}

Result<std::string> PasswordGate::Turn::hash(const std::string& password) const {
  return crypto::hash_password(password, gate_->options_.cost);
}

bool PasswordGate::Turn::is_right(const std::string& hash, const std::string& password) const {
  const bool is_somebodys = !hash.empty();
  return crypto::is_password(is_somebodys ? hash : gate_->nobodys_hash_, password) && is_somebodys;
}

bool PasswordGate::Turn::needs_rehash(const std::string& hash) const {
  return crypto::needs_rehash(hash, gate_->options_.cost);
}

}  // namespace rapport::org
