// Charset: in what a file of text is written, and its way to UTF-8, a piece at a time. ICU's converters,
// behind this door. One thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace rapport::csv {

// One of "UTF-8", "UTF-16LE", "UTF-16BE", "GB18030", "Big5": by its byte order mark, else UTF-8 when it is
// that, else what ICU finds likelier of the two Chinese ones. `beginning`: the first kilobytes.
std::string likely_charset(std::string_view beginning);
bool is_known_charset(std::string_view name);

class Decoder {
 public:
  // invalid, unknown_charset.
  static Result<Decoder> open(const std::string& charset);
  ~Decoder();
  Decoder(Decoder&& other) noexcept;
  Decoder& operator=(Decoder&&) = delete;

  // Appends UTF-8, without a byte order mark; bytes that are none of the charset become U+FFFD.
  void decode(std::string_view piece, bool is_last, std::string& out);

 private:
  struct Impl;
  explicit Decoder(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace rapport::csv
