// Knowledge: its parts put together, and its operations. Worker threads; see the parts for theirs.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "api/api.h"
#include "conversations/message_store.h"
#include "conversations/record_store.h"
#include "knowledge/article_store.h"
#include "knowledge/finding.h"
#include "knowledge/indexing.h"
#include "knowledge/readings.h"
#include "knowledge/reranker.h"
#include "knowledge/search/index.h"
#include "live/id_source.h"
#include "org/changes.h"
#include "org/directory.h"
#include "platform/log/log.h"
#include "platform/metrics/metrics.h"

namespace rapport::knowledge {

struct Needs {  // borrowed
  org::Changes& changes;
  const org::Directories& directories;
  conversations::MessageStore& messages;
  conversations::RecordStore& records;
  live::IdSource& ids;
  log::Log& log;
  metrics::Metrics& metrics;
  std::function<Instant()> clock;
};

struct Knowledge {
  Knowledge(std::unique_ptr<search::Index> opened, const RerankOptions& rerank, const Needs& given);

  void start() { indexing.start(); }
  void stop() { indexing.stop(); }
  void add_operations(api::Api& api);

  Needs needs;
  std::unique_ptr<search::Index> index;
  ArticleStore store;
  Readings readings;
  Indexing indexing;
  Reranker reranker;
  Finding finding;
};

inline api::Operation knowledge_operation(std::string path, std::string id, std::string summary,
                                          api::Permissions any_of) {
  api::Operation made;
  made.path = std::move(path);
  made.id = std::move(id);
  made.tag = "knowledge";
  made.summary = std::move(summary);
  made.any_of = any_of;
  return made;
}

// As the list says them: see knowledge.cpp.
void add_article_operations(api::Api& api, Knowledge& knowledge);
void add_reading_operations(api::Api& api, Knowledge& knowledge);
void add_search_operations(api::Api& api, Knowledge& knowledge);
void add_import_operations(api::Api& api, Knowledge& knowledge);

inline const api::Permissions knowledge_writers{api::Permission::write_knowledge,
                                                api::Permission::publish_knowledge};
inline const api::Permissions knowledge_publishers{api::Permission::publish_knowledge};
inline const api::Permissions knowledge_readers{
    api::Permission::take_interactions, api::Permission::supervise, api::Permission::see_history,
    api::Permission::write_knowledge, api::Permission::publish_knowledge};

// The organisation of that name in addresses; null: none.
org::DirectoryPtr organisation_named(const org::Directories& directories, const std::string& slug);

}  // namespace rapport::knowledge
