// `rapport openapi`: the API's document, from the same registration that the server uses.
#pragma once

#include <iosfwd>

namespace rapport::program {

int openapi(std::ostream& output, std::ostream& errors);

}  // namespace rapport::program
