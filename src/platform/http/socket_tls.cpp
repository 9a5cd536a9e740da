#include <boost/beast/websocket/ssl.hpp>

#include "platform/http/socket_connection_impl.h"

namespace rapport::http {

void start_tls_socket(Net& net, TlsSocket socket, SocketStart start) {
  start_socket(net, std::move(socket), std::move(start));
}

}  // namespace rapport::http
