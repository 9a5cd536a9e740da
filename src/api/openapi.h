// The OpenAPI 3.1 document of endpoints.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "api/api.h"

namespace rapport::api {

// Paths in alphabetical order, whatever the order of registration. Stops the program when two C++ types claim
// the same schema name: one of them needs Notes::name.
std::string openapi_document(const std::vector<std::shared_ptr<const Endpoint>>& endpoints,
                             const std::vector<DocumentedType>& documented, const std::string& version);

}  // namespace rapport::api
