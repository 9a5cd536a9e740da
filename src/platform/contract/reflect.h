// type_of<T>(): the table of a C++ type, from its Boost.Describe description. This is all of the contract
// that is compiled per type, so it holds data and one-line functions only.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "platform/contract/describe.h"
#include "platform/contract/json_text.h"
#include "platform/contract/type.h"

namespace rapport::contract {

template <class T>
const Type& type_of();

namespace detail {

struct RawField {
  const char* name;
  std::size_t offset;
  TypeOf type;
  bool is_optional;
};
struct RawBase {
  std::size_t offset;
  TypeOf type;
};
struct RawEnumerator {
  const char* name;
  std::int64_t value;
};
struct RawAlternative {
  const char* signature;
  TypeOf type;
  void* (*get)(void*);
  void* (*emplace)(void*);
};

// Everything below is noexcept: tables are made once, and running out of memory then is the end anyway.
using NotesOf = Notes (*)();
using Get = void* (*)(void*);
using Clear = void (*)(void*);
using Each = void (*)(void*, void*, void (*)(void*, const std::string&, void*));
const Type& make_structure(const char* signature, const RawBase* bases, std::size_t base_count,
                           const RawField* fields, std::size_t field_count, NotesOf notes) noexcept;
const Type& make_enumeration(const char* signature, std::uint8_t size, bool is_signed,
                             const RawEnumerator* enumerators, std::size_t count, NotesOf notes) noexcept;
const Type& make_variant(std::size_t (*index)(const void*), const RawAlternative* alternatives,
                         std::size_t count) noexcept;
const Type& make_integer(std::uint8_t size, bool is_signed) noexcept;
const Type& make_optional(TypeOf element, Get get, Get add, Clear clear) noexcept;
const Type& make_list(TypeOf element, std::size_t element_size, Items (*items)(void*), Get add,
                      Clear clear) noexcept;
const Type& make_array(TypeOf element, std::size_t element_size, std::size_t count) noexcept;
const Type& make_map(TypeOf element, Each each, void* (*insert)(void*, std::string&&), Clear clear) noexcept;

// The type's C++ name is inside; cut out once, when the table is made.
template <class T>
const char* signature_of() {
  return __PRETTY_FUNCTION__;
}

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class T>
concept Described = requires(T** p) {
  boost_public_member_descriptor_fn(p);
};
template <class T>
concept DescribedEnum = std::is_enum_v<T> && requires(T** p) {
  boost_enum_descriptor_fn(p);
};

template <class T>
constexpr NotesOf notes_of() {
  if constexpr (requires(Tag<T> tag) { contract_notes(tag); })
    return [] { return contract_notes(Tag<T>{}); };
  else
    return nullptr;
}

// Somewhere a T could be, to measure where its members are; nothing is ever built there.
template <class T>
union Place {
  constexpr Place() : nothing() {}
  constexpr ~Place() {}
  char nothing;
  T value;
};
template <class T>
inline Place<T> place;

inline std::size_t distance(const volatile void* from, const volatile void* to) {
  return static_cast<std::size_t>(static_cast<const volatile char*>(to) -
                                  static_cast<const volatile char*>(from));
}

template <class T, template <class...> class List, class... D>
const Type& describe_structure(const RawBase* bases, std::size_t base_count, List<D...>) noexcept {
  T& at = place<T>.value;
  const RawField fields[] = {
      {D::name, distance(&at, &(at.*D::pointer)), &type_of<std::remove_cvref_t<decltype(at.*D::pointer)>>,
       is_optional<std::remove_cvref_t<decltype(at.*D::pointer)>>}...,
      {nullptr, 0, nullptr, false}};
  return make_structure(signature_of<T>(), bases, base_count, fields, sizeof...(D), notes_of<T>());
}

template <class T, template <class...> class List, class... B>
const Type& describe_bases(List<B...>) noexcept {
  using Members = decltype(boost_public_member_descriptor_fn(static_cast<T**>(nullptr)));
  if constexpr (sizeof...(B) == 0) {
    return describe_structure<T>(nullptr, 0, Members());
  } else {
    T& at = place<T>.value;
    const RawBase bases[] = {
        {distance(&at, &static_cast<typename B::type&>(at)), &type_of<typename B::type>}...};
    return describe_structure<T>(bases, sizeof...(B), Members());
  }
}

template <class T, template <class...> class List, class... D>
const Type& describe_enumerators(List<D...>) noexcept {
  const RawEnumerator enumerators[] = {{D::name, static_cast<std::int64_t>(D::value)}...};
  return make_enumeration(signature_of<T>(), sizeof(T), std::is_signed_v<std::underlying_type_t<T>>,
                          enumerators, sizeof...(D), notes_of<T>());
}

// --- one overload per shape ---

const Type& make(Tag<bool>) noexcept;
const Type& make(Tag<double>) noexcept;
const Type& make(Tag<std::string>) noexcept;
const Type& make(Tag<Instant>) noexcept;
const Type& make(Tag<Duration>) noexcept;
const Type& make(Tag<Json>) noexcept;
const Type& make_id() noexcept;

template <class T>
requires std::is_integral_v<T>
const Type& make(Tag<T>) noexcept {
  static_assert(!std::is_same_v<T, char>, "a char has no meaning in JSON");
  return make_integer(sizeof(T), std::is_signed_v<T>);
}

template <class T>
const Type& make(Tag<Id<T>>) noexcept {
  return make_id();
}

template <class T>
const Type& make(Tag<std::optional<T>>) noexcept {
  static_assert(!is_optional<T>, "an optional of an optional cannot be told apart in JSON");
  using Whole = std::optional<T>;
  return make_optional(
      &type_of<T>,
      [](void* p) -> void* {
        auto& whole = *static_cast<Whole*>(p);
        return whole ? &*whole : nullptr;
      },
      [](void* p) -> void* { return &static_cast<Whole*>(p)->emplace(); },
      [](void* p) { static_cast<Whole*>(p)->reset(); });
}

template <class T>
const Type& make(Tag<std::vector<T>>) noexcept {
  static_assert(!std::is_same_v<T, bool>, "a vector<bool> has no elements to point at");
  using Whole = std::vector<T>;
  return make_list(
      &type_of<T>, sizeof(T),
      [](void* p) -> Items {
        auto& whole = *static_cast<Whole*>(p);
        return {whole.data(), whole.size()};
      },
      [](void* p) -> void* { return &static_cast<Whole*>(p)->emplace_back(); },
      [](void* p) { static_cast<Whole*>(p)->clear(); });
}

template <class T, std::size_t N>
const Type& make(Tag<std::array<T, N>>) noexcept {
  static_assert(N > 0 && sizeof(std::array<T, N>) == N * sizeof(T));
  return make_array(&type_of<T>, sizeof(T), N);
}

template <class T, class Less>
const Type& make(Tag<std::map<std::string, T, Less>>) noexcept {
  using Whole = std::map<std::string, T, Less>;
  return make_map(
      &type_of<T>,
      [](void* p, void* context, void (*visit)(void*, const std::string&, void*)) {
        for (auto& [key, value] : *static_cast<Whole*>(p))
          visit(context, key, &value);
      },
      [](void* p, std::string&& key) -> void* {
        auto [at, is_new] = static_cast<Whole*>(p)->try_emplace(std::move(key));
        return is_new ? &at->second : nullptr;
      },
      [](void* p) { static_cast<Whole*>(p)->clear(); });
}

template <class Whole, class T>
RawAlternative alternative() {
  static_assert(Described<T>, "the alternatives of a variant are described structs");
  return {signature_of<T>(), &type_of<T>,
          [](void* p) -> void* { return std::get_if<T>(static_cast<Whole*>(p)); },
          [](void* p) -> void* { return &static_cast<Whole*>(p)->template emplace<T>(); }};
}

template <class... T>
const Type& make(Tag<std::variant<T...>>) noexcept {
  using Whole = std::variant<T...>;
  const RawAlternative alternatives[] = {alternative<Whole, T>()...};
  return make_variant([](const void* p) { return static_cast<const Whole*>(p)->index(); }, alternatives,
                      sizeof...(T));
}

template <class T>
requires std::is_enum_v<T>
const Type& make(Tag<T>) noexcept {
  static_assert(DescribedEnum<T>, "describe this enum: BOOST_DESCRIBE_ENUM in its namespace");
  return describe_enumerators<T>(boost_enum_descriptor_fn(static_cast<T**>(nullptr)));
}

template <class T>
requires Described<T>
const Type& make(Tag<T>) noexcept {
  return describe_bases<T>(boost_base_descriptor_fn(static_cast<T**>(nullptr)));
}

}  // namespace detail

// Compiles only for types of the contract: see Kind. An error "no matching function make(Tag<X>)" means that
// X is not described.
template <class T>
const Type& type_of() {
  static const Type& type = detail::make(Tag<T>{});
  return type;
}

}  // namespace rapport::contract
