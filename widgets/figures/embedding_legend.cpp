// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/embedding_legend.hpp"

#include <QObject>
#include <algorithm>

#include "widgets/figures/figure_text.hpp"
#include "widgets/maps/map_mark_painter.hpp"

namespace adv {
namespace {

constexpr double kLine = 1.4;  ///< of the text
constexpr double kScaleLines = 3.2;
constexpr double kBar = 11.0;  ///< width of the scale, of the text
constexpr double kPathLines = 2.5;

}  // namespace

EmbeddingLegend::EmbeddingLegend(const EmbeddingFigureData& data, double text, int columns)
    : m_data(data), m_text(text), m_line(kLine * text), m_columns(columns) {
  const std::vector<int> counts = data.colouring.counts();
  for (std::size_t i = 0; i < data.colouring.groups.size(); ++i) {
    const bool isHidden = i < data.hidden.size() && data.hidden[i];
    if (isHidden || counts[i] == 0) continue;
    m_entries.push_back({static_cast<int>(i), QString::fromStdString(data.colouring.groups[i].name),
                         QStringLiteral("%L1").arg(counts[i])});
  }
}

double EmbeddingLegend::colourHeight() const {
  if (m_data.colouring.isScalar()) return kScaleLines * m_line;
  return (1 + (static_cast<int>(m_entries.size()) + m_columns - 1) / m_columns) * m_line;
}

double EmbeddingLegend::height() const { return colourHeight() + (m_data.hasPaths() ? kPathLines * m_line : 0.0); }

void EmbeddingLegend::paint(QPainter& painter, const QRectF& place) const {
  drawFigureText(painter, QRectF(place.left(), place.top(), place.width(), m_line), Qt::AlignLeft | Qt::AlignVCenter,
                 m_data.colouring.title, m_text, figureInk().mutedText, QFont::DemiBold);
  if (m_data.colouring.isScalar()) {
    paintScale(painter, place);
  } else {
    paintGroups(painter, place);
  }
  if (m_data.hasPaths()) paintPathKey(painter, place.adjusted(0, colourHeight() + 0.5 * m_line, 0, 0));
}

void EmbeddingLegend::paintGroups(QPainter& painter, const QRectF& place) const {
  const double width = place.width() / m_columns;
  double widest = 0.0;
  for (const Entry& entry : m_entries)
    widest =
        std::max(widest, figureTextWidth(entry.name, m_text) + figureTextWidth(entry.count, m_text) + 2.6 * m_text);
  for (std::size_t i = 0; i < m_entries.size(); ++i) {
    const Entry& entry = m_entries[i];
    const int at = static_cast<int>(i);
    const QRectF box(place.left() + at % m_columns * width, place.top() + (1 + at / m_columns) * m_line,
                     std::min(widest, width - m_text), m_line);
    const MapGroup& group = m_data.colouring.groups[static_cast<std::size_t>(entry.group)];
    paintMark(painter, {box.left() + m_text * 0.5, box.center().y()}, group.shape, m_text * 0.38,
              colourOf(group, figureInk()));
    const double count = figureTextWidth(entry.count, m_text);
    drawFigureText(painter, box.adjusted(m_text * 1.4, 0, -count - m_text * 0.5, 0), Qt::AlignLeft | Qt::AlignVCenter,
                   entry.name, m_text, figureInk().text);
    drawFigureText(painter, box, Qt::AlignRight | Qt::AlignVCenter, entry.count, m_text, figureInk().mutedText);
  }
}

void EmbeddingLegend::paintScale(QPainter& painter, const QRectF& place) const {
  const QRectF bar(place.left(), place.top() + m_line * 1.1, std::min(place.width(), kBar * m_text), m_text * 0.8);
  paintScalarBar(painter, bar);
  const QRectF below(bar.left(), bar.bottom() + m_text * 0.2, bar.width(), m_line);
  drawFigureText(painter, below, Qt::AlignLeft | Qt::AlignVCenter, scalarText(m_data.colouring, 0.0), m_text,
                 figureInk().text);
  drawFigureText(painter, below, Qt::AlignRight | Qt::AlignVCenter, scalarText(m_data.colouring, 1.0), m_text,
                 figureInk().text);
}

/// A solid line for attacks, a dashed one for their twins.
void EmbeddingLegend::paintPathKey(QPainter& painter, const QRectF& place) const {
  QPen pen(figureInk().text, m_text * 0.16, Qt::SolidLine, Qt::FlatCap);
  double top = place.top();
  for (const QString& words : {QObject::tr("attack"), QObject::tr("random noise")}) {
    const QRectF box(place.left(), top, place.width(), m_line);
    painter.setPen(pen);
    painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.left() + m_text * 1.6, box.center().y()));
    drawFigureText(painter, box.adjusted(m_text * 2.1, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, words, m_text,
                   figureInk().text);
    pen.setColor(figureInk().control);
    pen.setDashPattern({2.0, 1.6});
    top += m_line;
  }
}

}  // namespace adv
