#include "platform/config/config_file.h"

#include <fmt/format.h>
#include <toml++/toml.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "platform/config/value_text.h"

namespace rapport::config {
namespace {

// What was found, before anything is set: all of it, or nothing.
class Findings {
 public:
  explicit Findings(const Schema& schema) : schema_(schema) {
    for (const Setting& setting : schema.settings()) {
      by_key_[setting.key] = &setting;
      keys_.push_back(setting.key);
    }
  }

  void read_file(const toml::table& table, const std::string& file_name) {
    file_name_ = file_name;
    read_table(table, "");
  }
  void read_environment(const Environment& environment);
  void complain(std::string where, std::string what) {
    issues_.push_back({std::move(where), std::move(what)});
  }
  Result<void> apply() const;

 private:
  void read_table(const toml::table& table, const std::string& prefix);
  void read_node(const toml::node& node, const std::string& key);
  std::string place_of(const toml::node& node) const {
    return file_name_ + ":" + std::to_string(node.source().begin.line);
  }
  bool is_section(const std::string& name) const;
  std::string suggestion(const std::string& key) const;

  const Schema& schema_;
  std::map<std::string, const Setting*> by_key_;
  std::vector<std::string> keys_;
  std::string file_name_;
  std::map<std::string, Value> values_;
  std::vector<Issue> issues_;
};

std::string text_of(const toml::node& node) {
  if (const auto text = node.value_exact<std::string>()) return "string " + quoted_text(*text);
  if (const auto integer = node.value_exact<std::int64_t>()) return "integer " + std::to_string(*integer);
  if (const auto number = node.value_exact<double>()) return fmt::format("number {}", *number);
  if (const auto flag = node.value_exact<bool>()) return *flag ? "true" : "false";
  if (node.is_table()) return "a section";
  if (node.is_array()) return "a list";
  return "a date or time";
}

std::optional<Value> list_of(const toml::node& node) {
  const toml::array* array = node.as_array();
  if (!array) return std::nullopt;
  std::vector<std::string> texts;
  for (const toml::node& element : *array) {
    const auto text = element.value_exact<std::string>();
    if (!text) return std::nullopt;
    texts.push_back(*text);
  }
  return Value(std::move(texts));
}

// The node as the kind of value its setting has; empty when it is another kind. Integers are numbers too.
std::optional<Value> value_of(const Setting& setting, const toml::node& node) {
  const Value& kind = setting.fallback;
  if (std::holds_alternative<bool>(kind)) {
    if (const auto flag = node.value_exact<bool>()) return Value(*flag);
  } else if (std::holds_alternative<std::int64_t>(kind)) {
    if (const auto integer = node.value_exact<std::int64_t>()) return Value(*integer);
  } else if (std::holds_alternative<double>(kind)) {
    if (const auto integer = node.value_exact<std::int64_t>()) return Value(static_cast<double>(*integer));
    if (const auto number = node.value_exact<double>()) return Value(*number);
  } else if (std::holds_alternative<std::vector<std::string>>(kind)) {
    return list_of(node);
  } else if (const auto text = node.value_exact<std::string>()) {
    return parse_value(setting, *text);
  }
  return std::nullopt;
}

bool Findings::is_section(const std::string& name) const {
  return std::any_of(keys_.begin(), keys_.end(),
                     [&](const std::string& key) { return key.starts_with(name + "."); });
}

std::string Findings::suggestion(const std::string& key) const {
  const std::string near = nearest(key, keys_);
  return near.empty() ? "" : ", did you mean " + near + "?";
}

void Findings::read_table(const toml::table& table, const std::string& prefix) {
  for (const auto& [name, node] : table) {
    const std::string key = prefix + std::string(name.str());
    const toml::table* inner = node.as_table();
    if (inner && is_section(key))
      read_table(*inner, key + ".");
    else
      read_node(node, key);
  }
}

void Findings::read_node(const toml::node& node, const std::string& key) {
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) {
    std::vector<std::string> sections;
    for (const std::string& known : keys_)
      if (known.find('.') != std::string::npos) sections.push_back(known.substr(0, known.rfind('.')));
    const std::string near = node.is_table() ? nearest(key, sections) : "";
    complain(place_of(node), node.is_table() ? key + ": unknown section" +
                                                   (near.empty() ? "" : ", did you mean [" + near + "]?")
                                             : key + ": unknown key" + suggestion(key));
    return;
  }
  auto value = value_of(*found->second, node);
  if (value && is_allowed(*found->second, *value))
    values_[key] = std::move(*value);
  else
    complain(place_of(node), key + ": expected " + expectation(*found->second) + ", got " + text_of(node));
}

void Findings::read_environment(const Environment& environment) {
  std::map<std::string, const Setting*> by_variable;
  std::vector<std::string> variables;
  for (const Setting& setting : schema_.settings()) {
    variables.push_back(schema_.variable_of(setting.key));
    by_variable[variables.back()] = &setting;
  }
  for (const auto& [name, text] : environment) {
    if (!name.starts_with(schema_.environment_prefix())) continue;
    const auto found = by_variable.find(name);
    if (found == by_variable.end()) {
      const std::string near = nearest(name, variables);
      complain(name, "unknown variable" + (near.empty() ? "" : ", did you mean " + near + "?"));
      continue;
    }
    auto value = parse_value(*found->second, text);
    if (value && is_allowed(*found->second, *value))
      values_[found->second->key] = std::move(*value);
    else
      complain(name, "expected " + expectation(*found->second) + ", got " + quoted_text(text));
  }
}

Result<void> Findings::apply() const {
  if (issues_.empty()) {
    for (const auto& [key, value] : values_)
      by_key_.at(key)->set(value);
    return {};
  }
  std::string detail;
  for (const Issue& issue : issues_) {
    if (!detail.empty()) detail += '\n';
    detail += issue.where + ": " + issue.what;
  }
  return fail(ErrorCode::invalid, "bad_config", std::move(detail), issues_);
}

}  // namespace

Environment environment(std::string_view prefix) {
  Environment found;
  for (char** entry = environ; *entry; ++entry) {
    const std::string_view text = *entry;
    const std::size_t equals = text.find('=');
    if (equals != std::string_view::npos && text.starts_with(prefix))
      found[std::string(text.substr(0, equals))] = text.substr(equals + 1);
  }
  return found;
}

Result<void> load_text(const Schema& schema, std::string_view text, const std::string& file_name,
                       const Environment& environment) {
  Findings findings(schema);
  try {
    const toml::table table = toml::parse(text, file_name);
    findings.read_file(table, file_name);
  } catch (const toml::parse_error& error) {
    findings.complain(file_name + ":" + std::to_string(error.source().begin.line),
                      std::string(error.description()));
  }
  findings.read_environment(environment);
  return findings.apply();
}

Result<void> load(const Schema& schema, const std::filesystem::path& file, const Environment& environment) {
  if (file.empty()) return load_text(schema, "", "", environment);
  errno = 0;
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  if (in) text << in.rdbuf();
  if (!in)
    return fail(ErrorCode::invalid, "no_config",
                file.string() + ": cannot be read: " + std::strerror(errno != 0 ? errno : EIO));
  return load_text(schema, text.str(), file.string(), environment);
}

}  // namespace rapport::config
