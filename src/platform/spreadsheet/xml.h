// Xml: one part of a package as a stream of elements and text, by libxml2. Document types are refused, so
// there are no entities but the five. Inside this folder only.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "platform/spreadsheet/package.h"

namespace rapport::spreadsheet {

class Xml {
 public:
  enum class At { begin, end, text, over };
  // Borrows the package, whose part it reads.
  static Result<Xml> open(Package& package, const std::string& part);
  ~Xml();
  Xml(Xml&& other) noexcept;
  Xml& operator=(Xml&&) = delete;

  // An element without content begins only. Comments and instructions are passed over.
  Result<At> next();
  std::string_view name() const;  // without its prefix
  bool is_empty() const;          // begins and has no end
  // By its name without a prefix; "" when there is none.
  std::string attribute(const char* name) const;
  std::string_view text() const;

 private:
  struct Impl;
  explicit Xml(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace rapport::spreadsheet
