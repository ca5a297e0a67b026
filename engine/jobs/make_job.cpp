// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/make_job.hpp"

#include "engine/jobs/attack.hpp"
#include "engine/jobs/compare.hpp"
#include "engine/jobs/curve.hpp"
#include "engine/jobs/evaluate.hpp"
#include "engine/jobs/gallery.hpp"
#include "engine/jobs/predict.hpp"
#include "engine/jobs/robustness.hpp"
#include "engine/jobs/surface.hpp"
#include "engine/jobs/sweep.hpp"
#include "engine/jobs/train.hpp"
#include "engine/jobs/transfer.hpp"
#include "engine/jobs/trust.hpp"

namespace adv {
namespace {

struct Maker {
  Workspace& workspace;

  std::unique_ptr<Job> operator()(const OpenModelRequest& r) const {
    return std::make_unique<OpenModelJob>(r, workspace);
  }
  std::unique_ptr<Job> operator()(const PredictRequest& r) const { return std::make_unique<PredictJob>(r, workspace); }
  std::unique_ptr<Job> operator()(const AttackRequest& r) const { return std::make_unique<AttackJob>(r, workspace); }
  std::unique_ptr<Job> operator()(const CurveRequest& r) const { return std::make_unique<CurveJob>(r, workspace); }
  std::unique_ptr<Job> operator()(const EvaluateRequest& r) const {
    return std::make_unique<EvaluateJob>(r, workspace);
  }
  std::unique_ptr<Job> operator()(const TrainRequest& r) const { return std::make_unique<TrainJob>(r, workspace); }
  std::unique_ptr<Job> operator()(const GalleryRequest& r) const { return std::make_unique<GalleryJob>(r, workspace); }
  std::unique_ptr<Job> operator()(const SurfaceRequest& r) const { return std::make_unique<SurfaceJob>(r, workspace); }
  std::unique_ptr<Job> operator()(const SurfacePointRequest& r) const {
    return std::make_unique<SurfacePointJob>(r, workspace);
  }
  std::unique_ptr<Job> operator()(const CompareRequest& r) const { return std::make_unique<CompareJob>(r, workspace); }
  std::unique_ptr<Job> operator()(const SweepRequest& r) const { return std::make_unique<SweepJob>(r, workspace); }
  std::unique_ptr<Job> operator()(const RobustnessRequest& r) const {
    return std::make_unique<RobustnessJob>(r, workspace);
  }
  std::unique_ptr<Job> operator()(const TransferRequest& r) const {
    return std::make_unique<TransferJob>(r, workspace);
  }
  std::unique_ptr<Job> operator()(const TrustRequest& r) const { return std::make_unique<TrustJob>(r, workspace); }
};

}  // namespace

std::unique_ptr<Job> makeJob(const Request& request, Workspace& workspace) {
  return std::visit(Maker{workspace}, request);
}

std::string channelOf(const Request& request) {
  std::string channel = std::to_string(request.index());
  if (const auto* gallery = std::get_if<GalleryRequest>(&request)) channel += gallery->source;
  return channel;
}

}  // namespace adv
