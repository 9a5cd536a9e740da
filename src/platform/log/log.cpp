#include "platform/log/log.h"

#include <spdlog/logger.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <chrono>

#include "platform/log/line.h"

namespace rapport::log {
namespace {

Instant wall_clock() {
  return {std::chrono::duration_cast<std::chrono::microseconds>(
              std::chrono::system_clock::now().time_since_epoch())
              .count()};
}

// spdlog only carries finished lines to their place; what a line looks like is line.h's.
std::unique_ptr<spdlog::logger> make_logger(const spdlog::sink_ptr& sink) {
  auto logger = std::make_unique<spdlog::logger>("", sink);
  logger->set_pattern("%v");
  logger->set_level(spdlog::level::trace);
  logger->flush_on(spdlog::level::trace);  // a killed process has lost no line
  return logger;
}

}  // namespace

struct Log::Impl {
  Options options;
  std::unique_ptr<spdlog::logger> logger;
};

Log::Log(Options options) : impl_(std::make_unique<Impl>()) {
  impl_->options = std::move(options);
  const std::string& file = impl_->options.file;
  if (!file.empty()) {
    try {
      impl_->logger = make_logger(std::make_shared<spdlog::sinks::basic_file_sink_mt>(file));
      return;
    } catch (const spdlog::spdlog_ex& failure) {
      impl_->logger = make_logger(std::make_shared<spdlog::sinks::stderr_sink_mt>());
      error("log file cannot be opened, logging to standard error",
            {{"file", file}, {"reason", failure.what()}});
      return;
    }
  }
  impl_->logger = make_logger(std::make_shared<spdlog::sinks::stderr_sink_mt>());
}

Log::~Log() = default;

bool Log::is_on(Level level) const {
  return level >= impl_->options.level;
}

void Log::write(Level level, std::string_view message, std::initializer_list<Field> fields) {
  if (!is_on(level)) return;
  const auto make_line = impl_->options.is_json ? json_line : text_line;
  impl_->logger->log(spdlog::level::info, make_line(wall_clock(), level, message, fields));
}

}  // namespace rapport::log
