#include "platform/http/socket_connection_impl.h"

namespace rapport::http {

void start_plain_socket(Net& net, TcpSocket socket, SocketStart start) {
  start_socket(net, std::move(socket), std::move(start));
}

}  // namespace rapport::http
