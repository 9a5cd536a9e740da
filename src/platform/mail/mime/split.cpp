#include "platform/mail/mime/split.h"

#include <fmt/format.h>

namespace rapport::mail {
namespace {

constexpr std::size_t boundary_max = 1'000;

struct Splitting {
  const ParseLimits& limits;
  Problems& problems;
  std::size_t parts = 0;
  bool has_too_many = false;
};

struct Delimiter {
  std::size_t begin = std::string_view::npos;  // of what belongs to it: the line end before "--"
  std::size_t after = 0;                       // of the line that follows
  bool is_last = false;
};

// The next line "--boundary" or "--boundary--" at or after `from`.
Delimiter next_delimiter(std::string_view body, const std::string& dashed, std::size_t from) {
  for (std::size_t at = body.find(dashed, from); at != std::string_view::npos;
       at = body.find(dashed, at + 1)) {
    if (at > 0 && body[at - 1] != '\n') continue;
    std::size_t end = at + dashed.size();
    const bool is_last = body.substr(end, 2) == "--";
    if (is_last) end += 2;
    while (end < body.size() && (body[end] == ' ' || body[end] == '\t' || body[end] == '\r'))
      ++end;
    if (end < body.size() && body[end] != '\n') continue;  // another boundary that begins alike
    Delimiter found;
    found.begin = at;
    if (found.begin > from && body[found.begin - 1] == '\n') --found.begin;
    if (found.begin > from && body[found.begin - 1] == '\r') --found.begin;
    found.after = end < body.size() ? end + 1 : end;
    found.is_last = is_last;
    return found;
  }
  return {};
}

// What separates the parts when the header does not say: the first line that looks like it.
std::string guessed_boundary(std::string_view body) {
  std::size_t at = 0;
  for (int lines = 0; lines < 50 && at < body.size(); ++lines) {
    const std::size_t end = std::min(body.find('\n', at), body.size());
    std::string_view line = body.substr(at, end - at);
    while (!line.empty() && static_cast<unsigned char>(line.back()) <= ' ')
      line.remove_suffix(1);
    if (line.size() > 4 && line.size() <= 80 && line.starts_with("--") &&
        line.find(' ') == std::string_view::npos)
      return std::string(line.substr(2));
    at = end + 1;
  }
  return {};
}

Part read_part(std::string_view bytes, std::string_view default_type, std::size_t depth,
               Splitting& splitting);

void read_multipart(Part& part, std::size_t depth, Splitting& splitting) {
  std::string boundary = part.type.parameter("boundary");
  if (boundary.empty() || boundary.size() > boundary_max) {
    boundary = guessed_boundary(part.body);
    splitting.problems.add(ProblemKind::bad_multipart, "a multipart does not say what separates its parts");
    if (boundary.empty()) return;
  }
  const std::string dashed = "--" + boundary;
  const std::string_view default_type =
      part.type.value == "multipart/digest" ? "message/rfc822" : "text/plain";
  Delimiter here = next_delimiter(part.body, dashed, 0);
  if (here.begin == std::string_view::npos) {
    const std::string guessed = guessed_boundary(part.body);
    splitting.problems.add(ProblemKind::bad_multipart, "the boundary of a multipart does not occur in it");
    if (guessed.empty() || guessed == boundary || !part.type.parameters.contains("boundary")) return;
    part.type.parameters["boundary"] = guessed;
    return read_multipart(part, depth, splitting);
  }
  while (!here.is_last) {
    const Delimiter next = next_delimiter(part.body, dashed, here.after);
    const bool is_open = next.begin == std::string_view::npos;
    const std::size_t end = is_open ? part.body.size() : std::max(next.begin, here.after);
    // The dashes of the last delimiter are often forgotten; nothing follows it then.
    if (is_open && here.after >= part.body.size()) break;
    if (splitting.parts >= splitting.limits.parts_max) {
      if (!splitting.has_too_many)
        splitting.problems.add(ProblemKind::too_many_parts,
                               fmt::format("more than {} parts", splitting.limits.parts_max));
      splitting.has_too_many = true;
      return;
    }
    part.parts.push_back(
        read_part(part.body.substr(here.after, end - here.after), default_type, depth + 1, splitting));
    if (is_open) {
      splitting.problems.add(ProblemKind::bad_multipart, "a multipart has no end");
      return;
    }
    here = next;
  }
}

Part read_part(std::string_view bytes, std::string_view default_type, std::size_t depth,
               Splitting& splitting) {
  ++splitting.parts;
  Part part;
  part.header = split_header(bytes, splitting.limits, splitting.problems);
  part.body = part.header.rest;
  part.type = read_type(part.header.value("content-type"));
  if (part.type.value.empty()) part.type.value = default_type;
  const Parametrised disposition = read_disposition(part.header.value("content-disposition"));
  part.disposition = disposition.value;
  part.file_name = disposition.parameter("filename");
  if (part.file_name.empty()) part.file_name = part.type.parameter("name");
  if (!part.type.value.starts_with("multipart/")) return part;
  if (depth >= splitting.limits.depth_max) {
    splitting.problems.add(ProblemKind::too_deep,
                           fmt::format("parts lie more than {} deep", splitting.limits.depth_max));
    part.disposition = "attachment";
    return part;
  }
  read_multipart(part, depth, splitting);
  return part;
}

}  // namespace

Part split_parts(std::string_view bytes, const ParseLimits& limits, Problems& problems) {
  Splitting splitting{limits, problems};
  return read_part(bytes, "text/plain", 0, splitting);
}

}  // namespace rapport::mail
