// Administrators keep trunks, numbers and phones; the phone side gets what they say.
#include "channels/voice/lines/lines.h"

#include <algorithm>

#include "flows/contract.h"
#include "platform/database/statement.h"
#include "support/program/house.h"

namespace rapport::lines {
namespace {

using namespace program::testing;

struct Office {
  House& house;
  org::Organisation shop;
  HttpClient admin;
  QueueId queue;

  explicit Office(House& in, const std::string& slug = "shop")
      : house(in),
        shop(in.organisation(slug)),
        admin(in.signed_in("admin@" + slug + ".test")),
        queue(in.queue(shop.id)) {}

  Lines& lines() { return house.parts().lines; }
  Configuration configuration() {
    REQUIRE(lines().load().has_value());
    return *lines().configuration();
  }
  template <class T>
  T make(const std::string& list, const std::string& body) {
    const HttpReply reply = admin.post("/api/v1/" + list, body);
    INFO(reply.body);
    REQUIRE(reply.status == 201);
    return read<T>(reply.body);
  }
  // Refused, and said where.
  void refuse(const std::string& list, const std::string& body, const std::string& where) {
    const HttpReply reply = admin.post("/api/v1/" + list, body);
    const Problem problem = problem_of(reply);
    CAPTURE(body);
    CAPTURE(reply.body);
    CHECK(reply.status == 422);
    CHECK(std::find(problem.pointers.begin(), problem.pointers.end(), where) != problem.pointers.end());
  }
};

std::string path_of(const char* list, std::int64_t id) {
  return "/api/v1/" + std::string(list) + "/" + std::to_string(id);
}

constexpr const char* provider =
    R"({"name":"Provider","gateways":[{"host":"sip.provider.example","transport":"tls","priority":1},)"
    R"({"host":"2001:db8::7","port":5070}],"networks":["192.0.2.0/24"],"inbound_user":"in",)"
    R"("inbound_password":"in secret","outbound_user":"out","outbound_password":"out secret",)"
    R"("does_register":true,"channels_max":30,"full_code":486,"caller_number":"+86 10 1234-5678"})";

}  // namespace

TEST_CASE("a trunk reaches the phone side as it was said, and its passwords go nowhere else") {
  in_a_house([](House& house) {
    Office office(house);
    const HttpReply made = office.admin.post("/api/v1/trunks", provider);
    INFO(made.body);
    REQUIRE(made.status == 201);
    CHECK(made.body.find("secret") == std::string::npos);
    const auto trunk = read<Trunk>(made.body);
    CHECK(trunk.has_inbound_password);
    CHECK(trunk.has_outbound_password);
    CHECK(trunk.caller_number == "+861012345678");

    const Configuration told = office.configuration();
    REQUIRE(told.sip.trunks.size() == 1);
    const sip::Trunk& line = told.sip.trunks.front();
    CHECK(line.id == trunk.id);
    CHECK(line.gateways.at(0) == sip::Gateway{"sip.provider.example", 0, sip::Transport::tls, 1});
    CHECK(line.gateways.at(1) == sip::Gateway{"[2001:db8::7]", 5070, sip::Transport::udp, 0});
    CHECK(line.networks == std::vector<std::string>{"192.0.2.0/24"});
    CHECK(line.inbound == sip::Credentials{"in", "in secret"});
    CHECK(line.outbound == sip::Credentials{"out", "out secret"});
    CHECK(line.does_register);
    CHECK(line.channels_max == 30);
    CHECK(line.full_code == 486);
    CHECK(told.calls.trunks.at(trunk.id).org == office.shop.id);
    CHECK(told.calls.trunks.at(trunk.id).caller_number == "+861012345678");

    CHECK(office.admin.get("/api/v1/audit").body.find("secret") == std::string::npos);
    const auto sealed = house.parts().database.read([&](database::Session& sql) -> Result<std::string> {
      return database::first<std::string>(sql, "select settings || sealed_inbound from voice_trunk").value();
    });
    CHECK(sealed.value().find("secret") == std::string::npos);
  });
}

TEST_CASE("a trunk's rules for numbers reach the phone side, and what they need is asked for") {
  in_a_house([](House& house) {
    Office office(house);
    const auto trunk = office.make<Trunk>(
        "trunks", R"({"name":"Carrier","region":"CN","caller_number":"010-12345678","shows":"fixed",)"
                  R"("number_form":"national","is_customer_shown":false,"refuses_anonymous":true})");
    const calls::TrunkRules rules = office.configuration().calls.trunks.at(trunk.id);
    CHECK(rules.caller_number == "+861012345678");
    CHECK(rules.shown == calls::ShownNumber::fixed);
    CHECK(rules.form == numbering::Form::national);
    CHECK_FALSE(rules.is_customer_shown);
    CHECK(rules.refuses_anonymous);
    office.refuse("trunks", R"({"name":"a","shows":"fixed"})", "/caller_number");
    office.refuse("trunks", R"({"name":"a","number_form":"national"})", "/region");
    office.refuse("trunks", R"({"name":"a","region":"XX"})", "/region");
    office.refuse("trunks", R"({"name":"a","tls_trust":"fingerprint","tls_fingerprint":"AB:CD"})",
                  "/tls_fingerprint");
    office.refuse("trunks", R"({"name":"a","tls_trust":"authority","tls_authority":"mine"})",
                  "/tls_authority");
    std::string pinned(64, 'A');
    pinned.insert(2, ":");
    const auto tls = office.make<Trunk>(
        "trunks", R"({"name":"b","tls_trust":"fingerprint","tls_fingerprint":")" + pinned + R"("})");
    CHECK(tls.tls_fingerprint == std::string(64, 'a'));
    office.refuse("trunks", R"({"name":"a","region":"CN","caller_number":"62345678"})", "/caller_number");
    CHECK(office.admin.put(path_of("trunks", trunk.id.value), R"({"name":"a","shows":"nobody"})").status ==
          422);
  });
}

TEST_CASE("a queue or a flow that a number leads to stays, and the refusal names the number") {
  in_a_house([](House& house) {
    Office office(house);
    flows::Definition draft;
    draft.fallback_queue_id = office.queue;
    const FlowId flow =
        office.make<flows::FlowWhole>("flows", contract::encode(flows::NewFlow{"Hello", draft})).id;
    const auto number = office.make<PhoneNumber>(
        "phone-numbers", R"({"number":"95500","queue_id":)" + quoted(office.queue.value) + R"(,"flow_id":)" +
                             quoted(flow.value) + "}");
    for (const std::string& path : {path_of("queues", office.queue.value), path_of("flows", flow.value)}) {
      const HttpReply refused = office.admin.del(path);
      CAPTURE(path);
      CAPTURE(refused.body);
      CHECK(refused.status == 409);
      CHECK(problem_of(refused).reason == "in_use");
      CHECK(problem_of(refused).pointers.at(0) == "/phone-numbers/" + std::to_string(number.id.value));
      CHECK(refused.body.find("the number 95500") != std::string::npos);
    }
    CHECK(office.admin.del(path_of("phone-numbers", number.id.value)).status == 204);
    CHECK(office.admin.del(path_of("flows", flow.value)).status == 204);
  });
}

TEST_CASE("a password stays without a new one, and goes with its user") {
  in_a_house([](House& house) {
    Office office(house);
    const auto trunk = office.make<Trunk>("trunks", provider);
    const std::string path = path_of("trunks", trunk.id.value);
    const auto change = [&](const std::string& rest) {
      const HttpReply reply = office.admin.put(path, R"({"name":"Provider")" + rest + "}");
      INFO(reply.body);
      CHECK(reply.status == 200);
      return office.configuration().sip.trunks.front();
    };
    CHECK(change(R"(,"inbound_user":"other")").inbound == sip::Credentials{"other", "in secret"});
    CHECK(change(R"(,"inbound_user":"in","inbound_password":"new secret")").inbound.password == "new secret");
    CHECK(change("").inbound == sip::Credentials{});
    CHECK(office.admin.put(path, R"({"name":"Provider","inbound_user":"in"})").status == 422);
    CHECK(office.admin.put(path, R"({"name":"Provider","is_active":false})").status == 200);
    CHECK(office.configuration().sip.trunks.empty());
  });
}

TEST_CASE("what a trunk cannot be is said with its place") {
  in_a_house([](House& house) {
    Office office(house);
    const auto refuse = [&](const std::string& rest, const std::string& where) {
      office.refuse("trunks", R"({"name":"Line")" + rest + "}", where);
    };
    for (const char* host : {"sip.example:5060", "300.1.1.1", "-x.example", "a..b", "sip example", "", "a/b"})
      refuse(R"(,"gateways":[{"host":")" + std::string(host) + "\"}]", "/gateways/0/host");
    refuse(R"(,"gateways":[{"host":"a.example","port":70000}])", "/gateways/0/port");
    for (const char* network :
         {"192.0.2.0/33", "192.0.2", "example.com", "10.0.0.0/8 ", "2001:db8::/129", ""})
      refuse(R"(,"networks":["198.51.100.1",")" + std::string(network) + "\"]", "/networks/1");
    // The whole world, also in disguise.
    for (const char* network : {"0.0.0.0/0", "::/0", "::ffff:0:0/96", "::ffff:1.2.3.4/99", "64.0.0.0/2"})
      refuse(R"(,"networks":[")" + std::string(network) + "\"]", "/networks/0");
    refuse(R"(,"inbound_user":"in")", "/inbound_password");
    refuse(R"(,"outbound_user":"out")", "/outbound_password");
    refuse(R"(,"inbound_user":"in","inbound_password":"short")", "/inbound_password");
    refuse(R"(,"does_register":true)", "/gateways");
    refuse(R"(,"full_code":500)", "/full_code");
    refuse(R"(,"region":"XX")", "/region");
    refuse(R"(,"caller_number":"call me")", "/caller_number");
    CHECK(office.admin
              .post("/api/v1/trunks", R"({"name":"Line","networks":["0.0.0.0/0"],"inbound_user":"in",)"
                                      R"("inbound_password":"long enough"})")
              .status == 201);
    office.refuse("trunks", R"({"name":"two\nlines"})", "/name");
    const HttpReply twice = office.admin.post("/api/v1/trunks", R"({"name":"Line"})");
    CHECK(problem_of(twice).reason == "already_exists");
  });
}

