// The set in bench/search: articles, queries with graded answers, synonyms.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "knowledge/search/index.h"

namespace rapport::bench {

struct JudgedQuery {
  std::string text, language;
  std::map<std::int64_t, int> grades;  // by article
};
struct OwnSet {
  std::vector<knowledge::search::Document> documents;
  std::vector<JudgedQuery> queries;
  std::vector<knowledge::search::SynonymGroup> synonyms;
};

// Empty when the files are not there or name an article that is not.
OwnSet read_own_set(const std::string& folder);

}  // namespace rapport::bench
