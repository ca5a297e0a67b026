// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/network_drawing.hpp"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <map>

#include "widgets/figures/figure_text.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

// In text sizes.
constexpr double kSmallestRow = 1.75;
constexpr double kLargestRow = 5.6;
constexpr double kTwoLines = 3.3;  ///< rows from here on have room for a second line
constexpr double kGutter = 2.2;    ///< at the right, for what skips
constexpr double kSide = 0.7;
constexpr double kGap = 0.7;  ///< between branches
constexpr double kLine = 1.3;

std::vector<int> rowsOf(const std::vector<LayerInfo>& layers) {
  std::vector<int> rows;
  for (const LayerInfo& layer : layers) {
    int row = 0;
    for (const int input : layer.inputs) row = std::max(row, rows[static_cast<std::size_t>(input)] + 1);
    rows.push_back(row);
  }
  return rows;
}

QString nameInBlock(const LayerInfo& layer) {
  const QString name = QString::fromStdString(layer.name);
  if (layer.kind == LayerKind::Sum) return QStringLiteral("+ ") + name;
  const QString block = QString::fromStdString(layer.block);
  return !block.isEmpty() && name.startsWith(block + QLatin1Char('.')) ? name.mid(block.size() + 1) : name;
}

QColor fillOf(LayerKind kind, const Theme& look) {
  switch (kind) {
    case LayerKind::Convolution:
    case LayerKind::Linear: return look.accentSoft;
    case LayerKind::MaxPooling:
    case LayerKind::AveragePooling: return look.track;
    default: return look.card;
  }
}

/// A head at the end of a path, along its last direction.
void paintArrow(QPainter& painter, const QPainterPath& path, double size) {
  const QPointF tip = path.pointAtPercent(1.0);
  const double angle = path.angleAtPercent(1.0) * M_PI / 180.0;
  const QPointF back(-std::cos(angle) * size, std::sin(angle) * size);
  const QPointF side(-back.y() * 0.5, back.x() * 0.5);
  painter.setBrush(painter.pen().color());
  painter.drawPolygon(QPolygonF({tip, tip + back + side, tip + back - side}));
  painter.setBrush(Qt::NoBrush);
}

void paintEdges(QPainter& painter, const NetworkDrawing& drawing, const Theme& look) {
  const double size = drawing.layout.textSize;
  for (std::size_t to = 0; to < drawing.layers.size(); ++to) {
    for (const int from : drawing.layers[to].inputs) {
      const bool isSelected = static_cast<int>(to) == drawing.selected || from == drawing.selected;
      painter.setPen(QPen(isSelected ? look.text : look.mutedText, isSelected ? size / 7 : size / 11));
      const QPainterPath path = edgePath(drawing.layout, from, static_cast<int>(to));
      painter.drawPath(path);
      paintArrow(painter, path, std::min(size * 0.45, path.length() * 0.7));
    }
  }
}

void paintText(QPainter& painter, const LayerInfo& layer, const QRectF& block, double size, const Theme& look) {
  const QRectF inner = block.adjusted(size * 0.6, 0, -size * 0.6, -size * 0.2);
  const QString parameters = layer.parameters > 0 ? countText(layer.parameters) : QString();
  if (block.height() >= (kTwoLines - 1) * size) {
    const double top = inner.center().y() - kLine * size;
    const QString second =
        parameters.isEmpty() ? shapeText(layer) : QStringLiteral("%1  ·  %2").arg(shapeText(layer), parameters);
    drawFigureText(painter, {inner.left(), top, inner.width(), kLine * size}, Qt::AlignVCenter, nameInBlock(layer),
                   size * 1.08, look.text, QFont::DemiBold);
    drawFigureText(painter, {inner.left(), top + kLine * size, inner.width(), kLine * size}, Qt::AlignVCenter, second,
                   size, look.mutedText);
    return;
  }
  const QString name = nameInBlock(layer);
  const double nameWidth = std::min(figureTextWidth(name, size, QFont::DemiBold) + size / 2, inner.width());
  drawFigureText(painter, {inner.left(), inner.top(), nameWidth, inner.height()}, Qt::AlignVCenter, name, size,
                 look.text, QFont::DemiBold);
  const double room = inner.width() - nameWidth - size / 2;
  QString rest =
      parameters.isEmpty() ? shapeText(layer) : QStringLiteral("%1  ·  %2").arg(shapeText(layer), parameters);
  if (figureTextWidth(rest, size) > room) rest = shapeText(layer);
  if (figureTextWidth(rest, size) > room) return;
  drawFigureText(painter, {inner.right() - room, inner.top(), room, inner.height()}, Qt::AlignRight | Qt::AlignVCenter,
                 rest, size, look.mutedText);
}

/// The share of the layer's result that the attack changed, up to the whole width, and a mark for the noise.
void paintChange(QPainter& painter, const LayerChange& change, const QRectF& block, double size, const Theme& look) {
  const double height = size * 0.2;
  const auto along = [&](double share) { return std::isfinite(share) ? std::min(1.0, share) * block.width() : 0.0; };
  painter.fillRect(QRectF(block.left(), block.bottom() - height, along(change.attack), height), look.adversarial);
  painter.fillRect(QRectF(block.left() + along(change.noise) - height, block.bottom() - height, 2 * height, height),
                   look.mutedText);
}

