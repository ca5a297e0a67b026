// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>

#include "widgets/figures/map_images.hpp"

namespace adv {

/// One channel in large: clean, adversarial, difference and filter side by side. The arrow keys go to its neighbours; a
/// click or Esc goes back.
class MapZoom : public QWidget {
  Q_OBJECT
 public:
  explicit MapZoom(QWidget* parent = nullptr);
  void setMaps(const FeatureMapsReady& maps, int place, bool wholeLayer);
  int place() const { return m_place; }

 signals:
  void placeChanged(int place);
  void closed();
  void hovered(const QString& text);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  QRectF placeOf(std::size_t part) const;
  void moveTo(int place);

  std::optional<FeatureMapsReady> m_maps;
  int m_place = 0;
  bool m_isWholeLayer = false;
};

}  // namespace adv
