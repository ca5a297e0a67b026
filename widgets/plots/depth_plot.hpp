// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include "engine/api/layers.hpp"
#include "widgets/plots/axis_slider.hpp"

namespace adv {

/// How much of each layer's result an attack changed, and noise of the same size, against depth. The axis chooses the
/// layer.
class DepthPlot : public AxisSlider {
  Q_OBJECT
 public:
  explicit DepthPlot(QWidget* parent = nullptr);

  void setLayers(const std::vector<LayerInfo>& layers);
  /// One for each layer; empty where nothing is known yet.
  void setChanges(const std::vector<LayerChange>& changes);
  void setLayer(int layer);
  int layer() const { return m_layer; }

 signals:
  void layerChosen(int layer);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void nameTicks();

  std::vector<LayerInfo> m_layers;
  int m_layer = 0;
};

/// In per cent, against the layers' indices; layers whose clean result is zero are left out.
std::vector<Series> depthSeries(const std::vector<LayerChange>& changes);

/// By how much a layer's relative change is larger than the largest of what it takes.
struct Amplification {
  int layer = -1;
  double attack = 1.0;
  double noise = 1.0;
};
/// Of every layer but the picture whose factors are known.
std::vector<Amplification> amplifications(const std::vector<LayerInfo>& layers,
                                          const std::vector<LayerChange>& changes);
/// Where the attack leaves the noise behind most: the largest attack / noise among the layers that amplify the attack.
/// No layer (−1) where neither stands out.
Amplification largestLead(const std::vector<LayerInfo>& layers, const std::vector<LayerChange>& changes);

/// Layers whose names fit beside each other, where each has `pitch` of room and a name takes what `width` says: whole
/// modules before their parts, the first and the last always.
std::vector<int> namesThatFit(const std::vector<LayerInfo>& layers, double pitch,
                              const std::function<double(const QString&)>& width);

}  // namespace adv
