// JSON Schema 2020-12 (which is what OpenAPI 3.1 components are) from type tables.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "platform/contract/type.h"

namespace rapport::contract {

// Members with a default need not come in, but always go out; a type where that makes a difference has two
// schemas, NAME and NAMEInput.
enum class Direction : std::uint8_t { input, output };

class Schemas {
 public:
  // `prefix` of references: "#/components/schemas/" or "#/$defs/".
  explicit Schemas(std::string prefix) : prefix_(std::move(prefix)) {}

  // The schema of a value as JSON text; named types become references and are collected.
  std::string schema(const Type& type, Direction direction, const FieldNotes& notes = {});
  // {"User": {...}, ...} in the order of names.
  std::string components() const;
  // C++ types that claim the same name; must be empty (give one another with Notes::name).
  const std::vector<std::string>& collisions() const { return collisions_; }

 private:
  std::string reference(const Type& type, Direction direction, std::string_view kind);
  std::string structure(const Type& type, Direction direction, std::string_view kind);
  std::string plain(const Type& type, Direction direction, const FieldNotes& notes);
  bool differs(const Type& type, std::set<const Type*>& seen) const;

  struct Component {
    const Type* type = nullptr;
    std::string text;
  };
  std::string prefix_;
  std::map<std::string, Component> components_;
  std::vector<std::string> collisions_;
};

// A whole document for one type: {"$schema": …, "$defs": {…}, …}.
std::string json_schema(const Type& type);

}  // namespace rapport::contract
