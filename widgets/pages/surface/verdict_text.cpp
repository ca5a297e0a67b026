// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/surface/verdict_text.hpp"

#include <QObject>
#include <cmath>

#include "widgets/style/format.hpp"

namespace adv {

Verdict surfaceVerdict(const SurfaceReady& surface, const Predicted& point) {
  const auto quoted = [&](int index) {
    return QStringLiteral("“%1”").arg(QString::fromStdString(surface.model.labelOf(index)));
  };
  const int here = point.prediction.topClass();
  Verdict verdict;
  if (surface.wrongFromStart) {
    verdict.kind = Verdict::Kind::WrongFromStart;
    verdict.headline = QObject::tr("Here: %1; wrong from the start").arg(quoted(here));
  } else if (here == surface.label) {
    verdict.kind = Verdict::Kind::NotFooled;
    verdict.headline = QObject::tr("Here: still %1").arg(quoted(here));
  } else {
    verdict.kind = Verdict::Kind::Fooled;
    verdict.headline = QObject::tr("Here: %1").arg(quoted(here));
  }
  if (!surface.lines.empty()) {
    const LineFit& fit = surface.lines.front().fit;
    verdict.detail = QObject::tr("along d₁ the logit of %1 %2 by %3 a level, as a straight line would to R² = %4")
                         .arg(quoted(surface.label), fit.slope < 0 ? QObject::tr("falls") : QObject::tr("rises"),
                              significant(std::abs(fit.slope) / 255, 2), QString::number(fit.r2, 'f', 2));
  }
  return verdict;
}

}  // namespace adv
