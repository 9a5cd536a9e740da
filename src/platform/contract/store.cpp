#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>

#include "platform/contract/instant_text.h"
#include "platform/contract/limits.h"
#include "platform/contract/parameters.h"
#include "platform/contract/scalar.h"

namespace rapport::contract {
namespace {

std::string store_enumerator(const Type& type, void* target, std::string_view text) {
  std::string names;
  for (const Enumerator& enumerator : type.enumerators) {
    if (enumerator.name == text) {
      store_integer(type, target, enumerator.value);
      return {};
    }
    if (!names.empty()) names += '|';
    names += enumerator.name;
  }
  return fmt::format("expected one of {}, got {}", names, shown(text));
}

std::string store_unsigned64(void* target, std::string_view digits, const FieldNotes& notes) {
  std::uint64_t value = 0;
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (result.ec != std::errc() || result.ptr != digits.data() + digits.size())
    return fmt::format("expected integer from 0 to 18446744073709551615, got {}", shown(digits));
  if (std::string broken = broken_by_number(notes, static_cast<double>(value)); !broken.empty())
    return broken;
  store(target, value);
  return {};
}

}  // namespace

std::string shown(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, 40)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7F) out += c;
  }
  return out;
}

bool parse_id(std::string_view text, std::int64_t& id) {
  if (text.empty() || text.size() > 19 || (text.size() > 1 && text.front() == '0')) return false;
  for (const char c : text)
    if (c < '0' || c > '9') return false;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), id);
  return result.ec == std::errc();
}

std::string store_number(const Type& type, void* target, std::string_view digits, const FieldNotes& notes) {
  const std::size_t size = type.kind == Kind::duration ? 8 : type.size;
  const bool is_signed = type.kind == Kind::duration || type.is_signed;
  if (size == 8 && !is_signed) return store_unsigned64(target, digits, notes);
  const int bits = static_cast<int>(size) * 8;
  const std::int64_t max = is_signed ? static_cast<std::int64_t>(~std::uint64_t{0} >> (65 - bits))
                                     : static_cast<std::int64_t>((std::uint64_t{1} << bits) - 1);
  const std::int64_t min = is_signed ? -max - 1 : 0;
  std::int64_t value = 0;
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (result.ec != std::errc() || result.ptr != digits.data() + digits.size() || value < min || value > max)
    return fmt::format("expected integer from {} to {}, got {}", min, max, shown(digits));
  if (std::string broken = broken_by_number(notes, static_cast<double>(value)); !broken.empty())
    return broken;
  if (type.kind == Kind::duration)
    store(target, value);
  else
    store_integer(type, target, value);
  return {};
}

std::string store_double(void* target, std::string_view digits, const FieldNotes& notes) {
  double value = 0;
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (result.ec != std::errc() || result.ptr != digits.data() + digits.size() || !std::isfinite(value))
    return fmt::format("expected a number that a double can hold, got {}", shown(digits));
  if (std::string broken = broken_by_number(notes, value); !broken.empty()) return broken;
  store(target, value);
  return {};
}

std::string store_text(const Type& type, void* target, std::string_view text, const FieldNotes& notes) {
  switch (type.kind) {
    case Kind::string:
      if (text.find('\0') != std::string_view::npos) return "expected text without NUL";
      if (std::string broken = broken_by_text(notes, text); !broken.empty()) return broken;
      *static_cast<std::string*>(target) = text;
      return {};
    case Kind::id: {
      std::int64_t id = 0;
      if (!parse_id(text, id)) return fmt::format("expected an id, got {}", shown(text));
      store(target, id);
      return {};
    }
    case Kind::instant: {
      const auto instant = parse_instant(text);
      if (!instant)
        return fmt::format("expected an RFC 3339 instant like 2026-03-01T09:30:00Z, got {}", shown(text));
      store(target, instant->us);
      return {};
    }
    default:
      return store_enumerator(type, target, text);
  }
}

}  // namespace rapport::contract
