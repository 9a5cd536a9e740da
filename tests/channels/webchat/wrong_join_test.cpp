// Two strangers are taken for one person: neither may notice.
#include "customers/contract.h"
#include "org/admin.h"
#include "platform/crypto/signed_token.h"
#include "support/program/shop.h"

namespace rapport::program::testing {
namespace {

struct Made {
  std::string id;
};
BOOST_DESCRIBE_STRUCT(Made, (), (id))

// All that this browser is shown when it comes back.
std::string seen_by(Shop& shop, const std::string& token) {
  ChatVisitor back = shop.visitor(token);
  std::string all = contract::encode(back.welcome());
  webchat::ClientFrame prying;
  prying.type = "hello";
  prying.visitor_token = token;
  prying.after = MessageId{1};
  back.tell(prying);
  return all + contract::encode(back.next("welcome"));
}

bool has(const std::string& text, const char* words) {
  return text.find(words) != std::string::npos;
}

void check_each_sees_their_own(Shop& shop, const std::string& ann, const std::string& bob) {
  const std::string of_ann = seen_by(shop, ann), of_bob = seen_by(shop, bob);
  CHECK(has(of_ann, "I am Ann"));
  CHECK(has(of_ann, "Good day Ann"));
  CHECK(has(of_bob, "I am Bob"));
  for (const char* words : {"Bob", "secretly", "bob@x.test"})
    CHECK_MESSAGE(!has(of_ann, words), of_ann);
  for (const char* words : {"Ann", "secretly", "ann@x.test"})
    CHECK_MESSAGE(!has(of_bob, words), of_bob);
}

customers::CustomerProfile profile_of(HttpClient& client, CustomerId id) {
  return read<customers::CustomerProfile>(
      client.get("/api/v1/customers/" + std::to_string(id.value) + "/profile").body);
}

}  // namespace

TEST_CASE("of two visitors who were wrongly joined each sees only their own, and after the split too") {
  in_a_shop([](Shop& shop) {
    Desk ana = shop.desk_of_ana();
    std::string ann_token, bob_token;
    desk::Interaction ann_taken, bob_taken;
    {
      ChatVisitor ann = shop.visitor();
      ann_token = ann.token();
      ann.start("I am Ann", "1");
      ann_taken = ana.accept_next();
      const std::string path = path_of(ann_taken.id, "/messages");
      REQUIRE(ana.client.post(path, R"({"client_id":"a","kind":"text","text":"Good day Ann"})").status ==
              201);
      REQUIRE(ana.client.post(path, R"({"client_id":"n","kind":"note","text":"secretly odd"})").status ==
              201);
      ChatVisitor bob = shop.visitor();
      bob_token = bob.token();
      bob.start("I am Bob", "1");
      bob_taken = ana.accept_next();
    }
    const std::string ann_path = "/api/v1/customers/" + std::to_string(ann_taken.customer.id.value);
    for (const auto& [id, body] :
         {std::pair{ann_taken.customer.id, R"({"name":"Ann","email":"ann@x.test"})"},
          std::pair{bob_taken.customer.id, R"({"name":"Bob","email":"bob@x.test","note":"secretly rude"})"}})
      REQUIRE(ana.client.send("PATCH", "/api/v1/customers/" + std::to_string(id.value), body).status == 200);

    const auto joined = ana.client.post(
        ann_path + "/join", R"({"customer_id":")" + std::to_string(bob_taken.customer.id.value) + "\"}");
    INFO(joined.body);
    REQUIRE(joined.status == 200);
    check_each_sees_their_own(shop, ann_token, bob_token);

    // The agent has both before them, each with its source.
    const auto together = profile_of(ana.client, bob_taken.customer.id);
    CHECK(together.rows.size() == 2);
    CHECK(together.person_id == ann_taken.customer.id);
    const auto page =
        read<api::Page<desk::InteractionRecord>>(ana.client.get(ann_path + "/interactions").body);
    CHECK(page.items.size() == 2);

    const std::string undo = "/api/v1/customer-joins/" + read<Made>(joined.body).id + "/undo";
    REQUIRE(ana.client.post(undo).status == 200);
    CHECK(problem_of(ana.client.post(undo)).reason == "already_undone");
    check_each_sees_their_own(shop, ann_token, bob_token);
    const auto alone = profile_of(ana.client, bob_taken.customer.id);
    CHECK(alone.rows.size() == 1);
    CHECK(alone.values.at("name").value == "Bob");
    CHECK(read<desk::InteractionDetail>(ana.client.get(path_of(bob_taken.id)).body).previous.empty());
  });
}

