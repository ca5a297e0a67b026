// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <functional>
#include <vector>

#include "engine/api/toy.hpp"

namespace adv {

/// What is added to each number, as arrows between the row of x and the row of x′. Those that wait for their turn are
/// pale.
class NudgeRow : public QWidget {
  Q_OBJECT
 public:
  explicit NudgeRow(QWidget* parent = nullptr);
  /// `placeOf` gives the cell above a nudge, in this widget's coordinates.
  void setNudges(std::vector<double> nudges, std::size_t shown, std::function<QRectF(int)> placeOf);
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::vector<double> m_nudges;
  std::size_t m_shown = 0;
  std::function<QRectF(int)> m_placeOf;
};

/// The stacked bars of the products.
class ToySumBars : public QWidget {
  Q_OBJECT
 public:
  ToySumBars(int captionWidth, QWidget* parent = nullptr);
  void setReady(const ToyReady& ready, std::size_t shown);
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  int m_captionWidth;
  ToyReady m_ready;
  std::size_t m_shown = 0;
};

}  // namespace adv
