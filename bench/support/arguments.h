// Arguments of a bench: "--name" and "--name value", in any order. Asking for one makes it known. What is
// wrong ends the program at once with exit code 2 and the argument's name on standard error, before anything
// is measured; "--help" lists what was asked for and ends it with 0. Both need check_all_known().
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace rapport::bench {

class Arguments {
 public:
  Arguments(int count, char** values);

  bool has(const std::string& name);
  std::size_t number(const std::string& name, std::size_t otherwise);
  double real(const std::string& name, double otherwise);  // from 0 on
  std::string text(const std::string& name, const std::string& otherwise);
  void check_all_known() const;  // after everything was asked for

 private:
  std::string taken(const std::string& name, const std::string& otherwise);
  [[noreturn]] void refuse(const std::string& what) const;

  std::string program_;
  bool wants_help_ = false;  // what is wrong does not matter then
  std::vector<std::string> words_;
  std::vector<std::string> known_;  // as "--help" shows them
};

}  // namespace rapport::bench
