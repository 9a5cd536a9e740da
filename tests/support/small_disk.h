// SmallDisk: a file system of a few megabytes in memory, for tests of a full disk; gone with the object.
// Needs the right to mount: without it is_mounted is false, and it is said that the test is skipped.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace rapport::tests {

class SmallDisk {
 public:
  // Makes `folder`. `size` is an option of tmpfs: "size=2m".
  SmallDisk(std::filesystem::path folder, const std::string& size);
  ~SmallDisk();
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  // Takes all the room that there is but `but` bytes; and gives it back.
  void fill(std::size_t but = 0) const;
  void make_room() const;

  const std::filesystem::path path;
  bool is_mounted = false;
};

}  // namespace rapport::tests
