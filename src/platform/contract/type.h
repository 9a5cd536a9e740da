// Type: a C++ type as a table, so that the encoder, the decoder and the schema are written and compiled once
// and not per struct. Built at first use by reflect.h, never freed, read-only: any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/contract/notes.h"

namespace rapport::contract {

enum class Kind : std::uint8_t {
  boolean,
  integer,      // JSON number without fraction; `size`, `is_signed`
  number,       // double
  string,       // valid UTF-8 without NUL
  id,           // decimal string, 0 or positive
  instant,      // RFC 3339, UTC, microseconds
  duration,     // integer microseconds
  json,         // any JSON, kept as text
  enumeration,  // snake_case string
  structure,    // object
  optional,     // absent; null where a place must be held, as in a list
  list,         // array
  array,        // array of exactly `count`
  map,          // object with any names
  variant,      // object with the discriminator "kind"
};

struct Type;
// Types refer to each other through functions, so recursive types need no order.
using TypeOf = const Type& (*)();

struct Field {
  std::string name;  // in JSON
  std::string key;   // as written behind another: ,"name":
  std::size_t offset = 0;
  TypeOf type = nullptr;
  bool is_optional = false;  // a std::optional
  bool is_required = true;   // on input
  FieldNotes notes;
};

struct Enumerator {
  std::string name;
  std::int64_t value = 0;
  std::string_view doc = {};
};

struct Alternative {
  std::string kind;  // discriminator: snake_case of the struct's name
  TypeOf type = nullptr;
  void* (*get)(void* variant) = nullptr;  // nullptr while it holds another
  void* (*emplace)(void* variant) = nullptr;
};

// The elements of a list: `size` of them, Type::element_size apart.
struct Items {
  void* first = nullptr;
  std::size_t size = 0;
};

struct Type {
  Kind kind = Kind::boolean;
  std::string name = {};       // of structures and enumerations
  std::string full_name = {};  // with namespaces; tells two types of the same name apart
  std::string_view doc = {};
  std::uint8_t size = 0;  // integer and enumeration: bytes
  bool is_signed = false;

  std::vector<Field> fields = {};
  std::vector<Enumerator> enumerators = {};
  std::vector<Alternative> alternatives = {};

  // optional, list, array, map
  TypeOf element = nullptr;
  std::size_t element_size = 0;
  std::size_t count = 0;                                    // array
  void* (*get)(void* optional) = nullptr;                   // nullptr when empty
  void* (*add)(void* whole) = nullptr;                      // optional: emplace; list: append
  void* (*insert)(void* map, std::string&& key) = nullptr;  // nullptr when the key is there already
  void (*clear)(void* whole) = nullptr;                     // optional, list, map
  Items (*items)(void* list) = nullptr;
  void (*each)(void* map, void* context,
               void (*visit)(void* context, const std::string& key, void* value)) = nullptr;
  std::size_t (*index)(const void* variant) = nullptr;
};

}  // namespace rapport::contract
