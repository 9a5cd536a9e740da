#include "knowledge/indexing.h"

#include <chrono>
#include <map>

#include "platform/database/statement.h"
#include "platform/markdown/markdown.h"

namespace rapport::knowledge {
namespace {

constexpr std::chrono::minutes compare_every{5};
constexpr std::size_t articles_at_once = 200;
constexpr std::int64_t ended_at_once = 200;

}  // namespace

search::Index::Entry entry_of(const IndexedArticle& article) {
  search::Index::Entry entry{article.id.value, article.stamp, {}};
  for (const Translation& translation : article.fields.translations) {
    search::Document document;
    document.article = article.id.value;
    document.language = translation.language;
    document.title = translation.title;
    document.body = markdown::text_of(translation.body);
    document.tags = article.fields.tags;
    document.audience = static_cast<std::uint8_t>(article.fields.audience);
    document.state = static_cast<std::uint8_t>(article.state);
    document.category = article.fields.category_id.value_or(CategoryId{}).value;
    entry.documents.push_back(std::move(document));
  }
  return entry;
}

Indexing::~Indexing() {
  stop();
}

void Indexing::start() {
  thread_ = std::thread([this] { run(); });
}

void Indexing::stop() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  woken_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Indexing::run() {
  std::unique_lock lock(mutex_);
  while (!is_stopping_) {
    lock.unlock();
    auto brought = turn();
    if (!brought)
      log_.warning("the search is behind the articles", {{"reason", brought.error().reason}});
    else if (*brought > 0)
      log_.info("articles were brought into the search", {{"articles", *brought}});
    lock.lock();
    is_begun_ = true;
    woken_.wait_for(lock, compare_every, [this] { return is_stopping_; });
  }
}

bool Indexing::is_complete(OrgId org) const {
  const std::lock_guard lock(mutex_);
  return is_begun_ && !behind_.contains(org);
}

Result<void> Indexing::put(OrgId org, const std::vector<ArticleId>& ids) {
  auto articles = store_.indexed(org, ids);
  if (!articles) return tl::unexpected<Error>(articles.error());
  std::map<ArticleId, search::Index::Entry> entries;
  for (const ArticleId id : ids)
    entries[id] = {id.value, 0, {}};  // gone, unless it is found
  for (const IndexedArticle& article : *articles)
    entries[article.id] = entry_of(article);
  std::vector<search::Index::Entry> all;
  for (auto& [id, entry] : entries)
    all.push_back(std::move(entry));
  return index_.put(org, all);
}

void Indexing::bring(OrgId org, const std::vector<ArticleId>& ids) {
  auto brought = put(org, ids);
  if (brought) return;
  log_.warning("an article is not in the search yet",
               {{"org", org.value}, {"reason", brought.error().reason}});
  const std::lock_guard lock(mutex_);
  behind_.insert(org);
}

Result<std::size_t> Indexing::turn() {
  auto orgs = changes_.database().read(
      [](database::Session& sql) -> Result<std::vector<OrgId>> { return ArticleStore::organisations(sql); });
  if (!orgs) return tl::unexpected<Error>(orgs.error());
  std::size_t all = 0;
  for (const OrgId org : *orgs) {
    if (auto ended = end_what_is_over(org); !ended) return tl::unexpected<Error>(ended.error());
    auto brought = compare(org);
    if (!brought) return brought;
    all += *brought;
  }
  return all;
}

Result<void> Indexing::end_what_is_over(OrgId org) {
  for (;;) {
    auto ended = changes_.make<std::vector<ArticleId>>(
        org::By{org, {}}, "", [&](org::Change& change) -> Result<std::vector<ArticleId>> {
          auto over = ArticleStore::over(change.sql, org, change.now, ended_at_once);
          for (const ArticleId id : over)
            if (auto done = store_.expire(change, id); !done) return tl::unexpected<Error>(done.error());
          return over;
        });
    if (!ended) return tl::unexpected<Error>(ended.error());
    if (ended->size() < static_cast<std::size_t>(ended_at_once)) return {};
  }
}

Result<std::size_t> Indexing::compare(OrgId org) {
  auto there = store_.stamps(org);
  if (!there) return tl::unexpected<Error>(there.error());
  auto known = index_.stamps(org);
  if (!known) return tl::unexpected<Error>(known.error());
  std::vector<ArticleId> differ;
  for (const auto& [id, stamp] : *there) {
    const auto found = known->find(id.value);
    if (found == known->end() || found->second != stamp) differ.push_back(id);
    if (found != known->end()) known->erase(found);
  }
  for (const auto& [id, stamp] : *known)
    differ.push_back({id});
  {
    const std::lock_guard lock(mutex_);
    if (differ.empty())
      behind_.erase(org);
    else
      behind_.insert(org);
  }
  for (std::size_t at = 0; at < differ.size(); at += articles_at_once) {
    {
      const std::lock_guard lock(mutex_);
      if (is_stopping_) return at;
    }
    const auto begin = differ.begin() + static_cast<std::ptrdiff_t>(at);
    const auto end =
        differ.begin() + static_cast<std::ptrdiff_t>(std::min(at + articles_at_once, differ.size()));
    if (auto brought = put(org, {begin, end}); !brought) return tl::unexpected<Error>(brought.error());
  }
  const std::lock_guard lock(mutex_);
  behind_.erase(org);
  return differ.size();
}

}  // namespace rapport::knowledge
