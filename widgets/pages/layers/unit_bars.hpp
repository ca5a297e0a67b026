// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include "widgets/pages/layers/column_view.hpp"

namespace adv {

/// The features of a layer without planes as pairs of bars: clean beside adversarial.
class UnitBars : public ColumnView {
  Q_OBJECT
 public:
  explicit UnitBars(QWidget* parent = nullptr);
  /// `names`: of all features, such as the classes; may be empty.
  void setMaps(std::optional<FeatureMapsReady> maps, QStringList names);
  int columnsThatFit() const override;

 protected:
  /// "give way: clean 0.82, adversarial 11.3"
  QString describePlace(int place) const override;
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;

 private:
  QRectF plotArea() const;
  QRectF columnOf(int place) const;
  QString nameOf(int place) const;
  void paintUnit(QPainter& painter, int place, double zero, double perUnit) const;

  QStringList m_names;
};

}  // namespace adv
