// An index in a folder of its own, and a line for each figure.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/check.h"
#include "knowledge/search/index.h"
#include "support/figures.h"
#include "support/temporary_folder.h"

namespace rapport::bench {

constexpr OrgId shop{1};

class Shelf {
 public:
  Shelf() {
    auto opened = knowledge::search::Index::open(folder_.path() / "search.db", log_);
    RAPPORT_CHECK(opened.has_value());
    index_ = std::move(*opened);
  }
  Shelf(const Shelf&) = delete;
  Shelf& operator=(const Shelf&) = delete;

  knowledge::search::Index& index() { return *index_; }
  std::uintmax_t bytes() const {
    std::uintmax_t all = 0;
    for (const auto& file : std::filesystem::directory_iterator(folder_.path()))
      all += file.file_size();
    return all;
  }

 private:
  TemporaryFolder folder_;
  log::Log log_{log::Options{log::Level::error, false, ""}};
  std::unique_ptr<knowledge::search::Index> index_;
};

inline const Figures figures("search");

}  // namespace rapport::bench
