// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/linearity.hpp"
#include "widgets/controls/card.hpp"

namespace adv {

class AxisSlider;

/// One network's logits along the line, with their least-squares lines.
class LinearityCard : public Card {
  Q_OBJECT
 public:
  explicit LinearityCard(const QString& title, QWidget* parent = nullptr);
  void setReach(double levels);
  void setRow(const LinearityReady& ready, const LinearityRow& row);
  /// t in levels of 255.
  void setPlace(const LinearityReady& ready, const LinearityRow& row, double levels);

 signals:
  void moved(double levels);

 private:
  AxisSlider* m_plot;
};

}  // namespace adv
