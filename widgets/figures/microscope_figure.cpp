// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/microscope_figure.hpp"

#include <QImage>
#include <cmath>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <sstream>

#include "widgets/canvas/convert.hpp"
#include "widgets/figures/figure_text.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr int kBars = 4;
constexpr double kGap = 0.02;   ///< of the width, between panels
constexpr double kLine = 1.35;  ///< line height, of the text size
constexpr double kBarLine = 1.55;

}  // namespace

MicroscopeFigure::MicroscopeFigure(MicroscopeFigureData data) : m_data(std::move(data)) {}

double MicroscopeFigure::height(const FigureStyle& style) const {
  const double panel = (style.width - 2 * kGap * style.width) / 3;
  const double aspect = static_cast<double>(m_data.content.clean->height) / m_data.content.clean->width;
  return panel * aspect + style.textSize * (2.4 * kLine + (kBars + 1) * kBarLine + 3.2 * kLine);
}

void MicroscopeFigure::paint(QPainter& painter, const FigureStyle& style) const {
  const double gap = kGap * style.width;
  const double panel = (style.width - 2 * gap) / 3;
  const double aspect = static_cast<double>(m_data.content.clean->height) / m_data.content.clean->width;
  const double panelHeight = panel * aspect + style.textSize * 2.4 * kLine;
  const Distortion& d = m_data.frame.distortion;
  const auto column = [&](int index) { return QRectF(index * (panel + gap), 0, panel, panelHeight); };
  const QString size = QStringLiteral("%1 × %2").arg(m_data.content.clean->width).arg(m_data.content.clean->height);
  paintPanel(painter, style, column(0), QObject::tr("Original"), size, toQImage(*m_data.content.clean));
  paintPanel(painter, style, column(1), QObject::tr("Perturbation"), describeMode(m_data.mode),
             displayPicture(m_data.content, m_data.mode));
  paintPanel(painter, style, column(2), QObject::tr("Adversarial"),
             QObject::tr("step %1, 8-bit").arg(m_data.frame.step), toQImage(*m_data.content.adversarial));
  const QString norms = QStringLiteral("L∞ %1 · L2 %2").arg(levelsText(d.linf), significant(d.l2));
  drawFigureText(painter, QRectF(column(1).left(), panelHeight - style.textSize * kLine, panel, style.textSize * kLine),
                 Qt::AlignLeft | Qt::AlignVCenter, norms, style.textSize * 0.85, figureInk().mutedText);

  const double barsHeight = style.textSize * (kBars + 1) * kBarLine;
  const double barsTop = panelHeight + style.textSize * 0.3;
  paintBars(painter, style, {column(0).left(), barsTop, panel, barsHeight}, QObject::tr("● before"),
            m_data.clean.prediction, figureInk().clean);
  paintBars(painter, style, {column(2).left(), barsTop, panel, barsHeight}, QObject::tr("◆ after"),
            m_data.frame.prediction, figureInk().adversarial);

  const double top = barsTop + barsHeight + style.textSize * 0.5;
  drawFigureText(painter, {0, top, style.width, style.textSize * kLine * 1.2}, Qt::AlignLeft | Qt::AlignVCenter,
                 m_data.headline, style.textSize * 1.15, figureInk().text, QFont::DemiBold);
  drawFigureText(painter, {0, top + style.textSize * kLine * 1.25, style.width, style.textSize * kLine},
                 Qt::AlignLeft | Qt::AlignVCenter, caption(), style.textSize * 0.8, figureInk().mutedText);
}

void MicroscopeFigure::paintPanel(QPainter& painter, const FigureStyle& style, const QRectF& place,
                                  const QString& title, const QString& remark, const QImage& picture) const {
  const double line = style.textSize * kLine;
  drawFigureText(painter, {place.left(), place.top(), place.width(), line}, Qt::AlignLeft | Qt::AlignVCenter, title,
                 style.textSize, figureInk().text, QFont::DemiBold);
  drawFigureText(painter, {place.left(), place.top(), place.width(), line}, Qt::AlignRight | Qt::AlignVCenter, remark,
                 style.textSize * 0.85, figureInk().mutedText);
  const double aspect = static_cast<double>(picture.height()) / picture.width();
  painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
  painter.drawImage(QRectF(place.left(), place.top() + line * 1.1, place.width(), place.width() * aspect), picture);
}

