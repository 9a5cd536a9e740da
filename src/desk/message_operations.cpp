// The words of an interaction, and the files that go with them.
#include "api/page.h"
#include "conversations/incoming_file.h"
#include "desk/interactions.h"
#include "platform/files/download_name.h"
#include "platform/http/target.h"

namespace rapport::desk {

using namespace switchboard;
using api::Call;
using api::Permission;

enum class MessageKind { text, note };
BOOST_DESCRIBE_ENUM(MessageKind, text, note)

struct PostMessage {
  std::string client_id;
  MessageKind kind = MessageKind::text;
  std::string text;
  std::vector<AttachmentId> attachment_ids;
};
BOOST_DESCRIBE_STRUCT(PostMessage, (), (client_id, kind, text, attachment_ids))
contract::Notes contract_notes(contract::Tag<PostMessage>) {
  return {.doc = "Sent again with the same client_id, it gives the message it made the first time.",
          .fields = {{.name = "client_id", .min_length = 1, .max_length = 64},
                     {.name = "text", .max_length = conversations::message_code_points_max},
                     {.name = "attachment_ids",
                      .max_items = conversations::attachments_per_message_max,
                      .has_default = true}}};
}

struct MessageQuery : api::PageQuery {
  std::optional<MessageId> after;
};
BOOST_DESCRIBE_STRUCT(MessageQuery, (api::PageQuery), (after))

struct ReadUpTo {
  MessageId message_id;
};
BOOST_DESCRIBE_STRUCT(ReadUpTo, (), (message_id))

using Receipt = conversations::Signal::Kind;

namespace {

Result<Message> post(const Services& services, const Call& call, const PostMessage& wanted) {
  const auto id = call.id<InteractionId>("id");
  const auto view = open_view(services, call.org(), id);
  if (!view) {
    if (auto record = services.stores.records.find(call.org(), id); !record)
      return tl::unexpected<Error>(record.error());
    return fail(ErrorCode::conflict, "interaction_closed", "the interaction is closed");
  }
  const bool is_note = wanted.kind == MessageKind::note;
  const bool is_theirs = view->agent == call.user() || (is_note && view->consulted == call.user());
  if (!is_theirs && !(is_note && call.caller().may(Permission::supervise))) {
    return fail(ErrorCode::forbidden, "not_your_interaction", "only its agent may write to the customer");
  }
  if (!is_note && view->state != InteractionState::active) {
    return fail(ErrorCode::conflict, "not_active", "the conversation is not active");
  }
  conversations::NewMessage message;
  message.interaction = id;
  message.author = is_note ? Author::note : Author::agent;
  message.agent = call.user();
  message.text = wanted.text;
  message.client_id = wanted.client_id;
  message.attachments = wanted.attachment_ids;
  message.uploader = {call.user().value};
  auto said = services.conversations.say(call.org(), message, services.clock());
  if (!said) return tl::unexpected<Error>(said.error());
  return present(*said);
}

Result<api::Page<Message>> list(const Services& services, const Call& call, const MessageQuery& query) {
  const auto id = call.id<InteractionId>("id");
  auto after = api::read_cursor<MessageId>(query);
  if (!after) return tl::unexpected<Error>(after.error());
  if (auto known = services.stores.records.find(call.org(), id); !known)
    return tl::unexpected<Error>(known.error());
  auto messages =
      services.stores.messages.page(call.org(), id, after->value_or(query.after.value_or(MessageId{})),
                                    static_cast<std::size_t>(query.limit) + 1, true);
  if (!messages) return tl::unexpected<Error>(messages.error());
  auto page = api::page_of(std::move(*messages), query.limit, [](const auto& message) { return message.id; });
  api::Page<Message> shown;
  shown.next_cursor = page.next_cursor;
  for (const auto& message : page.items)
    shown.items.push_back(present(message));
  return shown;
}

// What of the customer has come to the agent's desk, or was read there.
Result<void> received_up_to(const Services& services, const Call& call, const ReadUpTo& wanted,
                            Receipt kind) {
  const auto id = call.id<InteractionId>("id");
  if (auto known = services.stores.records.find(call.org(), id); !known)
    return tl::unexpected<Error>(known.error());
  auto message = services.stores.messages.find(call.org(), wanted.message_id);
  if (!message && message.error().code != ErrorCode::not_found) return tl::unexpected<Error>(message.error());
  if (!message || message->interaction != id) {
    return fail(ErrorCode::invalid, "unknown_message", "there is no such message in this interaction",
                {{"/message_id", "expected a message of this interaction"}});
  }
  // Only its agent counts, and not before they have accepted it: a supervisor who looks in has not read it
  // for them.
  const auto view = open_view(services, call.org(), id);
  if (!view || view->agent != call.user() || view->state == InteractionState::offered) return {};
  const Instant now = services.clock();
  auto& messages = services.stores.messages;
  auto marked = kind == Receipt::read
                    ? messages.mark_read(call.org(), id, wanted.message_id, Author::customer, now)
                    : messages.mark_delivered(call.org(), id, wanted.message_id, Author::customer, now);
  if (!marked) return marked;
  conversations::Signal receipt;
  receipt.org = call.org();
  receipt.interaction = id;
  receipt.kind = kind;
  receipt.agent = call.user();
  receipt.message = wanted.message_id;
  receipt.at = now;
  services.signals.send(receipt);
  return {};
}

class Upload : public api::Intake<Attachment> {
 public:
  Upload(conversations::IncomingFile file, std::function<Instant()> clock)
      : file_(std::move(file)), clock_(std::move(clock)) {}
  Result<void> take(std::string_view piece) override { return file_.take(piece); }
  Result<Attachment> finish() override {
    auto attachment = file_.finish(clock_());
    if (!attachment) return tl::unexpected<Error>(attachment.error());
    return present(*attachment);
  }

