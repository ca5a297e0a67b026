// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/mnist_reader.hpp"
#include "engine/data/sources.hpp"

namespace adv {
namespace {

class Mnist final : public Dataset {
 public:
  explicit Mnist(MnistReader reader)
      : m_width(reader.width()),
        m_height(reader.height()),
        m_labels(reader.labels()),
        m_pixels(reader.readPictures(reader.count())) {}
  int count() const override { return static_cast<int>(m_labels.size()); }
  int label(int index) const override { return m_labels[static_cast<std::size_t>(index)]; }
  const std::vector<std::string>& labels() const override { return m_names; }
  Image image(int index) const override {
    const auto size = static_cast<std::ptrdiff_t>(m_width) * m_height;
    const auto first = m_pixels.begin() + index * size;
    return {m_width, m_height, 1, {first, first + size}};
  }

 private:
  int m_width;
  int m_height;
  std::vector<std::uint8_t> m_labels;
  std::vector<std::uint8_t> m_pixels;
  std::vector<std::string> m_names = digitNames();
};

}  // namespace

std::shared_ptr<const Dataset> openMnist(const std::filesystem::path& folder, const std::string& stem) {
  return std::make_shared<const Mnist>(MnistReader(folder, stem));
}

}  // namespace adv
