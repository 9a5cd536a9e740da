#include "platform/mail/mime/parse.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <thread>
#include <vector>

namespace rapport::mail {
namespace {

std::string crlf(std::string_view text) {
  std::string lines;
  for (const char c : text) {
    if (c == '\n') lines += '\r';
    lines += c;
  }
  return lines;
}

Message parsed(std::string_view text, const ParseOptions& options = {}) {
  return parse(crlf(text), options);
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i)
    all += text;
  return all;
}

}  // namespace

TEST_CASE("a plain mail is read: who, what, when, and what it answers") {
  const Message mail = parsed(
      "Return-Path: <ada@example.com>\n"
      "Received: from a\n"
      "Received: from b\n"
      "Message-ID: <3@example.com>\n"
      "In-Reply-To: <2@shop.example>\n"
      "References: <1@shop.example>\n <2@shop.example>\n"
      "Date: Tue, 3 Mar 2026 10:00:00 +0800\n"
      "From: \"Lee, Ada\" <ada@example.com>\n"
      "Reply-To: other@example.com\n"
      "To: Help <help@shop.example>, team: a@x.example, b@x.example;, c@x.example\n"
      "Cc: d@x.example\n"
      "Subject: Where is\n  my order?\n"
      "X-Order: 17\n"
      "\n"
      "Hello\n\nAda\n");
  CHECK(mail.message_id == "3@example.com");
  CHECK(mail.in_reply_to == std::vector<std::string>{"2@shop.example"});
  CHECK(mail.references == std::vector<std::string>{"1@shop.example", "2@shop.example"});
  CHECK(mail.date == Instant{1772503200'000'000});
  CHECK(mail.from == std::vector<Address>{{"Lee, Ada", "ada@example.com"}});
  CHECK(mail.reply_to == std::vector<Address>{{"", "other@example.com"}});
  CHECK(mail.to ==
        std::vector<Address>{
            {"Help", "help@shop.example"}, {"", "a@x.example"}, {"", "b@x.example"}, {"", "c@x.example"}});
  CHECK(mail.cc.size() == 1);
  CHECK(mail.subject == "Where is my order?");
  CHECK(mail.text == "Hello\n\nAda\n");
  CHECK(mail.html.empty());
  CHECK(mail.is_text_whole);
  CHECK(mail.return_path == "ada@example.com");
  CHECK(mail.received_count == 2);
  REQUIRE(mail.header("x-order") != nullptr);
  CHECK(*mail.header("x-order") == "17");
  CHECK(mail.problems.empty());
}

TEST_CASE("text, HTML, inline pictures and files are told apart") {
  const Message mail = parsed(
      "From: a@x.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=m\n\nignored\n"
      "--m\nContent-Type: multipart/related; boundary=\"r r\"\n\n"
      "--r r\nContent-Type: multipart/alternative; boundary=a\n\n"
      "--a\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: "
      "quoted-printable\n\ncaf=C3=A9 =\nlong\n"
      "--a\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\nPGI+aGk8L2I+\n--a--\n"
      "--r r\nContent-Type: image/png; name=logo.png\nContent-ID: <logo@x>\nContent-Disposition: "
      "inline\nContent-Transfer-Encoding: base64\n\niVBORw==\n--r r--\n"
      "--m\nContent-Type: application/pdf\nContent-Disposition: attachment; filename*0*=utf-8''%E5%8F%91; "
      "filename*1*=%E7%A5%A8.pdf\n"
      "Content-Transfer-Encoding: base64\n\nJVBERg==\n--m--\n");
  CHECK(mail.text == "caf\xC3\xA9 long");
  CHECK(mail.html == "<b>hi</b>");
  CHECK(mail.is_text_whole);
  REQUIRE(mail.attachments.size() == 2);
  CHECK(mail.attachments[0].name == "logo.png");
  CHECK(mail.attachments[0].content_id == "logo@x");
  CHECK(mail.attachments[0].is_inline);
  CHECK(mail.attachments[0].bytes == "\x89PNG");
  CHECK(mail.attachments[1].name == "发票.pdf");
  CHECK(mail.attachments[1].type == "application/pdf");
  CHECK_FALSE(mail.attachments[1].is_inline);
  CHECK(mail.attachments[1].bytes == "%PDF");
}

