#include "platform/contract/value_at.h"

#include <boost/json.hpp>

namespace rapport::contract {

Result<std::string> value_at(const std::string& json, const std::string& pointer) {
  boost::system::error_code error;
  const boost::json::value whole = boost::json::parse(json, error, {}, {.max_depth = 32});
  if (error) return fail(ErrorCode::invalid, "bad_json", "the answer is not JSON");
  const boost::json::value* found = whole.find_pointer(pointer, error);
  if (error || found == nullptr) return fail(ErrorCode::not_found, "nothing_there", pointer);
  if (found->is_string()) return std::string(found->get_string());
  if (found->is_structured() || found->is_null()) return fail(ErrorCode::invalid, "no_value", pointer);
  return boost::json::serialize(*found);
}

}  // namespace rapport::contract
