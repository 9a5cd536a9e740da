#include "flows/webhook.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <fmt/format.h>
#include <netdb.h>
#include <sys/socket.h>

#include <array>
#include <boost/json.hpp>
#include <chrono>
#include <memory>
#include <thread>

namespace rapport::flows {
namespace {

struct EasyDone {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct ListDone {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
struct UrlDone {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using Easy = std::unique_ptr<CURL, EasyDone>;
using List = std::unique_ptr<curl_slist, ListDone>;

struct Guard {
  bool allows_private = false;
  bool has_refused = false;
};

// Asked by libcurl for each address it is about to connect to, after the name was looked up: a name that
// leads inside only now does not get through.
curl_socket_t open_guarded(void* guard_of, curlsocktype, curl_sockaddr* to) {
  auto* guard = static_cast<Guard*>(guard_of);
  std::array<char, INET6_ADDRSTRLEN> text = {};
  const bool is_six = to->family == AF_INET6;
  const void* address = nullptr;
  if (to->family == AF_INET) address = &reinterpret_cast<const sockaddr_in*>(&to->addr)->sin_addr;
  if (is_six) address = &reinterpret_cast<const sockaddr_in6*>(&to->addr)->sin6_addr;
  if (address == nullptr || inet_ntop(to->family, address, text.data(), text.size()) == nullptr ||
      (!guard->allows_private && is_inside(text.data()))) {
    guard->has_refused = true;
    return CURL_SOCKET_BAD;
  }
  return ::socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

std::size_t take(char* bytes, std::size_t size, std::size_t count, void* into) {
  auto* body = static_cast<std::string*>(into);
  if (body->size() + size * count > webhook_answer_bytes_max) return 0;
  body->append(bytes, size * count);
  return size * count;
}

struct Tried {
  long status = 0;
  std::string body;
  std::string failure;
  bool is_refused = false;
};

Tried try_once(const WebhookCall& call, const WebhookOptions& options) {
  static const bool is_ready = curl_global_init(CURL_GLOBAL_DEFAULT) == 0;
  Tried tried;
  Easy easy(is_ready ? curl_easy_init() : nullptr);
  if (!easy) {
    tried.failure = "libcurl could not be set up";
    return tried;
  }
  Guard guard{options.allows_private_addresses, false};
  List headers(curl_slist_append(nullptr, "Content-Type: application/json"));
  CURL* c = easy.get();
  curl_easy_setopt(c, CURLOPT_URL, call.url.c_str());
  curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(c, CURLOPT_PROXY, "");
  curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, static_cast<long>(call.timeout.us / 1'000));
  curl_easy_setopt(c, CURLOPT_POST, 1L);
  curl_easy_setopt(c, CURLOPT_POSTFIELDS, call.body.c_str());
  curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE, static_cast<long>(call.body.size()));
  curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(c, CURLOPT_USERAGENT, "Rapport");
  curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, &open_guarded);
  curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, &guard);
  curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, &take);
  curl_easy_setopt(c, CURLOPT_WRITEDATA, &tried.body);
  const CURLcode code = curl_easy_perform(c);
  tried.is_refused = guard.has_refused;
  if (code != CURLE_OK) tried.failure = curl_easy_strerror(code);
  curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &tried.status);
  return tried;
}

bool is_worth_another(const Tried& tried) {
  return !tried.is_refused && (!tried.failure.empty() || tried.status == 429 || tried.status >= 500);
}

bool is_inside_four(std::uint32_t a) {
  const auto in = [a](std::uint32_t net, int bits) { return (a ^ net) >> (32 - bits) == 0; };
  return in(0x00000000, 8) || in(0x0A000000, 8) || in(0x64400000, 10) || in(0x7F000000, 8) ||
         in(0xA9FE0000, 16) || in(0xAC100000, 12) || in(0xC0000000, 24) || in(0xC0A80000, 16) ||
         in(0xC6120000, 15) || in(0xE0000000, 3);
}

}  // namespace

bool is_inside(const std::string& address) {
  in_addr four = {};
  if (inet_pton(AF_INET, address.c_str(), &four) == 1) return is_inside_four(ntohl(four.s_addr));
  in6_addr six = {};
  if (inet_pton(AF_INET6, address.c_str(), &six) != 1) return true;
  const std::uint8_t* b = six.s6_addr;
  if (IN6_IS_ADDR_V4MAPPED(&six) || (b[0] == 0x00 && b[1] == 0x64 && b[2] == 0xFF && b[3] == 0x9B))
    return is_inside_four(static_cast<std::uint32_t>(b[12]) << 24 | static_cast<std::uint32_t>(b[13]) << 16 |
                          static_cast<std::uint32_t>(b[14]) << 8 | b[15]);
  return IN6_IS_ADDR_LOOPBACK(&six) || IN6_IS_ADDR_UNSPECIFIED(&six) || IN6_IS_ADDR_LINKLOCAL(&six) ||
         IN6_IS_ADDR_MULTICAST(&six) || (b[0] & 0xFE) == 0xFC || (b[0] == 0x20 && b[1] == 0x02);
}

Result<std::string> call_webhook(const WebhookCall& call, const WebhookOptions& options) {
  Tried tried;
  for (std::int32_t attempt = 0; attempt <= call.retries; ++attempt) {
    if (attempt > 0) std::this_thread::sleep_for(std::chrono::milliseconds(250 * attempt));
    tried = try_once(call, options);
    if (tried.failure.empty() && tried.status >= 200 && tried.status < 300) return std::move(tried.body);
    if (!is_worth_another(tried)) break;
  }
  if (tried.is_refused)
    return fail(ErrorCode::forbidden, "guarded_address", "the webhook leads to an address inside");
  return fail(ErrorCode::unavailable, "webhook_failed",
              tried.failure.empty() ? fmt::format("the webhook answered {}", tried.status) : tried.failure);
}

Result<std::string> at_pointer(const std::string& json, const std::string& pointer) {
  boost::system::error_code error;
  const boost::json::value whole = boost::json::parse(json, error, {}, {.max_depth = 32});
  if (error) return fail(ErrorCode::invalid, "bad_json", "the answer is not JSON");
  const boost::json::value* found = whole.find_pointer(pointer, error);
  if (error || found == nullptr) return fail(ErrorCode::not_found, "nothing_there", pointer);
  if (found->is_string()) return std::string(found->get_string());
  if (found->is_structured() || found->is_null()) return fail(ErrorCode::invalid, "no_value", pointer);
  return boost::json::serialize(*found);
}

}  // namespace rapport::flows
