// Indexing: keeps the search in step with the articles. Whoever changes one calls bring(), so that it is
// found (or no longer found) when the change is answered; what was missed meanwhile (a new index, a crash,
// another node) the thread of its own finds by comparing stamps, when it starts and every few minutes. It
// also ends articles whose time is over.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "knowledge/article_store.h"
#include "knowledge/search/index.h"
#include "org/changes.h"
#include "platform/log/log.h"

namespace rapport::knowledge {

// What the search knows of an article; nothing of one without words.
search::Index::Entry entry_of(const IndexedArticle& article);

class Indexing {
 public:
  // Borrows all.
  Indexing(ArticleStore& store, org::Changes& changes, search::Index& index, log::Log& log)
      : store_(store), changes_(changes), index_(index), log_(log) {}
  ~Indexing();  // stops

  void start();
  void stop();
  // These have changed, or are gone. A failure is logged, and mended later.
  void bring(OrgId org, const std::vector<ArticleId>& ids);
  // One round, on the calling thread: ends what is over, brings what is behind; how many articles.
  Result<std::size_t> turn();
  // False while an organisation's articles are not all in: its searches may miss some.
  bool is_complete(OrgId org) const;

 private:
  void run();
  Result<std::size_t> compare(OrgId org);
  Result<void> end_what_is_over(OrgId org);
  Result<void> put(OrgId org, const std::vector<ArticleId>& ids);

  ArticleStore& store_;
  org::Changes& changes_;
  search::Index& index_;
  log::Log& log_;
  mutable std::mutex mutex_;  // the thread waits here; stop() and is_complete() come from others
  std::condition_variable woken_;
  bool is_stopping_ = false;
  bool is_begun_ = false;  // the first round is over
  std::set<OrgId> behind_;
  std::thread thread_;
};

}  // namespace rapport::knowledge
