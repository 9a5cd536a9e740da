// Messages: the words of every interaction, on any text channel. The only SQL for the tables `message` and
// `attachment`. The journal holds message ids only. Adding is idempotent by (interaction, client_id): sent
// again, the first one is given.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "base/result.h"
#include "platform/database/database.h"
#include "switchboard/model/event.h"

namespace rapport::conversations {

inline constexpr std::size_t message_code_points_max = 10'000;
inline constexpr std::size_t attachments_per_message_max = 10;
inline constexpr std::size_t attachment_bytes_max = 20u << 20;

// Who uploaded a file, and alone may send it: an agent by their id, a visitor by a number of theirs below 0.
using Uploader = Id<struct UploaderTag>;

struct Attachment {
  AttachmentId id;
  std::string name;  // as the sender named it, without path and control characters
  std::int64_t bytes = 0;
  std::string type;  // by content
  std::string blob;  // key in files::Store
};

struct Message {
  MessageId id;
  InteractionId interaction;
  switchboard::Author author = switchboard::Author::customer;
  UserId agent;  // for agent and note
  std::string text;
  std::vector<Attachment> attachments;
  Instant sent_at;
  std::string client_id;
  std::optional<Instant> delivered_at, read_at;
};

std::vector<database::Migration> message_migrations();

class MessageStore {
 public:
  explicit MessageStore(database::Database& database) : database_(database) {}

  struct Added {
    Message message;
    bool is_new = true;  // false: this client_id was here before
  };
  // `attachments` must have been added before, by the same sender side, and not be in another message.
  Result<Added> add(OrgId org, const Message& message, Uploader uploader);
  // A message without attachments, of a client_id that is not there, within a transaction that is the
  // caller's.
  void insert(database::Session& sql, OrgId org, const Message& message) const;
  // The files of a message that insert() wrote in the same transaction, which were never uploads of anybody.
  static void insert_attachments(database::Session& sql, OrgId org, const Message& message);
  Result<Message> find(OrgId org, MessageId id);
  // Within a transaction of the caller's.
  static std::optional<Message> find(database::Session& sql, OrgId org, MessageId id);
  // What this client_id said there; nullopt: nothing.
  Result<std::optional<Message>> find_sent(OrgId org, InteractionId interaction,
                                           const std::string& client_id);
  Result<std::vector<Message>> find_many(OrgId org, const std::vector<MessageId>& ids);
  // Oldest first. `after` 0: from the start. `with_notes` false for everything a customer sees.
  Result<std::vector<Message>> page(OrgId org, InteractionId interaction, MessageId after, std::size_t most,
                                    bool with_notes);
  // The last of them, or with `before` the last of those before it; oldest first too.
  Result<std::vector<Message>> newest(OrgId org, InteractionId interaction, std::size_t most, bool with_notes,
                                      MessageId before = {});
  Result<void> mark_delivered(OrgId org, InteractionId interaction, MessageId up_to, switchboard::Author of,
                              Instant at);
  Result<void> mark_read(OrgId org, InteractionId interaction, MessageId up_to, switchboard::Author of,
                         Instant at);

  struct Unread {
    std::int64_t count = 0;       // of the customer, not read by an agent
    std::optional<Message> last;  // of anybody
  };
  Result<Unread> unread(OrgId org, InteractionId interaction);

  struct Summary {
    std::int64_t count = 0;                 // without notes
    std::optional<std::string> first_text;  // of the customer, at most 200 characters
  };
  Result<Summary> summary(OrgId org, InteractionId interaction);

  // `interaction` is where it may be sent; 0: wherever the uploader sends it.
  Result<void> add_attachment(OrgId org, InteractionId interaction, Uploader by, const Attachment& attachment,
                              Instant at);
  // Whether add() would take them: invalid / unknown_attachment when one is not there, not theirs, or sent.
  Result<void> can_send(OrgId org, InteractionId interaction, Uploader uploader,
                        const std::vector<AttachmentId>& attachments);
  struct FoundAttachment {
    Attachment attachment;
    InteractionId interaction;
    MessageId message;
  };
  Result<FoundAttachment> find_attachment(OrgId org, AttachmentId id);

 private:
  database::Database& database_;
};

}  // namespace rapport::conversations
