// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/neuron/table_card.hpp"

#include <QVBoxLayout>
#include <limits>

#include "widgets/controls/number_grid.hpp"

namespace adv {
namespace {

constexpr int kCaption = 44;
constexpr double kColourScale = 4.0;
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

QStringList columnNames(std::size_t inputs) {
  QStringList names;
  for (std::size_t i = 0; i < inputs; ++i) names << QString::number(i + 1);
  return names << QStringLiteral("b");
}

}  // namespace

NeuronTable::NeuronTable(NeuronSession& session, QWidget* parent)
    : Card(tr("In numbers"), parent), m_session(session), m_numbers(new NumberGrid), m_products(new NumberGrid) {
  m_numbers->setAccessibleName(tr("Inputs and weights"));
  m_numbers->setToolTip(tr("Inputs x and weights w, −10 to 10: type a number, or drag it up and down."));
  m_numbers->setEditable(true);
  m_numbers->setLimits(-10, 10, 0.1);
  m_products->setAccessibleName(tr("Products"));
  m_products->setToolTip(tr("Weight times input; with the bias they add up to s."));
  for (NumberGrid* grid : {m_numbers, m_products}) {
    grid->setColours(CellColours::Signed, kColourScale);
    grid->setRowCaptionWidth(kCaption);
    grid->setLargestCell(52);
  }
  body()->addWidget(m_numbers, 3);
  body()->addWidget(m_products, 1);
  connect(m_numbers, &NumberGrid::valueEdited, this, &NeuronTable::edit);
  connect(m_numbers, &NumberGrid::editStarted, &session, &NeuronSession::beginGesture);
  connect(m_numbers, &NumberGrid::editFinished, &session, &NeuronSession::endGesture);
  connect(&session, &NeuronSession::neuronChanged, this, &NeuronTable::showNeuron);
  connect(&session, &NeuronSession::answered, this, &NeuronTable::showProducts);
  showNeuron();
}

void NeuronTable::showNeuron() {
  const NeuronRequest& neuron = m_session.neuron();
  const bool isMaxout = neuron.activation == Activation::Maxout;
  std::vector<double> values = neuron.inputs;
  values.push_back(kNone);
  values.insert(values.end(), neuron.weights.begin(), neuron.weights.end());
  values.push_back(neuron.bias);
  QStringList rows = {QStringLiteral("x"), QStringLiteral("w")};
  if (isMaxout) {
    values.insert(values.end(), neuron.otherWeights.begin(), neuron.otherWeights.end());
    values.push_back(neuron.otherBias);
    rows << QStringLiteral("w′");
  }
  const int columns = static_cast<int>(neuron.inputs.size()) + 1;
  m_numbers->setCaptions(rows, columnNames(neuron.inputs.size()));
  m_numbers->setNumbers(static_cast<int>(rows.size()), columns, std::move(values));
  static_cast<QVBoxLayout*>(body())->setStretch(0, static_cast<int>(rows.size()));
}

void NeuronTable::showProducts() {
  const NeuronReady& ready = *m_session.ready();
  std::vector<double> values = ready.products;
  values.push_back(ready.otherCounts ? ready.neuron.otherBias : ready.neuron.bias);
  m_products->setCaptions({ready.otherCounts ? QStringLiteral("w′·x") : QStringLiteral("w·x")}, {});
  m_products->setNumbers(1, static_cast<int>(values.size()), values);
}

void NeuronTable::edit(int row, int column, double value) {
  NeuronRequest next = m_session.neuron();
  const auto i = static_cast<std::size_t>(column);
  const bool isBias = i >= next.inputs.size();
  if (row == 0 && isBias) return showNeuron();
  if (row == 0) next.inputs[i] = value;
  if (row == 1) (isBias ? next.bias : next.weights[i]) = value;
  if (row == 2) (isBias ? next.otherBias : next.otherWeights[i]) = value;
  m_session.change(row == 0 ? tr("input") : tr("weight"), next);
}

}  // namespace adv
