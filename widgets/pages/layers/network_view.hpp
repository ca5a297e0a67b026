// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/figures/network_drawing.hpp"

namespace adv {

/// A network as blocks with shapes and parameter counts, skip connections and branches drawn. A click or the arrow keys
/// choose a layer. Lies in a scroll area, and fits it where that is still readable.
class NetworkView : public QWidget {
  Q_OBJECT
 public:
  explicit NetworkView(QWidget* parent = nullptr);

  void setLayers(std::vector<LayerInfo> layers);
  void setChanges(std::vector<LayerChange> changes);
  /// No signal.
  void setSelected(int layer);
  int selected() const { return m_selected; }
  QRectF placeOf(int layer) const;
  QSize sizeHint() const override;

 signals:
  void layerChosen(int layer);

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void fit();
  void choose(int layer);
  int layerAt(const QPointF& place) const;

  std::vector<LayerInfo> m_layers;
  std::vector<LayerChange> m_changes;
  NetworkLayout m_layout;
  int m_selected = 0;
};

}  // namespace adv
