// Prepared once per connection, run many times: the convenient and the fast way to talk SQL in a store.
//
//   execute(sql, "update cases set subject = :subject where id = :id", subject, id);
//   auto name = first<std::string>(sql, "select name from users where id = :id", id);          //
//   optional<string> auto rows = all<CaseId, std::optional<Instant>>(sql, "select id, due from cases where
//   org = :org", org); for (const auto& [id, due] : rows) ...
//
// Each distinct :name takes the next parameter, in order of first appearance; a name may be repeated.
// Parameters and columns are integers, enums, bool (0/1), double, text, Id, Instant, Duration, and
// std::optional of these for NULL. Failures throw (error.h): let them pass, Database turns them into an
// Error. Text with a NUL byte is refused as invalid. Borrowed session, on its thread. The query text is the
// cache key: keep values out of it.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "platform/database/session.h"

namespace rapport::database {

using Value = std::variant<std::monostate, std::int64_t, double, std::string>;  // monostate: NULL
enum class Kind : std::uint8_t { integer, real, text };

// Maps a C++ type to and from Value. Specialise it for a type of your own (see Id below).
template <class T>
struct Stored;

// The prepared statements of one Session.
class Statements {
 public:
  // A text beyond this many distinct ones drops the cache: somebody builds SQL out of values.
  static constexpr std::size_t limit = 1'000;

  Statements();
  ~Statements();

  std::size_t run(Session& sql, std::string_view query, const std::vector<Value>& parameters);
  // Calls `on_row` for each row until it returns false. `kinds` are the columns' types.
  void fetch(Session& sql, std::string_view query, const std::vector<Value>& parameters,
             const std::vector<Kind>& kinds, const std::function<bool(std::vector<Value>&)>& on_row);
  std::size_t size() const;

 private:
  struct Prepared;
  class Borrowed;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

[[noreturn]] void throw_unexpected_null();
// True when the text can be stored on both engines: no NUL byte. (Whether it is UTF-8 is the contract's
// business.)
bool is_storable_text(std::string_view text);

template <std::integral T>
struct Stored<T> {
  static constexpr Kind kind = Kind::integer;
  static Value to(T value) { return static_cast<std::int64_t>(value); }
  static T from(Value& value) { return static_cast<T>(std::get<std::int64_t>(value)); }
};

template <>
struct Stored<bool> {
  static constexpr Kind kind = Kind::integer;
  static Value to(bool value) { return std::int64_t{value ? 1 : 0}; }
  static bool from(Value& value) { return std::get<std::int64_t>(value) != 0; }
};

template <class T>
requires std::is_enum_v<T>
struct Stored<T> {
  static constexpr Kind kind = Kind::integer;
  static Value to(T value) { return static_cast<std::int64_t>(value); }
  static T from(Value& value) { return static_cast<T>(std::get<std::int64_t>(value)); }
};

template <std::floating_point T>
struct Stored<T> {
  static constexpr Kind kind = Kind::real;
  static Value to(T value) { return static_cast<double>(value); }
  static T from(Value& value) { return static_cast<T>(std::get<double>(value)); }
};

template <>
struct Stored<std::string> {
  static constexpr Kind kind = Kind::text;
  static Value to(std::string_view value) { return std::string(value); }
  static std::string from(Value& value) { return std::move(std::get<std::string>(value)); }
};
template <>
struct Stored<std::string_view> {
  static Value to(std::string_view value) { return std::string(value); }
};
template <>
struct Stored<const char*> {
  static Value to(const char* value) { return std::string(value); }
};
template <std::size_t n>
struct Stored<char[n]> {
  static Value to(const char* value) { return std::string(value); }
};

template <class Tag>
struct Stored<Id<Tag>> {
  static constexpr Kind kind = Kind::integer;
  static Value to(Id<Tag> id) { return id.value; }
  static Id<Tag> from(Value& value) { return {std::get<std::int64_t>(value)}; }
};
template <>
struct Stored<Instant> {
  static constexpr Kind kind = Kind::integer;
  static Value to(Instant t) { return t.us; }
  static Instant from(Value& value) { return {std::get<std::int64_t>(value)}; }
};
template <>
struct Stored<Duration> {
  static constexpr Kind kind = Kind::integer;
  static Value to(Duration d) { return d.us; }
  static Duration from(Value& value) { return {std::get<std::int64_t>(value)}; }
};
template <>
struct Stored<std::nullopt_t> {
  static Value to(std::nullopt_t) { return std::monostate{}; }
};
template <class T>
struct Stored<std::optional<T>> {
  static constexpr Kind kind = Stored<T>::kind;
  static Value to(const std::optional<T>& value) {
    return value ? Stored<T>::to(*value) : Value(std::monostate{});
  }
  static std::optional<T> from(Value& value) {
    if (std::holds_alternative<std::monostate>(value)) return std::nullopt;
    return Stored<T>::from(value);
  }
};

namespace detail {

template <class T>
constexpr bool is_optional = false;
template <class T>
constexpr bool is_optional<std::optional<T>> = true;

template <class T>
T column(Value& value) {
  if constexpr (!is_optional<T>) {
    if (std::holds_alternative<std::monostate>(value)) throw_unexpected_null();
  }
  return Stored<T>::from(value);
}

// One column: the value itself; several: a tuple.
template <class... Columns>
struct RowOf {
  using Type = std::tuple<Columns...>;
  static Type from(std::vector<Value>& values) { return take(values, std::index_sequence_for<Columns...>{}); }

