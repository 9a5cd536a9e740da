#include "platform/archive/zip_writer.h"

#include <doctest/doctest.h>
#include <minizip/unzip.h>

#include <map>

#include "support/temp_folder.h"

namespace rapport::archive {
namespace {

std::map<std::string, std::string> unpacked(const std::filesystem::path& file) {
  std::map<std::string, std::string> entries;
  unzFile zip = unzOpen64(file.c_str());
  REQUIRE(zip != nullptr);
  for (int code = unzGoToFirstFile(zip); code == UNZ_OK; code = unzGoToNextFile(zip)) {
    std::string name(256, '\0');
    unz_file_info64 info{};
    REQUIRE(unzGetCurrentFileInfo64(zip, &info, name.data(), 256, nullptr, 0, nullptr, 0) == UNZ_OK);
    REQUIRE(info.uncompressed_size < 1'000'000);
    name.resize(info.size_filename);
    std::string content(info.uncompressed_size, '\0');
    REQUIRE(unzOpenCurrentFile(zip) == UNZ_OK);
    CHECK(unzReadCurrentFile(zip, content.data(), static_cast<unsigned>(content.size())) ==
          static_cast<int>(content.size()));
    CHECK(unzCloseCurrentFile(zip) == UNZ_OK);  // checks the CRC
    entries[name] = content;
  }
  unzClose(zip);
  return entries;
}

}  // namespace

TEST_CASE("an archive gives back what was put in, names and all") {
  const tests::TempFolder folder;
  const std::string long_text(200'000, 'x');
  const auto source = folder.write("source", long_text);
  auto zip = ZipWriter::create(folder.path() / "a.zip", 1U << 20);
  REQUIRE(zip.has_value());
  REQUIRE(zip->add("index.html", "<p>你好</p>").has_value());
  REQUIRE(zip->begin("data/客户.json").has_value());
  REQUIRE(zip->write("[1,").has_value());
  REQUIRE(zip->write("2]").has_value());
  REQUIRE(zip->add_file("files/long", source, true).has_value());
  REQUIRE(zip->finish().has_value());
  const auto entries = unpacked(folder.path() / "a.zip");
  CHECK(entries == std::map<std::string, std::string>{{"index.html", "<p>你好</p>"},
                                                      {"data/客户.json", "[1,2]"},
                                                      {"files/long", long_text}});
}

TEST_CASE("an archive ends where it is told to, and one that cannot be made says so") {
  const tests::TempFolder folder;
  auto zip = ZipWriter::create(folder.path() / "a.zip", 10);
  REQUIRE(zip.has_value());
  CHECK(zip->add("a", "12345").has_value());
  const auto refused = zip->add("b", "123456");
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().reason == "archive_too_large");
  CHECK_FALSE(ZipWriter::create(folder.path() / "nowhere" / "a.zip", 10).has_value());
}

}  // namespace rapport::archive
