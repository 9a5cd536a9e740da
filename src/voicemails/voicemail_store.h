// Voicemails that are not interactions yet. The only SQL for the table voicemail. Any thread; note_* come
// back at once, the others block.
#pragma once

#include <vector>

#include "base/result.h"
#include "platform/database/database.h"
#include "voicemails/voicemail.h"

namespace rapport::voicemails {

std::vector<database::Migration> voicemail_migrations();

class VoicemailStore {
 public:
  explicit VoicemailStore(database::Database& database) : database_(database) {}

  void note_begun(const Voicemail& begun);
  void note_over(const Voicemail& over);  // it is an interaction, or nothing
  Result<std::vector<Voicemail>> all();   // of every organisation, oldest first

 private:
  database::Database& database_;
};

}  // namespace rapport::voicemails
