// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/accuracy_test.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>

#include "engine/tensor/convert.hpp"

namespace adv {
namespace {

constexpr int kPart = 20;

}  // namespace

bool AccuracyTest::step(const TrainedLogits& logits) {
  const auto part = static_cast<std::size_t>(m_next / kPart);
  if (part == m_parts.size()) readPart();
  const at::NoGradGuard noGraph;
  const at::Tensor xPixel = m_parts[part].to(m_device).to(at::kFloat).div_(255.0);
  const at::Tensor predicted = logits(xPixel).argmax(1).to(at::kCPU);
  for (std::int64_t i = 0; i < xPixel.size(0); ++i) {
    m_right += predicted[i].item<std::int64_t>() == m_data->label(m_next++) ? 1 : 0;
  }
  if (m_next < m_data->count()) return true;
  m_accuracy = static_cast<double>(m_right) / m_next;
  m_next = m_right = 0;
  return false;
}

void AccuracyTest::readPart() {
  std::vector<at::Tensor> pictures;
  const int end = std::min(m_next + kPart, m_data->count());
  for (int i = m_next; i < end; ++i) {
    pictures.push_back(toPixelTensor(m_data->image(i)).mul_(255.0).round_().to(at::kByte));
  }
  m_parts.push_back(at::cat(pictures));
}

}  // namespace adv
