// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/layers_figure.hpp"

#include <QObject>
#include <algorithm>
#include <cmath>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <sstream>

#include "engine/api/find_by_id.hpp"
#include "widgets/figures/figure_text.hpp"
#include "widgets/figures/line_panel.hpp"
#include "widgets/figures/map_panel.hpp"
#include "widgets/figures/network_drawing.hpp"
#include "widgets/plots/depth_plot.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kPlotShare = 0.3;  ///< height of the plot, of the width
constexpr double kTextShare = 0.8;
constexpr double kLine = 1.4;
constexpr int kMaps = 10;

const AttackInfo* attackOf(const LayersFigureData& data) { return findById(data.attacks, data.request.run.attack); }

void paintLegend(QPainter& painter, const QRectF& place, double text) {
  double left = place.left();
  for (const Series& line : depthSeries({})) {
    painter.setPen(penOf(line, text / 5, figureInk()));
    painter.drawLine(QPointF(left, place.center().y()), QPointF(left + 1.6 * text, place.center().y()));
    const double width = figureTextWidth(line.name, text) + text;
    drawFigureText(painter, {left + 2.2 * text, place.top(), width, place.height()}, Qt::AlignLeft | Qt::AlignVCenter,
                   line.name, text, figureInk().text);
    left += width + 3 * text;
  }
}

nlohmann::json finite(double value) { return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json(); }

}  // namespace

LayersFigure::LayersFigure(LayersFigureData data) : m_data(std::move(data)) {}

bool LayersFigure::hasMaps() const { return m_data.maps && !m_data.maps->layer.isFlat(); }

double LayersFigure::height(const FigureStyle& style) const {
  const double text = kTextShare * style.textSize;
  double height = kPlotShare * style.width + LinePanel::below(text) + 3.4 * kLine * text;
  if (hasMaps()) height += 1.6 * kLine * text + MapPanel(*m_data.maps, kMaps, kMaps).height(style.width, text);
  return height;
}

void LayersFigure::paint(QPainter& painter, const FigureStyle& style) const {
  painter.setRenderHint(QPainter::Antialiasing);
  const double text = kTextShare * style.textSize;
  paintLegend(painter, {4.6 * text, 0, style.width, kLine * text}, text);
  const QRectF plot(0, kLine * text, style.width, kPlotShare * style.width + LinePanel::below(text));
  LinePanel panel(depthSeries(m_data.changes.changes), QObject::tr("layer, from the picture to the logits"),
                  QObject::tr("relative change in %"));
  const auto& layers = m_data.network.layers;
  const double pitch = (plot.width() - 6.8 * text) / static_cast<double>(std::max<std::size_t>(2, layers.size()) - 1);
  std::vector<std::pair<double, QString>> names;
  for (const int layer : namesThatFit(layers, pitch, [&](const QString& name) { return figureTextWidth(name, text); }))
    names.emplace_back(layer, QString::fromStdString(layers[static_cast<std::size_t>(layer)].name));
  panel.setTickNames(std::move(names));
  panel.paint(painter, plot, text, style.lineWidth);
  double bottom = plot.bottom() + 0.4 * text;
  if (hasMaps()) {
    drawFigureText(painter, {0, bottom, style.width, kLine * text}, Qt::AlignLeft | Qt::AlignVCenter,
                   describe(m_data.maps->layer).replace(QLatin1Char('\n'), QStringLiteral("; ")), text,
                   figureInk().text, QFont::DemiBold);
    const MapPanel maps(*m_data.maps, kMaps, kMaps);
    const double height = maps.height(style.width, text);
    maps.paint(painter, {0, bottom + 1.3 * kLine * text, style.width, height}, text);
    bottom += 1.6 * kLine * text + height;
  }
  drawFigureText(painter, {0, bottom, style.width, kLine * text}, Qt::AlignLeft | Qt::AlignVCenter, caption(), text,
                 figureInk().mutedText);
}

QString LayersFigure::caption() const {
  const AttackRequest& run = m_data.request.run;
  const AttackInfo* attack = attackOf(m_data);
  QStringList parts = {
      QString::fromStdString(nameOf(run.subject.image)), QString::fromStdString(m_data.network.model.title),
      QString::fromStdString((attack ? attack->title : run.attack) + " (" + m_data.changes.norm + ")")};
  for (const auto& [name, value] : m_data.changes.params) {
    const ParamSpec* spec = attack ? attack->param(name) : nullptr;
    if (spec) parts << QString::fromStdString(spec->label + " = " + formatParam(*spec, value));
  }
  parts << QObject::tr("‖a_adv − a‖₂ / ‖a‖₂ of 8-bit pictures") << QObject::tr("seed %1").arg(run.seed);
  return parts.join(QStringLiteral(" · "));
}

QString LayersFigure::fileStem() const {
  QString stem =
      QStringLiteral("layers-%1-%2")
          .arg(QString::fromStdString(m_data.network.model.id), QString::fromStdString(m_data.request.run.attack));
  return stem.replace(QLatin1Char(' '), QLatin1Char('-'));
}

std::string LayersFigure::csv() const {
  std::ostringstream out;
  out << std::setprecision(9)
      << "index,layer,kind,shape,parameters,relative_l2_attack,relative_l2_noise,cosine_attack,cosine_noise\n";
  for (std::size_t i = 0; i < m_data.network.layers.size(); ++i) {
    const LayerInfo& layer = m_data.network.layers[i];
    const LayerChange& change = m_data.changes.changes[i];
    out << i << ',' << csvQuoted(layer.name) << ',' << csvQuoted(kindText(layer.kind).toStdString()) << ','
        << csvQuoted(shapeText(layer).toStdString()) << ',' << layer.parameters << ',' << change.attack << ','
        << change.noise << ',' << change.attackCosine << ',' << change.noiseCosine << '\n';
  }
  return out.str();
}

std::string LayersFigure::repeatJson() const {
  const AttackRequest& run = m_data.request.run;
  nlohmann::json layers = nlohmann::json::array();
  for (std::size_t i = 0; i < m_data.network.layers.size(); ++i) {
    const LayerChange& change = m_data.changes.changes[i];
    layers.push_back({{"layer", m_data.network.layers[i].name},
                      {"relative_l2_attack", finite(change.attack)},
                      {"relative_l2_noise", finite(change.noise)}});
  }
  nlohmann::json json = {
      {"program", "AdvScope"},
      {"image", nameOf(run.subject.image)},
      {"image_sha256", m_data.changes.clean.imageSha256},
      {"model", {{"id", m_data.network.model.id}, {"weights_sha256", m_data.network.model.weightsSha256}}},
      {"attack", run.attack},
      {"parameters", m_data.changes.params},
      {"label", m_data.changes.clean.label},
      {"seed", run.seed},
      {"norm", m_data.changes.norm},
      {"noise_size", m_data.changes.noiseSize},
      {"layers", layers},
      {"caption", caption().toStdString()}};
  if (m_data.changes.target) json["target"] = *m_data.changes.target;
  if (m_data.maps) json["maps_of"] = m_data.maps->layer.name;
  return json.dump(2);
}

}  // namespace adv
