#include "conversations/conversation.h"

#include <deque>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace rapport::conversations {
namespace {

constexpr std::size_t recent_max = 4'096;  // messages whose words are kept at hand for the feeds

std::size_t code_points(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text)
    count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

Result<void> check(const NewMessage& message) {
  std::vector<Issue> issues;
  if (message.text.empty() && message.attachments.empty())
    issues.push_back({"/text", "expected text or an attachment"});
  if (const std::size_t length = code_points(message.text); length > message_code_points_max) {
    issues.push_back(
        {"/text", fmt::format("expected at most {} characters, got {}", message_code_points_max, length)});
  }
  if (message.client_id.empty() || message.client_id.size() > 64) {
    issues.push_back({"/client_id", "expected 1 to 64 characters"});
  }
  if (message.attachments.size() > attachments_per_message_max) {
    issues.push_back({"/attachment_ids", fmt::format("expected at most {}", attachments_per_message_max)});
  }
  if (issues.empty()) return {};
  return fail(ErrorCode::invalid, "bad_message", "the message cannot be sent as it is", std::move(issues));
}

}  // namespace

struct Conversations::Impl {
  MessageStore& messages;
  live::Loop& loop;
  live::IdSource& ids;

  // Written by any worker, read by the feeds' threads: a cache in front of the store, nothing depends on it.
  std::mutex mutex;
  std::unordered_map<MessageId, std::pair<OrgId, Message>> recent;
  std::deque<MessageId> recent_order;

  void keep(OrgId org, const Message& message) {
    const std::lock_guard lock(mutex);
    if (!recent.try_emplace(message.id, org, message).second) return;
    recent_order.push_back(message.id);
    if (recent_order.size() > recent_max) {
      recent.erase(recent_order.front());
      recent_order.pop_front();
    }
  }
};

Conversations::Conversations(MessageStore& messages, live::Loop& loop, live::IdSource& ids)
    : impl_(new Impl{messages, loop, ids, {}, {}, {}}) {}

Conversations::~Conversations() = default;

Result<Message> Conversations::say(OrgId org, const NewMessage& message, Instant now) {
  if (auto checked = check(message); !checked) return tl::unexpected<Error>(checked.error());

  Message row;
  row.id = impl_->ids.next<MessageId>();
  row.interaction = message.interaction;
  row.author = message.author;
  row.agent = message.agent;
  row.text = message.text;
  row.sent_at = now;
  row.client_id = message.client_id;
  for (const AttachmentId id : message.attachments)
    row.attachments.push_back({id, {}, 0, {}, {}});

  auto added = impl_->messages.add(org, row, message.uploader);
  if (!added) return tl::unexpected<Error>(added.error());
  impl_->keep(org, added->message);

  // Again for a repeated one too: the first attempt may have ended between the row and the event. The
  // switchboard gives the event at most once more, and whoever shows messages knows them by id.
  const auto posted = impl_->loop.submit_and_wait(
      org, switchboard::MessagePosted{message.interaction, added->message.id, message.author, message.agent});
  if (!posted && added->is_new) return tl::unexpected<Error>(posted.error());
  return added->message;
}

Result<Message> Conversations::words(OrgId org, MessageId id) {
  {
    const std::lock_guard lock(impl_->mutex);
    const auto found = impl_->recent.find(id);
    if (found != impl_->recent.end() && found->second.first == org) return found->second.second;
  }
  return impl_->messages.find(org, id);
}

}  // namespace rapport::conversations
