// PasswordGate: hashes and checks passwords, a few at a time: Argon2id takes tens of milliseconds and tens of
// megabytes each, and nobody may make us do more of it than we can bear. Any thread that may block.
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>

#include "base/result.h"
#include "platform/crypto/password.h"

namespace rapport::org {

struct PasswordOptions {
  crypto::PasswordOptions cost = {};
  int at_once_max = 2;
  int waiting_max = 4;  // for their turn; beyond it: unavailable, sign_in_busy
};

class PasswordGate {
 public:
  explicit PasswordGate(PasswordOptions options);

  // A turn at the gate; the next one waits until it is gone.
  class Turn {
   public:
    explicit Turn(PasswordGate* gate) : gate_(gate) {}
    Turn(Turn&& other) noexcept : gate_(other.gate_) { other.gate_ = nullptr; }
    Turn& operator=(Turn&&) = delete;
    ~Turn();

    Result<std::string> hash(const std::string& password) const;
    // "" is nobody's hash: takes as long as a real one, and is false.
    bool is_right(const std::string& hash, const std::string& password) const;
    bool needs_rehash(const std::string& hash) const;

   private:
    PasswordGate* gate_;
  };
  Result<Turn> enter();

 private:
  PasswordOptions options_;
  std::string nobodys_hash_;
  std::mutex mutex_;  // over the two counts
  std::condition_variable left_;
  int inside_ = 0;
  int waiting_ = 0;
};

}  // namespace rapport::org
