// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/card.hpp"
#include "widgets/pages/neuron/session.hpp"

namespace adv {

class NumberGrid;

/// The neuron as a table: inputs, weights and their products, column by column; the last column is the bias.
class NeuronTable : public Card {
  Q_OBJECT
 public:
  explicit NeuronTable(NeuronSession& session, QWidget* parent = nullptr);

 private:
  void showNeuron();
  void showProducts();
  void edit(int row, int column, double value);

  NeuronSession& m_session;
  NumberGrid* m_numbers;
  NumberGrid* m_products;
};

}  // namespace adv
