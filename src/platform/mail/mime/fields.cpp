#include "platform/mail/mime/fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>

#include "platform/mail/mime/charset.h"
#include "platform/mail/mime/compose.h"
#include "platform/mail/mime/gmime.h"
#include "platform/mail/mime/words.h"

namespace rapport::mail {
namespace {

constexpr std::size_t ids_max = 200;
constexpr std::size_t id_max = 1'000;           // bytes
constexpr std::size_t parameters_max = 20'000;  // bytes of a field with parameters
constexpr std::size_t groups_max = 1'000;       // of addresses; beyond, the field is nonsense

struct OptionsDone {
  void operator()(GMimeParserOptions* options) const { g_mime_parser_options_free(options); }
};
using Options = std::unique_ptr<GMimeParserOptions, OptionsDone>;

Options forgiving() {
  gmime_ready();
  return Options(g_mime_parser_options_new());
}

bool is_blank_char(char c) {
  return c == ' ' || c == '\t';
}

bool is_name_char(char c) {
  return c > ' ' && c < 0x7F && c != ':';
}

// The physical line at the front of `rest`, without its end; `rest` moves on.
std::string_view next_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// RFC 2231 names charsets, too: "filename*=gb2312''%D6%D0".
std::string charsets_meant(std::string field) {
  if (field.find("*=") == std::string::npos && field.find("*0*=") == std::string::npos) return field;
  for (const char* label : {"gb2312", "gbk"}) {
    const std::string mark = std::string(label) + "'";
    for (std::size_t at = 0; at + mark.size() <= field.size(); ++at) {
      if (lower(std::string_view(field).substr(at, mark.size())) != mark) continue;
      field.replace(at, mark.size() - 1, "gb18030");
      at += 7;
    }
  }
  return field;
}

std::string structured(std::string_view field) {
  return charsets_meant(words_in_utf8(unfolded(field.substr(0, parameters_max))));
}

std::map<std::string, std::string> parameters_of(GMimeParamList* list) {
  std::map<std::string, std::string> found;
  for (int i = 0; list != nullptr && i < g_mime_param_list_length(list); ++i) {
    GMimeParam* one = g_mime_param_list_get_parameter_at(list, i);
    found.emplace(lower(text_of(g_mime_param_get_name(one))),
                  plain_line(to_utf8(text_of(g_mime_param_get_value(one)), "utf-8").text));
  }
  return found;
}

// One spelling of the domain.
std::string one_address(std::string address) {
  const std::size_t at = address.rfind('@');
  if (at == std::string::npos) return address;
  for (std::size_t i = at; i < address.size(); ++i) {
    if (static_cast<unsigned char>(address[i]) >= 0x80) return wire_address(address).value_or(address);
    if (address[i] >= 'A' && address[i] <= 'Z') address[i] = static_cast<char>(address[i] + 32);
  }
  return address;
}

void add_addresses(InternetAddressList* list, std::size_t count_max, std::vector<Address>& found,
                   bool& is_cut) {
  for (int i = 0; i < internet_address_list_length(list); ++i) {
    InternetAddress* one = internet_address_list_get_address(list, i);
    if (INTERNET_ADDRESS_IS_GROUP(one)) {
      InternetAddressList* members = internet_address_group_get_members(INTERNET_ADDRESS_GROUP(one));
      if (members != nullptr && members != list) add_addresses(members, count_max, found, is_cut);
      continue;
    }
    if (found.size() >= count_max) {
      is_cut = true;
      return;
    }
    Address address;
    address.name = plain_line(to_utf8(text_of(internet_address_get_name(one)), "utf-8").text);
    address.address = one_address(plain_line(
        to_utf8(text_of(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one))), "utf-8").text));
    found.push_back(std::move(address));
  }
}

}  // namespace

void gmime_ready() {
  static std::once_flag once;
  std::call_once(once, [] { g_mime_init(); });
}

void Problems::add(ProblemKind kind, std::string detail) {
  if (found_.size() < max_) found_.push_back({kind, std::move(detail)});
}

std::string lower(std::string_view text) {
  std::string kept(text);
  for (char& c : kept)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return kept;
}

std::string_view Header::value(std::string_view name) const {
  for (const Field& field : fields)
    if (field.name == name) return field.value;
  return {};
}