void MicroscopeFigure::paintBars(QPainter& painter, const FigureStyle& style, const QRectF& place,
                                 const QString& heading, const Prediction& prediction, const QColor& colour) const {
  const double line = style.textSize * kBarLine;
  drawFigureText(painter, {place.left(), place.top(), place.width(), line}, Qt::AlignLeft | Qt::AlignVCenter, heading,
                 style.textSize, colour, QFont::DemiBold);
  for (int row = 0; row < std::min<int>(kBars, static_cast<int>(prediction.top.size())); ++row) {
    const ClassScore& score = prediction.top[static_cast<std::size_t>(row)];
    const QRectF whole(place.left(), place.top() + (row + 1) * line, place.width(), line);
    drawFigureText(painter, {whole.left(), whole.top(), whole.width() * 0.42, line}, Qt::AlignLeft | Qt::AlignVCenter,
                   QString::fromStdString(m_data.clean.model.labelOf(score.index)), style.textSize * 0.9,
                   figureInk().text);
    const QRectF track(whole.left() + whole.width() * 0.44, whole.center().y() - style.textSize * 0.36,
                       whole.width() * 0.32, style.textSize * 0.72);
    painter.fillRect(track, figureInk().track);
    painter.fillRect(
        QRectF(track.left(), track.top(), std::max(track.width() * score.probability, style.lineWidth), track.height()),
        colour);
    drawFigureText(painter, {whole.left() + whole.width() * 0.77, whole.top(), whole.width() * 0.23, line},
                   Qt::AlignRight | Qt::AlignVCenter, percentText(score.probability), style.textSize * 0.9,
                   figureInk().text);
  }
}

QString MicroscopeFigure::caption() const {
  QStringList parts = {
      QString::fromStdString(nameOf(m_data.request.subject.image)), QString::fromStdString(m_data.clean.model.title),
      QString::fromStdString(m_data.attack.title + " (" + m_data.attack.normWith(m_data.request.params) + ")")};
  for (const auto& [name, value] : m_data.request.params) {
    if (const ParamSpec* spec = m_data.attack.param(name))
      parts << QString::fromStdString(spec->label + " = " + formatParam(*spec, value));
  }
  if (m_data.target)
    parts << QObject::tr("target %1").arg(QString::fromStdString(m_data.clean.model.labelOf(*m_data.target)));
  parts << QObject::tr("seed %1").arg(m_data.request.seed);
  return parts.join(QStringLiteral(" · "));
}

QString MicroscopeFigure::fileStem() const {
  QString stem = QStringLiteral("microscope-%1-%2")
                     .arg(QString::fromStdString(m_data.clean.model.id), QString::fromStdString(m_data.attack.id));
  return stem.replace(QLatin1Char(' '), QLatin1Char('-'));
}

std::string MicroscopeFigure::csv() const {
  std::ostringstream out;
  out << std::setprecision(9)
      << "step,loss_nats,label_probability,target_probability,top_class,top_label,top_probability,linf,l2,success\n";
  for (const FramePtr& frame : m_data.frames) {
    out << frame->step << ',' << frame->loss << ',' << frame->prediction.labelProbability << ','
        << frame->prediction.targetProbability << ',' << frame->prediction.topClass() << ','
        << csvQuoted(m_data.clean.model.labelOf(frame->prediction.topClass())) << ','
        << frame->prediction.topProbability() << ',' << frame->distortion.linf << ',' << frame->distortion.l2 << ','
        << frame->distortion.l1 << ',' << frame->distortion.l0 << ',' << frame->cost.gradients << ','
        << frame->cost.queries << ',' << (frame->success ? 1 : 0) << '\n';
  }
  return out.str();
}

std::string MicroscopeFigure::repeatJson() const {
  nlohmann::json json = {
      {"program", "AdvScope"},
      {"experiment", nlohmann::json::parse(m_data.repeat)},
      {"attack", m_data.attack.id},
      {"parameters", m_data.request.params},
      {"seed", m_data.request.seed},
      {"step", m_data.frame.step},
      {"label", m_data.clean.label},
      {"model", {{"id", m_data.clean.model.id}, {"weights_sha256", m_data.clean.model.weightsSha256}}},
      {"image_sha256", m_data.clean.imageSha256},
      {"perturbation", describeMode(m_data.mode).toStdString()},
      {"caption", caption().toStdString()}};
  const Distortion& d = m_data.frame.distortion;
  json["distortion"] = {{"linf", d.linf}, {"l2", d.l2}, {"l1", d.l1}, {"l0", d.l0}};
  if (std::isfinite(d.psnr)) json["distortion"]["psnr"] = d.psnr;
  if (m_data.ssim) json["distortion"]["ssim"] = *m_data.ssim;
  json["spent"] = {{"gradients", m_data.frame.cost.gradients}, {"queries", m_data.frame.cost.queries}};
  if (m_data.target) json["target"] = *m_data.target;
  return json.dump(2);
}

}  // namespace adv
