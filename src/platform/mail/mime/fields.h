// The fields of a mail's header: taken apart (RFC 5322), and read by their grammar (GMime). Any thread; keeps
// nothing.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/mail/mime/message.h"
#include "platform/mail/mime/parse.h"

namespace rapport::mail {

// Problems, up to a limit.
class Problems {
 public:
  Problems(std::vector<Problem>& found, std::size_t max) : found_(found), max_(max) {}
  void add(ProblemKind kind, std::string detail);

 private:
  std::vector<Problem>& found_;
  std::size_t max_;
};

struct Field {
  std::string name = {};        // lower case
  std::string_view value = {};  // as it came, with its folds
};

struct Header {
  std::vector<Field> fields = {};
  std::string_view rest = {};  // what follows the empty line

  // The first of this name, or "".
  std::string_view value(std::string_view name) const;
};

// The header at the front of `bytes`; of a mail and of a part alike.
Header split_header(std::string_view bytes, const ParseLimits& limits, Problems& problems);

// On one line.
std::string unfolded(std::string_view value);

// "text/plain; charset=gb2312" and "attachment; filename*=...": the value in lower case and its parameters,
// names in lower case, values decoded (RFC 2231, and encoded words that do not belong there).
struct Parametrised {
  std::string value = {};
  std::map<std::string, std::string> parameters = {};

  std::string parameter(const std::string& name) const;
};
Parametrised read_type(std::string_view field);  // "" or nonsense: value ""
Parametrised read_disposition(std::string_view field);

// Groups are flattened. Reads `count_max` at most; is_cut says whether there were more.
std::vector<Address> read_addresses(std::string_view field, std::size_t count_max, bool& is_cut);

std::optional<Instant> read_date(std::string_view field);

// "<a@b> <c@d>" -> a@b, c@d; 200 at most, the last ones. Takes ids without brackets, as some write them.
std::vector<std::string> read_ids(std::string_view field);

std::string lower(std::string_view text);

}  // namespace rapport::mail
