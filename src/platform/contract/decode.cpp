#include <fmt/format.h>

#include <bitset>

#include "platform/contract/json.h"
#include "platform/contract/limits.h"
#include "platform/contract/pointer.h"
#include "platform/contract/scalar.h"
#include "platform/contract/scanner.h"

namespace rapport::contract {
namespace {

const FieldNotes no_notes{};

const char* name_of(Token token) {
  switch (token) {
    case Token::null:
      return "null";
    case Token::boolean:
      return "boolean";
    case Token::number:
      return "number";
    case Token::string:
      return "string";
    case Token::array:
      return "array";
    case Token::object:
      return "object";
    default:
      return "nothing";
  }
}

// One decoding. Functions answer false when nothing more can be read: a fault in the syntax, or too many
// issues.
class Decoder {
 public:
  Decoder(std::string_view json, const DecodeOptions& options)
      : scanner_(json, options.depth_max), options_(options), items_left_(options.items_max) {}

  Result<void> run(const Type& type, void* target) {
    if (value(type, target, no_notes) && !scanner_.at_end()) scanner_.fail("expected the end");
    if (scanner_.failed()) wrong_shape(scanner_.fault());
    if (issues_.empty()) return {};
    const std::string detail = issues_.front().where.empty()
                                   ? issues_.front().what
                                   : issues_.front().where + ": " + issues_.front().what;
    return fail(ErrorCode::invalid, is_wrong_shape_ ? "bad_json" : "bad_value", detail, std::move(issues_));
  }

 private:
  bool issue(std::string what) {
    issues_.push_back({pointer_.text(), std::move(what)});
    return issues_.size() < options_.issues_max;
  }
  bool wrong_shape(std::string what) {
    is_wrong_shape_ = true;
    return issue(std::move(what));
  }
  bool mismatch(const char* expected, Token got) {
    return wrong_shape(fmt::format("expected {}, got {}", expected, name_of(got))) && scanner_.skip();
  }
  // For the result of a check: "" is fine.
  bool checked(std::string what) { return what.empty() || issue(std::move(what)); }

  bool value(const Type& type, void* target, const FieldNotes& notes) {
    const Token token = scanner_.peek();
    if (token == Token::wrong || token == Token::end) return scanner_.fail("expected a value");
    switch (type.kind) {
      case Kind::boolean:
        return token == Token::boolean ? scanner_.boolean(*static_cast<bool*>(target))
                                       : mismatch("boolean", token);
      case Kind::integer:
      case Kind::duration:
        return token == Token::number ? integer(type, target, notes) : mismatch("integer", token);
      case Kind::number:
        return token == Token::number ? number(target, notes) : mismatch("number", token);
      case Kind::string:
      case Kind::id:
      case Kind::instant:
      case Kind::enumeration:
        return token == Token::string ? text(type, target, notes) : mismatch("string", token);
      case Kind::json:
        return json(target);
      case Kind::structure:
        return token == Token::object ? structure(type, target, false) : mismatch("object", token);
      case Kind::optional:
        if (token == Token::null) {
          type.clear(target);
          return scanner_.null();
        }
        return value(type.element(), type.add(target), notes);
      case Kind::list:
        return token == Token::array ? list(type, target, notes) : mismatch("array", token);
      case Kind::array:
        return token == Token::array ? array(type, target, notes) : mismatch("array", token);
      case Kind::map:
        return token == Token::object ? map(type, target, notes) : mismatch("object", token);
      case Kind::variant:
        return token == Token::object ? variant(type, target) : mismatch("object", token);
    }
    return false;
  }

  bool integer(const Type& type, void* target, const FieldNotes& notes) {
    std::string_view digits;
    bool is_integer = false;
    if (!scanner_.number(digits, is_integer)) return false;
    if (!is_integer) return wrong_shape(fmt::format("expected integer, got {}", shown(digits)));
    return checked(store_number(type, target, digits, notes));
  }

  bool number(void* target, const FieldNotes& notes) {
    std::string_view digits;
    bool is_integer = false;
    if (!scanner_.number(digits, is_integer)) return false;
    return checked(store_double(target, digits, notes));
  }

  bool text(const Type& type, void* target, const FieldNotes& notes) {
    std::string_view content;
    return scanner_.string(content) && checked(store_text(type, target, content, notes));
  }

  bool json(void* target) {
    const char* from = scanner_.mark().at;
    if (!scanner_.skip()) return false;
    static_cast<Json*>(target)->text = scanner_.since(from);
    return true;
  }

  bool structure(const Type& type, void* target, bool has_kind) {
    if (!scanner_.enter()) return false;
    std::bitset<128> seen;
    bool is_first = true, has_seen_kind = false;
    std::size_t expected = 0;  // our own encoder's order
    std::string_view key;
    while (scanner_.next_key(is_first, key)) {
      if (has_kind && key == "kind") {
        if (has_seen_kind && !twice(key)) return false;
        has_seen_kind = true;
        if (!scanner_.skip()) return false;
        continue;
      }
      const std::size_t i = find(type, key, expected);
      if (i == type.fields.size()) {
        if (!unknown(key)) return false;
        continue;
      }
      expected = i + 1;
      if (seen[i]) {
        if (!twice(key) || !scanner_.skip()) return false;
        continue;
      }
      seen[i] = true;
      if (!member(type.fields[i], target)) return false;
    }
    if (scanner_.failed()) return false;
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
      if (seen[i] || !type.fields[i].is_required) continue;
      const Pointer::Step step(pointer_, type.fields[i].name);
      if (!wrong_shape("required")) return false;
    }
    return true;
  }

