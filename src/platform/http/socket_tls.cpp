#include <boost/beast/websocket/teardown.hpp>

#include "platform/http/socket_connection_impl.h"

namespace rapport::http {

// Beast's customisation points: the end of a WebSocket's stream.
template <class Handler>
void async_teardown(boost::beast::role_type, TlsSocket& socket, Handler&& handler) {
  socket.async_shutdown([handler = std::forward<Handler>(handler)](StreamError error, std::size_t) mutable {
    std::move(handler)(error);
  });
}

void start_tls_socket(Net& net, TlsSocket socket, SocketStart start) {
  start_socket(net, std::move(socket), std::move(start));
}

}  // namespace rapport::http
