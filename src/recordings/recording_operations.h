// The operations of recordings: what there is of an interaction, its sound by byte ranges, its outline, legal
// hold and deletion. Listening and everything that changes something is in the audit log before it happens.
#pragma once

#include "api/api.h"
#include "conversations/record_store.h"
#include "org/changes.h"
#include "recordings/recording_files.h"
#include "recordings/recording_store.h"

namespace rapport::recordings {

struct RecordingServices {
  RecordingStore& store;
  const RecordingFiles& files;
  conversations::RecordStore& records;
  org::Changes& changes;
};

void add_operations(api::Api& api, const RecordingServices& services);

}  // namespace rapport::recordings
