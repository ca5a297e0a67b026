// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/network.hpp"

namespace adv {
namespace {

std::map<std::string, NetworkBuilder>& registered() {
  static std::map<std::string, NetworkBuilder> builders;
  return builders;
}

}  // namespace

const std::map<std::string, NetworkBuilder>& nativeArchitectures() { return registered(); }

RegisterArchitecture::RegisterArchitecture(const std::string& name, NetworkBuilder builder) {
  registered().emplace(name, std::move(builder));
}

}  // namespace adv
