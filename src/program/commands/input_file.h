// Input files of commands: read whole, and their faults printed as `file: pointer: what`.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

#include "base/result.h"

namespace rapport::program {

Result<std::string> read_file(const std::filesystem::path& path);
void print_faults(std::ostream& errors, const std::string& file, const Error& error);
// To the file, whole or not at all, or to `output` when there is none. Exit code: 0, or 2 when it cannot be
// written.
int write_out(const std::filesystem::path& file, const std::string& text, std::ostream& output,
              std::ostream& errors);

}  // namespace rapport::program
