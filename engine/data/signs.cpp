// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/signs.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "engine/api/error.hpp"
#include "engine/data/mat.hpp"
#include "engine/data/sign_scene.hpp"

namespace adv {
namespace {

const SignShape& shapeOf(int cls) {
  const auto& shapes = signShapes();
  if (cls < 0 || cls >= static_cast<int>(shapes.size())) {
    throw userFailure("There is no sign " + std::to_string(cls) + ".",
                      "The signs are 0 to " + std::to_string(shapes.size() - 1) + ".");
  }
  return shapes[static_cast<std::size_t>(cls)];
}

int classOf(std::uint64_t index) { return static_cast<int>(index % signShapes().size()); }

/// One split of the procedural data; its seed is part of its definition and never changes.
struct Split {
  const char* name;
  int count;
  SceneStyle style;
  std::uint64_t seed;
};

constexpr std::uint64_t kTrainSeed = 0x5167'0001;
constexpr Split kSplits[] = {
    {"signs-train", 12'000, SceneStyle::Varied, kTrainSeed},
    {"signs-test", 2'000, SceneStyle::Varied, 0x5167'0002},
    {"signs-gallery", 48, SceneStyle::Tidy, 0x5167'0003},
};

class SignsDataset final : public Dataset {
 public:
  explicit SignsDataset(const Split& split) : m_split(split) {}
  int count() const override { return m_split.count; }
  Image image(int index) const override {
    return drawSignScene(label(index), m_split.style, m_split.seed, static_cast<std::uint64_t>(index));
  }
  int label(int index) const override { return classOf(static_cast<std::uint64_t>(index)); }
  const std::vector<std::string>& labels() const override { return signLabels(); }

 private:
  const Split& m_split;
};

}  // namespace

const std::vector<std::string>& signLabels() {
  static const std::vector<std::string> labels = [] {
    std::vector<std::string> names;
    for (const SignShape& shape : signShapes()) names.push_back(shape.label);
    return names;
  }();
  return labels;
}

Image drawSign(int cls, int size) {
  if (size < 1 || size > 4096)
    throw userFailure("A sign of " + std::to_string(size) + " pixels cannot be drawn.", "Give 1 to 4096.");
  const int full = size * kSupersampling;
  cv::Mat canvas(full, full, CV_8UC3, cv::Scalar(226, 232, 238)), picture;
  const Pose pose = lookAt({full / 2.0, full / 2.0}, 0.46 * full, 0.0, 0.0, 0.0);
  paintSign(canvas, shapeOf(cls).marks, pose, [](const Colour& colour) { return colour; });
  cv::resize(canvas, picture, {size, size}, 0, 0, cv::INTER_AREA);
  return imageOf(picture);
}

Image drawSignScene(int cls, SceneStyle style, std::uint64_t seed, std::uint64_t index) {
  return imageOf(drawScene(shapeOf(cls), style, Draws(seed, index), kSignSize));
}

Image trainingSign(std::uint64_t seed, std::uint64_t index) {
  return drawSignScene(classOf(index), SceneStyle::Varied, kTrainSeed + (seed << 32), index);
}

std::shared_ptr<const Dataset> openSigns(const std::string& name) {
  const auto* found =
      std::find_if(std::begin(kSplits), std::end(kSplits), [&](const Split& split) { return name == split.name; });
  return found == std::end(kSplits) ? nullptr : std::make_shared<const SignsDataset>(*found);
}

}  // namespace adv
