// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/linear/data.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <utility>

#include "engine/api/error.hpp"

namespace adv::linear {
namespace {

constexpr double kLevels = 255.0;
constexpr std::int64_t kSample = 500;  ///< pictures that the largest variance is measured on
constexpr int kPowerSteps = 12;
constexpr double kLargestRate = 10.0;
constexpr double kStable = 4.0;

/// By power iteration; a little less than the largest, never more.
double largestVariance(const Rows& rows, const at::Tensor& mean) {
  const std::int64_t stride = std::max<std::int64_t>(1, rows.count() / kSample);
  const at::Tensor indices = at::arange(0, rows.count(), stride, at::kLong);
  const at::Tensor centred = rows.pixels(indices).sub_(mean);
  at::Tensor direction = centred.abs().sum(0);
  double variance = 0.0;
  for (int i = 0; i < kPowerSteps; ++i) {
    const double length = direction.norm().item<double>();
    if (length <= 0.0) return 0.0;
    const at::Tensor along = centred.mv(direction.div_(length));
    variance = along.square().mean().item<double>();
    direction = centred.t().mv(along);
  }
  return variance;
}

}  // namespace

at::Tensor Rows::pixels(std::int64_t begin, std::int64_t end) const {
  return pictures.slice(0, begin, end).to(at::kFloat).div_(kLevels);
}

at::Tensor Rows::pixels(const at::Tensor& indices) const {
  return pictures.index_select(0, indices).to(at::kFloat).div_(kLevels);
}

Loader::Loader(std::string name, const std::filesystem::path& dataFolder) : m_name(std::move(name)) {
  for (FeedPart& feed : feedsOf(m_name, dataFolder)) m_parts.push_back({std::move(feed), nullptr, {}, 0, 0});
}

void Loader::step() {
  if (m_data) return;
  if (m_next == m_parts.size()) return finish();
  Part& part = m_parts[m_next];
  if (!part.rows.pictures.defined()) return begin(part);
  readSome(part);
  if (part.read < part.open->count()) return;
  part.open.reset();
  ++m_next;
}

void Loader::begin(Part& part) {
  part.open = part.feed.open();
  m_shape = part.open->shape();
  m_labels = part.open->labels();
  part.rows.pictures = at::empty({part.open->count(), m_shape.size()}, at::kByte);
  part.rows.labels = at::empty({part.open->count()}, at::kLong);
}

void Loader::readSome(Part& part) {
  const int count = std::min(part.open->perStep(), part.open->count() - part.read);
  auto* pixels = part.rows.pictures.data_ptr<std::uint8_t>() + part.kept * m_shape.size();
  const int kept = part.open->read(count, pixels, part.rows.labels.data_ptr<std::int64_t>() + part.kept);
  if (!part.feed.isTest) {
    const at::Tensor sum = part.rows.pictures.narrow(0, part.kept, kept).sum(0, false, at::kLong);
    m_sum = m_sum.defined() ? m_sum + sum : sum;
  }
  part.kept += kept;
  part.read += count;
}

double Loader::done() const {
  if (m_data) return 1.0;
  double parts = 0.0;
  for (const Part& part : m_parts) {
    if (part.rows.pictures.defined()) parts += double(part.read) / static_cast<double>(part.rows.pictures.size(0));
  }
  return parts / static_cast<double>(m_parts.size());
}

Rows Loader::joined(bool isTest) const {
  std::vector<at::Tensor> pictures;
  std::vector<at::Tensor> labels;
  for (const Part& part : m_parts) {
    if (part.feed.isTest != isTest) continue;
    pictures.push_back(part.rows.pictures.narrow(0, 0, part.kept));
    labels.push_back(part.rows.labels.narrow(0, 0, part.kept));
  }
  if (pictures.size() == 1) return {pictures.front(), labels.front()};
  return {at::cat(pictures), at::cat(labels)};
}

void Loader::finish() {
  auto data = std::make_shared<Data>();
  data->name = m_name;
  data->shape = m_shape;
  data->labels = m_labels;
  data->train = joined(false);
  data->test = joined(true);
  if (data->train.count() == 0 || data->test.count() == 0)
    throw userFailure("The data \"" + m_name + "\" holds no pictures to train or to test on.", "Choose other data.");
  data->mean = m_sum.to(at::kDouble).div_(kLevels * static_cast<double>(data->train.count())).to(at::kFloat);
  const double variance = largestVariance(data->train, data->mean);
  data->learningRate = variance * kLargestRate > kStable ? kStable / variance : kLargestRate;
  m_parts.clear();
  m_data = std::move(data);
}

}  // namespace adv::linear
