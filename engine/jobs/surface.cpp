// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/surface.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

#include "engine/analysis/line_fit.hpp"
#include "engine/analysis/predictions.hpp"
#include "engine/api/error.hpp"
#include "engine/jobs/make_job.hpp"
#include "engine/models/sha256.hpp"
#include "engine/tensor/convert.hpp"
#include "engine/tensor/gradient.hpp"

namespace adv {
namespace {

constexpr int kPoints = 65;
constexpr int kPointsOfLarge = 33;
constexpr std::int64_t kLargePixels = 10'000;
constexpr double kReach = 2.0;       ///< of what the attack used
constexpr double kReachOther = 1.2;  ///< of the way to the other picture
constexpr double kFarthest = 16.0;
constexpr std::size_t kLines = 6;
constexpr int kTop = 5;

/// Without the last digits of a float.
double fittingReach(double attack) { return std::min(kFarthest, std::round(kReach * attack * 255e3) / 255e3); }

}  // namespace

std::vector<int> surfaceOrder(int points) {
  std::vector<int> order;
  std::vector<bool> taken(static_cast<std::size_t>(points) * points, false);
  const auto take = [&](int row, int column) {
    const int cell = row * points + column;
    if (!taken[static_cast<std::size_t>(cell)]) order.push_back(cell);
    taken[static_cast<std::size_t>(cell)] = true;
  };
  for (int column = 0; column < points; ++column) take(points / 2, column);
  int stride = 1;
  while (stride * 8 < points) stride *= 2;
  for (; stride >= 1; stride /= 2) {
    for (int row = 0; row < points; row += stride) {
      for (int column = 0; column < points; column += stride) take(row, column);
    }
  }
  return order;
}

StepOutcome SurfaceJob::step(JobContext& context) {
  if (!m_plane) {
    m_plane = m_builder.step();
    if (m_plane) begin();
    return StepOutcome::More;
  }
  const auto chunk = static_cast<std::size_t>(picturesPerStep(m_plane->image.xPixel));
  const auto from = m_order.begin() + static_cast<std::ptrdiff_t>(m_next);
  m_next = std::min(m_order.size(), m_next + chunk);
  evaluate({from, m_order.begin() + static_cast<std::ptrdiff_t>(m_next)});
  m_ready.done = static_cast<double>(m_next) / static_cast<double>(m_order.size());
  if (m_next == m_order.size()) {
    context.finish(m_ready);
    return StepOutcome::Done;
  }
  if (!m_ready.lines.empty()) context.send(m_ready);
  context.send(Progress{"surface", m_ready.done, -1.0});
  return StepOutcome::More;
}

void SurfaceJob::begin() {
  m_ready.model = m_plane->model->info();
  const std::int64_t pixels = m_plane->image.xPixel.size(2) * m_plane->image.xPixel.size(3);
  const int points = m_request.points != 0 ? m_request.points : pixels > kLargePixels ? kPointsOfLarge : kPoints;
  if (points < 3 || points > 257 || points % 2 == 0)
    throw userFailure("The surface's grid is out of range.", "Give an odd number of points from 3 to 257.");
  if (!(m_request.extent >= 0.0) || m_request.extent > kFarthest)
    throw userFailure("The surface's reach is out of range.", "Give an ε from 0 to 4080/255.");
  m_ready.points = points;
  m_ready.imageSha256 = m_plane->image.sha256;
  m_ready.label = m_plane->clean.label;
  m_ready.wrongFromStart = m_plane->clean.prediction.topClass() != m_plane->clean.label;
  m_ready.norm = m_plane->norm;
  m_ready.params = m_plane->params;
  m_ready.adversarial = m_plane->attack;
  m_ready.other = m_plane->other;
  m_ready.extent = m_request.extent > 0.0 ? m_request.extent : fittingReach(m_plane->attack.along);
  m_ready.extentAcross = m_ready.extent;
  if (std::holds_alternative<ImageDirection>(m_request.plane.second))
    m_ready.extentAcross = kReachOther * m_plane->other->across;
  m_order = surfaceOrder(points);
  m_ready.classes.assign(m_order.size(), -1);
  m_ready.margins.assign(m_order.size(), 0.0F);
  m_seen.assign(m_ready.model.labels.size(), false);
  m_rowLogits = at::empty({points, m_ready.model.classCount()}, at::kDouble);
  const at::Tensor fooled = (m_plane->image.xPixel + m_plane->along * m_plane->attack.along).clamp(0, 1);
  m_ready.adversarialClass = toPrediction(logitsOf(*m_plane->model, fooled), 1, m_ready.label, {}).topClass();
}

double SurfaceJob::unitOf(int index, double extent) const {
  return extent * (2.0 * index / (m_ready.points - 1) - 1.0);
}

void SurfaceJob::evaluate(const std::vector<int>& cells) {
  std::vector<double> along;
  std::vector<double> across;
  for (const int cell : cells) {
    along.push_back(unitOf(cell % m_ready.points, m_ready.extent));
    across.push_back(unitOf(cell / m_ready.points, m_ready.extentAcross));
  }
  const at::Tensor pictures = m_plane->pictures(at::tensor(along), at::tensor(across));
  const at::Tensor logits = logitsOf(*m_plane->model, pictures).to(at::kCPU, at::kDouble);
  if (!logits.isfinite().all().item<bool>())
    throw userFailure("The network's output is not a number (NaN or infinite).", "Choose a smaller reach.");
  const auto [values, indices] = logits.topk(std::min<std::int64_t>(2, logits.size(1)), 1);
  const auto value = values.accessor<double, 2>();
  const auto index = indices.accessor<std::int64_t, 2>();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto row = static_cast<std::int64_t>(i);
    const auto cell = static_cast<std::size_t>(cells[i]);
    const int best = static_cast<int>(index[row][0]);
    m_ready.classes[cell] = best;
    m_ready.margins[cell] = static_cast<float>(value[row][0] - value[row][value.size(1) - 1]);
    if (!m_seen[static_cast<std::size_t>(best)]) m_ready.classesSeen.push_back(best);
    m_seen[static_cast<std::size_t>(best)] = true;
  }
  if (m_ready.lines.empty()) keepRow(cells, logits);
}

