// Api: the one door of the REST API. Registers typed operations at the router, runs their handlers on the
// worker pool, and knows the OpenAPI document of all of them. Built at start on the main thread; handlers run
// on workers, several at once. It holds no state of its own while serving.
//
// For every request, in this order, each with a problem document when it fails:
//   503 the pool is full (Retry-After) · 401 not signed in · 403 missing or wrong X-CSRF-Token · 403 missing
//   permission · 404 an id in the path that is none · 415 a body that is not application/json · 400 not JSON,
//   or not of this shape; or a wrong query · 422 values beyond their limits · then what the handler answers ·
//   500 when it throws.
//
// CSRF is checked here, not by the Authenticator: a call that is neither GET nor by token nor public needs
// the header X-CSRF-Token with the session's token.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "api/authenticator.h"
#include "api/call.h"
#include "api/intake.h"
#include "api/operation.h"
#include "base/result.h"
#include "platform/contract/json.h"
#include "platform/contract/schema.h"
#include "platform/http/router.h"
#include "platform/log/log.h"
#include "platform/workers/worker_pool.h"

namespace rapport::api {

enum class Method { get, post, put, patch, remove };

// A handler's input, still as text; and what an endpoint is apart from its C++ types.
using ReadInput = std::function<Result<void>(const contract::Type& type, void* value)>;
struct Endpoint {
  Method method = Method::get;
  Operation operation;
  const contract::Type* input = nullptr;   // of the query (get) or the body; nullptr: none
  const contract::Type* output = nullptr;  // nullptr: none, or raw
  bool takes_bytes = false;
  bool gives_response = false;
  // The body of the answer, or with gives_response nothing and `response` filled.
  std::function<Result<std::string>(const Call&, const ReadInput&, http::Response& response)> run = {};
  // With takes_bytes instead: what takes the body, and gives that of the answer.
  std::function<Result<std::unique_ptr<Intake<std::string>>>(const Call&)> begin = {};
};

struct DocumentedType {
  const contract::Type* type = nullptr;
  contract::Direction direction = contract::Direction::output;
  // Of a request that we send: what the document's `webhooks` call it, and a line about it.
  std::string webhook = {};
  std::string summary = {};
};

template <class Out>
using Handler = std::function<Result<Out>(const Call&)>;
template <class In, class Out>
using HandlerOf = std::function<Result<Out>(const Call&, const In&)>;

class Api {
 public:
  // Borrows all; they outlive it. Routes refer to the Api: it outlives the server.
  Api(http::Router& router, Authenticator& authenticator, workers::WorkerPool& pool, log::Log& log);
  ~Api();
  Api(const Api&) = delete;
  Api& operator=(const Api&) = delete;

  // In of get is a described struct of query parameters, of the others of the JSON body. Out may be void.
  //   api.get<QueuePage>(operation, handler);              api.get<QueueQuery, QueuePage>(operation,
  //   handler); api.post<Session>(operation, handler);               api.post<SignIn, Session>(operation,
  //   handler);
  template <class Out>
  void get(Operation operation, Handler<Out> handler) {
    add<Out>(Method::get, std::move(operation), std::move(handler));
  }
  template <class In, class Out>
  void get(Operation operation, HandlerOf<In, Out> handler) {
    add<In, Out>(Method::get, std::move(operation), std::move(handler));
  }
  template <class Out>
  void post(Operation operation, Handler<Out> handler) {
    add<Out>(Method::post, std::move(operation), std::move(handler));
  }
  template <class In, class Out>
  void post(Operation operation, HandlerOf<In, Out> handler) {
    add<In, Out>(Method::post, std::move(operation), std::move(handler));
  }
  template <class In, class Out>
  void put(Operation operation, HandlerOf<In, Out> handler) {
    add<In, Out>(Method::put, std::move(operation), std::move(handler));
  }
  template <class In, class Out>
  void patch(Operation operation, HandlerOf<In, Out> handler) {
    add<In, Out>(Method::patch, std::move(operation), std::move(handler));
  }
  template <class Out = void>
  void remove(Operation operation, std::type_identity_t<Handler<Out>> handler) {
    add<Out>(Method::remove, std::move(operation), Handler<Out>(std::move(handler)));
  }
  // A body that is not JSON, up to Operation::body_bytes_max, taken as it comes in. `begin` is asked before
  // any of it is read.
  template <class Out>
  void post_bytes(Operation operation,
                  std::function<Result<std::unique_ptr<Intake<Out>>>(const Call&)> begin) {
    Endpoint endpoint{Method::post, std::move(operation), nullptr, output_of<Out>(), true};
    endpoint.begin =
        [begin = std::move(begin)](const Call& call) -> Result<std::unique_ptr<Intake<std::string>>> {
      auto intake = begin(call);
      if (!intake) return tl::unexpected<Error>(std::move(intake.error()));
      return std::make_unique<EncodedIntake<Out>>(std::move(*intake));
    };
    add(std::move(endpoint));
  }
  // An answer that is not JSON: a file.
  void get_bytes(Operation operation, std::function<Result<http::Response>(const Call&)> handler);

