#include "channels/email/writing.h"

#include <doctest/doctest.h>

#include "platform/mail/mime/parse.h"

namespace rapport::email {
namespace {

std::vector<std::string> places_of_issues(const Result<void>& checked) {
  std::vector<std::string> all;
  if (!checked)
    for (const Issue& issue : checked.error().issues)
      all.push_back(issue.where);
  return all;
}

}  // namespace

TEST_CASE("recipients that cannot be are named with their places") {
  using Places = std::vector<std::string>;
  CHECK(check_recipients({{"Ada", "ada@example.com"}}, {}, {}, {}).has_value());
  CHECK(places_of_issues(check_recipients({}, {}, {}, {})) == Places{"/to"});
  CHECK(places_of_issues(check_recipients({{"", "no address"}}, {{"", "a@b\r\nBcc: c@d"}}, {}, {})) ==
        Places{"/to/0/address", "/cc/0/address"});
  CHECK(places_of_issues(check_recipients({{"Ada\r\nBcc: x@y.example", "ada@example.com"}}, {}, {}, {})) ==
        Places{"/to/0/name"});
  // The first "a" is Cyrillic.
  CHECK(places_of_issues(check_recipients({{"", "x@\xD0\xB0pple.example"}}, {}, {}, {})) ==
        Places{"/to/0/address"});
  CHECK(places_of_issues(check_recipients({{"ceo@bank.example", "x@evil.example"}}, {}, {}, {})) ==
        Places{"/to/0/name"});
  CHECK(places_of_issues(check_recipients({{"", "support@shop.example"}}, {}, {},
                                          {"support@shop.example"})) == Places{"/to/0/address"});
}

TEST_CASE("ten thousand recipients are refused with the limit") {
  std::vector<MailAddress> many;
  for (int i = 0; i < 10'000; ++i)
    many.push_back({"", fmt::format("c{}@example.com", i)});
  const auto checked = check_recipients(many, {}, {}, {});
  REQUIRE(!checked);
  REQUIRE(checked.error().issues.size() == 1);
  CHECK(checked.error().issues.front().what.find("100") != std::string::npos);
  CHECK(checked.error().issues.front().what.find("10000") != std::string::npos);
}

TEST_CASE("placeholders are filled in, escaped in HTML, and others stay") {
  const std::map<std::string, std::string> known = {{"agent", "Ada <& Co>"}};
  CHECK(filled_text("Yours, {agent} {what} {", known) == "Yours, Ada <& Co> {what} {");
  CHECK(filled_html("<b>{agent}</b>", known) == "<b>Ada &lt;&amp; Co&gt;</b>");
}

TEST_CASE("a reply is made harmless, signed, and quotes what it answers, in HTML and in plain text") {
  Written written;
  written.html = "<p>Dear Ada,<script>alert(1)</script></p><p><img src=\"cid:17\"><b>yes</b></p>";
  written.signature = "Lin\nShop & Co";
  written.quoted = Quoted{"Ada <ada@example.com>", "2026-03-04", "<p onclick=\"x()\">May I?</p>"};
  const WrittenBody body = body_of(written);
  CHECK(body.html.find("script") == std::string::npos);
  CHECK(body.html.find("onclick") == std::string::npos);
  CHECK(body.html.find("Shop &amp; Co") != std::string::npos);
  CHECK(body.html.find("On 2026-03-04, Ada &lt;ada@example.com&gt; wrote:") != std::string::npos);
  CHECK(body.html.find("<blockquote") != std::string::npos);
  CHECK(body.content_ids == std::vector<std::string>{"17"});
  CHECK(body.text.find("Dear Ada,") == 0);
  CHECK(body.text.find("\n-- \nLin\nShop & Co") != std::string::npos);
  CHECK(body.text.find("> May I?") != std::string::npos);
  CHECK(body.own_text.find("May I?") == std::string::npos);
  CHECK(body.own_text.find("Lin") == std::string::npos);
}

TEST_CASE("plain text alone becomes HTML beside it") {
  Written written;
  written.text = "1 < 2\nyes\n\nnext";
  const WrittenBody body = body_of(written);
  CHECK(body.html.find("1 &lt; 2<br>yes</p><p>next") != std::string::npos);
  CHECK(body.text == "1 < 2\nyes\n\nnext");
}

TEST_CASE("a subject is answered once, in whatever language it was answered before") {
  CHECK(answer_subject("Coffee") == "Re: Coffee");
  CHECK(answer_subject("RE: re: Coffee") == "Re: Coffee");
  CHECK(answer_subject("回复：AW: Coffee") == "Re: Coffee");
  CHECK(answer_subject("Reality") == "Re: Reality");
}

TEST_CASE("references grow by the answered mail, and keep the first and the last ones") {
  using Ids = std::vector<std::string>;
  CHECK(answer_references({}, {"a@x"}, "b@x") == Ids{"a@x", "b@x"});
  CHECK(answer_references({"a@x"}, {"a@x"}, "b@x") == Ids{"a@x", "b@x"});
  CHECK(answer_references({}, {}, "") == Ids{});
  Ids many;
  for (int i = 0; i < 100; ++i)
    many.push_back(std::to_string(i));
  const Ids kept = answer_references(many, {}, "new");
  CHECK(kept.size() == 30);
  CHECK(kept.front() == "0");
  CHECK(kept.back() == "new");
}

TEST_CASE("a mail that waited gets the date of its leaving, and nothing else changes") {
  mail::Outgoing made;
  made.message_id = "1@shop.example";
  made.date = {1'700'000'000'000'000};
  made.from = {"", "support@shop.example"};
  made.to = {{"", "ada@example.com"}};
  made.subject = "Date: not this one";
  made.text = "Date: nor this";
  const std::string before = mail::compose(made).value();
  const std::string after = dated(before, {1'772'000'000'000'000});
  CHECK(after.find("Date: Wed, 25 Feb 2026 06:13:20 +0000\r\n") != std::string::npos);
  const mail::Message read = mail::parse(after);
  CHECK(read.date == Instant{1'772'000'000'000'000});
  CHECK(read.subject == made.subject);
  CHECK(read.message_id == made.message_id);
  CHECK(read.text.find("Date: nor this") != std::string::npos);
}

}  // namespace rapport::email