void paintBlock(QPainter& painter, const NetworkDrawing& drawing, std::size_t index, const Theme& look) {
  const LayerInfo& layer = drawing.layers[index];
  const QRectF& block = drawing.layout.blocks[index];
  const double size = drawing.layout.textSize;
  const bool isSelected = static_cast<int>(index) == drawing.selected;
  QPainterPath outline;
  outline.addRoundedRect(block, size * 0.4, size * 0.4);
  painter.fillPath(outline, fillOf(layer.kind, look));
  if (index < drawing.changes.size()) {
    painter.save();
    painter.setClipPath(outline, Qt::IntersectClip);
    paintChange(painter, drawing.changes[index], block, size, look);
    painter.restore();
  }
  const QColor border = isSelected && drawing.hasFocus ? look.focus : isSelected ? look.text : look.cardBorder;
  painter.setPen(QPen(border, isSelected ? size / 5 : size / 12));
  painter.drawPath(outline);
  paintText(painter, layer, block, size, look);
}

}  // namespace

NetworkLayout layoutNetwork(const std::vector<LayerInfo>& layers, QSizeF space, double textSize) {
  NetworkLayout layout;
  layout.textSize = textSize;
  if (layers.empty()) return layout;
  const std::vector<int> rows = rowsOf(layers);
  std::map<int, int> inRow;
  for (const int row : rows) ++inRow[row];
  const auto rowCount = static_cast<double>(inRow.size());
  const double pitch = std::clamp(space.height() / rowCount, kSmallestRow * textSize, kLargestRow * textSize);
  const double gap = std::max(0.42 * textSize, pitch * 0.24);
  const double left = kSide * textSize;
  const double width = space.width() - left - kGutter * textSize;
  std::map<int, int> used;
  std::map<std::string, QRectF> groups;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const int count = inRow[rows[i]];
    const double each = (width - (count - 1) * kGap * textSize) / count;
    const int column = used[rows[i]]++;
    const QRectF block(left + column * (each + kGap * textSize), rows[i] * pitch + gap / 2, each, pitch - gap);
    layout.blocks.push_back(block);
    const double margin = std::min(gap / 2, kSide * textSize / 2);
    if (!layers[i].block.empty())
      groups[layers[i].block] |= block.adjusted(-kSide * textSize / 2, -margin, kSide * textSize / 2, margin);
  }
  for (const auto& [name, group] : groups) layout.groups.push_back(group);
  layout.height = rowCount * pitch;
  return layout;
}

QPainterPath edgePath(const NetworkLayout& layout, int from, int to) {
  const QRectF& source = layout.blocks[static_cast<std::size_t>(from)];
  const QRectF& target = layout.blocks[static_cast<std::size_t>(to)];
  const double pitch = source.height() * 2.2;
  QPainterPath path;
  if (target.top() - source.top() < pitch) {
    const bool isNarrower = source.width() > target.width() * 1.2;
    const bool isWider = target.width() > source.width() * 1.2;
    const QPointF foot(isNarrower ? target.center().x() : source.center().x(), source.bottom());
    const QPointF head(isWider ? source.center().x() : target.center().x(), target.top());
    path.moveTo(foot);
    path.lineTo(head);
    return path;
  }
  const double right = std::max(source.right(), target.right()) + 1.3 * layout.textSize;
  const double bend = 0.5 * layout.textSize;
  const double y = source.top() + 0.7 * source.height();
  const double end = target.top() + 0.3 * target.height();
  path.moveTo(source.right(), y);
  path.lineTo(right - bend, y);
  path.quadTo(right, y, right, y + bend);
  path.lineTo(right, end - bend);
  path.quadTo(right, end, right - bend, end);
  path.lineTo(target.right(), end);
  return path;
}

void paintNetwork(QPainter& painter, const NetworkDrawing& drawing, const Theme& look) {
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(look.grid);
  const double radius = drawing.layout.textSize * 0.6;
  for (const QRectF& group : drawing.layout.groups) painter.drawRoundedRect(group, radius, radius);
  painter.setBrush(Qt::NoBrush);
  paintEdges(painter, drawing, look);
  for (std::size_t i = 0; i < drawing.layers.size(); ++i) paintBlock(painter, drawing, i, look);
}

QString shapeText(const LayerInfo& layer) {
  QStringList extents;
  for (const std::int64_t extent : layer.shape) extents << QString::number(extent);
  return extents.join(QStringLiteral(" × "));
}

QString countText(std::int64_t count) {
  if (count >= 1'000'000) return significant(static_cast<double>(count) / 1e6) + QStringLiteral(" M");
  if (count >= 1'000) return significant(static_cast<double>(count) / 1e3) + QStringLiteral(" k");
  return QString::number(count);
}

QString kindText(LayerKind kind) {
  const auto text = [](const char* words) { return QCoreApplication::translate("LayerKind", words); };
  switch (kind) {
    case LayerKind::Input: return text("the picture");
    case LayerKind::Convolution: return text("convolution");
    case LayerKind::Linear: return text("linear layer");
    case LayerKind::MaxPooling: return text("max pooling");
    case LayerKind::AveragePooling: return text("average pooling");
    case LayerKind::Sum: return text("sum with the skip connection");
    case LayerKind::Concatenation: return text("both branches side by side");
    case LayerKind::Shortcut: return text("shortcut");
    case LayerKind::Normalisation: return text("normalisation");
    case LayerKind::Activation: return text("non-linearity");
  }
  return {};
}

QString describe(const LayerInfo& layer) {
  QString text = QStringLiteral("%1: %2").arg(QString::fromStdString(layer.name), kindText(layer.kind));
  if (!layer.detail.empty()) text += QStringLiteral(", ") + QString::fromStdString(layer.detail);
  text += QLatin1Char('\n') + shapeText(layer);
  if (layer.parameters > 0)
    text += QCoreApplication::translate("LayerKind", ", %1 parameters").arg(countText(layer.parameters));
  return text;
}

}  // namespace adv
