// One WebSocket, plain or TLS: the same code compiled for each (socket_connection_impl.h), each in its own
// source, because a Beast source is what takes long to compile here.
#pragma once

#include "platform/http/stream.h"
#include "platform/http/tls_socket.h"

namespace rapport::http {

// Answers the upgrade request, runs the factory and serves the WebSocket as a new Peer of `net`. It takes
// over the count of the connection that was upgraded.
void start_plain_socket(Net& net, TcpSocket socket, SocketStart start);
void start_tls_socket(Net& net, TlsSocket socket, SocketStart start);

}  // namespace rapport::http
