// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/embedding_figure.hpp"

#include <QObject>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "widgets/figures/figure_text.hpp"
#include "widgets/maps/map_cpu_renderer.hpp"
#include "widgets/maps/map_index.hpp"
#include "widgets/maps/map_mark_painter.hpp"
#include "widgets/maps/map_names.hpp"
#include "widgets/maps/map_path_painter.hpp"
#include "widgets/maps/map_table.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

const QString kSeparator = QStringLiteral(" · ");
constexpr double kTextShare = 0.8;  ///< of the style's text, for legend and caption
constexpr double kLine = 1.4;
constexpr double kWideText = 45.0;  ///< so many text sizes wide, the legend has a column beside the map
constexpr double kLegendWidth = 11.0;
constexpr double kPathLine = 1.6;  ///< of the style's line
constexpr double kMargin = 0.04;   ///< of the area, around the points
constexpr double kLeastShape = 0.6;
constexpr double kMostShape = 0.95;
constexpr double kLayerPixels = 4.0;  ///< of the picture of dots, for a point of the figure
constexpr int kMostLayerPixels = 4000;

bool isWide(const FigureStyle& style) { return style.width / style.textSize > kWideText; }

double smallText(const FigureStyle& style) { return kTextShare * style.textSize; }

double mapWidth(const FigureStyle& style) {
  return isWide(style) ? style.width - kLegendWidth * smallText(style) - style.textSize : style.width;
}

/// Lines of at most `width`, broken between the parts of the caption.
QStringList captionLines(const QString& caption, double width, double text) {
  QStringList lines;
  for (const QString& part : caption.split(kSeparator)) {
    const QString longer = lines.isEmpty() ? part : lines.last() + kSeparator + part;
    if (!lines.isEmpty() && figureTextWidth(longer, text) <= width) {
      lines.last() = longer;
    } else {
      lines << part;
    }
  }
  return lines;
}

struct LegendEntry {
  int group = 0;
  QString name;
  QString count;
};

std::vector<LegendEntry> legendEntries(const EmbeddingFigureData& data) {
  std::vector<LegendEntry> entries;
  const std::vector<int> counts = data.colouring.counts();
  for (std::size_t i = 0; i < data.colouring.groups.size(); ++i) {
    const bool isHidden = i < data.hidden.size() && data.hidden[i];
    if (isHidden || counts[i] == 0) continue;
    entries.push_back({static_cast<int>(i), QString::fromStdString(data.colouring.groups[i].name),
                       QStringLiteral("%L1").arg(counts[i])});
  }
  return entries;
}

int legendColumns(const FigureStyle& style) {
  return isWide(style) ? 1 : std::max(1, static_cast<int>(style.width / (kLegendWidth * smallText(style))));
}

double legendHeight(const EmbeddingFigureData& data, const FigureStyle& style) {
  const double line = kLine * smallText(style);
  if (data.colouring.isScalar()) return 3.2 * line;
  const int columns = legendColumns(style);
  const auto entries = static_cast<int>(legendEntries(data).size());
  return (1 + (entries + columns - 1) / columns) * line;
}

/// Where the points are, and how they come there.
struct MapArea {
  QRectF area;
  double scale = 1.0;
  QPointF centre;

  QPointF toFigure(QPointF place) const {
    const QPointF way = (place - centre) * scale;
    return area.center() + QPointF(way.x(), -way.y());
  }
};

MapArea mapArea(const QRectF& bounds, const QRectF& area) {
  const double width = std::max(bounds.width(), 1e-12), height = std::max(bounds.height(), 1e-12);
  const double scale = (1.0 - 2.0 * kMargin) * std::min(area.width() / width, area.height() / height);
  return {area, scale, bounds.center()};
}

QRectF boundsOf(const EmbeddingFigureData& data) {
  QRectF bounds = adv::boundsOf(*data.map.places);
  if (!data.paths || !data.paths->paths) return bounds;
  for (const EmbeddingPath& path : data.paths->paths->paths) {
    for (const EmbeddingStation& station : path.stations) {
      const QPointF place(static_cast<double>(station.x), static_cast<double>(station.y));
      bounds.setLeft(std::min(bounds.left(), place.x()));
      bounds.setRight(std::max(bounds.right(), place.x()));
      bounds.setTop(std::min(bounds.top(), place.y()));
      bounds.setBottom(std::max(bounds.bottom(), place.y()));
    }
  }
  return bounds;
}

