#include "conversations/conversation.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <tuple>
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

}  // namespace

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

// What a sender's retries have in common.
using SendKey = std::tuple<OrgId, InteractionId, std::string>;

struct Conversations::Impl : live::Projection {
  Impl(MessageStore& the_messages, live::Loop& the_loop, live::IdSource& the_ids)
      : messages(the_messages), loop(the_loop), ids(the_ids) {
    loop.add_projection(*this);
  }

  // The row of a message, in the transaction of its event. On the writer thread.
  Result<void> project(database::Session& sql, const live::Released& released) override {
    Message message;
    {
      const std::lock_guard lock(mutex);
      const auto found = unwritten.find(message_with(released));
      if (found == unwritten.end()) return {};  // without words; or came with attachments: written before
      message = found->second;
    }
    messages.insert(sql, released.org, message);
    return {};
  }

  // The message that an event brings; 0: none.
  MessageId message_with(const live::Released& released) const {
    using namespace switchboard;
    const Event& event = released.event;
    if (const auto* posted = std::get_if<MessagePosted>(&event)) return posted->message;
    if (const auto* moved = std::get_if<TransferredToQueue>(&event)) return moved->note;
    if (const auto* given = std::get_if<TransferredToAgent>(&event)) return given->note;
    if (const auto* asked = std::get_if<ConsultStarted>(&event)) return asked->note;
    if (const auto* answered = std::get_if<FlowAnswered>(&event))
      return answered->voicemail ? answered->voicemail->message : MessageId{};
    const auto* done = std::get_if<WrapUpCompleted>(&event);
    if (!done) return {};
    const auto note = wrap_up_notes.find({released.org, done->interaction});
    return note == wrap_up_notes.end() ? MessageId{} : note->second;
  }

  void keep(OrgId org, const Message& message) {
    const std::lock_guard lock(mutex);
    if (!recent.try_emplace(message.id, org, message).second) return;
    recent_order.push_back(message.id);
    if (recent_order.size() > recent_max) {
      recent.erase(recent_order.front());
      recent_order.pop_front();
    }
  }

  // Submits the event that brings the message, and keeps the words at hand for as long as that takes.
  Result<std::shared_ptr<const live::Released>> submit(OrgId org, const Message& row,
                                                       switchboard::Event event);
  Result<Message> say_with_attachments(OrgId org, Message row, Uploader uploader);

  MessageStore& messages;
  live::Loop& loop;
  live::IdSource& ids;
  std::function<std::string(OrgId, std::string_view)> redacted;

  // Written by any worker, read by the writer and the feeds' threads.
  std::mutex mutex;
  std::unordered_map<MessageId, Message> unwritten;  // on their way through the loop
  // Of these, the notes that go with an event which does not name them; one at a time for each.
  std::map<std::pair<OrgId, InteractionId>, MessageId> wrap_up_notes;
  // A cache in front of the store, nothing depends on it.
  std::unordered_map<MessageId, std::pair<OrgId, Message>> recent;
  std::deque<MessageId> recent_order;
  std::set<SendKey> sending;
  std::condition_variable sent;
};

