#include "platform/http/problem.h"

#include "base/json_text.h"

namespace rapport::http {
namespace {

void append_member(std::string& out, std::string_view name, std::string_view value) {
  out += ',';
  append_json_string(out, name);
  out += ':';
  append_json_string(out, value);
}

}  // namespace

std::string_view status_text(int status) {
  switch (status) {
    case 100:
      return "Continue";
    case 101:
      return "Switching Protocols";
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 206:
      return "Partial Content";
    case 301:
      return "Moved Permanently";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 307:
      return "Temporary Redirect";
    case 308:
      return "Permanent Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 406:
      return "Not Acceptable";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 416:
      return "Range Not Satisfiable";
    case 417:
      return "Expectation Failed";
    case 422:
      return "Unprocessable Content";
    case 426:
      return "Upgrade Required";
    case 428:
      return "Precondition Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "";
  }
}

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid:
      return 400;
    case ErrorCode::unauthenticated:
      return 401;
    case ErrorCode::forbidden:
      return 403;
    case ErrorCode::not_found:
      return 404;
    case ErrorCode::conflict:
      return 409;
    case ErrorCode::too_large:
      return 413;
    case ErrorCode::too_many:
      return 429;
    case ErrorCode::unavailable:
      return 503;
    case ErrorCode::internal:
      return 500;
  }
  return 500;
}

Response problem(const Error& error, const std::string& request_id) {
  // Well-formed but wrong in named places: 422; not even readable: 400.
  const bool is_unprocessable = error.code == ErrorCode::invalid && !error.issues.empty();
  return problem_with_status(is_unprocessable ? 422 : status_of(error.code), error, request_id);
}

Response problem_with_status(int status, const Error& error, const std::string& request_id) {
  Response response;
  response.status = status;
  response.content_type = "application/problem+json";
  std::string& body = response.body;
  body = "{\"type\":";
  append_json_string(body, "urn:rapport:problem:" + error.reason);
  append_member(body, "title", status_text(status));
  body += ",\"status\":" + std::to_string(status);
  append_member(body, "detail", error.detail);
  append_member(body, "instance", request_id);
  append_member(body, "reason", error.reason);
  if (!error.issues.empty()) {
    body += ",\"issues\":[";
    for (const Issue& issue : error.issues) {
      if (&issue != &error.issues.front()) body += ',';
      body += "{\"where\":";
      append_json_string(body, issue.where);
      append_member(body, "what", issue.what);
      body += '}';
    }
    body += ']';
  }
  body += '}';
  return response;
}

}  // namespace rapport::http
