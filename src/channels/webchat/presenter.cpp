#include "channels/webchat/presenter.h"

#include <fmt/format.h>

#include <charconv>
#include <utility>

#include "platform/crypto/digest.h"
#include "platform/crypto/encoding.h"

namespace rapport::webchat {
namespace {

using switchboard::InteractionState;

constexpr Duration address_lifetime = hours(1);

std::string signature(const std::string& key, OrgId org, AttachmentId id, std::int64_t expires_s) {
  const std::string text = fmt::format("attachment {} {} {}", org.value, id.value, expires_s);
  return crypto::base64url(crypto::hmac_sha256(key, text)).substr(0, 32);
}

}  // namespace

std::string AddressSigner::sign(OrgId org, AttachmentId id, Instant now) const {
  const std::int64_t expires_s = (now + address_lifetime).us / 1'000'000;
  return fmt::format("{}.{}", expires_s, signature(key_, org, id, expires_s));
}

bool AddressSigner::is_good(OrgId org, AttachmentId id, const std::string& token, Instant now) const {
  std::int64_t expires_s = 0;
  const char* end = token.data() + token.size();
  const auto [dot, error] = std::from_chars(token.data(), end, expires_s);
  if (error != std::errc{} || dot == end || *dot != '.') return false;
  const bool is_ours = crypto::is_equal(std::string_view(dot + 1, static_cast<std::size_t>(end - dot - 1)),
                                        signature(key_, org, id, expires_s));
  return is_ours && now.us / 1'000'000 <= expires_s;
}

ChatAttachment present(const conversations::Attachment& attachment, const std::string& channel_key,
                       const AddressSigner& signer, OrgId org, Instant now) {
  return {attachment.id,
          attachment.name,
          attachment.bytes,
          attachment.type,
          attachment.type.starts_with("image/"),
          fmt::format("/chat/v1/{}/attachments/{}?token={}", channel_key, attachment.id.value,
                      signer.sign(org, attachment.id, now))};
}

ChatMessage present(const conversations::Message& message, const org::Directory& directory,
                    const std::string& channel_key, const AddressSigner& signer, Instant now) {
  ChatMessage shown;
  shown.id = message.id;
  shown.interaction_id = message.interaction;
  switch (message.author) {
    case switchboard::Author::customer:
      shown.author = ChatAuthor::customer;
      break;
    case switchboard::Author::agent:
      shown.author = ChatAuthor::agent;
      break;
    default:
      shown.author = ChatAuthor::system;
      break;
  }
  const auto agent = directory.users.find(message.agent);
  if (agent != directory.users.end()) shown.agent_name = agent->second.name;
  shown.text = message.text;
  for (const auto& attachment : message.attachments) {
    shown.attachments.push_back(present(attachment, channel_key, signer, directory.org, now));
  }
  shown.sent_at = message.sent_at;
  if (message.author == switchboard::Author::customer) shown.client_id = message.client_id;
  shown.delivered_at = message.delivered_at;
  shown.read_at = message.read_at;
  return shown;
}

WaitEstimate present(const switchboard::WaitEstimate& wait) {
  return {wait.position, wait.low.us / 1'000'000, (wait.high.us + 999'999) / 1'000'000, wait.is_known};
}

Conversation present(const switchboard::InteractionView& view,
                     const std::optional<switchboard::WaitEstimate>& wait, const org::Directory& directory) {
  Conversation shown;
  shown.id = view.interaction;
  shown.started_at = view.arrived_at;
  if (view.previous) shown.previous_id = view.previous;
  switch (view.state) {
    case InteractionState::queued:
    case InteractionState::offered:
    case InteractionState::set_aside:
      shown.state = ConversationState::queued;
      if (wait) {
        shown.wait = present(*wait);
        shown.position = wait->position;
      }
      break;
    case InteractionState::active: {
      shown.state = ConversationState::active;
      const auto agent = directory.users.find(view.agent);
      if (agent != directory.users.end()) shown.agent = ChatAgent{agent->second.name};
      break;
    }
    case InteractionState::arrived:
    case InteractionState::scheduled:
    case InteractionState::dialling:  // never of a chat
      shown.state = ConversationState::arrived;
      break;
    case InteractionState::wrap_up:
    case InteractionState::closed:
      shown.state = ConversationState::ended;
      if (!view.legs.empty() && view.legs.back().ended_at.us != 0) shown.ended_at = view.legs.back().ended_at;
      break;
  }
  return shown;
}

ChatElsewhere present(const duplicates::Elsewhere& elsewhere) {
  using duplicates::ElsewhereState;
  ChatElsewhere shown;
  shown.id = elsewhere.id;
  shown.channel = boost::describe::enum_to_string(elsewhere.channel, "chat");
  switch (elsewhere.state) {
    case ElsewhereState::waits:
      shown.state = "waits";
      break;
    case ElsewhereState::talks:
      shown.state = "talks";
      break;
    case ElsewhereState::here:
      shown.state = "here";
      break;
    case ElsewhereState::there:
      shown.state = "there";
      break;
  }
  if (elsewhere.wait) shown.wait = present(*elsewhere.wait);
  shown.can_come_here = elsewhere.can_come_here;
  shown.can_go_there = elsewhere.can_go_there;
  shown.until = elsewhere.until;
  return shown;
}

Conversation present_ended(InteractionId id, Instant started_at, std::optional<Instant> ended_at,
                           InteractionId previous) {
  Conversation shown;
  shown.id = id;
  shown.state = ConversationState::ended;
  shown.started_at = started_at;
  shown.ended_at = ended_at;
  if (previous) shown.previous_id = previous;
  return shown;
}

}  // namespace rapport::webchat
