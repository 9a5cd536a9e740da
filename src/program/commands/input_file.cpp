#include "program/commands/input_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <fstream>
#include <ostream>
#include <sstream>
#include <system_error>

namespace rapport::program {

Result<std::string> read_file(const std::filesystem::path& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored))
    return fail(ErrorCode::invalid, "unreadable_file", "is a folder");
  std::ifstream file(path, std::ios::binary);
  if (!file)
    return fail(ErrorCode::not_found, "unreadable_file",
                fmt::format("cannot be read: {}", std::generic_category().message(errno)));
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

void print_faults(std::ostream& errors, const std::string& file, const Error& error) {
  if (error.issues.empty()) errors << file << ": " << error.detail << "\n";
  for (const Issue& issue : error.issues)
    errors << file << ": " << (issue.where.empty() ? "/" : issue.where) << ": " << issue.what << "\n";
}

namespace {

bool is_streamed(const std::filesystem::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text << std::flush;
  return static_cast<bool>(file);
}

// Beside the file and then in its place, so that a full disk leaves what was there. Pipes and devices have no
// place to be put in.
bool is_written(const std::filesystem::path& path, const std::string& text) {
  std::error_code failed;
  const auto there = std::filesystem::status(path, failed);
  const bool is_new = there.type() == std::filesystem::file_type::not_found;
  if (!is_new && there.type() != std::filesystem::file_type::regular) return is_streamed(path, text);
  // What a link points to is replaced, not the link.
  const auto target = is_new ? path : std::filesystem::canonical(path, failed);
  if (target.empty()) return false;
  auto beside = target;
  beside += ".part";
  failed.clear();
  if (is_streamed(beside, text)) {
    if (!is_new) std::filesystem::permissions(beside, there.permissions(), failed);
    if (!failed) std::filesystem::rename(beside, target, failed);
    if (!failed) return true;
  }
  std::filesystem::remove(beside, failed);
  return false;
}

}  // namespace

int write_out(const std::filesystem::path& path, const std::string& text, std::ostream& output,
              std::ostream& errors) {
  if (path.empty()) {
    output << text << std::flush;
    return output ? 0 : 2;
  }
  if (is_written(path, text)) return 0;
  errors << path.string() << ": cannot be written\n";
  return 2;
}

}  // namespace rapport::program
