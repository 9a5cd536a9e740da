#include "platform/http/request_parser.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "platform/http/header_values.h"
#include "platform/http/target.h"

namespace rapport::http {
namespace {

namespace beast_http = boost::beast::http;

std::string_view view(boost::beast::string_view text) {
  return {text.data(), text.size()};
}

RequestParser::Failure failure_of(beast_http::error error) {
  switch (error) {
    case beast_http::error::header_limit:
      return {431, {ErrorCode::too_large, "header_too_large", "The request header is over the limit."}};
    case beast_http::error::body_limit:
      return {413, {ErrorCode::too_large, "body_too_large", "The request body is over the limit."}};
    case beast_http::error::bad_version:
      return {505, {ErrorCode::invalid, "http_version", "This server speaks HTTP/1.1."}};
    default: {
      const std::string what = make_error_code(error).message();
      return {400,
              {ErrorCode::invalid, "malformed_request", "The request is not valid HTTP/1.1: " + what + "."}};
    }
  }
}

}  // namespace

struct RequestParser::Impl {
  beast_http::request_parser<beast_http::string_body> parser;
  State state = State::needs_more;
  Failure failure;
  Request request;
  std::vector<std::string> segments;
  bool expects_continue = false;

  void fail_with(Failure with) {
    state = State::failed;
    failure = std::move(with);
  }
  void refuse(int status, ErrorCode code, std::string reason, std::string detail) {
    fail_with({status, {code, std::move(reason), std::move(detail)}});
  }
  void read_header();
  void collect_headers();
  bool is_header_acceptable();
};

// One value per name, as RFC 9110 5.3 joins them.
void RequestParser::Impl::collect_headers() {
  for (const auto& field : parser.get()) {
    const std::string name = lower_case(view(field.name_string()));
    const auto [place, is_new] = request.headers.emplace(name, view(field.value()));
    if (is_new) continue;
    place->second += name == "cookie" ? "; " : ", ";
    place->second += view(field.value());
  }
}

bool RequestParser::Impl::is_header_acceptable() {
  const auto& message = parser.get();
  if (message.version() != 11 && message.version() != 10) {
    refuse(505, ErrorCode::invalid, "http_version", "This server speaks HTTP/1.1.");
  } else if (message.version() == 11 && message.count(beast_http::field::host) != 1) {
    refuse(400, ErrorCode::invalid, "host_header", "A request has exactly one Host header.");
  } else if (message.count(beast_http::field::transfer_encoding) > 0 &&
             lower_case(request.header("transfer-encoding")) != "chunked") {
    refuse(501, ErrorCode::invalid, "transfer_encoding",
           "The only transfer encoding understood is \"chunked\".");
  } else if (message.count(beast_http::field::expect) > 0 &&
             lower_case(request.header("expect")) != "100-continue") {
    refuse(417, ErrorCode::invalid, "expectation", "The only expectation understood is \"100-continue\".");
  }
  return state != State::failed;
}

void RequestParser::Impl::read_header() {
  const auto& message = parser.get();
  request.method = std::string(view(message.method_string()));
  collect_headers();
  if (!is_header_acceptable()) return;
  auto target = parse_target(view(message.target()));
  if (!target) {
    fail_with({400, std::move(target.error())});
    return;
  }
  request.path = std::move(target->path);
  request.query = std::move(target->query);
  segments = std::move(target->segments);
  expects_continue = message.version() == 11 && message.count(beast_http::field::expect) > 0;
  state = State::header_done;
}

RequestParser::RequestParser(std::size_t header_bytes_max) : impl_(std::make_unique<Impl>()) {
  impl_->parser.header_limit(static_cast<std::uint32_t>(header_bytes_max));
  impl_->parser.body_limit(boost::none);  // until the route is known; no body byte is taken before
}

RequestParser::~RequestParser() = default;

std::size_t RequestParser::feed(std::string_view bytes) {
  Impl& impl = *impl_;
  if (impl.state == State::done || impl.state == State::failed) return 0;
  auto& parser = impl.parser;
  const bool had_header = parser.is_header_done();
  // Beast 1.81 asserts when less than the shortest end of a chunked body, "0\r\n\r\n", is there a second
  // time. That much always follows, so nothing is lost by waiting for it.
  constexpr std::size_t kShortestChunkedEnd = 5;
  if (had_header && parser.chunked() && !parser.is_done() && bytes.size() < kShortestChunkedEnd) {
    impl.state = State::needs_more;
    return 0;
  }
  parser.eager(had_header);
  std::size_t used = 0;
  boost::beast::error_code error;
  if (!(had_header && parser.is_done()))
    used = parser.put(boost::asio::buffer(bytes.data(), bytes.size()), error);
  if (error && error != beast_http::error::need_more) {
    const auto known = error.category() == make_error_code(beast_http::error::bad_field).category();
    impl.fail_with(
        failure_of(known ? static_cast<beast_http::error>(error.value()) : beast_http::error::bad_value));
  } else if (!had_header && parser.is_header_done()) {
    impl.read_header();
  } else if (parser.is_done()) {
    impl.request.body = std::move(parser.get().body());
    impl.state = State::done;
  } else if (had_header) {
    impl.state = State::needs_more;
  }
  return used;
}

RequestParser::State RequestParser::state() const {
  return impl_->state;
}
const RequestParser::Failure& RequestParser::failure() const {
  return impl_->failure;
}

void RequestParser::limit_body(std::size_t bytes_max) {
  const auto length = impl_->parser.content_length();
  if (length && *length > bytes_max) {
    impl_->refuse(413, ErrorCode::too_large, "body_too_large",
                  "The request body has " + std::to_string(*length) + " bytes, at most " +
                      std::to_string(bytes_max) + " are taken here.");
    return;
  }
  impl_->parser.body_limit(bytes_max);
}

Request& RequestParser::request() {
  return impl_->request;
}
const std::vector<std::string>& RequestParser::segments() const {
  return impl_->segments;
}
std::string RequestParser::take_body() {
  std::string taken;
  if (impl_->state == State::done) {
    taken.swap(impl_->request.body);
  } else {
    // Copied: Beast reserves room for the whole of Content-Length.
    std::string& body = impl_->parser.get().body();
    taken.assign(body.data(), body.size());
    std::string().swap(body);
  }
  return taken;
}
bool RequestParser::keep_alive() const {
  return impl_->parser.is_header_done() && impl_->parser.keep_alive();
}
bool RequestParser::expects_continue() const {
  return impl_->expects_continue;
}
bool RequestParser::has_body() const {
  if (!impl_->parser.is_header_done()) return false;
  const auto length = impl_->parser.content_length();
  return impl_->parser.chunked() || (length && *length > 0);
}

bool RequestParser::wants_websocket() const {
  for (const std::string_view member : list_members(impl_->request.header("upgrade")))
    if (lower_case(member) == "websocket") return true;
  return false;
}

}  // namespace rapport::http
