#include "knowledge/article_store.h"

#include <fmt/format.h>

#include <limits>

#include "knowledge/category.h"
#include "org/entity.h"
#include "platform/contract/json.h"
#include "platform/database/statement.h"
#include "platform/text/text.h"

namespace rapport::knowledge {
namespace {

constexpr const char* knowledge_tables =
    "create table article_category (org bigint not null, id bigint not null, name text not null,"
    " name_zh text not null, primary key (org, id), unique (org, name));"
    "create table article (org bigint not null, id bigint not null, slug text not null, state integer not "
    "null,"
    " revision bigint not null, live_version integer not null, last_version integer not null,"
    " category bigint not null, audience integer not null, draft text not null, titles text not null,"
    " sought text not null, stamp bigint not null, live_until_us bigint not null, review_by_us bigint,"
    " expires_at_us bigint, changed_us bigint not null, changed_by bigint not null,"
    " primary key (org, id), unique (org, slug));"
    "create index article_by_change on article (org, changed_us, id);"
    "create index article_by_end on article (org, live_until_us) where live_version > 0;"
    "create index article_by_category on article (org, category);"
    "create table article_version (org bigint not null, article bigint not null, version integer not null,"
    " content text not null, note text not null, by_user bigint not null, published_us bigint not null,"
    " primary key (org, article, version));"
    "create table article_synonyms (org bigint primary key, list text not null);"
    "create table article_feedback (org bigint not null, id bigint not null, article bigint not null,"
    " version integer not null, language text not null, is_helpful integer not null, words text not null,"
    " by_user bigint not null, at_us bigint not null, primary key (org, id));"
    "create index article_feedback_by_article on article_feedback (org, article, id);"
    "create table article_use (org bigint not null, article bigint not null, interaction bigint not null,"
    " by_user bigint not null, way integer not null, at_us bigint not null,"
    " primary key (org, article, interaction));"
    "create index article_use_by_interaction on article_use (org, interaction);"
    "create table article_search (org bigint not null, id bigint not null, words text not null,"
    " language text not null, who integer not null, results integer not null, opened bigint not null,"
    " at_us bigint not null, primary key (org, id));"
    "create index article_search_by_time on article_search (org, at_us);"
    // Built-in roles have the new permissions as well.
    "update role set permissions = replace(permissions, ']', ',\"write_knowledge\",\"publish_knowledge\"]')"
    " where is_built_in = 1 and name in ('admin', 'supervisor')";

constexpr std::int64_t for_ever = std::numeric_limits<std::int64_t>::max();

tl::unexpected<Error> no_article(ArticleId id) {
  return fail(ErrorCode::not_found, "unknown_article", fmt::format("no article {}", id.value));
}

ArticleFields fields_from(const std::string& json) {
  contract::DecodeOptions lenient;
  lenient.ignores_unknown = true;
  return contract::decode<ArticleFields>(json, lenient).value_or(ArticleFields{});
}

std::string titles_of(const ArticleFields& fields) {
  std::vector<ArticleTitle> titles;
  for (const Translation& translation : fields.translations)
    titles.push_back({translation.language, translation.title});
  return contract::encode(titles);
}

// What the list's own search looks in: titles, tags and languages, folded.
std::string sought_of(const ArticleFields& fields, const std::string& slug) {
  std::string all = slug;
  for (const Translation& translation : fields.translations)
    all += ' ' + translation.title;
  for (const std::string& tag : fields.tags)
    all += ' ' + tag;
  all = text::folded(all);
  for (const Translation& translation : fields.translations)
    all += " [" + translation.language + ']';
  return all;
}

// Where `like` takes them for themselves.
std::string like_of(const std::string& text) {
  std::string pattern = "%";
  for (const char byte : text) {
    if (byte == '%' || byte == '_' || byte == '\\') pattern.push_back('\\');
    pattern.push_back(byte);
  }
  return pattern + '%';
}

struct Head {
  ArticleState state = ArticleState::draft;
  std::int64_t revision = 0;
  std::int32_t live_version = 0, last_version = 0;
  std::string slug, draft;
};

std::optional<Head> head_of(org::Change& change, ArticleId id) {
  auto row =
      database::first<ArticleState, std::int64_t, std::int32_t, std::int32_t, std::string, std::string>(
          change.sql,
          "select state, revision, live_version, last_version, slug, draft from article where org = :org and "
          "id = :id",
          change.org(), id);
  if (!row) return std::nullopt;
  return Head{std::get<0>(*row), std::get<1>(*row), std::get<2>(*row),
              std::get<3>(*row), std::get<4>(*row), std::get<5>(*row)};
}

Result<void> check_category(org::Change& change, const ArticleFields& fields) {
  if (fields.category_id && !categories.find(change.sql, change.org(), *fields.category_id))
    return fail(ErrorCode::invalid, "unknown_category", "there is no such category",
                {{"/category_id", "there is no such category"}});
  return {};
}

std::optional<ArticleId> with_slug(org::Change& change, const std::string& slug) {
  return database::first<ArticleId>(change.sql, "select id from article where org = :org and slug = :slug",
                                    change.org(), slug);
}

// As wanted, or a free one that says what the first title says.
Result<std::string> slug_for(org::Change& change, ArticleId id, const ArticleFields& fields) {
  if (fields.slug) {
    const auto taken = with_slug(change, *fields.slug);
    if (taken && *taken != id)
      return fail(ErrorCode::conflict, "already_exists", "another article has this slug",
                  {{"/slug", "another article has this slug"}});
    return *fields.slug;
  }
  const std::string wanted =
      slug_of(fields.translations.empty() ? std::string() : fields.translations.front().title);
  std::string slug = wanted;
  for (int number = 2; number < 50; ++number) {
    const auto taken = with_slug(change, slug);
    if (!taken || *taken == id) return slug;
    slug = fmt::format("{}-{}", wanted, number);
  }
  return fmt::format("{}-{}", wanted, id.value);
}

void set_state(org::Change& change, ArticleId id, ArticleState state) {
  database::execute(change.sql,
                    "update article set state = :state, stamp = :stamp, changed_us = :at, changed_by = :by"
                    " where org = :org and id = :id",
                    state, change.new_id<ArticleId>(), change.now, change.by.user, change.org(), id);
}

std::string audited(const ArticleFields& fields) {
  return fmt::format("{{\"titles\":{}}}", titles_of(fields));
}

constexpr const char* summary_columns =
    "a.id, a.slug, a.state, a.revision, a.live_version, a.category, a.audience, a.titles, a.changed_us, "
    "a.changed_by,"
    " a.review_by_us, a.expires_at_us,"
    " (select count(*) from article_feedback f where f.org = a.org and f.article = a.id and f.is_helpful = "
    "1),"
    " (select count(*) from article_feedback f where f.org = a.org and f.article = a.id and f.is_helpful = "
    "0),"
    " (select count(*) from article_use u where u.org = a.org and u.article = a.id)"
    " + (select count(*) from article_case c where c.org = a.org and c.article = a.id)";

template <class... Parameters>
std::vector<ArticleSummary> select_summaries(database::Session& sql, const std::string& rest,
                                             const Parameters&... parameters) {
  std::vector<ArticleSummary> all;
  database::each<ArticleId, std::string, ArticleState, std::int64_t, std::int32_t, CategoryId, Audience,
                 std::string, Instant, UserId, std::optional<Instant>, std::optional<Instant>, std::int64_t,
                 std::int64_t, std::int64_t>(
      sql, fmt::format("select {} from article a {}", summary_columns, rest),
      [&all](ArticleId id, std::string slug, ArticleState state, std::int64_t revision, std::int32_t live,
             CategoryId category, Audience audience, const std::string& titles, Instant changed, UserId by,
             std::optional<Instant> review, std::optional<Instant> expires, std::int64_t helpful,
             std::int64_t not_helpful, std::int64_t uses) {
        ArticleSummary summary;
        summary.id = id;
        summary.slug = std::move(slug);
        summary.state = state;
        summary.revision = revision;
        if (live > 0) summary.live_version = live;
        if (category) summary.category_id = category;
        summary.audience = audience;
        summary.titles =
            contract::decode<std::vector<ArticleTitle>>(titles).value_or(std::vector<ArticleTitle>());
        summary.changed_at = changed;
        if (by) summary.changed_by = by;
        summary.review_by = review;
        summary.expires_at = expires;
        summary.helpful = helpful;
        summary.not_helpful = not_helpful;
        summary.uses = uses;
        all.push_back(std::move(summary));
      },
      parameters...);
  return all;
}

constexpr const char* live_columns =
    "select a.id, a.slug, v.version, v.published_us, v.content from article a join article_version v"
    " on v.org = a.org and v.article = a.id and v.version = a.live_version where a.org = :org";

Result<LiveArticle> live_from(
    std::optional<std::tuple<ArticleId, std::string, std::int32_t, Instant, std::string>> row, Instant now) {
  LiveArticle live;
  if (row) {
    live = {std::get<0>(*row), std::get<1>(*row), std::get<2>(*row), std::get<3>(*row),
            fields_from(std::get<4>(*row))};
    if (!live.fields.expires_at || *live.fields.expires_at > now) return live;
  }
  return fail(ErrorCode::not_found, "unknown_article", "there is no such article, or none that is published");
}

}  // namespace

std::vector<database::Migration> knowledge_migrations() {
  return {{0, "knowledge", knowledge_tables, ""}};
}

bool is_article(database::Session& sql, OrgId org, ArticleId id) {
  return database::first<int>(sql, "select 1 from article where org = :org and id = :id", org, id)
      .has_value();
}

Result<std::vector<ArticleSummary>> ArticleStore::list(OrgId org, const ArticleFilter& filter,
                                                       const std::optional<ArticlePlace>& after,
                                                       std::int64_t most) {
  const ArticlePlace from = after.value_or(ArticlePlace{{for_ever}, {for_ever}});
  return database_.read([&](database::Session& sql) -> Result<std::vector<ArticleSummary>> {
    return select_summaries(
        sql,
        "where a.org = :org and (a.changed_us < :changed or (a.changed_us = :changed and a.id < :id))"
        " and (a.state = :state or cast(:state as integer) < 0)"
        " and (a.category = :category or cast(:category as bigint) < 0)"
        " and (a.audience = :audience or cast(:audience as integer) < 0)"
        " and a.sought like :text escape '\\' and a.sought like :language escape '\\'"
        " and (a.review_by_us < :due or cast(:due as bigint) < 0)"
        " order by a.changed_us desc, a.id desc limit :most",
        org, from.changed_at, from.id, filter.state ? static_cast<int>(*filter.state) : -1,
        filter.category.value_or(CategoryId{-1}), filter.audience ? static_cast<int>(*filter.audience) : -1,
        like_of(text::folded(filter.text)),
        filter.language ? like_of('[' + *filter.language + ']') : std::string("%"),
        filter.due_before.value_or(Instant{-1}), most);
  });
}

Result<ArticleWhole> ArticleStore::find(OrgId org, ArticleId id) {
  return database_.read([&](database::Session& sql) -> Result<ArticleWhole> {
    auto found = select_summaries(sql, "where a.org = :org and a.id = :id", org, id);
    if (found.empty()) return no_article(id);
    ArticleWhole whole;
    static_cast<ArticleSummary&>(whole) = std::move(found.front());
    whole.draft = fields_from(
        database::first<std::string>(sql, "select draft from article where org = :org and id = :id", org, id)
            .value_or(std::string()));
    database::each<std::int32_t, std::string, UserId, Instant>(
        sql,
        "select version, note, by_user, published_us from article_version where org = :org and article = :id"
        " order by version desc limit :most",
        [&whole](std::int32_t version, std::string note, UserId by, Instant at) {
          whole.versions.push_back({version, std::move(note), by ? std::optional<UserId>(by) : std::nullopt,
                                    at, whole.live_version == version});
        },
        org, id, versions_shown_max);
    return whole;
  });
}

Result<ArticleFields> ArticleStore::content(OrgId org, ArticleId id, std::int32_t version) {
  return database_.read([&](database::Session& sql) -> Result<ArticleFields> {
    auto found = version == 0 ? database::first<std::string>(
                                    sql, "select draft from article where org = :org and id = :id", org, id)
                              : database::first<std::string>(
                                    sql,
                                    "select content from article_version where org = :org and article = :id"
                                    " and version = :version",
                                    org, id, version);
    if (!found) return no_article(id);
    return fields_from(*found);
  });
}

Result<LiveArticle> ArticleStore::live(OrgId org, ArticleId id, Instant now) {
  return database_.read([&](database::Session& sql) -> Result<LiveArticle> {
    return live_from(database::first<ArticleId, std::string, std::int32_t, Instant, std::string>(
                         sql, std::string(live_columns) + " and a.id = :id", org, id),
                     now);
  });
}

Result<LiveArticle> ArticleStore::live(OrgId org, const std::string& slug, Instant now) {
  return database_.read([&](database::Session& sql) -> Result<LiveArticle> {
    return live_from(database::first<ArticleId, std::string, std::int32_t, Instant, std::string>(
                         sql, std::string(live_columns) + " and a.slug = :slug", org, slug),
                     now);
  });
}

Result<void> ArticleStore::add(org::Change& change, ArticleId id, const ArticleFields& fields) const {
  if (auto fits = check_fields(fields); !fits) return fits;
  if (auto known = check_category(change, fields); !known) return known;
  const auto count = *database::first<std::int64_t>(
      change.sql, "select count(*) from article where org = :org", change.org());
  if (count >= articles_max)
    return fail(ErrorCode::conflict, "limit_reached",
                fmt::format("there are {} articles, and more is not possible", count));
  auto slug = slug_for(change, id, fields);
  if (!slug) return tl::unexpected<Error>(slug.error());
  database::execute(
      change.sql,
      "insert into article (org, id, slug, state, revision, live_version, last_version, category,"
      " audience, draft, titles, sought, stamp, live_until_us, review_by_us, expires_at_us, changed_us,"
      " changed_by) values (:org, :id, :slug, 0, 1, 0, 0, :category, :audience, :draft, :titles, :sought,"
      " :stamp, :until, :review, :expires, :at, :by)",
      change.org(), id, *slug, fields.category_id.value_or(CategoryId{}), fields.audience,
      contract::encode(fields), titles_of(fields), sought_of(fields, *slug), change.new_id<ArticleId>(),
      for_ever, fields.review_by, fields.expires_at, change.now, change.by.user);
  change.audit({"create", "article", id.value, "", audited(fields)});
  return {};
}

Result<void> ArticleStore::save(org::Change& change, ArticleId id, std::int64_t revision,
                                const ArticleFields& fields) const {
  if (auto fits = check_fields(fields); !fits) return fits;
  const auto before = head_of(change, id);
  if (!before) return no_article(id);
  if (before->revision != revision)
    return fail(ErrorCode::conflict, "stale",
                fmt::format("somebody else has saved revision {} since", before->revision));
  if (auto known = check_category(change, fields); !known) return known;
  // An article that has been read under its slug keeps it until somebody says otherwise.
  std::string slug = before->slug;
  if (fields.slug || before->last_version == 0) {
    auto wanted = slug_for(change, id, fields);
    if (!wanted) return tl::unexpected<Error>(wanted.error());
    slug = std::move(*wanted);
  }
  database::execute(
      change.sql,
      "update article set slug = :slug, state = 0, revision = :revision, category = :category,"
      " audience = :audience, draft = :draft, titles = :titles, sought = :sought, stamp = :stamp,"
      " review_by_us = :review, expires_at_us = :expires, changed_us = :at, changed_by = :by"
      " where org = :org and id = :id",
      slug, revision + 1, fields.category_id.value_or(CategoryId{}), fields.audience,
      contract::encode(fields), titles_of(fields), sought_of(fields, slug), change.new_id<ArticleId>(),
      fields.review_by, fields.expires_at, change.now, change.by.user, change.org(), id);
  change.audit({"change", "article", id.value, fmt::format("{{\"revision\":{}}}", revision),
                fmt::format("{{\"revision\":{}}}", revision + 1)});
  return {};
}

Result<void> ArticleStore::submit(org::Change& change, ArticleId id) const {
  const auto before = head_of(change, id);
  if (!before) return no_article(id);
  if (auto may = check_step(Step::submit, before->state, before->live_version > 0); !may) return may;
  if (auto fits = check_publishable(fields_from(before->draft), change.now); !fits) return fits;
  set_state(change, id, ArticleState::review);
  change.audit({"submit", "article", id.value, "", fmt::format("{{\"revision\":{}}}", before->revision)});
  return {};
}

Result<void> ArticleStore::send_back(org::Change& change, ArticleId id, const std::string& why) const {
  const auto before = head_of(change, id);
  if (!before) return no_article(id);
  if (auto may = check_step(Step::send_back, before->state, before->live_version > 0); !may) return may;
  set_state(change, id, ArticleState::draft);
  change.audit({"send_back", "article", id.value, "", fmt::format("{{\"why\":{}}}", contract::encode(why))});
  return {};
}

Result<std::int32_t> ArticleStore::publish(org::Change& change, ArticleId id, const std::string& note) const {
  const auto before = head_of(change, id);
  if (!before) return no_article(id);
  if (auto may = check_step(Step::publish, before->state, before->live_version > 0); !may)
    return tl::unexpected<Error>(may.error());
  return publish(change, id, note, fields_from(before->draft));
}

Result<std::int32_t> ArticleStore::roll_back(org::Change& change, ArticleId id, std::int32_t version) const {
  const auto before = head_of(change, id);
  if (!before) return no_article(id);
  auto content = database::first<std::string>(
      change.sql,
      "select content from article_version where org = :org and article = :id and version = :version",
      change.org(), id, version);
  if (!content)
    return fail(ErrorCode::not_found, "unknown_version",
                fmt::format("article {} has no version {}", id.value, version));
  ArticleFields fields = fields_from(*content);
  // Its address, category and end are what they are today.
  const ArticleFields now = fields_from(before->draft);
  fields.slug = before->slug;
  fields.expires_at = now.expires_at && *now.expires_at > change.now ? now.expires_at : std::nullopt;
  fields.review_by = now.review_by;
  fields.category_id = now.category_id;
  if (auto saved = save(change, id, before->revision, fields); !saved)
    return tl::unexpected<Error>(saved.error());
  return publish(change, id, fmt::format("as version {}", version), fields);
}

Result<std::int32_t> ArticleStore::publish(org::Change& change, ArticleId id, const std::string& note,
                                           const ArticleFields& fields) const {
  if (auto fits = check_publishable(fields, change.now); !fits) return tl::unexpected<Error>(fits.error());
  const auto last = database::first<std::int32_t>(
      change.sql, "select last_version from article where org = :org and id = :id", change.org(), id);
  if (!last) return no_article(id);
  const std::int32_t version = *last + 1;
  database::execute(
      change.sql,
      "insert into article_version (org, article, version, content, note, by_user, published_us)"
      " values (:org, :id, :version, :content, :note, :by, :at)",
      change.org(), id, version, contract::encode(fields), note, change.by.user, change.now);
  database::execute(
      change.sql,
      "update article set live_version = :version, last_version = :version, live_until_us = :until"
      " where org = :org and id = :id",
      version, fields.expires_at.value_or(Instant{for_ever}), change.org(), id);
  set_state(change, id, ArticleState::published);
  change.audit({"publish", "article", id.value, "", fmt::format("{{\"version\":{}}}", version)});
  return version;
}

Result<void> ArticleStore::expire(org::Change& change, ArticleId id) const {
  const auto before = head_of(change, id);
  if (!before) return no_article(id);
  if (auto may = check_step(Step::expire, before->state, before->live_version > 0); !may) return may;
  database::execute(change.sql, "update article set live_version = 0 where org = :org and id = :id",
                    change.org(), id);
  set_state(change, id, ArticleState::expired);
  change.audit({"expire", "article", id.value, fmt::format("{{\"version\":{}}}", before->live_version), ""});
  return {};
}

Result<void> ArticleStore::remove(org::Change& change, ArticleId id) const {
  const auto before = head_of(change, id);
  if (!before) return no_article(id);
  for (const char* table : {"article_version", "article_feedback", "article_use", "article_case"})
    database::execute(change.sql, fmt::format("delete from {} where org = :org and article = :id", table),
                      change.org(), id);
  database::execute(change.sql, "delete from article where org = :org and id = :id", change.org(), id);
  change.audit({"delete", "article", id.value, audited(fields_from(before->draft)), ""});
  return {};
}

std::vector<ArticleId> ArticleStore::over(database::Session& sql, OrgId org, Instant now, std::int64_t most) {
  return database::all<ArticleId>(sql,
                                  "select id from article where org = :org and live_version > 0 and "
                                  "live_until_us <= :now order by id limit :most",
                                  org, now, most);
}

std::vector<OrgId> ArticleStore::organisations(database::Session& sql) {
  return database::all<OrgId>(sql, "select distinct org from article order by org");
}

Result<std::vector<std::pair<ArticleId, std::int64_t>>> ArticleStore::stamps(OrgId org) {
  using Stamps = std::vector<std::pair<ArticleId, std::int64_t>>;
  return database_.read([&](database::Session& sql) -> Result<Stamps> {
    Stamps all;
    database::each<ArticleId, std::int64_t>(
        sql, "select id, stamp from article where org = :org order by id",
        [&all](ArticleId id, std::int64_t stamp) { all.emplace_back(id, stamp); }, org);
    return all;
  });
}

Result<std::vector<IndexedArticle>> ArticleStore::indexed(OrgId org, const std::vector<ArticleId>& ids) {
  return database_.read([&](database::Session& sql) -> Result<std::vector<IndexedArticle>> {
    std::vector<IndexedArticle> all;
    for (const ArticleId id : ids) {
      auto row =
          database::first<std::int64_t, ArticleState, std::int32_t, std::string, std::optional<std::string>>(
              sql,
              "select a.stamp, a.state, a.live_version, a.draft, v.content from article a left join "
              "article_version v"
              " on v.org = a.org and v.article = a.id and v.version = a.live_version where a.org = :org and "
              "a.id = :id",
              org, id);
      if (!row) continue;
      const bool is_live = std::get<2>(*row) > 0 && std::get<4>(*row);
      all.push_back({id, std::get<0>(*row), is_live ? ArticleState::published : std::get<1>(*row),
                     fields_from(is_live ? *std::get<4>(*row) : std::get<3>(*row))});
    }
    return all;
  });
}

std::optional<ArticleStore::Named> ArticleStore::named(database::Session& sql, OrgId org, ArticleId id) {
  auto row = database::first<std::string, std::string>(
      sql, "select slug, titles from article where org = :org and id = :id", org, id);
  if (!row) return std::nullopt;
  return Named{
      std::move(std::get<0>(*row)),
      contract::decode<std::vector<ArticleTitle>>(std::get<1>(*row)).value_or(std::vector<ArticleTitle>())};
}

Result<std::vector<std::pair<ArticleId, std::string>>> ArticleStore::slugs(
    OrgId org, const std::vector<ArticleId>& ids) {
  using Slugs = std::vector<std::pair<ArticleId, std::string>>;
  return database_.read([&](database::Session& sql) -> Result<Slugs> {
    Slugs found;
    for (const ArticleId id : ids)
      if (auto slug = database::first<std::string>(
              sql, "select slug from article where org = :org and id = :id", org, id))
        found.emplace_back(id, std::move(*slug));
    return found;
  });
}

Result<std::vector<std::vector<std::string>>> ArticleStore::synonyms(OrgId org) {
  using Groups = std::vector<std::vector<std::string>>;
  return database_.read([&](database::Session& sql) -> Result<Groups> {
    const auto groups =
        database::first<std::string>(sql, "select list from article_synonyms where org = :org", org);
    if (!groups) return Groups();
    return contract::decode<Groups>(*groups).value_or(Groups());
  });
}

void ArticleStore::set_synonyms(org::Change& change,
                                const std::vector<std::vector<std::string>>& groups) const {
  const std::string text = contract::encode(groups);
  database::execute(change.sql,
                    "insert into article_synonyms (org, list) values (:org, :list)"
                    " on conflict (org) do update set list = excluded.list",
                    change.org(), text);
  change.audit({"change", "article_synonyms", 0, "", text});
}

}  // namespace rapport::knowledge
