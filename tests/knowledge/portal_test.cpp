// The customers' portal, whole: over real sockets, its mail through a real SMTP server.
#include <algorithm>

#include "cases/case_book.h"
#include "knowledge/article.h"
#include "org/channel.h"
#include "portal/form.h"
#include "portal/page.h"
#include "portal/portal.h"
#include "portal/theme.h"
#include "support/mail_servers.h"
#include "support/program/shop.h"

namespace rapport::program::testing {
namespace {

constexpr const char* zh_words = "退款多久到账";

// A customer's browser, without scripts.
class Reader {
 public:
  explicit Reader(House& house) : client_(house.client()) {
    client_.headers["User-Agent"] = "Mozilla/5.0 (test)";
  }

  HttpReply get(const std::string& path) { return keep(client_.get("/help/shop" + path)); }
  // With the hidden fields of the page that was seen last.
  HttpReply post(const std::string& path, const std::string& fields) {
    return keep(client_.send("POST", "/help/shop" + path,
                             "form_token=" + http::percent_encoded(value("form_token")) +
                                 "&once=" + http::percent_encoded(value("once")) + "&" + fields,
                             {{"Content-Type", "application/x-www-form-urlencoded"}}));
  }
  HttpClient& client() { return client_; }
  // Of a hidden field of the last page that had one.
  std::string value(const std::string& name) const {
    const auto at = page_.find("name=\"" + name + "\" value=\"");
    if (at == std::string::npos) return "";
    const auto begin = page_.find("value=\"", at) + 7;
    return page_.substr(begin, page_.find('"', begin) - begin);
  }