TEST_CASE("an address alone is of one trunk on the whole server") {
  in_a_house([](House& house) {
    Office office(house);
    Office other(house, "other");
    office.make<Trunk>("trunks", R"({"name":"Mine","networks":["192.0.2.0/24","2001:db8::1"]})");
    for (const char* network : {"192.0.2.7", "192.0.0.0/16", "2001:db8::/32"}) {
      other.refuse("trunks", R"({"name":"Theirs","networks":[")" + std::string(network) + "\"]}",
                   "/networks/0");
      office.refuse("trunks", R"({"name":"Second","networks":[")" + std::string(network) + "\"]}",
                    "/networks/0");
    }
    other.make<Trunk>("trunks", R"({"name":"Proven","networks":["192.0.2.7"],"inbound_user":"in",)"
                                R"("inbound_password":"long enough"})");
    other.make<Trunk>("trunks", R"({"name":"Apart","networks":["192.0.3.0/24"]})");
    other.make<Trunk>("trunks", R"({"name":"Asleep","is_active":false,"networks":["192.0.2.9"]})");
  });
}

TEST_CASE("a number leads to its queue in one spelling, once") {
  in_a_house([](House& house) {
    Office office(house);
    const auto trunk = office.make<Trunk>("trunks", R"({"name":"Line"})");
    const std::string rest = R"(","queue_id":)" + quoted(office.queue.value);
    const std::string line = rest + R"(,"trunk_id":)" + quoted(trunk.id.value);
    const auto number = office.make<PhoneNumber>(
        "phone-numbers", R"({"number":"0086 (10) 1234-5678)" + line +
                             R"(,"language":"zh-CN","priority":7,"greetings":{"zh-CN":"您好"}})");
    CHECK(number.number == "+861012345678");
    office.make<PhoneNumber>("phone-numbers", R"({"number":"95500)" + line + "}");
    office.make<PhoneNumber>("phone-numbers", R"({"number":"95500)" + rest + "}");  // from any other trunk

    const Configuration told = office.configuration();
    REQUIRE(told.calls.numbers.size() == 3);
    const calls::Number& first = told.calls.numbers.front();
    CHECK(first.id == number.id);
    CHECK(first.org == office.shop.id);
    CHECK(first.number == "+861012345678");
    CHECK(first.trunk == trunk.id);
    CHECK(first.queue == office.queue);
    CHECK(first.priority == 7);
    CHECK(first.language == "zh");
    REQUIRE(told.calls.numbers[0].greeting.size() == 1);
    CHECK(told.calls.numbers[0].greeting[0].text == "您好");
    CHECK(told.calls.numbers[0].greeting[0].language == "zh-CN");
    CHECK_FALSE(told.calls.numbers.back().trunk);

    office.refuse("phone-numbers", R"({"number":"+86 10 12345678)" + line + "}", "/number");
    office.refuse("phone-numbers", R"({"number":"95500)" + rest + "}", "/number");
    for (const char* wrong : {"1", "+123", "12345678", "+0123456789", "sales", "+1234567890123456", "+86+10"})
      office.refuse("phone-numbers", R"({"number":")" + std::string(wrong) + rest + "}", "/number");
    office.refuse("phone-numbers", R"({"number":"95502","queue_id":"77"})", "/queue_id");
    office.refuse("phone-numbers", R"({"number":"95502)" + rest + R"(,"trunk_id":"77"})", "/trunk_id");

    // Neither goes from under it.
    const HttpReply in_use = office.admin.del(path_of("trunks", trunk.id.value));
    CHECK(problem_of(in_use).reason == "in_use");
    CHECK(office.admin.del(path_of("queues", office.queue.value)).status == 409);
    CHECK(office.admin.del(path_of("phone-numbers", number.id.value)).status == 204);
    CHECK(office.admin.put(path_of("trunks", trunk.id.value), R"({"name":"Line"})").status == 200);
  });
}

