// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/feature_maps.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <cmath>

#include "engine/api/error.hpp"
#include "engine/jobs/make_job.hpp"
#include "engine/models/layered_classifier.hpp"
#include "engine/tensor/convert.hpp"

namespace adv {
namespace {

constexpr int kMostMaps = 1024;

template <class T>
std::vector<T> toVector(const at::Tensor& values, at::ScalarType type) {
  const at::Tensor plain = values.to(at::kCPU, type).contiguous(at::MemoryFormat::Contiguous);
  const T* first = plain.const_data_ptr<T>();
  return {first, first + plain.numel()};
}

/// Channels in the wanted order: [channels] int64.
at::Tensor orderOf(const FeatureMapsRequest& request, const at::Tensor& change) {
  if (request.order == MapOrder::ByChange) return change.argsort(/*stable=*/true, 0, /*descending=*/true);
  return at::arange(change.size(0), change.options().dtype(at::kLong));
}

/// The size that one in 200 of each row's values is above, from at most some thousand of them; the largest where that
/// is 0. `values` [rows, count] -> [rows].
at::Tensor reachOf(const at::Tensor& values) {
  constexpr std::int64_t kSample = 4096;
  constexpr double kShare = 0.995;
  const at::Tensor sizes = values.abs();
  const std::int64_t stride = (sizes.size(1) + kSample - 1) / kSample;
  const at::Tensor sample = sizes.slice(1, 0, INT64_MAX, stride);
  const auto rank = static_cast<std::int64_t>(std::ceil(kShare * static_cast<double>(sample.size(1))));
  const at::Tensor reach = std::get<0>(sample.kthvalue(rank, 1));
  return at::where(reach > 0, reach, std::get<0>(sizes.max(1)));
}

/// `values` [1 or 2, shown, height, width].
void putReaches(FeatureMapsReady& ready, const at::Tensor& values) {
  const at::Tensor rows = values.flatten(2).permute({1, 0, 2}).flatten(1);
  if (rows.size(0) == 0) return;
  ready.channelReach = toVector<float>(reachOf(rows), at::kFloat);
  ready.layerReach = reachOf(rows.reshape({1, -1})).item<float>();
  if (values.size(0) == 2) ready.differenceReach = reachOf((values[1] - values[0]).reshape({1, -1})).item<float>();
}

void putFilters(FeatureMapsReady& ready, const at::Tensor& weight, const at::Tensor& shown) {
  if (!weight.defined() || weight.dim() != 4) return;
  ready.filterInputs = static_cast<int>(weight.size(1));
  ready.filterHeight = static_cast<int>(weight.size(2));
  ready.filterWidth = static_cast<int>(weight.size(3));
  ready.filters = toVector<float>(weight.index_select(0, shown), at::kFloat);
}

}  // namespace

StepOutcome NetworkJob::step(JobContext& context) {
  const ClassifierPtr model = m_workspace.classifier(m_request.model);
  context.finish(NetworkReady{model->info(), layersOf(*model).layers()});
  return StepOutcome::Done;
}

StepOutcome FeatureMapsJob::step(JobContext& context) {
  if (!m_isLoaded) {
    m_workspace.classifier(m_request.subject.model);
    m_isLoaded = true;
    return StepOutcome::More;
  }
  context.finish(look());
  return StepOutcome::Done;
}

/// [1 or 2, C, H, W]: the clean picture and, where it is given, the adversarial one.
at::Tensor FeatureMapsJob::pictures(const Classifier& model) const {
  const at::Tensor x = m_workspace.prepare(model, m_request.subject.image).xPixel;
  if (!m_request.adversarial) return x;
  const at::Tensor xAdversarialPixel = toPixelTensor(*m_request.adversarial).to(x.device());
  if (xAdversarialPixel.sizes() != x.sizes())
    throw userFailure("The adversarial picture has not the size of the network's input.", "Run the attack again.");
  return at::cat({x, xAdversarialPixel});
}

FeatureMapsReady FeatureMapsJob::look() const {
  const at::NoGradGuard noGraph;
  const ClassifierPtr classifier = m_workspace.classifier(m_request.subject.model);
  const LayeredClassifier& model = layersOf(*classifier);
  const std::size_t index = findLayer(model, m_request.layer);
  if (m_request.first < 0 || m_request.count < 1 || m_request.count > kMostMaps)
    throw userFailure("The range of channels is not possible.", "Ask for 1 to 1024 channels, counted from 0.");
  at::Tensor result;
  model.tracedLogits(pictures(model), [&](std::size_t layer, const at::Tensor& values) {
    if (layer == index) result = values.dim() == 2 ? values.unsqueeze(2).unsqueeze(3) : values;
  });

  FeatureMapsReady ready;
  ready.layer = model.layers()[index];
  ready.index = static_cast<int>(index);
  ready.channels = static_cast<int>(result.size(1));
  ready.height = static_cast<int>(result.size(2));
  ready.width = static_cast<int>(result.size(3));
  ready.low = result.min().item<float>();
  ready.high = result.max().item<float>();
  const at::Tensor clean = result[0], adversarial = result[result.size(0) - 1];
  const at::Tensor change = (adversarial - clean).to(at::kDouble).square().sum({1, 2}).sqrt();
  ready.first = std::min(m_request.first, ready.channels);
  const at::Tensor shown =
      orderOf(m_request, change).narrow(0, ready.first, std::min(m_request.count, ready.channels - ready.first));
  for (const std::int64_t channel : toVector<std::int64_t>(shown, at::kLong))
    ready.shown.push_back(static_cast<int>(channel));
  putReaches(ready, result.index_select(1, shown));
  ready.clean = toVector<float>(clean.index_select(0, shown), at::kFloat);
  if (m_request.adversarial) ready.adversarial = toVector<float>(adversarial.index_select(0, shown), at::kFloat);
  ready.change = toVector<double>(change.index_select(0, shown), at::kDouble);
  putFilters(ready, model.weight(index), shown);
  return ready;
}

namespace {
const RegisterJob<NetworkRequest, NetworkJob> kNetworkRegistered;
const RegisterJob<FeatureMapsRequest, FeatureMapsJob> kMapsRegistered;
}  // namespace

}  // namespace adv
