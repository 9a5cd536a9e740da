// The server's TLS context: TLS 1.2 and later, HTTP/1.1 by ALPN. Internal: it shows Asio.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <filesystem>
#include <memory>

#include "base/result.h"

namespace rapport::http {

// Fails ("bad_tls") with the file that cannot be used and OpenSSL's words, also when key and certificate do
// not match.
Result<std::unique_ptr<boost::asio::ssl::context>> make_tls_context(const std::filesystem::path& certificate,
                                                                    const std::filesystem::path& key);

}  // namespace rapport::http
