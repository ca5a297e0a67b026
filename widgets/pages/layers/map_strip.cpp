// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/layers/map_strip.hpp"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/style/format.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr int kGap = 5;
constexpr double kSmallestSide = 20.0;
constexpr double kLargestSide = 190.0;
constexpr int kParts = 4;

QFont smallFont() {
  QFont font;
  font.setPixelSize(typeSize(12));
  return font;
}

QColor colourOf(MapPart part) {
  if (part == MapPart::Clean) return theme().clean;
  return part == MapPart::Adversarial ? theme().adversarial : theme().mutedText;
}

}  // namespace

QString mapReadout(const FeatureMapsReady& maps, int place, MapPart part, const QPointF& within) {
  const int channel = maps.shown[static_cast<std::size_t>(place)];
  const QString name = QObject::tr("channel %1").arg(channel);
  if (part == MapPart::Filter) {
    return QObject::tr("%1: its filter, %2 × %3 over %4 channels")
        .arg(name)
        .arg(maps.filterWidth)
        .arg(maps.filterHeight)
        .arg(maps.filterInputs);
  }
  const int x = std::clamp(static_cast<int>(within.x() * maps.width), 0, maps.width - 1);
  const int y = std::clamp(static_cast<int>(within.y() * maps.height), 0, maps.height - 1);
  const std::size_t at = static_cast<std::size_t>(place) * maps.mapSize() +
                         static_cast<std::size_t>(y) * static_cast<std::size_t>(maps.width) +
                         static_cast<std::size_t>(x);
  const double clean = static_cast<double>(maps.clean[at]);
  QString text = QObject::tr("%1 at (%2, %3): clean %4").arg(name).arg(x).arg(y).arg(significant(clean));
  if (maps.adversarial.empty()) return text;
  const double adversarial = static_cast<double>(maps.adversarial[at]);
  const double difference = adversarial - clean;
  return text +
         QObject::tr(", adversarial %1, difference %2%3")
             .arg(significant(adversarial), difference > 0 ? QStringLiteral("+") : QString(), significant(difference));
}

MapStrip::MapStrip(QWidget* parent) : ColumnView(parent) {
  setAccessibleName(tr("Feature maps of the layer"));
  setToolTip(tr("The channels of the layer. Wheel and arrow keys move along; a click, or Enter, shows one in large."));
}

void MapStrip::setMaps(std::optional<FeatureMapsReady> maps) {
  m_images.clear();
  takeMaps(std::move(maps));
}

QString MapStrip::describePlace(int place) const { return mapReadout(*maps(), place, MapPart::Clean, {0.5, 0.5}); }

void MapStrip::setWholeLayer(bool wholeLayer) {
  m_isWholeLayer = wholeLayer;
  m_images.clear();
  update();
}

int MapStrip::labelWidth() const {
  return QFontMetrics(smallFont()).horizontalAdvance(partText(MapPart::Adversarial)) + 10;
}

int MapStrip::headHeight() const { return QFontMetrics(smallFont()).height() + 2; }

double MapStrip::side() const {
  const auto rows = maps() ? static_cast<double>(partsOf(*maps()).size()) : 1.0;
  return std::clamp((height() - headHeight()) / rows - kGap, kSmallestSide, kLargestSide * typeScale());
}

int MapStrip::columnsThatFit() const {
  return std::max(1, static_cast<int>((width() - labelWidth() + kGap) / (side() + kGap)));
}

/// From one channel to the next: the columns that fit share the width.
double MapStrip::columnStep() const {
  const int columns = columnsThatFit();
  if (columns < 2 || columns > count()) return side() + kGap;
  return (width() - labelWidth() - side()) / (columns - 1);
}

QRectF MapStrip::placeOf(int place, int row) const {
  return {labelWidth() + (place - firstColumn()) * columnStep(), headHeight() + row * (side() + kGap), side(), side()};
}

const QImage& MapStrip::imageOf(int place, MapPart part) {
  QImage& image = m_images[place * kParts + static_cast<int>(part)];
  if (image.isNull()) image = mapImage(*maps(), place, part, m_isWholeLayer);
  return image;
}

void MapStrip::paintLabels(QPainter& painter) const {
  const auto parts = partsOf(*maps());
  for (std::size_t row = 0; row < parts.size(); ++row) {
    const QRectF first = placeOf(firstColumn(), static_cast<int>(row));
    QString label = partText(parts[row]);
    if (parts[row] == MapPart::Difference)
      label += QStringLiteral("\n±%1").arg(significant(static_cast<double>(maps()->differenceReach), 2));
    painter.setPen(colourOf(parts[row]));
    painter.drawText(QRectF(0, first.top(), labelWidth() - 8, first.height()), Qt::AlignVCenter | Qt::AlignLeft, label);
  }
}

void MapStrip::paintEvent(QPaintEvent*) {
  if (!maps()) return;
  QPainter painter(this);
  painter.setFont(smallFont());
  paintLabels(painter);
  const auto parts = partsOf(*maps());
  const int end = std::min(count(), firstColumn() + columnsThatFit());
  for (int place = firstColumn(); place < end; ++place) {
    const QRectF top = placeOf(place, 0);
    painter.setPen(theme().mutedText);
    painter.drawText(QRectF(top.left(), 0, top.width(), headHeight()), Qt::AlignCenter,
                     QString::number(maps()->shown[static_cast<std::size_t>(place)]));
    for (std::size_t row = 0; row < parts.size(); ++row)
      drawMap(painter, placeOf(place, static_cast<int>(row)), imageOf(place, parts[row]));
    if (place != current() || !hasFocus()) continue;
    const QRectF bottom = placeOf(place, static_cast<int>(parts.size()) - 1);
    painter.setPen(QPen(theme().focus, 2));
    painter.drawRoundedRect(QRectF(top.topLeft(), bottom.bottomRight()).adjusted(-2, -2, 2, 2), 3, 3);
  }
}

MapStrip::Cell MapStrip::cellAt(const QPointF& position) const {
  if (!maps()) return {};
  const int rows = static_cast<int>(partsOf(*maps()).size());
  const int place = firstColumn() + static_cast<int>(std::floor((position.x() - labelWidth()) / columnStep()));
  const int row = static_cast<int>(std::floor((position.y() - headHeight()) / (side() + kGap)));
  const bool isInside = position.x() >= labelWidth() && position.y() >= headHeight() && place < count() && row < rows;
  return isInside && placeOf(place, row).contains(position) ? Cell{place, row} : Cell{};
}

void MapStrip::mousePressEvent(QMouseEvent* event) {
  const Cell cell = cellAt(event->position());
  if (event->button() != Qt::LeftButton || cell.place < 0) return;
  setCurrent(cell.place);
  emit channelChosen(cell.place);
}

void MapStrip::mouseMoveEvent(QMouseEvent* event) {
  const Cell cell = cellAt(event->position());
  setCursor(cell.place < 0 ? Qt::ArrowCursor : Qt::PointingHandCursor);
  if (cell.place < 0) return emit hovered({});
  const QRectF place = placeOf(cell.place, cell.row);
  const QPointF within((event->position().x() - place.left()) / place.width(),
                       (event->position().y() - place.top()) / place.height());
  emit hovered(mapReadout(*maps(), cell.place, partsOf(*maps())[static_cast<std::size_t>(cell.row)], within));
}

void MapStrip::keyPressEvent(QKeyEvent* event) {
  if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter) return ColumnView::keyPressEvent(event);
  if (count() > 0) emit channelChosen(current());
}

}  // namespace adv
