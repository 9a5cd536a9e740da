// The text of our own audio section. Pure; used by negotiate.cpp only.
#pragma once

#include "channels/voice/sdp/negotiate.h"

namespace rapport::sdp {

Session begin_session(const Local& local);
Section offer_section(const Local& local);
Section answer_section(const std::string& transport, const Audio& offered, const Agreed& agreed,
                       const Local& local);

}  // namespace rapport::sdp
