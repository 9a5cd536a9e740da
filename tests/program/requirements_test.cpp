// Requirements through the whole program: asked for, run as a job, kept.
#include "support/program/visitor.h"
#include "workforce/jobs/job.h"

namespace rapport::program::testing {
namespace {

const char* asked_problem =
    R"({"name":"Monday","start":"2026-03-02T08:00:00Z","replications":5,"queues":[{"name":"calls",
  "channel":"voice","arrivals":{"per_interval":[20,30]},"talk":{"kind":"exponential","mean_s":180},
  "target":{"service_level":0.8}}],"groups":[{"name":"day","queues":["calls"]}]})";

}  // namespace

TEST_CASE(
    "a planner asks for requirements and has them when the job is done; a wrong problem is refused at once") {
  in_a_house([](House& house) {
    const org::Organisation shop = house.organisation("shop");
    house.user(shop.id, "ana@shop.test", "agent");
    HttpClient planner = house.signed_in("admin@shop.test");
    const std::string path = "/api/v1/workforce/requirements";
    const HttpReply asked = planner.post(path, asked_problem);
    INFO(asked.body);
    REQUIRE(asked.status == 202);
    const auto job = read<workforce::Job>(asked.body);
    CHECK(job.kind == "requirements");
    CHECK(job.title == "Monday");
    const std::string jobs = "/api/v1/workforce/jobs/" + std::to_string(job.id.value);
    REQUIRE(
        eventually([&] { return workforce::is_over(read<workforce::Job>(planner.get(jobs).body).state); }));
    const auto done = read<workforce::WholeJob>(planner.get(jobs).body);
    CHECK(done.state == workforce::JobState::done);
    REQUIRE(done.result);
    CHECK(done.result->text.find("\"groups\":[{\"group\":\"day\"") != std::string::npos);
    std::string wrong = asked_problem;
    wrong.replace(wrong.find("\"queues\":[\"calls\"]"), 18, "\"queues\":[\"mails\"]");
    const HttpReply refused = planner.post(path, wrong);
    CHECK(refused.status == 422);
    CHECK(refused.body.find("no group works on") != std::string::npos);
    CHECK(house.signed_in("ana@shop.test").post(path, asked_problem).status == 403);
  });
}

}  // namespace rapport::program::testing