TEST_CASE("an address that a visitor types is a proposal for the agent, and shows the visitor nothing") {
  in_a_shop([](Shop& shop) {
    Desk ana = shop.desk_of_ana();
    HttpClient admin = shop.house.signed_in("admin@shop.test");
    REQUIRE(
        admin
            .send("PUT", "/api/v1/customers",
                  R"({"external_id":"4711","name":"Ada Okafor","email":"ada@x.test","note":"secretly rich"})")
            .status == 200);
    const std::string key = shop.house.chat(shop.org, [](org::ChannelFields& channel) {
      channel.name = "With questions";
      channel.webchat.pre_chat.is_on = true;
      channel.webchat.pre_chat.fields = {{"email", "E-mail", "", org::ChatFieldKind::email, {}, false}};
    });
    ChatVisitor visitor(shop.house, key);
    visitor.start("Hello", "1", [](webchat::ClientFrame& frame) {
      frame.form = std::map<std::string, std::string>{{"email", "ADA@x.test"}};
    });
    const auto taken = ana.accept_next();
    CHECK(taken.customer.name.find("Ada") == std::string::npos);
    const auto proposals = read<customers::CustomerProposals>(
        ana.client.get("/api/v1/customers/" + std::to_string(taken.customer.id.value) + "/proposals").body);
    REQUIRE(proposals.items.size() == 1);
    CHECK(proposals.items[0].other.name == "Ada Okafor");
    CHECK(proposals.items[0].customer.id == taken.customer.id);
    const std::string path = "/api/v1/customer-proposals/" + std::to_string(proposals.items[0].id.value);
    REQUIRE(ana.client.post(path + "/accept").status == 200);
    CHECK(ana.client.post(path + "/accept").status == 404);
    CHECK(profile_of(ana.client, taken.customer.id).values.at("name").value == "Ada Okafor");
    ChatVisitor back(shop.house, key, visitor.token());
    const std::string shown = contract::encode(back.welcome());
    for (const char* words : {"Ada", "secretly", "4711"})
      CHECK_MESSAGE(!has(shown, words), shown);
  });
}

TEST_CASE("who signs in at a browser where somebody else was signed in begins with nothing of theirs") {
  in_a_shop([](Shop& shop) {
    org::Admin& admin = shop.house.parts().org.admin();
    const ChannelId channel = shop.house.parts().org.directories().by_chat_key(shop.key).channel->id;
    const std::string secret = admin.make_channel_secret(org::By{shop.org, {}}, channel).value().secret;
    const auto signed_as = [&](const char* subject) {
      return crypto::sign_hs256(std::string(R"({"sub":")") + subject + R"(","name":")" + subject +
                                    R"(","exp":)" + std::to_string(shop.house.now().us / 1'000'000 + 600) +
                                    "}",
                                secret);
    };
    Desk ana = shop.desk_of_ana();
    ChatVisitor anonymous = shop.visitor();
    anonymous.start("Before I sign in", "1");
    const auto before = ana.accept_next();
    // The same browser, now known: one person, who goes on where they were.
    ChatVisitor ann(shop.house, shop.key, anonymous.token(), signed_as("ann"));
    CHECK(ann.token() == anonymous.token());
    CHECK(ann.welcome().messages->size() == 1);
    CHECK(profile_of(ana.client, before.customer.id).values.at("name").value == "ann");
    CHECK(profile_of(ana.client, before.customer.id).rows.size() == 2);

    ChatVisitor bob(shop.house, shop.key, ann.token(), signed_as("bob"));
    CHECK(bob.token() != ann.token());
    CHECK(bob.welcome().messages->empty());
    bob.start("I am Bob", "1");
    const auto taken = ana.accept_next();
    CHECK(profile_of(ana.client, taken.customer.id).rows.size() == 1);
  });
}

}  // namespace rapport::program::testing