TEST_CASE("a mail of HTML alone says that its text is not there") {
  const Message mail = parsed("From: a@x.example\nContent-Type: text/html; charset=utf-8\n\n<p>hi</p>\n");
  CHECK(mail.text.empty());
  CHECK_FALSE(mail.is_text_whole);
  CHECK(mail.html == "<p>hi</p>\n");
}

TEST_CASE("texts between HTML parts are in the HTML, escaped") {
  const Message mail = parsed(
      "Content-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: text/html\n\n<i>one</i>\n--m\n\n1 < "
      "2\n--m--\n");
  CHECK(mail.html == "<i>one</i>\n<div style=\"white-space:pre-wrap\">1 &lt; 2</div>");
  CHECK_FALSE(mail.is_text_whole);
}

TEST_CASE("what machines say of themselves is read") {
  const Message mail = parsed(
      "Return-Path: <>\nFrom: a@x.example\nAuto-Submitted: Auto-Replied (vacation)\nPrecedence: Bulk\n"
      "List-Id: News <news.x.example>\nList-Unsubscribe: <mailto:u@x.example>\nX-Auto-Response-Suppress: "
      "OOF, AutoReply\n\nAway.\n");
  CHECK(mail.return_path == "");
  CHECK(mail.auto_submitted == "auto-replied");
  CHECK(mail.precedence == "bulk");
  CHECK(mail.list_id == "News <news.x.example>");
  CHECK(mail.list_unsubscribe == "<mailto:u@x.example>");
  CHECK(mail.suppresses_auto_replies);
  CHECK_FALSE(parsed("From: a@x.example\n\nhi").return_path.has_value());
}

TEST_CASE("only the receiving server's own word on authentication counts, and only its topmost") {
  const char* const text =
      "Authentication-Results: mx.shop.example;\n spf=pass (sender ; is \"ok\") smtp.mailfrom=x.example;\n"
      " dkim=fail header.d=x.example header.s=s1;\n dmarc=none header.from=x.example\n"
      "Authentication-Results: evil.example; dmarc=pass\n"
      "Authentication-Results: mx.shop.example; dmarc=pass header.from=bank.example\n"
      "From: a@x.example\n\nhi\n";
  CHECK_FALSE(parsed(text).authentication.has_value());
  ParseOptions options;
  options.authserv_id = "MX.shop.example";
  const Message mail = parsed(text, options);
  REQUIRE(mail.authentication.has_value());
  const auto& results = mail.authentication->results;
  REQUIRE(results.size() == 3);
  CHECK(results[0].method == "spf");
  CHECK(results[0].result == "pass");
  CHECK(results[0].about == "x.example");
  CHECK(results[1].result == "fail");
  CHECK(results[2].method == "dmarc");
  CHECK(results[2].result == "none");
  CHECK(results[2].about == "x.example");
}

TEST_CASE("a delivery report says what became of which mail") {
  const Message mail = parsed(
      "From: MAILER-DAEMON@mx.example\nContent-Type: multipart/report; report-type=delivery-status; "
      "boundary=b\n\n"
      "--b\n\nSorry.\n"
      "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\nOriginal-Envelope-Id: "
      "e17\n\n"
      "Final-Recipient: rfc822; gone@x.example\nOriginal-Recipient: rfc822;old@x.example\nAction: "
      "failed\nStatus: 5.1.1 (no such user)\n"
      "Diagnostic-Code: smtp; 550 5.1.1\n  no such user\n\nFinal-Recipient: rfc822; slow@x.example\nAction: "
      "delayed\nStatus: 4.4.1\n\n"
      "--b\nContent-Type: message/rfc822\n\nMessage-ID: <ours@shop.example>\nFrom: "
      "help@shop.example\n\nhello\n--b--\n");
  REQUIRE(mail.delivery_report.has_value());
  const DeliveryReport& report = *mail.delivery_report;
  CHECK(report.message_id == "ours@shop.example");
  CHECK(report.envelope_id == "e17");
  REQUIRE(report.recipients.size() == 2);
  CHECK(report.recipients[0].address == "gone@x.example");
  CHECK(report.recipients[0].original_address == "old@x.example");
  CHECK(report.recipients[0].action == DeliveryAction::failed);
  CHECK(report.recipients[0].status == "5.1.1");
  CHECK(report.recipients[0].diagnostic == "550 5.1.1 no such user");
  CHECK(report.recipients[1].action == DeliveryAction::delayed);
  CHECK(mail.text == "Sorry.");
}

