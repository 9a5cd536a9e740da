#include "conversations/message_store.h"

#include "platform/database/statement.h"
#include "support/databases.h"

namespace rapport::conversations {
namespace {

using switchboard::Author;

constexpr OrgId shop{1};
constexpr OrgId other{2};
constexpr InteractionId talk{100};
constexpr Uploader ana{21};
constexpr Uploader ben{22};
constexpr Instant noon{1'772'000'000'000'000};

std::vector<database::Migration> migrations() {
  auto all = message_migrations();
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i].version = static_cast<int>(i) + 1;
  return all;
}

Message message(std::int64_t id, const std::string& client_id, const std::string& text,
                Author author = Author::customer) {
  Message made;
  made.id = {id};
  made.interaction = talk;
  made.author = author;
  made.text = text;
  made.client_id = client_id;
  made.sent_at = noon;
  return made;
}

Message with_file(Message made, std::int64_t attachment) {
  made.attachments.push_back({{attachment}, "", 0, "", ""});
  return made;
}

std::vector<std::string> texts(const Result<std::vector<Message>>& messages) {
  REQUIRE(messages.has_value());
  std::vector<std::string> all;
  for (const Message& one : *messages)
    all.push_back(one.text);
  return all;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("the same client_id is one message, in each conversation its own") {
  tests::for_each_engine(
      [](database::Database& database) {
        MessageStore store(database);
        const auto first = store.add(shop, message(1, "a", "你好 👋"), ana);
        REQUIRE(first);
        CHECK(first->is_new);
        const auto again = store.add(shop, message(2, "a", "Other words"), ana);
        REQUIRE(again);
        CHECK(!again->is_new);
        CHECK(again->message.id == MessageId{1});
        CHECK(again->message.text == "你好 👋");
        Message elsewhere = message(3, "a", "There");
        elsewhere.interaction = {101};
        CHECK(store.add(shop, elsewhere, ana)->is_new);
        CHECK(store.add(other, message(1, "a", "Theirs"), ana)->is_new);
        CHECK(store.find(shop, {1})->text == "你好 👋");
        CHECK(store.find(other, {1})->text == "Theirs");
        CHECK(store.find(other, {3}).error().reason == "unknown_message");
        CHECK((*store.find_sent(shop, talk, "a"))->id == MessageId{1});
        CHECK(!store.find_sent(shop, talk, "b")->has_value());
        CHECK(store.find_many(shop, {{1}, {2}, {3}})->size() == 2);
      },
      migrations());
}

TEST_CASE("pages go on behind the last message, and customers never see notes") {
  tests::for_each_engine(
      [](database::Database& database) {
        MessageStore store(database);
        for (int i = 1; i <= 7; ++i)
          REQUIRE(store.add(
              shop,
              message(i, std::to_string(i), std::to_string(i), i % 3 == 0 ? Author::note : Author::agent),
              ana));
        CHECK(texts(store.page(shop, talk, {}, 3, true)) == Texts{"1", "2", "3"});
        CHECK(texts(store.page(shop, talk, {3}, 3, true)) == Texts{"4", "5", "6"});
        CHECK(texts(store.page(shop, talk, {6}, 3, true)) == Texts{"7"});
        CHECK(texts(store.page(shop, talk, {7}, 3, true)).empty());
        CHECK(texts(store.page(shop, talk, {}, 9, false)) == Texts{"1", "2", "4", "5", "7"});
        CHECK(texts(store.newest(shop, talk, 2, true)) == Texts{"6", "7"});
        CHECK(texts(store.newest(shop, talk, 3, false)) == Texts{"4", "5", "7"});
        CHECK(texts(store.page(other, talk, {}, 9, true)).empty());
        CHECK(store.summary(shop, talk)->count == 5);
        CHECK(!store.summary(shop, talk)->first_text.has_value());
      },
      migrations());
}

TEST_CASE("reading counts up to a message, of the other side only, and the first time stands") {
  tests::for_each_engine(
      [](database::Database& database) {
        MessageStore store(database);
        for (int i = 1; i <= 4; ++i)
          REQUIRE(store.add(
              shop, message(i, std::to_string(i), "x", i == 3 ? Author::agent : Author::customer), ana));
        CHECK(store.unread(shop, talk)->count == 3);
        CHECK(store.unread(shop, talk)->last->id == MessageId{4});
        REQUIRE(store.mark_delivered(shop, talk, {2}, Author::customer, noon + seconds(1)));
        REQUIRE(store.mark_read(shop, talk, {3}, Author::customer, noon + seconds(2)));
        REQUIRE(store.mark_read(shop, talk, {3}, Author::customer, noon + seconds(9)));
        REQUIRE(store.mark_read(other, talk, {9}, Author::customer, noon));
        CHECK(store.unread(shop, talk)->count == 1);
        CHECK(store.find(shop, {1})->delivered_at == noon + seconds(1));
        CHECK(store.find(shop, {1})->read_at == noon + seconds(2));
        CHECK(!store.find(shop, {3})->read_at.has_value());
        CHECK(!store.find(shop, {4})->read_at.has_value());
        CHECK(store.summary(shop, talk)->first_text == "x");
      },
      migrations());
}

TEST_CASE("a file goes into one message, and only its uploader can put it there") {
  tests::for_each_engine(
      [](database::Database& database) {
        MessageStore store(database);
        const Attachment file{{50}, "a.png", 12, "image/png", "digest"};
        REQUIRE(store.add_attachment(shop, {}, ana, file, noon));
        REQUIRE(store.add_attachment(shop, {999}, ana, {{51}, "b.png", 1, "image/png", "d"}, noon));
        const auto refused = [&](OrgId org, const Message& made, Uploader by) {
          const auto added = store.add(org, made, by);
          return added ? std::string("taken") : added.error().reason;
        };
        CHECK(refused(shop, with_file(message(1, "a", ""), 50), ben) == "unknown_attachment");
        CHECK(refused(other, with_file(message(1, "a", ""), 50), ana) == "unknown_attachment");
        CHECK(refused(shop, with_file(message(1, "a", ""), 51), ana) == "unknown_attachment");
        CHECK(refused(shop, with_file(message(1, "a", ""), 99), ana) == "unknown_attachment");
        // Nothing of the refused ones is there.
        CHECK(texts(store.page(shop, talk, {}, 9, true)).empty());
        CHECK(!store.find_attachment(shop, {50})->message);

        const auto taken = store.add(shop, with_file(message(1, "a", ""), 50), ana);
        REQUIRE(taken);
        REQUIRE(taken->message.attachments.size() == 1);
        CHECK(taken->message.attachments.front().name == "a.png");
        CHECK(taken->message.attachments.front().bytes == 12);
        CHECK(store.add(shop, with_file(message(2, "a", ""), 50), ana)->message.attachments.size() == 1);
        CHECK(refused(shop, with_file(message(3, "b", ""), 50), ana) == "unknown_attachment");
        const auto found = store.find_attachment(shop, {50});
        CHECK(found->message == MessageId{1});
        CHECK(found->interaction == talk);
        CHECK(found->attachment.blob == "digest");
        CHECK(store.find_attachment(other, {50}).error().reason == "unknown_attachment");
        CHECK(store.page(shop, talk, {}, 9, false)->front().attachments.size() == 1);
      },
      migrations());
}

}  // namespace rapport::conversations
