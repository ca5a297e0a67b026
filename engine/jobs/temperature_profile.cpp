// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/temperature_profile.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>

#include "engine/api/error.hpp"
#include "engine/jobs/make_job.hpp"
#include "engine/tensor/convert.hpp"
#include "engine/tensor/gradient.hpp"
#include "engine/tensor/random.hpp"

namespace adv {
namespace {

constexpr int kFewest = 3;
constexpr int kMost = 1001;
constexpr int kBatch = 64;  ///< points of the line in one forward pass

int classOf(const at::Tensor& logits) { return static_cast<int>(logits.argmax(1).item<std::int64_t>()); }

/// The best class other than `label`.
int runnerUp(const at::Tensor& logits, int label) {
  at::Tensor others = logits.clone();
  others.select(1, label).fill_(-INFINITY);
  return classOf(others);
}

}  // namespace

StepOutcome TemperatureProfileJob::step(JobContext& context) {
  if (m_ready.line.empty()) {
    begin();
    return StepOutcome::More;
  }
  addNetwork(m_request.models[m_ready.networks.size()]);
  if (m_ready.networks.size() < m_request.models.size()) return StepOutcome::More;
  context.finish(std::move(m_ready));
  return StepOutcome::Done;
}

void TemperatureProfileJob::begin() {
  if (m_request.models.empty()) throw userFailure("No network was named.", "Name at least one.");
  if (m_request.points < kFewest || m_request.points > kMost)
    throw userFailure("The number of points is out of range.", "Give 3 to 1001.");
  if (!(m_request.high > m_request.low))
    throw userFailure("The line has no length.", "Let it end after its beginning.");
  const ClassifierPtr first = m_workspace.classifier(m_request.models.front());
  const PreparedImage image = m_workspace.prepare(*first, m_request.image);
  m_x = image.xPixel;
  m_ready.image = image.original;
  m_ready.label = image.dataLabel >= 0 ? image.dataLabel : classOf(logitsOf(*first, m_x));
  aim(*first);
  m_ready.end = std::make_shared<Image>(toImage((m_x + m_direction).clamp(0, 1).to(at::kCPU)));
  const int last = m_request.points - 1;
  for (int i = 0; i <= last; ++i) m_ready.line.push_back(m_request.low + (m_request.high - m_request.low) * i / last);
  m_ready.request = m_request;
}

void TemperatureProfileJob::aim(const Classifier& first) {
  const at::Tensor logits = logitsOf(first, m_x);
  m_ready.otherLabel = runnerUp(logits, m_ready.label);
  if (m_request.direction == ProfileDirection::OtherPicture) {
    if (!m_request.other) m_request.other = pictureOfAnotherClass();
    const PreparedImage other = m_workspace.prepare(first, *m_request.other);
    m_direction = other.xPixel - m_x;
    m_ready.otherLabel = other.dataLabel >= 0 ? other.dataLabel : classOf(logitsOf(first, other.xPixel));
  } else if (m_request.direction == ProfileDirection::Adversarial) {
    const auto margin = [this](const at::Tensor& z, std::int64_t) {
      return z.select(1, m_ready.otherLabel) - z.select(1, m_ready.label);
    };
    m_direction = lossGradient(first, m_x, margin).gradient.sign();
  } else {
    m_direction = randomSigns(m_x, m_request.seed);
  }
}

/// The next picture of the same data whose label is another.
ImageSource TemperatureProfileJob::pictureOfAnotherClass() const {
  const auto* sample = std::get_if<SampleImage>(&m_request.image);
  if (!sample) throw userFailure("The line needs a second picture.", "Name one, or take a picture of a data set.");
  const auto data = m_workspace.dataset(sample->data);
  for (int by = 1; by < data->count(); ++by) {
    const int index = (sample->index + by) % data->count();
    if (data->label(index) != m_ready.label) return SampleImage{sample->data, index};
  }
  throw userFailure(sample->data + " has no picture of another class.", "Choose a second picture.");
}

void TemperatureProfileJob::addNetwork(const std::string& model) {
  const at::NoGradGuard noGrad;
  const ClassifierPtr network = m_workspace.classifier(model);
  TemperatureProfile row;
  row.model = network->info();
  row.temperature = row.model.temperature;
  row.logits.resize(row.model.labels.size());
  for (std::size_t begin = 0; begin < m_ready.line.size(); begin += kBatch) {
    const std::size_t end = std::min(m_ready.line.size(), begin + kBatch);
    std::vector<at::Tensor> points;
    for (std::size_t i = begin; i < end; ++i) points.push_back(m_x + m_ready.line[i] * m_direction);
    const at::Tensor logits = logitsOf(*network, at::cat(points)).to(at::kCPU, at::kDouble).contiguous();
    for (std::size_t label = 0; label < row.logits.size(); ++label) {
      for (std::size_t i = 0; i < end - begin; ++i)
        row.logits[label].push_back(
            logits[static_cast<std::int64_t>(i)][static_cast<std::int64_t>(label)].item<double>());
    }
  }
  m_ready.networks.push_back(std::move(row));
}

void showProfilePictures(TemperatureProfileReady& ready, Workspace& workspace) {
  try {
    ready.image = workspace.picture(ready.request.image, 0).image;
    if (ready.request.direction == ProfileDirection::OtherPicture && ready.request.other)
      ready.end = workspace.picture(*ready.request.other, 0).image;
  } catch (const Failure&) {
    // The data is not there: the lines are shown without their pictures.
  }
}

namespace {
const RegisterJob<TemperatureProfileRequest, TemperatureProfileJob> kRegistered;
}  // namespace

}  // namespace adv
