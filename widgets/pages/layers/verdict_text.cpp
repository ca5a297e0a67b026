// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/layers/verdict_text.hpp"

#include <QObject>

#include "widgets/style/format.hpp"

namespace adv {
namespace {

QString shareOf(double change) { return QObject::tr("%1\u00a0%").arg(significant(100 * change, 2)); }

Verdict::Kind kindOf(const LayerChangesReady& changes) {
  const int label = changes.clean.label;
  if (changes.clean.prediction.topClass() != label) return Verdict::Kind::WrongFromStart;
  if (changes.target && changes.prediction.topClass() == *changes.target) return Verdict::Kind::TargetReached;
  return changes.prediction.topClass() == label ? Verdict::Kind::NotFooled : Verdict::Kind::Fooled;
}

}  // namespace

Verdict layersVerdict(const NetworkReady& network, const LayerChangesReady& changes) {
  const auto quoted = [&](const Prediction& prediction) {
    return QStringLiteral("“%1”").arg(QString::fromStdString(network.model.labelOf(prediction.topClass())));
  };
  Verdict verdict;
  verdict.kind = kindOf(changes);
  const LayerChange &picture = changes.changes.front(), &logits = changes.changes.back();
  if (picture.attack == 0.0) {
    verdict.headline = QObject::tr("Nothing is changed: every layer stays as it is.");
    verdict.detail = QObject::tr("ε is 0, or the change is lost in the rounding to 8 bits");
    return verdict;
  }
  const QString noise =
      changes.params.contains("epsilon") ? QObject::tr("noise of the same ε") : QObject::tr("noise as large");
  verdict.headline = (logits.attack > picture.attack
                          ? QObject::tr("The change grows from %1 of the picture to %2 of the logits; %4 reaches %3.")
                          : QObject::tr("The change is %1 of the picture and %2 of the logits; %4 reaches %3."))
                         .arg(shareOf(picture.attack), shareOf(logits.attack), shareOf(logits.noise), noise);
  verdict.detail =
      changes.prediction.topClass() == changes.clean.prediction.topClass()
          ? QObject::tr("still %1").arg(quoted(changes.prediction))
          : QObject::tr("now %1, was %2").arg(quoted(changes.prediction), quoted(changes.clean.prediction));
  return verdict;
}

}  // namespace adv