 private:
  template <std::size_t... i>
  static Type take(std::vector<Value>& values, std::index_sequence<i...>) {
    return Type{column<Columns>(values[i])...};
  }
};
template <class Column>
struct RowOf<Column> {
  using Type = Column;
  static Type from(std::vector<Value>& values) { return column<Column>(values[0]); }
};

template <class... Parameters>
std::vector<Value> values_of(const Parameters&... parameters) {
  std::vector<Value> values;
  values.reserve(sizeof...(parameters));
  (values.push_back(Stored<Parameters>::to(parameters)), ...);
  return values;
}

}  // namespace detail

template <class... Columns>
using Row = typename detail::RowOf<Columns...>::Type;

// Rows changed.
template <class... Parameters>
std::size_t execute(Session& sql, std::string_view query, const Parameters&... parameters) {
  return sql.statements().run(sql, query, detail::values_of(parameters...));
}

// The first row, if there is one.
template <class... Columns, class... Parameters>
std::optional<Row<Columns...>> first(Session& sql, std::string_view query, const Parameters&... parameters) {
  std::optional<Row<Columns...>> found;
  sql.statements().fetch(sql, query, detail::values_of(parameters...), {Stored<Columns>::kind...},
                         [&](std::vector<Value>& row) {
                           found = detail::RowOf<Columns...>::from(row);
                           return false;
                         });
  return found;
}

// All rows, in the order of the query. Put a limit into the query.
template <class... Columns, class... Parameters>
std::vector<Row<Columns...>> all(Session& sql, std::string_view query, const Parameters&... parameters) {
  std::vector<Row<Columns...>> rows;
  sql.statements().fetch(sql, query, detail::values_of(parameters...), {Stored<Columns>::kind...},
                         [&](std::vector<Value>& row) {
                           rows.push_back(detail::RowOf<Columns...>::from(row));
                           return true;
                         });
  return rows;
}

// For results too long to hold: `each<A, B>(sql, query, [](A a, B b) { ... }, parameters...)`.
template <class... Columns, class OnRow, class... Parameters>
void each(Session& sql, std::string_view query, OnRow&& on_row, const Parameters&... parameters) {
  sql.statements().fetch(sql, query, detail::values_of(parameters...), {Stored<Columns>::kind...},
                         [&](std::vector<Value>& row) {
                           if constexpr (sizeof...(Columns) == 1)
                             on_row(detail::RowOf<Columns...>::from(row));
                           else
                             std::apply(on_row, detail::RowOf<Columns...>::from(row));
                           return true;
                         });
}

}  // namespace rapport::database
