#include "conversations/incoming_file.h"

#include <utility>

#include "platform/files/download_name.h"

namespace rapport::conversations {

Result<IncomingFile> IncomingFile::begin(files::Store& files, MessageStore& messages, live::IdSource& ids,
                                         FileSender sender) {
  auto upload = files.begin();
  if (!upload) return tl::unexpected<Error>(upload.error());
  return IncomingFile(std::move(*upload), messages, ids, std::move(sender));
}

Result<void> IncomingFile::take(std::string_view piece) {
  return upload_.append(piece);
}

Result<Attachment> IncomingFile::finish(Instant now) {
  auto stored = upload_.finish();
  if (!stored) return tl::unexpected<Error>(stored.error());
  Attachment attachment{ids_.next<AttachmentId>(), files::safe_name(sender_.name), stored->bytes,
                        stored->type, stored->digest};
  auto added = messages_.add_attachment(sender_.org, InteractionId{}, sender_.uploader, attachment, now);
  if (!added) return tl::unexpected<Error>(added.error());
  return attachment;
}

}  // namespace rapport::conversations