TEST_CASE("a number begins with a flow, which cannot go from under it") {
  in_a_house([](House& house) {
    Office office(house);
    flows::Definition draft;
    draft.fallback_queue_id = office.queue;
    const HttpReply made =
        office.admin.post("/api/v1/flows", contract::encode(flows::NewFlow{"Hello", draft}));
    REQUIRE(made.status == 201);
    const FlowId flow = read<flows::FlowWhole>(made.body).id;
    const std::string rest = R"({"number":"95500","queue_id":)" + quoted(office.queue.value);
    const auto number =
        office.make<PhoneNumber>("phone-numbers", rest + R"(,"flow_id":)" + quoted(flow.value) + "}");
    CHECK(number.flow_id == flow);
    CHECK(office.configuration().calls.numbers.at(0).flow == flow);
    office.refuse("phone-numbers",
                  R"({"number":"95501","flow_id":"77","queue_id":)" + quoted(office.queue.value) + "}",
                  "/flow_id");
    CHECK(office.admin.del(path_of("flows", flow.value)).status == 409);
    CHECK(office.admin.put(path_of("phone-numbers", number.id.value), rest + "}").status == 200);
    CHECK_FALSE(office.configuration().calls.numbers.at(0).flow);
    CHECK(office.admin.del(path_of("flows", flow.value)).status == 204);
  });
}

