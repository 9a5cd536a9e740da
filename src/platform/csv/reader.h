// Reader: comma-separated values as they come in, in UTF-8: RFC 4180, with any delimiter and any kind of line
// end. It holds one row at a time, whatever the file's size. What does not fit a row is that row's problem
// and the next one is read; nothing is guessed. Pure; one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::csv {

inline constexpr std::size_t fields_max = 500;          // of a row; further ones are dropped, and said
inline constexpr std::size_t row_bytes_max = 1U << 20;  // the same

struct Row {
  std::int64_t line = 1;  // on which it begins
  std::vector<std::string> fields;
  std::string problem;  // "" none
};

class Reader {
 public:
  using OnRow = std::function<bool(Row&)>;  // false: enough, nothing more is read

  explicit Reader(char delimiter) : delimiter_(delimiter) {}

  // False: on_row has had enough.
  bool feed(std::string_view piece, const OnRow& on_row);
  bool finish(const OnRow& on_row);

 private:
  enum class At { row_begin, field_begin, plain, quoted, quote_in_quoted };
  bool take(char c, const OnRow& on_row);
  bool end_row(const OnRow& on_row);
  void end_field();
  void add(char c);
  void wrong(const char* problem);

  const char delimiter_;
  At at_ = At::row_begin;
  bool was_return_ = false;
  bool is_over_ = false;
  std::int64_t line_ = 1;
  std::size_t bytes_ = 0;  // of this row
  std::string field_;
  Row row_;
};

// Of the first line, quoted parts left out: what stands in it most often of , ; tab and |.
char likely_delimiter(std::string_view text);

// One field, quoted where it has to be. A text that a spreadsheet would run as a formula (it begins with = +
// - @ or a control character, and is no number) gets an apostrophe in front.
void append_field(std::string& out, std::string_view field, char delimiter);
// A field as it was before append_field put an apostrophe there.
std::string_view without_guard(std::string_view field);
std::string line_of(const std::vector<std::string>& fields, char delimiter);

}  // namespace rapport::csv
