// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/image.hpp"

namespace adv {

/// Pictures with labels, read or drawn one at a time.
class Dataset {
 public:
  virtual ~Dataset() = default;
  virtual int count() const = 0;
  /// `index` in [0, count). The picture in its own size.
  virtual Image image(int index) const = 0;
  /// The class of a picture; negative where it is not known.
  virtual int label(int index) const = 0;
  virtual const std::vector<std::string>& labels() const = 0;
};

/// Opens "mnist-test", "mnist-train", "mnist-all" (training, then test pictures), "cifar10-test", "cifar10-train",
/// "signs-test", "signs-train" or a folder (of class folders, or of pictures without labels), each with an optional
/// ":A-B" for the images A <= i < B in file order. Throws `Failure` with what to do where the data is not there,
/// truncated or of another size than it says.
std::shared_ptr<const Dataset> openDataset(const std::string& name, const std::filesystem::path& dataFolder);

/// Decodes PNG, JPEG, BMP, WebP or PNM into 1 or 3 channels; alpha is laid on white. Its size is read from the header
/// and checked before memory is taken. Throws `Failure`.
Image readImageFile(const std::filesystem::path& file);

/// Writes an 8-bit PNG, to a temporary file that is then renamed. Throws `Failure`.
void writePng(const std::filesystem::path& file, const Image& image);

}  // namespace adv
