// Samples of a described type: JSON that it takes, made from its table, so that walks over all operations
// need no bodies written by hand. What a schema cannot say (which queue, whose offer) comes from `id_of`.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "platform/contract/type.h"

namespace rapport::program::testing {

struct SampleOptions {
  // The id for a member, by the member's name without _id or _ids ("queue"); as a number in text.
  std::function<std::string(const std::string& member)> id_of;
  // Instead of the value at this JSON pointer, whatever it is; the pointer's optional parents are made for
  // it.
  std::map<std::string, std::string> instead = {};
  bool is_full = false;  // with everything that may be absent
};

// A place in a sample: every member and the first element of every list, map and optional.
struct Place {
  std::string pointer;
  std::string member;  // the name it goes by: of its nearest member
  const contract::Type* type = nullptr;
  bool is_required = true;
};

std::string sample_of(const contract::Type& type, const SampleOptions& options);
// Of the full sample. The whole itself is not in the list.
std::vector<Place> places_of(const contract::Type& type);
// "queue_ids" -> "queue".
std::string id_name(std::string member);

}  // namespace rapport::program::testing
