// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/temperature_outputs.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>

#include "engine/api/error.hpp"
#include "engine/jobs/evaluation.hpp"
#include "engine/jobs/make_job.hpp"
#include "engine/jobs/sample_slice.hpp"
#include "engine/tensor/gradient.hpp"

namespace adv {
namespace {

constexpr int kBatch = 32;

}  // namespace

StepOutcome TemperatureOutputsJob::step(JobContext& context) {
  if (m_request.models.empty()) throw userFailure("No network was named.", "Name at least one.");
  if (!m_model) {
    openModel();
    return StepOutcome::More;
  }
  measure();
  const std::size_t networks = m_request.models.size();
  const double part = static_cast<double>(m_next) / m_data->count();
  context.send(Progress{"Logits of " + m_model->info().title,
                        (static_cast<double>(m_ready.rows.size()) - 1 + part) / static_cast<double>(networks), -1.0});
  if (m_next < m_data->count()) return StepOutcome::More;
  summarise();
  m_model.reset();
  if (m_ready.rows.size() < networks) {
    context.send(m_ready);
    return StepOutcome::More;
  }
  m_ready.complete = true;
  context.finish(m_ready);
  return StepOutcome::Done;
}

void TemperatureOutputsJob::openModel() {
  m_model = m_workspace.classifier(m_request.models[m_ready.rows.size()]);
  const ModelInfo& info = m_model->info();
  if (m_request.data.empty()) m_request.data = firstSamples(info, m_request.count, m_workspace);
  m_data = m_workspace.dataset(m_request.data);
  if (m_data->count() == 0) throw userFailure(m_request.data + " has no pictures.", "Choose another slice.");
  checkClasses(*m_data, m_request.data, info);
  m_next = 0;
  TemperatureOutputs row;
  row.model = info;
  row.temperature = info.temperature;
  row.seed = info.seed;
  m_ready.rows.push_back(std::move(row));
  m_ready.request = m_request;
  m_ready.pictures = m_data->count();
}

void TemperatureOutputsJob::measure() {
  const at::NoGradGuard noGrad;
  const ModelInfo& info = m_model->info();
  const int end = std::min(m_data->count(), m_next + shortBatch(kBatch, info, m_workspace.device()));
  const LabelledBatch batch = readBatch(*m_data, m_request.data, m_next, end, info, m_workspace.device());
  const at::Tensor logits = logitsOf(*m_model, batch.xPixel);
  if (!logits.isfinite().all().item<bool>())
    throw userFailure("The output of the network \"" + info.title + "\" holds values that are no numbers.",
                      "Check its weights and its preprocessing, or take another network.");
  const at::Tensor best = std::get<0>(logits.topk(2, 1)).to(at::kCPU, at::kDouble);
  m_l1.push_back(logits.abs().sum(1).to(at::kCPU, at::kDouble));
  m_top.push_back(best.select(1, 0));
  m_gap.push_back(best.select(1, 0) - best.select(1, 1));
  TemperatureOutputs& row = m_ready.rows.back();
  row.count += end - m_next;
  row.correct += static_cast<int>(logits.argmax(1).eq(batch.labels).sum().item<std::int64_t>());
  m_next = end;
}

void TemperatureOutputsJob::summarise() {
  TemperatureOutputs& row = m_ready.rows.back();
  const at::Tensor l1 = at::cat(m_l1), gap = at::cat(m_gap);
  row.meanL1 = l1.mean().item<double>();
  row.deviationL1 = l1.std(/*unbiased=*/false).item<double>();
  row.meanTop = at::cat(m_top).mean().item<double>();
  row.meanGap = gap.mean().item<double>();
  row.medianGap = gap.quantile(0.5).item<double>();
  for (auto* parts : {&m_l1, &m_top, &m_gap}) parts->clear();
}

namespace {
const RegisterJob<TemperatureOutputsRequest, TemperatureOutputsJob> kRegistered;
}  // namespace

}  // namespace adv
