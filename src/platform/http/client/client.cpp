#include "platform/http/client/client.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <memory>

namespace rapport::http {
namespace {

struct EasyDone {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct ListDone {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Easy = std::unique_ptr<CURL, EasyDone>;
using List = std::unique_ptr<curl_slist, ListDone>;

// What libcurl's callbacks see of one request.
struct Asking {
  const ClientRequest& request;
  ClientAnswer answer = {};
  bool has_refused_address = false;
  bool has_refused_outside = false;
  bool is_too_large = false;
};

// Asked by libcurl for each address it is about to connect to, after the name was looked up.
curl_socket_t open_guarded(void* asking_of, curlsocktype, curl_sockaddr* to) {
  auto* asking = static_cast<Asking*>(asking_of);
  std::array<char, INET6_ADDRSTRLEN> text = {};
  const void* address = nullptr;
  if (to->family == AF_INET) address = &reinterpret_cast<const sockaddr_in*>(&to->addr)->sin_addr;
  if (to->family == AF_INET6) address = &reinterpret_cast<const sockaddr_in6*>(&to->addr)->sin6_addr;
  if (address == nullptr || inet_ntop(to->family, address, text.data(), text.size()) == nullptr ||
      (!asking->request.allows_private_addresses && is_inside(text.data()))) {
    asking->has_refused_address = true;
    return CURL_SOCKET_BAD;
  }
  if (asking->request.only_private_addresses && !is_inside(text.data())) {
    asking->has_refused_outside = true;
    return CURL_SOCKET_BAD;
  }
  return ::socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* asking_of) {
  auto* asking = static_cast<Asking*>(asking_of);
  std::string& body = asking->answer.body;
  const std::size_t room = asking->request.answer_bytes_max - body.size();
  if (size * count > room) {
    asking->is_too_large = true;
    if (asking->request.cuts_answer) body.append(bytes, room);
    return 0;
  }
  body.append(bytes, size * count);
  return size * count;
}

int goes_on(void* asking_of, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  const auto* asking = static_cast<const Asking*>(asking_of);
  return asking->request.is_cancelled && asking->request.is_cancelled() ? 1 : 0;
}

List header_list(const ClientRequest& request) {
  List list;
  const auto add = [&list](const std::string& line) {
    curl_slist* longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr) return;
    (void)list.release();
    list.reset(longer);
  };
  for (const auto& header : request.headers)
    add(header.first + ": " + header.second);
  add("Expect:");  // no pause of a second before a longer body
  return list;
}

void describe(CURL* easy, const ClientRequest& request, curl_slist* headers, Asking& asking) {
  curl_easy_setopt(easy, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.us / 1'000));
  curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  if (!request.body.empty() || request.method == "POST") {
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.c_str());
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  }
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(easy, CURLOPT_USERAGENT, "Rapport");
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, &open_guarded);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, &asking);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &take_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &asking);
  curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, &goes_on);
  curl_easy_setopt(easy, CURLOPT_XFERINFODATA, &asking);
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

Result<ClientAnswer> ask(const ClientRequest& request) {
  static const bool is_ready = curl_global_init(CURL_GLOBAL_DEFAULT) == 0;
  const Easy easy(is_ready ? curl_easy_init() : nullptr);
  if (!easy) return fail(ErrorCode::unavailable, "no_answer", "libcurl could not be set up");
  Asking asking{request};
  const List headers = header_list(request);
  describe(easy.get(), request, headers.get(), asking);
  const CURLcode code = curl_easy_perform(easy.get());
  if (asking.has_refused_address)
    return fail(ErrorCode::forbidden, "guarded_address", "the address leads inside");
  if (asking.has_refused_outside)
    return fail(ErrorCode::forbidden, "not_inside", "without encryption only addresses inside are asked");
  const bool is_cut = asking.is_too_large && request.cuts_answer;
  if (asking.is_too_large && !is_cut)
    return fail(ErrorCode::too_large, "answer_too_large",
                fmt::format("the answer has more than {} bytes", request.answer_bytes_max));
  if (code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL)
    return fail(ErrorCode::invalid, "bad_url", curl_easy_strerror(code));
  if (code != CURLE_OK && !is_cut) return fail(ErrorCode::unavailable, "no_answer", curl_easy_strerror(code));
  long status = 0;
  curl_off_t retry_after_s = 0;
  const char* type = nullptr;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(easy.get(), CURLINFO_CONTENT_TYPE, &type);
  asking.answer.status = static_cast<int>(status);
  curl_easy_getinfo(easy.get(), CURLINFO_RETRY_AFTER, &retry_after_s);
  asking.answer.retry_after = seconds(std::clamp<std::int64_t>(retry_after_s, 0, 366 * 86'400));
  if (type != nullptr) asking.answer.content_type = type;
  return std::move(asking.answer);
}

}  // namespace rapport::http
