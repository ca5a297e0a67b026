// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/paths.hpp"

#include <cstdlib>

namespace adv {
namespace {

namespace fs = std::filesystem;

fs::path executableFolder() {
  std::error_code ignored;
  return fs::read_symlink("/proc/self/exe", ignored).parent_path();
}

}  // namespace

fs::path resourceRoot() {
  std::error_code ignored;
  const fs::path start = executableFolder();
  if (const fs::path installed = start.parent_path() / "share/advscope";
      fs::is_directory(installed / "models", ignored))
    return installed;
  for (fs::path folder = start; folder.has_relative_path(); folder = folder.parent_path()) {
    if (fs::is_directory(folder / "models", ignored) && fs::exists(folder / "CMakeLists.txt", ignored)) return folder;
  }
  return start;
}

fs::path dataFolder() {
  if (const char* given = std::getenv("ADVSCOPE_DATA")) return given;
  std::error_code ignored;
  const fs::path beside = resourceRoot().parent_path() / "shared/data";
  return fs::is_directory(beside, ignored) ? beside : fs::path();
}

fs::path userFolder(const char* name) {
  if (const char* data = std::getenv("XDG_DATA_HOME")) return fs::path(data) / "advscope" / name;
  const char* home = std::getenv("HOME");
  return home ? fs::path(home) / ".local/share/advscope" / name : fs::path();
}

EngineOptions defaultEngineOptions(DeviceChoice device, bool ownThread) {
  EngineOptions options;
  options.device = device;
  options.modelFolders = {resourceRoot() / "models", userFolder("models")};
  options.dataFolder = dataFolder();
  options.kernelPlugin = executableFolder() / "libadvscope_kernels.so";
  options.stateFolder = userFolder("state");
  options.ownThread = ownThread;
  return options;
}

}  // namespace adv
