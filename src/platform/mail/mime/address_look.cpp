#include "platform/mail/mime/address_look.h"

#include <unicode/uidna.h>
#include <unicode/unistr.h>
#include <unicode/uspoof.h>

#include <array>
#include <memory>

#include "platform/mail/mime/compose.h"
#include "platform/mail/mime/fields.h"

namespace rapport::mail {
namespace {

struct IdnaDone {
  void operator()(UIDNA* idna) const { uidna_close(idna); }
};
struct SpoofDone {
  void operator()(USpoofChecker* checker) const { uspoof_close(checker); }
};

constexpr std::size_t domain_max = 1'000;

using IdnaCall = std::int32_t (*)(const UIDNA*, const char*, std::int32_t, char*, std::int32_t, UIDNAInfo*,
                                  UErrorCode*);

// Nothing when it is no domain.
std::string idna(const std::string& domain, IdnaCall call) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UIDNA, IdnaDone> rules(
      uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE, &error));
  if (U_FAILURE(error) || domain.size() > domain_max) return {};
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  std::array<char, 4 * domain_max> room = {};
  const std::int32_t length = call(rules.get(), domain.data(), static_cast<std::int32_t>(domain.size()),
                                   room.data(), static_cast<std::int32_t>(room.size()), &info, &error);
  if (U_FAILURE(error) || length <= 0 || length > static_cast<std::int32_t>(room.size()) || info.errors != 0)
    return {};
  return std::string(room.data(), static_cast<std::size_t>(length));
}

bool is_spoof(const std::string& label) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<USpoofChecker, SpoofDone> checker(uspoof_open(&error));
  uspoof_setRestrictionLevel(checker.get(), USPOOF_HIGHLY_RESTRICTIVE);
  uspoof_setChecks(checker.get(), USPOOF_RESTRICTION_LEVEL | USPOOF_INVISIBLE | USPOOF_MIXED_NUMBERS, &error);
  const std::int32_t found =
      uspoof_checkUTF8(checker.get(), label.data(), static_cast<std::int32_t>(label.size()), nullptr, &error);
  if (U_FAILURE(error)) return true;
  if (found != 0) return true;
  // Of one script throughout, and yet its skeleton is ASCII: "аррӏе".
  bool is_ascii = true;
  for (const char c : label)
    is_ascii = is_ascii && static_cast<unsigned char>(c) < 0x80;
  if (is_ascii) return false;
  std::array<char, 1'024> room = {};
  const std::int32_t length =
      uspoof_getSkeletonUTF8(checker.get(), 0, label.data(), static_cast<std::int32_t>(label.size()),
                             room.data(), static_cast<std::int32_t>(room.size()), &error);
  if (U_FAILURE(error) || length <= 0) return false;
  for (std::int32_t i = 0; i < length; ++i)
    if (static_cast<unsigned char>(room[static_cast<std::size_t>(i)]) >= 0x80) return false;
  return true;
}

bool is_plain_char(char c) {
  const auto u = static_cast<unsigned char>(c);
  return u > 0x20 && u != 0x7F && std::string_view("<>()[]\\,;:\"").find(c) == std::string_view::npos;
}

}  // namespace

Result<std::string> wire_address(const std::string& address) {
  const auto refuse = [&](const char* why) { return fail(ErrorCode::invalid, "bad_address", why); };
  const std::size_t at = address.rfind('@');
  if (at == std::string::npos || at == 0 || at + 1 == address.size())
    return refuse("an address has the form name@domain");
  for (const char c : address)
    if (!is_plain_char(c)) return refuse("an address has no blanks, brackets, commas or control characters");
  for (std::size_t i = 0; i < at; ++i)
    if (static_cast<unsigned char>(address[i]) >= 0x80)
      return refuse("the part before the @ has letters beyond ASCII, which not every server takes");
  if (address.find('@') != at) return refuse("an address has one @");
  const std::string domain = idna(address.substr(at + 1), &uidna_nameToASCII_UTF8);
  if (domain.empty()) return refuse("the part after the @ is no domain");
  std::string wire = address.substr(0, at + 1) + domain;
  if (wire.size() > 254) return refuse("an address has at most 254 bytes");
  return wire;
}

std::string readable_address(const std::string& address) {
  const std::size_t at = address.rfind('@');
  if (at == std::string::npos) return address;
  const std::string domain = idna(address.substr(at + 1), &uidna_nameToUnicodeUTF8);
  return domain.empty() ? address : address.substr(0, at + 1) + domain;
}

bool is_homograph(const std::string& address) {
  const std::string readable = readable_address(address);
  std::size_t begin = 0;
  while (begin <= readable.size()) {
    const std::size_t end = std::min(readable.find_first_of("@.", begin), readable.size());
    if (end > begin && is_spoof(readable.substr(begin, end - begin))) return true;
    begin = end + 1;
  }
  return false;
}

bool is_name_another_address(const Address& address) {
  const std::size_t at = address.name.find('@'), own = address.address.rfind('@');
  if (at == std::string::npos || own == std::string::npos) return false;
  const std::size_t end = address.name.find_first_of(" \t<>\"'()[],;", at);
  const std::string domain = lower(std::string_view(address.name).substr(at + 1, end - at - 1));
  return domain.find('.') != std::string::npos && domain != lower(address.address.substr(own + 1));
}

}  // namespace rapport::mail
