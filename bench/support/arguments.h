// Arguments of a bench: "--name" and "--name value". Throws std::runtime_error with what is wrong.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace rapport::bench {

class Arguments {
 public:
  Arguments(int count, char** values) : words_(values + 1, values + count) {}

  bool has(const std::string& name);
  std::size_t number(const std::string& name, std::size_t otherwise);
  std::string text(const std::string& name, const std::string& otherwise);
  void check_all_known() const;  // after everything was asked for

 private:
  std::vector<std::string> words_;
};

}  // namespace rapport::bench
