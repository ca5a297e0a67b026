// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/compare_panel.hpp"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "engine/api/find_by_id.hpp"
#include "widgets/canvas/convert.hpp"
#include "widgets/canvas/display_mode.hpp"
#include "widgets/experiment/comparison.hpp"
#include "widgets/figures/figure_text.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kLine = 1.5;     ///< line height, of the text size
constexpr double kBetween = 1.2;  ///< between panels, of the text size
constexpr double kWithin = 0.4;   ///< between picture and perturbation
constexpr double kSmall = 0.86;   ///< remarks and details, of the text size
constexpr double kSwatch = 1.4;   ///< length of the line's sample

ComparePanel cleanPanel(const Predicted& clean) {
  ComparePanel panel;
  panel.title = QObject::tr("Clean");
  panel.remark = QString::fromStdString(clean.model.title);
  if (clean.original) panel.picture = toQImage(*clean.original);
  const bool isRight = clean.prediction.topClass() == clean.label;
  panel.outcome = isRight ? Outcome::NotFooled : Outcome::WrongFromStart;
  panel.verdict =
      QStringLiteral("%1 “%2”").arg(isRight ? QStringLiteral("●") : signOf(panel.outcome),
                                    QString::fromStdString(clean.model.labelOf(clean.prediction.topClass())));
  panel.shortVerdict = panel.verdict;
  panel.detail = panel.shortDetail = QObject::tr("%1 sure").arg(percentText(clean.prediction.topProbability()));
  panel.isKnown = clean.original != nullptr;
  return panel;
}

ComparePanel attackPanel(const ComparedAttack& row, const AttackInfo* info, const Predicted& clean,
                         const DisplayMode& mode, int index) {
  ComparePanel panel;
  panel.title = QString::fromStdString(info ? info->title : row.choice.attack);
  panel.line = attackLine(panel.title, info && info->isControl, index);
  const auto epsilon = row.choice.params.find("epsilon");
  panel.remark = epsilon != row.choice.params.end() ? QStringLiteral("ε = %1").arg(levelsText(epsilon->second))
                                                    : QObject::tr("smallest change");
  if (row.failure) {
    panel.verdict = QStringLiteral("! %1").arg(QString::fromStdString(row.failure->message));
    panel.detail = QString::fromStdString(row.failure->advice);
    panel.shortVerdict = panel.verdict;
    panel.shortDetail = panel.detail;
    panel.outcome = Outcome::WrongFromStart;
    panel.isKnown = true;
  }
  if (!row.finished) return panel;
  const AttackFinished& finished = *row.finished;
  const OutcomeText text = outcomeOf(finished);
  panel.outcome = text.outcome;
  panel.verdict = signOf(text.outcome) + QLatin1Char(' ') + text.headline;
  const QString sure = percentText(finished.adversarial.topProbability());
  panel.shortVerdict = QStringLiteral("%1 “%2”").arg(
      signOf(text.outcome), QString::fromStdString(clean.model.labelOf(finished.adversarial.topClass())));
  panel.shortDetail = QStringLiteral("%1 · L2 %2").arg(sure, significant(finished.distortion.l2));
  panel.detail = QObject::tr("%1 sure · L∞ %2 · L2 %3")
                     .arg(sure, levelsText(finished.distortion.linf), significant(finished.distortion.l2));
  if (finished.successFloat && !finished.success)
    panel.detail = panel.shortDetail = QObject::tr("only the float picture fools: rounding undid it");
  panel.picture = toQImage(*finished.picture);
  panel.perturbation = displayPicture({clean.original, finished.picture}, mode);
  panel.isKnown = true;
  return panel;
}

/// Crisp pixels where a picture is enlarged, averaged where it is made smaller.
void drawPicture(QPainter& painter, const QRectF& place, const QImage& picture) {
  const double enlarged = place.width() * painter.deviceTransform().m11() / std::max(1, picture.width());
  painter.setRenderHint(QPainter::SmoothPixmapTransform, enlarged < 1.0);
  painter.drawImage(place, picture);
}

QColor colourOf(Outcome outcome, const Theme& look) {
  switch (outcome) {
    case Outcome::Fooled: return look.adversarial;
    case Outcome::TargetReached: return look.target;
    case Outcome::WrongFromStart: return look.warning;
    case Outcome::TargetMissed:
    case Outcome::NotFooled: break;
  }
  return look.clean;
}

}  // namespace

QString signOf(Outcome outcome) {
  switch (outcome) {
    case Outcome::Fooled:
    case Outcome::TargetReached: return QStringLiteral("✗");
    case Outcome::WrongFromStart: return QStringLiteral("!");
    case Outcome::TargetMissed:
    case Outcome::NotFooled: break;
  }
  return QStringLiteral("✓");
}

OutcomeText outcomeOf(const AttackFinished& finished) {
  Frame last;
  last.step = finished.steps;
  last.prediction = finished.adversarial;
  return outcomeOf(last, finished.clean, finished.target, finished.firstSuccess, &finished);
}

