// The mails of a public corpus (mail-parser's, with their expected structure), where they lie:
// RAPPORT_DATA/mime/rfc, by default
// ../shared/data. None of them is in the repository.
#include <doctest/doctest.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>

#include "platform/mail/mime/parse.h"

namespace rapport::mail {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

// How many numbers the list of this name has at the top of the expectation.
std::size_t count_of(const std::string& json, const std::string& list) {
  const std::size_t at = json.find("\"" + list + "\": [");
  if (at == std::string::npos) return 0;
  const std::string inner = json.substr(at, json.find(']', at) - at);
  return static_cast<std::size_t>(std::count(inner.begin(), inner.end(), '\n')) -
         (inner.find('\n') == std::string::npos ? 0 : 1);
}

}  // namespace

TEST_CASE("the mails of the public corpus have the parts that they should") {
  const char* data = std::getenv("RAPPORT_DATA");
  const fs::path folder = fs::path(data != nullptr ? data : "../shared/data") / "mime" / "rfc";
  if (!fs::exists(folder)) {
    std::fprintf(stderr, "SKIPPED: the public corpus of mails, because %s is not there\n", folder.c_str());
    return;
  }
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".eml") continue;
    CAPTURE(entry.path().filename().string());
    const Message mail = parse(content_of(entry.path()));
    const std::string json = content_of(fs::path(entry.path()).replace_extension(".json"));
    CHECK(mail.attachments.size() == count_of(json, "attachments"));
    CHECK(mail.text.empty() == (count_of(json, "text_body") == 0 || !mail.is_text_whole));
  }
}

}  // namespace rapport::mail
