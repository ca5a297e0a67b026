// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/card.hpp"
#include "widgets/pages/convolution/session.hpp"

class QLabel;

namespace adv {

class NumberGrid;

/// One pixel of the output in numbers: window × kernel = products, their sum. The kernel is edited here.
class TermsCard : public Card {
  Q_OBJECT
 public:
  explicit TermsCard(ConvolutionSession& session, QWidget* parent = nullptr);

 private:
  void showKernel();
  void showWindow();

  ConvolutionSession& m_session;
  NumberGrid* m_window;
  NumberGrid* m_kernel;
  NumberGrid* m_products;
  QLabel* m_sum;
  QLabel* m_value;
};

}  // namespace adv