 private:
  conversations::IncomingFile file_;
  std::function<Instant()> clock_;
};

Result<std::unique_ptr<api::Intake<Attachment>>> upload(const Services& services, const Call& call) {
  auto file = conversations::IncomingFile::begin(
      services.files, services.stores.messages, services.ids,
      {call.org(),
       {call.user().value},
       http::percent_decoded(call.request().header("x-file-name"), false).value_or("")});
  if (!file) return tl::unexpected<Error>(file.error());
  return std::make_unique<Upload>(std::move(*file), services.clock);
}

Result<http::Response> download(const Services& services, const Call& call) {
  auto found = services.stores.messages.find_attachment(call.org(), call.id<AttachmentId>("id"));
  if (!found) return tl::unexpected<Error>(found.error());
  auto path = services.files.find(found->attachment.blob);
  if (!path) return tl::unexpected<Error>(path.error());
  http::Response response;
  response.file = *path;
  response.content_type = found->attachment.type;
  response.headers = {
      {"Content-Disposition", files::content_disposition(found->attachment.name, found->attachment.type)},
      {"Content-Security-Policy", "sandbox; default-src 'none'"},
      {"Cache-Control", "private, max-age=86400, immutable"}};
  return response;
}

}  // namespace

void add_message_operations(api::Api& api, const Services& services) {
  const std::string path = "/api/v1/interactions/{id}";
  api.get<MessageQuery, api::Page<Message>>(
      {.path = path + "/messages",
       .id = "listMessages",
       .tag = "messages",
       .summary = "What was said, oldest first, notes included",
       .any_of = readers},
      [services](const Call& call, const MessageQuery& query) { return list(services, call, query); });
  api.post<PostMessage, Message>(
      {.path = path + "/messages",
       .id = "postMessage",
       .tag = "messages",
       .summary = "Say something to the customer, or leave a note for colleagues",
       .any_of = {Permission::take_interactions, Permission::supervise}},
      [services](const Call& call, const PostMessage& wanted) { return post(services, call, wanted); });
  api.post<ReadUpTo, void>({.path = path + "/delivered",
                            .id = "markDelivered",
                            .tag = "messages",
                            .summary = "The agent's desk has what the customer wrote up to here",
                            .any_of = {Permission::take_interactions}},
                           [services](const Call& call, const ReadUpTo& wanted) {
                             return received_up_to(services, call, wanted, Receipt::delivered);
                           });
  api.post<ReadUpTo, void>({.path = path + "/read",
                            .id = "markRead",
                            .tag = "messages",
                            .summary = "The agent has read up to here",
                            .any_of = {Permission::take_interactions}},
                           [services](const Call& call, const ReadUpTo& wanted) {
                             return received_up_to(services, call, wanted, Receipt::read);
                           });
  api.post_bytes<Attachment>(
      {.path = "/api/v1/attachments",
       .id = "uploadAttachment",
       .tag = "messages",
       .summary =
           "Upload a file to send; its name percent-encoded in X-File-Name, its type is found in its content",
       .any_of = {Permission::take_interactions, Permission::supervise},
       .body_bytes_max = conversations::attachment_bytes_max},
      [services](const Call& call) { return upload(services, call); });
  api.get_bytes({.path = "/api/v1/attachments/{id}",
                 .id = "getAttachment",
                 .tag = "messages",
                 .summary = "A file that was sent",
                 .any_of = readers},
                [services](const Call& call) { return download(services, call); });
}

}  // namespace rapport::desk
