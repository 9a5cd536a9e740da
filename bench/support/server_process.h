// ServerProcess: the real server, started by the bench with the demo organisation in a folder of its own, and
// stopped with it. It dies with the bench, whatever happens to that.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

namespace rapport::bench {

class ServerProcess {
 public:
  // `program`: "" is the rapport beside the bench's own folder.
  ServerProcess(std::filesystem::path program, std::filesystem::path data);
  ~ServerProcess();

  // Milliseconds from before fork() until /readyz said yes. Throws with the end of its log when it does not
  // come.
  double start(std::chrono::seconds patience = std::chrono::seconds(60));
  void kill();  // SIGKILL
  void stop();  // SIGTERM, and waits

  std::uint16_t port() const { return port_; }
  bool is_running() const;
  double resident_mb() const;
  double processor_s() const;          // since it was started
  std::size_t open_files_max() const;  // what it has set for itself

 private:
  void end(int signal);
  bool is_ready() const;
  std::string log_end() const;

  std::filesystem::path program_, data_;
  std::uint16_t port_ = 0;
  pid_t pid_ = -1;
};

// The bench's own: up to the hard limit, which it returns.
std::size_t raise_open_files();

}  // namespace rapport::bench
