// Schedules through the whole program: made, filled as a job by the solver, kept; and read as a calendar.
#include "workforce/shifts/schedules.h"
#include "support/program/visitor.h"
#include "workforce/jobs/job.h"

namespace rapport::program::testing {
namespace {

struct Shifts {
  std::vector<workforce::Shift> items;
};
BOOST_DESCRIBE_STRUCT(Shifts, (), (items))
struct Violations {
  std::vector<workforce::ShiftViolation> items;
};
BOOST_DESCRIBE_STRUCT(Violations, (), (items))

const std::string schedules_path = "/api/v1/workforce/schedules";

std::string made_id(const HttpReply& reply) {
  INFO(reply.body);
  REQUIRE(reply.status == 201);
  return std::to_string(read<workforce::ShiftPlan>(reply.body).id.value);
}

// Of one week, with one person needed in each night and by day on Monday.
std::string week_from(const std::string& first_day, const std::string& monday) {
  return R"({"name":"Week","first_day":")" + first_day +
         R"(","days":7,"interval_s":3600,"requirements":[{"name":"phone","skills":["*"],"under_cost":100,
           "over_cost":1,"points":[{"start":")" +
         monday + R"(T10:00:00Z","agents":1},{"start":")" + monday + R"(T23:00:00Z","agents":5}]}]})";
}

// Somebody planned by a contract of at most two nights in a row, and templates for day and night.
struct Rota {
  explicit Rota(House& house)
      : shop(house.organisation("shop")),
        ana(house.user(shop.id, "ana@shop.test", "agent")),
        planner(house.signed_in("admin@shop.test")) {
    for (const char* name : {"Day", "Night"}) {
      const std::string from = name == std::string("Day") ? "09:00" : "22:00";
      const HttpReply made = planner.post("/api/v1/workforce/shift-templates",
                                          R"({"name":")" + std::string(name) + R"(","from":")" + from +
                                              R"(","to":")" + from + R"(","length_s":28800})");
      INFO(made.body);
      REQUIRE(made.status == 201);
    }
    const HttpReply contract = planner.post(
        "/api/v1/workforce/contracts",
        R"({"name":"Full","nights_in_row_max":2,"weekends_in_row_max":1,"paid_week_min_s":28800})");
    INFO(contract.body);
    REQUIRE(contract.status == 201);
    const HttpReply planned = planner.put("/api/v1/workforce/agents/" + ana_id(), R"({"contract":"Full"})");
    INFO(planned.body);
    REQUIRE(planned.status == 200);
  }
  std::string ana_id() const { return std::to_string(ana.id.value); }
  // Nights on the last weekend of the week from 2026-03-02, published.
  std::string published_nights() {
    const std::string id = made_id(planner.post(schedules_path, week_from("2026-03-02", "2026-03-02")));
    const HttpReply put = planner.post(
        schedules_path + "/" + id + "/edits",
        R"({"edits":[)" + night("2026-03-07", "2026-03-08") + "," + night("2026-03-08", "2026-03-09") + "]}");
    INFO(put.body);
    REQUIRE(put.status == 200);
    const HttpReply published =
        planner.post(schedules_path + "/" + id + "/publish", R"({"force_reason":"the week is short"})");
    INFO(published.body);
    REQUIRE(published.status == 200);
    return id;
  }
  std::string night(const std::string& day, const std::string& next) const {
    return R"({"agent_id":")" + ana_id() + R"(","day":")" + day + R"(","put":{"shift":"Night","start":")" +
           day + R"(T21:00:00Z","end":")" + next + R"(T05:00:00Z"}})";
  }

  org::Organisation shop;
  org::User ana;
  HttpClient planner;
};

}  // namespace

