#include "api/thread.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>

namespace rapport::bench {
namespace {

struct Close {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
};

}  // namespace

std::int64_t add_thread(const std::filesystem::path& data, std::int64_t entries) {
  sqlite3* opened = nullptr;
  const int result = sqlite3_open((data / "rapport.db").c_str(), &opened);
  const std::unique_ptr<sqlite3, Close> database(opened);
  if (result != SQLITE_OK) throw std::runtime_error("the server's database cannot be opened");
  const std::string with = fmt::format(
      "with recursive n(i) as (select 1 union all select i + 1 from n where i < {}) ", entries / 2);
  // A second apart, the last a day ago; ids far below those that the server makes.
  const std::string sql = fmt::format(
      "begin;"
      "insert into interaction (org, id, channel, state, outcome, customer, queue, agent, arrived_us, "
      "disposition,"
      " previous_interaction, legs) {0} select c.org, 1000000 + n.i, 1, 4, 1, c.id, 0, 0, 1700000000000000 + "
      "n.i *"
      " 1000000, 0, 0, '' from n, (select org, id from customer order by id limit 1) c;"
      "insert into message (org, id, interaction, author, agent, body, sent_us, client_id, has_attachments)"
      " {0} select c.org, 1000000 + n.i, 1000000 + n.i, 0, 0, 'Where is my parcel number ' || n.i || '?',"
      " 1700000000000000 + n.i * 1000000, 'x', 0 from n, (select org, id from customer order by id limit 1) "
      "c;"
      "insert into customer_event (org, id, customer, external_id, kind, at_us, amount, currency, body)"
      " {0} select c.org, 1000000 + n.i, c.id, 'bench-' || n.i, 'purchase', 1700000000500000 + n.i * 1000000,"
      " '12.50', 'CNY', 'Umbrella number ' || n.i from n, (select org, id from customer order by id limit 1) "
      "c;"
      "commit;",
      with);
  char* why = nullptr;
  if (sqlite3_exec(database.get(), sql.c_str(), nullptr, nullptr, &why) != SQLITE_OK)
    throw std::runtime_error(fmt::format("the thread cannot be written: {}", why ? why : "?"));
  std::int64_t customer = 0;
  sqlite3_exec(
      database.get(), "select id from customer order by id limit 1",
      [](void* to, int, char** values, char**) {
        *static_cast<std::int64_t*>(to) = std::stoll(values[0]);
        return 0;
      },
      &customer, nullptr);
  return customer;
}

void measure_thread(ApiClient& admin, const Figures& figures, std::int64_t customer, int times) {
  const std::string path = fmt::format("/customers/{}/thread?limit=50", customer);
  const auto read = [&](const std::string& rest, Latencies& latencies) {
    const auto began = std::chrono::steady_clock::now();
    auto page = admin.get(path + rest);
    latencies.add(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count());
    return page;
  };
  Latencies first, deep, search;
  std::string cursor;
  for (int i = 0; i < times; ++i) {
    (void)read("", first);
    const auto page = read(cursor, deep);
    const auto* next = page.as_object().if_contains("next_cursor");
    cursor = next && next->is_string() ? "&cursor=" + std::string(next->as_string()) : "";
    (void)read(fmt::format("&q=number%20{}", 100 + i), search);
  }
  figures.report("thread_p50", first.at(0.5), "ms");
  figures.report("thread_p99", first.at(0.99), "ms");
  figures.report("thread_page_p50", deep.at(0.5), "ms");
  figures.report("thread_page_p99", deep.at(0.99), "ms");
  figures.report("thread_search_p50", search.at(0.5), "ms");
  figures.report("thread_search_p99", search.at(0.99), "ms");
}

}  // namespace rapport::bench
