#include "api/thread.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>

namespace rapport::bench {
namespace {

// Conversations, purchases, cases and forms, articles read, posts.
constexpr std::int64_t kinds = 5;

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
      "with recursive n(i) as (select 1 union all select i + 1 from n where i < {}), c(org, id) as"
      " (select org, id from customer order by id limit 1) ",
      entries / kinds);
  // A second apart, the kinds by turns, the last a day ago (what was read long ago is forgotten); ids far
  // below those that the server makes.
  const auto began =
      std::chrono::system_clock::now() - std::chrono::hours(24) - std::chrono::seconds(entries / kinds);
  const std::int64_t began_us =
      std::chrono::duration_cast<std::chrono::microseconds>(began.time_since_epoch()).count();
  const auto moment = [began_us](int kind) {
    return fmt::format("{} + n.i * 1000000", began_us + kind * 100'000);
  };
  std::string sql = "begin;";
  const auto insert = [&](const char* into, const std::string& values) {
    sql += fmt::format("insert into {} {} select c.org, 1000000 + n.i, {} from n, c;", into, with, values);
  };
  insert(
      "interaction (org, id, channel, state, outcome, customer, queue, agent, arrived_us, disposition,"
      " previous_interaction, legs)",
      "1, 4, 1, c.id, 0, 0, " + moment(0) + ", 0, 0, ''");
  insert("message (org, id, interaction, author, agent, body, sent_us, client_id, has_attachments)",
         "1000000 + n.i, 0, 0, 'Where is my parcel number ' || n.i || '?', " + moment(0) + ", 'x', 0");
  insert("customer_event (org, id, customer, external_id, kind, at_us, amount, currency, body)",
         "c.id, 'bench-' || n.i, 'purchase', " + moment(1) + ", '12.50', 'CNY', 'Umbrella number ' || n.i");
  // Half of them by the contact form.
  insert(
      "case_record (org, id, number, subject, type, status, priority, segment, customer, assignee, team, "
      "tags,"
      " fields, checklist, parent, merged_into, follow_up_to, created_us, updated_us, touched_us,"
      " status_since_us, version, is_open, breached, due_us, look_us, clocks)",
      fmt::format("1000000 + n.i, 'Parcel number ' || n.i, 0, 4, 1, '', c.id, 0, 0, case n.i % 2 when 0 then"
                  " '[\"portal\"]' else '[]' end, '{{}}', '[]', 0, 0, 0, {0}, {0}, {0}, {0}, 1, 0, 0,"
                  " 9223372036854775807, 9223372036854775807, '{{}}'",
                  moment(2)));
  insert(
      "case_event (org, id, case_id, via, at_us, kind, user_id, customer, by_customer, is_public, text, "
      "changes,"
      " interaction, other, by_rule, version)",
      "1000000 + n.i, 0, " + moment(2) +
          ", 1, 0, c.id, 1, 1, 'Nobody rang, and number ' || n.i || ' is not here', '[]', 0, 0, '', 1");
  insert(
      "article (org, id, slug, state, revision, live_version, last_version, category, audience, draft,"
      " titles, sought, stamp, live_until_us, changed_us, changed_by)",
      "'bench-' || n.i, 0, 1, 0, 0, 0, 0, '{}', '[{\"language\":\"en\",\"title\":\"Parcels, number ' || n.i"
      " || '\"}]', '', 0, 0, 0, 0");
  insert("reader_step (org, id, reader, kind, at_us, words, search, article, language, results, is_fresh)",
         "'bench', 1, " + moment(3) + ", '', 0, 1000000 + n.i, 'en', 0, 0");
  insert(
      "community_post (org, id, question, customer, user_id, title, body, state, held_for, is_locked,"
      " accepted, votes, answers, reports, case_id, at_us, last_us, stamp)",
      fmt::format("0, c.id, 0, 'Parcel number ' || n.i, 'Where?', 1, 0, 0, 0, 0, 0, 0, 0, {0}, {0}, 0",
                  moment(4)));
  sql +=
      "insert into reader_customer (org, reader, customer, at_us) select org, 'bench', id, 0 from customer"
      " order by id limit 1; commit;";
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
