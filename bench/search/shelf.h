// An index in a folder of its own, and a line for each figure.
#pragma once

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "base/check.h"
#include "knowledge/search/index.h"

namespace rapport::bench {

constexpr OrgId shop{1};

class Shelf {
 public:
  Shelf() {
    std::string name = (std::filesystem::temp_directory_path() / "rapport-search-XXXXXX").string();
    RAPPORT_CHECK(::mkdtemp(name.data()) != nullptr);
    folder_ = name;
    auto opened = knowledge::search::Index::open(folder_ / "search.db", log_);
    RAPPORT_CHECK(opened.has_value());
    index_ = std::move(*opened);
  }
  ~Shelf() {
    index_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  Shelf(const Shelf&) = delete;
  Shelf& operator=(const Shelf&) = delete;

  knowledge::search::Index& index() { return *index_; }
  std::uintmax_t bytes() const {
    std::uintmax_t all = 0;
    for (const auto& file : std::filesystem::directory_iterator(folder_))
      all += file.file_size();
    return all;
  }

 private:
  std::filesystem::path folder_;
  log::Log log_{log::Options{log::Level::error, false, ""}};
  std::unique_ptr<knowledge::search::Index> index_;
};

inline void say(const std::string& metric, double value, const char* unit) {
  fmt::print("{{\"bench\":\"search\",\"metric\":\"{}\",\"value\":{:.6g},\"unit\":\"{}\"}}\n", metric, value,
             unit);
  std::fflush(stdout);
}

}  // namespace rapport::bench
