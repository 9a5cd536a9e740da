#include "channels/voice/sdp/support/offers.h"

#include <fstream>
#include <sstream>

namespace rapport::sdp::test {
namespace {

std::string file(const char* name) {
  std::ifstream in(std::string("tests/channels/voice/sdp/offers/") + name);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

}  // namespace

std::string chromium_offer() {
  return file("chromium.sdp");
}
std::string baresip_offer() {
  return file("baresip.sdp");
}
std::string sipp_offer() {
  return file("sipp.sdp");
}
std::string savp_and_avp_offer() {
  return file("savp_and_avp.sdp");
}
std::vector<std::string> all_offers() {
  return {chromium_offer(), baresip_offer(), sipp_offer(), savp_and_avp_offer()};
}

}  // namespace rapport::sdp::test
