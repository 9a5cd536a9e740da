#include "knowledge/knowledge.h"

namespace rapport::knowledge {

org::DirectoryPtr organisation_named(const org::Directories& directories, const std::string& slug) {
  for (const OrgId id : directories.all())
    if (auto directory = directories.of(id); directory && directory->slug == slug) return directory;
  return nullptr;
}

Knowledge::Knowledge(std::unique_ptr<search::Index> opened, const RerankOptions& rerank, const Needs& given)
    : needs(given),
      index(std::move(opened)),
      store(given.changes.database()),
      readings(given.changes.database()),
      indexing(store, needs.changes, *index, needs.log),
      reranker(rerank, needs.metrics),
      finding(store, readings, *index, indexing, reranker, needs.ids, needs.clock) {}

void Knowledge::add_operations(api::Api& api) {
  add_article_operations(api, *this);
  add_reading_operations(api, *this);
  add_search_operations(api, *this);
  add_import_operations(api, *this);
}

}  // namespace rapport::knowledge
