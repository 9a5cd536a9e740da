// Sender: brings deliveries to their receivers. One thread of its own looks for what is due; workers ask the
// receivers, a few at a time for each webhook, so that a slow one never takes all of them. What it remembers
// (what is on its way) may be lost: the rows say what is due, and after a crash something is sent twice at
// most. Also sweeps away deliveries whose time is up.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

#include "org/changes.h"
#include "platform/crypto/vault.h"
#include "platform/log/log.h"
#include "platform/metrics/metrics.h"
#include "webhooks/outbox.h"

namespace rapport::webhooks {

struct SenderOptions {
  bool allows_private = false;       // addresses inside, and there http
  std::size_t threads = 16;          // requests at once, of all webhooks
  std::size_t at_once = 4;           // of them, for one webhook that answers promptly …
  std::size_t at_once_slow = 1;      // … and for one that does not, or fails
  Duration prompt = seconds(1);      // within this
  Duration timeout = seconds(10);    // of one request
  Duration look_every = seconds(1);  // for what is due, when nobody says so
};

struct SenderParts {  // borrowed
  org::Changes& changes;
  Outbox& outbox;
  const crypto::Vault& vault;
  log::Log& log;
  metrics::Metrics& metrics;
  std::function<Instant()> clock;
};

class Sender {
 public:
  Sender(const SenderOptions& options, SenderParts parts);
  ~Sender();  // stops

  void start();
  // What is on its way is given up after a second at most, and is due again.
  void stop();
  // There may be something to send. Any thread, comes back at once.
  void wake();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rapport::webhooks
