// `rapport backup` and `rapport restore`: everything in the data folder as one folder to put away, and back.
#pragma once

#include <filesystem>
#include <iosfwd>

#include "program/settings.h"

namespace rapport::program {

// A consistent copy while the server runs: database, then the attachments it names, and the key file. `to`
// must not exist.
int backup(const Settings& settings, const std::filesystem::path& to, std::ostream& output,
           std::ostream& errors);

// Into a data folder without a database. The copy is checked first; nothing is half there when it fails.
int restore(const Settings& settings, const std::filesystem::path& from, std::ostream& output,
            std::ostream& errors);

}  // namespace rapport::program
