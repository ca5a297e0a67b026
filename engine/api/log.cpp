// SPDX-License-Identifier: GPL-3.0-or-later
// Beside the API, because LibTorch's headers bring another version of the formatting library that spdlog is built on.
#include "engine/api/log.hpp"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdlib>

namespace adv {
namespace {

spdlog::logger& logger() {
  static const auto instance = [] {
    auto made = std::make_shared<spdlog::logger>("advscope", std::make_shared<spdlog::sinks::stderr_color_sink_mt>());
    const char* level = std::getenv("ADVSCOPE_LOG");
    made->set_level(level ? spdlog::level::from_str(level) : spdlog::level::warn);
    return made;
  }();
  return *instance;
}

}  // namespace

void logInfo(const std::string& text) { logger().info("{}", text); }
void logWarning(const std::string& text) { logger().warn("{}", text); }
void logError(const std::string& text) { logger().error("{}", text); }

}  // namespace adv
