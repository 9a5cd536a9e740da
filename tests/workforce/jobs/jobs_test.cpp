#include "workforce/jobs/jobs.h"

#include <doctest/doctest.h>

#include <chrono>
#include <future>

#include "org/migrations.h"
#include "support/databases.h"

namespace rapport::workforce {
namespace {

constexpr OrgId shop{7}, other_shop{8};

std::vector<database::Migration> job_test_migrations() {
  auto all = org::org_migrations();
  for (auto& step : job_migrations())
    all.push_back(step);
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i].version = static_cast<int>(i) + 1;
  return all;
}

// Jobs on a fresh database: "echo" gives its request back, "fail" fails, "wait" runs until it is let go.
struct Yard {
  explicit Yard(tests::FreshDatabase& the_fresh, JobsOptions the_options = {})
      : fresh(the_fresh), options(the_options) {
    open();
    REQUIRE(jobs->start().has_value());
  }

  // Not started.
  void open() {
    jobs = std::make_unique<Jobs>(options, changes, fresh.log());
    jobs->add_kind(
        "echo", JobLength::lasting,
        [](OrgId, const std::string& request, const Progress&) -> Result<std::string> { return request; });
    jobs->add_kind("fail", JobLength::lasting,
                   [](OrgId, const std::string&, const Progress&) -> Result<std::string> {
                     return fail(ErrorCode::invalid, "no_history", "there is nothing to go by",
                                 {{"/queue", "is empty"}});
                   });
    jobs->add_kind("break", JobLength::lasting,
                   [](OrgId, const std::string&, const Progress&) -> Result<std::string> {
                     throw std::runtime_error("broken");
                   });
    jobs->add_kind(
        "brief", JobLength::brief,
        [](OrgId, const std::string& request, const Progress&) -> Result<std::string> { return request; });
    jobs->add_kind(
        "wait", JobLength::lasting,
        [this](OrgId, const std::string& request, const Progress& progress) -> Result<std::string> {
          while (!is_let_go) {
            if (!progress.at(0.5)) return cancelled();
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
          }
          return request;
        });
  }

