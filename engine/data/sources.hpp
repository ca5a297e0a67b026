// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>

#include "engine/data/dataset.hpp"

namespace adv {

/// MNIST in IDX form, gzip or plain: `<folder>/<stem>-images-idx3-ubyte[.gz]` and `<stem>-labels-idx1-ubyte[.gz]`.
std::shared_ptr<const Dataset> openMnist(const std::filesystem::path& folder, const std::string& stem);
/// CIFAR-10 in its binary form: records of a label and 32 x 32 pixels, plane after plane, in `files` one after another.
std::shared_ptr<const Dataset> openCifar10(const std::filesystem::path& folder, const std::vector<std::string>& files);
/// A folder of class folders (classes sorted by name), or of pictures without labels.
std::shared_ptr<const Dataset> openImageFolder(const std::filesystem::path& folder);

/// The pictures `begin <= i < end` of another data set.
std::shared_ptr<const Dataset> sliceOf(std::shared_ptr<const Dataset> whole, int begin, int end);

/// Picture files of a folder, sorted by name; at most 100,000, else throws `Failure`.
std::vector<std::filesystem::path> picturesIn(const std::filesystem::path& folder);

}  // namespace adv
