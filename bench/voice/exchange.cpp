#include "voice/exchange.h"

#include <fmt/format.h>

#include <boost/json.hpp>

namespace rapport::bench {

namespace json = boost::json;

std::string name_of(Way way) {
  switch (way) {
    case Way::plain:
      return "plain";
    case Way::recorded:
      return "recorded";
    case Way::webrtc:
      return "webrtc";
    case Way::webrtc_recorded:
      return "webrtc_recorded";
  }
  return "";
}

std::string number_of(Way way) {
  return fmt::format("+8610666600{:02}", static_cast<int>(way));
}

void make_exchange(ApiClient& admin, const Workplace& place, std::uint16_t outside_port) {
  const json::value trunk = admin.get("/trunks").at("items").at(0);
  const std::string trunk_id = text_of(trunk, "id");
  admin.put("/trunks/" + trunk_id,
            json::serialize(json::object{
                {"name", text_of(trunk, "name")},
                {"networks", trunk.at("networks")},
                {"keep_alive_s", 0},
                {"gateways", json::array{json::object{{"host", "127.0.0.1"}, {"port", outside_port}}}}}));
  json::array members;
  for (const auto& agent : place.agents)
    members.emplace_back(agent->id());
  for (const Way way : ways) {
    // A desk's own sound is there before the call: its agent need not pick up. A phone outside does.
    json::object rules{{"wrap_up_limit_s", 1}, {"auto_accept", is_webrtc(way)}};
    if (is_recorded(way)) rules["recording"] = json::object{{"rule", "all"}};
    const json::object queue{
        {"name", "Calls " + name_of(way)}, {"channel", "voice"}, {"member_ids", members}, {"rules", rules}};
    const std::string queue_id = text_of(admin.post("/queues", json::serialize(queue)), "id");
    admin.post("/phone-numbers", json::serialize(json::object{{"number", number_of(way)},
                                                              {"name", name_of(way)},
                                                              {"queue_id", queue_id},
                                                              {"trunk_id", trunk_id}}));
  }
  for (std::size_t i = 0; i < place.agents.size(); ++i)
    admin.post("/phones", json::serialize(json::object{{"agent_id", place.agents[i]->id()},
                                                       {"kind", "outside_number"},
                                                       {"outside_number", fmt::format("+86138{:08}", i)},
                                                       {"trunk_id", trunk_id}}));
}

}  // namespace rapport::bench
