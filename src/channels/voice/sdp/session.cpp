#include "channels/voice/sdp/session.h"

#include <fmt/format.h>

#include <charconv>

#include "channels/voice/sdp/words.h"

namespace rapport::sdp {
namespace {

const std::string* find_in(const std::vector<Attribute>& attributes, std::string_view name) {
  for (const Attribute& attribute : attributes)
    if (attribute.name == name) return &attribute.value;
  return nullptr;
}

// "IN IP4 192.0.2.1/127" -> the address, empty when it is none.
std::string connection_address(std::string_view value) {
  if (take_word(value) != "IN") return {};
  const std::string_view family = take_word(value);
  if (family != "IP4" && family != "IP6") return {};
  const std::string_view address = take_word(value);
  return std::string(address.substr(0, address.find('/')));
}

bool read_section(std::string_view value, Section& section) {
  section.kind = take_word(value);
  std::string_view port = take_word(value);
  port = port.substr(0, port.find('/'));
  section.transport = take_word(value);
  if (section.kind.empty() || section.transport.empty() || !read_number(port, section.port)) return false;
  while (section.formats.size() < formats_max) {
    const std::string_view format = take_word(value);
    if (format.empty()) break;
    section.formats.emplace_back(format);
  }
  return !section.formats.empty() && value.empty();
}

bool read_origin(std::string_view value, Session& session) {
  session.user = take_word(value);
  session.id = take_word(value);
  session.version = take_word(value);
  session.origin_address = connection_address(value);
  return !session.version.empty();
}

tl::unexpected<Error> malformed(std::size_t line_number, std::string_view why) {
  return fail(ErrorCode::invalid, "sdp_malformed", fmt::format("line {}: {}", line_number, why));
}

void write_attributes(std::string& out, const std::vector<Attribute>& attributes) {
  for (const Attribute& attribute : attributes) {
    out += "a=" + attribute.name;
    if (!attribute.value.empty()) out += ":" + attribute.value;
    out += "\r\n";
  }
}

std::string connection(std::string_view address) {
  return fmt::format("IN {} {}", address.find(':') == std::string_view::npos ? "IP4" : "IP6", address);
}

}  // namespace

const std::string* Section::find(std::string_view attribute) const {
  return find_in(attributes, attribute);
}

const std::string* Session::find(std::string_view attribute) const {
  return find_in(attributes, attribute);
}

Result<Session> parse(std::string_view text) {
  if (text.size() > bytes_max)
    return fail(ErrorCode::too_large, "sdp_too_large",
                fmt::format("{} bytes, {} allowed", text.size(), bytes_max));
  Session session;
  bool has_version = false;
  std::size_t line_number = 0;
  while (!text.empty()) {
    std::string_view line = take_line(text);
    ++line_number;
    if (line.empty()) continue;
    if (line.size() < 2 || line[1] != '=') return malformed(line_number, "not <letter>=<value>");
    if (line.find('\0') != std::string_view::npos) return malformed(line_number, "a zero byte");
    const char type = line[0];
    const std::string_view value = line.substr(2);
    if (!has_version && type != 'v') return malformed(line_number, "v= must come first");
    if (type == 'v') {
      if (has_version || value != "0") return malformed(line_number, "not version 0");
      has_version = true;
    } else if (type == 'o') {
      if (!session.sections.empty() || !read_origin(value, session)) return malformed(line_number, "o=");
    } else if (type == 's') {
      session.name = value.empty() ? "-" : std::string(value);
    } else if (type == 'c') {
      const std::string address = connection_address(value);
      if (address.empty()) return malformed(line_number, "c=");
      (session.sections.empty() ? session.address : session.sections.back().address) = address;
    } else if (type == 'm') {
      if (session.sections.size() == sections_max) return malformed(line_number, "too many m= sections");
      if (!read_section(value, session.sections.emplace_back())) return malformed(line_number, "m=");
    } else if (type == 'a') {
      auto& attributes = session.sections.empty() ? session.attributes : session.sections.back().attributes;
      if (attributes.size() == attributes_max) return malformed(line_number, "too many a= lines");
      const std::size_t colon = value.find(':');
      if (value.empty() || colon == 0) return malformed(line_number, "a=");
      attributes.push_back({std::string(value.substr(0, colon)), colon == std::string_view::npos
                                                                     ? std::string()
                                                                     : std::string(value.substr(colon + 1))});
    }
  }
  if (!has_version) return malformed(line_number, "empty");
  return session;
}

std::string write(const Session& session) {
  std::string out = fmt::format(
      "v=0\r\no={} {} {} {}\r\ns={}\r\n", session.user, session.id, session.version,
      connection(session.origin_address.empty() ? "0.0.0.0" : session.origin_address), session.name);
  if (!session.address.empty()) out += "c=" + connection(session.address) + "\r\n";
  out += "t=0 0\r\n";
  write_attributes(out, session.attributes);
  for (const Section& section : session.sections) {
    out += fmt::format("m={} {} {}", section.kind, section.port, section.transport);
    for (const std::string& format : section.formats)
      out += " " + format;
    out += "\r\n";
    if (!section.address.empty()) out += "c=" + connection(section.address) + "\r\n";
    write_attributes(out, section.attributes);
  }
  return out;
}

}  // namespace rapport::sdp
