// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/pipeline_panel.hpp"

#include <algorithm>
#include <cmath>

#include "engine/api/distillation.hpp"
#include "engine/api/soft_label.hpp"
#include "widgets/canvas/convert.hpp"
#include "widgets/figures/class_bars.hpp"
#include "widgets/figures/figure_text.hpp"
#include "widgets/figures/pipeline_training.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kLine = 1.4;  ///< sizes, of the text
constexpr double kArrow = 2.6;
constexpr double kInset = 0.8;
constexpr double kTopShare = 0.3;  ///< of a box below its title: the picture, the network, the logits
constexpr double kRadius = 8.0;

QString titleOf(int box) {
  switch (box) {
    case 0: return QObject::tr("Training data");
    case 1: return QObject::tr("Training of F");
    case 2: return QObject::tr("Probabilities F(X)");
    case 3: return QObject::tr("Training again");
    default: return QObject::tr("Deployed");
  }
}

QString subtitleOf(const PipelineState& state, int box) {
  const QString at = QObject::tr("at T = %1").arg(significant(state.temperature));
  switch (box) {
    case 0: return QObject::tr("(X, Y): hard labels");
    case 1: return QObject::tr("on (X, Y) %1").arg(at);
    case 2: return QObject::tr("soft label %1").arg(at);
    case 3: return QObject::tr("on (X, F(X)) %1").arg(at);
    default: return QObject::tr("at T = 1");
  }
}

std::vector<double> probabilitiesOf(const PipelineState& state, int box) {
  if (box == 0) return hardLabel(state.labels.size(), state.label);
  const auto& logits = box == 2 ? state.teacherLogits : state.deployedLogits;
  return logits.empty() ? std::vector<double>() : softLabel(logits, box == 2 ? state.temperature : 1.0);
}

std::vector<ClassBar> barsOf(const PipelineState& state, int box, int most, const Theme& look) {
  const auto probabilities = probabilitiesOf(state, box);
  std::vector<ClassBar> bars;
  if (probabilities.empty()) return bars;
  for (const int index : shownClasses(state, most)) {
    const double value = probabilities[static_cast<std::size_t>(index)];
    bars.push_back({classNameOf(state, index), value, box == 0 ? significant(value) : percentText(value),
                    colourOfClass(state, index, look)});
  }
  return bars;
}

struct Box {
  QRectF inside;  ///< below the title
  QRectF top;
  QRectF below;
};

Box partsOf(const QRectF& box, double text) {
  const double inset = kInset * text;
  const QRectF inside = box.adjusted(inset, inset * 0.6 + 2 * kLine * text, -inset, -inset * 0.7);
  const double top = kTopShare * inside.height();
  return {inside, QRectF(inside.topLeft(), QSizeF(inside.width(), top)), inside.adjusted(0, top + 0.5 * text, 0, 0)};
}

void paintFrame(QPainter& painter, const QRectF& box, const QString& title, const QString& subtitle,
                const PanelStyle& style) {
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(style.look.cardBorder, style.line));
  painter.setBrush(style.look.card);
  painter.drawRoundedRect(box, kRadius * style.line, kRadius * style.line);
  const double inset = kInset * style.text;
  const double line = kLine * style.text;
  drawFigureText(painter, {box.left() + inset, box.top() + inset * 0.6, box.width() - 2 * inset, line},
                 Qt::AlignLeft | Qt::AlignVCenter, title, 1.15 * style.text, style.look.text, QFont::DemiBold);
  drawFigureText(painter, {box.left() + inset, box.top() + inset * 0.6 + line, box.width() - 2 * inset, line},
                 Qt::AlignLeft | Qt::AlignVCenter, subtitle, style.text, style.look.mutedText);
}

