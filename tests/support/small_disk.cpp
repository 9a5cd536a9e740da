#include "support/small_disk.h"

#include <doctest/doctest.h>
#include <sys/mount.h>

#include <fstream>
#include <utility>

namespace rapport::tests {

SmallDisk::SmallDisk(std::filesystem::path folder, const std::string& size) : path(std::move(folder)) {
  std::filesystem::create_directory(path);
  is_mounted = ::mount("tmpfs", path.c_str(), "tmpfs", 0, size.c_str()) == 0;
  if (!is_mounted) MESSAGE("SKIPPED: needs the right to mount a small file system");
}

SmallDisk::~SmallDisk() {
  if (is_mounted) ::umount2(path.c_str(), MNT_DETACH);
}

void SmallDisk::fill(std::size_t but) const {
  const auto room = std::filesystem::space(path).free;
  if (room <= but) return;
  std::ofstream ballast(path / "ballast", std::ios::app);
  const std::string piece(4'096, 'b');
  for (auto left = room - but; left > 0 && ballast; left -= std::min<std::uintmax_t>(left, piece.size()))
    ballast.write(piece.data(), static_cast<std::streamsize>(std::min<std::uintmax_t>(left, piece.size())))
        .flush();
}

void SmallDisk::make_room() const {
  std::filesystem::remove(path / "ballast");
}

}  // namespace rapport::tests
