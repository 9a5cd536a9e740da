#include "support/program/sample.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"

namespace rapport::program::testing {
namespace {

using contract::FieldNotes;
using contract::Format;
using contract::Kind;
using contract::Type;

constexpr int depth_max = 8;  // of types that hold themselves

std::string text_for(const FieldNotes& notes) {
  switch (notes.format) {
    case Format::email:
      return "walk@example.test";
    case Format::uri:
      return "https://example.test/";
    case Format::colour:
      return "#112233";
    case Format::date:
      return "2026-12-25";
    case Format::time_of_day:
      return "09:30";
    case Format::language:
      return "en";
    case Format::slug:
    case Format::line:
    case Format::none:
      break;
  }
  return std::string(std::clamp<std::size_t>(4, notes.min_length.value_or(0), notes.max_length.value_or(99)),
                     'x');
}

class Writer {
 public:
  explicit Writer(const SampleOptions* options) : options_(options) {}
  std::vector<Place> places;

  std::string value(const Type& type, const FieldNotes& notes, const std::string& pointer,
                    const std::string& member, int depth) {
    if (options_) {
      const auto instead = options_->instead.find(pointer);
      if (instead != options_->instead.end()) return instead->second;
    }
    switch (type.kind) {
      case Kind::boolean:
        return "true";
      case Kind::integer:
      case Kind::duration:
      case Kind::number:
        return std::to_string(
            std::llround(std::ceil(std::clamp(1.0, notes.min.value_or(0), notes.max.value_or(1e9)))));
      case Kind::string:
        return '"' + text_for(notes) + '"';
      case Kind::id:
        return '"' + (options_ && options_->id_of ? options_->id_of(id_name(member)) : "1") + '"';
      case Kind::instant:
        return R"("2026-02-25T12:00:00Z")";
      case Kind::json:
        return "{}";
      case Kind::enumeration:
        return '"' + type.enumerators.front().name + '"';
      case Kind::structure:
        return structure(type, pointer, depth);
      case Kind::optional:
        return value(type.element(), notes, pointer, member, depth);
      case Kind::list:
        return list(type, notes, pointer, member, depth, notes.min_items.value_or(0));
      case Kind::array:
        return list(type, notes, pointer, member, depth, type.count);
      case Kind::map:
        return map(type, notes, pointer, member, depth);
      case Kind::variant:
        return structure(type.alternatives.front().type(), pointer, depth, type.alternatives.front().kind);
    }
    return "null";
  }

 private:
  bool is_wanted(const std::string& pointer) const {
    if (!options_ || options_->is_full) return true;
    return std::any_of(options_->instead.begin(), options_->instead.end(), [&](const auto& one) {
      return one.first == pointer || one.first.starts_with(pointer + "/");
    });
  }
  void note(const std::string& pointer, const std::string& member, const Type& type, bool is_required) {
    places.push_back({pointer, member, &type, is_required});
  }

  std::string structure(const Type& type, const std::string& pointer, int depth,
                        const std::string& kind = "") {
    std::string text = kind.empty() ? "{" : R"({"kind":")" + kind + '"';
    for (const contract::Field& field : type.fields) {
      const std::string place = pointer + "/" + field.name;
      if (!field.is_required && (!is_wanted(place) || depth > depth_max)) continue;
      const Type* inside = &field.type();
      while (inside->kind == Kind::optional)
        inside = &inside->element();
      note(place, field.name, *inside, field.is_required);
      if (text.size() > 1) text += ',';
      text += '"' + field.name + "\":" + value(*inside, field.notes, place, field.name, depth + 1);
    }
    return text + '}';
  }

  std::string list(const Type& type, const FieldNotes& notes, const std::string& pointer,
                   const std::string& member, int depth, std::size_t count) {
    const std::string place = pointer + "/0";
    if (count == 0 && is_wanted(place) && depth <= depth_max) count = 1;
    std::string text = "[";
    for (std::size_t i = 0; i < count; ++i) {
      if (i == 0) note(place, member, type.element(), false);
      text += (i == 0 ? "" : ",") +
              value(type.element(), notes, pointer + "/" + std::to_string(i), member, depth + 1);
    }
    return text + ']';
  }

  std::string map(const Type& type, const FieldNotes& notes, const std::string& pointer,
                  const std::string& member, int depth) {
    const std::string place = pointer + "/en";
    if (!is_wanted(place) || depth > depth_max) return "{}";
    note(place, member, type.element(), false);
    return R"({"en":)" + value(type.element(), notes, place, member, depth + 1) + '}';
  }

  const SampleOptions* options_;
};

}  // namespace

std::string sample_of(const Type& type, const SampleOptions& options) {
  return Writer(&options).value(type, {}, "", "", 0);
}

std::vector<Place> places_of(const Type& type) {
  Writer writer(nullptr);
  writer.value(type, {}, "", "", 0);
  return std::move(writer.places);
}

std::string id_name(std::string member) {
  for (const std::string_view ending : {"_ids", "_id"}) {
    if (!member.ends_with(ending)) continue;
    member.resize(member.size() - ending.size());
    break;
  }
  return member;
}

}  // namespace rapport::program::testing
