// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/class_in_file_name.hpp"

#include <regex>
#include <string>

namespace adv {

std::optional<int> classInFileName(const std::filesystem::path& file) {
  static const std::regex kPattern("imagenet_[0-9]+_([0-9]{1,3})");
  std::smatch found;
  const std::string name = file.stem().string();
  if (!std::regex_match(name, found, kPattern)) return {};
  return std::stoi(found[1]);
}

}  // namespace adv
