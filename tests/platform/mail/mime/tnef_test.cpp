#include "platform/mail/mime/tnef.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>

#include "platform/mail/mime/content.h"
#include "platform/mail/mime/parse.h"

namespace rapport::mail {
namespace {

std::string little(std::uint64_t value, std::size_t size) {
  std::string bytes;
  for (std::size_t i = 0; i < size; ++i)
    bytes += static_cast<char>((value >> (8U * i)) & 0xFFU);
  return bytes;
}

std::string attribute(int level, std::uint32_t id, const std::string& data) {
  std::uint32_t sum = 0;
  for (const char c : data)
    sum += static_cast<unsigned char>(c);
  return little(static_cast<std::uint64_t>(level), 1) + little(id, 4) + little(data.size(), 4) + data +
         little(sum & 0xFFFFU, 2);
}

std::string padded(std::string text) {
  while (text.size() % 4 != 0)
    text += '\0';
  return text;
}

std::string winmail() {
  const std::string name =
      std::string("\x60\x4F\x7D\x59", 4) + little('.', 2) + little('t', 2) + little(0, 2);  // UTF-16LE
  const std::string properties = little(2, 4) + little(0x0003, 2) + little(0x3705, 2) +
                                 little(1, 4) +  // a number
                                 little(0x001F, 2) + little(0x3707, 2) + little(1, 4) +
                                 little(name.size(), 4) + padded(name);  // its long name
  return little(0x223E9F78, 4) + little(1, 2) + attribute(1, 0x00069007, little(1252, 4) + little(0, 4)) +
         attribute(1, 0x0002800C, std::string("Hello from Outlook\0", 19)) +
         attribute(2, 0x00069002, std::string(14, '\0')) +
         attribute(2, 0x00018010, std::string("SHORT.TXT\0", 10)) + attribute(2, 0x0006800F, "first file") +
         attribute(2, 0x00069005, properties) + attribute(2, 0x00069002, std::string(14, '\0')) +
         attribute(2, 0x00018010, std::string("b.bin\0", 6)) +
         attribute(2, 0x0006800F, std::string("\0\1\2", 3));
}

}  // namespace

TEST_CASE("a winmail.dat gives its files and its text") {
  const Tnef tnef = read_tnef(winmail());
  CHECK(tnef.is_tnef);
  CHECK_FALSE(tnef.is_cut);
  CHECK(tnef.text == "Hello from Outlook");
  REQUIRE(tnef.files.size() == 2);
  CHECK(tnef.files[0].name == "你好.t");
  CHECK(tnef.files[0].bytes == "first file");
  CHECK(tnef.files[1].name == "b.bin");
  CHECK(tnef.files[1].bytes == std::string("\0\1\2", 3));
}

TEST_CASE("a winmail.dat that was cut anywhere harms nothing") {
  const std::string whole = winmail();
  for (std::size_t length = 0; length < whole.size(); ++length)
    CHECK(read_tnef(std::string_view(whole).substr(0, length)).files.size() <= 2);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string damaged = whole;
    damaged[i] = '\xFF';
    (void)read_tnef(damaged);
  }
}

TEST_CASE("a mail's winmail.dat is unpacked; a damaged one stays what it is") {
  const std::string front =
      "From: a@x.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: "
      "application/ms-tnef; name=winmail.dat\r\n"
      "Content-Transfer-Encoding: base64\r\n\r\n";
  const Message mail = parse(front + base64_text(winmail()) + "\r\n--b--\r\n");
  CHECK(mail.had_tnef);
  REQUIRE(mail.attachments.size() == 2);
  CHECK(mail.attachments[0].name == "你好.t");
  CHECK(mail.attachments[0].is_from_tnef);
  CHECK(mail.text == "Hello from Outlook");
  const Message damaged = parse(front + base64_text(winmail().substr(0, 60)) + "\r\n--b--\r\n");
  CHECK(damaged.has(ProblemKind::bad_tnef));
  REQUIRE(damaged.attachments.size() == 1);
  CHECK(damaged.attachments[0].name == "winmail.dat");
}

}  // namespace rapport::mail
