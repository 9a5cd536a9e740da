// A shop: one organisation with a chat, two agents in its only queue and a supervisor; what tests of the desk
// and the chat begin with.
#pragma once

#include "api/page.h"
#include "support/program/visitor.h"

namespace rapport::program::testing {

struct Shop {
  explicit Shop(House& the_house)
      : house(the_house),
        org(house.organisation("shop").id),
        queue(house.queue(org)),
        key(house.chat(org)),
        ana(house.user(org, "ana@shop.test", "agent", {queue}).id),
        ben(house.user(org, "ben@shop.test", "agent", {queue}).id),
        sue(house.user(org, "sue@shop.test", "supervisor").id) {}

  ChatVisitor visitor(const std::string& token = "") { return ChatVisitor(house, key, token); }
  // Signed in, with the feed open; agents also available.
  Desk desk_of_ana() { return available("ana@shop.test", ana); }
  Desk desk_of_ben() { return available("ben@shop.test", ben); }
  Desk desk_of_sue() { return Desk(house, "sue@shop.test"); }

  House& house;
  OrgId org;
  QueueId queue;
  std::string key;
  UserId ana, ben, sue;

 private:
  Desk available(const std::string& email, UserId id) {
    Desk desk(house, email);
    desk.be_available(id);
    return desk;
  }
};

inline std::string path_of(InteractionId id, const std::string& rest = "") {
  return "/api/v1/interactions/" + std::to_string(id.value) + rest;
}

inline std::vector<desk::Message> messages_of(HttpClient& client, InteractionId id) {
  return read<api::Page<desk::Message>>(client.get(path_of(id, "/messages")).body).items;
}

template <class Body>
void in_a_shop(Body&& body) {
  in_a_house([&](House& house) {
    Shop shop(house);
    body(shop);
  });
}

}  // namespace rapport::program::testing
