// Conversations: says something in an interaction, durably and in the right order, for every text channel and
// the desk alike. Row first (idempotent), then MessagePosted through the loop; a message counts as sent when
// both are durable. When the server dies in between, the sender's retry with the same client_id finishes the
// job.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "conversations/message_store.h"
#include "live/id_source.h"
#include "live/loop.h"

namespace rapport::conversations {

struct NewMessage {
  InteractionId interaction;
  switchboard::Author author = switchboard::Author::customer;
  UserId agent;
  std::string text;
  std::string client_id;  // 1-64 characters, chosen by the sender
  std::vector<AttachmentId> attachments;
  Uploader uploader;  // whose uploads `attachments` must be
};

class Conversations {
 public:
  Conversations(MessageStore& messages, live::Loop& loop, live::IdSource& ids);
  ~Conversations();

  // Blocks until durable; a worker thread. invalid (empty, too long), conflict (interaction has ended),
  // unavailable.
  Result<Message> say(OrgId org, const NewMessage& message, Instant now);

  // The words of a message that was just said (a bounded cache filled by say(), the store behind it). Any
  // thread that may block; for those who turn released effects into what people see.
  Result<Message> words(OrgId org, MessageId id);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rapport::conversations
