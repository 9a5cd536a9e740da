// Files of customers in the whole program, over both engines.
#include "imports/import.h"

#include "imports/import_operations.h"
#include "support/program/visitor.h"

namespace rapport::program::testing {
namespace {

using namespace rapport::imports;

struct Listed {
  std::vector<CustomerImport> items;
};
BOOST_DESCRIBE_STRUCT(Listed, (), (items))

struct Importing {
  explicit Importing(House& the_house) : house(the_house) {
    house.organisation("shop");
    admin.emplace(house.signed_in("admin@shop.test"));
  }
  CustomerFileReport send(const std::string& content, const std::string& fields = "{}") {
    const auto made = admin->post("/api/v1/customer-imports", fields);
    INFO(made.body);
    REQUIRE(made.status == 201);
    id = std::to_string(read<CustomerImport>(made.body).id.value);
    const auto sent = admin->send("POST", "/api/v1/customer-imports/" + id + "/file", content,
                                  {{"Content-Type", "text/csv"}});
    INFO(sent.body);
    REQUIRE(sent.status == 200);
    return read<CustomerFileReport>(sent.body);
  }
  std::string refusal(const std::string& content) {
    const auto made = admin->post("/api/v1/customer-imports", R"({"mapping":{}})");
    REQUIRE(made.status == 201);
    id = std::to_string(read<CustomerImport>(made.body).id.value);
    const auto sent = admin->send("POST", "/api/v1/customer-imports/" + id + "/file", content,
                                  {{"Content-Type", "text/csv"}});
    CHECK(sent.status == 422);
    CHECK(admin->get("/api/v1/customer-imports/" + id).body.find("\"failed\"") != std::string::npos);
    return sent.body;
  }
  std::string people() { return admin->get("/api/v1/customers?limit=100").body; }

  House& house;
  std::optional<HttpClient> admin;
  std::string id;  // of the last import
};

}  // namespace

TEST_CASE("a file of customers is tried, read, read again without doubling anybody, and undone") {
  in_a_house([](House& house) {
    Importing shop(house);
    HttpClient& admin = *shop.admin;
    // Somebody who is known already, by the number.
    REQUIRE(admin
                .send("PUT", "/api/v1/customers",
                      R"({"external_id":"old","name":"Old Name","phone":"+8613912345678"})")
                .status == 200);
    const std::string file =
        "\xEF\xBB\xBF姓名,手机号,邮箱,生日,Colour\r\n"
        "Ada,+8613800000001,ada@example.test,1990-01-02,red\r\n"
        "\"New, Name\",139 1234 5678,,,\r\n"
        "Broken,call me,not-an-address,1990-13-02,x\r\n"
        "Nobody,,,,\r\n"
        "too,few\r\n"
        "=cmd(),,formula@example.test,,\r\n";
    CHECK(admin.post("/api/v1/customer-imports", R"({"delimiter":"\"","charset":"x","mapping":{"a":"b"}})")
              .status == 422);
    auto trial = shop.send(file, R"({"is_trial":true,"mapping":{}})");
    REQUIRE(trial.columns.size() == 5);
    CHECK(trial.columns[0].field == "name");
    CHECK(trial.columns[1].field == "phone");
    CHECK(trial.columns[3].field == "birthday");
    CHECK(trial.columns[4].field.empty());
    REQUIRE(trial.rows.size() == 6);
    CHECK(trial.rows[0].outcome == RowOutcome::created);
    CHECK(trial.rows[2].outcome == RowOutcome::refused);
    const auto& wrong = trial.rows[2].issues;
    REQUIRE(wrong.size() == 3);
    CHECK((wrong[0].field == "birthday" && wrong[1].field == "email" && wrong[2].field == "phone"));
    CHECK(wrong[1].what == "expected an address");
    REQUIRE(trial.rows[4].issues.size() == 1);
    CHECK(trial.rows[4].issues[0].what == "expected 5 fields, got 2");
    CHECK(trial.rows[4].line == 6);
    CHECK(shop.people().find("Ada") == std::string::npos);

    const std::string mapping =
        R"({"name":"customers.csv","mapping":{"姓名":"name","手机号":"phone","邮箱":"email","生日":"birthday"}})";
    std::string with_code = file;
    with_code.replace(with_code.find("139 1234 5678"), 13, "+86 139 1234 5678");
    const auto report = shop.send(with_code, mapping);
    CHECK(report.import.rows == 6);
    CHECK(report.import.created == 2);
    CHECK(report.import.changed == 1);
    CHECK(report.import.refused == 3);
    CHECK(shop.people().find("New, Name") != std::string::npos);
    CHECK(shop.people().find("Old Name") == std::string::npos);
    const auto refused = admin.get("/api/v1/customer-imports/" + shop.id + "/refused").body;
    CHECK(refused.find("姓名,手机号,邮箱,生日,Colour,line,what is wrong\r\n") != std::string::npos);
    CHECK(refused.find("too,few,6,\"expected 5 fields, got 2\"") != std::string::npos);

    const std::string first = shop.id;
    // What columns mean is known from the last time.
    const auto again = shop.send(with_code, R"({"mapping":{}})");
    CHECK(again.columns[1].field == "phone");
    CHECK(again.import.created == 0);
    CHECK(again.import.changed == 0);
    CHECK(again.import.unchanged == 3);

    // Somebody has corrected one of the new ones meanwhile.
    const auto put =
        admin.post("/api/v1/customers/upsert",
                   R"({"rows":[{"values":{"email":"ada@example.test","name":"Ada L."}},)"
                   R"({"values":{"name":"nobody"}},{"values":{"external_id":"n1","name":"N"}}]})");
    INFO(put.body);
    REQUIRE(put.status == 200);
    CHECK(put.body.find(R"("outcome":"changed")") != std::string::npos);
    CHECK(put.body.find(R"("outcome":"refused")") != std::string::npos);
    CHECK(put.body.find(R"("outcome":"created")") != std::string::npos);

    // On the way out no spreadsheet runs it, and on the way in again it is what it was.
    const auto table = admin.get("/api/v1/customer-exports").body;
    CHECK(
        table.starts_with("\xEF\xBB\xBF"
                          "external_id,name,email,phone,birthday,"));
    CHECK(table.find(",\"'=cmd()\",formula@example.test,") != std::string::npos);
    CHECK(table.find("old,\"New, Name\",,+8613912345678,") != std::string::npos);
    CHECK(admin.get("/api/v1/customer-exports?q=ada").body.find("formula") == std::string::npos);
    CHECK(admin.get("/api/v1/customer-exports?q=ada")
              .body.find("Ada L.,ada@example.test,+8613800000001,1990-01-02") != std::string::npos);
    CHECK(admin.get("/api/v1/customer-exports?segment_id=1").status == 404);
    CHECK(admin.get("/api/v1/customer-exports?segment_id=x").status == 422);
    const auto back = shop.send(table, R"({"mapping":{}})");
    CHECK(back.import.unchanged == back.import.rows);
    CHECK(back.import.rows == 4);
    const auto undone = admin.post("/api/v1/customer-imports/" + first + "/undo", "{}");
    INFO(undone.body);
    REQUIRE(undone.status == 200);
    const auto result = read<UndoneImport>(undone.body);
    CHECK(result.removed == 1);   // the formula
    CHECK(result.restored == 1);  // Old Name
    CHECK(result.left == 1);      // Ada
    CHECK(shop.people().find("Old Name") != std::string::npos);
    CHECK(shop.people().find("Ada L.") != std::string::npos);
    CHECK(shop.people().find("formula@example.test") == std::string::npos);
    // A trial leaves nothing: three imports are listed.
    CHECK(read<Listed>(admin.get("/api/v1/customer-imports").body).items.size() == 3);
    CHECK(admin.post("/api/v1/customer-imports/" + first + "/undo", "{}").status == 409);
    CHECK(admin.send("POST", "/api/v1/customer-imports/" + first + "/file", "x").status == 409);
  });
}

