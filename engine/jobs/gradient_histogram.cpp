// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/gradient_histogram.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>

#include "engine/analysis/amplitudes.hpp"
#include "engine/api/error.hpp"
#include "engine/jobs/make_job.hpp"
#include "engine/jobs/sample_slice.hpp"

namespace adv {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kBetweenAnswers{120};
constexpr int kBlock = 32;  ///< pictures that one network does before the next one's turn
/// All gradients of so many numbers take a small network about ten milliseconds; larger batches are no faster.
constexpr int kValuesInAStep = 4 * 784;

std::int64_t picturesInAStep(const ModelInfo& model, at::Device device) {
  return device.is_cpu() ? std::clamp(kValuesInAStep / std::max(1, model.width * model.height * model.channels), 1, 32)
                         : kBlock;
}

double medianOf(const std::vector<AmplitudeSample>& samples) {
  std::vector<float> values;
  for (const AmplitudeSample& sample : samples) values.push_back(sample.log10);
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (static_cast<double>(*middle) + *std::max_element(values.begin(), middle)) / 2;
}

double shareOf(std::int64_t part, std::int64_t whole) {
  return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0.0;
}

}  // namespace

StepOutcome GradientHistogramJob::step(JobContext& context) {
  if (m_columns.size() < m_request.models.size() || m_request.models.empty()) {
    if (m_columns.empty()) begin();
    loadModel();
  } else if (!m_block.xPixel.defined()) {
    readBlock();
  } else if (m_next < m_block.size()) {
    measure();
    tell(context);
  } else {
    endBlock();
  }
  if (m_columns.size() < m_request.models.size() || !isDone()) return StepOutcome::More;
  context.finish(knownSoFar());
  return StepOutcome::Done;
}

void GradientHistogramJob::begin() {
  if (m_request.models.empty()) throw userFailure("No network was named.", "Name at least one.");
  m_start = m_lastSent = Clock::now();
}

void GradientHistogramJob::loadModel() {
  Column column;
  column.model = m_workspace.classifier(m_request.models[m_columns.size()]);
  column.sums.model = column.model->info();
  column.sums.temperature = column.model->info().temperature;
  if (m_columns.empty()) {
    if (m_request.data.empty()) m_request.data = firstSamples(column.model->info(), m_request.count, m_workspace);
    m_data = m_workspace.dataset(m_request.data);
    if (m_data->count() == 0) throw userFailure(m_request.data + " has no pictures.", "Choose another slice.");
  }
  checkClasses(*m_data, m_request.data, column.model->info());
  m_columns.push_back(std::move(column));
}

void GradientHistogramJob::readBlock() {
  const int end = std::min(m_data->count(), m_begin + kBlock);
  m_block = readBatch(*m_data, m_request.data, m_begin, end, m_columns[m_column].model->info(), m_workspace.device());
  m_next = 0;
}

void GradientHistogramJob::measure() {
  const at::NoGradGuard noGrad;
  Column& column = m_columns[m_column];
  const std::int64_t end =
      std::min(m_block.size(), m_next + picturesInAStep(column.model->info(), m_workspace.device()));
  const at::Tensor x = m_block.xPixel.slice(0, m_next, end);
  const Amplitudes amplitudes = measureAmplitudes(*column.model, x);
  GradientHistogram& sums = column.sums;
  const at::Tensor isRight = amplitudes.predictions.eq(m_block.labels.slice(0, m_next, end));
  sums.correct += static_cast<int>(isRight.sum().item<std::int64_t>());
  column.numbers += x.numel();
  column.zeros += amplitudes.zeroComponents.sum().item<std::int64_t>();
  column.flats += amplitudes.flatComponents.sum().item<std::int64_t>();
  const at::Tensor log10 = amplitudes.log10.to(at::kCPU);
  const at::Tensor isZero = amplitudes.isZeroFloat32.to(at::kCPU);
  for (std::int64_t i = 0; i < x.size(0); ++i) {
    const double value = log10[i].item<double>();
    const bool isNothing = isZero[i].item<bool>();
    column.samples.push_back({m_begin + static_cast<int>(m_next + i), static_cast<float>(value), isNothing});
    ++sums.counts[amplitudeBin(value)];
    sums.zeroFloat32 += isNothing ? 1 : 0;
    ++sums.count;
  }
  m_next = end;
}

/// The next network takes the same pictures, prepared for it.
void GradientHistogramJob::endBlock() {
  m_block = {};
  m_column = (m_column + 1) % m_columns.size();
  if (m_column == 0) m_begin += kBlock;
}

double GradientHistogramJob::share() const {
  double done = 0.0;
  for (const Column& column : m_columns) done += column.sums.count;
  return done / (static_cast<double>(m_data->count()) * static_cast<double>(m_columns.size()));
}

GradientHistogramsReady GradientHistogramJob::knownSoFar() const {
  GradientHistogramsReady ready;
  ready.request = m_request;
  ready.pictures = m_data->count();
  for (const Column& column : m_columns) {
    GradientHistogram& histogram = ready.networks.emplace_back(column.sums);
    histogram.zeroComponentShare = shareOf(column.zeros, column.numbers);
    histogram.flatComponentShare = shareOf(column.flats, column.numbers);
    if (!column.samples.empty()) histogram.medianLog10 = medianOf(column.samples);
    histogram.samples = std::make_shared<const std::vector<AmplitudeSample>>(column.samples);
  }
  ready.complete = isDone();
  ready.seconds = std::chrono::duration<double>(Clock::now() - m_start).count();
  return ready;
}

void GradientHistogramJob::tell(JobContext& context) {
  const auto now = Clock::now();
  if (now - m_lastSent < kBetweenAnswers) return;
  m_lastSent = now;
  const double done = share();
  const double seconds = std::chrono::duration<double>(now - m_start).count();
  context.send(knownSoFar());
  context.send(Progress{"Gradients of " + m_columns[m_column].sums.model.title, done, seconds * (1.0 - done) / done});
}

namespace {
const RegisterJob<GradientHistogramRequest, GradientHistogramJob> kRegistered;
}  // namespace

}  // namespace adv
