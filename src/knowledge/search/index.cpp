#include "knowledge/search/index.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <set>

#include "base/utf8.h"
#include "knowledge/search/highlight.h"
#include "knowledge/search/plan.h"
#include "knowledge/search/rank.h"
#include "knowledge/search/room.h"
#include "knowledge/search/tokens.h"
#include "platform/database/database.h"
#include "platform/database/statement.h"

namespace rapport::knowledge::search {
namespace {

constexpr std::size_t snippet_bytes = 260;
constexpr std::size_t words_new_max = 2'000;  // of one document, into the lexicon
constexpr std::size_t word_bytes_max = 24;    // longer ones are not looked for by mistakes
constexpr std::size_t near_words_max = 12;
constexpr std::size_t match_terms_max = 30;        // of one FTS5 expression
constexpr std::int64_t common_terms_max = 60'000;  // documents of terms together that FTS5 may weigh

std::vector<database::Migration> index_migrations() {
  return {{1, "index",
           "create table room (org bigint primary key);"
           "create table entry (org bigint not null, article bigint not null, stamp bigint not null,"
           " primary key (org, article))",
           ""}};
}

// Each organisation has tables of its own, so that a search costs what its own articles cost.
std::string tables_of(OrgId org) {
  return fmt::format(
      "create table if not exists doc_{0} (id integer primary key, article bigint not null, language text "
      "not null,"
      " title text not null, body text not null, audience integer not null, state integer not null,"
      " category bigint not null, title_length integer not null, body_length integer not null);"
      "create index if not exists doc_{0}_by_article on doc_{0} (article);"
      "create virtual table if not exists fts_{0} using fts5(title_words, title_pairs, body_words, "
      "body_pairs, marks,"
      " tokenize = \"unicode61 remove_diacritics 0 categories 'L* N* Co M*'\");"
      "create virtual table if not exists vocabulary_{0} using fts5vocab(fts_{0}, row);"
      "create table if not exists lexicon_{0} (word text primary key) without rowid;"
      "create table if not exists near_{0} (key text not null, word text not null, primary key (key, word)) "
      "without rowid",
      org.value);
}

struct Tokenised {
  Fields fields;
  std::size_t title_length = 0, body_length = 0;
  std::vector<std::string> words;  // Latin, as written
};

std::string joined(const std::vector<std::string>& tokens) {
  std::string text;
  for (const std::string& token : tokens) {
    if (!text.empty()) text.push_back(' ');
    text += token;
  }
  return text;
}

std::string words_joined(const std::vector<Token>& tokens, std::set<std::string>& words) {
  std::string text;
  for (const Token& token : tokens) {
    if (!text.empty()) text.push_back(' ');
    text += token.text;
    const bool is_word = !token.is_han && token.plain.size() >= 3 && token.plain.size() <= word_bytes_max;
    if (is_word && words.size() < words_new_max) words.insert(token.plain);
  }
  return text;
}

Tokenised tokenised(const Document& document) {
  const std::string_view body = utf8_front(document.body, indexed_bytes_max);
  Tokenised made;
  std::set<std::string> words;
  const auto title_words = word_tokens(document.title);
  const auto body_words = word_tokens(body);
  const auto title_pairs = pair_tokens(document.title);
  const auto body_pairs = pair_tokens(body);
  made.fields.title_words = words_joined(title_words, words);
  made.fields.body_words = words_joined(body_words, words);
  made.fields.title_pairs = joined(title_pairs);
  made.fields.body_pairs = joined(body_pairs);
  made.title_length = title_words.size() + title_pairs.size();
  made.body_length = body_words.size() + body_pairs.size();
  std::vector<std::string> marks = typed_tokens(document.title);
  for (const std::string& tag : document.tags) {
    for (const Token& token : word_tokens(tag)) {
      marks.push_back(token.text);
      if (!token.is_han) words.insert(token.plain);
    }
    for (std::string& pair : pair_tokens(tag))
      marks.push_back(std::move(pair));
    for (std::string& typed : typed_tokens(tag))
      marks.push_back(std::move(typed));
  }
  made.fields.marks = joined(marks);
  made.words.assign(words.begin(), words.end());
  return made;
}

const char* columns_of(Where where) {
  switch (where) {
    case Where::words:
      return "{title_words body_words}";
    case Where::pairs:
      return "{title_pairs body_pairs}";
    case Where::marks:
      break;
  }
  return "{marks}";
}

// Tokens have no quotation marks; see tokens.cpp.
std::string match_of(const Term& term) {
  std::string text;
  for (const char byte : term.text)
    if (byte != '"' && byte != '\0') text.push_back(byte);
  return fmt::format("{} : \"{}\"", columns_of(term.where), text);
}

struct Candidate {
  std::int64_t row = 0;
  double score = 0;  // FTS5's: the lower the better
};

}  // namespace

struct Index::Impl {
  explicit Impl(std::unique_ptr<database::Database> opened) : database(std::move(opened)) {}

