#include "search/own_set.h"

#include <cstdio>
#include <fstream>

#include "platform/text/text.h"

namespace rapport::bench {
namespace {

std::vector<std::string> parts_of(const std::string& line, char between) {
  std::vector<std::string> parts{""};
  for (const char byte : line) {
    if (byte == between)
      parts.emplace_back();
    else
      parts.back().push_back(byte);
  }
  return parts;
}

std::vector<std::string> lines_of(const std::string& file) {
  std::vector<std::string> lines;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);)
    if (!line.empty() && line.front() != '#') lines.push_back(line);
  return lines;
}

}  // namespace

OwnSet read_own_set(const std::string& folder) {
  OwnSet set;
  std::map<std::string, std::int64_t> articles;  // "refund_time zh"
  for (const std::string& line : lines_of(folder + "/articles.txt")) {
    const auto parts = parts_of(line, '|');
    if (parts.size() != 7) return std::fprintf(stderr, "not seven parts: %s\n", line.c_str()), OwnSet();
    for (const bool is_zh : {true, false}) {
      const std::size_t at = is_zh ? 1 : 4;
      const auto id = static_cast<std::int64_t>(set.documents.size()) + 1;
      articles[parts[0] + (is_zh ? " zh" : " en")] = id;
      set.documents.push_back(
          {id, is_zh ? "zh-CN" : "en", parts[at], parts[at + 2], parts_of(parts[at + 1], ','), 0, 2, 0});
    }
  }
  for (const std::string& line : lines_of(folder + "/queries.txt")) {
    const auto parts = parts_of(line, '|');
    if (parts.size() != 3) return std::fprintf(stderr, "not three parts: %s\n", line.c_str()), OwnSet();
    JudgedQuery query{parts[0], parts[1], {}};
    for (const std::string& judged : parts_of(parts[2], ' ')) {
      const auto answer = parts_of(judged, ':');
      const auto found = articles.find(answer[0] + ' ' + parts[1]);
      if (answer.size() != 2 || found == articles.end())
        return std::fprintf(stderr, "no such article: %s\n", judged.c_str()), OwnSet();
      query.grades[found->second] = std::stoi(answer[1]);
    }
    set.queries.push_back(std::move(query));
  }
  for (const std::string& line : lines_of(folder + "/synonyms.txt")) {
    knowledge::search::SynonymGroup group;
    for (const std::string& word : parts_of(line, ','))
      group.push_back(text::folded(word));
    set.synonyms.push_back(std::move(group));
  }
  return set;
}

}  // namespace rapport::bench
