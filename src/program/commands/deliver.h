// `rapport deliver`: a mail from standard input into the running server, for mail servers that deliver by a
// pipe.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "program/settings.h"

namespace rapport::program {

// Exit codes of sysexits.h: 0 taken for all; 75 try again later; 67 nobody of this address; 65 refused for
// good; 64 bad use; 78 no entry is configured. Of several recipients' answers the one to be tried again
// counts most: those who have it already know it again.
int deliver(const Settings& settings, const std::string& sender, const std::vector<std::string>& recipients,
            std::istream& input, std::ostream& errors);

}  // namespace rapport::program
