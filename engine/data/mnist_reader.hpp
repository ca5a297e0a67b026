// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/data/gzip_file.hpp"

namespace adv {

/// MNIST in IDX form, gzip or plain: `<folder>/<stem>-images-idx3-ubyte[.gz]` and `<stem>-labels-idx1-ubyte[.gz]`. The
/// labels are read at once, the pictures a few at a time. Throws `Failure`.
class MnistReader {
 public:
  MnistReader(const std::filesystem::path& folder, const std::string& stem);

  int count() const { return static_cast<int>(m_labels.size()); }
  int width() const { return m_width; }
  int height() const { return m_height; }
  const std::vector<std::uint8_t>& labels() const { return m_labels; }
  /// The pixels of the next `count` pictures, row by row. With the last of them the file's end is checked.
  std::vector<std::uint8_t> readPictures(int count);

 private:
  void readHeader();

  std::vector<std::uint8_t> m_labels;
  GzipFile m_pictures;
  int m_width = 0;
  int m_height = 0;
  int m_read = 0;
};

/// "0" to "9".
std::vector<std::string> digitNames();

}  // namespace adv
