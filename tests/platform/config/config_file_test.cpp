#include "platform/config/config_file.h"

#include <doctest/doctest.h>
#include <stdlib.h>
#include <unistd.h>

#include <fstream>

namespace rapport::config {
namespace {

struct Options {
  std::uint16_t port = 8080;
  std::string address = "127.0.0.1";
  std::string level = "info";
  bool is_json = false;
  double ratio = 0.5;
  Duration timeout = seconds(10);
  std::filesystem::path folder = "data";
  std::vector<std::string> proxies;
};

Schema schema_of(Options& options) {
  Schema schema("RAPPORT_");
  schema.path("folder", options.folder, "Where everything is kept.");
  schema.section("http", "The web server.");
  schema.integer("http.port", options.port, 0, 65535, "Where it listens.");
  schema.text("http.address", options.address, "On which address.");
  schema.duration("http.header_timeout", options.timeout, milliseconds(100), minutes(5),
                  "How long a header may take.");
  schema.list("http.trusted_proxies", options.proxies, "Who is believed.");
  schema.section("log", "What is written down.");
  schema.text("log.level", options.level, "How much.", {"debug", "info", "warning", "error"});
  schema.flag("log.json", options.is_json, "As JSON.");
  schema.number("log.ratio", options.ratio, 0, 1, "How many of them.");
  return schema;
}

std::string mistake(std::string_view text, const Environment& environment = {}) {
  Options options;
  const auto loaded = load_text(schema_of(options), text, "rapport.toml", environment);
  CHECK(options.port == 8080);  // nothing is set when something is wrong
  return loaded ? "" : loaded.error().detail;
}

}  // namespace

TEST_CASE("A file sets what it names and leaves the rest") {
  Options options;
  REQUIRE(load_text(schema_of(options), R"(
folder = "/srv"
[http]
port = 80
header_timeout = "250ms"
trusted_proxies = ["10.0.0.1", "10.0.0.2"]
[log]
level = "error"
json = true
ratio = 1
)",
                    "rapport.toml", {}));
  CHECK(options.port == 80);
  CHECK(options.folder == "/srv");
  CHECK(options.timeout == milliseconds(250));
  CHECK(options.proxies == std::vector<std::string>{"10.0.0.1", "10.0.0.2"});
  CHECK(options.level == "error");
  CHECK(options.is_json);
  CHECK(options.ratio == 1.0);
  CHECK(options.address == "127.0.0.1");
}

TEST_CASE("The environment wins over the file") {
  Options options;
  REQUIRE(load_text(schema_of(options), "http.port = 80", "rapport.toml",
                    {{"RAPPORT_HTTP_PORT", "90"},
                     {"RAPPORT_HTTP_TRUSTED_PROXIES", "a, b"},
                     {"RAPPORT_LOG_JSON", "true"},
                     {"RAPPORT_HTTP_HEADER_TIMEOUT", "2m"},
                     {"HOME", "/root"}}));
  CHECK(options.port == 90);
  CHECK(options.proxies == std::vector<std::string>{"a", "b"});
  CHECK(options.is_json);
  CHECK(options.timeout == minutes(2));
}

TEST_CASE("A wrong value names file, line and key, and says what was expected") {
  CHECK(mistake("\n[http]\nport = \"abc\"") ==
        "rapport.toml:3: http.port: expected integer between 0 and 65535, got string \"abc\"");
  CHECK(mistake("http.port = 65536") ==
        "rapport.toml:1: http.port: expected integer between 0 and 65535, got integer 65536");
  CHECK(mistake("http.port = 1.5") ==
        "rapport.toml:1: http.port: expected integer between 0 and 65535, got number 1.5");
  CHECK(mistake("log.json = 1") == "rapport.toml:1: log.json: expected true or false, got integer 1");
  CHECK(mistake("log.ratio = 2") ==
        "rapport.toml:1: log.ratio: expected number between 0 and 1, got integer 2");
  CHECK(mistake("log.level = \"loud\"") ==
        "rapport.toml:1: log.level: expected one of \"debug\", \"info\", \"warning\", \"error\", got string "
        "\"loud\"");
  CHECK(mistake("http.header_timeout = \"10\"") ==
        "rapport.toml:1: http.header_timeout: expected duration between \"100ms\" and \"5m\", got string "
        "\"10\"");
  CHECK(mistake("http.trusted_proxies = [1]") ==
        "rapport.toml:1: http.trusted_proxies: expected list of strings, got a list");
  CHECK(mistake("http = 1") == "rapport.toml:1: http: unknown key");
  CHECK(mistake("[log.level]") ==
        "rapport.toml:1: log.level: expected one of \"debug\", \"info\", \"warning\", \"error\", got a "
        "section");
}

TEST_CASE("An unknown key, section or variable is a mistake, with the nearest name beside it") {
  CHECK(mistake("[http]\nprot = 1") == "rapport.toml:2: http.prot: unknown key, did you mean http.port?");
  CHECK(mistake("port = 1") == "rapport.toml:1: port: unknown key, did you mean http.port?");
  CHECK(mistake("[htp]\nport = 1") == "rapport.toml:1: htp: unknown section, did you mean [http]?");
  CHECK(mistake("zzzzzzzz = 1") == "rapport.toml:1: zzzzzzzz: unknown key");
  CHECK(mistake("", {{"RAPPORT_HTTP_PROT", "1"}}) ==
        "RAPPORT_HTTP_PROT: unknown variable, did you mean RAPPORT_HTTP_PORT?");
  CHECK(mistake("", {{"RAPPORT_HTTP_PORT", "abc"}}) ==
        "RAPPORT_HTTP_PORT: expected integer between 0 and 65535, got \"abc\"");
}

TEST_CASE("All mistakes are found in one go") {
  const std::string text = mistake("[http]\nport = -1\nx = 1\n", {{"RAPPORT_LOG_JSON", "maybe"}});
  CHECK(text ==
        "rapport.toml:2: http.port: expected integer between 0 and 65535, got integer -1\n"
        "rapport.toml:3: http.x: unknown key\n"
        "RAPPORT_LOG_JSON: expected true or false, got \"maybe\"");
}

TEST_CASE("Text that is not TOML names file and line") {
  CHECK(mistake("[http]\nport = = 1").starts_with("rapport.toml:2: "));
}

TEST_CASE("A file that cannot be read is named") {
  Options options;
  const auto loaded = load(schema_of(options), "/nowhere/rapport.toml", {});
  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().detail == "/nowhere/rapport.toml: cannot be read: No such file or directory");
}

TEST_CASE("The example holds every setting and is itself a valid file") {
  Options options;
  const Schema schema = schema_of(options);
  std::string text = example(schema);
  CHECK(text.find("# Where it listens.\n# integer between 0 and 65535; RAPPORT_HTTP_PORT\n#port = 8080\n") !=
        std::string::npos);
  CHECK(text.find("# The web server.\n[http]\n") != std::string::npos);
  std::size_t at = 0;
  while ((at = text.find("\n#", at)) != std::string::npos) {  // put every default into force
    ++at;
    if (text[at + 1] != ' ') text.erase(at, 1);
  }
  REQUIRE(load_text(schema, text, "example", {}));
  CHECK(options.timeout == seconds(10));
}

TEST_CASE("The process environment is read by prefix") {
  ::setenv("RAPPORTTEST_A", "1=2", 1);
  CHECK(environment("RAPPORTTEST_") == Environment{{"RAPPORTTEST_A", "1=2"}});
  ::unsetenv("RAPPORTTEST_A");
}

}  // namespace rapport::config
