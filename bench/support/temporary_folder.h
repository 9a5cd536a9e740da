// A folder of the bench's own, removed with it.
#pragma once

#include <filesystem>

namespace rapport::bench {

class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace rapport::bench
