// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/templates/verdict_text.hpp"

#include <QObject>

#include "widgets/figures/mix_panel.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

QString quoted(const linear::Weights& weights, int classIndex) {
  return QStringLiteral("“%1”").arg(classText(weights, classIndex));
}

QString sizeText(const TemplateMixed& mixed) {
  return QObject::tr("Added: L∞ %1, L2 %2").arg(levelsText(mixed.linf), significant(mixed.l2));
}

QString beforeText(const TemplateMixed& mixed, const linear::Weights& weights) {
  return QObject::tr("Before: %1, %2")
      .arg(quoted(weights, mixed.clean.topClass()), percentText(mixed.clean.topProbability()));
}

QString neededText(const TemplateMixed& mixed, const linear::Weights& weights) {
  const QString target = quoted(weights, mixed.target);
  if (mixed.needed < 0.0) return QObject::tr("No amount on the axis reaches %1").arg(target);
  return QObject::tr("%1 from %2 on").arg(target, levelsText(mixed.needed));
}

}  // namespace

Verdict mixVerdict(const TemplateMixed& mixed, const linear::Weights& weights) {
  Verdict verdict;
  const int now = mixed.mixed.topClass();
  const QString target = quoted(weights, mixed.target);
  const QString says = percentText(mixed.mixed.topProbability());
  const QStringList details = {beforeText(mixed, weights), sizeText(mixed),
                               mixed.mixedFloat.topClass() == now ? QObject::tr("the float result agrees")
                                                                  : QObject::tr("the float result differs"),
                               neededText(mixed, weights)};
  verdict.detail = details.join(QStringLiteral(" · "));
  if (mixed.labelIsKnown && mixed.clean.topClass() != mixed.label) {
    verdict.kind = Verdict::Kind::WrongFromStart;
    verdict.headline = QObject::tr("Wrong from the start: %1 is taken for %2")
                           .arg(quoted(weights, mixed.label), quoted(weights, mixed.clean.topClass()));
  } else if (now == mixed.target && mixed.clean.topClass() != mixed.target) {
    verdict.kind = Verdict::Kind::TargetReached;
    verdict.headline = QObject::tr("A tiny bit of %1 fools it: %2").arg(target, says);
  } else if (now != mixed.clean.topClass()) {
    verdict.kind = Verdict::Kind::Fooled;
    verdict.headline = QObject::tr("Fooled on the way to %1: now %2, %3").arg(target, quoted(weights, now), says);
  } else {
    verdict.kind = Verdict::Kind::NotFooled;
    verdict.headline = QObject::tr("Still %1: %2").arg(quoted(weights, now), says);
  }
  return verdict;
}

QString fgsmText(const TemplatesReady& ready) {
  if (!ready.isMeasured) return QObject::tr("FGSM both ways: when the training ends");
  const linear::Measures& m = ready.measures;
  const QString alike = QObject::tr("%1 of %2 alike").arg(ready.check.sameClass).arg(ready.check.count);
  if (ready.weights->logistic)
    return QObject::tr("FGSM is exact: loss %1 = closed form %2 (%3)")
        .arg(ready.check.attackLoss, 0, 'f', 6)
        .arg(m.worstLoss, 0, 'f', 6)
        .arg(alike);
  return QObject::tr("FGSM: %1 wrong = closed form %2 (%3)")
      .arg(percentText(ready.check.attackError), percentText(m.fgsmError), alike);
}

QString fgsmHelp(const TemplatesReady& ready) {
  const QString epsilon = levelsText(ready.measures.epsilon);
  if (ready.weights->logistic)
    return QObject::tr(
               "ε = %1. Mean loss of the test pictures at x + ε · sign ∇J, by the program's own attack, and "
               "softplus(ε‖w‖₁ − "
               "y s), the largest that any ‖η‖∞ ≤ ε reaches; pixels are not clipped.\nAlike: pictures that both ways "
               "get the "
               "same class, clipped.")
        .arg(epsilon);
  return QObject::tr(
             "ε = %1. Test pictures that are wrong after the program's own attack, and at x + ε · sign((softmax − "
             "onehot) W), "
             "clipped.\nIn the exact worst case of ‖η‖∞ ≤ ε, not clipped, %2 are wrong.")
      .arg(epsilon, percentText(ready.measures.worstError));
}

}  // namespace adv
