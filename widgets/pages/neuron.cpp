// SPDX-License-Identifier: GPL-3.0-or-later
// The Neuron page: inputs, weights, a sum and a bend; and the slopes that an attacker follows.
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include "widgets/controls/page_intro.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/figures/neuron_figure.hpp"
#include "widgets/pages/neuron/neuron_view.hpp"
#include "widgets/pages/neuron/table_card.hpp"
#include "widgets/pages/page.hpp"
#include "widgets/pages/presenting.hpp"
#include "widgets/plots/axis_slider.hpp"
#include "widgets/style/format.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr int kSideWidth = 320;
constexpr int kMargin = 18;
constexpr int kMostInputs = 6;

class NeuronPage : public Page {
 public:
  explicit NeuronPage(const PageContext& context)
      : m_session(context.engine, context.experiment.undoStack()),
        m_intro(new PageIntro(tr("A neuron weighs its inputs, adds them up and bends the sum: y = φ(w·x + b). The "
                                 "slope of the bend times a "
                                 "weight, ∂y/∂xᵢ = φ′(s) wᵢ, says how much an input matters. Those are the arrows that "
                                 "an attacker follows."),
                              tr("Goodfellow, Bengio, Courville 2016, chapter 6"))),
        m_neuron(new Card(tr("A neuron"))),
        m_view(new NeuronView(m_session)),
        m_verdict(new VerdictCard),
        m_table(new NeuronTable(m_session)),
        m_activation(new QComboBox),
        m_direction(new QComboBox),
        m_epsilon(new QDoubleSpinBox),
        m_inputs(new QSpinBox),
        m_curve(new Card(tr("The bend"))),
        m_axis(new AxisSlider) {
    setFocusProxy(m_axis);
    makeControls();
    arrange();
    connect(&m_session, &NeuronSession::answered, this, &NeuronPage::showAnswer);
    connect(&m_session, &NeuronSession::neuronChanged, this, &NeuronPage::showNeuron);
    connect(&m_session, &NeuronSession::failed, this, [this](const Error& error) { m_verdict->showError(error); });
    connect(&m_session, &NeuronSession::settled, this, &Page::settled);
    connect(&m_session.question(), &LatestQuestion::measured, this, &Page::previewMeasured);
    showNeuron();
  }

  std::unique_ptr<Figure> figure() const override {
    return m_session.ready() ? std::make_unique<NeuronFigure>(*m_session.ready()) : nullptr;
  }
  bool isSettled() const override { return m_session.isSettled(); }
  void reset() override { m_session.change(tr("reset"), NeuronRequest()); }
  void setPresenting(bool presenting) override {
    m_intro->setVisible(!presenting);
    m_inputs->setVisible(!presenting);
    presentVerdict(presenting, this, m_side, m_verdict);
  }

 protected:
  void shownChanged(bool shown) override { m_session.setShown(shown); }

 private:
  void makeControls();
  void arrange();
  void showNeuron();
  void showAnswer();
  void moveSum(double sum);
  template <class Change>
  void change(const QString& what, const Change& change) {
    NeuronRequest next = m_session.neuron();
    change(next);
    m_session.change(what, next);
  }

  NeuronSession m_session;
  PageIntro* m_intro;
  Card* m_neuron;
  NeuronView* m_view;
  VerdictCard* m_verdict;
  NeuronTable* m_table;
  QComboBox* m_activation;
  QComboBox* m_direction;
  QDoubleSpinBox* m_epsilon;
  QSpinBox* m_inputs;
  Card* m_curve;
  AxisSlider* m_axis;
  QWidget* m_side = nullptr;
  bool m_dragging = false;
};

