#include "platform/contract/reflect.h"

#include <cctype>
#include <cstdio>

#include "base/check.h"

namespace rapport::contract::detail {
namespace {

// "const char* …signature_of() [with T = rapport::org::User]" (g++), "[T = …]" (clang++): the part after "T =
// ".
std::string full_name_of(const char* signature) {
  const std::string_view text = signature;
  const auto begin = text.find("T = ") + 4;
  auto end = text.find(';', begin);
  if (end == std::string_view::npos) end = text.rfind(']');
  return std::string(text.substr(begin, end - begin));
}

// The last components of a name, arguments of a template in front of it: a::Page<b::User> is UserPage.
std::string short_name_of(std::string_view full) {
  const auto angle = full.find('<');
  std::string arguments;
  if (angle != std::string_view::npos) {
    std::string_view inside = full.substr(angle + 1, full.rfind('>') - angle - 1);
    int depth = 0;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= inside.size(); ++i) {
      if (i < inside.size() && inside[i] == '<') ++depth;
      if (i < inside.size() && inside[i] == '>') --depth;
      if (i == inside.size() || (inside[i] == ',' && depth == 0)) {
        arguments += short_name_of(inside.substr(begin, i - begin));
        begin = i + 1;
      }
    }
    full = full.substr(0, angle);
  }
  if (const auto colons = full.rfind("::"); colons != std::string_view::npos) full.remove_prefix(colons + 2);
  while (!full.empty() && full.front() == ' ')
    full.remove_prefix(1);
  return arguments + std::string(full);
}

std::string snake_case(std::string_view name) {
  const auto is_upper = [&](std::size_t i) { return std::isupper(static_cast<unsigned char>(name[i])) != 0; };
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool starts_word =
        is_upper(i) && i > 0 && (!is_upper(i - 1) || (i + 1 < name.size() && !is_upper(i + 1)));
    if (starts_word) out += '_';
    out += static_cast<char>(std::tolower(static_cast<unsigned char>(name[i])));
  }
  return out;
}

// A mistake in a description is found by the first run of anything that uses the type.
[[noreturn]] void wrong(const std::string& type, std::string_view what, std::string_view name) {
  std::fprintf(stderr, "contract: %s: %.*s '%.*s'\n", type.c_str(), static_cast<int>(what.size()),
               what.data(), static_cast<int>(name.size()), name.data());
  check_failed("the description of a type", __FILE__, __LINE__);
}

Type named(Kind kind, const char* signature, const Notes& notes) {
  Type type{kind};
  type.full_name = full_name_of(signature);
  type.name = notes.name.empty() ? short_name_of(type.full_name) : std::string(notes.name);
  type.doc = notes.doc;
  return type;
}

// For ever: tables have no owner but the program.
const Type& keep(Type type) {
  return *new Type(std::move(type));
}

}  // namespace

const Type& make_structure(const char* signature, const RawBase* bases, std::size_t base_count,
                           const RawField* fields, std::size_t field_count, NotesOf notes_of) noexcept {
  const Notes notes = notes_of != nullptr ? notes_of() : Notes{};
  Type type = named(Kind::structure, signature, notes);
  for (std::size_t i = 0; i < base_count; ++i) {
    for (Field field : bases[i].type().fields) {
      field.offset += bases[i].offset;
      type.fields.push_back(std::move(field));
    }
  }
  for (std::size_t i = 0; i < field_count; ++i) {
    Field field;
    field.name = fields[i].name;
    field.offset = fields[i].offset;
    field.type = fields[i].type;
    field.is_optional = fields[i].is_optional;
    type.fields.push_back(std::move(field));
  }
  for (const FieldNotes& about : notes.fields) {
    bool is_known = false;
    for (Field& field : type.fields) {
      if (field.name != about.name) continue;
      field.notes = about;
      is_known = true;
    }
    if (!is_known) wrong(type.full_name, "notes about an unknown member", about.name);
  }
  for (Field& field : type.fields) {
    if (!field.notes.as.empty()) field.name = field.notes.as;
    if (notes.all_optional) field.notes.has_default = true;
    field.is_required = !field.is_optional && !field.notes.has_default;
    field.key = ",\"" + field.name + "\":";
    for (const Field& other : type.fields)
      if (&other != &field && other.name == field.name)
        wrong(type.full_name, "two members named", field.name);
  }
  if (type.fields.size() > 128)
    wrong(type.full_name, "more than 128 members, the last", type.fields.back().name);
  return keep(std::move(type));
}

