// Scanner: JSON tokens (RFC 8259) from text, checking syntax and UTF-8 as it goes; nothing is built but the
// strings asked for. The first fault in syntax stops it for good: every function then answers false. Written
// here because Boost.JSON 1.81 keeps the last of duplicate members silently, rounds doubles, and gives
// neither the text of a value nor a place to stop; tests compare the two on what both must accept.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rapport::contract {

enum class Token : unsigned char { end, null, boolean, number, string, array, object, wrong };

class Scanner {
 public:
  Scanner(std::string_view text, std::size_t depth_max)
      : begin_(text.data()), at_(text.data()), end_(text.data() + text.size()), depth_left_(depth_max) {}

  // What comes next, by its first character; `wrong` after a fault and for what starts no value.
  Token peek();

  // Each takes a value that peek() announced.
  bool null();
  bool boolean(bool& value);
  bool number(std::string_view& text, bool& is_integer);
  // The view is good until the next call of string() or key().
  bool string(std::string_view& value);
  bool skip();  // any value

  // Arrays and objects: enter, then next_… until it is false, which leaves it (or is a fault: ask failed()).
  bool enter();
  bool next_item(bool& is_first);
  bool next_key(bool& is_first, std::string_view& key);

  bool at_end();  // nothing but white space is left

  bool failed() const { return failed_; }
  // "malformed JSON at byte 17: expected ':'"
  std::string fault() const;
  bool fail(const char* what);

  // A place to come back to.
  struct Mark {
    const char* at;
    std::size_t depth_left;
  };
  Mark mark() const { return {at_, depth_left_}; }
  void rewind(Mark mark) {
    at_ = mark.at;
    depth_left_ = mark.depth_left;
  }
  std::string_view since(const char* position) const {
    return {position, static_cast<std::size_t>(at_ - position)};
  }

 private:
  void space();
  bool literal(std::string_view word);
  bool escaped(const char* from, std::string_view& value);
  bool escape();
  bool unicode(unsigned& unit);

  const char* begin_;
  const char* at_;
  const char* end_;
  std::size_t depth_left_;
  std::string buffer_;
  const char* what_ = "";
  std::size_t fault_at_ = 0;
  bool failed_ = false;
};

}  // namespace rapport::contract
