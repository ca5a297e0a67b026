// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/write_file.hpp"

#include <fstream>
#include <string>

#include "engine/api/error.hpp"

namespace adv {

void writeWholeFile(const std::filesystem::path& file, std::string_view bytes) {
  const std::filesystem::path temporary = file.string() + ".part";
  std::ofstream stream(temporary, std::ios::binary | std::ios::trunc);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  std::error_code problem;
  if (stream) std::filesystem::rename(temporary, file, problem);
  if (stream && !problem) return;
  std::error_code ignored;
  std::filesystem::remove(temporary, ignored);
  throw userFailure(file.string() + " cannot be written.",
                    "Check that its folder exists, its permissions and the free space.");
}

}  // namespace adv
