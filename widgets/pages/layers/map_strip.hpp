// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QImage>

#include "widgets/figures/map_images.hpp"
#include "widgets/pages/layers/column_view.hpp"

namespace adv {

/// The feature maps of a layer: clean, adversarial, difference and filter of each channel above each other. A click, or
/// Enter, asks for one channel in large.
class MapStrip : public ColumnView {
  Q_OBJECT
 public:
  explicit MapStrip(QWidget* parent = nullptr);

  void setMaps(std::optional<FeatureMapsReady> maps);
  /// One scale of colours for the whole layer instead of one for each channel.
  void setWholeLayer(bool wholeLayer);
  bool isWholeLayer() const { return m_isWholeLayer; }
  int columnsThatFit() const override;
  /// Of a channel's part, in widget coordinates.
  QRectF placeOf(int place, int row) const;

 signals:
  void channelChosen(int place);

 protected:
  QString describePlace(int place) const override;
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  struct Cell {
    int place = -1;
    int row = -1;
  };
  int labelWidth() const;
  int headHeight() const;
  double side() const;
  double columnStep() const;
  Cell cellAt(const QPointF& position) const;
  const QImage& imageOf(int place, MapPart part);
  void paintLabels(QPainter& painter) const;

  QHash<int, QImage> m_images;  ///< that were shown
  bool m_isWholeLayer = false;
};

/// "channel 12 at (3, 5): clean 0.82, adversarial 1.31, difference +0.49". `within` is the share of the map that the
/// pointer is at.
QString mapReadout(const FeatureMapsReady& maps, int place, MapPart part, const QPointF& within);

}  // namespace adv