double mapHeight(const EmbeddingFigureData& data, const FigureStyle& style) {
  const QRectF bounds = boundsOf(data);
  const double shape = bounds.width() > 0.0 ? bounds.height() / bounds.width() : 1.0;
  return mapWidth(style) * std::clamp(shape, kLeastShape, kMostShape);
}

void paintVectorDots(QPainter& painter, const MapArea& map, const MapScene& scene) {
  painter.save();
  painter.setOpacity(scene.marks->marks.front().opacity / 255.0);
  for (const std::uint32_t point : scene.marks->order) {
    const MapMark& mark = scene.marks->marks[scene.marks->markOf[point]];
    const QPointF place(static_cast<double>(scene.places->x[point]), static_cast<double>(scene.places->y[point]));
    paintMark(painter, map.toFigure(place), mark.shape, static_cast<double>(scene.radius), QColor(mark.fill));
  }
  painter.restore();
}

void paintDotLayer(QPainter& painter, const MapArea& map, MapScene scene) {
  const double fine = std::min(kLayerPixels, kMostLayerPixels / std::max(map.area.width(), map.area.height()));
  scene.scale *= fine;
  scene.radius *= static_cast<float>(fine);
  scene.rim *= static_cast<float>(fine);
  painter.drawImage(map.area, renderMapLayer(scene, (map.area.size() * fine).toSize()));
}

void paintFrame(QPainter& painter, const QRectF& area, const FigureStyle& style) {
  painter.setPen(QPen(figureInk().cardBorder, style.lineWidth));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(area);
  const double text = smallText(style);
  drawFigureText(painter, QRectF(area.left(), area.bottom() + text * 0.2, area.width(), kLine * text),
                 Qt::AlignLeft | Qt::AlignVCenter, QObject::tr("t-SNE 1 and t-SNE 2, without unit"), text,
                 figureInk().mutedText);
}

void paintGroups(QPainter& painter, const EmbeddingFigureData& data, const FigureStyle& style, const QRectF& place) {
  const double text = smallText(style), line = kLine * text;
  const int columns = legendColumns(style);
  const double width = place.width() / columns;
  const auto entries = legendEntries(data);
  double widest = 0.0;
  for (const LegendEntry& entry : entries)
    widest = std::max(widest, figureTextWidth(entry.name, text) + figureTextWidth(entry.count, text) + 2.6 * text);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const int at = static_cast<int>(i);
    const QRectF box(place.left() + at % columns * width, place.top() + (1 + at / columns) * line,
                     std::min(widest, width - text), line);
    const MapGroup& group = data.colouring.groups[static_cast<std::size_t>(entries[i].group)];
    paintMark(painter, {box.left() + text * 0.5, box.center().y()}, group.shape, text * 0.38,
              colourOf(group, figureInk()));
    const double count = figureTextWidth(entries[i].count, text);
    drawFigureText(painter, box.adjusted(text * 1.4, 0, -count - text * 0.5, 0), Qt::AlignLeft | Qt::AlignVCenter,
                   entries[i].name, text, figureInk().text);
    drawFigureText(painter, box, Qt::AlignRight | Qt::AlignVCenter, entries[i].count, text, figureInk().mutedText);
  }
}

void paintScale(QPainter& painter, const EmbeddingFigureData& data, const FigureStyle& style, const QRectF& place) {
  const double text = smallText(style), line = kLine * text;
  const QRectF bar(place.left(), place.top() + line * 1.1, std::min(place.width(), kLegendWidth * text), text * 0.8);
  paintScalarBar(painter, bar);
  const QRectF below(bar.left(), bar.bottom() + text * 0.2, bar.width(), line);
  drawFigureText(painter, below, Qt::AlignLeft | Qt::AlignVCenter, scalarText(data.colouring, 0.0), text,
                 figureInk().text);
  drawFigureText(painter, below, Qt::AlignRight | Qt::AlignVCenter, scalarText(data.colouring, 1.0), text,
                 figureInk().text);
}

