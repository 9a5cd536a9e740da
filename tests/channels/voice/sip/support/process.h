// A program started by a test in a folder of its own: killed and cleaned up with the object.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace rapport::sip::test {

class Process {
 public:
  // Standard input is a pipe that stays open; what it prints goes to `output` in its folder.
  Process(std::vector<std::string> arguments, const std::filesystem::path& folder);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  std::optional<int> wait(std::chrono::milliseconds patience);  // its exit code; nothing: it still runs
  void type(const std::string& text);
  std::string output() const;

 private:
  pid_t pid_ = -1;
  int input_ = -1;
  std::filesystem::path output_;
};

// Of UDP and TCP on loopback, free a moment ago, and the one above it of TCP (baresip's TLS).
std::uint16_t free_port();

}  // namespace rapport::sip::test
