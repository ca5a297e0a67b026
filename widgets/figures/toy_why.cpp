// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/toy_why.hpp"

#include <algorithm>
#include <cmath>

#include "widgets/figures/figure_text.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kNames = 15.5;  ///< width of the names, of the text size
constexpr double kNumbers = 4.5;
constexpr double kBar = 0.62;  ///< height of a bar, of its row

struct WhyRow {
  QString name;
  double value = 0.0;
  QColor colour;
};

}  // namespace

void paintToyWhy(QPainter& painter, const QRectF& place, const ToyReady& ready, const PanelStyle& style) {
  const bool isSigns = ready.request.step == ToyStep::Signs;
  const WhyRow rows[] = {{QObject::tr("margin of the score, |s|"), std::abs(ready.clean.score), style.look.clean},
                         {isSigns ? QObject::tr("chosen signs, δ‖w‖₁") : QObject::tr("along w, δ‖w‖₂²"), ready.push,
                          style.look.adversarial},
                         {isSigns ? QObject::tr("random signs, δ‖w‖₂") : QObject::tr("random signs"), ready.randomPush,
                          style.look.control}};
  double longest = 1e-9;
  for (const WhyRow& row : rows) longest = std::max(longest, row.value);
  const double height = place.height() / 3;
  const double names = kNames * style.text;
  const double room = place.width() - names - kNumbers * style.text;
  for (int i = 0; i < 3; ++i) {
    const WhyRow& row = rows[i];
    const QRectF line(place.left(), place.top() + i * height, place.width(), height);
    drawFigureText(painter, {line.left(), line.top(), names - 0.6 * style.text, height},
                   Qt::AlignRight | Qt::AlignVCenter, row.name, style.text, style.look.text);
    const double width = room * row.value / longest;
    painter.setPen(Qt::NoPen);
    painter.setBrush(row.colour);
    painter.drawRect(QRectF(line.left() + names, line.center().y() - kBar * height / 2, width, kBar * height));
    drawFigureText(painter, {line.left() + names + width + 0.4 * style.text, line.top(), kNumbers * style.text, height},
                   Qt::AlignLeft | Qt::AlignVCenter,
                   (i == 2 ? QStringLiteral("±") : QString()) + significant(row.value, 4), style.text, row.colour,
                   QFont::DemiBold);
  }
}

}  // namespace adv