void paintLegend(QPainter& painter, const EmbeddingFigureData& data, const FigureStyle& style, const QRectF& place) {
  const double text = smallText(style);
  drawFigureText(painter, QRectF(place.left(), place.top(), place.width(), kLine * text),
                 Qt::AlignLeft | Qt::AlignVCenter, data.colouring.title, text, figureInk().mutedText, QFont::DemiBold);
  if (data.colouring.isScalar()) return paintScale(painter, data, style, place);
  paintGroups(painter, data, style, place);
}

}  // namespace

EmbeddingFigure::EmbeddingFigure(EmbeddingFigureData data) : m_data(std::move(data)) {}

bool EmbeddingFigure::hasPaths() const { return m_data.paths && m_data.paths->paths; }

bool EmbeddingFigure::hasVectorDots() const { return m_data.map.items->count <= kMostVectorDots; }

double EmbeddingFigure::height(const FigureStyle& style) const {
  const double text = smallText(style), line = kLine * text;
  const double captions = static_cast<double>(captionLines(settingsText(), style.width, text).size()) * line;
  const double legend = isWide(style) ? 0.0 : legendHeight(m_data, style) + line * 0.5;
  return kLine * style.textSize * 1.2 + mapHeight(m_data, style) + line * 1.6 + legend + captions;
}

void EmbeddingFigure::paint(QPainter& painter, const FigureStyle& style) const {
  const double text = smallText(style), line = kLine * text, title = kLine * style.textSize * 1.2;
  drawFigureText(painter, QRectF(0, 0, style.width, kLine * style.textSize), Qt::AlignLeft | Qt::AlignVCenter,
                 titleText(), style.textSize, figureInk().text, QFont::DemiBold);
  const QRectF area(0, title, mapWidth(style), mapHeight(m_data, style));
  paintMap(painter, style, area);
  double top = area.bottom() + line * 1.6;
  if (isWide(style)) {
    paintLegend(
        painter, m_data, style,
        {area.right() + style.textSize, area.top(), style.width - area.right() - style.textSize, area.height()});
  } else {
    paintLegend(painter, m_data, style, {0, top, style.width, legendHeight(m_data, style)});
    top += legendHeight(m_data, style) + line * 0.5;
  }
  for (const QString& words : captionLines(settingsText(), style.width, text)) {
    drawFigureText(painter, {0, top, style.width, line}, Qt::AlignLeft | Qt::AlignVCenter, words, text,
                   figureInk().mutedText);
    top += line;
  }
}

void EmbeddingFigure::paintMap(QPainter& painter, const FigureStyle& style, const QRectF& area) const {
  const MapArea map = mapArea(boundsOf(m_data), area);
  const int count = m_data.map.items->count;
  MapScene scene;
  scene.places = m_data.map.places;
  scene.marks =
      std::make_shared<const MapMarks>(makeMarks(m_data.colouring, count, m_data.hidden, {}, hasPaths(), figureInk()));
  scene.centre = map.centre;
  scene.scale = map.scale;
  scene.radius = static_cast<float>(pointRadius(count, std::min(area.width(), area.height()), 1.0));
  scene.rim = static_cast<float>(kRimShare) * scene.radius;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  paintFrame(painter, area, style);
  if (hasVectorDots()) {
    paintVectorDots(painter, map, scene);
  } else {
    paintDotLayer(painter, map, scene);
  }
  if (hasPaths()) {
    paintPaths(painter, *m_data.paths->paths, [&](QPointF place) { return map.toFigure(place); },
               {style.lineWidth * kPathLine, figureInk(), Qt::white});
  }
  for (const MapName& name : middleNames(m_data.colouring, *m_data.map.places, m_data.hidden, figureInk()))
    paintMapName(painter, map.toFigure(name.place), name.text, style.textSize * nameScale(name), figureInk().text,
                 Qt::white);
  painter.restore();
}

