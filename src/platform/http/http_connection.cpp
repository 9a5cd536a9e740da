#include "platform/http/http_connection.h"

#include <algorithm>
#include <exception>

#include "platform/http/header_values.h"
#include "platform/http/problem.h"
#include "platform/http/static_files.h"

namespace rapport::http {
namespace {

using std::chrono::seconds;

constexpr std::size_t kHeaderRead = 4 * 1024;
constexpr std::size_t kBodyRead = 64 * 1024;
constexpr std::size_t kWriteSlice = 256 * 1024;         // each slice has write_timeout
constexpr std::size_t kBodyBytesPerSecond = 16 * 1024;  // a body this fast is never timed out
constexpr std::size_t kLingerBytesMax = 4 << 20;
constexpr seconds kLingerMax{2};

}  // namespace

HttpConnection::HttpConnection(Net& net, std::unique_ptr<Stream> stream, std::string peer_address)
    : net_(net), stream_(std::move(stream)), peer_address_(std::move(peer_address)) {}

void HttpConnection::start() {
  net_.metrics.connection_opened();
  deadline_ = NetClock::now() + to_chrono(net_.options.header_timeout);
  stream_->handshake([self = shared_from_this()](StreamError error) {
    if (self->state_ != State::handshaking) return;
    if (error) return self->close();
    const auto deadline = self->deadline_;
    self->next_request();
    self->deadline_ =
        deadline;  // the first header has header_timeout from accept on, also while nothing comes
  });
}

void HttpConnection::next_request() {
  state_ = State::reading;
  parser_ = std::make_unique<RequestParser>(net_.options.header_bytes_max);
  has_begun_ = is_header_read_ = false;
  body_bytes_ = bytes_written_ = 0;
  route_ = nullptr;
  deadline_ = NetClock::now() + to_chrono(net_.options.idle_timeout);
  if (net_.is_stopping && input_.empty()) return close();
  advance();
}

void HttpConnection::read() {
  const std::size_t used = input_.size();
  input_.resize(used + (is_header_read_ ? kBodyRead : kHeaderRead));
  is_read_pending_ = true;
  stream_->read_some(boost::asio::buffer(input_.data() + used, input_.size() - used),
                     [self = shared_from_this(), used](StreamError error, std::size_t count) {
                       self->is_read_pending_ = false;
                       self->input_.resize(used + count);
                       if (self->state_ == State::lingering) return error ? self->close() : self->linger();
                       if (self->state_ != State::reading) return;
                       if (error) return self->close();
                       self->on_read(count);
                     });
}

void HttpConnection::on_read(std::size_t count) {
  if (is_header_read_) body_bytes_ += count;
  advance();
}

void HttpConnection::advance() {
  if (is_continuing_) return;
  if (!has_begun_ && !input_.empty()) {
    has_begun_ = true;
    began_ = NetClock::now();
    deadline_ = began_ + to_chrono(net_.options.header_timeout);
  }
  while (state_ == State::reading && !is_continuing_) {
    const std::size_t used = parser_->feed(input_);
    input_.erase(0, used);
    switch (parser_->state()) {
      case RequestParser::State::needs_more:
        if (is_header_read_) deadline_ = body_deadline();
        if (wanted_) {
          if (std::string piece = parser_->take_body(); !piece.empty()) return give_piece(std::move(piece));
        }
        return read();
      case RequestParser::State::header_done:
        on_header();
        break;
      case RequestParser::State::done:
        if (wanted_) return give_piece(parser_->take_body());
        return dispatch();
      case RequestParser::State::failed: {
        if (!is_header_read_) identify();
        return refuse(parser_->failure().status, parser_->failure().error);
      }
    }
  }
}

NetClock::time_point HttpConnection::body_deadline() const {
  return began_ + to_chrono(net_.options.body_timeout) +
         seconds(static_cast<std::int64_t>(body_bytes_ / kBodyBytesPerSecond));
}

void HttpConnection::identify() {
  Request& request = parser_->request();
  const std::string& asked_id = request.header("x-request-id");
  request.request_id = is_request_id(asked_id) ? asked_id : net_.next_request_id();
  request.is_tls = stream_->is_tls();
  request.remote_address = peer_address_;
  if (net_.trusted_proxies.contains(peer_address_)) {
    request.remote_address =
        client_address(request.header("x-forwarded-for"), peer_address_, net_.trusted_proxies);
    if (!request.header("x-forwarded-proto").empty())
      request.is_tls = request.header("x-forwarded-proto") == "https";
  }
  path_ = request.path;
  const bool is_readable = parser_->state() != RequestParser::State::failed;
  facts_ = facts_of(request, is_readable && parser_->keep_alive() && !net_.is_stopping);
}

void HttpConnection::on_header() {
  is_header_read_ = true;
  identify();
  if (is_over_rate_limit()) return;
  choose_route();
  if (state_ != State::reading) return;
  parser_->limit_body(route_ ? route_->limits.body_bytes_max : 0);
  if (parser_->state() == RequestParser::State::failed) return;
  if (route_ && route_->stream) return dispatch_stream();
  if (parser_->expects_continue() && parser_->has_body() && input_.empty()) say_continue();
}

void HttpConnection::say_continue() {
  static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  is_continuing_ = true;
  stream_->write({boost::asio::buffer(kContinue), {}},
                 [self = shared_from_this()](StreamError error, std::size_t) {
                   self->is_continuing_ = false;
                   if (self->state_ != State::reading) return;
                   if (error) return self->close();
                   self->advance();
                 });
}

bool HttpConnection::is_over_rate_limit() {
  const Request& request = parser_->request();
  const RateRule* rule = net_.router.find_rate_rule(request.path);
  if (!rule) return false;
  const auto now = std::chrono::duration_cast<std::chrono::microseconds>(NetClock::now().time_since_epoch());
  const int wait_s = net_.rate_limiter.seconds_to_wait(*rule, request.remote_address, {now.count()});
  if (wait_s == 0) return false;
  net_.metrics.rate_limited.add(1);
  Response response =
      problem({ErrorCode::too_many, "rate_limited",
               "Too many requests from this address. Try again in " + std::to_string(wait_s) + " s."},
              request.request_id);
  response.headers.emplace_back("Retry-After", std::to_string(wait_s));
  respond(std::move(response));
  return true;
}

void HttpConnection::choose_route() {
  Request& request = parser_->request();
  RouteMatch match = net_.router.find(request.method, parser_->segments(), parser_->wants_websocket());
  if (match.route) {
    route_ = match.route;
    request.path_parameters = std::move(match.path_parameters);
  } else if (match.upgrade && parser_->wants_websocket() && request.method == "GET") {
    request.path_parameters = std::move(match.path_parameters);
    dispatch_upgrade(*match.upgrade);
  } else {
    choose_without_route(match);
  }
}

// What the server answers itself: OPTIONS, 405, 426, files, 404.
void HttpConnection::choose_without_route(const RouteMatch& match) {
  const Request& request = parser_->request();
  const bool is_read = request.method == "GET" || request.method == "HEAD";
  const FilesMount* files = match.allow.empty() ? net_.router.find_files(request.path) : nullptr;
  const std::string allow = files                 ? "GET, HEAD, OPTIONS"
                            : request.path == "*" ? "GET, HEAD, OPTIONS"
                                                  : match.allow;
  if (request.method == "OPTIONS" && !allow.empty()) {
    Response response;
    response.status = 204;
    response.headers.emplace_back("Allow", allow);
    return respond(std::move(response));
  }
  if (files && is_read) {
    if (!files->prefix.empty() && request.path == files->prefix && request.query.empty()) {
      Response response;
      response.status = 308;  // relative links in the page count from here
      response.headers.emplace_back("Location", files->prefix + "/");
      return respond(std::move(response));
    }
    FilesRequest wanted{parser_->segments(), facts_.accept_encoding, !facts_.range.empty()};
    const auto depth = std::count(files->prefix.begin(), files->prefix.end(), '/');
    wanted.segments.erase(wanted.segments.begin(), wanted.segments.begin() + depth);
    auto response = serve_file(files->route, wanted);
    return respond(response ? std::move(*response) : problem(response.error(), request.request_id));
  }
  if (allow.empty())
    return refuse(404, {ErrorCode::not_found, "not_found", "There is nothing at " + request.path + "."});
  if (match.upgrade && is_read) {
    Response response = problem_with_status(
        426, {ErrorCode::invalid, "upgrade_required", request.path + " is a WebSocket."}, request.request_id);
    response.headers.emplace_back("Upgrade", "websocket");
    return respond(std::move(response));
  }
  Response response =
      problem_with_status(405,
                          {ErrorCode::invalid, "method_not_allowed",
                           request.path + " does not know " + request.method + ", but " + allow + "."},
                          request.request_id);
  response.headers.emplace_back("Allow", allow);
  respond(std::move(response));
}

void HttpConnection::dispatch() {
  state_ = State::handling;
  Reply reply = make_reply(weak_from_this(), facts_, net_.inbox);
  try {
    route_->handler(std::move(parser_->request()), std::move(reply));
  } catch (const std::exception& exception) {  // the reply went with it: 500
    net_.log.error("request handler failed",
                   {{"path", path_}, {"request", facts_.request_id}, {"reason", exception.what()}});
  }
}

void HttpConnection::dispatch_stream() {
  state_ = State::streaming;
  facts_.keep_alive = false;  // the answer may come before the end of the body
  Reply reply = make_reply(weak_from_this(), facts_, net_.inbox);
  try {
    route_->stream(std::move(parser_->request()), make_body(weak_from_this(), net_.inbox), std::move(reply));
  } catch (const std::exception& exception) {
    net_.log.error("request handler failed",
                   {{"path", path_}, {"request", facts_.request_id}, {"reason", exception.what()}});
  }
}

void HttpConnection::want(Body::OnPiece then) {
  if (state_ != State::streaming)
    return then(fail(ErrorCode::unavailable, "client_gone", "the client has gone, or was answered already"));
  wanted_ = std::move(then);
  state_ = State::reading;
  deadline_ = body_deadline();
  const bool is_first = body_bytes_ == 0 && parser_->state() == RequestParser::State::header_done;
  if (is_first && parser_->expects_continue() && parser_->has_body() && input_.empty()) return say_continue();
  advance();
}

void HttpConnection::give_piece(Result<std::string> piece) {
  state_ = State::streaming;
  std::exchange(wanted_, nullptr)(std::move(piece));
}

void HttpConnection::dispatch_upgrade(const UpgradeRoute& route) {
  const Request& request = parser_->request();
  if (parser_->has_body() || !input_.empty() || request.header("sec-websocket-version") != "13" ||
      request.header("sec-websocket-key").empty())
    return refuse(400, {ErrorCode::invalid, "bad_upgrade",
                        "This is not a WebSocket handshake (RFC 6455, version 13)."});
  state_ = State::handling;
  upgrade_request_ = request;
  AcceptSocket accept = make_accept(weak_from_this(), facts_, net_.inbox);
  try {
    route.upgrade(std::move(parser_->request()), std::move(accept));
  } catch (const std::exception& exception) {
    net_.log.error("upgrade handler failed",
                   {{"path", path_}, {"request", facts_.request_id}, {"reason", exception.what()}});
  }
}

void HttpConnection::open_socket(SocketFactory factory) {
  if (state_ != State::handling) return;
  if (net_.is_stopping) return close();
  state_ = State::closed;
  const auto self = shared_from_this();
  stream_->become_socket(net_, {std::move(upgrade_request_), std::move(factory), began_});
  net_.remove(*this);
}

void HttpConnection::refuse(int status, const Error& error) {
  respond(problem_with_status(status, error, facts_.request_id));
}

void HttpConnection::respond(Response response) {
  // A body that nobody reads would be taken for the next request.
  if (parser_->state() == RequestParser::State::failed || parser_->has_body()) facts_.keep_alive = false;
  if (wanted_) give_piece(fail(ErrorCode::invalid, "refused", "the client was refused for what it sent"));
  state_ = State::handling;
  answer(make_outgoing(facts_, std::move(response)));
}

void HttpConnection::answer(Outgoing outgoing) {
  if (state_ != State::handling && state_ != State::streaming) return;
  state_ = State::writing;
  outgoing_ = std::move(outgoing);
  body_written_ = 0;
  write_next();
}

void HttpConnection::write_next() {
  deadline_ = NetClock::now() + to_chrono(net_.options.write_timeout);
  std::array<boost::asio::const_buffer, 2> buffers{boost::asio::buffer(outgoing_.head), {}};
  if (outgoing_.file_length > 0) {
    file_chunk_ = outgoing_.file.read(outgoing_.file_offset,
                                      std::min<std::uint64_t>(outgoing_.file_length, kWriteSlice));
    if (file_chunk_.empty()) return close();  // the file has shrunk: the promised length cannot be kept
    outgoing_.file_offset += file_chunk_.size();
    outgoing_.file_length -= file_chunk_.size();
    buffers[1] = boost::asio::buffer(file_chunk_);
  } else {
    const std::size_t slice = std::min(outgoing_.body.size() - body_written_, kWriteSlice);
    buffers[1] = boost::asio::buffer(outgoing_.body.data() + body_written_, slice);
    body_written_ += slice;
  }
  stream_->write(buffers, [self = shared_from_this()](StreamError error, std::size_t count) {
    if (self->state_ != State::writing) return;
    self->bytes_written_ += count;
    if (error) {
      self->record(499);  // the client did not wait for all of it
      return self->close();
    }
    self->outgoing_.head.clear();
    if (self->outgoing_.file_length > 0 || self->body_written_ < self->outgoing_.body.size())
      return self->write_next();
    self->on_written();
  });
}

void HttpConnection::on_written() {
  record(outgoing_.status);
  const bool closes = outgoing_.closes || net_.is_stopping;
  outgoing_ = {};
  file_chunk_ = {};
  if (closes) return finish();
  next_request();
}

void HttpConnection::record(int status) {
  const double duration_s = std::chrono::duration<double>(NetClock::now() - began_).count();
  net_.metrics.count_request(status, duration_s);
  if (!net_.log.is_on(log::Level::info)) return;
  net_.log.info("request", {{"method", facts_.method},
                            {"path", path_},
                            {"status", status},
                            {"ms", fmt::format("{:.3f}", duration_s * 1000)},
                            {"bytes", bytes_written_},
                            {"request", facts_.request_id}});
}

// When the peer is still sending, closing now would reset the connection and could take the answer with it.
void HttpConnection::finish() {
  const bool is_over = parser_->state() == RequestParser::State::done || !parser_->has_body();
  if (is_over && !is_read_pending_ && input_.empty() && !stream_->is_tls()) return close();
  state_ = State::lingering;
  deadline_ = NetClock::now() + kLingerMax;
  body_bytes_ = 0;
  if (!stream_->is_tls()) {
    stream_->end_sending();
    return linger();
  }
  // The goodbye of TLS waits for the peer's, which stands behind whatever else the peer sends.
  if (!is_over || is_read_pending_) return linger();
  stream_->shut_down([self = shared_from_this()](StreamError) { self->close(); });
}

void HttpConnection::linger() {
  if (is_read_pending_) return;
  body_bytes_ += input_.size();
  input_.clear();
  if (body_bytes_ > kLingerBytesMax) return close();
  read();
}

void HttpConnection::close() {
  if (state_ == State::closed) return;
  if (wanted_) give_piece(fail(ErrorCode::unavailable, "client_gone", "the client has gone"));
  state_ = State::closed;
  stream_->close();
  net_.metrics.connection_closed();
  const auto self = shared_from_this();
  net_.remove(*this);
}

void HttpConnection::sweep(NetClock::time_point now) {
  if (state_ == State::handling || state_ == State::streaming || state_ == State::closed) return;
  if (now < deadline_) return;
  if (state_ == State::writing) record(499);
  if (state_ != State::reading || !has_begun_) return close();
  const char* what = is_header_read_ ? "body" : "header";
  if (!is_header_read_) {
    facts_ = {};
    facts_.request_id = net_.next_request_id();
    path_.clear();
  }
  facts_.keep_alive = false;
  refuse(408, {ErrorCode::invalid, "request_timeout",
               fmt::format("The request's {} did not arrive in time.", what)});
}

void HttpConnection::stop() {
  if (state_ == State::handshaking || (state_ == State::reading && !has_begun_)) close();
}

void HttpConnection::abort() {
  close();
}

}  // namespace rapport::http
