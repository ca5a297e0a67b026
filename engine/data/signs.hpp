// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/api/image.hpp"
#include "engine/data/dataset.hpp"

namespace adv {

inline constexpr int kSignSize = 64;

const std::vector<std::string>& signLabels();

/// A clean sign, seen from the front, smooth at any size, on a light background.
Image drawSign(int cls, int size);

/// How much the world disturbs the view.
enum class SceneStyle {
  Varied,  ///< any pose, light, blur, noise, dirt and occlusion that leaves the sign readable
  Tidy,    ///< a mild pose in good light
};

/// A sign in a street scene, kSignSize pixels square, RGB. The same arguments give the same picture everywhere.
Image drawSignScene(int cls, SceneStyle style, std::uint64_t seed, std::uint64_t index);

/// "signs-train", "signs-test" and "signs-gallery": picture i shows class i modulo the number of classes.
/// Null where `name` is none of them.
std::shared_ptr<const Dataset> openSigns(const std::string& name);

/// Training pictures that never repeat: picture `index` of the stream `seed`.
Image trainingSign(std::uint64_t seed, std::uint64_t index);

}  // namespace adv
