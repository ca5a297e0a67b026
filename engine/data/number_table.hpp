// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>

namespace adv {

/// True where the name ends in .csv or .npy.
bool isNumberTable(const std::filesystem::path& file);

/// Numbers in rows and columns, [rows, columns] float32. A .csv has commas, semicolons, blanks or tabs between them and
/// may begin with a line of names; a .npy has two axes of float32, float64, or whole numbers of one byte, in the order
/// of C. Throws `Failure` where the file is not there, empty, ragged, holds something else, or is larger than 2 GiB.
at::Tensor readNumberTable(const std::filesystem::path& file);

}  // namespace adv