TEST_CASE("files in the charsets of the world are read, in pieces, and a broken one says so") {
  in_a_house([](House& house) {
    Importing shop(house);
    // 姓名,手机 / 王芳 in GB18030, 姓名,電話 / 陳 in Big5, and UTF-16.
    const std::string gb = "\xD0\xD5\xC3\xFB,\xCA\xD6\xBB\xFA\r\n\xCD\xF5\xB7\xBC,+8613800000011\r\n";
    auto report = shop.send(gb, R"({"charset":"GB18030","mapping":{}})");
    CHECK(report.columns[0].field == "name");
    CHECK(report.import.created == 1);
    const std::string big5 = "\xA9\x6D\xA6\x57;\xB9\x71\xB8\xDC\r\n\xB3\xAF;+886912345678\r\n";
    report = shop.send(big5, R"({"charset":"Big5","mapping":{"姓名":"name","電話":"phone"}})");
    CHECK(report.import.delimiter == ";");
    CHECK(report.import.created == 1);
    std::string wide = "\xFF\xFE";
    for (const char c : std::string_view("name\tphone\r\nWide\t+8613800000012\r\n")) {
      wide += c;
      wide += '\0';
    }
    report = shop.send(wide, R"({"mapping":{}})");
    CHECK(report.import.charset == "UTF-16LE");
    CHECK(report.import.created == 1);
    const std::string people = shop.people();
    for (const char* name : {"王芳", "陳", "Wide"})
      CHECK(people.find(name) != std::string::npos);
    CHECK(shop.refusal("").find("the file is empty") != std::string::npos);
    CHECK(shop.refusal("name,\"phone\n").find("the line of headers") != std::string::npos);
    // Rows beyond one commit, some of them twice.
    std::string many = "name,phone\n";
    for (int i = 0; i < 450; ++i)
      many += "Row " + std::to_string(i) + ",+86138001" + std::to_string(10'000 + i % 400) + "\n";
    report = shop.send(many, R"({"mapping":{}})");
    CHECK(report.import.created == 400);
    CHECK(report.import.changed == 50);
    const auto undone = shop.admin->post("/api/v1/customer-imports/" + shop.id + "/undo", "{}");
    REQUIRE(undone.status == 200);
    CHECK(read<UndoneImport>(undone.body).removed == 400);
    CHECK(shop.people().find("Row ") == std::string::npos);
  });
}

}  // namespace rapport::program::testing
