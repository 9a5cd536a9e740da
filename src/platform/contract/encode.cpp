#include <charconv>
#include <cmath>

#include "base/check.h"
#include "platform/contract/instant_text.h"
#include "platform/contract/json.h"
#include "platform/contract/parameters.h"
#include "platform/contract/quote.h"
#include "platform/contract/scalar.h"

namespace rapport::contract {
namespace {

void write(std::string& out, const Type& type, const void* value);

template <class T>
void number_to(std::string& out, T value) {
  char buffer[32];
  const auto result = std::to_chars(buffer, buffer + sizeof buffer, value);
  out.append(buffer, result.ptr);
}

// The accessors of a table serve decode too and take a mutable whole; encode only reads through them.
void* readable(const void* value) {
  return const_cast<void*>(value);
}

void write_fields(std::string& out, const Type& type, const void* value, bool is_first) {
  for (const Field& field : type.fields) {
    const void* member = at_offset(value, field.offset);
    const Type* member_type = &field.type();
    if (field.is_optional) {
      member = member_type->get(readable(member));
      if (member == nullptr) continue;
      member_type = &member_type->element();
    }
    if (is_first) out += '{';
    out.append(field.key, is_first ? 1 : 0);
    is_first = false;
    write(out, *member_type, member);
  }
  if (is_first) out += '{';
  out += '}';
}

void write_items(std::string& out, const Type& type, const void* value) {
  const Items items =
      type.kind == Kind::array ? Items{readable(value), type.count} : type.items(readable(value));
  const Type& element = type.element();
  out += '[';
  for (std::size_t i = 0; i < items.size; ++i) {
    if (i > 0) out += ',';
    write(out, element, at_offset(items.first, i * type.element_size));
  }
  out += ']';
}

void write_map(std::string& out, const Type& type, const void* value) {
  struct Context {
    std::string& out;
    const Type& element;
    char before;
  } context{out, type.element(), '{'};
  type.each(readable(value), &context, [](void* to, const std::string& key, void* element) {
    auto& c = *static_cast<Context*>(to);
    c.out += c.before;
    c.before = ',';
    quote_to(c.out, key);
    c.out += ':';
    write(c.out, c.element, element);
  });
  if (context.before == '{') out += '{';
  out += '}';
}

void write_variant(std::string& out, const Type& type, const void* value) {
  const std::size_t index = type.index(value);
  RAPPORT_CHECK(index < type.alternatives.size());
  const Alternative& alternative = type.alternatives[index];
  out += "{\"kind\":\"";
  out += alternative.kind;
  out += '"';
  write_fields(out, alternative.type(), alternative.get(readable(value)), false);
}

void write(std::string& out, const Type& type, const void* value) {
  switch (type.kind) {
    case Kind::boolean:
      out += *static_cast<const bool*>(value) ? "true" : "false";
      return;
    case Kind::integer:
      if (type.size == 8 && !type.is_signed)
        number_to(out, load<std::uint64_t>(value));
      else
        number_to(out, load_integer(type, value));
      return;
    case Kind::number: {
      const double number = load<double>(value);
      if (std::isfinite(number))
        number_to(out, number);
      else
        out += "null";
      return;
    }
    case Kind::string:
      quote_to(out, *static_cast<const std::string*>(value));
      return;
    case Kind::id:
      out += '"';
      number_to(out, load<std::int64_t>(value));
      out += '"';
      return;
    case Kind::instant:
      out += '"';
      format_instant_to(out, {load<std::int64_t>(value)});
      out += '"';
      return;
    case Kind::duration:
      number_to(out, load<std::int64_t>(value));
      return;
    case Kind::json: {
      const std::string& text = static_cast<const Json*>(value)->text;
      out += text.empty() ? std::string_view("null") : std::string_view(text);
      return;
    }
    case Kind::enumeration: {
      const std::string_view name = name_of(type, load_integer(type, value));
      RAPPORT_CHECK(!name.empty());  // a value that its enum does not have
      out += '"';
      out += name;
      out += '"';
      return;
    }
    case Kind::structure:
      write_fields(out, type, value, true);
      return;
    case Kind::optional:
      if (const void* inside = type.get(readable(value)))
        write(out, type.element(), inside);
      else
        out += "null";
      return;
    case Kind::list:
    case Kind::array:
      write_items(out, type, value);
      return;
    case Kind::map:
      write_map(out, type, value);
      return;
    case Kind::variant:
      write_variant(out, type, value);
      return;
  }
}

}  // namespace

void encode_value(std::string& out, const Type& type, const void* value) {
  write(out, type, value);
}

std::string_view name_of(const Type& enumeration, std::int64_t value) {
  // Most enums count from 0.
  const auto& list = enumeration.enumerators;
  const auto guess = static_cast<std::size_t>(value);
  if (guess < list.size() && list[guess].value == value) return list[guess].name;
  for (const Enumerator& enumerator : list)
    if (enumerator.value == value) return enumerator.name;
  return {};
}

}  // namespace rapport::contract
