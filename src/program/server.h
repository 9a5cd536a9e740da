// Server: the whole program but its command line, put together top to bottom and taken down in reverse.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "program/settings.h"

namespace rapport::program {

struct DemoSignIn {
  std::string email, password, name, role;
};
// Demo mode: sign-ins that the desk offers, customers whose identity the demo page may take on. Only on
// loopback.
struct Demo {
  std::vector<DemoSignIn> sign_ins;
};

// The one place where the server reads the time of day.
Instant time_of_day();

class Server {
 public:
  // Opens the database, registers everything; nothing listens yet. Tests bring a clock of their own.
  static Result<std::unique_ptr<Server>> build(const Settings& settings, const Demo* demo = nullptr,
                                               std::function<Instant()> clock = time_of_day);
  ~Server();  // stops

  // Recovers, starts the threads, listens.
  Result<void> start();
  void stop();
  std::uint16_t port() const;
  std::string openapi() const;

  struct Parts;
  Parts& parts() { return *parts_; }  // for seeding

 private:
  explicit Server(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace rapport::program