TEST_CASE("an answer to an invitation is understood") {
  const Message mail = parsed(
      "Content-Type: multipart/alternative; boundary=b\n\n--b\n\nAda accepts\n"
      "--b\nContent-Type: text/calendar; charset=utf-8; "
      "method=REPLY\n\nBEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\n"
      "ATTENDEE;CN=\"Lee: Ada\";PARTSTAT=ACCEPTED:mailto:ada@\n example.com\nUID:17@shop\nSUMMARY:Fitting\\, "
      "second\n"
      "DTSTART;TZID=Asia/Shanghai:20260304T090000\nEND:VEVENT\nEND:VCALENDAR\n--b--\n");
  REQUIRE(mail.calendar.has_value());
  CHECK(mail.calendar->method == "REPLY");
  CHECK(mail.calendar->partstat == "ACCEPTED");
  CHECK(mail.calendar->attendee == "ada@example.com");
  CHECK(mail.calendar->uid == "17@shop");
  CHECK(mail.calendar->summary == "Fitting, second");
  CHECK(mail.calendar->start == "20260304T090000");
  REQUIRE(mail.attachments.size() == 1);
  CHECK(mail.attachments[0].name == "invite.ics");
  CHECK(mail.text == "Ada accepts");
}

TEST_CASE("broken mails are read as far as they go, and say what is wrong") {
  SUBCASE("no end of a multipart") {
    const Message mail = parsed("Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n\ntwo\n");
    CHECK(mail.text == "one\ntwo\n");
    CHECK(mail.has(ProblemKind::bad_multipart));
  }
  SUBCASE("no boundary named, but one used") {
    const Message mail = parsed("Content-Type: multipart/mixed\n\n--guess\n\none\n--guess--\n");
    CHECK(mail.text == "one");
    CHECK(mail.has(ProblemKind::bad_multipart));
  }
  SUBCASE("another boundary than the one named") {
    const Message mail = parsed("Content-Type: multipart/mixed; boundary=no\n\n--yes1\n\none\n--yes1--\n");
    CHECK(mail.text == "one");
  }
  SUBCASE("a multipart that is none") {
    const Message mail = parsed("Content-Type: multipart/mixed; boundary=no\n\njust words\n");
    CHECK(mail.text == "just words\n");
    CHECK(mail.has(ProblemKind::bad_multipart));
  }
  SUBCASE("lines that are no fields, and a From_ line") {
    const Message mail =
        parsed("From ada Tue Mar  3\nSubject: hi\nno field here\nTo : x@x.example\n\nbody\n");
    CHECK(mail.subject == "hi");
    CHECK(mail.to.size() == 1);
    CHECK(mail.text == "body\n");
    CHECK(mail.has(ProblemKind::bad_header));
  }
  SUBCASE("bare line feeds") {
    CHECK(parse("Subject: a\n b\nFrom: a@x.example\n\none\ntwo").text == "one\ntwo");
  }
  SUBCASE("an encoding that nobody knows, a date that is none") {
    const Message mail = parsed("Date: yesterday\nContent-Transfer-Encoding: rot13\n\nuryyb\n");
    CHECK(mail.text == "uryyb\n");
    CHECK(mail.has(ProblemKind::bad_encoding));
    CHECK(mail.has(ProblemKind::bad_date));
  }
  SUBCASE("nothing at all, and NUL bytes") {
    CHECK(parse("").text.empty());
    const Message mail = parse(std::string_view("Subject: a\0b\r\n\r\nc\0d", 19));
    CHECK(mail.subject.find('\0') == std::string::npos);
    CHECK(mail.text == "cd");
  }
}

