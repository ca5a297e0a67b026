// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/api/embedding.hpp"

namespace adv {

/// Small pictures of all points of a source, for a map that is looked at closely. Answers: `Progress`, then
/// `EmbeddingPicturesReady`.
struct EmbeddingPicturesRequest {
  EmbeddingSource source;
  friend bool operator==(const EmbeddingPicturesRequest&, const EmbeddingPicturesRequest&) = default;
};

/// All of one size: the longer side of the data's first picture, at most 32 pixels.
struct EmbeddingPictures {
  int width = 0;
  int height = 0;
  int channels = 0;                  ///< 1 = grey, 3 = RGB
  int count = 0;                     ///< 0 where the source is a table of numbers
  std::vector<std::uint8_t> pixels;  ///< count × height × width × channels, one picture after another

  std::size_t bytesEach() const {
    return static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * static_cast<std::size_t>(channels);
  }
  /// The first byte of picture `index`, row by row.
  const std::uint8_t* picture(int index) const { return pixels.data() + static_cast<std::size_t>(index) * bytesEach(); }
};

struct EmbeddingPicturesReady {
  EmbeddingPicturesRequest request;
  std::shared_ptr<const EmbeddingPictures> pictures;
};

}  // namespace adv
