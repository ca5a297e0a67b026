// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIODevice>
#include <QImage>
#include <memory>
#include <vector>

#include "widgets/maps/gif_palette.hpp"

namespace adv {

/// Writes an endless animated GIF (89a), frame by frame. Pixels that do not change are not written again.
class GifWriter {
 public:
  /// `device` is open, and outlives the writer. The colours are those of the samples (RGB32).
  GifWriter(QIODevice& device, QSize size, const std::vector<QImage>& samples);
  ~GifWriter();
  GifWriter(const GifWriter&) = delete;
  GifWriter& operator=(const GifWriter&) = delete;

  /// An RGB32 image of the size. False where it cannot be written.
  bool add(const QImage& frame, int centiseconds);
  /// Once, after the last frame. False where it cannot be written.
  bool finish();

 private:
  struct File;
  std::unique_ptr<File> m_file;
  GifPalette m_palette;
  std::vector<std::uint8_t> m_shown;  ///< indices of the frame before; empty before the first
};

}  // namespace adv
