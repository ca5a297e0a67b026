// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/experiment/verdict_text.hpp"

#include <QObject>

#include "widgets/style/format.hpp"

namespace adv {
namespace {

QString quoted(const ModelInfo& model, int index) {
  return QStringLiteral("“%1”").arg(QString::fromStdString(model.labelOf(index)));
}

QString floatRemark(const AttackFinished& finished) {
  if (finished.adversarialFloat.topClass() == finished.adversarial.topClass())
    return QObject::tr("the float result agrees");
  return QObject::tr("rounding changed the verdict: the float image is %1 (%2)")
      .arg(quoted(finished.clean.model, finished.adversarialFloat.topClass()),
           percentText(finished.adversarialFloat.topProbability()));
}

Outcome classify(const Frame& frame, const Predicted& clean, std::optional<int> target) {
  if (clean.prediction.topClass() != clean.label) return Outcome::WrongFromStart;
  if (target && frame.prediction.topClass() == *target) return Outcome::TargetReached;
  if (frame.prediction.topClass() == clean.label) return Outcome::NotFooled;
  return target ? Outcome::TargetMissed : Outcome::Fooled;
}

}  // namespace

OutcomeText outcomeOf(const Frame& frame, const Predicted& clean, std::optional<int> target, int firstSuccess,
                      const AttackFinished* finished) {
  const QString now = quoted(clean.model, frame.prediction.topClass());
  const QString was = quoted(clean.model, clean.label);
  OutcomeText text;
  text.outcome = classify(frame, clean, target);
  QStringList details;
  switch (text.outcome) {
    case Outcome::NotFooled:
      text.headline = QObject::tr("Not fooled: still %1").arg(now);
      details << QObject::tr("%1 sure").arg(percentText(frame.prediction.topProbability()));
      break;
    case Outcome::Fooled:
      text.headline = QObject::tr("Fooled: now %1").arg(now);
      details << QObject::tr("was %1").arg(was);
      break;
    case Outcome::TargetReached:
      text.headline = QObject::tr("Target reached: now %1").arg(now);
      details << QObject::tr("was %1").arg(was);
      break;
    case Outcome::TargetMissed:
      text.headline = QObject::tr("Target not reached: now %1").arg(now);
      details << QObject::tr("was %1, aimed at %2").arg(was, quoted(clean.model, *target));
      break;
    case Outcome::WrongFromStart:
      text.headline = QObject::tr("Wrong from the start: %1").arg(quoted(clean.model, clean.prediction.topClass()));
      details << QObject::tr("the label is %1; an attack proves nothing here").arg(was);
      break;
  }
  const bool succeeded = text.outcome == Outcome::Fooled || text.outcome == Outcome::TargetReached;
  if (succeeded && firstSuccess >= 0) details << QObject::tr("first at step %1").arg(firstSuccess);
  if (finished) details << floatRemark(*finished);
  if (finished && !finished->note.empty()) details << QString::fromStdString(finished->note);
  text.detail = details.join(QStringLiteral("; "));
  return text;
}

}  // namespace adv
