#include "platform/http/reply.h"

#include <atomic>
#include <optional>

namespace rapport::http {
namespace {

// The answer on its way to the net thread.
class Delivery : public Wakeable {
 public:
  Delivery(std::weak_ptr<Answerable> to, Outgoing outgoing)
      : to_(std::move(to)), outgoing_(std::move(outgoing)) {}
  Delivery(std::weak_ptr<Answerable> to, SocketFactory factory)
      : to_(std::move(to)), factory_(std::move(factory)) {}
  void on_wake() override {
    const auto to = to_.lock();
    if (!to) return;
    if (factory_)
      to->open_socket(std::move(factory_));
    else
      to->answer(std::move(outgoing_));
  }

 private:
  std::weak_ptr<Answerable> to_;
  Outgoing outgoing_;
  SocketFactory factory_;
};

// Shared by all copies of one Reply: the first answer counts, and the last copy to go answers 500 when there
// was none.
class Answer {
 public:
  Answer(std::weak_ptr<Answerable> to, RequestFacts facts, std::shared_ptr<NetInbox> inbox)
      : to_(std::move(to)), facts_(std::move(facts)), inbox_(std::move(inbox)) {}
  Answer(const Answer&) = delete;
  ~Answer() {
    send(problem({ErrorCode::internal, "no_answer", "The request was dropped without an answer."},
                 facts_.request_id));
  }
  void send(Response response) {
    if (!is_answered_.exchange(true))
      inbox_->push(std::make_shared<Delivery>(to_, make_outgoing(facts_, std::move(response))));
  }
  void send(Result<SocketFactory> factory) {
    if (!factory)
      send(problem(factory.error(), facts_.request_id));
    else if (!is_answered_.exchange(true))
      inbox_->push(std::make_shared<Delivery>(to_, std::move(*factory)));
  }

 private:
  std::weak_ptr<Answerable> to_;
  RequestFacts facts_;
  std::shared_ptr<NetInbox> inbox_;
  std::atomic<bool> is_answered_ = false;
};

// A piece of a body that is asked for.
class Want : public Wakeable {
 public:
  Want(std::weak_ptr<Answerable> from, Body::OnPiece then) : from_(std::move(from)), then_(std::move(then)) {}
  void on_wake() override {
    if (const auto from = from_.lock())
      from->want(std::move(then_));
    else
      then_(fail(ErrorCode::unavailable, "client_gone", "the client has gone"));
  }

 private:
  std::weak_ptr<Answerable> from_;
  Body::OnPiece then_;
};

class IncomingBody : public Body {
 public:
  IncomingBody(std::weak_ptr<Answerable> from, std::shared_ptr<NetInbox> inbox)
      : from_(std::move(from)), inbox_(std::move(inbox)) {}
  void read(OnPiece then) override { inbox_->push(std::make_shared<Want>(from_, std::move(then))); }

 private:
  std::weak_ptr<Answerable> from_;
  std::shared_ptr<NetInbox> inbox_;
};

}  // namespace

std::shared_ptr<Body> make_body(std::weak_ptr<Answerable> from, std::shared_ptr<NetInbox> inbox) {
  return std::make_shared<IncomingBody>(std::move(from), std::move(inbox));
}

Reply make_reply(std::weak_ptr<Answerable> to, RequestFacts facts, std::shared_ptr<NetInbox> inbox) {
  auto answer = std::make_shared<Answer>(std::move(to), std::move(facts), std::move(inbox));
  return [answer = std::move(answer)](Response response) { answer->send(std::move(response)); };
}

AcceptSocket make_accept(std::weak_ptr<Answerable> to, RequestFacts facts, std::shared_ptr<NetInbox> inbox) {
  auto answer = std::make_shared<Answer>(std::move(to), std::move(facts), std::move(inbox));
  return [answer = std::move(answer)](Result<SocketFactory> factory) { answer->send(std::move(factory)); };
}

}  // namespace rapport::http
