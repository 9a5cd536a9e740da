// Words: messages that say which they are, and finding them in the frames that carry them without parsing
// JSON.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace rapport::bench {

enum class Side { visitor, agent };

struct Words {
  Side side = Side::visitor;
  std::size_t conversation = 0;
  std::size_t number = 0;  // of the conversation's messages
};

// Some 80 bytes, as people write.
std::string text_of(const Words& words);
std::string client_id_of(const Words& words);
// Of a chat frame or a feed frame: the first text in it that is ours.
std::optional<Words> find_words(std::string_view frame);
// "interaction_id":"42" -> 42; "" when there is none.
std::string_view member(std::string_view frame, std::string_view quoted_name);

}  // namespace rapport::bench