QString EmbeddingFigure::titleText() const {
  const EmbeddingSource& source = m_data.map.request.source;
  const QString data = QString::fromStdString(source.data);
  if (source.model.empty()) return QObject::tr("t-SNE of %1").arg(data);
  const QString layer = source.layer.empty() ? QObject::tr("logits") : QString::fromStdString(source.layer);
  return QObject::tr("t-SNE of %1 as %2 sees it, %3").arg(data, QString::fromStdString(source.model), layer);
}

QString EmbeddingFigure::caption() const { return titleText() + kSeparator + settingsText(); }

QString EmbeddingFigure::settingsText() const {
  const EmbeddingReady& map = m_data.map;
  const EmbeddingSettings& settings = map.request.settings;
  QStringList parts = {QObject::tr("n = %L1").arg(map.items->count)};
  if (map.items->reduced > 0 && map.items->reduced < map.items->dimensions)
    parts << QObject::tr("%1 of %2 dimensions by PCA").arg(map.items->reduced).arg(map.items->dimensions);
  parts << QObject::tr("perplexity %1").arg(significant(settings.perplexity));
  if (settings.metric == EmbeddingMetric::Cosine) parts << QObject::tr("cosine distance");
  parts << QObject::tr("%L1 iterations (%2)").arg(map.iteration).arg(QString::fromStdString(map.method));
  if (map.quality.isKnown) parts << QObject::tr("KL = %1").arg(significant(map.quality.divergence));
  parts << QObject::tr("seed %1").arg(settings.seed);
  if (hasPaths()) parts << pathText();
  if (!hasVectorDots()) parts << QObject::tr("dots drawn as one picture, as there are many");
  return parts.join(kSeparator);
}

QString EmbeddingFigure::pathText() const {
  const EmbeddingPathsReady& paths = *m_data.paths;
  QString text = QObject::tr("%L1 paths of %2")
                     .arg(paths.paths->paths.size())
                     .arg(QString::fromStdString(paths.request.attack.attack));
  const auto epsilon = paths.request.attack.params.find("epsilon");
  if (epsilon != paths.request.attack.params.end()) text += QObject::tr(", ε = %1").arg(levelsText(epsilon->second));
  return text + QObject::tr("; dashed: random noise of the same size");
}

QString EmbeddingFigure::fileStem() const {
  const EmbeddingSource& source = m_data.map.request.source;
  QString stem = QStringLiteral("embed-") + QString::fromStdString(source.data);
  if (!source.model.empty()) stem += QLatin1Char('-') + QString::fromStdString(source.model);
  for (QChar& letter : stem) {
    if (!letter.isLetterOrNumber()) letter = QLatin1Char('-');
  }
  return stem;
}

std::string EmbeddingFigure::csv() const { return mapTable(*m_data.map.items, *m_data.map.places); }

std::string EmbeddingFigure::repeatJson() const {
  const EmbeddingReady& map = m_data.map;
  const EmbeddingSource& source = map.request.source;
  const EmbeddingSettings& settings = map.request.settings;
  nlohmann::ordered_json json = {
      {"program", "AdvScope"},
      {"data", source.data},
      {"n", map.items->count},
      {"model", source.model},
      {"layer", source.layer},
      {"pca", source.pca},
      {"perplexity", settings.perplexity},
      {"metric", settings.metric == EmbeddingMetric::Cosine ? "cosine" : "euclidean"},
      {"exaggeration", settings.exaggeration},
      {"exaggerated", settings.exaggeratedIterations},
      {"late_exaggeration", settings.lateExaggeration},
      {"learning_rate", settings.learningRate},
      {"method", map.method},
      {"init", settings.start == EmbeddingStart::Random ? "random" : "pca"},
      {"seed", settings.seed},
      {"iterations", map.iteration},
      {"kl", map.quality.isKnown ? nlohmann::ordered_json(map.quality.divergence) : nlohmann::ordered_json()},
      {"colour", m_data.colouring.title.toStdString()},
      {"caption", caption().toStdString()}};
  if (hasPaths()) {
    const EmbeddingPathsRequest& paths = m_data.paths->request;
    json["paths"] = {{"points", paths.points},
                     {"model", paths.model},
                     {"attack", paths.attack.attack},
                     {"parameters", paths.attack.params},
                     {"seed", paths.seed}};
  }
  return json.dump(2);
}

}  // namespace adv
