// IncomingFile: a file that somebody sends, on its way into the store and then into the table of attachments.
// It gets into a conversation with the message that carries it. Dropped before finish() it leaves nothing.
// One owner, worker threads.
#pragma once

#include <string>
#include <string_view>

#include "conversations/message_store.h"
#include "live/id_source.h"
#include "platform/files/store.h"

namespace rapport::conversations {

struct FileSender {
  OrgId org;
  Uploader uploader;
  std::string name;  // as they call it; made safe here
};

class IncomingFile {
 public:
  // Borrows the stores and the ids.
  static Result<IncomingFile> begin(files::Store& files, MessageStore& messages, live::IdSource& ids,
                                    FileSender sender);
  Result<void> take(std::string_view piece);
  Result<Attachment> finish(Instant now);

 private:
  IncomingFile(files::Upload upload, MessageStore& messages, live::IdSource& ids, FileSender sender)
      : upload_(std::move(upload)), messages_(messages), ids_(ids), sender_(std::move(sender)) {}

  files::Upload upload_;
  MessageStore& messages_;
  live::IdSource& ids_;
  FileSender sender_;
};

}  // namespace rapport::conversations
