// Conversations: says something in an interaction, durably and in the right order, for every text channel and
// the desk alike. MessagePosted goes through the loop, and the message's row is written in the transaction of
// that event (a projection of the loop), so that neither is ever without the other. Idempotent by client_id.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
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

// Whether it has words or files, and not too many of either: invalid, with the places.
Result<void> check(const NewMessage& message);

class Conversations {
 public:
  // Adds itself to the loop's projections: before the loop starts.
  Conversations(MessageStore& messages, live::Loop& loop, live::IdSource& ids);
  ~Conversations();

  // What becomes of words before they are kept: numbers that nobody is to keep go out of them. Set before the
  // first message; any thread, may block.
  void redact_by(std::function<std::string(OrgId, std::string_view)> redacted);

  // Blocks until durable; a worker thread. invalid (empty, too long), conflict (interaction has ended),
  // unavailable.
  Result<Message> say(OrgId org, const NewMessage& message, Instant now);

  // Words that another event brings: a note for colleagues that goes with a transfer, a consult or the end of
  // a wrap-up, the message of a voicemail. Written in the transaction of that event, or not at all. `event`
  // is asked for the event, which names the message where it can. Blocks like say(); fails as the note or the
  // event does.
  Result<std::shared_ptr<const live::Released>> submit_with_note(
      OrgId org, const NewMessage& note, const std::function<switchboard::Event(MessageId note)>& event,
      Instant now);

  // The words of a message that was just said (a bounded cache filled by say(), the store behind it). Any
  // thread that may block; for those who turn released effects into what people see.
  Result<Message> words(OrgId org, MessageId id);
  // Words of these conversations were changed or removed in their table: no copy of them is given any more.
  void forget(OrgId org, const std::vector<InteractionId>& interactions);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rapport::conversations
