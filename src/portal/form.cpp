#include "portal/form.h"

#include "base/utf8.h"
#include "platform/http/header_values.h"
#include "platform/http/target.h"

namespace rapport::portal {
namespace {

constexpr std::size_t head_bytes_max = 4'096;  // of one part

tl::unexpected<Error> bad_form(const char* why) {
  return fail(ErrorCode::invalid, "bad_form", why);
}

bool is_clean(std::string_view text) {
  return is_utf8(text) && text.find('\0') == std::string_view::npos;
}

Result<SentForm> read_encoded(std::string_view body) {
  SentForm form;
  while (!body.empty()) {
    const auto end = body.find('&');
    const std::string_view pair = body.substr(0, end);
    body = end == std::string_view::npos ? std::string_view() : body.substr(end + 1);
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    auto name = http::percent_decoded(pair.substr(0, equals), true);
    auto value = http::percent_decoded(
        equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1), true);
    if (!name || !value || !is_clean(*name) || !is_clean(*value)) return bad_form("a value cannot be read");
    if (form.values.size() >= form_fields_max) return bad_form("too many fields");
    form.values.emplace_back(std::move(*name), std::move(*value));
  }
  return form;
}

// name="value", where browsers write %22 for a quotation mark inside.
std::string parameter(std::string_view header, std::string_view name) {
  const std::string wanted = std::string(name) + "=";
  for (const std::string_view member : http::list_members(header, ';')) {
    if (!member.starts_with(wanted)) continue;
    std::string_view value = member.substr(wanted.size());
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
      value = value.substr(1, value.size() - 2);
    std::string text;
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (value.substr(i, 3) == "%22") {
        text.push_back('"');
        i += 2;
      } else {
        text.push_back(value[i]);
      }
    }
    return text;
  }
  return "";
}

struct Part {
  std::string name, file_name;
  bool is_file = false;
  std::string_view body;
};

Result<Part> read_part(std::string_view text) {
  const auto end = text.find("\r\n\r\n");
  if (end == std::string_view::npos || end > head_bytes_max) return bad_form("a part has no head");
  Part part;
  part.body = text.substr(end + 4);
  std::string_view head = text.substr(0, end);
  while (!head.empty()) {
    const auto line_end = head.find("\r\n");
    const std::string_view line = head.substr(0, line_end);
    head = line_end == std::string_view::npos ? std::string_view() : head.substr(line_end + 2);
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return bad_form("a part's head cannot be read");
    if (http::lower_case(line.substr(0, colon)) != "content-disposition") continue;
    const std::string_view value = line.substr(colon + 1);
    part.name = parameter(value, "name");
    part.file_name = parameter(value, "filename");
    part.is_file = value.find("filename=") != std::string_view::npos;
  }
  if (part.name.empty()) return bad_form("a part has no name");
  return part;
}

Result<SentForm> read_parts(std::string_view boundary, std::string_view body) {
  if (boundary.empty() || boundary.size() > 70) return bad_form("there is no boundary");
  const std::string first = "--" + std::string(boundary);
  const std::string next = "\r\n" + first;
  if (!body.starts_with(first)) return bad_form("it does not begin with its boundary");
  body.remove_prefix(first.size());
  SentForm form;
  while (!body.starts_with("--")) {
    if (!body.starts_with("\r\n")) return bad_form("a boundary is not at the end of its line");
    body.remove_prefix(2);
    const auto end = body.find(next);
    if (end == std::string_view::npos) return bad_form("it is cut off");
    auto part = read_part(body.substr(0, end));
    if (!part) return tl::unexpected<Error>(part.error());
    body.remove_prefix(end + next.size());
    if (!is_clean(part->name) || !is_clean(part->file_name)) return bad_form("a name cannot be read");
    if (part->is_file) {
      if (part->file_name.empty() && part->body.empty()) continue;
      if (form.files.size() >= form_files_max) return bad_form("too many files");
      form.files.push_back({std::move(part->name), std::move(part->file_name), std::string(part->body)});
      continue;
    }
    if (!is_clean(part->body)) return bad_form("a value cannot be read");
    if (form.values.size() >= form_fields_max) return bad_form("too many fields");
    form.values.emplace_back(std::move(part->name), std::string(part->body));
  }
  return form;
}

}  // namespace

Result<SentForm> read_form(const std::string& content_type, std::string_view body) {
  const std::string_view type =
      http::trimmed(std::string_view(content_type).substr(0, content_type.find(';')));
  if (http::lower_case(type) == "application/x-www-form-urlencoded") return read_encoded(body);
  if (http::lower_case(type) == "multipart/form-data")
    return read_parts(parameter(content_type, "boundary"), body);
  return bad_form("this is no form");
}

}  // namespace rapport::portal
