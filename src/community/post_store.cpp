#include "community/post_store.h"

#include <algorithm>
#include <limits>
#include <tuple>

#include "platform/contract/json.h"
#include "platform/database/statement.h"
#include "platform/text/text.h"

namespace rapport::community {

contract::Notes contract_notes(contract::Tag<CommunitySettings>) {
  return {.all_optional = true,
          .fields = {{.name = "approvals_needed",
                      .doc = "first posts of a new member that a moderator looks at",
                      .min = 0,
                      .max = 20},
                     {.name = "posts_per_hour", .doc = "of one member", .min = 1, .max = 100},
                     {.name = "words",
                      .doc = "a post with one of them is held",
                      .min_length = 1,
                      .max_length = 60,
                      .max_items = 500},
                     {.name = "case_after_hours",
                      .doc = "an unanswered question becomes a case; 0: never",
                      .min = 0,
                      .max = 720}}};
}
contract::Notes contract_notes(contract::Tag<QuestionList>) {
  return {.fields = {{.name = "waiting", .doc = "something in them waits for a moderator"}}};
}

namespace {

using database::Session;

constexpr const char* community_tables =
    "create table community_post (org bigint not null, id bigint not null, question bigint not null,"
    " customer bigint not null, user_id bigint not null, title text not null, body text not null,"
    " state integer not null, held_for integer not null, is_locked integer not null, accepted bigint not "
    "null,"
    " votes bigint not null, answers bigint not null, reports bigint not null, case_id bigint not null,"
    " at_us bigint not null, last_us bigint not null, stamp bigint not null, primary key (org, id));"
    "create index community_post_by_question on community_post (org, question, last_us, id);"
    "create index community_post_by_customer on community_post (org, customer, at_us);"
    "create index community_post_by_state on community_post (org, state, question);"
    "create table community_member (org bigint not null, customer bigint not null, name text not null,"
    " name_key text not null, approved bigint not null, is_blocked integer not null,"
    " primary key (org, customer), unique (org, name_key));"
    "create table community_vote (org bigint not null, post bigint not null, customer bigint not null,"
    " value integer not null, at_us bigint not null, primary key (org, post, customer));"
    "create index community_vote_by_customer on community_vote (org, customer, at_us);"
    "create table community_report (org bigint not null, post bigint not null, customer bigint not null,"
    " why text not null, at_us bigint not null, primary key (org, post, customer));"
    "create index community_report_by_customer on community_report (org, customer, at_us);"
    "create table community_settings (org bigint primary key, body text not null)";

#define POST_COLUMNS                                                                                     \
  "p.id, p.question, p.customer, p.user_id, coalesce(m.name, ''), p.title, p.body, p.state, p.held_for," \
  " p.is_locked, p.accepted, p.votes, p.answers, p.reports, p.case_id, p.at_us, p.last_us"               \
  " from community_post p left join community_member m on m.org = p.org and m.customer = p.customer"

template <class... Parameters>
std::vector<Post> posts(Session& sql, std::string_view query, const Parameters&... parameters) {
  std::vector<Post> all;
  database::each<PostId, PostId, CustomerId, UserId, std::string, std::string, std::string, PostState,
                 HeldFor, bool, PostId, std::int64_t, std::int64_t, std::int64_t, CaseId, Instant, Instant>(
      sql, query,
      [&all](PostId id, PostId question, CustomerId customer, UserId user, std::string name,
             std::string title, std::string body, PostState state, HeldFor why, bool is_locked,
             PostId accepted, std::int64_t votes, std::int64_t answers, std::int64_t reports, CaseId which,
             Instant at, Instant last) {
        all.push_back({id, question, customer, user, std::move(name), std::move(title), std::move(body),
                       state, why, is_locked, accepted, votes, answers, reports, which, at, last});
      },
      parameters...);
  return all;
}

// Counts and the newest moment of a question, after anything in it has changed.
void bring_up_to_date(Session& sql, OrgId org, PostId question, std::int64_t stamp) {
  database::execute(
      sql,
      "update community_post set stamp = :stamp,"
      " answers = (select count(*) from community_post a where a.org = community_post.org"
      " and a.question = community_post.id and a.state = :shown),"
      " last_us = (select coalesce(max(a.at_us), community_post.at_us) from community_post a"
      " where a.org = community_post.org and a.question = community_post.id and a.state = :shown)"
      " where org = :org and id = :id",
      stamp, PostState::shown, org, question);
}

constexpr Instant latest{std::numeric_limits<std::int64_t>::max()};

}  // namespace

std::vector<database::Migration> community_migrations() {
  return {{0, "community", community_tables, ""}};
}

CommunitySettings PostStore::settings(Session& sql, OrgId org) {
  const auto body =
      database::first<std::string>(sql, "select body from community_settings where org = :org", org);
  if (!body) return {};
  contract::DecodeOptions lenient;
  lenient.ignores_unknown = true;
  return contract::decode<CommunitySettings>(*body, lenient).value_or(CommunitySettings{});
}

void PostStore::set_settings(Session& sql, OrgId org, const CommunitySettings& settings) {
  database::execute(sql,
                    "insert into community_settings (org, body) values (:org, :body) on conflict (org)"
                    " do update set body = excluded.body",
                    org, contract::encode(settings));
}

std::optional<Post> PostStore::find(Session& sql, OrgId org, PostId id) {
  auto found = posts(sql, "select " POST_COLUMNS " where p.org = :org and p.id = :id", org, id);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Post> PostStore::answers(Session& sql, OrgId org, PostId question) {
  return posts(
      sql, "select " POST_COLUMNS " where p.org = :org and p.question = :question order by p.id limit :most",
      org, question, answers_max);
}

std::vector<Post> PostStore::questions(Session& sql, OrgId org, QuestionList list, bool is_shown_only,
                                       const std::optional<QuestionMark>& after, std::int64_t most) {
  const QuestionMark mark = after.value_or(QuestionMark{latest, {}});
  return posts(
      sql,
      "select " POST_COLUMNS
      " where p.org = :org and p.question = 0 and (p.last_us < :last or (p.last_us = :last"
      " and p.id < :id)) and (:every = 1 or p.state = :shown)"
      " and (:list <> 1 or (p.answers = 0 and p.state = :shown))"
      " and (:list <> 2 or p.state = :held or p.reports > 0 or exists (select 1 from community_post a"
      " where a.org = p.org and a.question = p.id and (a.state = :held or a.reports > 0)))"
      " order by p.last_us desc, p.id desc limit :most",
      org, mark.last_at, mark.id, !is_shown_only, PostState::shown, list, PostState::held, most);
}

std::int64_t PostStore::waiting(Session& sql, OrgId org) {
  return database::first<std::int64_t>(sql,
                                       "select count(*) from community_post where org = :org"
                                       " and (state = :held or (state = :shown and reports > 0))",
                                       org, PostState::held, PostState::shown)
      .value_or(0);
}

void PostStore::insert(Session& sql, OrgId org, const Post& post, std::int64_t stamp) {
  database::execute(
      sql,
      "insert into community_post (org, id, question, customer, user_id, title, body, state, held_for,"
      " is_locked, accepted, votes, answers, reports, case_id, at_us, last_us, stamp) values (:org, :id,"
      " :question, :customer, :user, :title, :body, :state, :held, 0, 0, 0, 0, 0, 0, :at, :at, :stamp)",
      org, post.id, post.question, post.customer, post.user, post.title, post.body, post.state, post.held_for,
      post.at, stamp);
  if (post.question) bring_up_to_date(sql, org, post.question, stamp);
}

void PostStore::update(Session& sql, OrgId org, const Post& post, std::int64_t stamp) {
  database::execute(sql,
                    "update community_post set state = :state, held_for = :held, is_locked = :locked,"
                    " accepted = :accepted, case_id = :of_case, stamp = :stamp where org = :org and id = :id",
                    post.state, post.held_for, post.is_locked, post.accepted, post.case_id, stamp, org,
                    post.id);
  bring_up_to_date(sql, org, post.question ? post.question : post.id, stamp);
}

std::vector<Post> PostStore::written_by(Session& sql, OrgId org, const std::vector<CustomerId>& customers,
                                        const QuestionMark& behind, const std::string& words,
                                        std::int64_t most) {
  constexpr std::int64_t searched_max = 1'000;  // of one row of a customer
  const QuestionMark mark = behind.id ? behind : QuestionMark{latest, {}};
  const std::string sought = text::folded(words);
  std::vector<Post> found;
  for (const CustomerId customer : customers)
    for (Post& post : posts(sql,
                            "select " POST_COLUMNS
                            " where p.org = :org and p.customer = :customer and (p.at_us < :at or (p.at_us ="
                            " :at and p.id < :id)) order by p.at_us desc, p.id desc limit :most",
                            org, customer, mark.last_at, mark.id, words.empty() ? most : searched_max)) {
      if (post.question)
        post.title =
            database::first<std::string>(
                sql, "select title from community_post where org = :org and id = :id", org, post.question)
                .value_or("");
      if (words.empty() || text::folded(post.title).find(sought) != std::string::npos ||
          text::folded(post.body).find(sought) != std::string::npos)
        found.push_back(std::move(post));
    }
  std::sort(found.begin(), found.end(),
            [](const Post& a, const Post& b) { return a.at != b.at ? b.at < a.at : b.id < a.id; });
  if (found.size() > static_cast<std::size_t>(most)) found.resize(static_cast<std::size_t>(most));
  return found;
}

std::int64_t PostStore::written_since(Session& sql, OrgId org, CustomerId customer, Instant since) {
  return database::first<std::int64_t>(sql,
                                       "select count(*) from community_post where org = :org"
                                       " and customer = :customer and at_us > :since",
                                       org, customer, since)
      .value_or(0);
}

std::optional<Member> PostStore::member(Session& sql, OrgId org, CustomerId customer) {
  const auto row = database::first<std::string, std::int64_t, bool>(
      sql,
      "select name, approved, is_blocked from community_member where org = :org and customer = :customer",
      org, customer);
  if (!row) return std::nullopt;
  return Member{customer, std::get<0>(*row), std::get<1>(*row), std::get<2>(*row)};
}

bool PostStore::is_taken(Session& sql, OrgId org, const std::string& name_key, CustomerId but) {
  return database::first<CustomerId>(sql,
                                     "select customer from community_member where org = :org"
                                     " and name_key = :name and customer <> :but",
                                     org, name_key, but)
      .has_value();
}

void PostStore::put(Session& sql, OrgId org, const Member& member, const std::string& name_key) {
  database::execute(
      sql,
      "insert into community_member (org, customer, name, name_key, approved, is_blocked) values (:org,"
      " :customer, :name, :key, :approved, :blocked) on conflict (org, customer) do update set"
      " name = excluded.name, name_key = excluded.name_key, approved = excluded.approved,"
      " is_blocked = excluded.is_blocked",
      org, member.customer, member.name, name_key, member.approved, member.is_blocked);
}

void PostStore::vote(Session& sql, OrgId org, PostId post, CustomerId by, int value, Instant at) {
  database::execute(sql,
                    "insert into community_vote (org, post, customer, value, at_us) values (:org, :post, :by,"
                    " :value, :at) on conflict (org, post, customer) do update set value = excluded.value,"
                    " at_us = excluded.at_us",
                    org, post, by, value, at);
  database::execute(
      sql,
      "update community_post set votes = (select coalesce(sum(v.value), 0) from community_vote v"
      " where v.org = community_post.org and v.post = community_post.id)"
      " where org = :org and id = :post",
      org, post);
}

int PostStore::vote_of(Session& sql, OrgId org, PostId post, CustomerId by) {
  return database::first<int>(
             sql, "select value from community_vote where org = :org and post = :post and customer = :by",
             org, post, by)
      .value_or(0);
}

std::int64_t PostStore::votes_since(Session& sql, OrgId org, CustomerId by, Instant since) {
  return database::first<std::int64_t>(
             sql,
             "select count(*) from community_vote where org = :org and customer = :by and at_us > :since",
             org, by, since)
      .value_or(0);
}

bool PostStore::report(Session& sql, OrgId org, PostId post, CustomerId by, const std::string& why,
                       Instant at) {
  if (database::execute(sql,
                        "insert into community_report (org, post, customer, why, at_us) values (:org, :post,"
                        " :by, :why, :at) on conflict (org, post, customer) do nothing",
                        org, post, by, why, at) == 0)
    return false;
  database::execute(sql, "update community_post set reports = reports + 1 where org = :org and id = :post",
                    org, post);
  return true;
}

std::int64_t PostStore::reports_since(Session& sql, OrgId org, CustomerId by, Instant since) {
  return database::first<std::int64_t>(
             sql,
             "select count(*) from community_report where org = :org and customer = :by and at_us > :since",
             org, by, since)
      .value_or(0);
}

std::vector<std::string> PostStore::reasons(Session& sql, OrgId org, PostId post) {
  return database::all<std::string>(
      sql, "select why from community_report where org = :org and post = :post order by at_us limit 50", org,
      post);
}

void PostStore::forget_reports(Session& sql, OrgId org, PostId post) {
  // Who has reported once does not again: the rows stay, the count begins anew.
  database::execute(sql, "update community_post set reports = 0 where org = :org and id = :post", org, post);
}

std::vector<Post> PostStore::left_alone(Session& sql, OrgId org, Instant before, std::int64_t most) {
  return posts(
      sql,
      "select " POST_COLUMNS
      " where p.org = :org and p.question = 0 and p.state = :shown and p.answers = 0 and p.case_id = 0"
      " and p.at_us <= :before order by p.id limit :most",
      org, PostState::shown, before, most);
}

std::vector<std::pair<PostId, std::int64_t>> PostStore::accepted_stamps(Session& sql, OrgId org) {
  std::vector<std::pair<PostId, std::int64_t>> all;
  database::each<PostId, std::int64_t>(
      sql,
      "select id, stamp from community_post where org = :org and question = 0 and accepted <> 0"
      " and state = :shown",
      [&all](PostId id, std::int64_t stamp) { all.emplace_back(id, stamp); }, org, PostState::shown);
  return all;
}

std::int64_t PostStore::stamp(Session& sql, OrgId org, PostId question) {
  return database::first<std::int64_t>(sql, "select stamp from community_post where org = :org and id = :id",
                                       org, question)
      .value_or(0);
}

}  // namespace rapport::community