  Job submit(const std::string& kind, OrgId org = shop) {
    auto job = jobs->submit({org, UserId{3}}, {kind, "my " + kind, R"({"a":1})"});
    INFO((job ? "" : job.error().detail));
    REQUIRE(job.has_value());
    return *job;
  }
  WholeJob wait_for(JobId id, JobState state, OrgId org = shop) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    for (;;) {
      auto job = jobs->find_whole(org, id);
      REQUIRE(job.has_value());
      if (job->state == state || std::chrono::steady_clock::now() > until) {
        CHECK(job->state == state);
        return *job;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
  }

  tests::FreshDatabase& fresh;
  JobsOptions options;
  Instant now{1'772'000'000'000'000};
  live::IdSource ids{[this] { return now; }};
  org::Changes changes{fresh.db(), ids, [this] { return now; }};
  std::atomic<bool> is_let_go = false;
  std::unique_ptr<Jobs> jobs;
};

}  // namespace

TEST_CASE("a job runs, and its result is kept until it is deleted") {
  tests::for_each_fresh(
      [](tests::FreshDatabase& fresh) {
        Yard yard(fresh);
        const Job asked = yard.submit("echo");
        CHECK(asked.state == JobState::queued);
        CHECK(asked.asked_by == UserId{3});
        const WholeJob done = yard.wait_for(asked.id, JobState::done);
        CHECK(done.progress == 1);
        CHECK(done.title == "my echo");
        REQUIRE(done.result.has_value());
        CHECK(done.result->text == R"({"a":1})");
        CHECK(done.ended_at == yard.now);
        CHECK(yard.jobs->find(other_shop, asked.id).error().reason == "unknown_job");
        CHECK(yard.jobs->list(shop, {})->size() == 1);
        CHECK(yard.jobs->list(shop, {"wait", {}, {}, 50})->empty());
        CHECK(yard.jobs->remove({other_shop, {}}, asked.id).error().reason == "unknown_job");
        REQUIRE(yard.jobs->remove({shop, {}}, asked.id).has_value());
        CHECK(yard.jobs->find(shop, asked.id).error().reason == "unknown_job");
      },
      job_test_migrations());
}

TEST_CASE("a job that fails or breaks says why, and can be asked for again") {
  tests::for_each_fresh(
      [](tests::FreshDatabase& fresh) {
        Yard yard(fresh);
        const Job asked = yard.submit("fail");
        const WholeJob failed = yard.wait_for(asked.id, JobState::failed);
        REQUIRE(failed.error.has_value());
        CHECK(failed.error->reason == "no_history");
        REQUIRE(failed.error->issues.size() == 1);
        CHECK(failed.error->issues[0].where == "/queue");
        CHECK(yard.wait_for(yard.submit("break").id, JobState::failed).error->detail == "broken");
        const auto again = yard.jobs->again({shop, {}}, asked.id);
        REQUIRE(again.has_value());
        CHECK(again->id != asked.id);
        CHECK(yard.wait_for(again->id, JobState::failed).request.text == R"({"a":1})");
        CHECK(yard.jobs->submit({shop, {}}, {"juggle", "", "{}"}).error().reason == "unknown_kind");
      },
      job_test_migrations());
}

TEST_CASE("what runs and what waits can be cancelled") {
  tests::for_each_fresh(
      [](tests::FreshDatabase& fresh) {
        Yard yard(fresh);
        const Job running = yard.submit("wait");
        yard.wait_for(running.id, JobState::running);
        const Job waiting = yard.submit("wait");
        CHECK(yard.jobs->again({shop, {}}, running.id).error().reason == "not_over");
        CHECK(yard.jobs->remove({shop, {}}, waiting.id).error().reason == "not_over");
        CHECK(yard.jobs->cancel({shop, {}}, waiting.id)->state == JobState::cancelled);
        const auto stopping = yard.jobs->cancel({shop, {}}, running.id);
        REQUIRE(stopping.has_value());
        CHECK(stopping->is_stopping);
        CHECK(yard.wait_for(running.id, JobState::cancelled).progress <= 0.5);
        CHECK(yard.jobs->cancel({shop, {}}, running.id).error().reason == "already_over");
        // The one that was cancelled while it waited never runs.
        yard.wait_for(yard.submit("echo").id, JobState::done);
        CHECK_FALSE(yard.jobs->find(shop, waiting.id)->started_at.has_value());
      },
      job_test_migrations());
}

TEST_CASE("after a restart what ran is interrupted and what waited goes on") {
  tests::for_each_fresh(
      [](tests::FreshDatabase& fresh) {
        Yard yard(fresh);
        const Job running = yard.submit("wait");
        yard.wait_for(running.id, JobState::running);
        const Job waiting = yard.submit("echo");
        yard.jobs->stop();
        yard.open();
        CHECK(yard.jobs->find(shop, running.id)->state == JobState::interrupted);
        CHECK(yard.jobs->find(shop, waiting.id)->state == JobState::queued);
        REQUIRE(yard.jobs->start().has_value());
        yard.wait_for(waiting.id, JobState::done);
        yard.is_let_go = true;
        yard.wait_for(yard.jobs->again({shop, {}}, running.id)->id, JobState::done);
      },
      job_test_migrations());
}

TEST_CASE("an organisation's queue of jobs has an end, and others are served beside it") {
  tests::for_each_fresh(
      [](tests::FreshDatabase& fresh) {
        Yard yard(fresh, {.threads = 2});
        yard.wait_for(yard.submit("wait").id, JobState::running);
        yard.wait_for(yard.submit("wait").id, JobState::running);
        for (std::int64_t i = 0; i < waiting_jobs_max; ++i)
          yard.submit("echo");
        CHECK(yard.jobs->submit({shop, {}}, {"echo", "", "{}"}).error().code == ErrorCode::too_many);
        const Job theirs = yard.submit("echo", other_shop);
        yard.is_let_go = true;
        yard.wait_for(theirs.id, JobState::done, other_shop);
      },
      job_test_migrations());
}

TEST_CASE("what takes seconds does not wait behind what takes minutes") {
  tests::for_each_fresh(
      [](tests::FreshDatabase& fresh) {
        Yard yard(fresh);
        const Job lasting = yard.submit("wait");
        yard.wait_for(lasting.id, JobState::running);
        const Job next = yard.submit("echo");
        yard.wait_for(yard.submit("brief").id, JobState::done);
        CHECK(yard.jobs->find(shop, lasting.id)->state == JobState::running);
        CHECK(yard.jobs->find(shop, next.id)->state == JobState::queued);
        yard.is_let_go = true;
        yard.wait_for(next.id, JobState::done);
      },
      job_test_migrations());
}

TEST_CASE("results are forgotten when their time is up") {
  tests::for_each_fresh(
      [](tests::FreshDatabase& fresh) {
        Yard yard(fresh, {.kept_days = 10});
        const Job old = yard.submit("echo");
        yard.wait_for(old.id, JobState::done);
        yard.jobs->stop();  // its threads read the clock
        yard.now = yard.now + hours(24 * 11);
        yard.open();
        REQUIRE(yard.jobs->start().has_value());
        yard.wait_for(yard.submit("echo").id, JobState::done);
        CHECK(yard.jobs->find(shop, old.id).error().reason == "unknown_job");
      },
      job_test_migrations());
}

}  // namespace rapport::workforce
