#include "voice/desks.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <stdexcept>

#include "support/api_client.h"

namespace rapport::bench {
namespace {

namespace json = boost::json;

constexpr Sound::Leg first_desk = 2'000'000'000;
constexpr std::chrono::seconds desk_patience{60};
constexpr std::size_t connecting_max = 32;  // at once

Sound::Leg leg_of(std::size_t desk) {
  return first_desk + static_cast<Sound::Leg>(desk);
}

}  // namespace

Desks::Desks(Workplace& place, Sound& sound) : place_(place), sound_(sound) {
  for (std::size_t i = 0; i < place.agents.size(); ++i)
    place.agents[i]->on_frame = [this, i](std::string_view frame) { heard(i, frame); };
}

Desks::~Desks() {
  turn_off();
  for (const auto& agent : place_.agents)
    agent->on_frame = {};
}

void Desks::turn_on(Net& net) {
  if (are_on_) return;
  are_on_ = true;
  ready_ = 0;
  for (std::size_t i = 0; i < place_.agents.size(); ++i) {
    net.run_until([&] { return i < ready_ + connecting_max || !wrong_.empty(); }, desk_patience);
    const json::object offer{{"type", "softphone_offer"}, {"sdp", sound_.open_browser(leg_of(i))}};
    place_.agents[i]->tell(json::serialize(offer));
  }
  net.run_until([&] { return ready_ == place_.agents.size() || !wrong_.empty(); }, desk_patience);
  if (ready_ != place_.agents.size())
    throw std::runtime_error(
        fmt::format("only {} of {} desks have their sound {}", ready_, place_.agents.size(), wrong_));
}

void Desks::turn_off() {
  if (!are_on_) return;
  are_on_ = false;
  for (std::size_t i = 0; i < place_.agents.size(); ++i) {
    place_.agents[i]->tell(R"({"type":"softphone_close"})");
    sound_.hush(leg_of(i));
  }
}

void Desks::heard(std::size_t desk, std::string_view frame) {
  // Most of a feed is about others.
  if (frame.find(R"("softphone")") == std::string_view::npos) return;
  const json::value message = json::parse(frame);
  if (text_of(message, "type") != "softphone") return;
  const std::string what = text_of(message, "what");
  if (what == "connecting")
    sound_.answer_browser(leg_of(desk), text_of(message, "sdp"));
  else if (what == "ready")
    ++ready_;
  else if (are_on_)
    wrong_ = what;
}

}  // namespace rapport::bench