Header split_header(std::string_view bytes, const ParseLimits& limits, Problems& problems) {
  Header header;
  std::string_view rest = bytes;
  std::size_t taken = 0;
  bool is_cut = false, is_first = true;
  while (!rest.empty()) {
    const std::string_view before = rest;
    const std::string_view line = next_line(rest);
    if (line.empty()) break;
    taken += line.size() + 2;
    if (taken > limits.header_bytes_max || header.fields.size() >= limits.headers_max) {
      if (!is_cut)
        problems.add(ProblemKind::header_too_long,
                     fmt::format("the header has more than {} bytes or {} fields", limits.header_bytes_max,
                                 limits.headers_max));
      is_cut = true;
      continue;
    }
    if (is_blank_char(line.front())) {
      if (header.fields.empty()) continue;
      std::string_view& value = header.fields.back().value;
      value =
          std::string_view(value.data(), static_cast<std::size_t>(line.data() + line.size() - value.data()));
      continue;
    }
    std::size_t colon = 0;
    while (colon < line.size() && is_name_char(line[colon]))
      ++colon;
    std::size_t name_end = colon;
    while (colon < line.size() && is_blank_char(line[colon]))
      ++colon;
    if (name_end == 0 || colon >= line.size() || line[colon] != ':') {
      const bool is_mbox = is_first && (line.starts_with("From ") || line.starts_with(">From "));
      is_first = false;
      if (is_mbox) continue;
      // A body that begins without its empty line: some senders forget it.
      if (!header.fields.empty() && name_end < line.size() && line.starts_with("--")) {
        rest = before;
        problems.add(ProblemKind::bad_header, "there is no empty line after the header");
        break;
      }
      problems.add(ProblemKind::bad_header, "a line of the header is no field");
      continue;
    }
    is_first = false;
    header.fields.push_back({lower(line.substr(0, name_end)), line.substr(colon + 1)});
  }
  header.rest = rest;
  return header;
}

std::string unfolded(std::string_view value) {
  std::string line;
  line.reserve(value.size());
  for (const char c : value)
    if (c != '\r' && c != '\n') line += c == '\0' ? ' ' : c;
  const std::size_t begin = line.find_first_not_of(" \t");
  if (begin == std::string::npos) return {};
  return line.substr(begin, line.find_last_not_of(" \t") - begin + 1);
}

std::string Parametrised::parameter(const std::string& name) const {
  const auto found = parameters.find(name);
  return found == parameters.end() ? std::string() : found->second;
}

Parametrised read_type(std::string_view field) {
  const std::string text = structured(field);
  if (text.find('/') == std::string::npos) return {};
  const Options options = forgiving();
  const GOwned<GMimeContentType> type(g_mime_content_type_parse(options.get(), text.c_str()));
  if (!type) return {};
  Parametrised read;
  read.value = lower(plain_line(text_of(g_mime_content_type_get_media_type(type.get())) + "/" +
                                text_of(g_mime_content_type_get_media_subtype(type.get()))));
  read.parameters = parameters_of(g_mime_content_type_get_parameters(type.get()));
  return read;
}

Parametrised read_disposition(std::string_view field) {
  const std::string text = structured(field);
  if (text.empty()) return {};
  const Options options = forgiving();
  const GOwned<GMimeContentDisposition> parsed(g_mime_content_disposition_parse(options.get(), text.c_str()));
  if (!parsed) return {};
  Parametrised read;
  read.value = lower(text_of(g_mime_content_disposition_get_disposition(parsed.get())));
  read.parameters = parameters_of(g_mime_content_disposition_get_parameters(parsed.get()));
  return read;
}

std::vector<Address> read_addresses(std::string_view field, std::size_t count_max, bool& is_cut) {
  std::vector<Address> found;
  const std::string text = words_in_utf8(unfolded(field));
  if (text.empty() || std::count(text.begin(), text.end(), ':') > static_cast<std::ptrdiff_t>(groups_max)) {
    is_cut = is_cut || !text.empty();
    return found;
  }
  const Options options = forgiving();
  const GOwned<InternetAddressList> list(internet_address_list_parse(options.get(), text.c_str()));
  if (list) {
    add_addresses(list.get(), count_max, found, is_cut);
  } else {
    // Nothing that a grammar takes; people still want to see it.
    found.push_back({decoded_words(field), ""});
  }
  return found;
}

std::optional<Instant> read_date(std::string_view field) {
  const std::string text = unfolded(field);
  if (text.empty() || text.size() > 200) return std::nullopt;
  gmime_ready();
  GDateTime* date = g_mime_utils_header_decode_date(text.c_str());
  if (date == nullptr) return std::nullopt;
  const std::int64_t at = g_date_time_to_unix(date);
  g_date_time_unref(date);
  return Instant{at * 1'000'000};
}

std::vector<std::string> read_ids(std::string_view field) {
  std::vector<std::string> ids;
  const auto add = [&ids](std::string_view id) {
    const std::string line = plain_line(to_utf8(id, "utf-8").text);
    if (!line.empty() && line.size() <= id_max) ids.push_back(line);
  };
  const std::string text = unfolded(field);
  std::size_t at = 0;
  while ((at = text.find('<', at)) != std::string::npos) {
    const std::size_t end = text.find('>', at);
    if (end == std::string::npos) break;
    // "< <a@b>": the last bracket that opens.
    const std::size_t open = text.rfind('<', end);
    add(std::string_view(text).substr(open + 1, end - open - 1));
    at = end + 1;
  }
  if (ids.empty() && text.find('@') != std::string::npos) {
    const std::size_t token = text.rfind(' ', text.find('@'));
    const std::size_t begin = token == std::string::npos ? 0 : token + 1;
    add(std::string_view(text).substr(begin, text.find(' ', begin) - begin));
  }
  if (ids.size() > ids_max) ids.erase(ids.begin(), ids.end() - static_cast<std::ptrdiff_t>(ids_max));
  return ids;
}

}  // namespace rapport::mail
