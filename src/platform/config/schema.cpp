#include <algorithm>
#include <cctype>
#include <iterator>

#include "platform/config/config_file.h"
#include "platform/config/value_text.h"

namespace rapport::config {

void Schema::add(Setting setting) {
  for (const Setting& other : settings_)
    RAPPORT_CHECK(variable_of(other.key) != variable_of(setting.key));
  settings_.push_back(std::move(setting));
}

void Schema::flag(std::string key, bool& target, std::string doc) {
  Setting setting{std::move(key), std::move(doc), target, 0, 0, {}, {}};
  setting.set = [&target](const Value& value) { target = std::get<bool>(value); };
  add(std::move(setting));
}

void Schema::number(std::string key, double& target, double low, double high, std::string doc) {
  Setting setting{std::move(key), std::move(doc), target, low, high, {}, {}};
  setting.set = [&target](const Value& value) { target = std::get<double>(value); };
  add(std::move(setting));
}

void Schema::duration(std::string key, Duration& target, Duration low, Duration high, std::string doc) {
  Setting setting{std::move(key),
                  std::move(doc),
                  target,
                  static_cast<double>(low.us) / 1e6,
                  static_cast<double>(high.us) / 1e6,
                  {},
                  {}};
  setting.set = [&target](const Value& value) { target = std::get<Duration>(value); };
  add(std::move(setting));
}

void Schema::text(std::string key, std::string& target, std::string doc, std::vector<std::string> choices) {
  Setting setting{std::move(key), std::move(doc), target, 0, 0, std::move(choices), {}};
  setting.set = [&target](const Value& value) { target = std::get<std::string>(value); };
  add(std::move(setting));
}

void Schema::path(std::string key, std::filesystem::path& target, std::string doc) {
  Setting setting{std::move(key), std::move(doc), target.string(), 0, 0, {}, {}};
  setting.set = [&target](const Value& value) { target = std::get<std::string>(value); };
  add(std::move(setting));
}

void Schema::list(std::string key, std::vector<std::string>& target, std::string doc) {
  Setting setting{std::move(key), std::move(doc), target, 0, 0, {}, {}};
  setting.set = [&target](const Value& value) { target = std::get<std::vector<std::string>>(value); };
  add(std::move(setting));
}

std::string Schema::variable_of(const std::string& key) const {
  std::string name = environment_prefix_;
  for (const char c : key)
    name += c == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return name;
}

std::string example(const Schema& schema) {
  std::string out, section;
  for (const Setting& setting : schema.settings()) {
    const std::size_t dot = setting.key.rfind('.');
    const std::string its_section = dot == std::string::npos ? "" : setting.key.substr(0, dot);
    if (its_section != section) {
      section = its_section;
      const auto doc = schema.sections().find(section);
      out += "\n\n";
      if (doc != schema.sections().end()) out += "# " + doc->second + "\n";
      out += "[" + section + "]";
    }
    out += "\n\n# " + setting.doc + "\n# " + expectation(setting) + "; " + schema.variable_of(setting.key) +
           "\n#" + setting.key.substr(dot == std::string::npos ? 0 : dot + 1) + " = " +
           toml_text(setting.fallback);
  }
  const std::size_t first = out.find_first_not_of('\n');
  return first == std::string::npos ? std::string() : out.substr(first) + "\n";
}

}  // namespace rapport::config
