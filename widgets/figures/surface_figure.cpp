// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/surface_figure.hpp"

#include <QObject>
#include <algorithm>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <sstream>

#include "engine/api/find_by_id.hpp"
#include "widgets/figures/figure_text.hpp"
#include "widgets/figures/line_panel.hpp"
#include "widgets/plots/logit_plot.hpp"
#include "widgets/plots/surface_names.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kMapShare = 0.48;  ///< of the width
constexpr int kMapPixels = 800;     ///< of the map, which is drawn point by point
constexpr double kTextShare = 0.8;  ///< of the style's text, for axes and names
constexpr double kLine = 1.4;
constexpr int kLegendColumns = 2;

double levelsAt(int index, int points, double extent) { return 255 * extent * (2.0 * index / (points - 1) - 1); }

int legendRows(const SurfaceReady& surface) {
  return (static_cast<int>(surface.lines.size()) + kLegendColumns - 1) / kLegendColumns;
}

nlohmann::json imageJson(const ImageSource& source) { return nameOf(source); }

nlohmann::json secondJson(const SecondDirection& second) {
  if (const auto* attack = std::get_if<AttackDirection>(&second))
    return {{"attack", attack->attack}, {"parameters", attack->params}};
  if (const auto* image = std::get_if<ImageDirection>(&second)) return {{"image", imageJson(image->image)}};
  return "random";
}

}  // namespace

SurfaceFigure::SurfaceFigure(SurfaceFigureData data) : m_data(std::move(data)) {}

double SurfaceFigure::height(const FigureStyle& style) const {
  return kMapShare * style.width + style.textSize * kTextShare * 1.6 * kLine;
}