void NeuronPage::makeControls() {
  for (const ActivationInfo& info : allActivations())
    m_activation->addItem(
        QStringLiteral("%1:  %2").arg(QString::fromUtf8(info.title), QString::fromUtf8(info.formula)));
  m_activation->setAccessibleName(tr("Non-linearity φ"));
  m_activation->setToolTip(
      tr("How the sum is bent. Maxout takes the larger of two sums, each with weights of its own."));
  m_direction->addItems({tr("raise y"), tr("lower y")});
  m_direction->setAccessibleName(tr("What the attack wants"));
  m_direction->setToolTip(tr("Every input moves by ε along the sign of its slope, so that y rises or falls."));
  m_epsilon->setRange(0.0, 5.0);
  m_epsilon->setSingleStep(0.05);
  m_epsilon->setButtonSymbols(QAbstractSpinBox::NoButtons);
  m_epsilon->setPrefix(QStringLiteral("ε = "));
  m_epsilon->setAccessibleName(tr("ε: how far the attack moves each input"));
  m_epsilon->setToolTip(tr("How far the attack moves each input (L∞), 0 to 5, in the unit of the inputs."));
  m_inputs->setRange(1, kMostInputs);
  m_inputs->setButtonSymbols(QAbstractSpinBox::NoButtons);
  m_inputs->setPrefix(tr("inputs: "));
  m_inputs->setAccessibleName(tr("Number of inputs"));
  m_inputs->setToolTip(tr("How many inputs the neuron has, 1 to 6."));
  connect(m_activation, &QComboBox::activated, this, [this](int index) {
    change(tr("non-linearity"), [index](NeuronRequest& next) { next.activation = allActivations()[index].activation; });
  });
  connect(m_direction, &QComboBox::activated, this, [this](int index) {
    change(tr("direction of the attack"), [index](NeuronRequest& next) { next.raises = index == 0; });
  });
  connect(m_epsilon, &QDoubleSpinBox::valueChanged, this,
          [this](double value) { change(tr("ε"), [value](NeuronRequest& next) { next.epsilon = value; }); });
  connect(m_inputs, &QSpinBox::valueChanged, &m_session, &NeuronSession::setInputCount);
  m_axis->setValueAxis(tr("y"));
  m_axis->setSteps(0.05, 0.5, true);
  m_axis->setAccessibleName(tr("The sum s"));
  m_axis->setHint(
      tr("The sum s: drag anywhere on the plot, and the bias follows. Arrow keys: fine steps. Page keys: "
         "coarse steps."));
  connect(m_axis, &AxisSlider::valueChanged, this, &NeuronPage::moveSum);
  connect(m_axis, &AxisSlider::dragStarted, this, [this] {
    m_dragging = true;
    m_session.beginGesture();
    m_session.holdReach(true);
  });
  connect(m_axis, &AxisSlider::dragFinished, this, [this] {
    m_dragging = false;
    m_session.endGesture();
    m_session.holdReach(false);
  });
}

void NeuronPage::arrange() {
  m_neuron->setSubtitle(tr("drag any number up and down"));
  m_neuron->actions()->addStretch(1);
  m_neuron->actions()->addWidget(m_inputs);
  m_neuron->body()->addWidget(m_view, 1);
  m_curve->actions()->addStretch(1);
  m_curve->actions()->addWidget(m_activation);
  m_curve->body()->addWidget(m_axis, 1);
  auto* attack = new QHBoxLayout;
  attack->setSpacing(8);
  attack->addWidget(new QLabel(tr("Attack:")));
  attack->addWidget(m_direction, 1);
  attack->addWidget(m_epsilon, 1);
  m_side = new QWidget;
  m_side->setFixedWidth(kSideWidth);
  auto* side = new QVBoxLayout(m_side);
  side->setContentsMargins(0, 0, 0, 0);
  side->setSpacing(12);
  side->addWidget(m_verdict);
  side->addLayout(attack);
  side->addWidget(m_table, 1);
  auto* top = new QHBoxLayout;
  top->setSpacing(14);
  top->addWidget(m_neuron, 1);
  top->addWidget(m_side);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(kMargin, 12, kMargin, 14);
  layout->setSpacing(12);
  layout->addWidget(m_intro);
  layout->addLayout(top, 17);
  layout->addWidget(m_curve, 11);
}

void NeuronPage::showNeuron() {
  const NeuronRequest& neuron = m_session.neuron();
  const QSignalBlocker quiet(m_epsilon);
  const QSignalBlocker alsoQuiet(m_inputs);
  m_activation->setCurrentIndex(static_cast<int>(neuron.activation));
  m_direction->setCurrentIndex(neuron.raises ? 0 : 1);
  m_epsilon->setValue(neuron.epsilon);
  m_inputs->setValue(static_cast<int>(neuron.inputs.size()));
}

void NeuronPage::showAnswer() {
  const NeuronReady& ready = *m_session.ready();
  if (!m_dragging) {
    m_axis->setRange(-ready.reach, ready.reach);
    m_axis->setValue(ready.sum);
  }
  m_axis->setValueText(exactText(ready.sum));
  m_axis->setSeries(neuronSeries(ready));
  m_curve->setSubtitle(tr("s = %1,  y = %2,  slope φ′(s) = %3")
                           .arg(significant(ready.sum), significant(ready.output), significant(ready.slope)));
  const QString detail =
      ready.strongest < 0
          ? tr("φ′(s) = 0: a small step changes nothing, and gradients do not tell of larger ones.")
          : tr("Moving every input by ε = %1 along its sign takes y from %2 to %3.")
                .arg(significant(ready.neuron.epsilon), significant(ready.output), significant(ready.movedOutput));
  m_verdict->setVerdict({Verdict::Kind::Empty, neuronSentence(ready), detail});
}

/// s moves as the bias does: whichever sum is drawn along the axis.
void NeuronPage::moveSum(double sum) {
  if (!m_session.ready()) return;
  const NeuronReady& ready = *m_session.ready();
  const double fixed = ready.sum - ready.neuron.bias;
  change(tr("bias"), [&](NeuronRequest& next) { next.bias = sum - fixed; });
}

const RegisterPage kRegistered({QStringLiteral("neuron"), QObject::tr("Neuron"), QObject::tr("Networks in ten minutes"),
                                1},
                               [](const PageContext& context) -> Page* { return new NeuronPage(context); });

}  // namespace
}  // namespace adv
