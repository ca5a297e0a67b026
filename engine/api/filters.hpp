// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/api/image.hpp"

namespace adv {

/// Numbers in channels, rows and columns: channel after channel, rows top to bottom. A picture's are levels 0 … 255.
struct NumberMap {
  int channels = 0;
  int height = 0;
  int width = 0;
  std::vector<double> values;  ///< size channels * height * width

  std::size_t indexOf(int channel, int y, int x) const {
    return (static_cast<std::size_t>(channel) * height + y) * width + x;
  }
  double at(int channel, int y, int x) const { return values[indexOf(channel, y, x)]; }
  friend bool operator==(const NumberMap&, const NumberMap&) = default;
};

/// A kernel with a common factor, kept as a fraction so that 1/9 of a sum of whole numbers is rounded once.
struct Kernel {
  int rows = 0;
  int columns = 0;
  std::vector<double> values;  ///< row after row
  double numerator = 1.0;
  double denominator = 1.0;

  double sum() const;
  friend bool operator==(const Kernel&, const Kernel&) = default;
};

struct NamedKernel {
  std::string id;      ///< "sobel-x"
  std::string title;   ///< "Sobel, across"
  std::string effect;  ///< what it does to a picture, in a few words
  Kernel kernel;
};
/// Those of the lecture and others that are often shown. Every one is applied as it stands, without being flipped.
const std::vector<NamedKernel>& namedKernels();

/// "1 0 -1;2 0 -2;1 0 -1": rows by semicolons, numbers by blanks or commas, each as 1, −0.5 or 1/8. One channel. Throws
/// `Failure` where a row is shorter than another or something is no number.
NumberMap parseMatrix(const std::string& text);
/// A kernel's name, or a matrix. Throws `Failure` that lists the names.
Kernel parseKernel(const std::string& text);

/// What lies beyond the edge of a picture.
enum class EdgeMode { Zero, Reflect };

/// How a window steps over a picture: the same for both directions. In pixels.
struct Stepping {
  int stride = 1;
  int padding = 0;   ///< on each of the four sides
  int dilation = 1;  ///< distance of a window's neighbours
  EdgeMode edge = EdgeMode::Zero;
  friend bool operator==(const Stepping&, const Stepping&) = default;
};

/// ⌊(n + 2p − d(k − 1) − 1) / s⌋ + 1: how many windows of `size` fit on one axis; 0 or less where none does.
constexpr int outputSize(int length, int size, const Stepping& stepping) {
  const int room = length + 2 * stepping.padding - stepping.dilation * (size - 1) - 1;
  return room < 0 ? 0 : room / stepping.stride + 1;
}
/// The same formula with its numbers: "⌊(32 + 2·0 − 1·(5 − 1) − 1) / 1⌋ + 1 = 28".
std::string sizeFormula(int length, int size, const Stepping& stepping);

/// A layer of a network: `filters` filters of size × size × channels, each with a bias.
struct LayerShape {
  int width = 32;
  int height = 32;
  int channels = 3;
  int filters = 6;
  int size = 5;
  Stepping stepping;
  friend bool operator==(const LayerShape&, const LayerShape&) = default;
};
/// "32×32×3, six 5×5 filters → 28×28×6". Throws `Failure` as `checkStepping` does.
std::string describeLayer(const LayerShape& shape);
/// Weights and biases.
long long parameterCount(const LayerShape& shape);

/// Throws `Failure` where a number is out of its range, or where no window of rows × columns fits into height × width.
void checkStepping(int height, int width, int rows, int columns, const Stepping& stepping);

/// Which numbers of a coloured picture are looked at: the mean of red, green and blue, rounded to a level; one of them;
/// or each of them by itself.
enum class ChannelChoice { Mean, Red, Green, Blue, Each };

/// A picture; where `minus` is given, it is taken away: a perturbation. Larger ones are scaled down where `longestSide`
/// is above 0.
struct PictureInput {
  ImageSource image;
  std::optional<ImageSource> minus = {};
  int longestSide = 0;  ///< in pixels
  ChannelChoice channel = ChannelChoice::Mean;
  friend bool operator==(const PictureInput&, const PictureInput&) = default;
};
using FilterInput = std::variant<PictureInput, NumberMap>;

/// How numbers become a picture: as levels, cut off at 0 and 255; or signed, with 128 for 0 and the largest size at an
/// end. `Automatic` is signed where the kernel's values sum to 0 or the input has negative numbers.
enum class Shown { Automatic, Levels, Signed };

struct ConvolutionSpec {
  FilterInput input;
  Kernel kernel;
  Stepping stepping;
  friend bool operator==(const ConvolutionSpec&, const ConvolutionSpec&) = default;
};

/// Slides the kernel over the input, over each channel by itself. What networks call convolution: the
/// cross-correlation, out(y, x) = Σ k(i, j) · in(s y + d i − p, s x + d j − p). Answer: `ConvolutionReady`.
struct ConvolutionRequest {
  ConvolutionSpec spec;
  Shown shown = Shown::Automatic;
};

/// Numbers with the picture that shows them.
struct ShownMap {
  NumberMap numbers;
  ImagePtr picture;
  bool isSigned = false;
  double reach = 255.0;  ///< where signed: the size that 255 stands for
};

struct ConvolutionReady {
  ShownMap input;
  ShownMap output;
  std::string imageName;  ///< empty for typed numbers
  int fullWidth = 0;      ///< of the picture before it was scaled down
  int fullHeight = 0;
  int strongestX = 0;  ///< where the first channel's output is largest in size
  int strongestY = 0;
};

/// One pixel of the output. Answer: `WindowReady`.
struct WindowRequest {
  ConvolutionSpec spec;
  int y = 0;  ///< in the output; brought into it where it lies outside
  int x = 0;
};

/// window × kernel = products → sum. Of channel `channel`.
struct WindowTerms {
  std::vector<double> window;    ///< row after row
  std::vector<double> products;  ///< window × kernel, before the common factor
  std::vector<bool> isOutside;   ///< of the picture: padding
  double sum = 0.0;              ///< of the products
  double value = 0.0;            ///< sum × numerator / denominator
};

struct WindowReady {
  int y = 0;
  int x = 0;
  int top = 0;  ///< of the window, in the input; negative in the padding
  int left = 0;
  std::vector<WindowTerms> channels;
};

enum class PoolKind { Max, Average };

/// As LibTorch's max_pool2d and avg_pool2d: the padding is −∞ for the maximum, and counts as zeros for the average. In
/// ceil mode a last window may reach beyond the padding, as long as it begins inside.
struct PoolSpec {
  PoolKind kind = PoolKind::Max;
  int size = 2;
  int stride = 2;
  int padding = 0;  ///< at most half of the size
  bool ceilMode = false;
  friend bool operator==(const PoolSpec&, const PoolSpec&) = default;
};

/// How many windows fit on one axis.
int pooledSize(int length, const PoolSpec& spec);
/// The formula with its numbers.
std::string pooledSizeFormula(int length, const PoolSpec& spec);
/// Throws `Failure` where a number is out of its range or no window fits into height × width.
void checkPool(int height, int width, const PoolSpec& spec);

/// Pools the input again and again. Answer: `PoolingReady`.
struct PoolingRequest {
  FilterInput input;
  PoolSpec spec;
  int levels = 1;  ///< at most; fewer where the picture is too small for more
};

/// One window of a pooling, and what comes out of it.
struct PooledCell {
  int top = 0;  ///< without the padding
  int left = 0;
  int rows = 0;
  int columns = 0;
  double value = 0.0;
};

struct PoolingReady {
  std::vector<ShownMap> levels;   ///< the first is the input
  std::vector<PooledCell> cells;  ///< of the first pooling of the first channel, row after row; only of small inputs
  /// How much a shift of the input by one pixel changes each level: ‖pool(shifted) − pool‖₂ / ‖pool‖₂. Both kinds.
  std::vector<double> shiftChangeMax;
  std::vector<double> shiftChangeAverage;
  std::string imageName;
};

}  // namespace adv
