// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/embedding_figure.hpp"

#include <QObject>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "widgets/figures/embedding_legend.hpp"
#include "widgets/figures/embedding_panel.hpp"
#include "widgets/figures/figure_text.hpp"
#include "widgets/maps/map_table.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

const QString kSeparator = QStringLiteral(" · ");
constexpr double kTextShare = 0.8;  ///< of the style's text, for legend and caption
constexpr double kLine = 1.4;
constexpr double kWideText = 45.0;  ///< so many text sizes wide, the legend has a column beside the map
constexpr double kLegendWidth = 11.0;
constexpr double kLeastShape = 0.6;
constexpr double kMostShape = 0.95;

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

EmbeddingLegend legendOf(const EmbeddingFigureData& data, const FigureStyle& style) {
  const double text = smallText(style);
  return {data, text, isWide(style) ? 1 : std::max(1, static_cast<int>(style.width / (kLegendWidth * text)))};
}

double mapHeight(const EmbeddingFigureData& data, const FigureStyle& style) {
  return mapWidth(style) * std::clamp(EmbeddingPanel(data).shape(), kLeastShape, kMostShape);
}

}  // namespace

EmbeddingFigure::EmbeddingFigure(EmbeddingFigureData data) : m_data(std::move(data)) {}

double EmbeddingFigure::height(const FigureStyle& style) const {
  const double text = smallText(style), line = kLine * text;
  const double captions = static_cast<double>(captionLines(settingsText(), style.width, text).size()) * line;
  const double legend = isWide(style) ? 0.0 : legendOf(m_data, style).height() + line * 0.5;
  return kLine * style.textSize * 1.2 + mapHeight(m_data, style) + line * 1.6 + legend + captions;
}

void EmbeddingFigure::paint(QPainter& painter, const FigureStyle& style) const {
  const double text = smallText(style), line = kLine * text, title = kLine * style.textSize * 1.2;
  drawFigureText(painter, QRectF(0, 0, style.width, kLine * style.textSize), Qt::AlignLeft | Qt::AlignVCenter,
                 titleText(), style.textSize, figureInk().text, QFont::DemiBold);
  const QRectF area(0, title, mapWidth(style), mapHeight(m_data, style));
  EmbeddingPanel(m_data).paint(painter, area, style);
  drawFigureText(painter, QRectF(area.left(), area.bottom() + text * 0.2, area.width(), line),
                 Qt::AlignLeft | Qt::AlignVCenter, QObject::tr("t-SNE 1 and t-SNE 2, without unit"), text,
                 figureInk().mutedText);
  const EmbeddingLegend legend = legendOf(m_data, style);
  double top = area.bottom() + line * 1.6;
  if (isWide(style)) {
    const double left = area.right() + style.textSize;
    legend.paint(painter, {left, area.top(), style.width - left, area.height()});
  } else {
    legend.paint(painter, {0, top, style.width, legend.height()});
    top += legend.height() + line * 0.5;
  }
  for (const QString& words : captionLines(settingsText(), style.width, text)) {
    drawFigureText(painter, {0, top, style.width, line}, Qt::AlignLeft | Qt::AlignVCenter, words, text,
                   figureInk().mutedText);
    top += line;
  }
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
  if (m_data.hasPaths()) parts << pathText();
  if (!m_data.hasVectorDots()) parts << QObject::tr("dots drawn as one picture, as there are many");
  return parts.join(kSeparator);
}

QString EmbeddingFigure::pathText() const {
  const EmbeddingPathsReady& paths = *m_data.paths;
  QString text = QObject::tr("%L1 paths of %2")
                     .arg(paths.paths->paths.size())
                     .arg(QString::fromStdString(paths.request.attack.attack));
  const auto epsilon = paths.request.attack.params.find("epsilon");
  if (epsilon != paths.request.attack.params.end()) text += QObject::tr(", ε = %1").arg(levelsText(epsilon->second));
  return text + QObject::tr("; their colour: the prediction; dashed: random noise of the same size");
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
  if (m_data.hasPaths()) {
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