void SurfaceFigure::paint(QPainter& painter, const FigureStyle& style) const {
  const SurfaceReady& surface = m_data.surface;
  const double text = kTextShare * style.textSize;
  const double side = kMapShare * style.width;
  const SurfaceColours colours(surface, figureInk());
  const QImage map = renderSurface(surface, colours, figureInk(), {2 * kMapPixels, 2 * kMapPixels})
                         .scaled(kMapPixels, kMapPixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
  const SurfaceNames names = surfaceNames(surface, m_data.request.plane, m_data.attacks);
  const SurfacePainter whole(surface, names, figureInk(), text);
  whole.paint(painter, {0, 0, side, side}, map);
  const double bottom = whole.mapArea({0, 0, side, side}).bottom();

  const double legend = text * kLine * legendRows(surface);
  std::vector<Series> lines = logitSeries(surface, figureInk());
  for (Series& fit : fitSeries(surface, figureInk())) lines.push_back(std::move(fit));
  paintLegend(painter, {side + text, text * 0.5, style.width - side - text, legend}, text);
  LinePanel(std::move(lines), QObject::tr("signed ε along d₁, in n/255 (%1)").arg(QString::fromStdString(surface.norm)),
            QObject::tr("logit"))
      .paint(painter,
             {side + text, legend + text * 0.6, style.width - side - text,
              bottom + LinePanel::below(text) - legend - text * 0.6},
             text, style.lineWidth);
  drawFigureText(painter, {0, side + text * 0.4, style.width, text * kLine}, Qt::AlignLeft | Qt::AlignVCenter,
                 caption(), text, figureInk().mutedText);
}

void SurfaceFigure::paintLegend(QPainter& painter, const QRectF& place, double text) const {
  const auto lines = logitSeries(m_data.surface, figureInk());
  const double width = place.width() / kLegendColumns;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto column = static_cast<int>(i % kLegendColumns);
    const auto row = static_cast<int>(i / kLegendColumns);
    const QRectF box(place.left() + column * width, place.top() + row * text * kLine, width, text * kLine);
    painter.setPen(QPen(colourOf(lines[i]), text / 5, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(box.left() + text * 0.4, box.center().y()),
                     QPointF(box.left() + text * 1.6, box.center().y()));
    drawFigureText(painter, box.adjusted(text * 2.1, 0, -text * 0.3, 0), Qt::AlignLeft | Qt::AlignVCenter,
                   lines[i].name, text, figureInk().text);
  }
}

QString SurfaceFigure::caption() const {
  const SurfacePlane& plane = m_data.request.plane;
  QStringList parts = {
      QString::fromStdString(nameOf(plane.subject.image)), QString::fromStdString(m_data.surface.model.title),
      titleOf(plane.attack, m_data.attacks) + QStringLiteral(" (%1)").arg(QString::fromStdString(m_data.surface.norm))};
  const AttackInfo* attack = findById(m_data.attacks, plane.attack);
  for (const auto& [name, value] : m_data.surface.params) {
    const ParamSpec* spec = attack ? attack->param(name) : nullptr;
    if (spec) parts << QString::fromStdString(spec->label + " = " + formatParam(*spec, value));
  }
  parts << (plane.clip ? QObject::tr("clipped to 0 … 255") : QObject::tr("not clipped"));
  parts << QObject::tr("margin contours every %1").arg(significant(marginStep(m_data.surface)));
  parts << QObject::tr("seed %1").arg(plane.seed);
  return parts.join(QStringLiteral(" · "));
}

QString SurfaceFigure::fileStem() const {
  QString stem =
      QStringLiteral("surface-%1-%2")
          .arg(QString::fromStdString(m_data.surface.model.id), QString::fromStdString(m_data.request.plane.attack));
  return stem.replace(QLatin1Char(' '), QLatin1Char('-'));
}

std::string SurfaceFigure::csv() const {
  const SurfaceReady& surface = m_data.surface;
  std::ostringstream out;
  out << std::setprecision(9) << "quantity,along_levels,across_levels,class,label,value\n";
  const auto line = [&](const char* quantity, double along, double across, int index, double value) {
    out << quantity << ',' << along << ',' << across << ',' << index << ',' << csvQuoted(surface.model.labelOf(index))
        << ',' << value << '\n';
  };
  for (int row = 0; row < surface.points; ++row) {
    for (int column = 0; column < surface.points; ++column) {
      const auto cell = static_cast<std::size_t>(row) * surface.points + column;
      line("margin", levelsAt(column, surface.points, surface.extent),
           levelsAt(row, surface.points, surface.extentAcross), surface.classes[cell], surface.margins[cell]);
    }
  }
  for (const LogitLine& logits : surface.lines) {
    for (int i = 0; i < surface.points; ++i)
      line("logit", levelsAt(i, surface.points, surface.extent), 0.0, logits.classIndex,
           logits.logits[static_cast<std::size_t>(i)]);
  }
  return out.str();
}

std::string SurfaceFigure::repeatJson() const {
  const SurfacePlane& plane = m_data.request.plane;
  const SurfaceReady& surface = m_data.surface;
  nlohmann::json fits = nlohmann::json::array();
  for (const LogitLine& line : surface.lines) {
    fits.push_back({{"class", line.classIndex},
                    {"slope_per_level", line.fit.slope / 255},
                    {"intercept", line.fit.intercept},
                    {"r2", line.fit.r2}});
  }
  nlohmann::json json = {{"program", "AdvScope"},
                         {"image", imageJson(plane.subject.image)},
                         {"image_sha256", surface.imageSha256},
                         {"model", {{"id", surface.model.id}, {"weights_sha256", surface.model.weightsSha256}}},
                         {"attack", plane.attack},
                         {"parameters", surface.params},
                         {"second", secondJson(plane.second)},
                         {"label", surface.label},
                         {"seed", plane.seed},
                         {"clip", plane.clip},
                         {"points", surface.points},
                         {"extent", surface.extent},
                         {"extent_across", surface.extentAcross},
                         {"norm", surface.norm},
                         {"fits", fits},
                         {"caption", caption().toStdString()}};
  if (plane.target) json["target"] = *plane.target;
  return json.dump(2);
}

}  // namespace adv
