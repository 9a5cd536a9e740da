#include "platform/http/outgoing.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <ctime>
#include <iterator>
#include <utility>

#include "platform/http/gzip.h"
#include "platform/http/header_values.h"
#include "platform/http/media_types.h"
#include "platform/http/problem.h"

namespace rapport::http {
namespace {

constexpr std::size_t kCompressedFrom = 1024;  // bytes; below, gzip saves less than a packet

std::string http_date(std::time_t at) {
  static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm t{};
  gmtime_r(&at, &t);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kDays[t.tm_wday], t.tm_mday,
                     kMonths[t.tm_mon], t.tm_year + 1900, t.tm_hour, t.tm_min, t.tm_sec);
}

const std::string* find_header(const Headers& headers, std::string_view lower_name) {
  for (const auto& [name, value] : headers)
    if (lower_case(name) == lower_name) return &value;
  return nullptr;
}

bool has_no_body(int status) {
  return status < 200 || status == 204 || status == 304;
}

std::string make_head(const RequestFacts& facts, const Response& response, std::uint64_t length,
                      bool closes) {
  std::string head =
      fmt::format("HTTP/1.1 {} {}\r\nDate: {}\r\nX-Request-Id: {}\r\n", response.status,
                  status_text(response.status), http_date(std::time(nullptr)), facts.request_id);
  const auto add = [&](std::string_view name, std::string_view value) {
    fmt::format_to(std::back_inserter(head), "{}: {}\r\n", safe_header_value(name), safe_header_value(value));
  };
  const auto add_default = [&](std::string_view name, std::string_view lower_name, std::string_view value) {
    if (!find_header(response.headers, lower_name)) add(name, value);
  };
  if (!has_no_body(response.status)) {
    if (!response.content_type.empty()) add("Content-Type", response.content_type);
    fmt::format_to(std::back_inserter(head), "Content-Length: {}\r\n", length);
  }
  for (const auto& [name, value] : response.headers)
    add(name, value);
  add_default("Cache-Control", "cache-control", "no-store");
  add_default("X-Content-Type-Options", "x-content-type-options", "nosniff");
  add_default("Referrer-Policy", "referrer-policy", "same-origin");
  add("Connection", closes ? "close" : "keep-alive");
  head += "\r\n";
  return head;
}

Outgoing finish(const RequestFacts& facts, Response response, bool closes) {
  Outgoing out;
  out.status = response.status;
  out.closes = closes;
  out.head = make_head(facts, response, response.body.size(), closes);
  if (facts.method != "HEAD" && !has_no_body(response.status)) out.body = std::move(response.body);
  return out;
}

void compress(const RequestFacts& facts, Response& response) {
  if (response.body.size() < kCompressedFrom || !is_compressible(response.content_type)) return;
  if (find_header(response.headers, "content-encoding")) return;
  if (!find_header(response.headers, "vary")) response.headers.emplace_back("Vary", "Accept-Encoding");
  if (!accepts_encoding(facts.accept_encoding, "gzip")) return;
  auto body = gzipped(response.body);
  if (!body || body->size() >= response.body.size()) return;
  response.body = std::move(*body);
  response.headers.emplace_back("Content-Encoding", "gzip");
}

bool is_unchanged(const RequestFacts& facts, const Response& response) {
  if (response.status != 200 || (facts.method != "GET" && facts.method != "HEAD")) return false;
  const std::string* etag = find_header(response.headers, "etag");
  return etag && !facts.if_none_match.empty() && matches_etag(facts.if_none_match, *etag);
}

Outgoing make_file_outgoing(const RequestFacts& facts, Response response) {
  const bool closes = !facts.keep_alive;
  OpenFile file(::open(response.file->c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat info {};
  if (!file.is_open() || ::fstat(file.descriptor(), &info) != 0 || !S_ISREG(info.st_mode))
    return finish(facts,
                  problem({ErrorCode::not_found, "not_found", "There is no such file."}, facts.request_id),
                  closes);
  const auto size = static_cast<std::uint64_t>(info.st_size);
  if (!find_header(response.headers, "etag"))
    response.headers.emplace_back(
        "ETag", fmt::format("\"{:x}{:08x}-{:x}\"", info.st_mtim.tv_sec, info.st_mtim.tv_nsec, size));
  if (is_unchanged(facts, response)) {
    response.status = 304;
    return finish(facts, std::move(response), closes);
  }
  response.headers.emplace_back("Accept-Ranges", "bytes");
  ByteRange range{ByteRange::Kind::whole, 0, size};
  const bool is_range_wanted = facts.method == "GET" && response.status == 200 && !facts.range.empty();
  if (is_range_wanted && (facts.if_range.empty() || facts.if_range == *find_header(response.headers, "etag")))
    range = parse_range(facts.range, size);
  if (range.kind == ByteRange::Kind::unsatisfiable) {
    Response refusal = problem_with_status(
        416, {ErrorCode::invalid, "range_not_satisfiable", fmt::format("The file has {} bytes.", size)},
        facts.request_id);
    refusal.headers.emplace_back("Content-Range", fmt::format("bytes */{}", size));
    return finish(facts, std::move(refusal), closes);
  }
  if (range.kind == ByteRange::Kind::part) {
    response.status = 206;
    response.headers.emplace_back(
        "Content-Range", fmt::format("bytes {}-{}/{}", range.first, range.first + range.length - 1, size));
  }
  Outgoing out;
  out.status = response.status;
  out.closes = closes;
  out.head = make_head(facts, response, range.length, closes);
  if (facts.method != "HEAD") {
    out.file = std::move(file);
    out.file_offset = range.first;
    out.file_length = range.length;
  }
  return out;
}

}  // namespace

RequestFacts facts_of(const Request& request, bool keep_alive) {
  return {request.method,
          request.request_id,
          request.header("accept-encoding"),
          request.header("if-none-match"),
          request.header("range"),
          request.header("if-range"),
          keep_alive};
}

OpenFile& OpenFile::operator=(OpenFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

OpenFile::~OpenFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::string OpenFile::read(std::uint64_t offset, std::size_t bytes_max) const {
  std::string bytes(bytes_max, '\0');
  const ssize_t count = ::pread(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
  bytes.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
  return bytes;
}

Outgoing make_outgoing(const RequestFacts& facts, Response response) {
  if (response.file) return make_file_outgoing(facts, std::move(response));
  if (is_unchanged(facts, response)) {
    response.status = 304;
    response.body.clear();
  }
  compress(facts, response);
  return finish(facts, std::move(response), !facts.keep_alive);
}

}  // namespace rapport::http
