// What is kept of a person, handed over, let go of: in the whole program, over both engines.
#include <minizip/unzip.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "protection/register.h"
#include "protection/scope.h"
#include "support/program/visitor.h"

namespace rapport::program::testing {
namespace {

using protection::Blank;
using protection::Column;
using protection::columns_of;
using protection::Names;
using protection::Table;
using protection::tables;
using protection::tables_of;
using protection::WhenErased;

std::string path_of_one(const std::string& what, CustomerId id, const std::string& rest) {
  return "/api/v1/" + what + "/" + std::to_string(id.value) + rest;
}

HttpReply answer_to(HttpClient& client, const std::string& method, const std::string& target,
                    const std::string& body, int status) {
  HttpReply reply = client.send(method, target, body);
  INFO(target << " " << reply.body);
  REQUIRE((reply.status == status || (status == 200 && reply.status == 201)));
  return reply;
}

std::string in_small(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

// Every place of the database in which one of the words stands.
std::vector<std::string> places_in(database::Session& sql, const std::vector<std::string>& words) {
  std::vector<std::string> places;
  for (const std::string& table : tables_of(sql))
    for (const Column& column : columns_of(sql, table)) {
      if (column.kind != database::Kind::text) continue;
      for (const std::string& value :
           database::all<std::string>(sql, "select coalesce(" + column.name + ", '') from " + table))
        for (const std::string& word : words)
          if (in_small(value).find(word) != std::string::npos)
            places.push_back(table + "." + column.name + ": " + value.substr(0, 200));
    }
  return places;
}

std::vector<std::string> files_with(const std::filesystem::path& folder,
                                    const std::vector<std::string>& words) {
  std::vector<std::string> found;
  for (const auto& each : std::filesystem::recursive_directory_iterator(folder)) {
    if (!each.is_regular_file()) continue;
    std::ifstream in(each.path(), std::ios::binary);
    const std::string content = in_small({std::istreambuf_iterator<char>(in), {}});
    for (const std::string& word : words)
      if (content.find(word) != std::string::npos ||
          in_small(each.path().filename()).find(word) != std::string::npos)
        found.push_back(each.path().string() + " has " + word);
  }
  return found;
}

std::map<std::string, std::string> entries_of(const std::string& bytes, const std::filesystem::path& file) {
  std::ofstream(file, std::ios::binary) << bytes;
  std::map<std::string, std::string> entries;
  unzFile zip = unzOpen64(file.c_str());
  REQUIRE(zip != nullptr);
  for (int code = unzGoToFirstFile(zip); code == UNZ_OK; code = unzGoToNextFile(zip)) {
    std::string name(256, '\0');
    unz_file_info64 info{};
    REQUIRE(unzGetCurrentFileInfo64(zip, &info, name.data(), 256, nullptr, 0, nullptr, 0) == UNZ_OK);
    REQUIRE(info.uncompressed_size < 1'000'000);
    name.resize(info.size_filename);
    std::string& content = entries[name];
    content.resize(info.uncompressed_size);
    REQUIRE(unzOpenCurrentFile(zip) == UNZ_OK);
    CHECK(unzReadCurrentFile(zip, content.data(), static_cast<unsigned>(content.size())) ==
          static_cast<int>(content.size()));
    CHECK(unzCloseCurrentFile(zip) == UNZ_OK);
  }
  unzClose(zip);
  std::filesystem::remove(file);
  return entries;
}

struct MadeThing {
  std::string id;
};
BOOST_DESCRIBE_STRUCT(MadeThing, (), (id))

}  // namespace

TEST_CASE("the register knows every table, and each column of words in those that name customers") {
  tests::for_each_engine(
      [](database::Database& database) {
        const auto checked = database.read([](database::Session& sql) -> Result<void> {
          std::set<std::string> registered;
          for (const Table& table : tables()) {
            INFO("table " << table.name);
            CHECK(registered.insert(std::string(table.name)).second);
            CHECK_FALSE(table.title.empty());
            CHECK_FALSE(table.title_zh.empty());
            const std::vector<Column> columns = columns_of(sql, table.name);
            CHECK_MESSAGE(!columns.empty(), "the register has a table that there is not: " << table.name);
            if (table.names != Names::customers) continue;
            CHECK_FALSE(table.reach.empty());
            for (const Column& column : columns) {
              if (column.kind != database::Kind::text || table.erased == WhenErased::removed) continue;
              const bool is_blanked =
                  std::any_of(table.blanks.begin(), table.blanks.end(),
                              [&](const Blank& blank) { return blank.column == column.name; });
              const bool is_kept =
                  std::find(table.kept.begin(), table.kept.end(), column.name) != table.kept.end();
              CHECK_MESSAGE(is_blanked != is_kept, "src/protection/register.cpp: say of "
                                                       << table.name << "." << column.name
                                                       << " what becomes of it when a person is erased");
            }
          }
          for (const std::string& table : tables_of(sql))
            CHECK_MESSAGE(registered.contains(table),
                          "src/protection/register.cpp: say whom the new table \"" << table << "\" names");
          return {};
        });
        CHECK(checked.has_value());
      },
      all_migrations());
}

TEST_CASE(
    "a person is handed over, kept while the law asks for it, and then in no table and no file any more") {
  in_a_house([](House& house) {
    const OrgId org = house.organisation("shop").id;
    const UserId ana = house.user(org, "ana@shop.test", "agent", {house.queue(org)}).id;
    const std::string key = house.chat(org);
    HttpClient admin = house.signed_in("admin@shop.test");

    // All of theirs has "zyxw" in it, or the number.
    const std::vector<std::string> words{"zyxw", "13912345678"};
    CustomerId customer;
    InteractionId interaction;
    {
      Desk desk(house, "ana@shop.test");
      desk.be_available(ana);
      ChatVisitor visitor(house, key);
      visitor.start("zyxw asks", "first",
                    [](webchat::ClientFrame& frame) { frame.page_url = "https://shop.test/zyxw"; });
      const desk::Interaction taken = desk.accept_next();
      interaction = taken.id;
      customer = taken.customer.id;
      const std::string inside = "/api/v1/interactions/" + std::to_string(interaction.value);
      const auto file = desk.client.send("POST", "/api/v1/attachments", "the zyxw contract",
                                         {{"Content-Type", "text/plain"}, {"X-File-Name", "zyxw.txt"}});
      REQUIRE(file.status == 201);
      const std::string attachment = read<MadeThing>(file.body).id;
      answer_to(
          desk.client, "POST", inside + "/messages",
          R"({"client_id":"a","kind":"text","text":"Dear Zyxw","attachment_ids":[")" + attachment + "\"]}",
          201);
      answer_to(desk.client, "POST", inside + "/messages",
                R"({"client_id":"b","kind":"note","text":"zyxw is a difficult one"})", 201);
      answer_to(
          desk.client, "PATCH", path_of_one("customers", customer, ""),
          R"({"name":"Zyxw Mustermann","email":"zyxw@example.test","phone":"+8613912345678","note":"zyxw noted"})",
          200);
      answer_to(desk.client, "PATCH", path_of_one("customers", customer, "/profile"),
                R"({"address":"Zyxw street 1"})", 200);
      answer_to(desk.client, "POST", path_of_one("customers", customer, "/consents"),
                R"({"purpose":"marketing","channel":"email","is_given":true,"how":"zyxw said so"})", 200);
      answer_to(
          admin, "PUT", "/api/v1/customer-events",
          R"({"customer_id":)" + quoted(customer.value) +
              R"(,"external_id":"zyxw-1","kind":"purchase","at":"2026-01-01T00:00:00Z","amount":"10","currency":"CNY",)"
              R"("text":"a zyxw"})",
          200);
      const auto made =
          answer_to(desk.client, "POST", "/api/v1/cases",
                    R"({"subject":"Zyxw's parcel","text":"zyxw wants it","tags":["zyxw"],"customer_id":)" +
                        quoted(customer.value) + "}",
                    201);
      const std::string case_path = "/api/v1/cases/" + read<MadeThing>(made.body).id;
      answer_to(desk.client, "POST", case_path + "/comments", R"({"text":"zyxw, sorry","is_public":true})",
                200);
      answer_to(desk.client, "POST", case_path + "/comments", R"({"text":"zyxw again","is_public":false})",
                200);
      // What names them without being theirs.
      answer_to(desk.client, "GET", "/api/v1/knowledge/search?q=zyxw@example.test", "", 200);
      REQUIRE(eventually(
          [&] { return admin.get("/api/v1/knowledge/gaps").body.find("zyxw") != std::string::npos; }));
      const std::string told = R"({"customer_id":)" + quoted(customer.value) + R"(,"text":"about zyxw"})";
      auto delivered =
          house.parts().database.write<void>([org, told](database::Session& sql) -> Result<void> {
            database::execute(
                sql,
                "insert into webhook_delivery (org, id, webhook, event, kind, at_us, body, state, tries,"
                " due_us, status, error, answer, took_ms) values (:org, 1, 1, 1, 0, 1, :body, 1, 1, 1, 200,"
                " '', 'thanks', 1)",
                org, told);
            return {};
          });
      REQUIRE(delivered.get().has_value());

      const auto refused = admin.post(path_of_one("customers", customer, "/erase"),
                                      R"({"confirm":)" + quoted(customer.value) + "}");
      CHECK(problem_of(refused).reason == "open_conversation");
      answer_to(desk.client, "POST", inside + "/end", "", 200);
      answer_to(desk.client, "POST", inside + "/wrap-up", "{}", 200);
    }
    // Another row that is the same person by hand, and a stranger whose words stay.
    const auto other =
        answer_to(admin, "PUT", "/api/v1/customers",
                  R"({"external_id":"zyxw-77","name":"Frau Zyxw","email":"other.zyxw@example.test"})", 200);
    const std::string other_id = read<MadeThing>(other.body).id;
    answer_to(admin, "POST", path_of_one("customers", customer, "/join"),
              R"({"customer_id":")" + other_id + "\"}", 200);
    const auto stranger = answer_to(admin, "PUT", "/api/v1/customers",
                                    R"({"external_id":"s","name":"Stranger","note":"stays"})", 200);

    // --- handed over ---
    const auto made =
        answer_to(admin, "POST", path_of_one("customers", customer, "/access-exports"), "{}", 201);
    const std::string archive = "/api/v1/access-exports/" + read<MadeThing>(made.body).id + "/file";
    const auto bytes = answer_to(admin, "GET", archive, "", 200);
    CHECK(bytes.header("content-type") == "application/zip");
    auto entries = entries_of(bytes.body, house.fresh.folder() / "unpacked.zip");
    const std::string& page = entries["index.html"];
    for (const char* shown : {"Zyxw Mustermann", "Frau Zyxw", "zyxw asks", "Dear Zyxw", "Zyxw street 1",
                              "zyxw said so", "a zyxw", "zyxw, sorry", "zyxw.txt", "zyxw@example.test"})
      CHECK_MESSAGE(page.find(shown) != std::string::npos, shown);
    std::string everything;
    for (const auto& [name, content] : entries)
      everything += content;
    CHECK(everything.find("difficult") == std::string::npos);  // a note between colleagues
    CHECK(everything.find("zyxw again") == std::string::npos);
    CHECK(everything.find("zyxw noted") == std::string::npos);
    CHECK(everything.find("Stranger") == std::string::npos);
    CHECK(everything.find("the zyxw contract") != std::string::npos);
    CHECK(entries["data/message.json"].find("\"sent\":\"2026-02-25T") != std::string::npos);
    const auto whole = answer_to(admin, "POST", path_of_one("customers", customer, "/access-exports"),
                                 R"({"language":"zh-CN","with_internal":true})", 201);
    const auto whole_bytes = answer_to(
        admin, "GET", "/api/v1/access-exports/" + read<MadeThing>(whole.body).id + "/file", "", 200);
    CHECK(entries_of(whole_bytes.body, house.fresh.folder() / "unpacked.zip")["index.html"].find(
              "difficult") != std::string::npos);

    // --- kept ---
    const std::string confirmed = R"({"confirm":)" + quoted(customer.value) + "}";
    answer_to(admin, "PUT", path_of_one("customers", customer, "/legal-hold"), R"({"is_held":true,"why":""})",
              422);
    answer_to(admin, "PUT", "/api/v1/customers/" + other_id + "/legal-hold",
              R"({"is_held":true,"why":"court"})", 200);
    const auto held = admin.post(path_of_one("customers", customer, "/erase"), confirmed);
    CHECK(problem_of(held).reason == "under_legal_hold");
    CHECK(held.body.find("court") != std::string::npos);
    answer_to(admin, "PUT", path_of_one("customers", customer, "/legal-hold"), R"({"is_held":false})", 200);

    // --- gone ---
    CHECK(admin.post(path_of_one("customers", customer, "/erase"), R"({"confirm":"yes"})").status == 422);
    const auto seq = house.parts().loop.seq(org).value();
    const auto erased =
        answer_to(admin, "POST", path_of_one("customers", customer, "/erase"), confirmed, 200);
    CHECK(erased.body.find("\"table\":\"message\"") != std::string::npos);
    CHECK(house.parts().loop.seq(org).value() == seq);  // the journal does not hear of it
    CHECK(admin.get(archive).status == 404);
    CHECK(answer_to(admin, "GET", path_of_one("customers", customer, "/protection"), "", 200)
              .body.find("erased_at") != std::string::npos);
    const auto story = answer_to(
        admin, "GET", "/api/v1/interactions/" + std::to_string(interaction.value) + "/messages", "", 200);
    CHECK(story.body.find("[erased]") != std::string::npos);
    CHECK(in_small(story.body).find("zyxw") == std::string::npos);
    // Files that others may just be sending as well go a little later.
    house.pass(hours(2));
    REQUIRE(house.parts().protection_keeper.turn().has_value());
    const auto left =
        house.parts().database.read([&](database::Session& sql) -> Result<std::vector<std::string>> {
          CHECK(database::first<std::string>(sql, "select note from customer where note is not null") ==
                "stays");
          CHECK(database::first<std::int64_t>(sql, "select count(*) from journal") > 5);
          return places_in(sql, words);
        });
    REQUIRE(left.has_value());
    for (const std::string& place : *left)
      FAIL_CHECK(place);
    // A second time there is nothing left to do, and it is no error.
    answer_to(admin, "POST", path_of_one("customers", customer, "/erase"), confirmed, 200);
    CHECK(answer_to(admin, "GET", "/api/v1/customers/" + read<MadeThing>(stranger.body).id, "", 200)
              .body.find("Stranger") != std::string::npos);
    // It starts again from its journal, and what lies in its folder has no word of theirs, not even in
    // pages that were given up.
    house.restart();
    house.stop();
    for (const std::string& file : files_with(house.fresh.folder(), words))
      FAIL_CHECK(file);
  });
}