TEST_CASE("a desk phone gets a password that is shown once; an outside number needs a trunk") {
  in_a_house([](House& house) {
    Office office(house);
    const UserId ann = house.user(office.shop.id, "ann@shop.test", "agent").id;
    const UserId bob = house.user(office.shop.id, "bob@shop.test", "agent").id;
    const auto trunk = office.make<Trunk>("trunks", R"({"name":"Line"})");
    const std::string of_ann = R"({"agent_id":)" + quoted(ann.value);
    const std::string of_bob = R"({"agent_id":)" + quoted(bob.value);

    const auto phone = office.make<NewPhone>("phones", of_ann + R"(,"user":"ann"})");
    REQUIRE(phone.password.value_or("").size() == 20);
    const std::string path = path_of("phones", phone.id.value);
    CHECK(office.admin.get(path).body.find("password") == std::string::npos);
    Configuration told = office.configuration();
    REQUIRE(told.sip.phones.size() == 1);
    CHECK(told.sip.phones.front().id == phone.id);
    CHECK(told.sip.phones.front().account == sip::Credentials{"ann", *phone.password});
    CHECK(told.calls.agents.at({office.shop.id, ann}).phone == phone.id);

    const auto fresh = read<PhonePassword>(office.admin.post(path + "/password", "").body);
    CHECK(fresh.password != *phone.password);
    CHECK(office.admin.put(path, of_ann + R"(,"user":"ann.b"})").status == 200);
    CHECK(office.configuration().sip.phones.front().account == sip::Credentials{"ann.b", fresh.password});
    CHECK(office.admin.get("/api/v1/audit").body.find(fresh.password) == std::string::npos);

    const auto outside =
        office.make<NewPhone>("phones", of_bob + R"(,"kind":"outside_number","trunk_id":)" +
                                            quoted(trunk.id.value) + R"(,"outside_number":"+49 30 123456"})");
    CHECK_FALSE(outside.password);
    told = office.configuration();
    CHECK(told.sip.phones.size() == 1);
    CHECK(told.calls.agents.at({office.shop.id, bob}).outside_number == "+4930123456");
    CHECK(told.calls.agents.at({office.shop.id, bob}).trunk == trunk.id);
    const HttpReply none = office.admin.post(path_of("phones", outside.id.value) + "/password", "");
    CHECK(problem_of(none).reason == "not_a_desk_phone");

    office.refuse("phones", of_ann + R"(,"user":"second"})", "/agent_id");
    office.refuse("phones", R"({"agent_id":"77","user":"second"})", "/agent_id");
    office.refuse("phones", of_bob + R"(,"user":"ann.b"})", "/user");
    office.refuse("phones", of_bob + R"(,"user":"An B"})", "/user");
    office.refuse("phones", of_bob + R"(,"kind":"outside_number","outside_number":"95500"})", "/trunk_id");
    Office other(house, "other");
    const UserId cy = house.user(other.shop.id, "cy@other.test", "agent").id;
    other.refuse("phones", R"({"agent_id":)" + quoted(cy.value) + R"(,"user":"ann.b"})", "/user");
    const auto made = other.make<NewPhone>("phones", R"({"agent_id":)" + quoted(cy.value) + "}");
    CHECK(made.user.size() == 11);
  });
}

