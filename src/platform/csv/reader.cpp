#include "platform/csv/reader.h"

#include <algorithm>
#include <array>
#include <utility>

namespace rapport::csv {

void Reader::wrong(const char* problem) {
  if (row_.problem.empty()) row_.problem = problem;
}

void Reader::add(char c) {
  if (++bytes_ > row_bytes_max) return wrong("the row is longer than 1 MB: is a quotation mark missing?");
  field_ += c;
}

void Reader::end_field() {
  if (row_.fields.size() < fields_max)
    row_.fields.push_back(std::move(field_));
  else
    wrong("more than 500 fields");
  field_.clear();
}

bool Reader::end_row(const OnRow& on_row) {
  end_field();
  Row done = std::exchange(row_, {});
  bytes_ = 0;
  at_ = At::row_begin;
  is_over_ = !on_row(done);
  return !is_over_;
}

bool Reader::take(char c, const OnRow& on_row) {
  const bool is_line_end = c == '\n' || c == '\r';
  const bool is_second_half = c == '\n' && was_return_;  // "\r\n" is one end
  was_return_ = c == '\r';
  if (at_ == At::row_begin && !is_line_end) {
    row_.line = line_;
    at_ = At::field_begin;
  }
  if (is_line_end && !is_second_half) ++line_;
  if (at_ == At::row_begin) return true;  // an empty line is no row
  switch (at_) {
    case At::row_begin:
    case At::field_begin:
      if (c == '"') {
        at_ = At::quoted;
        return true;
      }
      at_ = At::plain;
      break;
    case At::plain:
      break;
    case At::quoted:
      if (c == '"')
        at_ = At::quote_in_quoted;
      else
        add(c);
      return true;
    case At::quote_in_quoted:
      if (c == '"') {
        add('"');
        at_ = At::quoted;
        return true;
      }
      at_ = At::plain;
      if (c != delimiter_ && !is_line_end) wrong("something stands behind a closing quotation mark");
      break;
  }
  if (is_line_end) return end_row(on_row);
  if (c == delimiter_) {
    end_field();
    at_ = At::field_begin;
    return true;
  }
  if (c == '"') wrong("a quotation mark inside a field that is not quoted");
  add(c);
  return true;
}

bool Reader::feed(std::string_view piece, const OnRow& on_row) {
  for (const char c : piece)
    if (is_over_ || !take(c, on_row)) return false;
  return !is_over_;
}

bool Reader::finish(const OnRow& on_row) {
  if (is_over_) return false;
  if (at_ == At::row_begin) return true;
  if (at_ == At::quoted) wrong("the file ends inside quotation marks");
  return end_row(on_row);
}

char likely_delimiter(std::string_view text) {
  static constexpr std::array<char, 4> known{',', ';', '\t', '|'};
  std::array<int, 4> counts{};
  bool is_quoted = false;
  for (const char c : text) {
    if (c == '"') is_quoted = !is_quoted;
    if (is_quoted) continue;
    if (c == '\n' || c == '\r') break;
    for (std::size_t i = 0; i < known.size(); ++i)
      counts[i] += c == known[i] ? 1 : 0;
  }
  const auto most = std::max_element(counts.begin(), counts.end());
  return known[static_cast<std::size_t>(most - counts.begin())];
}

namespace {

// "-12.5", "+49 30 1234": digits, and what stands between them.
bool is_number(std::string_view text) {
  bool has_digit = false;
  for (const char c : text.substr(1)) {
    if (c >= '0' && c <= '9')
      has_digit = true;
    else if (c != '.' && c != ',' && c != ' ')
      return false;
  }
  return has_digit;
}

bool is_formula(std::string_view field) {
  // With apostrophes in front as well: what is taken off on the way back is exactly what was put there.
  field.remove_prefix(std::min(field.find_first_not_of('\''), field.size()));
  if (field.empty()) return false;
  const char first = field.front();
  if (first == '\t' || first == '\r' || first == '\n' || first == '=' || first == '@') return true;
  // The full-width ones as well: spreadsheets in Chinese and Japanese take them.
  for (const std::string_view wide : {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"})
    if (field.substr(0, wide.size()) == wide) return true;
  return (first == '+' || first == '-') && !is_number(field);
}

}  // namespace

std::string_view without_guard(std::string_view field) {
  if (!field.empty() && field.front() == '\'' && is_formula(field)) field.remove_prefix(1);
  return field;
}

void append_field(std::string& out, std::string_view field, char delimiter) {
  const bool is_run = is_formula(field);
  const bool is_quoted = is_run || field.find_first_of("\"\r\n") != std::string_view::npos ||
                         field.find(delimiter) != std::string_view::npos ||
                         (!field.empty() && (field.front() == ' ' || field.back() == ' '));
  if (!is_quoted) {
    out += field;
    return;
  }
  out += '"';
  if (is_run) out += '\'';
  for (const char c : field) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

std::string line_of(const std::vector<std::string>& fields, char delimiter) {
  std::string line;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) line += delimiter;
    append_field(line, fields[i], delimiter);
  }
  return line + "\r\n";
}

}  // namespace rapport::csv
