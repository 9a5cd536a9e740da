#include "program/commands/openapi.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <ostream>
#include <string>

#include "program/server.h"

namespace rapport::program {

int openapi(std::ostream& output, std::ostream& errors) {
  // The operations hold on to their parts, so the parts are built, in a folder that goes away again.
  std::string folder = (std::filesystem::temp_directory_path() / "rapport-openapi-XXXXXX").string();
  if (!::mkdtemp(folder.data())) {
    errors << "rapport openapi: cannot make a folder in " << std::filesystem::temp_directory_path() << "\n";
    return 1;
  }
  Settings settings;
  settings.data = folder;
  settings.log.level = log::Level::error;
  int exit_code = 0;
  {
    auto server = Server::build(settings);
    if (server)
      output << (*server)->openapi() << "\n";
    else {
      errors << "rapport openapi: " << server.error().detail << "\n";
      exit_code = 1;
    }
  }
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
  return exit_code;
}

}  // namespace rapport::program
