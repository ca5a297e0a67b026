// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/pipeline_training.hpp"

#include <algorithm>
#include <array>

#include "widgets/figures/figure_text.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kLine = 1.4;
/// Heights of the layers of the little network, of its own height.
constexpr std::array<double, 5> kLayers = {1.0, 0.8, 0.6, 0.42, 0.3};
constexpr double kLayerWidth = 0.5;  ///< of the text

void paintNetwork(QPainter& painter, const QRectF& place, bool isTrained, const PanelStyle& style) {
  const double width = kLayerWidth * style.text;
  const double step = 1.7 * width;
  QColor colour = style.look.accent;
  if (!isTrained) colour.setAlphaF(0.35F);
  painter.setPen(Qt::NoPen);
  painter.setBrush(colour);
  double x = place.left();
  for (const double layer : kLayers) {
    const double height = layer * place.height();
    painter.drawRoundedRect(QRectF(x, place.center().y() - height / 2, width, height), 2, 2);
    x += step;
  }
}

/// A line of the epochs' values, from 0 to `reach`, with its name at its end.
struct TrainingLine {
  QString name;
  QColor colour;
  double (*value)(const EpochDone&);
  double reach;
};

double labelHeight(const PanelStyle& style) { return kLine * style.text; }

void paintCurve(QPainter& painter, const QRectF& area, const std::vector<EpochDone>& epochs, const TrainingLine& line,
                double nameY, const PanelStyle& style) {
  const double last = std::max(2, epochs.back().epochs) - 1.0;
  QPolygonF points;
  for (const EpochDone& epoch : epochs) {
    const double share = std::clamp(line.value(epoch) / line.reach, 0.0, 1.0);
    points << QPointF(area.left() + area.width() * (epoch.epoch - 1) / last, area.bottom() - area.height() * share);
  }
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(line.colour, 2.0 * style.line, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.drawPolyline(points);
  painter.setPen(Qt::NoPen);
  painter.setBrush(line.colour);
  painter.drawEllipse(points.back(), 2.6 * style.line, 2.6 * style.line);
  drawFigureText(painter, {area.left(), nameY, area.width(), labelHeight(style)}, Qt::AlignRight | Qt::AlignVCenter,
                 line.name, style.text, line.colour, QFont::DemiBold);
}

QString lossText(const EpochDone& epoch) { return QObject::tr("loss %1").arg(significant(epoch.trainLoss, 2)); }

void paintCurves(QPainter& painter, const QRectF& place, const std::vector<EpochDone>& epochs,
                 const PanelStyle& style) {
  const double label = labelHeight(style);
  const QRectF area = place.adjusted(0, label, -3 * style.line, -label);
  painter.fillRect(area, style.look.plotBackground);
  double loss = 1e-9;
  for (const EpochDone& epoch : epochs) loss = std::max(loss, epoch.trainLoss);
  const EpochDone& now = epochs.back();
  paintCurve(painter, area, epochs,
             {QObject::tr("right %1").arg(percentText(now.testAccuracy)), style.look.clean,
              [](const EpochDone& epoch) { return epoch.testAccuracy; }, 1.0},
             place.top(), style);
  paintCurve(painter, area, epochs,
             {lossText(now), style.look.mutedText, [](const EpochDone& epoch) { return epoch.trainLoss; }, loss},
             area.bottom(), style);
  const QString epoch = QObject::tr("epoch %1/%2").arg(now.epoch).arg(now.epochs);
  const double room = area.width() - figureTextWidth(lossText(now), style.text, QFont::DemiBold);
  if (figureTextWidth(epoch, style.text) < 0.95 * room)
    drawFigureText(painter, {area.left(), area.bottom(), room, label}, Qt::AlignLeft | Qt::AlignVCenter, epoch,
                   style.text, style.look.mutedText);
}

}  // namespace

QString trainingText(const PipelineTraining& training) {
  if (training.epochs.empty())
    return training.accuracy < 0.0 ? training.state : QObject::tr("%1 right").arg(percentText(training.accuracy));
  const EpochDone& now = training.epochs.back();
  return QObject::tr("%1 right after %2 of %3 epochs, loss %4")
      .arg(percentText(now.testAccuracy))
      .arg(now.epoch)
      .arg(now.epochs)
      .arg(significant(now.trainLoss));
}

void paintTraining(QPainter& painter, const QRectF& frame, const QRectF& top, const QRectF& below,
                   const PipelineTraining& training, const PanelStyle& style) {
  const bool isTrained = training.accuracy >= 0.0 || !training.epochs.empty();
  paintNetwork(painter, top, isTrained, style);
  const double glyph = 1.7 * kLayerWidth * style.text * static_cast<double>(kLayers.size()) + 0.6 * style.text;
  const double line = labelHeight(style);
  const QRectF beside = top.adjusted(glyph, 0, 0, 0);
  QRectF row(beside.left(), beside.center().y() - line, beside.width(), line);
  drawFigureText(painter, row, Qt::AlignLeft | Qt::AlignVCenter, training.network, style.text, style.look.mutedText);
  row.translate(0, line);
  if (training.accuracy >= 0.0)
    drawFigureText(painter, row, Qt::AlignLeft | Qt::AlignVCenter,
                   QObject::tr("%1 right").arg(percentText(training.accuracy)), style.text, style.look.clean,
                   QFont::DemiBold);
  if (!training.epochs.empty()) {
    paintCurves(painter, below, training.epochs, style);
  } else {
    double y = below.top();
    for (const QString& one : training.state.split(QLatin1Char('\n'))) {
      drawFigureText(painter, {below.left(), y, below.width(), line}, Qt::AlignLeft | Qt::AlignVCenter, one, style.text,
                     style.look.mutedText);
      y += line;
    }
  }
  if (training.done < 0.0) return;
  const double inset = 8.0 * style.line;
  painter.fillRect(
      QRectF(frame.left() + inset, frame.top(), (frame.width() - 2 * inset) * training.done, 3.0 * style.line),
      style.look.accent);
}

}  // namespace adv
