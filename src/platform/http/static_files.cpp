#include "platform/http/static_files.h"

#include <algorithm>
#include <optional>
#include <system_error>

#include "platform/http/header_values.h"
#include "platform/http/media_types.h"

namespace rapport::http {
namespace {

namespace fs = std::filesystem;

bool is_plain_name(const std::string& name) {
  return !name.empty() && name.front() != '.' &&
         name.find_first_of(std::string_view("/\\\0", 3)) == std::string::npos;
}

// The regular file, with every symbolic link followed, when it lies below `folder`.
std::optional<fs::path> file_below(const fs::path& folder, const fs::path& relative) {
  std::error_code error;
  const fs::path root = fs::canonical(folder, error);
  if (error) return std::nullopt;
  const fs::path file = fs::canonical(root / relative, error);
  if (error || !fs::is_regular_file(file, error)) return std::nullopt;
  if (std::mismatch(root.begin(), root.end(), file.begin(), file.end()).first != root.end())
    return std::nullopt;
  return file;
}

std::optional<fs::path> find(const FilesRoute& route, const std::vector<std::string>& segments) {
  fs::path relative;
  bool is_folder = true;
  for (const std::string& segment : segments) {
    is_folder = segment.empty();
    if (is_folder) continue;
    if (!is_plain_name(segment)) return std::nullopt;
    relative /= segment;
  }
  if (is_folder) {
    if (const auto index = file_below(route.folder, relative / "index.html")) return index;
  } else if (const auto file = file_below(route.folder, relative)) {
    return file;
  }
  if (route.fallback.empty() || relative.has_extension()) return std::nullopt;
  return file_below(route.folder, route.fallback);
}

bool is_hash_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

}  // namespace

bool is_immutable_name(const std::vector<std::string>& segments) {
  if (segments.size() < 2 || std::find(segments.begin(), segments.end() - 1, "assets") == segments.end() - 1)
    return false;
  const std::string stem = segments.back().substr(0, segments.back().find('.'));
  constexpr std::size_t kHashLength = 8;  // what Vite appends, base64url: it may hold "-" itself
  return stem.size() > kHashLength + 1 && stem[stem.size() - kHashLength - 1] == '-' &&
         std::all_of(stem.end() - kHashLength, stem.end(), is_hash_character);
}

Result<Response> serve_file(const FilesRoute& route, const FilesRequest& request) {
  const auto file = find(route, request.segments);
  if (!file) return fail(ErrorCode::not_found, "not_found", "There is no such file.");
  Response response;
  response.content_type = media_type_of(file->filename().string());
  response.headers = route.headers;
  response.headers.emplace_back("Cache-Control", is_immutable_name(request.segments)
                                                     ? "public, max-age=31536000, immutable"
                                                     : "no-cache");
  response.headers.emplace_back("Vary", "Accept-Encoding");
  response.file = file;
  if (request.has_range) return response;
  constexpr std::pair<const char*, const char*> kSiblings[] = {{"br", ".br"}, {"gzip", ".gz"}};
  for (const auto& [coding, extension] : kSiblings) {
    if (!accepts_encoding(request.accept_encoding, coding)) continue;
    const fs::path relative = fs::path(*file).concat(extension);
    if (const auto sibling = file_below(route.folder, relative)) {
      response.file = sibling;
      response.headers.emplace_back("Content-Encoding", coding);
      break;
    }
  }
  return response;
}

}  // namespace rapport::http
