#include "support/program/house.h"

#include <boost/describe.hpp>

#include <thread>

#include "org/admin.h"

namespace rapport::program::testing {

struct ProblemIssue {
  std::string where, what;
};
BOOST_DESCRIBE_STRUCT(ProblemIssue, (), (where, what))
struct ProblemDocument {
  std::string type, title, reason, detail;
  std::int32_t status = 0;
  std::optional<std::vector<ProblemIssue>> issues;
};
BOOST_DESCRIBE_STRUCT(ProblemDocument, (), (type, title, reason, detail, status, issues))

std::filesystem::path the_program() {
  return std::filesystem::read_symlink("/proc/self/exe").parent_path() / "rapport";
}

House::House(tests::FreshDatabase& given, const std::filesystem::path& data) : fresh(given) {
  fresh.close();
  settings.data = data.empty() ? fresh.folder() / "data" : data;
  if (fresh.options().engine == database::Engine::sqlite) {
    std::filesystem::create_directories(settings.data);
    std::filesystem::copy_file(fresh.options().sqlite_file, settings.data / "rapport.db");
  } else {
    settings.database_url = fresh.options().postgresql_connection;
  }
  settings.http.port = 0;
  settings.program = the_program();
  settings.workers = 8;
  settings.database_readers = 4;
  settings.chat_requests_per_minute = 1'000'000;
  settings.sign_ins_per_minute = 1'000'000;
  settings.password_cost = {1, 8'192};
  settings.log.file = (fresh.folder() / "server.log").string();
  start();
}

House::~House() {
  stop();
}

void House::start(const std::function<void(Server::Parts&)>& furnish) {
  auto built = Server::build(settings, nullptr, [this] { return now(); });
  INFO((built ? std::string() : built.error().detail));
  REQUIRE(built.has_value());
  server_ = std::move(*built);
  if (furnish) furnish(server_->parts());
  const auto started = server_->start();
  INFO((started ? std::string() : started.error().detail));
  REQUIRE(started.has_value());
}

void House::stop() {
  server_.reset();
}

void House::restart() {
  stop();
  start();
}

void House::pass(Duration duration) {
  now_us += duration.us;
  // Any command wakes the loop, which then sees the time.
  for (const OrgId org : parts().org.directories().all())
    (void)parts().loop.seq(org);
}

HttpClient House::signed_in(const std::string& email, const std::string& password) {
  HttpClient client(server().port());
  const HttpReply reply =
      client.post("/api/v1/session", R"({"email":")" + email + R"(","password":")" + password + "\"}");
  INFO(reply.body);
  REQUIRE(reply.status == 201);
  const std::string key = R"("csrf_token":")";
  const auto at = reply.body.find(key) + key.size();
  client.headers["X-CSRF-Token"] = reply.body.substr(at, reply.body.find('"', at) - at);
  return client;
}

org::Organisation House::organisation(const std::string& slug) {
  auto made = parts().org.admin().create_organisation({"The " + slug, slug, "Europe/Berlin", {}});
  REQUIRE(made.has_value());
  user(made->id, "admin@" + slug + ".test", "admin");
  return *made;
}

org::User House::user(OrgId org, const std::string& email, const std::string& role,
                      const std::vector<QueueId>& queues) {
  org::UserFields fields;
  fields.email = email;
  fields.name = email.substr(0, email.find('@'));
  fields.role_ids = {parts().org.admin().role(org, role).value()};
  fields.queue_ids = queues;
  fields.password = good_password;
  auto made = parts().org.admin().create_user(org::By{org, {}}, fields);
  INFO((made ? std::string() : made.error().detail));
  REQUIRE(made.has_value());
  return *made;
}

QueueId House::queue(OrgId org) {
  const auto all = parts().org.admin().queues(org);
  REQUIRE(all.has_value());
  REQUIRE(!all->empty());
  return all->front().id;
}

void House::change_queue(OrgId org, const std::function<void(org::QueueFields&)>& change) {
  org::QueueFields fields = parts().org.admin().queues(org)->front();
  change(fields);
  const auto changed = parts().org.admin().change_queue(org::By{org, {}}, queue(org), fields);
  INFO((changed ? std::string() : changed.error().detail));
  REQUIRE(changed.has_value());
}

std::string House::chat(OrgId org, const std::function<void(org::ChannelFields&)>& change) {
  org::ChannelFields fields;
  fields.name = "www.shop.test";
  fields.queue_id = queue(org);
  if (change) change(fields);
  const auto made = parts().org.admin().create_channel(org::By{org, {}}, fields);
  INFO((made ? std::string() : made.error().detail));
  REQUIRE(made.has_value());
  return made->key;
}

Problem problem_of(const HttpReply& reply) {
  INFO(reply.body);
  CHECK(reply.header("content-type") == "application/problem+json");
  const auto document = read<ProblemDocument>(reply.body);
  CHECK(document.status == reply.status);
  CHECK(!document.type.empty());
  CHECK(!document.title.empty());
  CHECK(!document.detail.empty());
  Problem problem{document.reason, document.detail, reply.status, {}};
  if (document.issues)
    for (const ProblemIssue& issue : *document.issues)
      problem.pointers.push_back(issue.where);
  return problem;
}

std::string quoted(std::int64_t id) {
  return '"' + std::to_string(id) + '"';
}

bool eventually(const std::function<bool()>& is_so) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!is_so()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::yield();
  }
  return true;
}

}  // namespace rapport::program::testing
