// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <zlib.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace adv {

/// A file that is inflated while it is read, or read as it is where it is not compressed.
class GzipFile {
 public:
  /// Throws `Failure` where the file cannot be opened.
  explicit GzipFile(const std::filesystem::path& path);

  const std::string& name() const { return m_name; }
  /// Exactly `count` bytes; memory grows with what is really there. Throws `Failure` where there are fewer.
  std::vector<std::uint8_t> read(std::size_t count);
  std::uint32_t readBigEndian();
  /// Throws `Failure` where bytes are left, or the checksum at the end does not fit.
  void requireEnd();

 private:
  struct Close {
    void operator()(gzFile_s* file) const { gzclose_r(file); }
  };
  std::string m_name;
  std::unique_ptr<gzFile_s, Close> m_file;
};

}  // namespace adv
