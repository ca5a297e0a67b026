// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/pooling_figure.hpp"

#include <QObject>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "widgets/figures/convolution_figure.hpp"
#include "widgets/figures/figure_text.hpp"

namespace adv {
namespace {

constexpr double kText = 0.8;
constexpr double kLine = 1.5;
constexpr double kCells = 0.3;  ///< height of the numbers, of the width
constexpr double kGap = 0.015;  ///< between pictures, of the width
constexpr double kSoft = 0.42;  ///< share of a window's colour
constexpr double kFrame = 2.0;

QColor softly(const QColor& colour, const Theme& look) {
  const auto mixed = [&](int a, int b) { return qRound(kSoft * a + (1 - kSoft) * b); };
  return {mixed(colour.red(), look.card.red()), mixed(colour.green(), look.card.green()),
          mixed(colour.blue(), look.card.blue())};
}

const char* kindName(PoolKind kind) { return kind == PoolKind::Max ? "max" : "average"; }

NumberTable tableOf(const NumberMap& numbers, std::vector<QColor> grounds) {
  const auto count = static_cast<std::ptrdiff_t>(numbers.width) * numbers.height;
  NumberTable table{numbers.height,     numbers.width, {numbers.values.begin(), numbers.values.begin() + count},
                    CellColours::Plain, 1.0,           {}};
  table.grounds = std::move(grounds);
  return table;
}

/// Square cells, as large as `place` allows, at its left.
QRectF squareCells(const QRectF& place, const NumberTable& table) {
  const double cell = std::min(place.width() / table.columns, place.height() / table.rows);
  QRectF cells(0, 0, cell * table.columns, cell * table.rows);
  cells.moveCenter(place.center());
  return cells;
}

}  // namespace

std::vector<QColor> windowGrounds(const PoolingReady& ready, const Theme& look) {
  const NumberMap& input = ready.levels.front().numbers;
  std::vector<QColor> grounds(static_cast<std::size_t>(input.width) * input.height, look.plotBackground);
  for (std::size_t index = ready.cells.size(); index-- > 0;) {
    const PooledCell& cell = ready.cells[index];
    for (int y = cell.top; y < cell.top + cell.rows; ++y) {
      for (int x = cell.left; x < cell.left + cell.columns; ++x)
        grounds[static_cast<std::size_t>(y) * input.width + x] = softly(classColour(static_cast<int>(index)), look);
    }
  }
  return grounds;
}

std::vector<QColor> resultGrounds(const PoolingReady& ready, const Theme& look) {
  std::vector<QColor> grounds;
  for (std::size_t index = 0; index < ready.cells.size(); ++index)
    grounds.push_back(softly(classColour(static_cast<int>(index)), look));
  return grounds;
}

std::vector<Series> shiftSeries(const PoolingReady& ready, PoolKind kind) {
  Series max{QObject::tr("max"), SeriesRole::Clean, {}, ready.shiftChangeMax};
  Series average{QObject::tr("average"), SeriesRole::Control, {}, ready.shiftChangeAverage, classColour(2), true};
  for (Series* line : {&max, &average}) {
    for (double& change : line->y) change *= 100.0;
    for (std::size_t level = 0; level < line->y.size(); ++level) line->x.push_back(static_cast<double>(level));
  }
  max.mark = PointMark::Disc;
  average.mark = PointMark::Square;
  return kind == PoolKind::Max ? std::vector<Series>{max, average} : std::vector<Series>{average, max};
}

QRectF levelPlace(const QRectF& place, const PoolingReady& ready, int level, double text) {
  const int count = static_cast<int>(ready.levels.size());
  const double gap = kGap * place.width();
  const double column = (place.width() - gap * (count - 1)) / count;
  const NumberMap& first = ready.levels.front().numbers;
  const double room = place.height() - text * kLine - 2 * kFrame;
  const double scale = std::min((column - 2 * kFrame) / first.width, room / first.height);
  QRectF picture(0, 0, scale * first.width, scale * first.height);
  picture.moveCenter({place.left() + level * (column + gap) + column / 2, place.top() + kFrame + picture.height() / 2});
  return picture;
}

void paintLevels(QPainter& painter, const QRectF& place, const PoolingReady& ready, int chosen, double text,
                 const Theme& look) {
  painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
  for (int level = 0; level < static_cast<int>(ready.levels.size()); ++level) {
    const ShownMap& map = ready.levels[static_cast<std::size_t>(level)];
    const QRectF picture = levelPlace(place, ready, level, text);
    painter.drawImage(picture, toQImage(map));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(level == chosen ? QPen(look.accent, 2 * kFrame) : QPen(look.cardBorder, kFrame / 2));
    painter.drawRect(picture);
    const QString size = QStringLiteral("%1 × %2").arg(map.numbers.width).arg(map.numbers.height);
    drawFigureText(painter, {picture.center().x() - 4 * text, picture.bottom() + kFrame, 8 * text, text * kLine},
                   Qt::AlignHCenter | Qt::AlignVCenter, size, text, level == chosen ? look.text : look.mutedText,
                   level == chosen ? QFont::DemiBold : QFont::Normal);
  }
}

PoolingFigure::PoolingFigure(PoolingFigureData data) : m_data(std::move(data)) {}

double PoolingFigure::cellsHeight(const FigureStyle& style) const {
  return m_data.cells && !m_data.cells->cells.empty() ? kCells * style.width : 0.0;
}

double PoolingFigure::picturesHeight(const FigureStyle& style) const {
  if (!m_data.picture) return 0.0;
  const NumberMap& first = m_data.picture->levels.front().numbers;
  const double count = static_cast<double>(m_data.picture->levels.size());
  return style.width / std::max(count, 3.0) * first.height / first.width + style.textSize * kText * 2 * kLine;
}

double PoolingFigure::height(const FigureStyle& style) const {
  return cellsHeight(style) + picturesHeight(style) + style.textSize * kText * kLine * 1.6;
}

void PoolingFigure::paint(QPainter& painter, const FigureStyle& style) const {
  const double text = kText * style.textSize;
  if (const double high = cellsHeight(style); high > 0.0) {
    const PoolingReady& ready = *m_data.cells;
    const NumberSizes sizes{0.8 * text, 2.0 * text, text / 14};
    const NumberTable input = tableOf(ready.levels.front().numbers, windowGrounds(ready, figureInk()));
    const NumberTable result = tableOf(ready.levels[1].numbers, resultGrounds(ready, figureInk()));
    paintNumberTable(painter, squareCells({0, 0, style.width * 0.46, high}, input), input, sizes, figureInk());
    drawFigureText(painter, {style.width * 0.46, 0, style.width * 0.08, high}, Qt::AlignCenter, QStringLiteral("→"),
                   2 * text, figureInk().text);
    paintNumberTable(painter, squareCells({style.width * 0.54, high * 0.2, style.width * 0.46, high * 0.6}, result),
                     result, sizes, figureInk());
  }
  if (m_data.picture) {
    paintLevels(painter, {0, cellsHeight(style) + text, style.width, picturesHeight(style) - text}, *m_data.picture, -1,
                text, figureInk());
  }
  drawFigureText(painter, {0, height(style) - text * kLine, style.width, text * kLine},
                 Qt::AlignLeft | Qt::AlignVCenter, caption(), text, figureInk().mutedText);
}

QString PoolingFigure::caption() const {
  const PoolingReady& ready = m_data.cells ? *m_data.cells : *m_data.picture;
  const QString kind = m_data.spec.kind == PoolKind::Max ? QObject::tr("Max pooling") : QObject::tr("Average pooling");
  return QObject::tr("%1, size %2, stride %3, padding %4 · size %5")
      .arg(kind)
      .arg(m_data.spec.size)
      .arg(m_data.spec.stride)
      .arg(m_data.spec.padding)
      .arg(QString::fromStdString(pooledSizeFormula(ready.levels.front().numbers.width, m_data.spec)));
}

std::string PoolingFigure::csv() const {
  const PoolingReady& ready = m_data.cells ? *m_data.cells : *m_data.picture;
  return numbersCsv(ready.levels[std::min<std::size_t>(1, ready.levels.size() - 1)].numbers);
}

std::string PoolingFigure::repeatJson() const {
  nlohmann::json json = {{"program", "AdvScope"},
                         {"pool", kindName(m_data.spec.kind)},
                         {"size", m_data.spec.size},
                         {"stride", m_data.spec.stride},
                         {"padding", m_data.spec.padding},
                         {"ceil", m_data.spec.ceilMode},
                         {"caption", caption().toStdString()}};
  if (m_data.cells) json["input"] = m_data.cells->levels.front().numbers.values;
  if (m_data.picture) {
    json["image"] = m_data.picture->imageName;
    json["levels"] = m_data.picture->levels.size() - 1;
    json["shift_change_max"] = m_data.picture->shiftChangeMax;
    json["shift_change_average"] = m_data.picture->shiftChangeAverage;
  }
  return json.dump(2);
}

}  // namespace adv
