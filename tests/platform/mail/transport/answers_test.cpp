#include <doctest/doctest.h>

#include <string>

#include "platform/mail/transport/imap_response.h"
#include "platform/mail/transport/smtp.h"

namespace rapport::mail {

TEST_CASE("an IMAP server's answers become values") {
  const auto fetch =
      read_imap_response("* 3 FETCH (UID 7 FLAGS (\\Seen $Junk) BODY[]<0> {7}\r\na)\"\r\n b RFC822.SIZE 12)");
  REQUIRE(fetch.has_value());
  CHECK(fetch->tag == "*");
  CHECK(fetch->is(1, "fetch"));
  REQUIRE(fetch->values.size() == 3);
  const auto& items = fetch->values[2].items;
  REQUIRE(items.size() == 8);
  CHECK(items[1].number() == 7);
  CHECK(items[3].items.at(1).text == "$Junk");
  CHECK(items[4].text == "BODY[]<0>");
  CHECK(items[5].text == "a)\"\r\n b");
  CHECK(items[7].number() == 12);

  const auto ok = read_imap_response("R1 OK [UIDVALIDITY 5] done");
  REQUIRE(ok.has_value());
  CHECK(ok->code.size() == 2);
  CHECK(ok->code[1].number() == 5);
  CHECK(ok->text == "done");
  CHECK(read_imap_response("* OK [PERMANENTFLAGS (\\Answered \\*)] yes")->code.at(1).items.size() == 2);
  CHECK(read_imap_response("* LIST (\\HasNoChildren) \".\" \"a \\\"b\\\"\"")->values.at(3).text == "a \"b\"");
  CHECK(read_imap_response("* LIST () NIL INBOX")->values.at(2).kind == ImapValue::Kind::nil);
  CHECK(read_imap_response("+ idling")->text == "idling");
  CHECK(read_imap_response("* 1 FETCH (BODY[HEADER.FIELDS (TO CC)] \"x\")")->values.at(2).items.at(0).text ==
        "BODY[HEADER.FIELDS (TO CC)]");
}

TEST_CASE("what is no IMAP is refused") {
  for (const char* bytes : {"", " ", "* 1 FETCH (", "* 1 FETCH )", "* 1 FETCH (BODY[] {5}\r\nabc)",
                            "* LIST \"open", "* OK [UNSEEN 1 x", "* 1 FETCH {9}"})
    CHECK_MESSAGE(!read_imap_response(bytes).has_value(), std::string(bytes));
  CHECK_FALSE(read_imap_response("* 1 FETCH " + std::string(10'000, '(')).has_value());
}

TEST_CASE("folders have names in every script") {
  CHECK(imap_folder_name("INBOX") == "\"INBOX\"");
  CHECK(imap_folder_name("已处理 & more") == "\"&XfJZBHQG- &- more\"");
  CHECK(readable_folder_name("&XfJZBHQG- &- more") == "已处理 & more");
  CHECK(imap_folder_name("a\"b\\c") == "\"a\\\"b\\\\c\"");
  CHECK_FALSE(imap_folder_name("").has_value());
  CHECK_FALSE(imap_quoted("a\r\nb").has_value());
}

TEST_CASE("an SMTP server's answers have codes for machines and words for people") {
  SmtpAnswer answer = read_smtp_answer({"550-5.1.1 no such", "550 5.1.1 user\x07"});
  CHECK(answer.code == 550);
  CHECK(answer.status == "5.1.1");
  CHECK(answer.text == "no such user ");
  CHECK_FALSE(answer.is_retryable());
  answer = read_smtp_answer({"451 come back later"});
  CHECK(answer.status.empty());
  CHECK(answer.is_retryable());
  CHECK(read_smtp_answer({"250"}).is_accepted());
  CHECK(read_smtp_answer({"nonsense", ""}).code == 0);
  CHECK(read_smtp_answer({"250 5.1 not a status"}).status.empty());
}

}  // namespace rapport::mail
