#include "org/session.h"

#include "org/support/house.h"
#include "platform/crypto/encoding.h"
#include "platform/crypto/totp.h"

namespace rapport::org::testing {
namespace {

HttpReply sign_in(HttpClient& client, const std::string& email, const std::string& password,
                  const std::string& totp = "") {
  return client.post("/api/v1/session", R"({"email":")" + email + R"(","password":")" + password + '"' +
                                            (totp.empty() ? "" : R"(,"totp":")" + totp + '"') + "}");
}

TEST_CASE("signing in gives a session cookie that scripts cannot read, and says who one is") {
  in_a_house([](House& house) {
    house.organisation("acme");
    HttpClient client = house.client();
    CHECK(client.get("/api/v1/session").status == 401);
    const HttpReply reply = sign_in(client, "Admin@ACME.test", good_password);
    REQUIRE(reply.status == 201);
    REQUIRE(reply.set_cookies.size() == 1);
    const std::string& cookie = reply.set_cookies.front();
    CHECK(cookie.find("rapport_session=") == 0);
    for (const char* part : {"; HttpOnly", "; SameSite=Strict", "; Path=/", "; Max-Age=604800"})
      CHECK(cookie.find(part) != std::string::npos);
    CHECK(cookie.find("Secure") == std::string::npos);  // not TLS here
    CHECK(reply.body.find(R"("email":"admin@acme.test")") != std::string::npos);
    CHECK(reply.body.find(R"("slug":"acme","time_zone":"Europe/Berlin")") != std::string::npos);
    CHECK(reply.body.find(R"("permissions":["take_interactions","see_board",)") != std::string::npos);
    CHECK(reply.body.find("password") == std::string::npos);

    const HttpReply again = client.get("/api/v1/session");
    CHECK(again.status == 200);
    CHECK(member(again.body, "csrf_token") == member(reply.body, "csrf_token"));
  });
}

TEST_CASE("a wrong password and an unknown address look the same") {
  in_a_house([](House& house) {
    house.organisation("acme");
    HttpClient client = house.client();
    const HttpReply wrong = sign_in(client, "admin@acme.test", "nonsense");
    const HttpReply unknown = sign_in(client, "nobody@acme.test", good_password);
    CHECK(wrong.status == 401);
    CHECK(unknown.status == 401);
    CHECK(reason(wrong) == "bad_credentials");
    CHECK(reason(unknown) == "bad_credentials");
    CHECK(member(wrong.body, "detail") == member(unknown.body, "detail"));
    CHECK(client.cookies.empty());
  });
}

TEST_CASE("a change needs the session's CSRF token") {
  in_a_house([](House& house) {
    house.organisation("acme");
    HttpClient client = house.signed_in("admin@acme.test");
    const std::string token = client.headers["X-CSRF-Token"];
    client.headers.erase("X-CSRF-Token");
    CHECK(reason(client.post("/api/v1/teams", R"({"name":"North"})")) == "bad_csrf_token");
    client.headers["X-CSRF-Token"] = "guess";
    CHECK(client.post("/api/v1/teams", R"({"name":"North"})").status == 403);
    client.headers["X-CSRF-Token"] = token;
    CHECK(client.post("/api/v1/teams", R"({"name":"North"})").status == 201);
  });
}

TEST_CASE("signing out ends the session, signing in again ends the one before") {
  in_a_house([](House& house) {
    house.organisation("acme");
    HttpClient client = house.signed_in("admin@acme.test");
    const std::string first = client.cookies["rapport_session"];
    HttpClient rotated = house.client();
    rotated.cookies["rapport_session"] = first;
    CHECK(rotated.get("/api/v1/session").status == 200);
    const HttpReply reply = sign_in(rotated, "admin@acme.test", good_password);
    CHECK(rotated.cookies["rapport_session"] != first);
    CHECK(client.get("/api/v1/session").status == 401);  // it still sends the first

    rotated.headers["X-CSRF-Token"] = member(reply.body, "csrf_token");
    const std::string second = rotated.cookies["rapport_session"];
    const HttpReply out = rotated.del("/api/v1/session");
    CHECK(out.status == 204);
    REQUIRE(out.set_cookies.size() == 1);
    CHECK(out.set_cookies.front().find("Max-Age=0") != std::string::npos);
    rotated.cookies["rapport_session"] = second;
    CHECK(rotated.get("/api/v1/session").status == 401);
  });
}

TEST_CASE("a session ends when idle for 12 hours, and after 7 days in any case") {
  in_a_house([](House& house) {
    house.organisation("acme");
    HttpClient idle = house.signed_in("admin@acme.test");
    HttpClient busy = house.signed_in("admin@acme.test");
    for (int i = 0; i < 14; ++i) {
      house.pass(hours(11));
      CHECK(busy.get("/api/v1/session").status == 200);
    }
    CHECK(idle.get("/api/v1/session").status == 401);
    house.pass(hours(11));  // 165 h
    CHECK(busy.get("/api/v1/session").status == 200);
    house.pass(hours(3));
    CHECK(busy.get("/api/v1/session").status == 401);
  });
}

TEST_CASE("ten wrong passwords lock the account for a quarter of an hour, also over a restart") {
  in_a_house([](House& house) {
    house.organisation("acme");
    HttpClient client = house.client();
    for (int i = 0; i < 10; ++i)
      CHECK(sign_in(client, "admin@acme.test", "nonsense").status == 401);
    const HttpReply locked = sign_in(client, "admin@acme.test", good_password);
    CHECK(locked.status == 429);
    CHECK(reason(locked) == "locked_out");
    CHECK(locked.header("retry-after") == "901");
    house.restart();
    HttpClient later = house.client();
    house.pass(minutes(14));
    CHECK(sign_in(later, "admin@acme.test", good_password).status == 429);
    house.pass(minutes(1));
    CHECK(sign_in(later, "admin@acme.test", good_password).status == 201);
  });
}

TEST_CASE("a right password in time forgets the wrong ones") {
  in_a_house([](House& house) {
    house.organisation("acme");
    HttpClient client = house.client();
    for (int round = 0; round < 3; ++round) {
      for (int i = 0; i < 9; ++i)
        CHECK(sign_in(client, "admin@acme.test", "nonsense").status == 401);
      CHECK(sign_in(client, "admin@acme.test", good_password).status == 201);
    }
  });
}

TEST_CASE("an address that guesses at many accounts is locked out as a whole") {
  in_a_house([](House& house) {
    house.organisation("acme");
    HttpClient client = house.client();
    for (int i = 0; i < 50; ++i)
      CHECK(sign_in(client, "user" + std::to_string(i) + "@acme.test", "nonsense").status == 401);
    CHECK(sign_in(client, "admin@acme.test", good_password).status == 429);
    house.pass(minutes(16));
    CHECK(sign_in(client, "admin@acme.test", good_password).status == 201);
  });
}

TEST_CASE("a new password ends the other sessions and needs the old one") {
  in_a_house([](House& house) {
    house.organisation("acme");
    HttpClient here = house.signed_in("admin@acme.test");
    HttpClient there = house.signed_in("admin@acme.test");
    const auto change = [&](const std::string& from, const std::string& to) {
      return here.post("/api/v1/session/password",
                       R"({"old_password":")" + from + R"(","new_password":")" + to + "\"}");
    };
    CHECK(reason(change("nonsense", "new password")) == "bad_password");
    CHECK(change(good_password, "short").status == 422);
    CHECK(there.get("/api/v1/session").status == 200);
    CHECK(change(good_password, "new password").status == 204);
    CHECK(here.get("/api/v1/session").status == 200);
    CHECK(there.get("/api/v1/session").status == 401);
    CHECK(sign_in(there, "admin@acme.test", good_password).status == 401);
    CHECK(sign_in(there, "admin@acme.test", "new password").status == 201);
  });
}

TEST_CASE("with a second factor, signing in needs a code, and each code works once") {
  in_a_house([](House& house) {
    house.organisation("acme");
    HttpClient client = house.signed_in("admin@acme.test");
    const HttpReply offer = client.post("/api/v1/session/totp", "{}");
    REQUIRE(offer.status == 201);
    CHECK(offer.body.find("otpauth://totp/") != std::string::npos);
    const std::string secret = crypto::from_base32(member(offer.body, "secret")).value();
    const auto code = [&] { return crypto::totp_code(secret, crypto::totp_step(house.now())); };
    HttpClient other = house.client();
    CHECK(sign_in(other, "admin@acme.test", good_password).status == 201);  // only offered yet
    CHECK(client.post("/api/v1/session/totp/confirm", R"({"code":"000000x"})").status == 422);
    CHECK(client.post("/api/v1/session/totp/confirm", R"({"code":")" + code() + "\"}").status == 204);
    CHECK(client.get("/api/v1/session").body.find(R"("has_totp":true)") != std::string::npos);

    CHECK(reason(sign_in(other, "admin@acme.test", good_password)) == "totp_required");
    CHECK(reason(sign_in(other, "admin@acme.test", "nonsense", code())) == "bad_credentials");
    CHECK(reason(sign_in(other, "admin@acme.test", good_password, code())) == "bad_totp");  // used to confirm
    house.pass(seconds(30));
    CHECK(sign_in(other, "admin@acme.test", good_password, code()).status == 201);
    CHECK(reason(sign_in(other, "admin@acme.test", good_password, code())) == "bad_totp");

    CHECK(reason(client.post("/api/v1/session/totp/remove", R"({"password":"nonsense"})")) == "bad_password");
    CHECK(client.post("/api/v1/session/totp/remove", R"({"password":"correct horse"})").status == 204);
    CHECK(sign_in(other, "admin@acme.test", good_password).status == 201);
  });
}