double commonGain(const CompareReady& ready) {
  double largest = 0.0;
  double largestOfShared = 0.0;
  for (const ComparedAttack& row : ready.attacks) {
    if (!row.finished) continue;
    largest = std::max(largest, row.finished->distortion.linf);
    if (row.choice.params.contains("epsilon"))
      largestOfShared = std::max(largestOfShared, row.finished->distortion.linf);
  }
  const double shown = largestOfShared > 0.0 ? largestOfShared : largest;
  return shown > 0.0 ? std::clamp(std::floor(127.0 / (255.0 * shown)), kMinimumGain, kMaximumGain) : kMinimumGain;
}

std::vector<ComparePanel> comparePanels(const CompareReady& ready, const std::vector<AttackInfo>& attacks) {
  const DisplayMode mode{DisplayMode::Kind::SignedGrey, commonGain(ready)};
  std::vector<ComparePanel> panels = {cleanPanel(ready.clean)};
  for (std::size_t i = 0; i < ready.attacks.size(); ++i) {
    const ComparedAttack& row = ready.attacks[i];
    panels.push_back(attackPanel(row, findById(attacks, row.choice.attack), ready.clean, mode, static_cast<int>(i)));
  }
  return panels;
}

double panelTextHeight(double textSize) { return textSize * (3 * kLine + 0.6); }

ComparePlaces placePanels(const QRectF& area, const std::vector<ComparePanel>& panels, double textSize) {
  ComparePlaces places;
  const auto count = static_cast<double>(panels.size());
  if (panels.empty()) return places;
  const double gap = textSize * kBetween;
  const double within = textSize * kWithin;
  const QImage& clean = panels.front().picture;
  const double aspect = clean.isNull() ? 1.0 : static_cast<double>(clean.height()) / clean.width();
  const double room = std::max(0.0, area.height() - panelTextHeight(textSize));
  const double column = (area.width() - gap * (count - 1)) / count;
  const double stacked = std::min(column, (room - within) / 2 / aspect);
  // The clean picture has no perturbation beside it.
  const double pictures = 2 * count - 1;
  const double beside = std::min((area.width() - gap * (count - 1) - within * (count - 1)) / pictures, room / aspect);
  places.isSideBySide = beside >= stacked;
  const double width = std::max(1.0, std::max(beside, stacked));
  places.picture = {width, width * aspect};
  // Where the height is what limits the pictures, the words get the room that is left.
  const double spare = (area.width() - gap * (count - 1) - width * pictures - within * (count - 1)) / count;
  double x = area.left();
  for (std::size_t i = 0; i < panels.size(); ++i) {
    const double own = i == 0 ? width : 2 * width + within;
    const double panelWidth = places.isSideBySide ? own + spare : column;
    places.panels.emplace_back(x, area.top(), panelWidth, area.height());
    x += panelWidth + gap;
  }
  return places;
}

void paintPanel(QPainter& painter, const QRectF& place, const ComparePlaces& places, const ComparePanel& panel,
                double textSize, const Theme& look) {
  const double line = textSize * kLine;
  double left = place.left();
  if (!panel.line.name.isEmpty()) {
    painter.setPen(penOf(panel.line, std::max(1.0, textSize / 5), look));
    painter.drawLine(QPointF(left, place.top() + line / 2), QPointF(left + textSize * kSwatch, place.top() + line / 2));
    left += textSize * (kSwatch + 0.5);
  }
  const auto text = [&](double y, double x, const QString& words, double size, const QColor& colour,
                        QFont::Weight weight) {
    drawFigureText(painter, {x, y, place.right() - x, line}, Qt::AlignLeft | Qt::AlignVCenter, words, size, colour,
                   weight);
  };
  text(place.top(), left, panel.title, textSize, look.text, QFont::DemiBold);
  const double titleEnd = left + figureTextWidth(panel.title, textSize, QFont::DemiBold) + textSize;
  if (titleEnd + figureTextWidth(panel.remark, textSize * kSmall) <= place.right())
    text(place.top(), titleEnd, panel.remark, textSize * kSmall, look.mutedText, QFont::Normal);

  const QRectF first(QPointF(place.left(), place.top() + line * 1.05), places.picture);
  const double within = textSize * kWithin;
  const QPointF shift =
      places.isSideBySide ? QPointF(places.picture.width() + within, 0) : QPointF(0, places.picture.height() + within);
  painter.setRenderHint(QPainter::Antialiasing, true);
  if (panel.picture.isNull())
    painter.fillRect(first, look.track);
  else
    drawPicture(painter, first, panel.picture);
  if (!panel.perturbation.isNull()) drawPicture(painter, first.translated(shift), panel.perturbation);

  const double pictures = places.isSideBySide ? places.picture.height() : 2 * places.picture.height() + within;
  const double words = first.top() + pictures + textSize * 0.3;
  const QColor verdictColour = panel.isKnown ? colourOf(panel.outcome, look) : look.mutedText;
  const auto fits = [&](const QString& whole, double size, QFont::Weight weight) {
    return figureTextWidth(whole, size, weight) <= place.width();
  };
  const QString verdict = fits(panel.verdict, textSize, QFont::DemiBold) ? panel.verdict : panel.shortVerdict;
  const QString detail = fits(panel.detail, textSize * kSmall, QFont::Normal) ? panel.detail : panel.shortDetail;
  text(words, place.left(), panel.isKnown ? verdict : QObject::tr("waiting …"), textSize, verdictColour,
       QFont::DemiBold);
  text(words + line, place.left(), detail, textSize * kSmall, look.mutedText, QFont::Normal);
}

}  // namespace adv