  static std::size_t find(const Type& type, std::string_view key, std::size_t expected) {
    const auto& fields = type.fields;
    if (expected < fields.size() && fields[expected].name == key) return expected;
    for (std::size_t i = 0; i < fields.size(); ++i)
      if (fields[i].name == key) return i;
    return fields.size();
  }

  bool member(const Field& field, void* target) {
    const Pointer::Step step(pointer_, field.name);
    return value(field.type(), at_offset(target, field.offset), field.notes);
  }

  bool unknown(std::string_view key) {
    if (!options_.ignores_unknown) {
      const Pointer::Step step(pointer_, key);
      if (!wrong_shape("expected no such member")) return false;
    }
    return scanner_.skip();
  }

  bool twice(std::string_view key) {
    const Pointer::Step step(pointer_, key);
    return wrong_shape("this member is there twice");
  }

  bool count_item() {
    if (items_left_ > 0) {
      --items_left_;
      return true;
    }
    issue(fmt::format("expected at most {} items in the whole document", options_.items_max));
    return false;
  }

  bool list(const Type& type, void* target, const FieldNotes& notes) {
    if (!scanner_.enter()) return false;
    type.clear(target);
    const Type& element = type.element();
    bool is_first = true;
    std::size_t count = 0;
    for (; scanner_.next_item(is_first); ++count) {
      if (notes.max_items && count >= *notes.max_items) {
        if (!scanner_.skip()) return false;
        continue;
      }
      if (!count_item()) return false;
      const Pointer::Step step(pointer_, count);
      if (!value(element, type.add(target), notes)) return false;
    }
    return !scanner_.failed() && checked(broken_by_size(notes, count));
  }

  bool array(const Type& type, void* target, const FieldNotes& notes) {
    if (!scanner_.enter()) return false;
    const Items items{target, type.count};
    const Type& element = type.element();
    bool is_first = true;
    std::size_t count = 0;
    for (; scanner_.next_item(is_first); ++count) {
      const Pointer::Step step(pointer_, count);
      const bool goes_on = count < items.size
                               ? value(element, at_offset(items.first, count * type.element_size), notes)
                               : scanner_.skip();
      if (!goes_on) return false;
    }
    if (scanner_.failed()) return false;
    // What an older program did not know stays as it was made.
    return count == items.size || (options_.ignores_unknown && count < items.size) ||
           wrong_shape(fmt::format("expected exactly {} items, got {}", items.size, count));
  }

  bool map(const Type& type, void* target, const FieldNotes& notes) {
    if (!scanner_.enter()) return false;
    type.clear(target);
    const Type& element = type.element();
    bool is_first = true;
    std::string_view key;
    std::size_t count = 0;
    for (; scanner_.next_key(is_first, key); ++count) {
      if (notes.max_items && count >= *notes.max_items) {
        if (!scanner_.skip()) return false;
        continue;
      }
      if (!count_item()) return false;
      const std::string name(key);
      const Pointer::Step step(pointer_, name);
      if (name.find('\0') != std::string::npos && !issue("expected a name without NUL")) return false;
      void* place = type.insert(target, std::string(name));
      const bool goes_on = place != nullptr ? value(element, place, notes)
                                            : wrong_shape("this member is there twice") && scanner_.skip();
      if (!goes_on) return false;
    }
    return !scanner_.failed() && checked(broken_by_size(notes, count));
  }

  bool variant(const Type& type, void* target) {
    const auto from = scanner_.mark();
    std::string kind;
    Token got = Token::end;
    if (!find_kind(kind, got)) return false;
    scanner_.rewind(from);
    for (const Alternative& alternative : type.alternatives) {
      if (got != Token::string || alternative.kind != kind) continue;
      return structure(alternative.type(), alternative.emplace(target), true);
    }
    const Pointer::Step step(pointer_, "kind");
    return wrong_shape(wrong_kind(type, kind, got)) && scanner_.skip();
  }

  static std::string wrong_kind(const Type& type, std::string_view kind, Token got) {
    if (got == Token::end) return "required";
    if (got != Token::string) return fmt::format("expected string, got {}", name_of(got));
    std::string names;
    for (const Alternative& alternative : type.alternatives) {
      if (!names.empty()) names += '|';
      names += alternative.kind;
    }
    return fmt::format("expected one of {}, got {}", names, shown(kind));
  }

  // Reads as far as the member "kind", which our encoder writes first. `got` is its token, or end without
  // one.
  bool find_kind(std::string& kind, Token& got) {
    if (!scanner_.enter()) return false;
    bool is_first = true;
    std::string_view text;
    while (scanner_.next_key(is_first, text)) {
      if (text != "kind") {
        if (!scanner_.skip()) return false;
        continue;
      }
      got = scanner_.peek();
      if (got != Token::string) return true;
      if (!scanner_.string(text)) return false;
      kind = text;
      return true;
    }
    return !scanner_.failed();
  }

  Scanner scanner_;
  const DecodeOptions& options_;
  Pointer pointer_;
  std::vector<Issue> issues_;
  std::size_t items_left_;
  bool is_wrong_shape_ = false;
};

}  // namespace

Result<void> decode_value(const Type& type, void* value, std::string_view json,
                          const DecodeOptions& options) {
  if (json.size() > options.bytes_max) {
    return fail(ErrorCode::too_large, "too_large",
                fmt::format("{} bytes of JSON, at most {} are taken", json.size(), options.bytes_max));
  }
  return Decoder(json, options).run(type, value);
}

}  // namespace rapport::contract
