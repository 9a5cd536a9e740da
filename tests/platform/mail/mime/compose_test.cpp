#include "platform/mail/mime/compose.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "platform/mail/mime/address_look.h"
#include "platform/mail/mime/parse.h"

namespace rapport::mail {
namespace {

Outgoing letter() {
  Outgoing mail;
  mail.message_id = "17.abc@shop.example";
  mail.date = Instant{1772503200'000'000};
  mail.from = {"客服 Shop", "help@shop.example"};
  mail.to = {{"Lee, Ada", "ada@example.com"}};
  mail.subject = "您的订单 17 号";
  mail.text = "您好\n\nyours\n.\nFrom here on";
  return mail;
}

void check_wire(const std::string& bytes) {
  std::size_t begin = 0;
  while (begin < bytes.size()) {
    const std::size_t end = bytes.find("\r\n", begin);
    REQUIRE(end != std::string::npos);
    CHECK(end - begin <= 998);
    begin = end + 2;
  }
  CHECK(std::count(bytes.begin(), bytes.end(), '\n') == std::count(bytes.begin(), bytes.end(), '\r'));
  CHECK(std::all_of(bytes.begin(), bytes.end(),
                    [](char c) { return static_cast<unsigned char>(c) < 0x80 && c != '\0'; }));
}

}  // namespace

TEST_CASE("what is composed is read again as it was meant") {
  Outgoing mail = letter();
  mail.sender = Address{"", "robot@shop.example"};
  mail.reply_to = {{"", "reply+token@shop.example"}};
  mail.cc = {{"", "bob@münchen.example"}};
  for (int i = 0; i < 60; ++i)
    mail.references.push_back("reference-number-" + std::to_string(i) + "@a-long-name-of-a-host.example");
  mail.in_reply_to = {mail.references.back()};
  mail.html = "<p>您好</p><img src=\"cid:logo@x\">";
  mail.files = {{"logo.png", "image/png", "logo@x", "\x89PNG"},
                {"发票 一.pdf", "application/pdf", "", std::string("%PDF\0\r\n.\r\n", 10)},
                {"quote\"d\\.txt", "text/plain", "", "caf\xC3\xA9"}};
  mail.auto_submitted = "auto-replied";
  mail.list_unsubscribe = "<https://shop.example/u/1>, <mailto:u@shop.example>";
  mail.has_one_click_unsubscribe = true;
  mail.headers = {{"X-Token", "abc"}, {"X-Words", "中文 " + std::string(200, 'x')}};
  const auto bytes = compose(mail);
  REQUIRE(bytes.has_value());
  check_wire(*bytes);
  const Message read = parse(*bytes);
  CHECK(read.problems.empty());
  CHECK(read.message_id == mail.message_id);
  CHECK(read.in_reply_to == mail.in_reply_to);
  CHECK(read.references == mail.references);
  CHECK(read.date == mail.date);
  CHECK(read.from == std::vector<Address>{mail.from});
  CHECK(read.sender == mail.sender);
  CHECK(read.reply_to == mail.reply_to);
  CHECK(read.to == mail.to);
  CHECK(read.cc == std::vector<Address>{{"", "bob@xn--mnchen-3ya.example"}});
  CHECK(read.subject == mail.subject);
  CHECK(read.text == mail.text + "\n");
  CHECK(read.html == mail.html + "\n");
  CHECK(read.auto_submitted == "auto-replied");
  CHECK(read.list_unsubscribe == mail.list_unsubscribe);
  CHECK(*read.header("list-unsubscribe-post") == "List-Unsubscribe=One-Click");
  CHECK(*read.header("x-token") == "abc");
  CHECK(*read.header("x-words") == mail.headers[1].second);
  REQUIRE(read.attachments.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(read.attachments[i].name == mail.files[i].name);
    CHECK(read.attachments[i].type == mail.files[i].type);
    CHECK(read.attachments[i].bytes == mail.files[i].bytes);
    CHECK(read.attachments[i].content_id == mail.files[i].content_id);
  }
  CHECK(read.attachments[0].is_inline);
}

TEST_CASE("texts of any kind survive the way") {
  for (const std::string& text :
       {std::string("ascii"), std::string(5'000, 'x'),
        std::string("caf\xC3\xA9 au lait, a long line of Latin text"),
        std::string("blank at the end \nof a line"), std::string(".\n..\n"),
        std::string("一行很长的中文。", 24) + std::string(3'000, 'y'), std::string("From the front"),
        std::string("\n\n"), std::string("tab\there")}) {
    CAPTURE(text.substr(0, 40));
    Outgoing mail = letter();
    mail.text = text;
    const auto bytes = compose(mail);
    REQUIRE(bytes.has_value());
    check_wire(*bytes);
    CHECK(parse(*bytes).text == text + (text.ends_with('\n') ? "" : "\n"));
  }
}

TEST_CASE("nothing can be smuggled into a header") {
  const auto refused = [](const Outgoing& mail) {
    const auto bytes = compose(mail);
    REQUIRE_FALSE(bytes.has_value());
    CHECK(bytes.error().code == ErrorCode::invalid);
    CHECK(bytes.error().reason == "bad_mail");
    return bytes.error().issues.at(0).where;
  };
  for (const char* bad : {"a\r\nBcc: x@evil.example", "a\nb", "a\rb",
                          "a\x0B"
                          "b"}) {
    Outgoing mail = letter();
    mail.subject = bad;
    CHECK(refused(mail) == "/subject");
    mail = letter();
    mail.from.name = bad;
    CHECK(refused(mail) == "/from/name");
    mail = letter();
    mail.to[0].address = std::string(bad) + "@example.com";
    CHECK(refused(mail) == "/to/0/address");
    mail = letter();
    mail.message_id = bad;
    CHECK(refused(mail) == "/message_id");
    mail = letter();
    mail.references = {"ok@x", bad};
    CHECK(refused(mail) == "/references/1");
    mail = letter();
    mail.headers = {{"X-A", bad}};
    CHECK(refused(mail) == "/headers/0/value");
    mail = letter();
    mail.headers = {{bad, "x"}};
    CHECK(refused(mail) == "/headers/0/name");
    mail = letter();
    mail.files = {{bad, "text/plain", "", "x"}};
    CHECK(refused(mail) == "/files/0/name");
    mail = letter();
    mail.files = {{"a", bad, "", "x"}};
    CHECK(refused(mail) == "/files/0/type");
    mail = letter();
    mail.list_unsubscribe = bad;
    CHECK(refused(mail) == "/list_unsubscribe");
    mail = letter();
    mail.auto_submitted = bad;
    CHECK(refused(mail) == "/auto_submitted");
  }
}

TEST_CASE("an address is what a server takes, or is refused") {
  CHECK(wire_address("ada@example.com").value_or("") == "ada@example.com");
  CHECK(wire_address("a.b+c@例え.テスト").value_or("") == "a.b+c@xn--r8jz45g.xn--zckzah");
  for (const char* bad : {"", "ada", "@x.example", "ada@", "a b@x.example", "a@b@x.example", "<a@x.example>",
                          "a,b@x.example", "阿@x.example", "a@x..example", "a\r\n@x.example", "a@x example"})
    CHECK_MESSAGE(!wire_address(bad).has_value(), std::string(bad));
  CHECK_FALSE(wire_address("a@" + std::string(300, 'x') + ".example").has_value());
}

TEST_CASE("addresses that are meant to be mistaken for others are seen") {
  CHECK(is_homograph("pay@\xD0\xB0pple.com"));    // a Cyrillic а
  CHECK(is_homograph("pay@xn--80ak6aa92e.com"));  // аррӏе
  CHECK(readable_address("pay@xn--80ak6aa92e.com") == "pay@аррӏе.com");
  CHECK_FALSE(is_homograph("ada@example.com"));
  CHECK_FALSE(is_homograph("help@客服.example"));
  CHECK_FALSE(is_homograph("a@例え.テスト"));
  CHECK_FALSE(is_homograph("bob@münchen.example"));
  CHECK(is_name_another_address({"support@bank.example", "x@evil.example"}));
  CHECK_FALSE(is_name_another_address({"Ada@work", "ada@example.com"}));
  CHECK_FALSE(is_name_another_address({"ada@Example.com", "ada@example.com"}));
}

}  // namespace rapport::mail
