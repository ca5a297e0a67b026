// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/neuron/session.hpp"

#include "widgets/experiment/edit_command.hpp"

namespace adv {

NeuronSession::NeuronSession(EnginePort& engine, QUndoStack& undo, QObject* parent)
    : QObject(parent), m_undo(undo), m_question(engine) {
  connect(&m_question, &LatestQuestion::answered, this, [this](const Payload& payload) {
    const auto* ready = payload.as<NeuronReady>();
    if (!ready) return;
    m_ready = *ready;
    emit answered();
  });
  connect(&m_question, &LatestQuestion::failed, this, &NeuronSession::failed);
  connect(&m_question, &LatestQuestion::settled, this, &NeuronSession::settled);
}

void NeuronSession::setShown(bool shown) {
  m_shown = shown;
  if (m_shown && m_outdated) ask();
}

void NeuronSession::change(const QString& what, const NeuronRequest& next) {
  if (next == m_neuron) return;
  m_undo.push(new EditCommand<NeuronRequest>(
      what, this, m_neuron, next, [this](const NeuronRequest& neuron) { apply(neuron); }, m_gesture));
}

void NeuronSession::setInputCount(int count) {
  NeuronRequest next = m_neuron;
  for (std::vector<double>* numbers : {&next.inputs, &next.weights, &next.otherWeights}) {
    const double sign = numbers == &next.inputs ? 1.0 : 0.5;
    while (static_cast<int>(numbers->size()) < count) numbers->push_back(numbers->size() % 2 == 0 ? sign : -sign);
    numbers->resize(static_cast<std::size_t>(count));
  }
  change(tr("number of inputs"), next);
}

void NeuronSession::apply(const NeuronRequest& next) {
  m_neuron = next;
  m_outdated = true;
  emit neuronChanged();
  if (m_shown) ask();
}

void NeuronSession::holdReach(bool hold) {
  m_holdsReach = hold;
  if (!hold) ask();
}

void NeuronSession::ask() {
  m_outdated = false;
  NeuronRequest request = m_neuron;
  if (m_holdsReach && m_ready) request.reach = m_ready->reach;
  m_question.ask(request);
}

}  // namespace adv
