// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>

#include "engine/api/layers.hpp"

namespace adv {

/// The channels of a layer side by side, as many as fit from a first one on. The wheel and the arrow keys move along.
class ColumnView : public QWidget {
  Q_OBJECT
 public:
  explicit ColumnView(QWidget* parent = nullptr);

  const std::optional<FeatureMapsReady>& maps() const { return m_maps; }
  int count() const { return m_maps ? static_cast<int>(m_maps->shown.size()) : 0; }
  virtual int columnsThatFit() const = 0;
  int firstColumn() const { return m_first; }
  void setFirstColumn(int column);
  QSize sizeHint() const override { return {600, 260}; }
  QSize minimumSizeHint() const override { return {240, 110}; }

 signals:
  /// Also where the size or the channels change, so that something else fits.
  void columnsChanged();
  /// What lies under the pointer or the keyboard, in words; empty beside it.
  void hovered(const QString& text);

 protected:
  void takeMaps(std::optional<FeatureMapsReady> maps);
  /// Of the channel at `place`.
  virtual QString describePlace(int place) const = 0;
  /// The channel that the keyboard is on.
  int current() const { return m_current; }
  void setCurrent(int place) { m_current = place; }
  void resizeEvent(QResizeEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void focusInEvent(QFocusEvent*) override { update(); }
  void focusOutEvent(QFocusEvent*) override { update(); }

 private:
  void moveTo(int place);

  std::optional<FeatureMapsReady> m_maps;
  int m_first = 0;
  int m_current = 0;
};

}  // namespace adv
