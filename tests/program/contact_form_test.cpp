// Files in the portal's contact form, as a browser without scripts sends them.
#include <doctest/doctest.h>

#include "cases/case_operations.h"
#include "cases/case_store.h"
#include "portal/portal_store.h"
#include "support/program/shop.h"

namespace rapport::program::testing {
namespace {

struct FileEvents {
  std::vector<cases::CaseEvent> items;
};
BOOST_DESCRIBE_STRUCT(FileEvents, (), (items))

const std::string pixel =
    std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89", 33) +
    std::string("\0\0\0\0IEND\xae\x42\x60\x82", 12);

std::string between(const std::string& text, const std::string& before, const std::string& after) {
  const auto at = text.find(before);
  if (at == std::string::npos) return "";
  const auto from = at + before.size();
  return text.substr(from, text.find(after, from) - from);
}

struct ContactForm {
  explicit ContactForm(House& house) : browser(house.client()) {}

  using Values = std::vector<std::pair<std::string, std::string>>;
  HttpReply send(Values values, const Values& files) {
    const std::string page = browser.get("/help/shop/-/contact").body;
    values.emplace_back("form_token", between(page, "name=\"form_token\" value=\"", "\""));
    values.emplace_back("once", between(page, "name=\"once\" value=\"", "\""));
    values.emplace_back("confirmed", "1");
    values.emplace_back("email", "ada@customer.test");
    std::string body;
    for (const auto& each : values)
      body +=
          "--x\r\nContent-Disposition: form-data; name=\"" + each.first + "\"\r\n\r\n" + each.second + "\r\n";
    for (const auto& each : files)
      body += "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"" + each.first +
              "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + each.second + "\r\n";
    return browser.send("POST", "/help/shop/-/contact", body + "--x--\r\n",
                        {{"Content-Type", "multipart/form-data; boundary=x"}});
  }

  HttpClient browser;
  const Values filled{{"subject", "Broken"}, {"text", "See the picture."}};
};

}  // namespace

TEST_CASE("files of the contact form hang at the case, and what is not taken is said in the form") {
  in_a_shop([](Shop& shop) {
    auto admin = shop.house.signed_in("admin@shop.test");
    const auto is_on = shop.house.parts().org.admin().changes().make<bool>(
        {shop.org, {}}, "portal", [](org::Change& change) -> Result<bool> {
          portal::PortalSettings settings;
          settings.is_on = true;
          portal::PortalStore::set_settings(change, settings);
          return true;
        });
    REQUIRE(is_on.has_value());
    ContactForm form(shop.house);
    // Told with the file's name; the one that can be taken stays while the form is mended.
    HttpReply reply = form.send(
        form.filled, {{"broken.png", pixel}, {"invoice.pdf.exe", "MZ"}, {"a.html", "<script>x()</script>"}});
    CHECK(reply.status == 422);
    CHECK(reply.body.find("invoice.pdf.exe: files of its kind are not taken; a.html: files") !=
          std::string::npos);
    CHECK(reply.body.find("> broken.png</label>") != std::string::npos);
    const std::string kept = between(reply.body, "name=\"file_id\" value=\"", "\"");
    REQUIRE(!kept.empty());
    auto again = form.filled;
    again.emplace_back("file_id", kept);
    CHECK(form.send(again, {{"large.txt", std::string(11 << 20, 'a')}}).status == 422);
    CHECK(form.send(again, {{"1.txt", "a"}, {"2.txt", "a"}, {"3.txt", "a"}, {"4.txt", "a"}, {"5.txt", "a"}})
              .status == 422);

    // Somebody else's file is nobody else's to send.
    ContactForm stranger(shop.house);
    auto stolen = stranger.filled;
    stolen.emplace_back("file_id", kept);
    reply = stranger.send(stolen, {});
    CHECK(reply.status == 303);
    reply = form.send(again, {{"notes.txt", "It stopped on Monday."}});
    INFO(reply.body);
    REQUIRE(reply.status == 303);

    const auto files_of = [&](const std::string& number) {
      const CaseId id = shop.house.parts()
                            .database
                            .read([&](database::Session& sql) -> Result<CaseId> {
                              for (const auto& each : cases::CaseStore::open_after(sql, shop.org, {}, 10))
                                if (each.number == number) return each.id;
                              return CaseId{};
                            })
                            .value();
      std::vector<cases::CaseFile> files;
      for (auto& event :
           read<FileEvents>(admin.get("/api/v1/cases/" + std::to_string(id.value) + "/timeline").body).items)
        files.insert(files.end(), event.files.begin(), event.files.end());
      return files;
    };
    CHECK(files_of("C-1001").empty());
    const auto files = files_of("C-1002");
    REQUIRE(files.size() == 2);
    CHECK(files.front().name == "broken.png");
    CHECK(files.front().type == "image/png");
    CHECK(files.back().name == "notes.txt");
    CHECK(admin.get("/api/v1/attachments/" + std::to_string(files.front().id.value)).body == pixel);
  });
}

}  // namespace rapport::program::testing
