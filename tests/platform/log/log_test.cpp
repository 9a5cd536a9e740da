#include "platform/log/log.h"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "platform/log/line.h"
#include "support/temp_folder.h"

namespace rapport::log {
namespace {

const Instant kNow{1'767'225'600'000'042};

std::string read(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("A text line has time, level, message and fields") {
  CHECK(text_line(kNow, Level::info, "request", {{"status", 200}, {"path", "/api"}}) ==
        "2026-01-01T00:00:00.000042Z info request status=200 path=/api");
}

TEST_CASE("A field cannot forge a line or another field") {
  CHECK(text_line(kNow, Level::error, "a\nb", {{"path", "x\ny=\"1\""}}) ==
        "2026-01-01T00:00:00.000042Z error a b path=\"x\\u000ay=\\\"1\\\"\"");
}

TEST_CASE("A JSON line is valid JSON whatever bytes a field holds") {
  CHECK(json_line(kNow, Level::warning, "m", {{"v", std::string("\"\\\x01\xff\xc3\xa9\xed\xa0\x80", 9)}}) ==
        "{\"time\":\"2026-01-01T00:00:00.000042Z\",\"level\":\"warning\",\"message\":\"m\","
        "\"v\":\"\\\"\\\\\\u0001\xEF\xBF\xBD\xc3\xa9\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"}");
}

TEST_CASE("Lines below the level are not written and lines of several threads do not mix") {
  tests::TempFolder folder;
  const auto file = folder.path() / "log";
  {
    Log log({.level = Level::warning, .is_json = false, .file = file.string()});
    log.info("hidden");
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([&log] {
        for (int i = 0; i < 100; ++i)
          log.warning("shown", {{"i", i}});
      });
    for (auto& thread : threads)
      thread.join();
  }
  std::istringstream lines(read(file));
  std::string line;
  int count = 0;
  while (std::getline(lines, line)) {
    ++count;
    CHECK(line.find(" warning shown i=") == 27);
  }
  CHECK(count == 400);
}

TEST_CASE("A log file that cannot be opened does not stop the program") {
  Log log({.level = Level::error, .is_json = false, .file = "/proc/nowhere/log"});
  log.info("still works");
}

}  // namespace rapport::log
