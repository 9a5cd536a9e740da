// Package: the parts of a workbook, out of a zip archive in memory. One thread. Inside this folder only.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace rapport::spreadsheet {

class Package {
 public:
  static Result<Package> open(std::string_view bytes);  // borrowed
  ~Package();
  Package(Package&& other) noexcept;
  Package& operator=(Package&&) = delete;

  bool has(const std::string& part) const;
  // To be read piece by piece, one part at a time; broken_workbook when there is no such part.
  Result<void> begin(const std::string& part);
  // Bytes read, 0 at the end, below 0 when it is broken or larger than what may be unpacked.
  int read(char* into, int size);
  bool is_too_large() const;

 private:
  struct Impl;
  explicit Package(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace rapport::spreadsheet
