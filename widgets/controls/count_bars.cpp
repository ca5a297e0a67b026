// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/count_bars.hpp"

#include <QPainter>
#include <algorithm>

#include "engine/api/interval.hpp"
#include "widgets/style/format.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr int kLowestRow = 22;
constexpr int kTallestRow = 40;
constexpr double kNameShare = 0.36;
constexpr int kNumbers = 142;

int rowHeight(int height, std::size_t rows) {
  return std::clamp(height / std::max<int>(1, static_cast<int>(rows)), qRound(kLowestRow * typeScale()),
                    qRound(kTallestRow * typeScale()));
}

void paintBar(QPainter& painter, const QRectF& row, const CountBar& bar) {
  const QFontMetricsF metrics(painter.font());
  const double name = row.width() * kNameShare;
  const double numbers = kNumbers * typeScale();
  painter.setPen(theme().text);
  painter.drawText(QRectF(row.left(), row.top(), name - 8, row.height()), Qt::AlignLeft | Qt::AlignVCenter,
                   metrics.elidedText(bar.name, Qt::ElideRight, name - 8));
  const QRectF track(row.left() + name, row.center().y() - 6 * typeScale(), row.width() - name - numbers,
                     12 * typeScale());
  const double share = bar.whole > 0 ? static_cast<double>(bar.part) / bar.whole : 0.0;
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme().track);
  painter.drawRoundedRect(track, 3, 3);
  painter.setBrush(bar.colour);
  if (bar.part > 0)
    painter.drawRoundedRect(QRectF(track.topLeft(), QSizeF(track.width() * share, track.height())), 3, 3);
  const Interval interval = wilsonInterval(bar.part, bar.whole);
  painter.setPen(QPen(theme().text, 1.5));
  painter.drawLine(QPointF(track.left() + track.width() * interval.low, track.center().y()),
                   QPointF(track.left() + track.width() * interval.high, track.center().y()));
  painter.drawText(QRectF(track.right(), row.top(), numbers, row.height()), Qt::AlignRight | Qt::AlignVCenter,
                   QObject::tr("%1 of %2 · %3").arg(bar.part).arg(bar.whole).arg(shareText(share)));
}

}  // namespace

CountBars::CountBars(QWidget* parent) : QWidget(parent) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  setToolTip(tr("Counts of pictures; the thin line is the 95 % interval of the share"));
}

void CountBars::setBars(std::vector<CountBar> bars) {
  m_bars = std::move(bars);
  QStringList texts;
  for (const CountBar& bar : m_bars) texts << tr("%1: %2 of %3").arg(bar.name).arg(bar.part).arg(bar.whole);
  setAccessibleName(texts.join(QStringLiteral("; ")));
  updateGeometry();
  update();
}

QSize CountBars::sizeHint() const {
  return {420, static_cast<int>(static_cast<double>(m_bars.size()) * kLowestRow * typeScale())};
}

QSize CountBars::minimumSizeHint() const { return {240, sizeHint().height()}; }

void CountBars::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  QFont font;
  font.setPixelSize(typeSize(14));
  painter.setFont(font);
  const int rowPixels = rowHeight(height(), m_bars.size());
  for (std::size_t row = 0; row < m_bars.size(); ++row)
    paintBar(painter, QRectF(0, static_cast<double>(row) * rowPixels, width(), rowPixels), m_bars[row]);
}

}  // namespace adv
