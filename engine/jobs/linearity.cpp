// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/linearity.hpp"

#include <ATen/ATen.h>

#include <algorithm>

#include "engine/analysis/line_fit.hpp"
#include "engine/api/error.hpp"
#include "engine/attacks/support/norms.hpp"
#include "engine/jobs/evaluation.hpp"
#include "engine/jobs/make_job.hpp"
#include "engine/jobs/sample_slice.hpp"
#include "engine/tensor/convert.hpp"
#include "engine/tensor/gradient.hpp"

namespace adv {
namespace {

constexpr int kLinePoints = 129;
constexpr int kEpsilons = 17;
constexpr std::size_t kMostLines = 5;
constexpr int kBatch = 50;

at::Tensor classTensor(int index, at::Device device) {
  return at::full({1}, index, at::TensorOptions(device).dtype(at::kLong));
}

std::vector<double> numbersOf(const at::Tensor& values) {
  const at::Tensor plain = values.to(at::kCPU, at::kDouble).contiguous();
  return {plain.const_data_ptr<double>(), plain.const_data_ptr<double>() + plain.numel()};
}

/// The label's line first, then those that rise highest above it: what the picture may turn into.
std::vector<LogitLine> linesOf(const at::Tensor& logits, int label, const std::vector<double>& t) {
  const at::Tensor lead = std::get<0>((logits - logits.select(1, label).unsqueeze(1)).max(0));
  const at::Tensor order = lead.argsort(true, 0, true);
  std::vector<int> classes{label};
  for (std::int64_t i = 0; i < order.size(0) && classes.size() < kMostLines; ++i) {
    const int index = static_cast<int>(order[i].item<std::int64_t>());
    if (index != label) classes.push_back(index);
  }
  std::vector<LogitLine> lines;
  for (const int index : classes) {
    LogitLine line{index, numbersOf(logits.select(1, index)), {}};
    line.fit = fitLine(t, line.logits);
    lines.push_back(std::move(line));
  }
  return lines;
}

/// 1 − (what the lines leave) / (what varies), over all logits together.
double sharedR2(const at::Tensor& logits, const std::vector<double>& t) {
  double left = 0.0, all = 0.0;
  for (std::int64_t k = 0; k < logits.size(1); ++k) {
    const at::Tensor values = logits.select(1, k);
    const double varies = (values - values.mean()).square().sum().item<double>();
    left += (1.0 - fitLine(t, numbersOf(values)).r2) * varies;
    all += varies;
  }
  return all > 0.0 ? 1.0 - left / all : 1.0;
}

}  // namespace

StepOutcome LinearityJob::step(JobContext& context) {
  if (m_ready.line.empty()) begin();
  if (m_ready.rows.size() < m_request.models.size()) {
    m_ready.rows.push_back(rowOf(m_request.models[m_ready.rows.size()]));
  } else if (m_data && m_row < m_ready.rows.size()) {
    addErrors();
  }
  const auto networks = static_cast<double>(m_request.models.size());
  const bool linesAreDone = m_ready.rows.size() == m_request.models.size();
  if (linesAreDone && (!m_data || m_row == m_ready.rows.size())) {
    m_ready.done = 1.0;
    context.finish(m_ready);
    return StepOutcome::Done;
  }
  const double within = m_data && m_request.count > 0 ? static_cast<double>(m_next) / m_request.count : 0.0;
  m_ready.done = 0.2 * static_cast<double>(m_ready.rows.size()) / networks +
                 0.8 * (static_cast<double>(m_row) + within) / networks;
  context.send(m_ready);
  return StepOutcome::More;
}

void LinearityJob::begin() {
  if (m_request.models.empty()) throw userFailure("No network was named.", "Name at least one.");
  if (!(m_request.reach > 0.0) || m_request.reach > 4.0)
    throw userFailure("The reach of the line is out of range.", "Give more than 0 and at most 4.");
  if (m_request.count < 1) throw userFailure("The number of pictures is out of range.", "Give at least 1.");
  if (!m_request.data.empty()) {
    m_data = m_workspace.dataset(m_request.data);
    m_request.count = std::min(m_request.count, m_data->count());
  }
  for (int i = 0; i < kLinePoints; ++i) m_ready.line.push_back(m_request.reach * (2.0 * i / (kLinePoints - 1) - 1.0));
  for (int i = 0; i < kEpsilons; ++i) m_ready.epsilons.push_back(m_request.reach * i / (kEpsilons - 1));
}

LinearityRow LinearityJob::rowOf(const std::string& name) {
  const ClassifierPtr model = m_workspace.classifier(name);
  const PreparedImage image = m_workspace.prepare(*model, m_request.image);
  if (!m_ready.image) m_ready.image = image.original;
  LinearityRow row;
  row.model = model->info();
  if (m_data) checkClasses(*m_data, m_request.data, row.model);
  const int said = static_cast<int>(logitsOf(*model, image.xPixel).argmax(1).item<std::int64_t>());
  row.label = image.dataLabel >= 0 ? image.dataLabel : said;
  row.wrongFromStart = said != row.label;

  const at::Tensor direction =
      crossEntropyGradient(*model, image.xPixel, classTensor(row.label, model->device())).gradient.sign();
  const at::Tensor t = at::tensor(m_ready.line, at::kFloat).to(model->device());
  const at::Tensor pictures = image.xPixel + direction * perPicture(t);
  const at::Tensor logits = logitsOf(*model, pictures).to(at::kCPU, at::kDouble);
  row.lines = linesOf(logits, row.label, m_ready.line);
  row.r2 = sharedR2(logits, m_ready.line);
  const auto [confidence, says] = logits.softmax(1).max(1);
  row.confidence = numbersOf(confidence);
  for (const double index : numbersOf(says)) row.says.push_back(static_cast<int>(index));
  for (int i = 1 - kEpsilons; i < kEpsilons; ++i) {
    const double step = m_request.reach * i / (kEpsilons - 1);
    row.pictures.push_back(std::make_shared<const Image>(toImage((image.xPixel + direction * step).clamp(0, 1))));
  }
  return row;
}

void LinearityJob::addErrors() {
  LinearityRow& row = m_ready.rows[m_row];
  const ClassifierPtr model = m_workspace.classifier(m_request.models[m_row]);
  const int end = std::min(m_request.count, m_next + shortBatch(kBatch, row.model, model->device()));
  const LabelledBatch batch = readBatch(*m_data, m_request.data, m_next, end, row.model, model->device());
  const at::Tensor direction = crossEntropyGradient(*model, batch.xPixel, batch.labels).gradient.sign();
  m_right.resize(kEpsilons, 0);
  for (std::size_t i = 0; i < m_right.size(); ++i) {
    const at::Tensor attacked = (batch.xPixel + direction * m_ready.epsilons[i]).clamp(0, 1);
    m_right[i] += static_cast<int>(logitsOf(*model, attacked).argmax(1).eq(batch.labels).sum().item<std::int64_t>());
  }
  m_next = row.count = end;
  row.errors.clear();
  for (const int right : m_right) row.errors.push_back(1.0 - static_cast<double>(right) / row.count);
  row.cleanAccuracy = 1.0 - row.errors.front();
  if (m_next < m_request.count) return;
  ++m_row;
  m_next = 0;
  m_right.clear();
}

namespace {
const RegisterJob<LinearityRequest, LinearityJob> kRegistered;
}  // namespace

}  // namespace adv
