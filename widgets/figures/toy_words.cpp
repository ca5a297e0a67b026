// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/toy_words.hpp"

#include <QObject>
#include <QStringList>
#include <cmath>

#include "widgets/style/format.hpp"

namespace adv {
namespace {

QString certainty(const ToyScore& score) {
  if (score.score == 0.0) return QObject::tr("Undecided: the score is exactly 0");
  const double sure = score.winner() == 1 ? score.probability : 1.0 - score.probability;
  return QObject::tr("%1 certain that it is class %2").arg(wholePercent(sure)).arg(score.winner());
}

QString nudges(const ToyReady& ready) {
  const QString count = countWord(ready.terms.size());
  return ready.request.step == ToyStep::Signs
             ? QObject::tr("%1 nudges of %2").arg(count, exactText(ready.request.delta))
             : QObject::tr("%1 nudges of %2 times the weight").arg(count, exactText(ready.request.delta));
}

}  // namespace

QString wholePercent(double probability) {
  const double percent = 100.0 * probability;
  if (percent < 0.5) return QStringLiteral("< 1 %");
  if (percent >= 99.5) return QStringLiteral("> 99 %");
  return QStringLiteral("%1 %").arg(percent, 0, 'f', 0);
}

QString countWord(std::size_t count) {
  static const QStringList words = {
      QObject::tr("no"),   QObject::tr("one"),    QObject::tr("two"),   QObject::tr("three"), QObject::tr("four"),
      QObject::tr("five"), QObject::tr("six"),    QObject::tr("seven"), QObject::tr("eight"), QObject::tr("nine"),
      QObject::tr("ten"),  QObject::tr("eleven"), QObject::tr("twelve")};
  const auto index = static_cast<qsizetype>(count);
  return index < words.size() ? words[index] : QString::number(count);
}

QString toyStepFormula(const ToyRequest& request) {
  return QStringLiteral("x %1 δ %2")
      .arg(request.towards == 1 ? QStringLiteral("+") : QStringLiteral("−"),
           request.step == ToyStep::Signs ? QStringLiteral("sign(w)") : QStringLiteral("w"));
}

QString toySentence(const ToyReady& ready) {
  if (ready.normL1 == 0.0) return QObject::tr("Every weight is 0: nothing that happens to x changes the score.");
  if (ready.request.delta == 0.0) return certainty(ready.clean) + QLatin1Char('.');
  const QString change = QObject::tr("From %1 to %2")
                             .arg(wholePercent(ready.clean.probability), wholePercent(ready.adversarial.probability));
  if (ready.clean.winner() == ready.request.towards)
    return QObject::tr("%1: the step leads away from the boundary, and it only becomes more certain of class %2.")
        .arg(change)
        .arg(ready.request.towards);
  if (ready.adversarial.score == 0.0)
    return QObject::tr("%1: %2 lead exactly to the boundary.").arg(change, nudges(ready));
  if (ready.adversarial.winner() == ready.request.towards)
    return QObject::tr("%1: %2 make it class %3.").arg(change, nudges(ready)).arg(ready.request.towards);
  return QObject::tr("%1: still class %2.").arg(change).arg(ready.adversarial.winner());
}

QString toyReason(const ToyReady& ready) {
  const QString margin = exactText(std::abs(ready.clean.score));
  if (ready.normL1 == 0.0) return QObject::tr("The score is b, whatever x is.");
  if (ready.request.delta == 0.0)
    return QObject::tr("Score %1, P(class 1) = %2. Drag δ.")
        .arg(exactText(ready.clean.score))
        .arg(ready.clean.probability, 0, 'f', 4);
  const QString sum = ready.request.step == ToyStep::Signs ? QStringLiteral("δ‖w‖₁") : QStringLiteral("δ‖w‖₂²");
  if (ready.clean.winner() == ready.request.towards)
    return QObject::tr("The nudges add up to %1 = %2, on the side where the score already is.")
        .arg(sum, exactText(ready.push));
  return QObject::tr("The nudges add up to %1 = %2 against a margin of %3; it flips at δ = %4.")
      .arg(sum, exactText(ready.push), margin, significant(ready.flip.value_or(0.0), 4));
}

}  // namespace adv
