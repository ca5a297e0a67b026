// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/card.hpp"
#include "widgets/pages/convolution/session.hpp"

class QComboBox;
class QGridLayout;
class QLineEdit;
class QSpinBox;

namespace adv {

/// Which kernel, how it steps over the picture, what it is laid on, and how the output is shown.
class KernelForm : public Card {
  Q_OBJECT
 public:
  explicit KernelForm(ConvolutionSession& session, QWidget* parent = nullptr);

 private:
  void makeControls();
  void addPair(int row, int column, const QString& label, QWidget* control);
  QSpinBox* makeSpin(int low, int high, const QString& name, const QString& help);
  void showState();
  void chooseKernel(int index);
  void resizeKernel(int size);
  void takeFactor();
  template <class Change>
  void change(const QString& what, const Change& change);

  ConvolutionSession& m_session;
  QGridLayout* m_grid;
  QComboBox* m_kernel;
  QSpinBox* m_size;
  QLineEdit* m_factor;
  QSpinBox* m_stride;
  QSpinBox* m_padding;
  QSpinBox* m_dilation;
  QComboBox* m_edge;
  QComboBox* m_input;
  QComboBox* m_shown;
};

/// "1/8", "1", "0.5".
QString factorText(const Kernel& kernel);

}  // namespace adv
