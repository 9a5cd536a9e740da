#include "live/refusals.h"

namespace rapport::live {
namespace {

using switchboard::Refusal;

ErrorCode code_of(Refusal refusal) {
  switch (refusal) {
    case Refusal::unknown_queue:
    case Refusal::unknown_agent:
    case Refusal::unknown_interaction:
    case Refusal::unknown_timer:
    case Refusal::unknown_flow:
      return ErrorCode::not_found;
    case Refusal::not_your_interaction:
      return ErrorCode::forbidden;
    case Refusal::disposition_required:
    case Refusal::unknown_disposition:
    case Refusal::bad_value:
      return ErrorCode::invalid;
    default:
      return ErrorCode::conflict;
  }
}

}  // namespace

Error error_of(Refusal refusal) {
  std::string name = switchboard::name_of(refusal);
  std::string words = name;
  for (char& letter : words) {
    if (letter == '_') letter = ' ';
  }
  return Error{code_of(refusal), std::move(name), std::move(words), {}};
}

}  // namespace rapport::live
