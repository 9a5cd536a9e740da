// How our value types travel through SOCI's into() and use(): std::optional as NULL, ids, instants and
// durations as 64-bit integers, bool as 0/1 (a column of type integer: SQLite would keep the word 'true' in a
// boolean column). statement.h knows the same types without this header.
#pragma once

#include <soci/type-conversion-traits.h>

#include <cstdint>
#include <optional>

#include "base/id.h"
#include "base/instant.h"

namespace soci {

template <>
struct type_conversion<bool> {
  using base_type = int;
  static void from_base(const int& in, indicator ind, bool& out) {
    if (ind == i_null) throw soci_error("unexpected NULL");
    out = in != 0;
  }
  static void to_base(const bool& in, int& out, indicator& ind) {
    out = in ? 1 : 0;
    ind = i_ok;
  }
};

template <class Tag>
struct type_conversion<rapport::Id<Tag>> {
  using base_type = std::int64_t;
  static void from_base(const std::int64_t& in, indicator ind, rapport::Id<Tag>& out) {
    if (ind == i_null) throw soci_error("unexpected NULL");
    out.value = in;
  }
  static void to_base(const rapport::Id<Tag>& in, std::int64_t& out, indicator& ind) {
    out = in.value;
    ind = i_ok;
  }
};

template <>
struct type_conversion<rapport::Instant> {
  using base_type = std::int64_t;
  static void from_base(const std::int64_t& in, indicator ind, rapport::Instant& out) {
    if (ind == i_null) throw soci_error("unexpected NULL");
    out.us = in;
  }
  static void to_base(const rapport::Instant& in, std::int64_t& out, indicator& ind) {
    out = in.us;
    ind = i_ok;
  }
};

template <>
struct type_conversion<rapport::Duration> {
  using base_type = std::int64_t;
  static void from_base(const std::int64_t& in, indicator ind, rapport::Duration& out) {
    if (ind == i_null) throw soci_error("unexpected NULL");
    out.us = in;
  }
  static void to_base(const rapport::Duration& in, std::int64_t& out, indicator& ind) {
    out = in.us;
    ind = i_ok;
  }
};

template <class T>
struct type_conversion<std::optional<T>> {
  using base_type = typename type_conversion<T>::base_type;
  static void from_base(const base_type& in, indicator ind, std::optional<T>& out) {
    if (ind == i_null) {
      out.reset();
      return;
    }
    T value{};
    type_conversion<T>::from_base(in, ind, value);
    out = std::move(value);
  }
  static void to_base(const std::optional<T>& in, base_type& out, indicator& ind) {
    if (in)
      type_conversion<T>::to_base(*in, out, ind);
    else
      ind = i_null;
  }
};

}  // namespace soci