TEST_CASE("numbers that are not to be kept go out of words as they arrive, and out of one message by hand") {
  in_a_house([](House& house) {
    const OrgId org = house.organisation("shop").id;
    const UserId ana = house.user(org, "ana@shop.test", "agent", {house.queue(org)}).id;
    const std::string key = house.chat(org);
    HttpClient admin = house.signed_in("admin@shop.test");
    Desk desk(house, "ana@shop.test");
    desk.be_available(ana);
    ChatVisitor visitor(house, key);
    const auto first = visitor.start("card 4111 1111 1111 1111, id 11010519491231002X", "first");
    CHECK(first.text == "card •••• 1111, id 11010519491231002X");
    const desk::Interaction taken = desk.accept_next();
    CHECK(taken.last_message->text == first.text);
    const std::string redact = "/api/v1/messages/" + std::to_string(first.id.value) + "/redact";
    const auto by_hand = answer_to(admin, "POST", redact, R"({"words":["card "]})", 200);
    CHECK(by_hand.body.find("•••• 1111, id •••• 002X") != std::string::npos);
    CHECK(problem_of(admin.post(redact, "{}")).reason == "nothing_to_redact");
    const auto again = answer_to(
        admin, "GET", "/api/v1/interactions/" + std::to_string(taken.id.value) + "/messages", "", 200);
    CHECK(again.body.find("11010519491231002X") == std::string::npos);
    answer_to(admin, "PUT", "/api/v1/protection/settings",
              R"({"redacts_cards":false,"redacts_resident_ids":true})", 200);
    CHECK(visitor.say("4111111111111111 11010519491231002X", "second").text == "4111111111111111 •••• 002X");
    const auto made =
        answer_to(desk.client, "POST", "/api/v1/cases", R"({"subject":"11010519491231002X"})", 201);
    CHECK(made.body.find("•••• 002X") != std::string::npos);

    // --- what is kept no longer ---
    answer_to(admin, "PUT", "/api/v1/protection/settings", R"({"audit_kept_days":7})", 422);
    answer_to(admin, "PUT", "/api/v1/customer-events",
              R"({"customer_id":)" + quoted(taken.customer.id.value) +
                  R"(,"external_id":"e1","kind":"purchase","at":"2026-02-20T00:00:00Z"})",
              200);
    const std::string inside = "/api/v1/interactions/" + std::to_string(taken.id.value);
    answer_to(desk.client, "POST", inside + "/end", "", 200);
    answer_to(desk.client, "POST", inside + "/wrap-up", "{}", 200);
    const std::string days = R"({"messages_kept_days":10,"events_kept_days":10})";
    answer_to(admin, "PUT", "/api/v1/protection/settings", days, 200);
    house.pass(hours(24 * 11));
    HttpClient later = house.signed_in("admin@shop.test");
    const auto look = answer_to(later, "GET", "/api/v1/protection/retention", "", 200);
    CHECK(look.body.find(R"({"kind":"messages","kept_days":10,"things":1})") != std::string::npos);
    CHECK(look.body.find(R"({"kind":"events","kept_days":10,"things":1})") != std::string::npos);
    CHECK(
        answer_to(later, "POST", "/api/v1/protection/retention/dry-run", R"({"messages_kept_days":30})", 200)
            .body.find(R"({"kind":"messages","kept_days":30,"things":0})") != std::string::npos);
    answer_to(later, "PUT", path_of_one("customers", taken.customer.id, "/legal-hold"),
              R"({"is_held":true,"why":"court"})", 200);
    CHECK(house.parts().protection_keeper.turn().value() == 0);
    answer_to(later, "PUT", path_of_one("customers", taken.customer.id, "/legal-hold"),
              R"({"is_held":false})", 200);
    CHECK(house.parts().protection_keeper.turn().value() == 2);
    CHECK(house.parts().protection_keeper.turn().value() == 0);
    CHECK(answer_to(later, "GET", inside + "/messages", "", 200).body.find("[erased]") != std::string::npos);
  });
}

}  // namespace rapport::program::testing
