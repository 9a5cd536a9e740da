// ChatService: what a visitor can do, as blocking calls for worker threads. Everything that changes something
// is idempotent by the visitor's client_id, so that a browser which saw no answer simply asks again.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "channels/webchat/contract.h"
#include "channels/webchat/presenter.h"
#include "channels/webchat/visitor_hub.h"
#include "channels/webchat/visitor_store.h"
#include "conversations/conversation.h"
#include "conversations/incoming_file.h"
#include "conversations/record_store.h"
#include "conversations/signals.h"
#include "customers/customer_store.h"
#include "customers/resolution.h"
#include "duplicates/duplicates.h"
#include "flows/library.h"
#include "flows/runner.h"
#include "live/id_source.h"
#include "live/loop.h"
#include "org/directory.h"
#include "platform/files/store.h"
#include "value/treatments.h"

namespace rapport::webchat {

struct IdentityClaims;

struct Parts {  // borrowed
  live::Loop& loop;
  live::IdSource& ids;
  const org::Directories& directories;
  conversations::Conversations& conversations;
  conversations::MessageStore& messages;
  conversations::RecordStore& records;
  customers::CustomerStore& customers;
  customers::Resolution& resolution;
  VisitorStore& visitors;
  VisitorHub& hub;
  const conversations::Signals& signals;
  files::Store& files;
  const AddressSigner& signer;
  flows::Library& flow_library;
  flows::Runner& flow_runner;
  duplicates::Duplicates& duplicates;
  value::Treatments& treatments;
  std::function<Instant()> clock;
  // Told which reader of the company's public pages began a conversation; may be empty. Blocks.
  std::function<void(OrgId, const std::string& reader, InteractionId, CustomerId)> came_from = {};
};

class ChatService {
 public:
  explicit ChatService(Parts parts) : parts_(std::move(parts)) {}

  Result<ChatConfig> config(const std::string& key, const std::string& language);
  // A token for this browser: the known one again when it still stands, else a new one. An identity token,
  // signed by the company's server, ties the visitor to its customer.
  Result<Registered> register_visitor(const std::string& key, const Register& wanted);
  // unauthenticated / unknown_visitor when the token is not of this channel.
  Result<Visitor> visitor_of(const std::string& key, const std::string& token);

  // Follows the visitor's newest conversation on the connection and gives what they should see: all since
  // `after`, or the newest.
  Result<ServerFrame> welcome(const std::string& key, const Visitor& visitor, ConnectionId connection,
                              const ClientFrame& hello);
  // What was said before a message of a conversation of theirs (the newest one without an id), newest last.
  Result<ServerFrame> earlier(const std::string& key, const Visitor& visitor, const ClientFrame& frame);
  Result<ChatMessage> start(const std::string& key, Visitor& visitor, ConnectionId connection,
                            const ClientFrame& frame);
  Result<ChatMessage> send(const std::string& key, const Visitor& visitor, const ClientFrame& frame);
  // Of a menu that the visitor's flow waits at.
  std::vector<ChatChoice> choices(OrgId org, const switchboard::InteractionView& view);
  Result<void> end(const Visitor& visitor);
  // Of the two places in which they are, see duplicates/.
  Result<void> choose(const Visitor& visitor, const ClientFrame& frame);
  // Where else the visitors of this conversation are has changed.
  void tell_elsewhere(InteractionId interaction, const std::optional<duplicates::Elsewhere>& other);
  Result<void> typing(const Visitor& visitor, bool is_typing);
  Result<void> received(const Visitor& visitor, MessageId up_to, bool is_read);

  Result<conversations::IncomingFile> begin_upload(const Visitor& visitor, std::string name);
  Result<ChatAttachment> finish_upload(const std::string& key, const Visitor& visitor,
                                       conversations::IncomingFile& file);
  // Where the file lies, for an address that we signed.
  Result<conversations::MessageStore::FoundAttachment> attachment(const std::string& key, AttachmentId id,
                                                                  const std::string& token);

 private:
  struct Place {
    Started started;
    std::optional<switchboard::InteractionView> view;  // nullopt: it has ended
    std::optional<switchboard::WaitEstimate> wait;
  };
  Result<org::Directories::Found> channel(const std::string& key);
  Result<std::optional<Place>> newest(const Visitor& visitor);
  Result<Place> open_place(const Visitor& visitor);
  // The customer whom the company's own server names.
  Result<customers::Customer> vouched_for(OrgId org, const IdentityClaims& claims,
                                          const std::optional<std::string>& language);
  Result<CustomerId> customer_of(Visitor& visitor, const ClientFrame& frame);
  std::optional<switchboard::FlowStart> flow_for(const org::Directories::Found& found, const Visitor& visitor,
                                                 const std::string& language);
  Result<void> arrive(const org::Directories::Found& found, const Visitor& visitor, const Started& started,
                      const ClientFrame& frame, std::map<std::string, std::string> form);
  // Said already, in the newest conversation, whose acknowledgement got lost: the message; else nullopt.
  Result<std::optional<ChatMessage>> said_before(const std::string& key, const Visitor& visitor,
                                                 const ClientFrame& frame);
  Result<ChatMessage> say(const std::string& key, const Visitor& visitor, InteractionId interaction,
                          const ClientFrame& frame);

  Parts parts_;
};

}  // namespace rapport::webchat
