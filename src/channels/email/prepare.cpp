#include "channels/email/prepare.h"

#include "platform/files/download_name.h"

namespace rapport::email {
namespace {

Result<files::Stored> stored(files::Store& store, std::string_view bytes) {
  auto upload = store.begin();
  if (!upload) return tl::unexpected<Error>(std::move(upload.error()));
  if (auto taken = upload->append(bytes); !taken) return tl::unexpected<Error>(std::move(taken.error()));
  return upload->finish();
}

}  // namespace

Result<Prepared> prepare(const IntakeParts& parts, const MailboxBase& mailbox, Incoming incoming) {
  Prepared prepared;
  const std::string bytes = std::move(incoming.bytes);
  incoming.bytes.clear();
  prepared.incoming = std::move(incoming);
  if (!prepared.incoming.refused.empty()) return prepared;
  prepared.incoming.size = static_cast<std::int64_t>(bytes.size());
  // A mail of nothing is one, too, and a file of nothing is none.
  auto kept = stored(parts.mail_files, bytes.empty() ? std::string_view("\r\n") : std::string_view(bytes));
  if (!kept) return tl::unexpected<Error>(std::move(kept.error()));
  prepared.blob = std::move(kept->digest);
  prepared.reading = read_mail(bytes, mailbox);
  for (ReadFile& file : prepared.reading.files) {
    const std::string content = std::move(file.bytes);
    file.bytes.clear();
    if (prepared.attachments.size() == 100) continue;
    auto opened = stored(parts.files, content);
    if (!opened && opened.error().code != ErrorCode::invalid && opened.error().code != ErrorCode::too_large)
      return tl::unexpected<Error>(std::move(opened.error()));
    if (!opened) continue;
    conversations::Attachment attachment{parts.ids.next<AttachmentId>(), files::safe_name(file.name),
                                         opened->bytes, opened->type, opened->digest};
    prepared.reading.facts.files[file.place].attachment_id = attachment.id;
    prepared.attachments.push_back(std::move(attachment));
  }
  return prepared;
}

}  // namespace rapport::email
