#include "platform/mail/mime/tnef.h"

#include <cstdint>
#include <optional>

#include "platform/mail/mime/charset.h"

namespace rapport::mail {
namespace {

constexpr std::uint32_t signature = 0x223E9F78;
constexpr std::size_t files_max = 1'000;
// MS-OXTNEF 2.1.3.3: the attributes that hold what people sent.
constexpr std::uint32_t att_body = 0x0002800C;
constexpr std::uint32_t att_attach_rend_data = 0x00069002;  // a file begins
constexpr std::uint32_t att_attach_title = 0x00018010;
constexpr std::uint32_t att_attach_data = 0x0006800F;
constexpr std::uint32_t att_attachment = 0x00069005;  // MAPI properties of the file
constexpr std::uint32_t att_oem_codepage = 0x00069007;
// MAPI properties (MS-OXPROPS).
constexpr std::uint32_t pid_long_filename = 0x3707;
constexpr std::uint32_t pid_display_name = 0x3001;
constexpr std::uint32_t pid_mime_tag = 0x370E;

// Little-endian numbers from the front; nothing once the bytes have ended.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}
  std::optional<std::uint32_t> number(std::size_t size) {
    if (rest_.size() < size) return std::nullopt;
    std::uint32_t value = 0;
    for (std::size_t i = size; i-- > 0;)
      value = (value << 8U) | static_cast<unsigned char>(rest_[i]);
    rest_.remove_prefix(size);
    return value;
  }
  std::optional<std::string_view> bytes(std::size_t size) {
    if (rest_.size() < size) return std::nullopt;
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }
  bool is_done() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

std::string until_nul(std::string_view bytes) {
  return std::string(bytes.substr(0, bytes.find('\0')));
}

std::string utf16_text(std::string_view bytes) {
  std::string text = to_utf8(bytes.substr(0, bytes.size() / 2 * 2), "utf-16le").text;
  return until_nul(text);
}

// The size of one value of a property type that has a fixed size; 0: its size is written before it.
std::size_t fixed_size(std::uint32_t type) {
  switch (type) {
    case 0x0002:
    case 0x0003:
    case 0x0004:
    case 0x000A:
    case 0x000B:
      return 4;  // short and boolean are padded to four
    case 0x0005:
    case 0x0006:
    case 0x0007:
    case 0x0014:
    case 0x0040:
      return 8;
    case 0x0048:
      return 16;
    default:
      return 0;
  }
}

// The long name and the type among the MAPI properties of a file; stops at the first thing that does not fit.
void read_properties(std::string_view bytes, std::string_view codepage, TnefFile& file) {
  Reader reader(bytes);
  const auto count = reader.number(4);
  for (std::uint32_t i = 0; count && i < *count; ++i) {
    const auto type_field = reader.number(2), id = reader.number(2);
    if (!type_field || !id) return;
    const bool is_many = (*type_field & 0x1000U) != 0;
    const std::uint32_t type = *type_field & 0x0FFFU;
    if (*id >= 0x8000) {
      // Named properties: a GUID, a kind, and a number or a name.
      const auto kind = reader.bytes(16) ? reader.number(4) : std::nullopt;
      const auto size = reader.number(4);
      if (!kind || !size) return;
      if (*kind == 1 && !reader.bytes((*size + std::size_t{3}) / 4 * 4)) return;
    }
    const std::size_t fixed = fixed_size(type);
    std::uint32_t values = 1;
    if (is_many || fixed == 0) {
      const auto said = reader.number(4);
      if (!said || *said > 10'000) return;
      values = *said;
    }
    for (std::uint32_t v = 0; v < values; ++v) {
      std::size_t size = fixed;
      if (fixed == 0) {
        const auto said = reader.number(4);
        if (!said) return;
        size = *said;
      }
      const auto value = reader.bytes(size);
      if (!value || (size % 4 != 0 && !reader.bytes(4 - size % 4) && !reader.is_done())) return;
      if (type != 0x001E && type != 0x001F) continue;
      const std::string text =
          plain_line(type == 0x001F ? utf16_text(*value) : to_utf8(until_nul(*value), codepage).text);
      if (*id == pid_long_filename || (*id == pid_display_name && file.name.empty())) file.name = text;
      if (*id == pid_mime_tag) file.type = text;
    }
  }
}

}  // namespace

Tnef read_tnef(std::string_view bytes) {
  Tnef tnef;
  Reader reader(bytes);
  if (reader.number(4) != signature || !reader.number(2)) return tnef;
  tnef.is_tnef = true;
  std::string codepage;
  while (!reader.is_done() && tnef.files.size() < files_max) {
    const auto level = reader.number(1), id = reader.number(4), length = reader.number(4);
    const auto data = level && id && length ? reader.bytes(*length) : std::nullopt;
    const auto checksum = data ? reader.number(2) : std::nullopt;
    tnef.is_cut = !data || !checksum || (*level != 1 && *level != 2);
    if (tnef.is_cut) return tnef;
    if (*id == att_oem_codepage && data->size() >= 4)
      codepage = "windows-" + std::to_string(Reader(*data).number(4).value_or(1252));
    if (*id == att_body) tnef.text = plain_lines(to_utf8(until_nul(*data), codepage).text);
    if (*id == att_attach_rend_data) tnef.files.emplace_back();
    if (tnef.files.empty()) continue;
    TnefFile& file = tnef.files.back();
    if (*id == att_attach_title && file.name.empty())
      file.name = plain_line(to_utf8(until_nul(*data), codepage).text);
    if (*id == att_attach_data) file.bytes = std::string(*data);
    if (*id == att_attachment) read_properties(*data, codepage, file);
  }
  return tnef;
}

}  // namespace rapport::mail
