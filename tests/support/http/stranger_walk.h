// Walks every operation of the API as somebody of another organisation who may do everything in their own,
// with the ids of the first organisation's things, and says where they got at anything.
//
//   Stranger stranger{client, ids, "mark", bodies};
//   const std::vector<std::string> leaks = walk(operations_of(api.endpoints()), stranger);    // empty: none
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "support/http/http_client.h"

namespace rapport::testing {

struct WalkedOperation {
  std::string method;
  std::string path;  // "/api/v1/queues/{id}"
  std::string id;    // "getQueue"
};

// From api::Endpoint, without including it here.
template <class Endpoints, class NameOf>
std::vector<WalkedOperation> operations_of(const Endpoints& endpoints, NameOf name_of) {
  std::vector<WalkedOperation> all;
  for (const auto& endpoint : endpoints)
    all.push_back({name_of(endpoint->method), endpoint->operation.path, endpoint->operation.id});
  return all;
}

struct Stranger {
  HttpClient& client;  // signed in to the other organisation, with its CSRF token
  std::vector<std::string> ids;
  std::string mark;  // stands in the name of everything of the first organisation
  // By operation id: a body that would be right but for the ids in the path. Needed where there is one.
  std::map<std::string, std::string> bodies;
  std::set<std::string> skipped;  // operation ids, e.g. signing out
};

// A line for each answer that should not have been: anything but 403 and 404 where an id is in the path; the
// mark or an id in any answer; any 5xx.
std::vector<std::string> walk(const std::vector<WalkedOperation>& operations, Stranger& stranger);

}  // namespace rapport::testing
