// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of two classes in a folder, and a linear network for them: every answer has a closed form.
#pragma once

#include <ATen/ATen.h>

#include <QTemporaryDir>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/api/engine.hpp"
#include "engine/data/dataset.hpp"
#include "tests/support/card_files.hpp"
#include "tests/support/engine_runner.hpp"

namespace adv::test {

/// 4×4 grey pictures. Pixel p pulls towards class "a" where `pull(p)` is +1 and towards "b" where it is −1; the logits
/// are ±Σ pull · x / 8. The margin of "a" over "b" is then Σ pull · level / 4 / 255, and changing every pixel by n
/// levels changes it by 4 n / 255.
class LinearFolder {
 public:
  static constexpr int kEach = 20;  ///< pictures of a class; one of "a" lies in the wrong folder

  LinearFolder() {
    for (int i = 0; i < kEach; ++i) {
      write("a", i, i == 3 ? -1 : 1);
      write("b", i, -1);
    }
    at::Tensor weight = at::empty({2, 16});
    for (int p = 0; p < 16; ++p) {
      weight[0][p] = pull(p) / 8.0;
      weight[1][p] = -pull(p) / 8.0;
    }
    const nlohmann::json card = {{"id", "line"},
                                 {"title", "Line"},
                                 {"input", {{"width", 4}, {"height", 4}, {"channels", 1}}},
                                 {"labels", {"a", "b"}},
                                 {"epsilon_levels", 8},
                                 {"weights", "weights.safetensors"},
                                 {"layers", {{{"type", "flatten"}}, {{"type", "linear"}, {"name", "out"}}}}};
    writeCard(models() / "line", card, {{"out.weight", weight}, {"out.bias", at::zeros({2})}});
  }

  static int pull(int pixel) { return (pixel * 7 % 16) < 8 ? 1 : -1; }

  std::string data() const { return (root() / "data").string(); }
  EngineOptions options() const {
    EngineOptions options = handTurned();
    options.modelFolders.push_back(models());
    return options;
  }
  /// Margin of the true class over the other, in levels × 4: an ε of n levels takes 4 n off.
  std::vector<double> margins() const {
    const auto pictures = openDataset(data(), {});
    std::vector<double> margins;
    for (int i = 0; i < pictures->count(); ++i) {
      const Image image = pictures->image(i);
      double margin = 0.0;
      for (int p = 0; p < 16; ++p) margin += pull(p) * image.pixels[static_cast<std::size_t>(p)] / 4.0;
      margins.push_back(pictures->label(i) == 0 ? margin : -margin);
    }
    return margins;
  }

 private:
  std::filesystem::path root() const { return m_folder.path().toStdString(); }
  std::filesystem::path models() const { return root() / "models"; }

  void write(const std::string& name, int number, int side) const {
    Image image{4, 4, 1, {}};
    for (int p = 0; p < 16; ++p) {
      const int wiggle = (number * 131 + p * 53 + p * p * 17) % 23 - 11;
      image.pixels.push_back(static_cast<std::uint8_t>(120 + wiggle + side * (9 + number) * pull(p)));
    }
    const std::filesystem::path folder = root() / "data" / name;
    std::filesystem::create_directories(folder);
    writePng(folder / (std::to_string(100 + number) + ".png"), image);
  }

  QTemporaryDir m_folder;
};

}  // namespace adv::test