TEST_CASE("codes cannot be guessed by signing in with the password alone in between") {
  in_a_house([](House& house) {
    house.organisation("acme");
    HttpClient client = house.signed_in("admin@acme.test");
    const std::string secret =
        crypto::from_base32(member(client.post("/api/v1/session/totp", "{}").body, "secret")).value();
    const std::string code = crypto::totp_code(secret, crypto::totp_step(house.now()));
    REQUIRE(client.post("/api/v1/session/totp/confirm", R"({"code":")" + code + "\"}").status == 204);
    HttpClient thief = house.client();
    for (int i = 0; i < 10; ++i) {
      CHECK(reason(sign_in(thief, "admin@acme.test", good_password)) == "totp_required");
      CHECK(reason(sign_in(thief, "admin@acme.test", good_password, "000000")) == "bad_totp");
    }
    CHECK(reason(sign_in(thief, "admin@acme.test", good_password)) == "locked_out");
  });
}

TEST_CASE("preferences are kept and come with the session") {
  in_a_house([](House& house) {
    house.organisation("acme");
    HttpClient client = house.signed_in("admin@acme.test");
    CHECK(client.get("/api/v1/session").body.find(R"("preferences":{})") != std::string::npos);
    CHECK(client.patch("/api/v1/session/preferences", R"({"language":"zh-CN"})").status == 200);
    CHECK(client.patch("/api/v1/session/preferences", R"({"theme":"dark"})").status == 200);
    CHECK(client.patch("/api/v1/session/preferences", R"({"language":"fr"})").status == 422);
    CHECK(client.get("/api/v1/session").body.find(R"("preferences":{"language":"zh-CN","theme":"dark"})") !=
          std::string::npos);
  });
}

TEST_CASE("a deactivated user is out at once") {
  in_a_house([](House& house) {
    const Organisation acme = house.organisation("acme");
    const User ann = house.user(acme.id, "ann@acme.test");
    HttpClient client = house.signed_in("ann@acme.test");
    HttpClient admin = house.signed_in("admin@acme.test");
    CHECK(client.get("/api/v1/session").status == 200);
    CHECK(admin.del("/api/v1/users/" + std::to_string(ann.id.value)).status == 204);
    CHECK(client.get("/api/v1/session").status == 401);
    CHECK(sign_in(client, "ann@acme.test", good_password).status == 401);
  });
}

}  // namespace
}  // namespace rapport::org::testing
