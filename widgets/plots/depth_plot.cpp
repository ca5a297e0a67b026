// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/depth_plot.hpp"

#include <algorithm>
#include <cmath>

#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kCoarseLayers = 5.0;
constexpr int kBetweenNames = 10;
constexpr double kLeastLead = 1.05;
constexpr double kMarkerHeight = 0.12;  ///< above lines that rise from the left

}  // namespace

std::vector<Series> depthSeries(const std::vector<LayerChange>& changes) {
  Series attack{QObject::tr("attack"), SeriesRole::Adversarial, {}, {}};
  Series noise{QObject::tr("noise"), SeriesRole::Control, {}, {}};
  attack.mark = noise.mark = PointMark::Disc;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    if (!std::isfinite(changes[i].attack) || !std::isfinite(changes[i].noise)) continue;
    for (Series* line : {&attack, &noise}) line->x.push_back(static_cast<double>(i));
    attack.y.push_back(100 * changes[i].attack);
    noise.y.push_back(100 * changes[i].noise);
  }
  return {attack, noise};
}

std::vector<Amplification> amplifications(const std::vector<LayerInfo>& layers,
                                          const std::vector<LayerChange>& changes) {
  std::vector<Amplification> factors;
  for (std::size_t i = 1; i < std::min(layers.size(), changes.size()); ++i) {
    double attack = 0.0;
    double noise = 0.0;
    for (const int input : layers[i].inputs) {
      attack = std::max(attack, changes[static_cast<std::size_t>(input)].attack);
      noise = std::max(noise, changes[static_cast<std::size_t>(input)].noise);
    }
    if (!(attack > 0.0) || !(noise > 0.0)) continue;
    const Amplification one{static_cast<int>(i), changes[i].attack / attack, changes[i].noise / noise};
    if (std::isfinite(one.attack) && std::isfinite(one.noise)) factors.push_back(one);
  }
  return factors;
}

Amplification largestLead(const std::vector<LayerInfo>& layers, const std::vector<LayerChange>& changes) {
  Amplification largest;
  double lead = kLeastLead;
  for (const Amplification& one : amplifications(layers, changes)) {
    if (one.attack <= 1.0 || one.attack <= lead * one.noise) continue;
    largest = one;
    lead = one.attack / one.noise;
  }
  return largest;
}

std::vector<int> namesThatFit(const std::vector<LayerInfo>& layers, double pitch,
                              const std::function<double(const QString&)>& width) {
  std::vector<std::pair<double, double>> taken;
  std::vector<int> fitting;
  const auto place = [&](std::size_t i) {
    const double half = width(QString::fromStdString(layers[i].name)) / 2 + kBetweenNames / 2.0;
    const double centre = pitch * static_cast<double>(i);
    const bool isFree = std::none_of(taken.begin(), taken.end(), [&](const auto& other) {
      return centre - half < other.second && centre + half > other.first;
    });
    if (!isFree) return;
    taken.emplace_back(centre - half, centre + half);
    fitting.push_back(static_cast<int>(i));
  };
  if (layers.empty()) return fitting;
  place(layers.size() - 1);
  for (const bool wholeModules : {true, false}) {
    for (std::size_t i = 0; i < layers.size(); ++i) {
      if ((layers[i].block.empty() || layers[i].name == layers[i].block) == wholeModules) place(i);
    }
  }
  std::sort(fitting.begin(), fitting.end());
  return fitting;
}

DepthPlot::DepthPlot(QWidget* parent) : AxisSlider(parent) {
  setAccessibleName(tr("Layer, from the picture to the logits"));
  setHint(
      tr("How much of each layer's result is changed: ‖a_adv − a‖₂ / ‖a‖₂ in per cent. Drag anywhere to choose a "
         "layer.\nArrow keys: one layer. Page keys: five."));
  setSteps(1.0, kCoarseLayers);
  setValueAxis(tr("relative change"), QStringLiteral("%"));
  setMarkerTextHeight(kMarkerHeight);
  setRange(0, 1);
  // Half a layer of room at either end belongs to the layer there.
  connect(this, &AxisSlider::valueChanged, this, [this](double value) {
    const int last = std::max(0, static_cast<int>(m_layers.size()) - 1);
    const int layer = std::clamp(static_cast<int>(std::lround(value)), 0, last);
    setLayer(layer);
    emit layerChosen(layer);
  });
}

void DepthPlot::setLayers(const std::vector<LayerInfo>& layers) {
  if (layers == m_layers) return;
  m_layers = layers;
  setSeries({});
  setMarker({});
  setRange(-0.5, static_cast<double>(std::max<std::size_t>(2, layers.size())) - 0.5);
  nameTicks();
}

void DepthPlot::setChanges(const std::vector<LayerChange>& changes) {
  setSeries(changes.empty() ? std::vector<Series>() : depthSeries(changes));
  const Amplification lead = largestLead(m_layers, changes);
  if (lead.layer < 0) return setMarker({});
  setMarker(lead.layer, tr("the attack gains most in %1: × %2, noise × %3")
                            .arg(QString::fromStdString(m_layers[static_cast<std::size_t>(lead.layer)].name),
                                 significant(lead.attack, 2), significant(lead.noise, 2)));
}

void DepthPlot::setLayer(int layer) {
  m_layer = layer;
  setValue(layer);
  if (layer >= 0 && static_cast<std::size_t>(layer) < m_layers.size())
    setValueText(QString::fromStdString(m_layers[static_cast<std::size_t>(layer)].name));
}

void DepthPlot::nameTicks() {
  if (m_layers.empty()) return;
  std::vector<std::pair<double, QString>> ticks;
  const double pitch = pixelOf(1) - pixelOf(0);
  for (const int layer : namesThatFit(m_layers, pitch, tickNameWidth))
    ticks.emplace_back(layer, QString::fromStdString(m_layers[static_cast<std::size_t>(layer)].name));
  setTickNames(ticks);
}

void DepthPlot::resizeEvent(QResizeEvent* event) {
  AxisSlider::resizeEvent(event);
  nameTicks();
}

}  // namespace adv
