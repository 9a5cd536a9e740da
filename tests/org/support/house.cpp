#include "org/support/house.h"

namespace rapport::org::testing {

std::vector<database::Migration> house_migrations() {
  std::vector<database::Migration> all = org_migrations();
  for (database::Migration& migration : live::journal_migrations())
    all.push_back(std::move(migration));
  int version = 0;
  for (database::Migration& migration : all)
    migration.version = ++version;
  return all;
}

House::House(tests::FreshDatabase& given, OrganisationsOptions with)
    : fresh(given), options(std::move(with)) {
  options.key_file = folder.path() / "key";
  // As cheap as Argon2id can be: most tests are not about it.
  options.password.cost = {1, 8'192};
  options.password.waiting_max = 100;
  start();
}

House::~House() {
  stop();
}

void House::start() {
  const auto clock = [this] { return now(); };
  metrics.emplace();
  ids.emplace(clock);
  pool.emplace(4, 1'000);
  loop.emplace(live::LoopOptions{}, fresh.db(), *pool, log, *metrics, clock);
  auto opened =
      Organisations::open(options, fresh.db(), *ids, clock, log, [this](OrgId, const std::string& what) {
        const std::lock_guard lock(mutex_);
        notices_.push_back(what);
      });
  REQUIRE(opened.has_value());
  orgs = std::move(*opened);
  REQUIRE(loop->start().has_value());
  const auto started = orgs->start(*loop);
  INFO((started ? "" : started.error().detail));
  REQUIRE(started.has_value());
  router.emplace();
  api.emplace(*router, orgs->authenticator(), *pool, log);
  orgs->register_operations(*api);
  api->serve_document("test");
  http::ServerOptions server_options;
  server_options.port = 0;
  server.emplace(server_options, *router, log, *metrics);
  REQUIRE(server->start().has_value());
}

void House::stop() {
  server->stop();
  orgs->stop();
  loop->stop();
  pool->stop();
  server.reset();
  api.reset();
  router.reset();
  orgs.reset();
  loop.reset();
  pool.reset();
}

void House::restart() {
  stop();
  start();
}

HttpClient House::signed_in(const std::string& email, const std::string& password) {
  HttpClient client(server->port());
  const HttpReply reply =
      client.post("/api/v1/session", R"({"email":")" + email + R"(","password":")" + password + "\"}");
  INFO(reply.body);
  REQUIRE(reply.status == 201);
  client.headers["X-CSRF-Token"] = member(reply.body, "csrf_token");
  return client;
}

Organisation House::organisation(const std::string& slug, const std::string& time_zone) {
  OrganisationFields fields;
  fields.name = "The " + slug;
  fields.slug = slug;
  fields.time_zone = time_zone;
  auto made = admin().create_organisation(fields);
  REQUIRE(made.has_value());
  user(made->id, "admin@" + slug + ".test", "admin");
  return *made;
}

User House::user(OrgId org, const std::string& email, const std::string& role) {
  UserFields fields;
  fields.email = email;
  fields.name = email.substr(0, email.find('@'));
  fields.role_ids = {admin().role(org, role).value()};
  fields.password = good_password;
  auto made = admin().create_user(By{org, {}}, fields);
  INFO((made ? "" : made.error().detail));
  REQUIRE(made.has_value());
  return *made;
}

std::vector<std::string> House::notices() {
  const std::lock_guard lock(mutex_);
  return std::exchange(notices_, {});
}

std::string member(const std::string& json, const std::string& name) {
  const std::string key = '"' + name + "\":";
  std::size_t from = json.find(key);
  if (from == std::string::npos) return "";
  from += key.size();
  const bool is_text = json[from] == '"';
  if (is_text) ++from;
  const std::size_t to = json.find_first_of(is_text ? "\"" : ",}]", from);
  return json.substr(from, to - from);
}

std::string reason(const HttpReply& reply) {
  return member(reply.body, "reason");
}

}  // namespace rapport::org::testing
