// A Response made ready for the wire: head as bytes, body compressed, file opened, ranges and revalidation
// decided. Done on the thread that answers, so that the net thread only writes. Opens files, otherwise pure.
#pragma once

#include <cstdint>
#include <string>

#include "platform/http/message.h"

namespace rapport::http {

// What the answer depends on, kept when the request itself has gone to its handler.
struct RequestFacts {
  std::string method;
  std::string request_id;
  std::string accept_encoding;
  std::string if_none_match;
  std::string range;
  std::string if_range;
  bool keep_alive = true;
};

RequestFacts facts_of(const Request& request, bool keep_alive);

// Owns one file descriptor.
class OpenFile {
 public:
  OpenFile() = default;
  explicit OpenFile(int descriptor) : descriptor_(descriptor) {}
  OpenFile(OpenFile&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }
  OpenFile& operator=(OpenFile&& other) noexcept;
  ~OpenFile();
  bool is_open() const { return descriptor_ >= 0; }
  // Up to `bytes_max` bytes from `offset`; empty at the end and on errors.
  std::string read(std::uint64_t offset, std::size_t bytes_max) const;
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_ = -1;
};

struct Outgoing {
  int status = 500;
  std::string head;  // status line, headers, empty line
  std::string body;  // "" when a file follows, and for HEAD, 204 and 304
  OpenFile file;
  std::uint64_t file_offset = 0;
  std::uint64_t file_length = 0;
  bool closes = false;
};

Outgoing make_outgoing(const RequestFacts& facts, Response response);

}  // namespace rapport::http
