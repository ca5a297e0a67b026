// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdlib>
#include <filesystem>

namespace adv::test {

/// The folder of public test data: ADVSCOPE_DATA, or ../shared/data beside the source tree. Empty where there is none.
inline std::filesystem::path dataFolder() {
  const char* named = std::getenv("ADVSCOPE_DATA");
  const std::filesystem::path folder = named && *named ? named : ADVSCOPE_SOURCE_DIR "/../shared/data";
  std::error_code ignored;
  return std::filesystem::is_directory(folder, ignored) ? std::filesystem::canonical(folder) : std::filesystem::path();
}

}  // namespace adv::test

/// For tests that need the data: skips with what to do.
#define ADV_NEED_DATA() \
  if (adv::test::dataFolder().empty()) QSKIP("needs the test data: set ADVSCOPE_DATA to its folder")
