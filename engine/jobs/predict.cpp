// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/predict.hpp"

#include "engine/jobs/make_job.hpp"

namespace adv {

StepOutcome OpenModelJob::step(JobContext& context) {
  const ClassifierPtr model = m_workspace.classifier(m_request.model);
  context.finish(ModelOpened{model->info(), m_workspace.deviceName()});
  return StepOutcome::Done;
}

StepOutcome PredictJob::step(JobContext& context) {
  if (!m_modelIsLoaded) {
    m_workspace.classifier(m_request.subject.model);
    m_modelIsLoaded = true;
    return StepOutcome::More;
  }
  context.finish(m_workspace.predictClean(m_request.subject, m_request.top));
  return StepOutcome::Done;
}

namespace {
const RegisterJob<OpenModelRequest, OpenModelJob> kOpenModelRegistered;
const RegisterJob<PredictRequest, PredictJob> kPredictRegistered;
}  // namespace

}  // namespace adv
