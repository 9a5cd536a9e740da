#include "platform/files/download_name.h"
#include "platform/files/dangerous_name.h"

#include <doctest/doctest.h>

namespace rapport::files {
namespace {

TEST_CASE("a name keeps its words and loses its tricks") {
  CHECK(safe_name("报告 2026.pdf") == "报告 2026.pdf");
  CHECK(safe_name("../../etc/passwd") == "passwd");
  CHECK(safe_name("C:\\temp\\a.txt") == "a.txt");
  CHECK(safe_name("a\r\nSet-Cookie: x=1.txt") == "aSet-Cookie_ x=1.txt");
  CHECK(safe_name("photo\xe2\x80\xaegpj.exe") == "photogpj.exe");
  CHECK(safe_name("bad\xff\xfe utf8.txt") == "bad utf8.txt");
  CHECK(safe_name(std::string("nul\0.txt", 8)) == "nul.txt");
  CHECK(safe_name(" ..hidden. ") == "hidden");
  for (const char* nothing : {"", "..", "///", " . ", "\x01\x02"})
    CHECK(safe_name(nothing) == "file");
}

TEST_CASE("a long name is cut between characters and keeps its ending") {
  std::string name;
  for (int i = 0; i < 100; ++i)
    name += "长";
  const std::string cut = safe_name(name + ".docx");
  CHECK(cut.size() <= name_bytes_max);
  CHECK(cut.size() > name_bytes_max - 4);
  CHECK(cut.substr(cut.size() - 8) == "长.docx");
  CHECK(safe_name(std::string(199, 'x') + "..." + std::string(50, 'y')) == std::string(199, 'x'));
  CHECK(safe_name(std::string(100'000, 'x')).size() == name_bytes_max);
}

TEST_CASE("the header carries the name twice, and nobody breaks out of it") {
  CHECK(content_disposition("报告.pdf", "application/pdf") ==
        "attachment; filename=\"__.pdf\"; filename*=UTF-8''%E6%8A%A5%E5%91%8A.pdf");
  CHECK(content_disposition("a.png", "image/png") == "inline; filename=\"a.png\"; filename*=UTF-8''a.png");
  CHECK(content_disposition("x\"; filename=evil.exe", "image/svg+xml") ==
        "attachment; filename=\"x_; filename=evil.exe\"; filename*=UTF-8''x_%3B%20filename%3Devil.exe");
  CHECK(content_disposition("50%41.txt", "text/plain").find("filename=\"50_41.txt\"") != std::string::npos);
}

TEST_CASE("a name that a computer would run is known by its end, however it is dressed up") {
  for (const char* name :
       {"invoice.exe", "Invoice.PDF.Exe", "photo.jpg.scr. ", "a.js", "x.lnk", "list.xlsm", "a.svg"})
    CHECK_MESSAGE(is_dangerous_name(name), name);
  for (const char* name : {"invoice.pdf", "exe", "photo.jpeg", "notes.txt", "exe.zip", ".", ""})
    CHECK_MESSAGE(!is_dangerous_name(name), name);
}

}  // namespace
}  // namespace rapport::files
