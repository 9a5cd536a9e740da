// Router: which handler answers which path. Built once at start, on the main thread; read-only afterwards.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "platform/http/message.h"

namespace rapport::http {

// Answers one request, exactly once, from any thread. Dropping it unanswered answers 500.
using Reply = std::function<void(Response)>;
// Called on the net thread: must not block. Blocking work goes to a worker pool, which calls `reply` later.
using Handler = std::function<void(Request, Reply)>;

// A request's body on its way in, for handlers that take it in pieces. Any thread may hold it; it outlives
// the connection harmlessly.
class Body {
 public:
  // A piece of at most some 64 KiB; empty: that was all. An error: the client has gone, or was refused for
  // what it sent; whatever is replied then is not heard.
  using OnPiece = std::function<void(Result<std::string>)>;
  virtual ~Body() = default;
  // Asks for the next piece, one at a time: nothing is read from the client before it is asked for. `then` is
  // called once, on the net thread, and must not block; when the server has stopped it is dropped.
  virtual void read(OnPiece then) = 0;
};
// Answers one request whose body it reads first; it may answer before the end, the rest is then not read. On
// the net thread. The connection closes after the answer.
using StreamHandler = std::function<void(Request, std::shared_ptr<Body>, Reply)>;

// The sending half of one WebSocket. Any thread may call it; it outlives the connection harmlessly.
class Socket {
 public:
  virtual ~Socket() = default;
  // Queues one text message. False when the connection is closed, or its queue is over the limit (the peer is
  // too slow: the connection is then closed with 1013 and the client resumes by sequence number).
  virtual bool send(std::string text) = 0;
  virtual void close(std::uint16_t code, std::string reason) = 0;
};

// The receiving half, owned by the connection. All calls on the net thread, one at a time; they must not
// block.
class SocketHandler {
 public:
  virtual ~SocketHandler() = default;
  virtual void on_text(std::string_view text) = 0;
  virtual void on_close() = 0;
};

// Decides about an upgrade request. Calls `accept` once, from any thread: with a factory that is run on the
// net thread when the handshake is done, or with an error, which becomes an ordinary problem response.
using SocketFactory = std::function<std::unique_ptr<SocketHandler>(std::shared_ptr<Socket>)>;
using Upgrade = std::function<void(Request, std::function<void(Result<SocketFactory>)> accept)>;

struct RouteLimits {
  std::size_t body_bytes_max = 1 << 20;  // larger: 413 before the body is read
};

// Static files below a folder. A file NAME.br or NAME.gz beside NAME is sent to clients that accept it. Names
// with a content hash (name-HASH.ext below assets/) are cached for a year, everything else is revalidated by
// ETag.
struct FilesRoute {
  std::filesystem::path folder;
  std::string fallback;  // served for unknown paths without a file extension (a single-page app's
                         // "index.html"); "" = 404
  Headers headers;       // added to every response, e.g. Content-Security-Policy
};

class Router {
 public:
  Router();
  ~Router();

  // Patterns are literal segments and {name} segments: "/api/v1/users/{id}". A pattern twice is a programming
  // error.
  void add(std::string method, std::string pattern, Handler handler, RouteLimits limits = {});
  void stream(std::string method, std::string pattern, StreamHandler handler, RouteLimits limits);
  void upgrade(std::string pattern, Upgrade upgrade);
  void files(std::string prefix, FilesRoute route);
  // Rate limit per remote address for all paths below a prefix; over it 429 with Retry-After. Longest prefix
  // wins.
  void rate_limit(std::string prefix, double per_second, double burst);

  struct Impl;
  const Impl& impl() const { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace rapport::http
