// RequestParser: bytes of one connection in, Requests out. Beast's parser behind a plain face, so that the
// connection and the fuzzer share one path. Owned by its connection, on the net thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "platform/http/message.h"

namespace rapport::http {

class RequestParser {
 public:
  enum class State { needs_more, header_done, done, failed };

  struct Failure {
    int status = 400;  // 400, 413, 417, 431, 501, 505
    Error error;
  };

  explicit RequestParser(std::size_t header_bytes_max);
  ~RequestParser();

  // Takes from the front of `bytes` and says how many. The header is taken as a whole or not at all; the
  // caller keeps what was not taken and calls again with more behind it. Stops at header_done once, and at
  // the end of the request.
  std::size_t feed(std::string_view bytes);
  State state() const;
  const Failure& failure() const;  // REQUIRES: failed

  // After header_done, before the body is fed. A longer body fails with 413 (at once when Content-Length says
  // so).
  void limit_body(std::size_t bytes_max);

  // From header_done on: everything but body, request_id, remote_address, is_tls and path_parameters; the
  // body when done.
  Request& request();
  const std::vector<std::string>& segments() const;  // decoded path segments, see target.h
  // What has come of the body since the last call, for those who do not wait for the whole.
  std::string take_body();
  bool keep_alive() const;
  bool expects_continue() const;
  bool has_body() const;
  bool wants_websocket() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rapport::http
