// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/measure_bars_view.hpp"

#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr int kRow = 24;

}  // namespace

MeasureBarsView::MeasureBarsView(QWidget* parent) : QWidget(parent) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize MeasureBarsView::sizeHint() const {
  return {300, qRound(kRow * typeScale() * static_cast<double>(std::max<std::size_t>(1, m_bars.size())))};
}

void MeasureBarsView::setBars(std::vector<MeasureBar> bars) {
  const bool isResized = bars.size() != m_bars.size();
  m_bars = std::move(bars);
  QStringList texts;
  for (const MeasureBar& bar : m_bars) texts << tr("%1: %2").arg(bar.name, significant(bar.value, 4));
  setAccessibleName(texts.join(QStringLiteral("; ")));
  if (isResized) updateGeometry();
  update();
}

void MeasureBarsView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  paintMeasureBars(painter, QRectF(rect()), m_bars, {13.0 * typeScale(), typeScale(), theme()});
}

}  // namespace adv