void paintArrow(QPainter& painter, QPointF from, QPointF to, const PanelStyle& style) {
  const double head = 0.45 * style.text;
  painter.setPen(QPen(style.look.mutedText, 1.6 * style.line, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.setBrush(Qt::NoBrush);
  painter.drawLine(from, to);
  painter.drawPolyline(QPolygonF({to + QPointF(-head, -head), to, to + QPointF(-head, head)}));
}

void paintNote(QPainter& painter, const QRectF& place, const QString& text, const PanelStyle& style) {
  const QStringList lines = text.split(QLatin1Char('\n'));
  const double line = kLine * style.text;
  double y = place.center().y() - line * static_cast<double>(lines.size()) / 2;
  for (const QString& one : lines) {
    drawFigureText(painter, {place.left(), y, place.width(), line}, Qt::AlignLeft | Qt::AlignVCenter, one, style.text,
                   style.look.mutedText);
    y += line;
  }
}

void paintPicture(QPainter& painter, const QRectF& place, const PipelineState& state, const PanelStyle& style) {
  if (!state.picture) return paintNote(painter, place, QObject::tr("no picture yet"), style);
  const double side = std::min(place.width(), place.height());
  const QRectF square(place.left(), place.top(), side, side);
  painter.setRenderHint(QPainter::SmoothPixmapTransform, state.picture->width > side);
  painter.drawImage(square, toQImage(*state.picture));
  painter.setPen(QPen(style.look.cardBorder, style.line));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(square);
  const QRectF beside(square.right() + 0.7 * style.text, place.top(), place.right() - square.right() - 0.7 * style.text,
                      place.height());
  paintNote(
      painter, beside,
      state.label < 0 ? QObject::tr("no label known") : QObject::tr("label “%1”").arg(classNameOf(state, state.label)),
      style);
}

QString logitNote(const std::vector<double>& logits) {
  const double largest = *std::max_element(logits.begin(), logits.end());
  return QObject::tr("largest logit %1\n%2 above the next").arg(significant(largest), significant(logitGap(logits)));
}

void paintProbabilities(QPainter& painter, const Box& box, const PipelineState& state, int index,
                        const PanelStyle& style) {
  const auto most = static_cast<int>(box.below.height() / classBarHeight(style.text));
  const auto bars = barsOf(state, index, std::max(3, most), style.look);
  if (index == 0) {
    paintPicture(painter, box.top, state, style);
  } else if (bars.empty()) {
    return paintNote(painter, box.inside, index == 4 ? state.whyNotDeployed : QObject::tr("not computed yet"), style);
  } else if (index == 2) {
    paintNote(painter, box.top, QObject::tr("qᵢ ∝ exp(zᵢ / T)\nz: %1").arg(state.teacherName), style);
  } else {
    paintNote(painter, box.top, logitNote(state.deployedLogits), style);
  }
  paintClassBars(painter, box.below, bars, {}, style);
}

}  // namespace

std::array<QRectF, kPipelineBoxes> pipelineBoxes(const QRectF& place, double text) {
  const double gap = kArrow * text;
  const double width = (place.width() - (kPipelineBoxes - 1) * gap) / kPipelineBoxes;
  std::array<QRectF, kPipelineBoxes> boxes;
  for (int i = 0; i < kPipelineBoxes; ++i)
    boxes[static_cast<std::size_t>(i)] = {place.left() + i * (width + gap), place.top(), width, place.height()};
  return boxes;
}

QString pipelineBoxText(const PipelineState& state, int box) {
  QStringList lines = {titleOf(box) + QStringLiteral(", ") + subtitleOf(state, box)};
  if (box == 1 || box == 3) {
    lines << trainingText(box == 1 ? state.teacher : state.student);
    return lines.join(QLatin1Char('\n'));
  }
  const auto probabilities = probabilitiesOf(state, box);
  for (const int index : shownClasses(state, static_cast<int>(probabilities.size())))
    lines << QStringLiteral("%1: %2").arg(classNameOf(state, index),
                                          percentText(probabilities[static_cast<std::size_t>(index)]));
  if (box == 4 && !state.deployedLogits.empty()) lines << logitNote(state.deployedLogits);
  if (box == 4 && state.deployedLogits.empty()) lines << state.whyNotDeployed;
  return lines.join(QLatin1Char('\n'));
}

void paintPipeline(QPainter& painter, const QRectF& place, const PipelineState& state, const PanelStyle& style) {
  const double half = style.line / 2;
  const auto boxes = pipelineBoxes(place.adjusted(half, half, -half, -half), style.text);
  for (int i = 0; i < kPipelineBoxes; ++i) {
    const QRectF& frame = boxes[static_cast<std::size_t>(i)];
    const Box box = partsOf(frame, style.text);
    paintFrame(painter, frame, titleOf(i), subtitleOf(state, i), style);
    if (i == 1 || i == 3)
      paintTraining(painter, frame, box.top, box.below, i == 1 ? state.teacher : state.student, style);
    else
      paintProbabilities(painter, box, state, i, style);
    if (i + 1 == kPipelineBoxes) continue;
    const QRectF& next = boxes[static_cast<std::size_t>(i + 1)];
    const double margin = 0.6 * style.text;
    paintArrow(painter, {frame.right() + margin, frame.center().y()}, {next.left() - margin, frame.center().y()},
               style);
  }
}

}  // namespace adv
