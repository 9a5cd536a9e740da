#include "channels/webchat/chat_service.h"

#include <algorithm>
#include <utility>

#include "channels/webchat/routing.h"
#include "platform/contract/hash.h"
#include "platform/contract/json.h"
#include "platform/crypto/digest.h"
#include "platform/crypto/random.h"
#include "platform/crypto/signed_token.h"

namespace rapport::webchat {

using namespace switchboard;

// What the host's server says of its customer. Other claims are its own business. Of our own portal (`iss`)
// the subject is an address that they have proven: no account of the company's, which would speak against
// theirs.
struct IdentityClaims {
  std::string sub;
  std::optional<std::string> iss, name, email;
};
BOOST_DESCRIBE_STRUCT(IdentityClaims, (), (sub, iss, name, email))

namespace {

constexpr std::size_t history_max = 200;  // messages in a welcome

tl::unexpected<Error> passed_on(const Error& error) {
  return tl::unexpected<Error>(error);
}

std::map<std::string, std::string> texts_for(const org::ChatChannel& channel, const std::string& language) {
  const bool is_chinese = language.starts_with("zh");
  auto found = channel.texts.find(is_chinese ? "zh-CN" : "en");
  if (found == channel.texts.end()) found = channel.texts.begin();
  std::map<std::string, std::string> texts;
  if (found == channel.texts.end()) return texts;
  const auto add = [&](const char* name, const std::string& text) {
    if (!text.empty()) texts.emplace(name, text);
  };
  add("title", found->second.title);
  add("greeting", found->second.greeting);
  add("closed", found->second.closed);
  return texts;
}

// Of this browser alone: what it uploads can be sent by no other.
conversations::Uploader uploader_of(const Visitor& visitor) {
  return {-static_cast<std::int64_t>(contract::hash(visitor.digest) >> 1) - 1};
}

// Of one more than may be shown: the newest stay; true if there are more.
bool cut_to_history(std::vector<conversations::Message>& messages) {
  if (messages.size() <= history_max) return false;
  messages.erase(messages.begin(), messages.end() - static_cast<std::ptrdiff_t>(history_max));
  return true;
}

conversations::NewMessage message_of(const Visitor& visitor, InteractionId interaction,
                                     const ClientFrame& frame) {
  conversations::NewMessage message;
  message.interaction = interaction;
  message.text = frame.text.value_or("");
  message.client_id = frame.client_id.value_or("");
  message.attachments = frame.attachment_ids.value_or(std::vector<AttachmentId>{});
  message.uploader = uploader_of(visitor);
  return message;
}

bool goes_on(const InteractionView& view) {
  return view.state == InteractionState::queued || view.state == InteractionState::offered ||
         view.state == InteractionState::active || view.state == InteractionState::arrived ||
         view.state == InteractionState::set_aside;
}

}  // namespace

Result<org::Directories::Found> ChatService::channel(const std::string& key) {
  auto found = parts_.directories.by_chat_key(key);
  if (!found.channel) return fail(ErrorCode::not_found, "unknown_channel", "no chat with this key");
  return found;
}

Result<ChatConfig> ChatService::config(const std::string& key, const std::string& language) {
  auto found = channel(key);
  if (!found) return passed_on(found.error());
  const org::ChatChannel& channel = *found->channel;
  ChatConfig config;
  config.name = channel.name;
  config.colour = channel.colour;
  config.position = channel.position;
  config.texts = texts_for(channel, language);
  config.pre_chat.is_on = channel.has_pre_chat;
  for (const org::PreChatField& field : channel.pre_chat) {
    const bool is_chinese = language.starts_with("zh") && !field.label_zh.empty();
    config.pre_chat.fields.push_back({field.name, is_chinese ? field.label_zh : field.label, field.label_zh,
                                      field.kind, field.options, field.is_required});
  }
  const auto queue = found->directory->queues.find(channel.queue);
  const Instant now = parts_.clock();
  if (queue != found->directory->queues.end() && queue->second.hours) {
    config.is_open = org::is_open(*queue->second.hours, now);
    if (!config.is_open) config.opens_at = org::next_change(*queue->second.hours, now);
  }
  auto wait = parts_.loop.read<switchboard::WaitEstimate>(
      found->directory->org,
      [id = channel.queue](const Switchboard& board, Instant at) { return board.wait_for_new(id, at); });
  if (wait) config.wait = present(*wait);
  config.is_identity_required = channel.is_identity_required;
  config.attachment_bytes_max = static_cast<std::int64_t>(conversations::attachment_bytes_max);
  config.attachment_types = files::usual_types();
  return config;
}

Result<customers::Customer> ChatService::vouched_for(OrgId org, const IdentityClaims& claims,
                                                     const std::optional<std::string>& language) {
  customers::Customer fresh;
  fresh.id = parts_.ids.next<CustomerId>();
  fresh.name = claims.name.value_or("");
  fresh.email = claims.email;
  const bool is_of_portal = claims.iss == "rapport-portal";
  if (!is_of_portal) fresh.external_id = claims.sub;
  fresh.language = language;
  fresh.is_verified = true;
  fresh.created_at = parts_.clock();
  auto customer =
      parts_.customers.find_or_create(org, is_of_portal ? "portal" : "host_subject", claims.sub, fresh);
  if (!customer) return customer;
  if (auto settled = parts_.resolution.settle(org, customer->id); !settled) return passed_on(settled.error());
  return customer;
}

Result<Registered> ChatService::register_visitor(const std::string& key, const Register& wanted) {
  auto found = channel(key);
  if (!found) return passed_on(found.error());
  const org::ChatChannel& channel = *found->channel;
  const Instant now = parts_.clock();

  std::optional<IdentityClaims> claims;
  if (wanted.identity_token) {
    if (channel.identity_secret.empty()) {
      return fail(ErrorCode::unauthenticated, "no_identity_secret",
                  "this chat has no key for identity tokens");
    }
    auto verified = crypto::verify_hs256(*wanted.identity_token, channel.identity_secret, now);
    if (!verified) return passed_on(verified.error());
    contract::DecodeOptions lenient;
    lenient.ignores_unknown = true;
    auto decoded = contract::decode<IdentityClaims>(*verified, lenient);
    if (!decoded || decoded->sub.empty() || decoded->sub.size() > 200) {
      return fail(ErrorCode::unauthenticated, "bad_identity_token",
                  "the identity token needs a subject (sub) of 1 to 200 bytes");
    }
    claims = std::move(*decoded);
  } else if (channel.is_identity_required) {
    return fail(ErrorCode::unauthenticated, "identity_required", "this chat is for signed-in customers");
  }

  std::optional<Visitor> visitor;
  std::string token = wanted.visitor_token.value_or("");
  if (!token.empty()) {
    auto known = visitor_of(key, token);
    if (known)
      visitor = std::move(*known);
    else if (known.error().code != ErrorCode::unauthenticated)
      return passed_on(known.error());
  }
  std::optional<customers::Customer> customer;
  if (claims) {
    auto known = vouched_for(found->directory->org, *claims, wanted.language);
    if (!known) return passed_on(known.error());
    customer = std::move(*known);
  }
  // Somebody else has signed in at this browser: they begin with nothing of the one before.
  if (visitor && visitor->is_verified && customer && visitor->customer != customer->id) visitor.reset();
  if (!visitor) {
    token = crypto::random_token();
    visitor = Visitor{found->directory->org, crypto::token_digest(token), channel.id, {}, {}, false};
    if (auto added = parts_.visitors.add(*visitor, now); !added) return passed_on(added.error());
  }
  if (customer) {
    const CustomerId before = std::exchange(visitor->customer, customer->id);
    visitor->name = customer->name;
    visitor->is_verified = true;
    if (auto kept = parts_.visitors.set_customer(*visitor); !kept) return passed_on(kept.error());
    if (before && before != customer->id)
      if (auto met = parts_.resolution.met_at_browser(visitor->org, before, customer->id); !met)
        return passed_on(met.error());
  }
  return Registered{std::move(token)};
}

Result<Visitor> ChatService::visitor_of(const std::string& key, const std::string& token) {
  auto found = channel(key);
  if (!found) return passed_on(found.error());
  auto visitor = parts_.visitors.find(crypto::token_digest(token));
  if (!visitor) return passed_on(visitor.error());
  if (!*visitor || (*visitor)->org != found->directory->org || (*visitor)->channel != found->channel->id) {
    return fail(ErrorCode::unauthenticated, "unknown_visitor", "register again");
  }
  return std::move(**visitor);
}

Result<std::optional<ChatService::Place>> ChatService::newest(const Visitor& visitor) {
  auto started = parts_.visitors.newest(visitor);
  if (!started) return passed_on(started.error());
  if (!*started) return std::optional<Place>{};
  Place place{**started, {}, {}};
  auto read = parts_.loop.read<bool>(
      visitor.org, [&, id = place.started.interaction](const Switchboard& board, Instant now) {
        place.view = board.interaction(id);
        place.wait = board.wait(id, now);
        return true;
      });
  if (!read) return passed_on(read.error());
  return std::optional<Place>{std::move(place)};
}

Result<ChatService::Place> ChatService::open_place(const Visitor& visitor) {
  auto place = newest(visitor);
  if (!place) return passed_on(place.error());
  if (!*place || !(*place)->view || !goes_on(*(*place)->view)) {
    return fail(ErrorCode::conflict, "conversation_ended", "the conversation has ended");
  }
  return std::move(**place);
}

Result<ServerFrame> ChatService::welcome(const std::string& key, const Visitor& visitor,
                                         ConnectionId connection, const ClientFrame& hello) {
  auto found = channel(key);
  if (!found) return passed_on(found.error());
  ServerFrame frame;
  frame.type = "welcome";
  frame.visitor = VisitorShown{visitor.name.empty() ? std::nullopt : std::optional<std::string>{visitor.name},
                               visitor.is_verified};
  frame.messages.emplace();
  frame.has_more = false;

  auto started = parts_.visitors.newest(visitor);
  if (!started) return passed_on(started.error());
  if (!*started) return frame;
  // Followed before it is read: nothing can fall between the two.
  parts_.hub.follow(connection, (*started)->interaction);
  auto place = newest(visitor);
  if (!place) return passed_on(place.error());
  const Started& now_open = (*place)->started;

  if ((*place)->view) {
    frame.conversation = present(*(*place)->view, (*place)->wait, *found->directory);
    if (auto to_choose = choices(visitor.org, *(*place)->view); !to_choose.empty())
      frame.conversation->choices = std::move(to_choose);
    if (auto other = parts_.duplicates.elsewhere(visitor.org, now_open.interaction); other && *other)
      frame.elsewhere = present(**other);
  } else {
    auto record = parts_.records.find(visitor.org, now_open.interaction);
    frame.conversation = present_ended(now_open.interaction, now_open.at,
                                       record ? record->closed_at : std::nullopt, now_open.previous);
  }
  const Instant now = parts_.clock();
  const auto add = [&](const std::vector<conversations::Message>& messages) {
    for (const auto& message : messages)
      frame.messages->push_back(present(message, *found->directory, key, parts_.signer, now));
  };
  if (hello.after) {
    // What is new in the conversation they had open, and all of the one that has come since.
    const InteractionId known = hello.conversation_id.value_or(now_open.interaction);
    if (known != now_open.interaction) {
      auto is_theirs = parts_.visitors.is_theirs(visitor, known);
      if (is_theirs && *is_theirs) {
        auto rest = parts_.messages.page(visitor.org, known, *hello.after, history_max, false);
        if (!rest) return passed_on(rest.error());
        add(*rest);
      }
    }
    auto missed =
        parts_.messages.page(visitor.org, now_open.interaction, *hello.after, history_max + 1, false);
    if (!missed) return passed_on(missed.error());
    frame.has_more = missed->size() > history_max;
    if (*frame.has_more) missed->resize(history_max);
    add(*missed);
  } else {
    auto messages = parts_.messages.newest(visitor.org, now_open.interaction, history_max + 1, false);
    if (!messages) return passed_on(messages.error());
    frame.has_more = cut_to_history(*messages);
    add(*messages);
  }
  return frame;
}

Result<ServerFrame> ChatService::earlier(const std::string& key, const Visitor& visitor,
                                         const ClientFrame& wanted) {
  auto found = channel(key);
  if (!found) return passed_on(found.error());
  InteractionId interaction = wanted.conversation_id.value_or(InteractionId{});
  if (!interaction) {
    auto started = parts_.visitors.newest(visitor);
    if (!started) return passed_on(started.error());
    if (*started) interaction = (*started)->interaction;
  }
  auto is_theirs = parts_.visitors.is_theirs(visitor, interaction);
  if (!is_theirs) return passed_on(is_theirs.error());
  if (!*is_theirs) return fail(ErrorCode::not_found, "unknown_conversation", "no such conversation");
  auto messages =
      parts_.messages.newest(visitor.org, interaction, history_max + 1, false, *wanted.message_id);
  if (!messages) return passed_on(messages.error());
  ServerFrame frame;
  frame.type = "earlier";
  frame.has_more = cut_to_history(*messages);
  frame.messages.emplace();
  const Instant now = parts_.clock();
  for (const auto& message : *messages)
    frame.messages->push_back(present(message, *found->directory, key, parts_.signer, now));
  return frame;
}

Result<CustomerId> ChatService::customer_of(Visitor& visitor, const ClientFrame& frame) {
  const auto given = [&](const char* name) -> std::optional<std::string> {
    if (!frame.form) return std::nullopt;
    const auto found = frame.form->find(name);
    if (found == frame.form->end() || found->second.empty()) return std::nullopt;
    return found->second;
  };
  if (!visitor.customer) {
    customers::Customer fresh;
    fresh.id = parts_.ids.next<CustomerId>();
    fresh.language = frame.language;
    fresh.created_at = parts_.clock();
    auto customer = parts_.customers.find_or_create(visitor.org, "chat_visitor", visitor.digest, fresh);
    if (!customer) return passed_on(customer.error());
    visitor.customer = customer->id;
    if (auto kept = parts_.visitors.set_customer(visitor); !kept) return passed_on(kept.error());
  }
  // What somebody types about themselves never overwrites what the company's own server said.
  if (!visitor.is_verified && (given("name") || given("email"))) {
    customers::CustomerChange change;
    change.name = given("name");
    change.email = given("email");
    change.proof = customers::Proof::typed;
    auto changed = parts_.customers.change(visitor.org, visitor.customer, change, parts_.clock());
    if (!changed) return passed_on(changed.error());
  }
  // For the agent's eyes: what the visitor sees hangs on their own browser, whoever they turn out to be.
  if (auto settled = parts_.resolution.settle(visitor.org, visitor.customer); !settled)
    return passed_on(settled.error());
  return visitor.customer;
}

std::optional<switchboard::FlowStart> ChatService::flow_for(const org::Directories::Found& found,
                                                            const Visitor& visitor,
                                                            const std::string& language) {
  auto start =
      parts_.flow_library.start(visitor.org, "webchat", std::to_string(found.channel->id.value), language);
  if (start) start->is_customer_known = visitor.is_verified;
  return start;
}

std::vector<ChatChoice> ChatService::choices(OrgId org, const InteractionView& view) {
  std::vector<ChatChoice> all;
  for (flows::Choice& choice : parts_.flow_runner.choices(org, view))
    all.push_back({std::move(choice.label), std::move(choice.says)});
  return all;
}

Result<void> ChatService::arrive(const org::Directories::Found& found, const Visitor& visitor,
                                 const Started& started, const ClientFrame& frame,
                                 std::map<std::string, std::string> form) {
  const std::string language = frame.language.value_or("");
  const Route to = route(*found.channel, *found.directory, form, language);
  conversations::Entrance entrance{found.channel->id, frame.page_url.value_or("").substr(0, 2'000),
                                   language.substr(0, 35), subject_of(form, *found.channel)};
  if (auto kept = parts_.records.add_entrance(visitor.org, started.interaction, entrance); !kept) return kept;

  // Before anybody is offered it: they see what was tried before.
  if (frame.reader && parts_.came_from)
    parts_.came_from(visitor.org, *frame.reader, started.interaction, visitor.customer);

  InteractionArrived arrived;
  arrived.interaction = started.interaction;
  arrived.channel = Channel::chat;
  arrived.queue = to.queue;
  arrived.customer = visitor.customer;
  arrived.steps = to.steps;
  arrived.previous = started.previous;
  auto rows = parts_.customers.rows_of_person(visitor.org, visitor.customer);
  if (!rows) return passed_on(rows.error());
  auto last = parts_.records.last_contact(visitor.org, *rows);
  if (!last) return passed_on(last.error());
  if (*last) {
    arrived.last_agent = (*last)->agent;
    arrived.last_contact_ended = (*last)->closed_at.value_or(parts_.clock());
  }
  const value::Treatment treatment = parts_.treatments.of(visitor.org, visitor.customer);
  arrived.priority = treatment.head_start_min;
  if (treatment.queue) arrived.queue = treatment.queue;
  arrived.flow = flow_for(found, visitor, language);
  auto released = parts_.loop.submit_and_wait(visitor.org, arrived);
  if (!released && released.error().reason == "unknown_flow") {
    // Published or taken back in this very moment: the newest, or the queue.
    arrived.flow = flow_for(found, visitor, language);
    released = parts_.loop.submit_and_wait(visitor.org, arrived);
    if (!released && released.error().reason == "unknown_flow") {
      arrived.flow.reset();
      released = parts_.loop.submit_and_wait(visitor.org, arrived);
    }
  }
  if (!released && released.error().reason != "already_exists") return passed_on(released.error());
  if (!released) return {};
  for (const Effect& effect : (*released)->effects) {
    const auto* closed = std::get_if<InteractionClosed>(&effect);
    if (closed && closed->interaction == started.interaction && closed->outcome == Outcome::refused) {
      return fail(ErrorCode::conflict, "not_taken", "nobody can take this conversation now");
    }
  }
  return {};
}

Result<ChatMessage> ChatService::start(const std::string& key, Visitor& visitor, ConnectionId connection,
                                       const ClientFrame& frame) {
  auto found = channel(key);
  if (!found) return passed_on(found.error());
  const std::string client_id = frame.client_id.value_or("");
  // Before anything is begun: nobody waits in line with nothing to say.
  const conversations::NewMessage first = message_of(visitor, {}, frame);
  if (auto checked = conversations::check(first); !checked) return passed_on(checked.error());
  const auto form = frame.form.value_or(std::map<std::string, std::string>{});
  if (auto checked = check(form, *found->channel); !checked) return passed_on(checked.error());
  if (auto customer = customer_of(visitor, frame); !customer) return passed_on(customer.error());

  // The conversation may have ended between the message and its acknowledgement: it is not said twice.
  auto before = said_before(key, visitor, frame);
  if (!before) return passed_on(before.error());
  if (*before) return std::move(**before);
  auto is_repeated = parts_.visitors.has_started(visitor, client_id);
  if (!is_repeated) return passed_on(is_repeated.error());
  if (!*is_repeated) {
    // Another tab of theirs may have begun a moment ago: a visitor has one place in line, and this is said
    // there.
    if (auto place = open_place(visitor)) {
      parts_.hub.follow(connection, place->started.interaction);
      return say(key, visitor, place->started.interaction, frame);
    } else if (place.error().reason != "conversation_ended") {
      return passed_on(place.error());
    }
    auto can = parts_.messages.can_send(visitor.org, {}, first.uploader, first.attachments);
    if (!can) return passed_on(can.error());
  }
  auto start = parts_.visitors.start(visitor, client_id, parts_.ids.next<InteractionId>(), parts_.clock());
  if (!start) return passed_on(start.error());
  parts_.hub.follow(connection, start->started.interaction);
  // Again for a repeated start: the first attempt may have ended half-way.
  if (auto arrived = arrive(*found, visitor, start->started, frame, form); !arrived) {
    // Not taken: the same message may be tried again later, as a new start.
    if (arrived.error().reason == "not_taken") (void)parts_.visitors.forget_start(visitor, client_id);
    return passed_on(arrived.error());
  }
  return say(key, visitor, start->started.interaction, frame);
}

Result<ChatMessage> ChatService::send(const std::string& key, const Visitor& visitor,
                                      const ClientFrame& frame) {
  auto started = parts_.visitors.newest(visitor);
  if (!started) return passed_on(started.error());
  if (!*started) return fail(ErrorCode::conflict, "conversation_ended", "the conversation has ended");
  const InteractionId interaction = (*started)->interaction;
  ClientFrame kept = frame;
  // What a flow collects as a secret is in no table.
  if (parts_.flow_runner.hears_secret(visitor.org, interaction)) kept.text = "••••";
  auto said = say(key, visitor, interaction, kept);
  if (said)
    parts_.flow_runner.heard(visitor.org, interaction, frame.client_id.value_or(""), frame.text.value_or(""));
  // The switchboard itself knows best whether it goes on.
  if (!said && (said.error().reason == "unknown_interaction" || said.error().reason == "not_active"))
    return fail(ErrorCode::conflict, "conversation_ended", "the conversation has ended");
  return said;
}

Result<std::optional<ChatMessage>> ChatService::said_before(const std::string& key, const Visitor& visitor,
                                                            const ClientFrame& frame) {
  auto found = channel(key);
  if (!found) return passed_on(found.error());
  auto started = parts_.visitors.newest(visitor);
  if (!started) return passed_on(started.error());
  if (!*started) return std::optional<ChatMessage>{};
  auto message =
      parts_.messages.find_sent(visitor.org, (*started)->interaction, frame.client_id.value_or(""));
  if (!message) return passed_on(message.error());
  if (!*message) return std::optional<ChatMessage>{};
  return std::optional<ChatMessage>{
      present(**message, *found->directory, key, parts_.signer, parts_.clock())};
}

Result<ChatMessage> ChatService::say(const std::string& key, const Visitor& visitor,
                                     InteractionId interaction, const ClientFrame& frame) {
  auto found = channel(key);
  if (!found) return passed_on(found.error());
  const Instant now = parts_.clock();
  auto said = parts_.conversations.say(visitor.org, message_of(visitor, interaction, frame), now);
  if (!said) return passed_on(said.error());
  return present(*said, *found->directory, key, parts_.signer, now);
}

Result<void> ChatService::choose(const Visitor& visitor, const ClientFrame& frame) {
  auto place = open_place(visitor);
  if (!place) return passed_on(place.error());
  const InteractionId here = place->started.interaction;
  auto pair =
      parts_.duplicates.told_to(visitor.org, here, frame.elsewhere_id.value_or(duplicates::DuplicateId{}));
  if (!pair) return passed_on(pair.error());
  const std::string choice = frame.choice.value_or("");
  Result<duplicates::Duplicate> done =
      fail(ErrorCode::invalid, "bad_frame", "a choice is here, there, both or undo, not \"" + choice + "\"");
  if (choice == "here") done = parts_.duplicates.join(visitor.org, pair->id, here, {});
  if (choice == "there") done = parts_.duplicates.join(visitor.org, pair->id, pair->other_than(here), {});
  if (choice == "both") done = parts_.duplicates.leave_apart(visitor.org, pair->id, {});
  if (choice == "undo") done = parts_.duplicates.undo(visitor.org, pair->id, {});
  if (!done) return passed_on(done.error());
  return {};
}

void ChatService::tell_elsewhere(InteractionId interaction,
                                 const std::optional<duplicates::Elsewhere>& other) {
  ServerFrame frame;
  frame.type = "elsewhere";
  if (other) frame.elsewhere = present(*other);
  parts_.hub.tell(interaction, contract::encode(frame));
}

Result<void> ChatService::end(const Visitor& visitor) {
  auto place = open_place(visitor);
  if (!place) return place.error().reason == "conversation_ended" ? Result<void>{} : passed_on(place.error());
  auto left = parts_.loop.submit_and_wait(visitor.org, CustomerLeft{place->started.interaction});
  if (!left && left.error().code == ErrorCode::unavailable) return passed_on(left.error());
  return {};  // refused: it ended a moment before
}

Result<void> ChatService::typing(const Visitor& visitor, bool is_typing) {
  auto started = parts_.visitors.newest(visitor);
  if (!started) return passed_on(started.error());
  if (!*started) return {};
  conversations::Signal signal;
  signal.org = visitor.org;
  signal.interaction = (*started)->interaction;
  signal.is_typing = is_typing;
  signal.at = parts_.clock();
  parts_.signals.send(signal);
  return {};
}

Result<void> ChatService::received(const Visitor& visitor, MessageId up_to, bool is_read) {
  auto started = parts_.visitors.newest(visitor);
  if (!started) return passed_on(started.error());
  if (!*started) return {};
  const InteractionId interaction = (*started)->interaction;
  const Instant now = parts_.clock();
  auto marked = is_read ? parts_.messages.mark_read(visitor.org, interaction, up_to, Author::agent, now)
                        : parts_.messages.mark_delivered(visitor.org, interaction, up_to, Author::agent, now);
  if (!marked) return marked;
  conversations::Signal signal;
  signal.org = visitor.org;
  signal.interaction = interaction;
  signal.kind = is_read ? conversations::Signal::Kind::read : conversations::Signal::Kind::delivered;
  signal.message = up_to;
  signal.at = now;
  parts_.signals.send(signal);
  return {};
}

Result<conversations::IncomingFile> ChatService::begin_upload(const Visitor& visitor, std::string name) {
  return conversations::IncomingFile::begin(parts_.files, parts_.messages, parts_.ids,
                                            {visitor.org, uploader_of(visitor), std::move(name)});
}

Result<ChatAttachment> ChatService::finish_upload(const std::string& key, const Visitor& visitor,
                                                  conversations::IncomingFile& file) {
  const Instant now = parts_.clock();
  auto attachment = file.finish(now);
  if (!attachment) return passed_on(attachment.error());
  return present(*attachment, key, parts_.signer, visitor.org, now);
}

Result<conversations::MessageStore::FoundAttachment> ChatService::attachment(const std::string& key,
                                                                             AttachmentId id,
                                                                             const std::string& token) {
  auto found = channel(key);
  if (!found) return passed_on(found.error());
  const OrgId org = found->directory->org;
  if (!parts_.signer.is_good(org, id, token, parts_.clock())) {
    return fail(ErrorCode::forbidden, "address_expired",
                "this address is no longer good; reload the conversation");
  }
  return parts_.messages.find_attachment(org, id);
}

}  // namespace rapport::webchat
