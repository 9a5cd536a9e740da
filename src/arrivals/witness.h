// Witness: writes the ledger for channels whose items arrive as events of their own (calls, chats, messages,
// what is left on voicemail), in those events' transactions. Mails have their row from channels/email, which
// also knows what became no event. On the writer thread.
#pragma once

#include "arrivals/ledger.h"
#include "live/id_source.h"
#include "live/released.h"

namespace rapport::arrivals {

class Witness : public live::Projection {
 public:
  explicit Witness(live::IdSource& ids) : ids_(ids) {}  // borrowed
  Result<void> project(database::Session& sql, const live::Released& released) override;

 private:
  live::IdSource& ids_;
};

}  // namespace rapport::arrivals
