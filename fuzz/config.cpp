// Any text as a configuration file and as variables: an error or settings within their bounds, never a crash.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "platform/config/config_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rapport;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::uint16_t port = 80;
  std::string level = "info";
  bool is_json = false;
  double ratio = 0.5;
  Duration timeout = seconds(1);
  std::vector<std::string> list;
  config::Schema schema("RAPPORT_");
  schema.integer("http.port", port, 1, 1000, "");
  schema.duration("http.timeout", timeout, seconds(1), minutes(1), "");
  schema.list("http.list", list, "");
  schema.text("log.level", level, "", {"info", "error"});
  schema.flag("log.json", is_json, "");
  schema.number("log.ratio", ratio, 0, 1, "");
  const auto from_file = config::load_text(schema, text, "fuzz.toml", {});
  RAPPORT_CHECK(from_file || !from_file.error().issues.empty());
  const std::string value(text);
  (void)config::load_text(schema, "", "", {{"RAPPORT_HTTP_PORT", value}, {"RAPPORT_LOG_RATIO", value}});
  (void)config::load_text(schema, "", "", {{"RAPPORT_HTTP_TIMEOUT", value}, {"RAPPORT_HTTP_LIST", value}});
  (void)config::load_text(schema, "", "", {{"RAPPORT_" + value, value}});
  RAPPORT_CHECK(port >= 1 && port <= 1000 && ratio >= 0 && ratio <= 1);
  RAPPORT_CHECK(timeout >= seconds(1) && timeout <= minutes(1) && (level == "info" || level == "error"));
  return 0;
}