/// The first cells of the order are those of the row, from left to right.
void SurfaceJob::keepRow(const std::vector<int>& cells, const at::Tensor& logits) {
  const int middle = m_ready.points / 2;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i] / m_ready.points == middle && m_next - cells.size() + i < static_cast<std::size_t>(m_ready.points))
      m_rowLogits[cells[i] % m_ready.points].copy_(logits[static_cast<std::int64_t>(i)]);
  }
  if (m_next >= static_cast<std::size_t>(m_ready.points)) makeLines();
}

void SurfaceJob::makeLines() {
  const auto [largest, ignored] = m_rowLogits.max(0);
  std::vector<int> classes = {m_ready.label};
  if (m_ready.adversarialClass != m_ready.label) classes.push_back(m_ready.adversarialClass);
  const at::Tensor order = largest.argsort(true, 0, true);
  for (std::int64_t i = 0; i < order.size(0) && classes.size() < kLines; ++i) {
    const int next = static_cast<int>(order[i].item<std::int64_t>());
    if (std::find(classes.begin(), classes.end(), next) == classes.end()) classes.push_back(next);
  }
  std::vector<double> x;
  for (int i = 0; i < m_ready.points; ++i) x.push_back(unitOf(i, m_ready.extent));
  for (const int index : classes) {
    const at::Tensor column = m_rowLogits.select(1, index).contiguous();
    const double* first = column.const_data_ptr<double>();
    LogitLine line{index, {first, first + m_ready.points}, {}};
    line.fit = fitLine(x, line.logits);
    m_ready.lines.push_back(std::move(line));
  }
}

StepOutcome SurfacePointJob::step(JobContext& context) {
  const PlanePtr plane = m_builder.step();
  if (!plane) return StepOutcome::More;
  const at::Tensor x = plane->pictures(at::tensor({m_request.along}), at::tensor({m_request.across})).clamp(0, 1);
  auto picture = std::make_shared<const Image>(toImage(x));
  const at::Tensor logits = logitsOf(*plane->model, toPixelTensor(*picture).to(x.device()));
  Predicted predicted = plane->clean;
  predicted.imageSha256 = sha256Of(picture->pixels.data(), picture->pixels.size());
  predicted.original = std::move(picture);
  predicted.prediction = toPrediction(logits, kTop, predicted.label, m_request.plane.target);
  context.finish(std::move(predicted));
  return StepOutcome::Done;
}

namespace {
const RegisterJob<SurfaceRequest, SurfaceJob> kSurfaceRegistered;
const RegisterJob<SurfacePointRequest, SurfacePointJob> kSurfacePointRegistered;
}  // namespace

}  // namespace adv