TEST_CASE("whoever uses the lines hears of a change, and of an agent who has left") {
  in_a_house([](House& house) {
    std::atomic<int> heard = 0;
    Office office(house);
    office.lines().on_change([&] { ++heard; });
    office.make<Trunk>("trunks", R"({"name":"Line"})");
    CHECK(eventually([&] { return heard > 0 && office.lines().configuration()->sip.trunks.size() == 1; }));
    const UserId ann = house.user(office.shop.id, "ann@shop.test", "agent").id;
    office.make<NewPhone>("phones", R"({"agent_id":)" + quoted(ann.value) + "}");
    CHECK(eventually([&] { return office.lines().configuration()->sip.phones.size() == 1; }));
    CHECK(office.admin.del(path_of("users", ann.value)).status < 300);
    CHECK(eventually([&] { return office.lines().configuration()->sip.phones.empty(); }));
    house.stop();  // before `heard` goes
  });
}

TEST_CASE("a trunk whose password cannot be read lets nobody in") {
  in_a_house([](House& house) {
    Office office(house);
    office.make<Trunk>("trunks", provider);
    const auto spoiled = house.parts()
                             .database
                             .write<void>([](database::Session& sql) -> Result<void> {
                               database::execute(sql, "update voice_trunk set sealed_inbound = 'nonsense'");
                               return {};
                             })
                             .get();
    REQUIRE(spoiled.has_value());
    CHECK(office.configuration().sip.trunks.empty());
    CHECK(office.configuration().calls.trunks.empty());
  });
}

TEST_CASE("how the lines are just now is asked of who runs them") {
  struct Known : LineStates {
    TrunkState trunk(TrunkId id) const override { return {id, true, Instant{1}, "", 3}; }
    PhoneState phone(PhoneId id) const override {
      return {id, {{"192.0.2.1:5060", "udp", "Phone 1.0", Instant{1}, Instant{2}}}};
    }
  } known;
  in_a_house([&](House& house) {
    Office office(house);
    office.make<Trunk>("trunks", R"({"name":"Line"})");
    const UserId ann = house.user(office.shop.id, "ann@shop.test", "agent").id;
    office.make<NewPhone>("phones", R"({"agent_id":)" + quoted(ann.value) + "}");
    CHECK(office.admin.get("/api/v1/line-states").body.find("is_up") == std::string::npos);
    office.lines().show_states(&known);
    const HttpReply now = office.admin.get("/api/v1/line-states");
    CHECK(now.body.find(R"("is_up":true)") != std::string::npos);
    CHECK(now.body.find(R"("calls":3)") != std::string::npos);
    CHECK(now.body.find("Phone 1.0") != std::string::npos);
    CHECK(house.signed_in("ann@shop.test").get("/api/v1/line-states").status == 403);
  });
}

}  // namespace rapport::lines
