#include <doctest/doctest.h>

#include <map>
#include <mutex>

#include "platform/mail/transport/lmtp_server.h"
#include "platform/mail/transport/lmtp_session.h"
#include "support/temp_folder.h"

namespace rapport::mail {
namespace {

struct LocalBoxes {
  LmtpHandler handler() {
    LmtpHandler made;
    made.recipient = [](const std::string& address) {
      return address.starts_with("nobody") ? SmtpAnswer{550, "5.1.1", "nobody"}
                                           : SmtpAnswer{250, "2.1.5", "OK"};
    };
    made.take = [this](const std::vector<std::string>& recipients, const std::string& bytes,
                       bool is_too_large, std::size_t size) {
      const std::lock_guard lock(mutex);
      std::vector<SmtpAnswer> answers;
      for (const std::string& recipient : recipients) {
        if (is_too_large)
          answers.push_back({552, "5.3.4", "too large: " + std::to_string(size)});
        else if (recipient.starts_with("busy"))
          answers.push_back({451, "4.3.0", "busy"});
        else
          answers.push_back({250, "2.0.0", "taken"});
        if (answers.back().is_accepted()) taken[recipient].push_back(bytes);
      }
      return answers;
    };
    return made;
  }
  std::mutex mutex;
  std::map<std::string, std::vector<std::string>> taken;
};

std::string said(const std::string& dialogue, LocalBoxes& boxes, std::size_t bytes_max = 1'000,
                 std::size_t piece = 100'000) {
  LmtpOptions options;
  options.bytes_max = bytes_max;
  const LmtpHandler handler = boxes.handler();
  LmtpSession session(options, handler);
  std::string buffer, out;
  for (std::size_t at = 0; at < dialogue.size(); at += piece) {
    buffer += dialogue.substr(at, piece);
    out += session.feed(buffer);
  }
  return out;
}

}  // namespace

TEST_CASE("LMTP answers for each recipient, however the bytes are cut") {
  const std::string dialogue =
      "LHLO mx\r\nMAIL FROM:<a@x.test>\r\nRCPT TO:<ada@shop.test>\r\nRCPT TO:<nobody@shop.test>\r\nRCPT "
      "TO:<busy@shop.test>\r\n"
      "DATA\r\nSubject: x\r\n\r\n..dot\r\nlone\n.\nline\r\n.\r\nQUIT\r\n";
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{100'000}}) {
    LocalBoxes boxes;
    const std::string out = said(dialogue, boxes, 1'000, piece);
    CHECK(out.find("550 5.1.1 nobody\r\n") != std::string::npos);
    CHECK(out.ends_with("354 go ahead\r\n250 2.0.0 taken\r\n451 4.3.0 busy\r\n221 2.0.0 bye\r\n"));
    REQUIRE(boxes.taken["ada@shop.test"].size() == 1);
    CHECK(boxes.taken["ada@shop.test"].front() == "Subject: x\r\n\r\n.dot\r\nlone\n.\nline\r\n");
  }
}

TEST_CASE("LMTP holds to its limits and its order") {
  LocalBoxes boxes;
  const std::string begin = "LHLO mx\r\nMAIL FROM:<>\r\nRCPT TO:<ada@shop.test>\r\nDATA\r\n";
  CHECK(
      said(begin + std::string(5'000, 'x') + "\r\n.\r\n", boxes).ends_with("552 5.3.4 too large: 5002\r\n"));
  CHECK(said(begin + std::string(5'000, 'x') + "\r\n.\r\n", boxes, 1'000, 10).find("552 5.3.4") !=
        std::string::npos);
  CHECK(said("MAIL FROM:<>\r\n", boxes) == "503 5.5.1 LHLO first\r\n");
  CHECK(said("LHLO x\r\nRCPT TO:<a@b>\r\nDATA\r\n", boxes)
            .ends_with("503 5.5.1 MAIL first\r\n503 5.5.1 no valid recipients\r\n"));
  CHECK(said(std::string(10'000, 'x'), boxes).starts_with("500 5.5.2 this line is too long"));
  CHECK(boxes.taken.empty());
}

TEST_CASE("mail goes over a unix socket and over loopback, and nothing else is listened on") {
  const tests::TempFolder folder;
  LocalBoxes boxes;
  for (const std::string& at :
       {"unix:" + (folder.path() / "lmtp").string(), std::string("127.0.0.1:0"), std::string("[::1]:0")}) {
    LmtpOptions options;
    options.listen = at;
    auto server = LmtpServer::open(options, boxes.handler());
    if (!server && at.starts_with("[")) continue;  // a machine without IPv6
    REQUIRE(server.has_value());
    const std::string to =
        (*server)->port() == 0 ? at : at.substr(0, at.rfind(':') + 1) + std::to_string((*server)->port());
    boxes.taken.clear();
    const auto answers =
        deliver_by_lmtp(to, "a@x.test", {"ada@shop.test", "nobody@shop.test", "busy@shop.test"},
                        "Subject: x\n\n.hello\nworld");
    REQUIRE(answers.has_value());
    CHECK((*answers)[0].code == 250);
    CHECK((*answers)[1].status == "5.1.1");
    CHECK((*answers)[2].is_retryable());
    CHECK(boxes.taken["ada@shop.test"].front() == "Subject: x\r\n\r\n.hello\r\nworld\r\n");
  }
  CHECK(deliver_by_lmtp("unix:" + (folder.path() / "gone").string(), "", {"a@b"}, "x").error().reason ==
        "no_connection");
  for (const char* at :
       {"0.0.0.0:2424", "192.0.2.1:2424", "127.0.0.1", "127.0.0.1:99999", "unix:", "localhost:24"}) {
    LmtpOptions options;
    options.listen = at;
    INFO(at);
    CHECK(LmtpServer::open(options, boxes.handler()).error().reason == "bad_address");
  }
}

}  // namespace rapport::mail
