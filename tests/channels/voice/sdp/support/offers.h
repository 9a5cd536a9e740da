// Offers as real programs sent them.
#pragma once

#include <string>
#include <vector>

namespace rapport::sdp::test {

std::string chromium_offer();  // audio, video and data, BUNDLE, no microphone permission
std::string baresip_offer();
std::string sipp_offer();
std::string savp_and_avp_offer();  // the same audio twice: with a=crypto and without
std::vector<std::string> all_offers();

}  // namespace rapport::sdp::test
