// Presenter: conversations and messages as a visitor sees them. Pure, but for the signature on attachment
// addresses.
#pragma once

#include <optional>
#include <string>

#include "channels/webchat/contract.h"
#include "channels/webchat/visitor_store.h"
#include "conversations/message_store.h"
#include "conversations/record_store.h"
#include "org/directory.h"
#include "switchboard/model/state.h"

namespace rapport::webchat {

// Signs the addresses of attachments, so that a picture can be shown without a header: good for an hour, for
// one file.
class AddressSigner {
 public:
  explicit AddressSigner(std::string key) : key_(std::move(key)) {}
  std::string sign(OrgId org, AttachmentId id, Instant now) const;
  bool is_good(OrgId org, AttachmentId id, const std::string& token, Instant now) const;

 private:
  std::string key_;
};

ChatAttachment present(const conversations::Attachment& attachment, const std::string& channel_key,
                       const AddressSigner& signer, OrgId org, Instant now);
ChatMessage present(const conversations::Message& message, const org::Directory& directory,
                    const std::string& channel_key, const AddressSigner& signer, Instant now);
WaitEstimate present(const switchboard::WaitEstimate& wait);
ChatElsewhere present(const duplicates::Elsewhere& elsewhere);
// An open one.
Conversation present(const switchboard::InteractionView& view,
                     const std::optional<switchboard::WaitEstimate>& wait, const org::Directory& directory);
// One that has left the switchboard.
Conversation present_ended(InteractionId id, Instant started_at, std::optional<Instant> ended_at,
                           InteractionId previous);

}  // namespace rapport::webchat
