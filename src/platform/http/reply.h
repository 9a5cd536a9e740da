// The answering halves that handlers hold. They may be called, copied and dropped on any thread, also when
// the connection or the whole server is gone; they find the connection again on the net thread.
#pragma once

#include <memory>

#include "platform/http/net.h"
#include "platform/http/outgoing.h"
#include "platform/http/router.h"

namespace rapport::http {

// The connection, as a reply sees it. Both on the net thread.
class Answerable {
 public:
  virtual ~Answerable() = default;
  virtual void answer(Outgoing outgoing) = 0;
  virtual void open_socket(SocketFactory factory) = 0;
  virtual void want(Body::OnPiece then) = 0;
};

std::shared_ptr<Body> make_body(std::weak_ptr<Answerable> from, std::shared_ptr<NetInbox> inbox);

Reply make_reply(std::weak_ptr<Answerable> to, RequestFacts facts, std::shared_ptr<NetInbox> inbox);

using AcceptSocket = std::function<void(Result<SocketFactory>)>;
AcceptSocket make_accept(std::weak_ptr<Answerable> to, RequestFacts facts, std::shared_ptr<NetInbox> inbox);

}  // namespace rapport::http
