// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/card.hpp"
#include "widgets/pages/convolution/session.hpp"

class QLabel;
class QSpinBox;

namespace adv {

/// How large the output of a whole layer is: the formula with its numbers. Stride, padding and dilation are the page's.
class LayerCard : public Card {
  Q_OBJECT
 public:
  explicit LayerCard(ConvolutionSession& session, QWidget* parent = nullptr);
  /// Back to the lecture's 32 × 32 × 3 with six 5 × 5 filters.
  void reset();
  const LayerShape& shape() const { return m_shape; }

 private:
  QSpinBox* makeSpin(int LayerShape::*part, int most, const QString& name);
  void showShape();

  ConvolutionSession& m_session;
  LayerShape m_shape;
  std::vector<std::pair<QSpinBox*, int LayerShape::*>> m_spins;
  QLabel* m_result;
  QLabel* m_formula;
};

}  // namespace adv