const Type& make_enumeration(const char* signature, std::uint8_t size, bool is_signed,
                             const RawEnumerator* enumerators, std::size_t count, NotesOf notes_of) noexcept {
  const Notes notes = notes_of != nullptr ? notes_of() : Notes{};
  Type type = named(Kind::enumeration, signature, notes);
  type.size = size;
  type.is_signed = is_signed;
  for (std::size_t i = 0; i < count; ++i) {
    Enumerator enumerator{enumerators[i].name, enumerators[i].value};
    for (const FieldNotes& about : notes.fields) {
      if (about.name != enumerator.name) continue;
      enumerator.doc = about.doc;
      if (!about.as.empty()) enumerator.name = about.as;
      break;
    }
    type.enumerators.push_back(std::move(enumerator));
  }
  return keep(std::move(type));
}

const Type& make_variant(std::size_t (*index)(const void*), const RawAlternative* alternatives,
                         std::size_t count) noexcept {
  Type type{Kind::variant};
  type.index = index;
  for (std::size_t i = 0; i < count; ++i) {
    const RawAlternative& raw = alternatives[i];
    const std::string name = full_name_of(raw.signature);
    Alternative alternative{snake_case(short_name_of(name)), raw.type, raw.get, raw.emplace};
    for (const Alternative& other : type.alternatives)
      if (other.kind == alternative.kind)
        wrong(name, "two alternatives of one variant are named", alternative.kind);
    // Beside the discriminator it could be written, and never be read again.
    for (const Field& field : alternative.type().fields)
      if (field.name == "kind") wrong(name, "an alternative of a variant has a member named", field.name);
    type.alternatives.push_back(std::move(alternative));
  }
  return keep(std::move(type));
}

const Type& make_integer(std::uint8_t size, bool is_signed) noexcept {
  Type type{Kind::integer};
  type.size = size;
  type.is_signed = is_signed;
  return keep(std::move(type));
}

const Type& make_optional(TypeOf element, Get get, Get add, Clear clear) noexcept {
  Type type{Kind::optional};
  type.element = element;
  type.get = get;
  type.add = add;
  type.clear = clear;
  return keep(std::move(type));
}

const Type& make_list(TypeOf element, std::size_t element_size, Items (*items)(void*), Get add,
                      Clear clear) noexcept {
  Type type{Kind::list};
  type.element = element;
  type.element_size = element_size;
  type.items = items;
  type.add = add;
  type.clear = clear;
  return keep(std::move(type));
}

const Type& make_array(TypeOf element, std::size_t element_size, std::size_t count) noexcept {
  Type type{Kind::array};
  type.element = element;
  type.element_size = element_size;
  type.count = count;
  return keep(std::move(type));
}

const Type& make_map(TypeOf element, Each each, void* (*insert)(void*, std::string&&), Clear clear) noexcept {
  Type type{Kind::map};
  type.element = element;
  type.each = each;
  type.insert = insert;
  type.clear = clear;
  return keep(std::move(type));
}

const Type& make_id() noexcept {
  static const Type& type = keep(Type{Kind::id});
  return type;
}
const Type& make(Tag<bool>) noexcept {
  return keep(Type{Kind::boolean});
}
const Type& make(Tag<double>) noexcept {
  return keep(Type{Kind::number});
}
const Type& make(Tag<std::string>) noexcept {
  return keep(Type{Kind::string});
}
const Type& make(Tag<Instant>) noexcept {
  return keep(Type{Kind::instant});
}
const Type& make(Tag<Duration>) noexcept {
  return keep(Type{Kind::duration});
}
const Type& make(Tag<Json>) noexcept {
  return keep(Type{Kind::json});
}

}  // namespace rapport::contract::detail
