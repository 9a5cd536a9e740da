// A database that a newer program has changed: this one must not touch it.
#include <sstream>

#include "program/commands/replay.h"
#include "support/program/house.h"

namespace rapport::program::testing {

TEST_CASE("a database newer than the program is refused with both versions, and stays as it is") {
  tests::for_each_fresh(
      [](tests::FreshDatabase& fresh) {
        const int newest = all_migrations().back().version;
        Settings settings;
        if (fresh.options().engine == database::Engine::sqlite) {
          settings.data = fresh.options().sqlite_file.parent_path();
        } else {
          settings.data = fresh.folder() / "data";
          settings.database_url = fresh.options().postgresql_connection;
        }
        settings.http.port = 0;
        settings.log.file = (fresh.folder() / "server.log").string();
        // As the next program would leave it, by a step of its own.
        auto later = all_migrations();
        later.push_back({newest + 1, "of the future", "create table future (id bigint)", ""});
        fresh.close();
        {
          const auto opened = database::Database::open(fresh.options(), later, fresh.log());
          REQUIRE_MESSAGE(opened, (opened ? std::string() : opened.error().detail));
        }
        const auto built = Server::build(settings);
        REQUIRE(!built);
        INFO(built.error().detail);
        CHECK(built.error().reason == "database_newer");
        CHECK(built.error().detail.find(std::to_string(newest + 1)) != std::string::npos);
        CHECK(built.error().detail.find(std::to_string(newest)) != std::string::npos);
        std::ostringstream said, wrong;
        CHECK(replay(settings, {}, said, wrong) == 1);
        CHECK(!wrong.str().empty());
        const auto opened = database::Database::open(fresh.options(), later, fresh.log());
        CHECK(opened.has_value());
      },
      all_migrations());
}

}  // namespace rapport::program::testing
