// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/maps/map_legend.hpp"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "widgets/maps/map_mark_painter.hpp"

namespace adv {
namespace {

constexpr double kMark = 5.0;        ///< radius at a type size of 12
constexpr double kHiddenInk = 0.35;  ///< opacity of what is hidden

QFont textFont(QFont::Weight weight = QFont::Normal) {
  QFont font;
  font.setPixelSize(typeSize(12));
  font.setWeight(weight);
  return font;
}

double rowHeight() { return 2.0 * typeSize(12); }
double titleHeight() { return 1.9 * typeSize(12); }
double markWidth() { return 1.8 * typeSize(12); }
double barHeight() { return typeSize(12); }

}  // namespace

MapLegend::MapLegend(QWidget* parent) : QWidget(parent) {
  QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
  setFocusPolicy(Qt::StrongFocus);
  setAccessibleName(tr("Legend of the map"));
  connect(themeNotifier(), &ThemeNotifier::themeChanged, this, [this] {
    updateGeometry();
    update();
  });
}

void MapLegend::setColouring(const MapColouring& colouring) {
  if (colouring.groups != m_colouring.groups) {
    m_hidden.assign(colouring.groups.size(), false);
    m_current = 0;
  }
  m_colouring = colouring;
  m_counts = colouring.counts();
  announce();
  updateGeometry();
  update();
}

void MapLegend::setHidden(std::vector<bool> groups) {
  groups.resize(m_colouring.groups.size());
  m_hidden = std::move(groups);
  announce();
  update();
}

QString MapLegend::countText(int group) const {
  return QStringLiteral("%L1").arg(m_counts[static_cast<std::size_t>(group)]);
}

/// In columns of one width, as many as fit.
std::vector<QRectF> MapLegend::cells(int width) const {
  const QFontMetricsF metrics(textFont());
  double widest = 0.0;
  for (std::size_t i = 0; i < m_colouring.groups.size(); ++i) {
    const QString text =
        QString::fromStdString(m_colouring.groups[i].name) + QStringLiteral("   ") + countText(static_cast<int>(i));
    widest = std::max(widest, metrics.horizontalAdvance(text));
  }
  const double cell = std::min(widest + markWidth() + typeSize(12), std::max(1.0, static_cast<double>(width)));
  const int columns = std::max(1, static_cast<int>(width / cell));
  std::vector<QRectF> cells;
  for (std::size_t i = 0; i < m_colouring.groups.size(); ++i) {
    const int place = static_cast<int>(i);
    cells.emplace_back(place % columns * std::floor(width / columns), titleHeight() + place / columns * rowHeight(),
                       std::floor(static_cast<double>(width) / columns), rowHeight());
  }
  return cells;
}

int MapLegend::heightForWidth(int width) const {
  if (m_colouring.isScalar()) return static_cast<int>(std::ceil(titleHeight() + barHeight() + rowHeight()));
  const auto all = cells(width);
  return static_cast<int>(std::ceil(all.empty() ? titleHeight() : all.back().bottom()));
}

QSize MapLegend::sizeHint() const {
  const int width = 16 * typeSize(12);
  return {width, heightForWidth(width)};
}

QSize MapLegend::minimumSizeHint() const {
  const int least = 8 * typeSize(12);
  return {least, std::min(heightForWidth(std::max(width(), least)), heightForWidth(least))};
}

void MapLegend::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  paintTitle(painter);
  if (m_colouring.isScalar()) return paintBar(painter);
  const auto all = cells(width());
  for (std::size_t i = 0; i < all.size(); ++i) paintGroup(painter, all[i], static_cast<int>(i));
}

void MapLegend::paintTitle(QPainter& painter) const {
  painter.setFont(textFont(QFont::DemiBold));
  painter.setPen(theme().mutedText);
  painter.drawText(QRectF(0, 0, width(), titleHeight()), Qt::AlignLeft | Qt::AlignTop, m_colouring.title);
}

void MapLegend::paintGroup(QPainter& painter, const QRectF& cell, int group) const {
  const auto i = static_cast<std::size_t>(group);
  const MapGroup& shown = m_colouring.groups[i];
  if (m_keyboardFocus && group == m_current) {
    painter.setPen(QPen(theme().focus, 2.0));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(cell.adjusted(1, 1, -1, -1), 4, 4);
  }
  painter.save();
  const QPointF middle(cell.left() + markWidth() / 2.0, cell.center().y());
  const double radius = kMark * typeSize(12) / 12.0;
  const QColor colour = colourOf(shown);
  if (m_hidden[i]) {
    painter.setPen(QPen(theme().mutedText, 1.2));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(markOutline(shown.shape, radius).translated(middle));
    painter.setOpacity(kHiddenInk * 2.0);
  } else {
    paintMark(painter, middle, shown.shape, radius, colour);
  }
  QFont font = textFont();
  font.setStrikeOut(m_hidden[i]);
  painter.setFont(font);
  const QRectF text = cell.adjusted(markWidth(), 0, -0.5 * typeSize(12), 0);
  const double count = QFontMetricsF(font).horizontalAdvance(countText(group)) + typeSize(12) * 0.8;
  painter.setPen(m_hidden[i] ? theme().mutedText : theme().text);
  painter.drawText(
      text, Qt::AlignLeft | Qt::AlignVCenter,
      QFontMetricsF(font).elidedText(QString::fromStdString(shown.name), Qt::ElideRight, text.width() - count));
  painter.setPen(theme().mutedText);
  painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter, countText(group));
  painter.restore();
}

void MapLegend::paintBar(QPainter& painter) const {
  const QRectF bar(0, titleHeight(), width(), barHeight());
  paintScalarBar(painter, bar);
  painter.setFont(textFont());
  painter.setPen(theme().text);
  const QRectF text(0, bar.bottom() + 4.0, width(), rowHeight());
  painter.drawText(text, Qt::AlignLeft | Qt::AlignTop, scalarText(m_colouring, 0.0));
  painter.drawText(text, Qt::AlignHCenter | Qt::AlignTop, scalarText(m_colouring, 0.5));
  painter.drawText(text, Qt::AlignRight | Qt::AlignTop, scalarText(m_colouring, 1.0));
}

void MapLegend::announce() {
  QStringList parts{m_colouring.title};
  for (std::size_t i = 0; i < m_colouring.groups.size(); ++i) {
    const QString name = QString::fromStdString(m_colouring.groups[i].name);
    const QString entry = tr("%1: %2 points").arg(name, countText(static_cast<int>(i)));
    parts << (m_hidden[i] ? tr("%1, hidden").arg(entry) : entry);
  }
  if (m_colouring.isScalar()) parts << tr("from %1 to %2").arg(scalarText(m_colouring, 0), scalarText(m_colouring, 1));
  setAccessibleDescription(parts.join(QStringLiteral("; ")));
}

}  // namespace adv
