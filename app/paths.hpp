// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "engine/api/engine.hpp"

namespace adv {

/// Where the program's files are. Needs no Qt application, so that the command line can use it.

/// The folder that holds `models`: the source tree that the program was built in, or share/advscope where it is
/// installed.
std::filesystem::path resourceRoot();
/// ADVSCOPE_DATA; otherwise the folder shared/data beside the source tree, where it exists; otherwise empty.
std::filesystem::path dataFolder();
/// The user's own files: $XDG_DATA_HOME/advscope/<name>. "models" are networks, "state" is what long work has done so
/// far.
std::filesystem::path userFolder(const char* name);

EngineOptions defaultEngineOptions(DeviceChoice device, bool ownThread);

}  // namespace adv
