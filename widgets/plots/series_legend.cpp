// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/series_legend.hpp"

#include <QPainter>

#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr int kDash = 16;
constexpr int kGap = 6;
constexpr int kBetween = 20;
constexpr int kLongestName = 220;

QFont legendFont() {
  QFont font;
  font.setPixelSize(typeSize(14));
  return font;
}

}  // namespace

SeriesLegend::SeriesLegend(QWidget* parent) : QWidget(parent) {
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void SeriesLegend::setSeries(const std::vector<Series>& series) {
  m_entries.clear();
  QStringList names;
  for (const Series& one : series) {
    m_entries.push_back(one);
    for (auto* points : {&m_entries.back().x, &m_entries.back().y, &m_entries.back().low, &m_entries.back().high})
      points->clear();
    names << one.name;
  }
  setAccessibleName(tr("Lines: %1").arg(names.join(QStringLiteral(", "))));
  setToolTip(names.join(QLatin1Char('\n')));
  updateGeometry();
  update();
}

QSize SeriesLegend::sizeHint() const {
  const QFontMetrics metrics(legendFont());
  int width = 0;
  for (const Series& entry : m_entries)
    width += kDash + kGap + std::min(kLongestName, metrics.horizontalAdvance(entry.name)) + kBetween;
  return {width, metrics.height() + 4};
}

void SeriesLegend::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(legendFont());
  const QFontMetrics metrics(legendFont());
  const int count = std::max<int>(1, static_cast<int>(m_entries.size()));
  const int room = std::min(kLongestName, width() / count - kDash - kGap - kBetween);
  int x = width();
  for (auto entry = m_entries.rbegin(); entry != m_entries.rend(); ++entry) {
    const QString name = metrics.elidedText(entry->name, Qt::ElideRight, std::max(room, 24));
    x -= metrics.horizontalAdvance(name);
    painter.setPen(theme().mutedText);
    painter.drawText(QRect(x, 0, metrics.horizontalAdvance(name) + 2, height()), Qt::AlignVCenter | Qt::AlignLeft,
                     name);
    x -= kDash + kGap;
    QPen pen = penOf(*entry, 3);
    pen.setCapStyle(Qt::RoundCap);
    if (isDashed(*entry)) pen.setDashPattern({1.5, 1.5});
    painter.setPen(pen);
    painter.drawLine(QPointF(x, height() / 2.0), QPointF(x + kDash, height() / 2.0));
    x -= kBetween;
  }
}

}  // namespace adv