TEST_CASE("a planner has a schedule filled as a job, and it keeps what the days before it bind") {
  in_a_house([](House& house) {
    Rota office(house);
    HttpClient& planner = office.planner;
    office.published_nights();
    const std::string id = made_id(planner.post(schedules_path, week_from("2026-03-09", "2026-03-09")));
    const auto problem =
        read<workforce::schedule::Problem>(planner.get(schedules_path + "/" + id + "/problem").body);
    REQUIRE(problem.agents.size() == 1);
    REQUIRE(problem.agents[0].before);
    CHECK(problem.agents[0].before->nights_in_row == 2);
    CHECK(problem.agents[0].before->weekends_in_row == 1);

    const HttpReply asked = planner.post(schedules_path + "/" + id + "/fill", R"({"seconds_max":20})");
    INFO(asked.body);
    REQUIRE(asked.status == 202);
    const auto job = read<workforce::Job>(asked.body);
    CHECK(job.kind == "schedule");
    const std::string jobs = "/api/v1/workforce/jobs/" + std::to_string(job.id.value);
    REQUIRE(
        eventually([&] { return workforce::is_over(read<workforce::Job>(planner.get(jobs).body).state); }));
    const auto done = read<workforce::WholeJob>(planner.get(jobs).body);
    INFO((done.error ? done.error->detail : ""));
    REQUIRE(done.state == workforce::JobState::done);
    REQUIRE(done.result);
    const auto filled = contract::decode<workforce::FilledShiftPlan>(done.result->text);
    REQUIRE(filled);
    CHECK(filled->bound <= filled->cost + 1e-6);
    const auto shifts = read<Shifts>(planner.get(schedules_path + "/" + id + "/shifts").body);
    CHECK(static_cast<std::int64_t>(shifts.items.size()) == filled->shifts);
    REQUIRE(!shifts.items.empty());
    // The night to Tuesday is what is wanted most, and a third in a row; the weekend would be the second.
    for (const workforce::Shift& shift : shifts.items) {
      CHECK((shift.day != "2026-03-09" || shift.shift != "Night"));
      CHECK(shift.day != "2026-03-14");
      CHECK(shift.day != "2026-03-15");
    }
    const auto broken = read<Violations>(planner.get(schedules_path + "/" + id + "/violations").body);
    CHECK(broken.items.empty());
    CHECK(house.signed_in("ana@shop.test").post(schedules_path + "/" + id + "/fill").status == 403);
  });
}

TEST_CASE("a calendar that has not changed is not sent again") {
  in_a_house([](House& house) {
    Rota office(house);
    const std::string id = office.published_nights();
    const HttpReply made = house.signed_in("ana@shop.test").post("/api/v1/workforce/my-calendar");
    INFO(made.body);
    REQUIRE(made.status == 201);
    const std::string path = read<workforce::Feed>(made.body).path;
    HttpClient calendar = house.client();
    const HttpReply first = calendar.get(path);
    REQUIRE(first.status == 200);
    CHECK(first.header("content-type").starts_with("text/calendar"));
    CHECK(first.body.find("BEGIN:VEVENT") != std::string::npos);
    std::string wrong = path;
    wrong.insert(wrong.rfind('/') + 1, "x");
    CHECK(calendar.get(wrong).status == 404);
    const std::string etag{first.header("etag")};
    REQUIRE(!etag.empty());
    const HttpReply again = calendar.send("GET", path, "", {{"If-None-Match", etag}});
    CHECK(again.status == 304);
    CHECK(again.body.empty());
    CHECK(again.header("etag") == etag);
    const HttpReply moved = office.planner.post(schedules_path + "/" + id + "/edits",
                                                R"({"force_reason":"a swap","edits":[{"agent_id":")" +
                                                    office.ana_id() + R"(","day":"2026-03-07"}]})");
    INFO(moved.body);
    REQUIRE(moved.status == 200);
    const HttpReply changed = calendar.send("GET", path, "", {{"If-None-Match", etag}});
    CHECK(changed.status == 200);
    CHECK(changed.header("etag") != etag);
    CHECK(changed.body != first.body);
  });
}

}  // namespace rapport::program::testing
