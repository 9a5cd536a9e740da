// A struct with everything in it, for the contract's tests and its fuzzer.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "platform/contract/describe.h"
#include "platform/contract/json_text.h"

namespace rich {

using namespace rapport;

enum class Shade : std::uint8_t { light, dark, zh_CN };
BOOST_DESCRIBE_ENUM(Shade, light, dark, zh_CN)
inline contract::Notes contract_notes(contract::Tag<Shade>) {
  return {.doc = "How bright.", .fields = {{.name = "zh_CN", .as = "zh-CN", .doc = "not a shade at all"}}};
}

struct Address {
  std::string street;
  std::int32_t zip = 0;
  friend bool operator==(const Address&, const Address&) = default;
};
BOOST_DESCRIBE_STRUCT(Address, (), (street, zip))

struct TextSaid {
  std::string text;
  friend bool operator==(const TextSaid&, const TextSaid&) = default;
};
BOOST_DESCRIBE_STRUCT(TextSaid, (), (text))
struct FileSent {
  AttachmentId file;
  std::optional<std::uint64_t> bytes;
  friend bool operator==(const FileSent&, const FileSent&) = default;
};
BOOST_DESCRIBE_STRUCT(FileSent, (), (file, bytes))
struct Nothing {
  friend bool operator==(const Nothing&, const Nothing&) = default;
};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())
using Said = std::variant<TextSaid, FileSent, Nothing>;

struct Rules {
  std::int32_t weight = 100;
  bool is_open = true;
  std::vector<std::int32_t> steps = {1, 2};
  Duration lasts = seconds(20);
  friend bool operator==(const Rules&, const Rules&) = default;
};
BOOST_DESCRIBE_STRUCT(Rules, (), (weight, is_open, steps, lasts))
inline contract::Notes contract_notes(contract::Tag<Rules>) {
  return {.all_optional = true, .fields = {{.name = "weight", .min = 1, .max = 10'000}}};
}

struct Node {
  std::string name;
  std::vector<Node> children;
  friend bool operator==(const Node&, const Node&) = default;
};
BOOST_DESCRIBE_STRUCT(Node, (), (name, children))

struct Base {
  UserId id;
  std::string name;
  friend bool operator==(const Base&, const Base&) = default;
};
BOOST_DESCRIBE_STRUCT(Base, (), (id, name))
inline contract::Notes contract_notes(contract::Tag<Base>) {
  return {.fields = {{.name = "name", .doc = "As shown to others.", .min_length = 1, .max_length = 10}}};
}

struct Rich : Base {
  bool is_on = false;
  std::int8_t tiny = 0;
  std::uint16_t port = 0;
  std::uint64_t big = 0;
  double ratio = 0;
  Shade shade = Shade::light;
  Instant at;
  Duration lasts;
  std::optional<std::string> note;
  std::optional<Address> address;
  std::vector<Said> said;
  std::vector<std::optional<std::int32_t>> gaps;
  std::map<std::string, Address> places;
  std::array<std::int16_t, 3> triple = {};
  Rules rules;
  contract::Json extra;
  std::optional<Node> tree;
  friend bool operator==(const Rich&, const Rich&) = default;
};
BOOST_DESCRIBE_STRUCT(Rich, (Base),
                      (is_on, tiny, port, big, ratio, shade, at, lasts, note, address, said, gaps, places,
                       triple, rules, extra, tree))
inline contract::Notes contract_notes(contract::Tag<Rich>) {
  return {.doc = "Everything.",
          .fields = {{.name = "gaps", .max = 1000, .max_items = 4},
                     {.name = "note", .max_length = 20, .format = contract::Format::line},
                     {.name = "rules", .has_default = true}}};
}

}  // namespace rich
