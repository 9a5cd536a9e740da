#include "platform/contract/schema.h"

#include <fmt/format.h>

#include "platform/contract/quote.h"

namespace rapport::contract {
namespace {

// Appends members to an object that is being written.
class Object {
 public:
  Object& raw(std::string_view name, std::string_view value) {
    out_ += out_.empty() ? '{' : ',';
    quote_to(out_, name);
    out_ += ':';
    out_ += value;
    return *this;
  }
  Object& text(std::string_view name, std::string_view value) { return raw(name, quote(value)); }
  std::string done() { return out_.empty() ? "{}" : out_ + '}'; }

 private:
  std::string out_;
};

std::string joined(const std::vector<std::string>& parts) {
  return '[' + fmt::format("{}", fmt::join(parts, ",")) + ']';
}

void describe_format(Object& object, Format format) {
  switch (format) {
    case Format::none:
      return;
    case Format::line:
      object.text("pattern", "^[^\\u0000-\\u001f\\u007f]*$");
      return;
    case Format::email:
      object.text("format", "email").raw("maxLength", "254");
      return;
    case Format::uri:
      object.text("format", "uri");
      return;
    case Format::colour:
      object.text("pattern", "^#[0-9a-fA-F]{6}$");
      return;
    case Format::date:
      object.text("format", "date");
      return;
    case Format::time_of_day:
      object.text("pattern", "^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$");
      return;
    case Format::language:
      object.text("pattern", "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$");
      return;
    case Format::slug:
      object.text("pattern", "^[a-z0-9]+(-[a-z0-9]+)*$");
      return;
  }
}

void describe_range(Object& object, const Type& type, const FieldNotes& notes) {
  // The C++ type's own range, where JavaScript could hold it.
  if (type.kind == Kind::integer && type.size < 8) {
    const int bits = type.size * 8;
    const std::int64_t max = (std::int64_t{1} << (type.is_signed ? bits - 1 : bits)) - 1;
    const std::int64_t min = type.is_signed ? -max - 1 : 0;
    object.raw("minimum", notes.min ? fmt::format("{}", *notes.min) : std::to_string(min));
    object.raw("maximum", notes.max ? fmt::format("{}", *notes.max) : std::to_string(max));
    return;
  }
  if (notes.min)
    object.raw("minimum", fmt::format("{}", *notes.min));
  else if (type.kind == Kind::integer && !type.is_signed)
    object.raw("minimum", "0");
  if (notes.max) object.raw("maximum", fmt::format("{}", *notes.max));
}

void describe_size(Object& object, const FieldNotes& notes) {
  if (notes.min_items) object.raw("minItems", std::to_string(*notes.min_items));
  if (notes.max_items) object.raw("maxItems", std::to_string(*notes.max_items));
}

std::string enumeration(const Type& type) {
  std::vector<std::string> names;
  std::string docs;
  for (const Enumerator& enumerator : type.enumerators) {
    names.push_back(quote(enumerator.name));
    if (!enumerator.doc.empty()) docs += fmt::format("\n- `{}`: {}", enumerator.name, enumerator.doc);
  }
  Object object;
  object.text("type", "string").raw("enum", joined(names));
  if (const std::string doc = std::string(type.doc) + docs; !doc.empty()) object.text("description", doc);
  return object.done();
}

}  // namespace

std::string Schemas::schema(const Type& type, Direction direction, const FieldNotes& notes) {
  switch (type.kind) {
    case Kind::structure:
    case Kind::enumeration: {
      const std::string inner = reference(type, direction, {});
      if (notes.doc.empty()) return Object().text("$ref", prefix_ + inner).done();
      return Object().text("description", notes.doc).text("$ref", prefix_ + inner).done();
    }
    default:
      return plain(type, direction, notes);
  }
}

std::string Schemas::plain(const Type& type, Direction direction, const FieldNotes& notes) {
  Object object;
  FieldNotes inner = notes;  // the limits of the whole hold for the elements, its words do not
  inner.doc = {};
  switch (type.kind) {
    case Kind::boolean:
      object.text("type", "boolean");
      break;
    case Kind::integer:
      object.text("type", "integer").text("format", type.size == 8 ? "int64" : "int32");
      describe_range(object, type, notes);
      break;
    case Kind::duration:
      object.text("type", "integer").text("format", "int64");
      describe_range(object, type, notes);
      break;
    case Kind::number:
      object.text("type", "number").text("format", "double");
      describe_range(object, type, notes);
      break;
    case Kind::string:
      object.text("type", "string");
      if (notes.min_length) object.raw("minLength", std::to_string(*notes.min_length));
      if (notes.max_length && notes.format != Format::email)
        object.raw("maxLength", std::to_string(*notes.max_length));
      describe_format(object, notes.format);
      break;
    case Kind::id:
      object.text("type", "string").text("pattern", "^(0|[1-9][0-9]{0,18})$");
      break;
    case Kind::instant:
      object.text("type", "string").text("format", "date-time");
      break;
    case Kind::json:
      break;
    case Kind::optional:
      return Object()
          .raw("anyOf",
               joined({schema(type.element(), direction, notes), Object().text("type", "null").done()}))
          .done();
    case Kind::list:
      object.text("type", "array").raw("items", schema(type.element(), direction, inner));
      describe_size(object, notes);
      break;
    case Kind::array:
      object.text("type", "array").raw("items", schema(type.element(), direction, inner));
      object.raw("minItems", std::to_string(type.count)).raw("maxItems", std::to_string(type.count));
      break;
    case Kind::map:
      object.text("type", "object").raw("additionalProperties", schema(type.element(), direction, inner));
      if (notes.max_items) object.raw("maxProperties", std::to_string(*notes.max_items));
      break;
    case Kind::variant: {
      std::vector<std::string> references;
      Object mapping;
      for (const Alternative& alternative : type.alternatives) {
        const std::string name = prefix_ + reference(alternative.type(), direction, alternative.kind);
        references.push_back(Object().text("$ref", name).done());
        mapping.text(alternative.kind, name);
      }
      object.raw("oneOf", joined(references));
      object.raw("discriminator",
                 Object().text("propertyName", "kind").raw("mapping", mapping.done()).done());
      break;
    }
    case Kind::structure:
    case Kind::enumeration:
      break;
  }
  if (!notes.doc.empty()) object.text("description", notes.doc);
  return object.done();
}

// The name of the type's component, made when it is not there yet. With a `kind` it is the struct as an
// alternative of a variant, which has the discriminator as a member.
std::string Schemas::reference(const Type& type, Direction direction, std::string_view kind) {
  std::set<const Type*> seen;
  std::string name = type.name;
  if (!kind.empty()) name += "Alternative";
  if (direction == Direction::input && differs(type, seen)) name += "Input";
  const auto [at, is_new] = components_.try_emplace(name);
  if (!is_new) {
    if (at->second.type->full_name != type.full_name)
      collisions_.push_back(name + ": " + at->second.type->full_name + ", " + type.full_name);
    return name;
  }
  at->second.type = &type;
  std::string text = type.kind == Kind::enumeration ? enumeration(type) : structure(type, direction, kind);
  components_[name].text = std::move(text);
  return name;
}

std::string Schemas::structure(const Type& type, Direction direction, std::string_view kind) {
  Object properties;
  std::vector<std::string> required;
  if (!kind.empty()) {
    properties.raw("kind", Object().text("type", "string").text("const", kind).done());
    required.push_back("\"kind\"");
  }
  for (const Field& field : type.fields) {
    const Type& whole = field.type();
    properties.raw(field.name, schema(field.is_optional ? whole.element() : whole, direction, field.notes));
    const bool is_required = direction == Direction::input ? field.is_required : !field.is_optional;
    if (is_required) required.push_back(quote(field.name));
  }
  Object object;
  object.text("type", "object");
  if (!type.doc.empty()) object.text("description", type.doc);
  object.raw("properties", properties.done());
  if (!required.empty()) object.raw("required", joined(required));
  return object.done();
}

// Whether the type, or one inside it, has a member that may be absent on input only.
bool Schemas::differs(const Type& type, std::set<const Type*>& seen) const {
  if (!seen.insert(&type).second) return false;
  if (type.element != nullptr && differs(type.element(), seen)) return true;
  for (const Alternative& alternative : type.alternatives)
    if (differs(alternative.type(), seen)) return true;
  for (const Field& field : type.fields)
    if ((!field.is_required && !field.is_optional) || differs(field.type(), seen)) return true;
  return false;
}

std::string Schemas::components() const {
  Object object;
  for (const auto& [name, component] : components_)
    object.raw(name, component.text);
  return object.done();
}

std::string json_schema(const Type& type) {
  Schemas schemas("#/$defs/");
  std::string root = schemas.schema(type, Direction::input);
  root.pop_back();
  return "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\"," + root.substr(1) +
         (root.size() > 1 ? ",\"$defs\":" : "\"$defs\":") + schemas.components() + "}";
}

}  // namespace rapport::contract
