// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/playground/plane_settings_card.hpp"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QRegularExpressionValidator>
#include <QSpinBox>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "widgets/plots/plane_text.hpp"

namespace adv {
namespace {

constexpr int kColumns = 3;

void addItem(QComboBox* combo, const QString& text, double value) { combo->addItem(text, value); }

void choose(QComboBox* combo, double value) {
  const int row = combo->findData(value);
  if (row >= 0) combo->setCurrentIndex(row);
}

}  // namespace

PlaneSettingsCard::PlaneSettingsCard(PlaygroundSession& session, QWidget* parent)
    : Card(tr("Classifier and training"), parent),
      m_session(session),
      m_grid(new QGridLayout),
      m_kind(new QComboBox),
      m_size(new QStackedWidget),
      m_noSize(new QLabel(tr("3 numbers"))),
      m_degree(new QSpinBox),
      m_layers(new QLineEdit),
      m_centres(new QSpinBox),
      m_optimiser(new QComboBox),
      m_rate(new QComboBox),
      m_decay(new QComboBox),
      m_adversarial(new QDoubleSpinBox),
      m_norm(new QComboBox),
      m_speed(new QComboBox),
      m_seed(new QSpinBox) {
  m_grid->setHorizontalSpacing(8);
  m_grid->setVerticalSpacing(6);
  for (int column = 0; column < kColumns; ++column) m_grid->setColumnStretch(column, 1);
  makeModel();
  makeTraining();
  body()->addLayout(m_grid);
  body()->addStretch(1);
  connect(&session, &PlaygroundSession::setupChanged, this, &PlaneSettingsCard::showSetup);
  showSetup();
}

void PlaneSettingsCard::place(QWidget* widget, const QString& name, const QString& help, int row, int column) {
  widget->setToolTip(name + QStringLiteral(": ") + help);
  widget->setAccessibleName(name);
  widget->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  m_grid->addWidget(widget, row, column);
}

void PlaneSettingsCard::makeModel() {
  const QString names[] = {tr("Linear"),          tr("Polynomial"),     tr("ReLU network"), tr("tanh network"),
                           tr("sigmoid network"), tr("maxout network"), tr("RBF network")};
  for (const QString& name : names) m_kind->addItem(name);
  m_degree->setRange(2, 7);
  m_degree->setPrefix(tr("degree "));
  m_centres->setRange(1, 64);
  m_centres->setSuffix(tr(" centres"));
  m_layers->setValidator(new QRegularExpressionValidator(
      QRegularExpression(QStringLiteral("[0-9]{1,2}([,; ]+[0-9]{0,2}){0,5}")), m_layers));
  for (QWidget* widget : std::initializer_list<QWidget*>{m_noSize, m_degree, m_layers, m_centres}) {
    m_size->addWidget(widget);
    widget->setAccessibleName(tr("Size"));
  }
  place(m_kind, tr("Classifier"), tr("What draws the boundary. A change starts the training again."), 0, 0);
  place(m_size, tr("Size"),
        tr("Degree of the polynomial (2 to 7), units of each hidden layer (1 to 6 layers of 1 to 64), or number of "
           "centres (1 to 64)"),
        0, 1);
  connect(m_kind, &QComboBox::activated, this, &PlaneSettingsCard::sendModel);
  connect(m_degree, &QSpinBox::valueChanged, this, &PlaneSettingsCard::sendModel);
  connect(m_centres, &QSpinBox::valueChanged, this, &PlaneSettingsCard::sendModel);
  connect(m_layers, &QLineEdit::editingFinished, this, &PlaneSettingsCard::sendModel);
}

void PlaneSettingsCard::makeTraining() {
  addItem(m_optimiser, tr("Adam"), 1);
  addItem(m_optimiser, tr("Gradient descent"), 0);
  for (const double rate : {0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0})
    addItem(m_rate, tr("rate %1").arg(rate), rate);
  for (const double decay : {0.0, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0})
    addItem(m_decay, decay == 0.0 ? tr("no weight decay") : tr("weight decay %1").arg(decay), decay);
  m_adversarial->setRange(0.0, 0.5);
  m_adversarial->setSingleStep(0.01);
  m_adversarial->setPrefix(tr("adversarial ε "));
  m_adversarial->setSpecialValueText(tr("not adversarial"));
  addItem(m_norm, tr("L2: gradient"), static_cast<int>(PlaneNorm::L2));
  addItem(m_norm, tr("L∞: its sign"), static_cast<int>(PlaneNorm::Linf));
  for (const int speed : {1, 4, 16, 64}) addItem(m_speed, tr("%1 steps a frame").arg(speed), speed);
  m_seed->setRange(1, 9999);
  m_seed->setPrefix(tr("seed "));
  for (QAbstractSpinBox* box : std::initializer_list<QAbstractSpinBox*>{m_degree, m_centres, m_adversarial, m_seed})
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
  place(m_optimiser, tr("Optimiser"), tr("All points count in each step."), 0, 2);
  place(m_rate, tr("Learning rate"), tr("0.001 to 3 for each step"), 1, 0);
  place(m_decay, tr("Weight decay"), tr("How fast weights shrink, for each step of unit learning rate; biases do not"),
        1, 1);
  place(m_adversarial, tr("Adversarial training ε"),
        tr("Half of the loss is that of the points after a step of this length, 0.01 to 0.5 of the plane from −1 to 1 "
           "(Goodfellow, Shlens, Szegedy 2014, section 6)"),
        1, 2);
  place(m_norm, tr("Step along"), tr("The norm of the attack: of the arrow, and of adversarial training"), 2, 0);
  place(m_speed, tr("Speed"), tr("Steps of the training for each picture of the plane, 60 pictures a second"), 2, 1);
  place(m_seed, tr("Seed"), tr("Of the first weights and of the noise, 1 to 9999. A change starts the training again."),
        2, 2);
  for (QComboBox* combo : {m_optimiser, m_rate, m_decay, m_norm})
    connect(combo, &QComboBox::activated, this, &PlaneSettingsCard::sendTraining);
  connect(m_adversarial, &QDoubleSpinBox::valueChanged, this, &PlaneSettingsCard::sendTraining);
  connect(m_speed, &QComboBox::activated, this, [this] { m_session.setSpeed(m_speed->currentData().toInt()); });
  connect(m_seed, &QSpinBox::valueChanged, this,
          [this](int seed) { m_session.setSeed(static_cast<std::uint64_t>(seed)); });
}

void PlaneSettingsCard::sendModel() {
  PlaneModel model = m_session.model();
  model.kind = static_cast<PlaneModelKind>(m_kind->currentIndex());
  model.degree = m_degree->value();
  model.centres = m_centres->value();
  if (const std::vector<int> layers = readLayers(m_layers->text()); !layers.empty()) model.layers = layers;
  m_session.setModel(model);
  showSetup();
}

void PlaneSettingsCard::sendTraining() {
  PlaneTraining training;
  training.adam = m_optimiser->currentData().toDouble() > 0.0;
  training.learningRate = m_rate->currentData().toDouble();
  training.weightDecay = m_decay->currentData().toDouble();
  training.adversarialEpsilon = m_adversarial->value();
  training.norm = static_cast<PlaneNorm>(m_norm->currentData().toInt());
  m_session.setTraining(training);
}

void PlaneSettingsCard::showSetup() {
  const QList<QObject*> controls = {m_kind,  m_degree,      m_layers, m_centres, m_optimiser, m_rate,
                                    m_decay, m_adversarial, m_norm,   m_speed,   m_seed};
  for (QObject* control : controls) control->blockSignals(true);
  const PlaneModel& model = m_session.model();
  m_kind->setCurrentIndex(static_cast<int>(model.kind));
  m_degree->setValue(model.degree);
  m_centres->setValue(model.centres);
  m_layers->setText(layersText(model.layers));
  QWidget* size = m_layers;
  if (model.kind == PlaneModelKind::Linear) size = m_noSize;
  if (model.kind == PlaneModelKind::Polynomial) size = m_degree;
  if (model.kind == PlaneModelKind::Radial) size = m_centres;
  m_size->setCurrentWidget(size);
  const PlaneTraining& training = m_session.training();
  choose(m_optimiser, training.adam ? 1 : 0);
  choose(m_rate, training.learningRate);
  choose(m_decay, training.weightDecay);
  m_adversarial->setValue(training.adversarialEpsilon);
  choose(m_norm, static_cast<int>(training.norm));
  choose(m_speed, m_session.speed());
  m_seed->setValue(static_cast<int>(m_session.seed()));
  for (QObject* control : controls) control->blockSignals(false);
}

}  // namespace adv
