// A request whose body is taken by an Intake: authenticated and begun before a byte of it is read, then a
// piece at a time between the net thread, which reads one when it is asked to, and a worker, which takes it.
#pragma once

#include <memory>

#include "api/api.h"

namespace rapport::api {

http::StreamHandler take_in(std::shared_ptr<const Endpoint> endpoint, Authenticator& authenticator,
                            workers::WorkerPool& pool, log::Log& log);

}  // namespace rapport::api
