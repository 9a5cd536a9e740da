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

int write_out(const std::filesystem::path& path, const std::string& text, std::ostream& output,
              std::ostream& errors) {
  if (path.empty()) {
    output << text << std::flush;
    return output ? 0 : 2;
  }
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text << std::flush;
  if (file) return 0;
  errors << path.string() << ": cannot be written\n";
  return 2;
}

}  // namespace rapport::program