 private:
  HttpReply keep(HttpReply reply) {
    if (reply.body.find("form_token") != std::string::npos) page_ = reply.body;
    return reply;
  }
  HttpClient client_;
  std::string page_;
};

bool has(const HttpReply& reply, const std::string& words) {
  return reply.body.find(words) != std::string::npos;
}

void publish_two(House& house) {
  HttpClient admin = house.signed_in("admin@shop.test");
  const auto publish = [&](const std::string& body) {
    const auto made = admin.post("/api/v1/articles", body);
    INFO(made.body);
    REQUIRE(made.status == 201);
    const auto id = read<knowledge::ArticleWhole>(made.body).id;
    REQUIRE(admin.post("/api/v1/articles/" + std::to_string(id.value) + "/publish", "{}").status == 200);
  };
  publish(
      R"({"audience":"public","translations":[{"language":"en","title":"How long does a refund take?",)"
      R"("body":"Money back in **five** days <script>alert(1)</script>"},{"language":"zh-CN","title":"退款多久到账",)"
      R"("body":"五个工作日"}]})");
  publish(
      R"({"audience":"customers","translations":[{"language":"en","title":"Refund points","body":"For customers"}]})");
  publish(
      R"({"audience":"agents","translations":[{"language":"en","title":"Refund exceptions","body":"Internal"}]})");
}

void switch_on(House& house, const std::string& more = "") {
  HttpClient admin = house.signed_in("admin@shop.test");
  const auto changed = admin.send("PUT", "/api/v1/portal",
                                  R"({"is_on":true,"name":"Shop <b>","colour":"#ffee00")" + more + "}");
  INFO(changed.body);
  REQUIRE(changed.status == 200);
}

}  // namespace

TEST_CASE("the portal is read without scripts, in both languages, and only while it is on") {
  in_a_house([](House& house) {
    house.organisation("shop");
    publish_two(house);
    Reader reader(house);
    CHECK(reader.get("").status == 404);
    CHECK(reader.get("/how-long-does-a-refund-take").status == 200);  // links in messages work all the same
    switch_on(house);

    const HttpReply home = reader.get("?language=en");
    CHECK(home.status == 200);
    CHECK(has(home, "<html lang=\"en\">"));
    CHECK(has(home, "Shop &lt;b&gt;"));
    CHECK(has(home, "How long does a refund take?"));
    CHECK_FALSE(has(home, "Refund points"));
    CHECK_FALSE(has(home, "Refund exceptions"));
    CHECK(home.header("content-security-policy").find("unsafe") == std::string::npos);
    CHECK(has(home, "hreflang=\"zh-CN\""));
    CHECK(has(reader.get("?language=zh-CN"), "热门文章"));

    const HttpReply found = reader.get("/-/search?language=en&q=refunds");
    CHECK(has(found, "1 article<"));
    CHECK_FALSE(has(found, "Refund exceptions"));
    CHECK(has(reader.get("/-/search?language=zh-CN&q=" + http::percent_encoded(zh_words)), "找到 1 篇文章"));
    CHECK(has(reader.get("/-/search?language=en&q=%22%3E%3Cscript%3E"), "&quot;&gt;&lt;script&gt;"));
    const HttpReply article = reader.get("/how-long-does-a-refund-take?language=en");
    CHECK(has(article, "<strong>five</strong>"));
    CHECK_FALSE(has(article, "alert(1)</script>"));
    CHECK(has(article, "rel=\"canonical\""));
    CHECK(has(article, "rel=\"icon\""));
    CHECK(has(article, "og:title"));
    CHECK(has(reader.get("/how-long-does-a-refund-take?language=zh-CN"), "五个工作日"));
    CHECK(reader.get("/refund-exceptions").status == 404);
    CHECK(reader.get("/refund-points").status == 404);
    CHECK(has(reader.get("/-/sitemap.xml"), "/help/shop/how-long-does-a-refund-take?language=zh-CN"));
    CHECK(has(reader.get("/-/theme.css"), "--accent:"));
    CHECK(has(reader.get("/-/icon.svg"), ">S</text>"));
    // Only an address that says its language stands for that language.
    const std::string others = "\"><link rel=\"alternate\" hreflang=\"en\"";
    CHECK(has(reader.get("/-/contact"), "/-/contact" + others));
    CHECK(has(reader.get("/-/contact?language=en"), "/-/contact?language=en" + others));
    CHECK(has(reader.get("/-/contact"), "name=\"description\""));

    CHECK(reader.post("/-/feedback", "slug=how-long-does-a-refund-take&of=en&helpful=no&words=when").status ==
          303);
    CHECK(reader.client().post("/help/shop/-/feedback", "{}").status == 403);  // no form of ours
    HttpClient admin = house.signed_in("admin@shop.test");
    CHECK(admin.get("/api/v1/articles?limit=10").body.find("\"not_helpful\":1") != std::string::npos);
  });
}

TEST_CASE("what the portal cannot be is refused with its place") {
  in_a_house([](House& house) {
    house.organisation("shop");
    HttpClient admin = house.signed_in("admin@shop.test");
    const auto refused = [&](const std::string& body) {
      const auto reply = admin.send("PUT", "/api/v1/portal", body);
      CHECK(reply.status == 422);
      return problem_of(reply).pointers;
    };
    CHECK(refused(R"({"default_language":"fr"})") == std::vector<std::string>{"/default_language"});
    CHECK(refused(R"({"contact_queue_id":"7","chat_channel_id":"7","case_type_id":"7"})") ==
          std::vector<std::string>{"/contact_queue_id", "/chat_channel_id", "/case_type_id"});
    const auto type =
        admin.post("/api/v1/case-types",
                   R"({"name":"Return","fields":[{"key":"order","name":"Order","is_needed_to_open":true}]})");
    REQUIRE(type.status == 201);
    const std::string id = quoted(read<cases::CaseType>(type.body).id.value);
    CHECK(refused(R"({"case_type_id":)" + id + "}") == std::vector<std::string>{"/contact_fields"});
    CHECK(refused(R"({"case_type_id":)" + id + R"(,"contact_fields":["order","colour"]})") ==
          std::vector<std::string>{"/contact_fields/1"});
    const auto text_file =
        admin.send("POST", "/api/v1/portal/logo", "not a picture", {{"Content-Type", "image/png"}});
    CHECK(text_file.status == 400);
  });
}

TEST_CASE(
    "the contact form suggests first, then opens one case that somebody works on, with what was tried") {
  in_a_shop([](Shop& shop) {
    House& house = shop.house;
    publish_two(house);
    switch_on(house, R"(,"contact_queue_id":)" + quoted(shop.queue.value));
    Desk ana = shop.desk_of_ana();
    Reader reader(house);
    reader.get("/-/search?language=en&q=refunds");
    reader.get("/how-long-does-a-refund-take?language=en");
    reader.get("/-/contact?language=en");
    const std::string words =
        "subject=Refund+is+late&text=Where+is+it%3F&email=ada%40shop.test&name=Ada&website=";
    const HttpReply suggested = reader.post("/-/contact?language=en", words);
    CHECK(suggested.status == 200);
    CHECK(has(suggested, "Does one of these answer it?"));
    CHECK(has(suggested, "value=\"Refund is late\""));
    CHECK(reader.post("/-/contact?language=en", words + "&email=x").status == 200);  // the first counts
    CHECK(reader.post("/-/contact", "subject=&text=&email=nobody&confirmed=1").status == 422);
    const HttpReply sent = reader.post("/-/contact?language=en", words + "&confirmed=1");
    REQUIRE(sent.status == 303);
    CHECK(sent.header("location").find("number=C-") != std::string::npos);

    const desk::Interaction work = ana.accept_next();
    CHECK(work.customer.name == "Ada");
    const auto tried = ana.client.get(path_of(work.id, "/tried-before")).body;
    CHECK(tried.find("\"words\":\"refunds\"") != std::string::npos);
    CHECK(tried.find("How long does a refund take?") != std::string::npos);
    CHECK(ana.client.get("/api/v1/cases?text=Refund+is+late").body.find("Refund is late") !=
          std::string::npos);

    // The same form again, and one of somebody else's making.
    const HttpReply again = reader.post("/-/contact?language=en", words + "&confirmed=1");
    CHECK(again.status == 303);
    Reader other(house);
    other.get("/-/contact");
    CHECK(other.client()
              .send("POST", "/help/shop/-/contact",
                    words + "&confirmed=1&form_token=" + reader.value("form_token"),
                    {{"Content-Type", "application/x-www-form-urlencoded"}})
              .status == 403);
    const auto all = read<api::Page<cases::Case>>(ana.client.get("/api/v1/cases").body);
    CHECK(all.items.size() == 1);
  });
}

TEST_CASE("a chat that is opened on the portal tells the agent what was tried before") {
  in_a_shop([](Shop& shop) {
    House& house = shop.house;
    publish_two(house);
    HttpClient admin = house.signed_in("admin@shop.test");
    const auto channels = read<api::Page<org::Channel>>(admin.get("/api/v1/channels").body);
    REQUIRE(channels.items.size() == 1);
    switch_on(house, R"(,"chat_channel_id":)" + quoted(channels.items.front().id.value));
    Desk ana = shop.desk_of_ana();
    Reader reader(house);
    reader.get("/-/search?language=en&q=never+heard+of");
    const HttpReply page = reader.get("");
    CHECK(has(page, "data-chat=\"" + shop.key + "\""));
    const auto at = page.body.find("data-reader=\"") + 13;
    const std::string key = page.body.substr(at, 64);
    ChatVisitor visitor = shop.visitor();
    visitor.start("Hello", "first", [&](webchat::ClientFrame& frame) { frame.reader = key; });
    const desk::Interaction talk = ana.accept_next();
    CHECK(ana.client.get(path_of(talk.id, "/tried-before")).body.find("never heard of") != std::string::npos);
    // Who makes a reader up gets nothing of anybody's.
    ChatVisitor stranger = shop.visitor();
    stranger.start("Hi", "other", [&](webchat::ClientFrame& frame) { frame.reader = std::string(64, 'a'); });
    const desk::Interaction other = ana.accept_next();
    CHECK(ana.client.get(path_of(other.id, "/tried-before")).body == R"({"items":[]})");
  });
}

TEST_CASE("a mailed link signs in once, and then shows their own cases with public words only") {
  auto* servers = tests::MailServers::running();
  if (servers == nullptr) return;
  in_a_house([&](House& house) {
    // Both engines are tested at once.
    const std::string name = house.fresh.options().engine == database::Engine::sqlite ? "ada" : "ida";
    const std::string address = name + "@shop.test";
    servers->add_account(name);
    house.settings.own_mail.host = "localhost";
    house.settings.own_mail.port = servers->smtp_port();
    house.settings.mail.ca_file = servers->ca_file();
    house.settings.own_mail.user = name;
    house.settings.own_mail.secret = "secret-" + name;
    house.settings.own_mail_from = "Help <help@shop.test>";
    const OrgId org = house.organisation("shop").id;
    house.restart();
    publish_two(house);
    switch_on(house);
    Reader reader(house);
    CHECK(reader.get("/-/cases").header("location").find("/-/sign-in?then=/-/cases") != std::string::npos);
    reader.get("/-/contact?language=en");
    CHECK(reader.post("/-/contact", "subject=Broken+lid&text=It+broke&name=Ada&confirmed=1&email=" + address)
              .status == 303);

    reader.get("/-/sign-in?language=en&then=//evil.example/");
    CHECK(reader.value("then") == "/-/cases");
    const HttpReply asked = reader.post("/-/sign-in?language=en", "then=/-/cases&email=" + address);
    CHECK(asked.status == 200);
    std::string mail;
    REQUIRE(eventually([&] {
      const auto inbox = servers->inbox(name);
      if (!inbox.empty()) mail = inbox.back();
      return !inbox.empty();
    }));
    // Nobody learns who is known: the same words for a stranger, and for who asks too often.
    for (int i = 0; i < 5; ++i)
      CHECK(reader.post("/-/sign-in?language=en", "email=stranger-" + name + "%40shop.test").status == 200);
    CHECK(reader.post("/-/sign-in", "email=a%0ab%40shop.test").status == 422);
    CHECK(servers->outside("stranger-" + name + "@shop.test").size() <= 3);

    const auto replace = [&mail](const std::string& piece, const std::string& instead) {
      for (std::size_t at = mail.find(piece); at != std::string::npos;
           at = mail.find(piece, at + instead.size()))
        mail.replace(at, piece.size(), instead);
    };
    replace("=\r\n", "");
    replace("=\n", "");
    replace("=3D", "=");
    const std::string token = mail.substr(mail.find("token=") + 6, 43);
    INFO(mail);
    reader.get("/-/sign-in/link?language=en&token=" + token);
    CHECK(reader.post("/-/sign-in/link", "token=" + token + "x").status == 410);
    const HttpReply in = reader.post("/-/sign-in/link", "token=" + token);
    REQUIRE(in.status == 303);
    CHECK(in.set_cookies.front().find("HttpOnly; SameSite=Lax") != std::string::npos);
    Reader thief(house);
    thief.get("/-/sign-in/link?token=" + token);
    CHECK(thief.post("/-/sign-in/link", "token=" + token).status == 410);
    CHECK(thief.get("/-/cases").status == 303);

    const HttpReply list = reader.get("/-/cases?language=en");
    CHECK(has(list, "Broken lid"));
    CHECK(reader.get("/refund-points").status == 200);  // for customers who have signed in
    CHECK(reader.get("/refund-exceptions").status == 404);

    HttpClient admin = house.signed_in("admin@shop.test");
    const auto all = read<api::Page<cases::Case>>(admin.get("/api/v1/cases").body);
    REQUIRE(all.items.size() == 1);
    const CaseId own = all.items.front().id;
    auto& book = house.parts().cases;
    REQUIRE(book.comment({org, {}}, own, "A new lid is on its way", true, {}).has_value());
    REQUIRE(book.comment({org, {}}, own, "Angry customer", false, {}).has_value());
    cases::NewCase others;
    others.subject = "Somebody else's";
    others.text = "Not for Ada";
    const auto foreign = book.open({org, {}}, others);
    REQUIRE(foreign.has_value());

    const std::string path = "/-/cases/" + std::to_string(own.value);
    const HttpReply page = reader.get(path + "?language=en");
    CHECK(has(page, "A new lid is on its way"));
    CHECK(has(page, "It broke"));
    CHECK_FALSE(has(page, "Angry customer"));
    CHECK(reader.get("/-/cases/" + std::to_string(foreign->id.value)).status == 404);
    CHECK(thief.get(path).status == 303);
    reader.get(path);
    CHECK(reader.post(path + "/reply", "text=Thank+you+%3Cb%3E").status == 303);
    CHECK(has(reader.get(path), "Thank you &lt;b&gt;"));
    CHECK(admin.get("/api/v1/cases/" + std::to_string(own.value) + "/timeline").body.find("Thank you") !=
          std::string::npos);
    CHECK(reader.post(path + "/close", "").status == 303);
    CHECK(has(reader.get(path + "?language=en"), "Solved"));
    CHECK(reader.post("/-/cases/" + std::to_string(foreign->id.value) + "/reply", "text=x").status == 404);
    CHECK(reader.post("/-/sign-out", "").status == 303);
    CHECK(reader.get("/-/cases").status == 303);
  });
}

TEST_CASE("text becomes HTML in one way") {
  CHECK(portal::escaped("a<b>&\"c'") == "a&lt;b&gt;&amp;&quot;c&#39;");
  CHECK(http::percent_encoded("退 a&b") == "%E9%80%80%20a%26b");
}

TEST_CASE("a colour is made readable, whatever it is") {
  for (const char* colour : {"#ffee00", "#000000", "#ffffff", "#1f6f5c", "#777777", "no colour"}) {
    const portal::Theme theme = portal::theme_of(colour);
    CHECK(portal::contrast(theme.link, "#f6f7f8") >= 4.5);
    CHECK(portal::contrast(theme.link, "#ffffff") >= 4.5);
    CHECK(portal::contrast(theme.link_dark, "#1d2126") >= 4.5);
    CHECK(portal::contrast(theme.link_dark, "#15181b") >= 4.5);
    CHECK(portal::contrast(theme.accent, theme.on_accent) >= 4.5);
    CHECK(portal::contrast(theme.accent_dark, theme.on_accent_dark) >= 4.5);
  }
}

TEST_CASE("forms are read as browsers send them, and refused when they are cut off") {
  const auto plain =
      portal::read_form("application/x-www-form-urlencoded; charset=UTF-8", "a=1+2&b=%E9%80%80&c");
  REQUIRE(plain.has_value());
  CHECK(plain->values ==
        std::vector<std::pair<std::string, std::string>>{{"a", "1 2"}, {"b", "退"}, {"c", ""}});
  CHECK_FALSE(portal::read_form("application/x-www-form-urlencoded", "a=%ff").has_value());
  CHECK_FALSE(portal::read_form("application/json", "{}").has_value());
  const std::string type = "multipart/form-data; boundary=x";
  const std::string whole =
      "--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nline 1\r\nline 2\r\n--x\r\n"
      "Content-Disposition: form-data; name=\"files\"; filename=\"a%22.png\"\r\nContent-Type: "
      "image/png\r\n\r\n"
      "\r\n--y\r\n--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"\"\r\n\r\n\r\n--x--\r\n";
  const auto parts = portal::read_form(type, whole);
  REQUIRE(parts.has_value());
  REQUIRE(parts->values.size() == 1);
  CHECK(parts->values.front().second == "line 1\r\nline 2");
  REQUIRE(parts->files.size() == 1);
  CHECK(parts->files.front().name == "a\".png");
  CHECK(parts->files.front().bytes == "\r\n--y");
  for (std::size_t length = 0; length + 4 < whole.size(); ++length)
    CHECK_FALSE(portal::read_form(type, whole.substr(0, length)).has_value());
}

}  // namespace rapport::program::testing
