// The words between a visitor's browser and us: what web/widget speaks. Nothing in here is for colleagues
// only.
#pragma once

#include <boost/describe.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "duplicates/duplicate.h"
#include "platform/contract/notes.h"

namespace rapport::webchat {

struct WaitEstimate {
  std::int32_t position = 0;
  std::int64_t low_s = 0;
  std::int64_t high_s = 0;
  bool is_known = false;
  friend bool operator==(const WaitEstimate&, const WaitEstimate&) = default;
};
BOOST_DESCRIBE_STRUCT(WaitEstimate, (), (position, low_s, high_s, is_known))
inline contract::Notes contract_notes(contract::Tag<WaitEstimate>) {
  return {.name = "ChatWaitEstimate"};
}

enum class FieldKind { text, email, select };
BOOST_DESCRIBE_ENUM(FieldKind, text, email, select)

struct FormField {
  std::string name, label;
  std::string label_zh;
  std::string kind;
  std::vector<std::string> options;
  bool is_required = false;
};
BOOST_DESCRIBE_STRUCT(FormField, (), (name, label, label_zh, kind, options, is_required))

struct PreChat {
  bool is_on = false;
  std::vector<FormField> fields;
};
BOOST_DESCRIBE_STRUCT(PreChat, (), (is_on, fields))
inline contract::Notes contract_notes(contract::Tag<PreChat>) {
  return {.name = "ChatPreChat"};
}

struct ChatConfig {
  std::string name, colour, position;
  std::map<std::string, std::string> texts;  // title, greeting, closed; in the language asked for
  PreChat pre_chat;
  bool is_open = true;
  std::optional<Instant> opens_at;
  WaitEstimate wait;
  bool is_identity_required = false;
  std::int64_t attachment_bytes_max = 0;
  std::vector<std::string> attachment_types;
};
BOOST_DESCRIBE_STRUCT(ChatConfig, (),
                      (name, colour, position, texts, pre_chat, is_open, opens_at, wait, is_identity_required,
                       attachment_bytes_max, attachment_types))

struct Register {
  std::optional<std::string> visitor_token, identity_token, language;
};
BOOST_DESCRIBE_STRUCT(Register, (), (visitor_token, identity_token, language))
struct Registered {
  std::string visitor_token;
};
BOOST_DESCRIBE_STRUCT(Registered, (), (visitor_token))

struct ChatAttachment {
  AttachmentId id;
  std::string name;
  std::int64_t bytes = 0;
  std::string type;
  bool is_image = false;
  std::string url;  // good for an hour
};
BOOST_DESCRIBE_STRUCT(ChatAttachment, (), (id, name, bytes, type, is_image, url))

enum class ChatAuthor { customer, agent, system };
BOOST_DESCRIBE_ENUM(ChatAuthor, customer, agent, system)

struct ChatMessage {
  MessageId id;
  InteractionId interaction_id;
  ChatAuthor author = ChatAuthor::customer;
  std::optional<std::string> agent_name;
  std::string text;
  std::vector<ChatAttachment> attachments;
  Instant sent_at;
  std::optional<std::string> client_id;
  std::optional<Instant> delivered_at, read_at;
};
BOOST_DESCRIBE_STRUCT(ChatMessage, (),
                      (id, interaction_id, author, agent_name, text, attachments, sent_at, client_id,
                       delivered_at, read_at))

// arrived: a flow answers, and nobody is waited for yet.
enum class ConversationState { queued, active, ended, arrived };
BOOST_DESCRIBE_ENUM(ConversationState, queued, active, ended, arrived)

struct ChatAgent {
  std::string name;
};
BOOST_DESCRIBE_STRUCT(ChatAgent, (), (name))

// A button under what was said last.
struct ChatChoice {
  std::string label;
  std::string says;  // sent as the visitor's message
};
BOOST_DESCRIBE_STRUCT(ChatChoice, (), (label, says))

struct Conversation {
  InteractionId id;
  ConversationState state = ConversationState::queued;
  std::optional<std::int32_t> position;
  std::optional<WaitEstimate> wait;
  std::optional<ChatAgent> agent;
  Instant started_at;
  std::optional<Instant> ended_at;
  std::optional<InteractionId> previous_id;
  std::optional<std::vector<ChatChoice>> choices;  // arrived: what to choose from now
};
BOOST_DESCRIBE_STRUCT(Conversation, (),
                      (id, state, position, wait, agent, started_at, ended_at, previous_id, choices))

// Where else this visitor waits or talks with us, of what is certain only.
struct ChatElsewhere {
  duplicates::DuplicateId id;
  std::string channel;  // voice, chat, message, email, voicemail
  // waits, talks: there; here: that place has come here; there: this place has gone there.
  std::string state;
  std::optional<WaitEstimate> wait;
  bool can_come_here = false;
  bool can_go_there = false;
  std::optional<Instant> until;  // here, there: so long it can be undone
};
BOOST_DESCRIBE_STRUCT(ChatElsewhere, (), (id, channel, state, wait, can_come_here, can_go_there, until))

struct VisitorShown {
  std::optional<std::string> name;
  bool is_verified = false;
};
BOOST_DESCRIBE_STRUCT(VisitorShown, (), (name, is_verified))

// From the browser. `type` says which members count: hello, start, send, typing, delivered, read, earlier,
// end, choose (`choice` about `elsewhere_id`: here, there, both, undo), ping.
struct ClientFrame {
  std::string type;
  std::optional<std::string> visitor_token;
  std::optional<InteractionId> conversation_id;
  std::optional<MessageId> after;
  std::optional<std::string> client_id, text;
  std::optional<std::vector<AttachmentId>> attachment_ids;
  std::optional<std::map<std::string, std::string>> form;
  std::optional<std::string> page_url, language;
  std::optional<std::string> reader;  // of the company's public pages: what they tried before goes along
  std::optional<bool> is_typing;
  std::optional<MessageId> message_id;
  std::optional<duplicates::DuplicateId> elsewhere_id;
  std::optional<std::string> choice;
};
BOOST_DESCRIBE_STRUCT(ClientFrame, (),
                      (type, visitor_token, conversation_id, after, client_id, text, attachment_ids, form,
                       page_url, language, reader, is_typing, message_id, elsewhere_id, choice))

// To the browser: welcome, ack, message, conversation, typing, delivered, read, earlier, elsewhere (without
// one: nowhere), error, pong.
struct ServerFrame {
  std::string type;
  std::optional<VisitorShown> visitor;
  std::optional<Conversation> conversation;
  std::optional<std::vector<ChatMessage>> messages;
  std::optional<bool> has_more;
  std::optional<std::string> client_id;
  std::optional<ChatMessage> message;
  std::optional<bool> is_typing;
  std::optional<MessageId> message_id;
  std::optional<std::string> reason, detail;
  std::optional<ChatElsewhere> elsewhere;
};
BOOST_DESCRIBE_STRUCT(ServerFrame, (),
                      (type, visitor, conversation, messages, has_more, client_id, message, is_typing,
                       message_id, reason, detail, elsewhere))

}  // namespace rapport::webchat