  Result<void> load();
  Result<void> load(database::Session& sql, OrgId org, Room& room);
  Result<void> make_room(OrgId org);
  Room& room(OrgId org) { return rooms[org]; }
  bool has_room(OrgId org) {
    const std::lock_guard lock(mutex);
    return rooms.contains(org);
  }

  std::int64_t documents_with(database::Session& sql, OrgId org, const std::string& term);
  std::vector<std::string> near(database::Session& sql, OrgId org, const std::string& word);
  std::vector<std::string> begun(database::Session& sql, OrgId org, const std::string& word);
  std::vector<Candidate> candidates(database::Session& sql, OrgId org, const Plan& plan, const Query& query,
                                    const Weights& weights);
  void collect(database::Session& sql, OrgId org, const std::string& match, bool is_ranked,
               const Query& query, std::int64_t most, std::vector<Candidate>& found);
  std::vector<Hit> ranked(database::Session& sql, OrgId org, const Plan& plan, const Query& query,
                          const Weights& weights, const std::vector<Candidate>& candidates);

  std::unique_ptr<database::Database> database;
  // Workers search while another puts an article in: what they share is small and held for microseconds.
  std::mutex mutex;
  std::map<OrgId, Room> rooms;
  std::mutex putting;  // one put at a time: row numbers are given out before the write
};

Index::Index(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Index::~Index() = default;

Result<std::unique_ptr<Index>> Index::open(const std::filesystem::path& file, log::Log& log) {
  database::Options options;
  options.sqlite_file = file;
  options.readers = 6;
  options.read_max = std::chrono::milliseconds{3'000};
  for (const bool is_again : {false, true}) {
    auto database = database::Database::open(options, index_migrations(), log);
    if (database) {
      auto impl = std::make_unique<Impl>(std::move(*database));
      auto loaded = impl->load();
      if (loaded) return std::unique_ptr<Index>(new Index(std::move(impl)));
      if (is_again) return tl::unexpected<Error>(loaded.error());
      log.warning("the search index cannot be read and is made again", {{"reason", loaded.error().reason}});
    } else {
      if (is_again) return tl::unexpected<Error>(database.error());
      log.warning("the search index cannot be opened and is made again",
                  {{"reason", database.error().reason}});
    }
    std::error_code ignored;
    for (const char* ending : {"", "-wal", "-shm"})
      std::filesystem::remove(file.string() + ending, ignored);
  }
  return fail(ErrorCode::internal, "no_index", "the search index could not be made");
}

Result<void> Index::Impl::load() {
  return database->read([&](database::Session& sql) -> Result<void> {
    rooms.clear();
    for (const OrgId org : database::all<OrgId>(sql, "select org from room order by org"))
      if (auto loaded = load(sql, org, rooms[org]); !loaded) return loaded;
    return {};
  });
}

Result<void> Index::Impl::load(database::Session& sql, OrgId org, Room& room) {
  database::each<std::int64_t, std::int64_t, std::string, int, int, std::int64_t, std::uint32_t,
                 std::uint32_t>(
      sql,
      fmt::format(
          "select id, article, language, audience, state, category, title_length, body_length from doc_{}"
          " order by id",
          org.value),
      [&room](std::int64_t row, std::int64_t article, const std::string& language, int audience, int state,
              std::int64_t category, std::uint32_t title, std::uint32_t body) {
        room.put(row, {article, category, static_cast<std::uint8_t>(audience),
                       static_cast<std::uint8_t>(state), room.language_number(language), title, body});
      });
  database::each<std::string>(sql, fmt::format("select word from lexicon_{}", org.value),
                              [&room](std::string word) { room.words.insert(std::move(word)); });
  return {};
}

Result<void> Index::Impl::make_room(OrgId org) {
  if (has_room(org)) return {};
  auto made =
      database
          ->write<void>([org](database::Session& sql) -> Result<void> {
            sql.run(tables_of(org));
            database::execute(sql, "insert into room (org) values (:org) on conflict (org) do nothing", org);
            return {};
          })
          .get();
  if (!made) return made;
  const std::lock_guard lock(mutex);
  rooms.try_emplace(org);
  return {};
}

Result<void> Index::put(OrgId org, const std::vector<Entry>& entries) {
  const std::lock_guard one_at_a_time(impl_->putting);
  if (auto made = impl_->make_room(org); !made) return made;
  struct Row {
    std::int64_t id = 0;
    const Document* document = nullptr;
    Tokenised tokens;
  };
  std::vector<Row> rows;
  std::set<std::string> new_words;
  {
    std::int64_t next = 0;
    {
      const std::lock_guard lock(impl_->mutex);
      next = impl_->room(org).next_row();
    }
    for (const Entry& entry : entries)
      for (const Document& document : entry.documents)
        rows.push_back({next++, &document, tokenised(document)});
    const std::lock_guard lock(impl_->mutex);
    for (const Row& row : rows)
      for (const std::string& word : row.tokens.words)
        if (!impl_->room(org).words.contains(word)) new_words.insert(word);
  }
  auto gone =
      impl_->database
          ->write<std::vector<std::int64_t>>([&](database::Session& sql)
                                                 -> Result<std::vector<std::int64_t>> {
            std::vector<std::int64_t> removed;
            for (const Entry& entry : entries) {
              for (const std::int64_t row : database::all<std::int64_t>(
                       sql, fmt::format("select id from doc_{} where article = :article", org.value),
                       entry.article)) {
                database::execute(sql, fmt::format("delete from fts_{} where rowid = :row", org.value), row);
                database::execute(sql, fmt::format("delete from doc_{} where id = :row", org.value), row);
                removed.push_back(row);
              }
              if (entry.documents.empty())
                database::execute(sql, "delete from entry where org = :org and article = :article", org,
                                  entry.article);
              else
                database::execute(sql,
                                  "insert into entry (org, article, stamp) values (:org, :article, :stamp)"
                                  " on conflict (org, article) do update set stamp = excluded.stamp",
                                  org, entry.article, entry.stamp);
            }
            for (const Row& row : rows) {
              const Document& document = *row.document;
              const Fields& fields = row.tokens.fields;
              database::execute(
                  sql,
                  fmt::format(
                      "insert into doc_{} (id, article, language, title, body, audience, state,"
                      " category, title_length, body_length) values (:id, :article, :language, :title,"
                      " :body, :audience, :state, :category, :title_length, :body_length)",
                      org.value),
                  row.id, document.article, document.language, document.title, document.body,
                  document.audience, document.state, document.category, row.tokens.title_length,
                  row.tokens.body_length);
              database::execute(
                  sql,
                  fmt::format("insert into fts_{} (rowid, title_words, title_pairs, body_words, body_pairs,"
                              " marks) values (:id, :tw, :tp, :bw, :bp, :marks)",
                              org.value),
                  row.id, fields.title_words, fields.title_pairs, fields.body_words, fields.body_pairs,
                  fields.marks);
            }
            for (const std::string& word : new_words) {
              database::execute(
                  sql, fmt::format("insert or ignore into lexicon_{} (word) values (:word)", org.value),
                  word);
              for (const std::string& key : near_keys(word))
                database::execute(
                    sql,
                    fmt::format("insert or ignore into near_{} (key, word) values (:key, :word)", org.value),
                    key, word);
            }
            return removed;
          })
          .get();
  if (!gone) return tl::unexpected<Error>(gone.error());
  const std::lock_guard lock(impl_->mutex);
  Room& room = impl_->room(org);
  for (const std::int64_t row : *gone)
    room.remove(row);
  for (const Row& row : rows)
    room.put(row.id, {row.document->article, row.document->category, row.document->audience,
                      row.document->state, room.language_number(row.document->language),
                      static_cast<std::uint32_t>(row.tokens.title_length),
                      static_cast<std::uint32_t>(row.tokens.body_length)});
  room.words.insert(new_words.begin(), new_words.end());
  room.documents_with.clear();
  return {};
}

Result<std::map<std::int64_t, std::int64_t>> Index::stamps(OrgId org) {
  return impl_->database->read([&](database::Session& sql) -> Result<std::map<std::int64_t, std::int64_t>> {
    std::map<std::int64_t, std::int64_t> all;
    database::each<std::int64_t, std::int64_t>(
        sql, "select article, stamp from entry where org = :org",
        [&all](std::int64_t article, std::int64_t stamp) { all[article] = stamp; }, org);
    return all;
  });
}

std::size_t Index::size(OrgId org) {
  const std::lock_guard lock(impl_->mutex);
  const auto found = impl_->rooms.find(org);
  return found == impl_->rooms.end() ? 0 : found->second.size();
}

std::int64_t Index::Impl::documents_with(database::Session& sql, OrgId org, const std::string& term) {
  {
    const std::lock_guard lock(mutex);
    const auto& known = room(org).documents_with;
    if (const auto found = known.find(term); found != known.end()) return found->second;
  }
  const std::int64_t count =
      database::first<std::int64_t>(
          sql, fmt::format("select doc from vocabulary_{} where term = :term", org.value), term)
          .value_or(0);
  constexpr std::size_t known_max = 50'000;
  const std::lock_guard lock(mutex);
  auto& known = room(org).documents_with;
  if (known.size() >= known_max) known.clear();
  known[term] = count;
  return count;
}

std::vector<std::string> Index::Impl::near(database::Session& sql, OrgId org, const std::string& word) {
  std::set<std::string> found;
  if (word.size() > word_bytes_max) return {};
  for (const std::string& key : near_keys(word))
    for (std::string& other : database::all<std::string>(
             sql, fmt::format("select word from near_{} where key = :key limit 20", org.value), key))
      // The first letter is seldom wrong, and then two are swapped.
      if (other != word && is_near(word, other) && found.size() < near_words_max)
        found.insert(std::move(other));
  return {found.begin(), found.end()};
}

std::vector<std::string> Index::Impl::begun(database::Session& sql, OrgId org, const std::string& word) {
  if (word.size() < 2) return {};
  return database::all<std::string>(sql,
                                    fmt::format("select word from lexicon_{} where word > :word and word < "
                                                ":end order by length(word), word limit 12",
                                                org.value),
                                    word, word + "\x7f");
}

void Index::Impl::collect(database::Session& sql, OrgId org, const std::string& match, bool is_ranked,
                          const Query& query, std::int64_t most, std::vector<Candidate>& found) {
  std::vector<Candidate> rows;
  const std::string score =
      is_ranked ? fmt::format("bm25(fts_{}, 4.0, 4.0, 1.0, 1.0, 2.0)", org.value) : "0.0";
  database::each<std::int64_t, double>(
      sql,
      fmt::format("select rowid, {0} from fts_{1} where fts_{1} match :match order by rowid desc limit :most",
                  score, org.value),
      [&rows](std::int64_t row, double value) {
        rows.push_back({row, value});
      },
      match, most);
  const std::lock_guard lock(mutex);
  const Room& here = room(org);
  for (const Candidate& candidate : rows)
    if (here.admits(candidate.row, query)) found.push_back(candidate);
}

std::vector<Candidate> Index::Impl::candidates(database::Session& sql, OrgId org, const Plan& plan,
                                               const Query& query, const Weights& weights) {
  std::vector<const Term*> terms;
  for (const Term& term : plan.terms)
    if (term.documents > 0 && !term.is_common) terms.push_back(&term);
  std::stable_sort(terms.begin(), terms.end(),
                   [](const Term* a, const Term* b) { return a->documents < b->documents; });
  if (terms.size() > match_terms_max) terms.resize(match_terms_max);

  std::vector<Candidate> found;
  std::string any;
  std::int64_t rows = 0;
  std::size_t taken = 0;
  for (; taken < terms.size() && rows + terms[taken]->documents <= weights.ranked_max; ++taken) {
    rows += terms[taken]->documents;
    any += (any.empty() ? "" : " OR ") + match_of(*terms[taken]);
  }
  if (!any.empty()) collect(sql, org, any, true, query, weights.ranked_max, found);
  // Of commoner words: where two of them stand together in one document, and where one is in the title.
  const std::size_t enough = weights.ranked_again_max;
  for (std::size_t i = taken; i < terms.size() && i < taken + 3 && found.size() < enough * 4; ++i) {
    std::string with;
    for (std::size_t j = i + 1; j < terms.size() && j < i + 3; ++j)
      if (terms[j]->concept_index != terms[i]->concept_index || terms[j]->where != terms[i]->where)
        with += " AND " + match_of(*terms[j]);
    const bool is_weighed = terms[i]->documents * 3 < common_terms_max;
    const auto some = static_cast<std::int64_t>(enough) * (is_weighed ? 16 : 2);
    if (!with.empty()) collect(sql, org, match_of(*terms[i]) + with, is_weighed, query, some, found);
    if (terms[i]->where == Where::marks) continue;
    const std::string title = fmt::format(
        "{} : \"{}\"", terms[i]->where == Where::words ? "title_words" : "title_pairs", terms[i]->text);
    collect(sql, org, title, false, query, static_cast<std::int64_t>(enough), found);
    if (found.size() < enough && with.empty())
      collect(sql, org, match_of(*terms[i]), false, query, static_cast<std::int64_t>(enough), found);
  }
  std::stable_sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) {
    return a.row != b.row ? a.row < b.row : a.score < b.score;
  });
  found.erase(std::unique(found.begin(), found.end(),
                          [](const Candidate& a, const Candidate& b) { return a.row == b.row; }),
              found.end());
  std::stable_sort(found.begin(), found.end(),
                   [](const Candidate& a, const Candidate& b) { return a.score < b.score; });
  if (found.size() > enough) {
    // Half of the places for what was not weighed, if there is any.
    std::vector<Candidate> kept;
    const auto unweighed =
        std::find_if(found.begin(), found.end(), [](const Candidate& each) { return each.score >= 0; });
    const auto weighed = static_cast<std::size_t>(unweighed - found.begin());
    const std::size_t others = std::min(enough / 2, found.size() - weighed);
    kept.assign(found.begin(),
                found.begin() + static_cast<std::ptrdiff_t>(std::min(weighed, enough - others)));
    kept.insert(kept.end(), unweighed,
                unweighed + static_cast<std::ptrdiff_t>(std::min(others, found.size() - weighed)));
    found = std::move(kept);
  }
  return found;
}

std::vector<Hit> Index::Impl::ranked(database::Session& sql, OrgId org, const Plan& plan, const Query& query,
                                     const Weights& weights, const std::vector<Candidate>& candidates) {
  struct Scored {
    std::int64_t row = 0;
    DocumentFacts facts;
    double score = 0;
    bool is_preferred = false;
    Cover cover;
  };
  Averages averages;
  {
    const std::lock_guard lock(mutex);
    averages = room(org).averages();
  }
  const Ranker ranker(plan, weights, averages);
  const std::string fields_query = fmt::format(
      "select title_words, title_pairs, body_words, body_pairs, marks from fts_{} where rowid = :row",
      org.value);
  std::vector<Scored> scored;
  for (const Candidate& candidate : candidates) {
    auto row = database::first<std::string, std::string, std::string, std::string, std::string>(
        sql, fields_query, candidate.row);
    if (!row) continue;
    const Fields fields{std::move(std::get<0>(*row)), std::move(std::get<1>(*row)),
                        std::move(std::get<2>(*row)), std::move(std::get<3>(*row)),
                        std::move(std::get<4>(*row))};
    Cover cover;
    const double score = ranker.score(fields, &cover);
    if (score <= 0) continue;
    const std::lock_guard lock(mutex);
    const DocumentFacts* facts = room(org).find(candidate.row);
    if (facts == nullptr) continue;
    const bool is_preferred = query.preferred && room(org).language(facts->language) == *query.preferred;
    scored.push_back({candidate.row, *facts, score, is_preferred, cover});
  }
  std::sort(scored.begin(), scored.end(), [](const Scored& a, const Scored& b) {
    return a.score != b.score ? a.score > b.score : a.row > b.row;
  });
  std::vector<Scored> best;
  for (const Scored& each : scored) {
    const auto same = std::find_if(best.begin(), best.end(), [&each](const Scored& other) {
      return other.facts.article == each.facts.article;
    });
    if (same == best.end()) {
      if (best.size() < query.limit) best.push_back(each);
    } else if (each.is_preferred && !same->is_preferred) {
      same->row = each.row;
      same->is_preferred = true;
    }
  }
  const Highlighter highlighter(plan);
  std::vector<Hit> hits;
  for (const Scored& each : best) {
    auto row = database::first<std::string, std::string, std::string>(
        sql, fmt::format("select language, title, body from doc_{} where id = :row", org.value), each.row);
    if (!row) continue;
    hits.push_back({each.facts.article, std::get<0>(*row), highlighter.all(std::get<1>(*row)),
                    highlighter.best(std::get<2>(*row), snippet_bytes), each.facts.audience, each.facts.state,
                    each.facts.category, each.score, each.cover});
  }
  return hits;
}

Result<std::vector<Hit>> Index::find(OrgId org, const Query& query, const Weights& weights) {
  if (!impl_->has_room(org)) return std::vector<Hit>();
  return impl_->database->read([&](database::Session& sql) -> Result<std::vector<Hit>> {
    const Lexicon lexicon{[&](const std::string& term) { return impl_->documents_with(sql, org, term); },
                          [&](const std::string& word) { return impl_->near(sql, org, word); },
                          [&](const std::string& word) { return impl_->begun(sql, org, word); }};
    std::vector<Hit> hits;
    for (const CommonWords common : {CommonWords::set_apart, CommonWords::counted}) {
      if (common == CommonWords::counted && query.has_to_tell) break;
      const Plan plan = plan_of(query, weights, lexicon, common);
      if (plan.concepts.empty()) continue;
      hits = impl_->ranked(sql, org, plan, query, weights, impl_->candidates(sql, org, plan, query, weights));
      if (!hits.empty()) break;
    }
    return hits;
  });
}

}  // namespace rapport::knowledge::search