  // A type that goes over a WebSocket and not through an operation, for the document's schemas and the web's
  // types.
  template <class T>
  void document(contract::Direction direction) {
    documented_.push_back({&contract::type_of<T>(), direction});
  }
  // The body of a request that others get from us, for the document's `webhooks`.
  template <class T>
  void webhook(const std::string& name, const std::string& summary) {
    documented_.push_back({&contract::type_of<T>(), contract::Direction::output, name, summary});
  }

  // The OpenAPI 3.1 document of everything registered so far; the same operations give the same bytes.
  std::string openapi(const std::string& version) const;
  // Serves it at GET /api/openapi.json. Call once, when everything is registered.
  void serve_document(const std::string& version);
  // Serves the reference page (web/dist/api) at /api, under a Content-Security-Policy without inline scripts.
  void serve_reference(const std::filesystem::path& folder);

  // For tests that walk over all there is.
  const std::vector<std::shared_ptr<const Endpoint>>& endpoints() const { return endpoints_; }

 private:
  template <class Out>
  static Result<std::string> text_of(const Result<Out>& result) {
    if (!result) return tl::unexpected<Error>(result.error());
    if constexpr (std::is_void_v<Out>)
      return std::string();
    else
      return contract::encode(*result);
  }
  template <class Out>
  static const contract::Type* output_of() {
    if constexpr (std::is_void_v<Out>)
      return nullptr;
    else
      return &contract::type_of<Out>();
  }

  template <class Out>
  class EncodedIntake : public Intake<std::string> {
   public:
    explicit EncodedIntake(std::unique_ptr<Intake<Out>> intake) : intake_(std::move(intake)) {}
    Result<void> take(std::string_view piece) override { return intake_->take(piece); }
    Result<std::string> finish() override { return text_of<Out>(intake_->finish()); }

   private:
    std::unique_ptr<Intake<Out>> intake_;
  };

  template <class Out>
  void add(Method method, Operation operation, Handler<Out> handler) {
    Endpoint endpoint{method, std::move(operation), nullptr, output_of<Out>()};
    endpoint.run = [handler = std::move(handler)](const Call& call, const ReadInput&, http::Response&) {
      return text_of<Out>(handler(call));
    };
    add(std::move(endpoint));
  }
  template <class In, class Out>
  void add(Method method, Operation operation, HandlerOf<In, Out> handler) {
    Endpoint endpoint{method, std::move(operation), &contract::type_of<In>(), output_of<Out>()};
    endpoint.run = [handler = std::move(handler)](const Call& call, const ReadInput& read,
                                                  http::Response&) -> Result<std::string> {
      In in{};
      if (auto result = read(contract::type_of<In>(), &in); !result)
        return tl::unexpected<Error>(std::move(result.error()));
      return text_of<Out>(handler(call, in));
    };
    add(std::move(endpoint));
  }
  void add(Endpoint endpoint);

  http::Router& router_;
  Authenticator& authenticator_;
  workers::WorkerPool& pool_;
  log::Log& log_;
  std::vector<std::shared_ptr<const Endpoint>> endpoints_;
  std::vector<DocumentedType> documented_;
};

}  // namespace rapport::api
