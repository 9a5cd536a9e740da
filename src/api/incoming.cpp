#include "api/incoming.h"

#include <optional>
#include <utility>

#include "api/answer.h"

namespace rapport::api {
namespace {

// Kept alive by whatever it waits for.
class Incoming : public std::enable_shared_from_this<Incoming> {
 public:
  Incoming(std::shared_ptr<const Endpoint> endpoint, Authenticator& authenticator, workers::WorkerPool& pool,
           log::Log& log, http::Request request, std::shared_ptr<http::Body> body, http::Reply reply)
      : endpoint_(std::move(endpoint)),
        authenticator_(authenticator),
        pool_(pool),
        log_(log),
        request_(std::move(request)),
        body_(std::move(body)),
        reply_(std::move(reply)) {}

  void start() {
    on_worker([this] {
      answered([this]() -> Result<std::optional<std::string>> {
        auto caller = admitted(*endpoint_, authenticator_, request_);
        if (!caller) return tl::unexpected<Error>(std::move(caller.error()));
        caller_ = std::move(*caller);
        call_.emplace(request_, caller_, headers_);
        auto intake = endpoint_->begin(*call_);
        if (!intake) return tl::unexpected<Error>(std::move(intake.error()));
        intake_ = std::move(*intake);
        return std::nullopt;
      });
    });
  }

 private:
  template <class Work>
  void on_worker(Work work) {
    if (pool_.post([self = shared_from_this(), work = std::move(work)] { work(); })) return;
    reply_(busy(request_.request_id));
  }

  // Runs a step. It gives the answer's body when it was the last one, or nothing: the next piece is asked
  // for.
  template <class Step>
  void answered(Step step) {
    auto response = guarded(*endpoint_, log_, request_, [&]() -> Result<std::optional<http::Response>> {
      auto result = step();
      if (!result) return tl::unexpected<Error>(std::move(result.error()));
      if (!*result) return std::nullopt;
      http::Response done;
      done.body = std::move(**result);
      done.status = success_status(*endpoint_);
      return done;
    });
    if (!response) return ask();
    intake_.reset();
    finish_headers(*response, headers_);
    reply_(std::move(*response));
  }

  void ask() {
    body_->read([self = shared_from_this()](Result<std::string> piece) {
      if (!piece) return;  // the client has gone, or has its answer already
      self->on_worker([raw = self.get(), piece = std::move(*piece)] { raw->take(piece); });
    });
  }

  void take(const std::string& piece) {
    answered([&]() -> Result<std::optional<std::string>> {
      if (piece.empty()) {
        auto text = intake_->finish();
        if (!text) return tl::unexpected<Error>(std::move(text.error()));
        return std::optional<std::string>(std::move(*text));
      }
      if (auto taken = intake_->take(piece); !taken) return tl::unexpected<Error>(std::move(taken.error()));
      return std::nullopt;
    });
  }

  std::shared_ptr<const Endpoint> endpoint_;
  Authenticator& authenticator_;
  workers::WorkerPool& pool_;
  log::Log& log_;
  http::Request request_;
  std::shared_ptr<http::Body> body_;
  http::Reply reply_;
  Caller caller_;
  http::Headers headers_;
  std::optional<Call> call_;
  std::unique_ptr<Intake<std::string>> intake_;
};

}  // namespace

http::StreamHandler take_in(std::shared_ptr<const Endpoint> endpoint, Authenticator& authenticator,
                            workers::WorkerPool& pool, log::Log& log) {
  return [endpoint = std::move(endpoint), &authenticator, &pool, &log](
             http::Request request, std::shared_ptr<http::Body> body, http::Reply reply) {
    std::make_shared<Incoming>(endpoint, authenticator, pool, log, std::move(request), std::move(body),
                               std::move(reply))
        ->start();
  };
}

}  // namespace rapport::api
