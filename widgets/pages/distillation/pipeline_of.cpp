// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/distillation/pipeline_of.hpp"

#include <QObject>
#include <algorithm>

#include "widgets/style/format.hpp"

namespace adv {
namespace {

std::vector<double> logitsOf(const Predicted& predicted) {
  std::vector<double> logits(predicted.prediction.top.size());
  for (const ClassScore& score : predicted.prediction.top) {
    if (score.index >= 0 && score.index < std::ssize(logits))
      logits[static_cast<std::size_t>(score.index)] = score.logit;
  }
  return logits;
}

/// Of the picture that the training itself looks at.
void takeSample(PipelineState& state, const DistillationSample& sample) {
  state.picture = sample.picture;
  state.label = sample.label;
  state.labels = sample.labels;
  state.teacherName = QObject::tr("F");
  state.teacherLogits = sample.teacherLogits;
  state.deployedLogits = sample.deployedLogits;
}

/// Of a picture of the gallery.
void takePredictions(PipelineState& state, const DistillationSession& session) {
  for (const auto* predicted : {&session.deployed(), &session.teacher()}) {
    if (!*predicted) continue;
    state.picture = (*predicted)->original;
    state.label = (*predicted)->label;
    state.labels = (*predicted)->model.labels;
  }
  if (session.deployed()) state.deployedLogits = logitsOf(*session.deployed());
  if (!session.teacher()) return;
  state.teacherLogits = logitsOf(*session.teacher());
  state.teacherName = QObject::tr("“%1”").arg(QString::fromStdString(session.teacher()->model.title));
}

PipelineTraining trainingOf(const DistillationSession& session, bool isTeacher) {
  PipelineTraining training;
  training.network = session.setup().architecture == "small" ? QObject::tr("small") : QObject::tr("the paper's");
  const ModelInfo* info = session.infoOf(isTeacher ? session.teacherModel() : session.deployedModel());
  const DistillationNetwork* own = session.record();
  if (!own) {
    if (info && info->cleanAccuracy >= 0.0) training.accuracy = info->cleanAccuracy;
    training.state =
        info ? QObject::tr("Here: the bundled\n“%1”.\nPress Train to watch.").arg(QString::fromStdString(info->title))
        : isTeacher ? QObject::tr("No network for this data.\nPress Train.")
                    : QObject::tr("Not trained yet:\npress Train.");
    return training;
  }
  training.epochs = isTeacher ? own->teacher : own->student;
  training.accuracy = isTeacher ? own->teacherAccuracy : own->accuracy;
  training.state = QObject::tr("waits for its turn");
  const auto stage = isTeacher ? DistillationStage::Teacher : DistillationStage::Student;
  if (session.isTraining() && session.training() && own == session.trained() && own->stage == stage) {
    training.done = session.training()->done;
    training.state = session.training()->recentLoss < 0.0
                         ? QObject::tr("first epoch")
                         : QObject::tr("first epoch, loss %1").arg(significant(session.training()->recentLoss));
  }
  return training;
}

}  // namespace

PipelineState pipelineOf(const DistillationSession& session) {
  PipelineState state;
  state.temperature = session.setup().temperature;
  if (const DistillationSample* sample = session.sample())
    takeSample(state, *sample);
  else
    takePredictions(state, session);
  state.teacher = trainingOf(session, true);
  state.student = trainingOf(session, false);
  state.whyNotDeployed =
      session.sample() ? QObject::tr("at the end of the training")
      : session.deployedModel().empty()
          ? QObject::tr("No network distilled\nat T = %1 is here:\npress Train.").arg(significant(state.temperature))
          : QObject::tr("computing");
  return state;
}

}  // namespace adv