namespace {

// The same client_id is sent by one at a time; a retry that comes meanwhile waits and finds what the first
// one said.
template <class Impl>
class Turn {
 public:
  Turn(Impl& impl, SendKey key) : impl_(impl) {
    std::unique_lock lock(impl_.mutex);
    impl_.sent.wait(lock, [&] { return !impl_.sending.contains(key); });
    place_ = impl_.sending.insert(std::move(key)).first;
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() {
    {
      const std::lock_guard lock(impl_.mutex);
      impl_.sending.erase(place_);
    }
    impl_.sent.notify_all();
  }

 private:
  Impl& impl_;
  std::set<SendKey>::iterator place_;
};

}  // namespace

Conversations::Conversations(MessageStore& messages, live::Loop& loop, live::IdSource& ids)
    : impl_(std::make_unique<Impl>(messages, loop, ids)) {}

Conversations::~Conversations() = default;

void Conversations::redact_by(std::function<std::string(OrgId, std::string_view)> redacted) {
  impl_->redacted = std::move(redacted);
}

void Conversations::forget(OrgId org, const std::vector<InteractionId>& interactions) {
  const std::set<InteractionId> gone(interactions.begin(), interactions.end());
  const std::lock_guard lock(impl_->mutex);
  auto& order = impl_->recent_order;
  order.erase(std::remove_if(order.begin(), order.end(),
                             [&](MessageId id) {
                               const auto found = impl_->recent.find(id);
                               if (found == impl_->recent.end()) return true;
                               const auto& [owner, message] = found->second;
                               if (owner != org || !gone.contains(message.interaction)) return false;
                               impl_->recent.erase(found);
                               return true;
                             }),
              order.end());
}

namespace {

Message row_of(const NewMessage& message, MessageId id, Instant now) {
  Message row;
  row.id = id;
  row.interaction = message.interaction;
  row.author = message.author;
  row.agent = message.agent;
  row.text = message.text;
  row.sent_at = now;
  row.client_id = message.client_id;
  for (const AttachmentId attachment : message.attachments)
    row.attachments.push_back({attachment, {}, 0, {}, {}});
  return row;
}

}  // namespace

Result<Message> Conversations::say(OrgId org, const NewMessage& message, Instant now) {
  if (auto checked = check(message); !checked) return tl::unexpected<Error>(checked.error());
  Message row = row_of(message, impl_->ids.next<MessageId>(), now);
  if (impl_->redacted) row.text = impl_->redacted(org, row.text);
  const Turn turn(*impl_, SendKey{org, message.interaction, message.client_id});
  if (!row.attachments.empty()) return impl_->say_with_attachments(org, std::move(row), message.uploader);
  auto earlier = impl_->messages.find_sent(org, message.interaction, message.client_id);
  if (!earlier) return tl::unexpected<Error>(earlier.error());
  if (*earlier && (*earlier)->attachments.empty()) return std::move(**earlier);
  if (*earlier) return impl_->say_with_attachments(org, std::move(row), message.uploader);
  const switchboard::MessagePosted posted{row.interaction, row.id, row.author, row.agent};
  if (auto released = impl_->submit(org, row, posted); !released)
    return tl::unexpected<Error>(released.error());
  return row;
}

Result<std::shared_ptr<const live::Released>> Conversations::submit_with_note(
    OrgId org, const NewMessage& note, const std::function<switchboard::Event(MessageId)>& event,
    Instant now) {
  if (auto checked = check(note); !checked) return tl::unexpected<Error>(checked.error());
  Message row = row_of(note, impl_->ids.next<MessageId>(), now);
  if (impl_->redacted) row.text = impl_->redacted(org, row.text);
  switchboard::Event submitted = event(row.id);
  if (!std::holds_alternative<switchboard::WrapUpCompleted>(submitted))
    return impl_->submit(org, row, std::move(submitted));
  const Turn turn(*impl_, SendKey{org, note.interaction, ""});
  const std::pair key{org, note.interaction};
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->wrap_up_notes.emplace(key, row.id);
  }
  auto released = impl_->submit(org, row, std::move(submitted));
  const std::lock_guard lock(impl_->mutex);
  impl_->wrap_up_notes.erase(key);
  return released;
}

Result<std::shared_ptr<const live::Released>> Conversations::Impl::submit(OrgId org, const Message& row,
                                                                          switchboard::Event event) {
  keep(org, row);
  {
    const std::lock_guard lock(mutex);
    unwritten.emplace(row.id, row);
  }
  auto released = loop.submit_and_wait(org, std::move(event));
  const std::lock_guard lock(mutex);
  unwritten.erase(row.id);
  if (!released) recent.erase(row.id);
  return released;
}

// Whether the attachments may be sent is known only when their rows are changed, so the message's row goes
// first. When the server dies between the two, the sender's retry finishes the job.
Result<Message> Conversations::Impl::say_with_attachments(OrgId org, Message row, Uploader uploader) {
  auto added = messages.add(org, row, uploader);
  if (!added) return tl::unexpected<Error>(added.error());
  keep(org, added->message);
  // Again for a repeated one too: the first attempt may have ended between the row and the event. The
  // switchboard gives the event at most once more, and whoever shows messages knows them by id.
  const auto posted = loop.submit_and_wait(
      org, switchboard::MessagePosted{row.interaction, added->message.id, row.author, row.agent});
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