TEST_CASE("each limit ends in a problem that names it, with what came before") {
  ParseOptions options;
  SUBCASE("multiparts within multiparts, ten thousand deep") {
    std::string mail = "Subject: deep\r\n";
    for (int i = 0; i < 10'000; ++i)
      mail += fmt::format("Content-Type: multipart/mixed; boundary=b{}\r\n\r\n--b{}\r\n", i, i);
    mail += "\r\ninnermost\r\n";
    const Message read = parse(mail, options);
    CHECK(read.subject == "deep");
    CHECK(read.has(ProblemKind::too_deep));
    CHECK(read.attachments.size() == 1);
  }
  SUBCASE("a multipart whose boundary is its parent's") {
    std::string mail;
    for (int i = 0; i < 1'000; ++i)
      mail += "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n";
    CHECK(parse(mail, options).problems.size() <= options.limits.problems_max);
  }
  SUBCASE("a million parts") {
    const Message read =
        parse("Content-Type: multipart/mixed; boundary=b\r\n\r\n" + repeated("--b\r\n\r\nx\r\n", 1'000'000),
              options);
    CHECK(read.has(ProblemKind::too_many_parts));
    CHECK(read.text.size() < 5'000);
  }
  SUBCASE("ten thousand recipients, and one more") {
    std::string to = "To: ";
    for (int i = 0; i < 10'000; ++i)
      to += fmt::format("{}customer-{}@example.com", i == 0 ? "" : ",\r\n ", i);
    CHECK(parse(to + "\r\n\r\nhi", options).to.size() == 10'000);
    CHECK_FALSE(parse(to + "\r\n\r\nhi", options).has(ProblemKind::too_many_recipients));
    const Message more = parse(to + "\r\nCc: one@more.example\r\n\r\nhi", options);
    CHECK(more.to.size() == 10'000);
    CHECK(more.cc.empty());
    CHECK(more.has(ProblemKind::too_many_recipients));
    CHECK(more.text == "hi");
  }
  SUBCASE("a header without end") {
    const Message read = parse(
        "Subject: first\r\n" + repeated("X-Filler: " + std::string(90, 'x') + "\r\n", 50'000) + "\r\nbody",
        options);
    CHECK(read.subject == "first");
    CHECK(read.has(ProblemKind::header_too_long));
    CHECK(read.headers.size() <= options.limits.headers_max);
    CHECK(read.text == "body");
  }
  SUBCASE("one line of megabytes") {
    const Message read = parse("Subject: " + std::string(3'000'000, 'x') + "\r\n\r\nbody", options);
    CHECK(read.has(ProblemKind::line_too_long));
    CHECK(read.has(ProblemKind::header_too_long));
    CHECK(read.text == "body");
  }
  SUBCASE("fifty megabytes, and more") {
    const std::string mail = "Subject: big\r\n\r\n" + std::string(50'000'000, 'x');
    const Message read = parse(mail, options);
    CHECK(read.subject == "big");
    CHECK(read.has(ProblemKind::too_large));
    CHECK(read.has(ProblemKind::text_too_long));
    CHECK(read.text.size() == options.limits.text_bytes_max);
  }
  SUBCASE("openings of encoded words, comments and groups without end") {
    for (const std::string_view piece :
         {"=?utf-8?Q?", "=?", "(", "\"", "<", "a:", "a:b,", "@", "\\", "=?utf-8?B?YQ==?= "}) {
      CAPTURE(std::string(piece));
      const std::string many = repeated(piece, 60'000);
      const Message read =
          parse("Subject: " + many + "\r\nTo: " + many + "\r\nReferences: " + many +
                    "\r\nContent-Type: text/plain; " + many + "\r\nContent-Disposition: " + many +
                    "\r\nAuthentication-Results: x; " + many + "\r\n\r\nbody",
                options);
      CHECK(read.text == "body");
    }
  }
}

TEST_CASE("no header can be smuggled in by an encoded line break") {
  const Message mail = parsed(
      "Subject: =?utf-8?B?YQ0KQmNjOiBldmlsQHguZXhhbXBsZQ==?=\nFrom: =?utf-8?Q?a=0D=0AX: y?= "
      "<a@x.example>\n\nhi");
  CHECK(mail.subject == "a Bcc: evil@x.example");
  CHECK(mail.bcc.empty());
  REQUIRE(mail.from.size() == 1);
  CHECK(mail.from[0].name == "a X: y");
  CHECK(mail.from[0].address == "a@x.example");
}

TEST_CASE("mails are read on several threads at once") {
  const std::string mail = crlf(
      "Subject: =?gb2312?B?1tDOxA==?=\nFrom: =?iso-2022-jp?B?GyRCRnxLXBsoQg==?= <a@x.example>\nContent-Type: "
      "text/plain; charset=big5\n\n\xA4\xA4\xA4\xE5\n");
  std::vector<std::thread> threads;
  std::atomic<int> wrong = 0;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      for (int k = 0; k < 500; ++k) {
        const Message read = parse(mail);
        if (read.subject != "中文" || read.text != "中文\n" || read.from.at(0).name != "日本") ++wrong;
      }
    });
  for (std::thread& thread : threads)
    thread.join();
  CHECK(wrong == 0);
}

}  // namespace rapport::mail
