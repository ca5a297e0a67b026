// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/toy/nudge_row.hpp"

#include <QPainter>

#include "widgets/figures/toy_sums.hpp"
#include "widgets/style/format.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr int kNudgeHeight = 20;
constexpr int kSumsHeight = 68;
constexpr double kArrowRoom = 0.92;  ///< of a cell; where it is narrower the sign alone says the direction
constexpr double kWaiting = 0.35;    ///< opacity

}  // namespace

NudgeRow::NudgeRow(QWidget* parent) : QWidget(parent) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setAccessibleName(tr("Nudges"));
}

QSize NudgeRow::sizeHint() const { return {200, qRound(kNudgeHeight * typeScale())}; }

void NudgeRow::setNudges(std::vector<double> nudges, std::size_t shown, std::function<QRectF(int)> placeOf) {
  m_nudges = std::move(nudges);
  m_shown = shown;
  m_placeOf = std::move(placeOf);
  QStringList texts;
  for (const double nudge : m_nudges) texts << exactText(nudge);
  setAccessibleDescription(texts.join(QStringLiteral("; ")));
  update();
}

void NudgeRow::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  QFont font;
  font.setPixelSize(typeSize(14));
  font.setWeight(QFont::DemiBold);
  painter.setFont(font);
  painter.setPen(theme().adversarial);
  for (std::size_t i = 0; i < m_nudges.size(); ++i) {
    if (m_nudges[i] == 0.0) continue;
    const QRectF cell = m_placeOf(static_cast<int>(i));
    painter.setOpacity(i < m_shown ? 1.0 : kWaiting);
    const QString sign = m_nudges[i] > 0 ? QStringLiteral("+") : QString();
    const QString arrow = m_nudges[i] > 0 ? QStringLiteral("▲ ") : QStringLiteral("▼ ");
    const QString text = sign + exactText(m_nudges[i]);
    const bool fits = painter.fontMetrics().horizontalAdvance(arrow + text) < kArrowRoom * cell.width();
    painter.drawText(QRectF(cell.left(), 0, cell.width(), height()), Qt::AlignCenter, fits ? arrow + text : text);
  }
}

ToySumBars::ToySumBars(int captionWidth, QWidget* parent) : QWidget(parent), m_captionWidth(captionWidth) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setToolTip(
      tr("The products as stacked bars around 0: to the left what speaks for class 0, to the right what speaks "
         "for class 1. Their sum is the score."));
}

QSize ToySumBars::sizeHint() const { return {200, qRound(kSumsHeight * typeScale())}; }

void ToySumBars::setReady(const ToyReady& ready, std::size_t shown) {
  m_ready = ready;
  m_shown = shown;
  setAccessibleName(
      tr("Score %1, after the nudges %2").arg(exactText(ready.clean.score), exactText(ready.adversarial.score)));
  update();
}

void ToySumBars::paintEvent(QPaintEvent*) {
  if (m_ready.terms.empty()) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const double scale = typeScale();
  paintToySums(painter, QRectF(rect()), m_ready, m_shown, m_captionWidth * scale, {13.0 * scale, scale, theme()});
}

}  // namespace adv
