// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/convolution/kernel_form.hpp"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolTip>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr int kMostSize = 7;
constexpr int kPerturbation = 4;  ///< after the four channels

/// The old numbers stay around the middle.
Kernel resized(const Kernel& kernel, int size) {
  Kernel next{size, size, std::vector<double>(static_cast<std::size_t>(size) * size, 0.0), kernel.numerator,
              kernel.denominator};
  for (int row = 0; row < size; ++row) {
    for (int column = 0; column < size; ++column) {
      const int fromRow = row + kernel.rows / 2 - size / 2;
      const int fromColumn = column + kernel.columns / 2 - size / 2;
      if (fromRow < 0 || fromColumn < 0 || fromRow >= kernel.rows || fromColumn >= kernel.columns) continue;
      next.values[static_cast<std::size_t>(row) * size + column] =
          kernel.values[static_cast<std::size_t>(fromRow) * kernel.columns + fromColumn];
    }
  }
  return next;
}

int indexOf(const Kernel& kernel) {
  const auto& all = namedKernels();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const NamedKernel& known) { return known.kernel == kernel; });
  return found == all.end() ? -1 : static_cast<int>(found - all.begin());
}

}  // namespace

QString factorText(const Kernel& kernel) {
  const QString above = exactText(kernel.numerator);
  return kernel.denominator == 1.0 ? above : above + QLatin1Char('/') + exactText(kernel.denominator);
}

KernelForm::KernelForm(ConvolutionSession& session, QWidget* parent)
    : Card(tr("Kernel"), parent),
      m_session(session),
      m_grid(new QGridLayout),
      m_kernel(new QComboBox),
      m_size(makeSpin(1, kMostSize, tr("Size of the kernel"), tr("Rows and columns of the kernel, 1 to 7."))),
      m_factor(new QLineEdit),
      m_stride(
          makeSpin(1, 8, tr("Stride"), tr("How far the window moves from one output to the next, 1 to 8 pixels."))),
      m_padding(makeSpin(0, 8, tr("Padding"), tr("Pixels added on each side, 0 to 8."))),
      m_dilation(makeSpin(1, 4, tr("Dilation"), tr("Distance of the pixels under the window, 1 to 4."))),
      m_edge(new QComboBox),
      m_input(new QComboBox),
      m_shown(new QComboBox) {
  makeControls();
  connect(&session, &ConvolutionSession::stateChanged, this, &KernelForm::showState);
  showState();
}

QSpinBox* KernelForm::makeSpin(int low, int high, const QString& name, const QString& help) {
  auto* spin = new QSpinBox;
  spin->setRange(low, high);
  spin->setButtonSymbols(QAbstractSpinBox::NoButtons);
  spin->setAccessibleName(name);
  spin->setToolTip(help + tr(" Arrow keys or the wheel change it."));
  return spin;
}

void KernelForm::addPair(int row, int column, const QString& label, QWidget* control) {
  auto* name = new QLabel(label);
  name->setObjectName(QStringLiteral("muted"));
  name->setBuddy(control);
  m_grid->addWidget(name, row, 2 * column);
  m_grid->addWidget(control, row, 2 * column + 1);
}

template <class Change>
void KernelForm::change(const QString& what, const Change& change) {
  ConvolutionState next = m_session.state();
  change(next);
  m_session.change(what, next);
}

void KernelForm::makeControls() {
  for (const NamedKernel& known : namedKernels())
    m_kernel->addItem(QString::fromStdString(known.title), QString::fromStdString(known.id));
  m_kernel->setPlaceholderText(tr("of your own"));
  m_kernel->setAccessibleName(tr("Kernel"));
  m_kernel->setToolTip(tr("Kernels of the lecture and others. Edit any of their numbers below."));
  m_factor->setAccessibleName(tr("Common factor of the kernel"));
  m_factor->setToolTip(tr("What the sum is multiplied with: a number or a fraction, such as 1/8."));
  m_factor->setMinimumWidth(40);
  m_edge->addItems({tr("zeros"), tr("reflected")});
  m_edge->setAccessibleName(tr("Beyond the edge"));
  m_edge->setToolTip(tr("What lies in the padding: zeros, or the picture reflected at its edge."));
  m_input->addItems({tr("grey"), tr("red"), tr("green"), tr("blue"), tr("perturbation")});
  m_input->setAccessibleName(tr("Input"));
  m_input->setToolTip(
      tr("Which numbers of the picture, 0 to 255; or what the experiment's attack adds to it, which is signed."));
  m_shown->addItems({tr("auto"), tr("levels"), tr("signed")});
  m_shown->setAccessibleName(tr("How the output is shown"));
  m_shown->setToolTip(
      tr("Levels: cut off at 0 and 255. Signed: blue below 0, grey at 0, red above. Auto: signed where "
         "the kernel's numbers add up to 0."));
  m_grid->setHorizontalSpacing(8);
  m_grid->setVerticalSpacing(5);
  m_grid->setColumnStretch(1, 1);
  m_grid->setColumnStretch(3, 1);
  m_grid->addWidget(m_kernel, 0, 0, 1, 4);
  addPair(1, 0, tr("Size"), m_size);
  addPair(1, 1, tr("Factor"), m_factor);
  addPair(2, 0, tr("Stride"), m_stride);
  addPair(2, 1, tr("Dilation"), m_dilation);
  addPair(3, 0, tr("Padding"), m_padding);
  addPair(3, 1, tr("of"), m_edge);
  addPair(4, 0, tr("Input"), m_input);
  addPair(4, 1, tr("Shown"), m_shown);
  body()->addLayout(m_grid);
  body()->addSpacing(4);
  connect(m_kernel, &QComboBox::activated, this, &KernelForm::chooseKernel);
  connect(m_size, &QSpinBox::valueChanged, this, &KernelForm::resizeKernel);
  connect(m_factor, &QLineEdit::editingFinished, this, &KernelForm::takeFactor);
  const auto steps = [this](QSpinBox* spin, int Stepping::*part) {
    connect(spin, &QSpinBox::valueChanged, this, [this, spin, part](int value) {
      change(spin->accessibleName(), [=](ConvolutionState& next) { next.stepping.*part = value; });
    });
  };
  steps(m_stride, &Stepping::stride);
  steps(m_padding, &Stepping::padding);
  steps(m_dilation, &Stepping::dilation);
  connect(m_edge, &QComboBox::activated, this, [this](int index) {
    change(tr("edge"), [=](ConvolutionState& next) { next.stepping.edge = static_cast<EdgeMode>(index); });
  });
  connect(m_input, &QComboBox::activated, this, [this](int index) {
    change(tr("input"), [=](ConvolutionState& next) {
      next.isPerturbation = index == kPerturbation;
      if (index != kPerturbation) next.channel = static_cast<ChannelChoice>(index);
    });
  });
  connect(m_shown, &QComboBox::activated, this, [this](int index) {
    change(tr("display"), [=](ConvolutionState& next) { next.shown = static_cast<Shown>(index); });
  });
}

void KernelForm::chooseKernel(int index) {
  change(tr("kernel"),
         [=](ConvolutionState& next) { next.kernel = namedKernels()[static_cast<std::size_t>(index)].kernel; });
}

void KernelForm::resizeKernel(int size) {
  change(tr("size of the kernel"), [=](ConvolutionState& next) { next.kernel = resized(next.kernel, size); });
}

void KernelForm::takeFactor() {
  if (!m_factor->isModified()) return;
  const QStringList parts = m_factor->text().replace(QChar(u'−'), QLatin1Char('-')).split(QLatin1Char('/'));
  bool isAbove = false;
  bool isBelow = parts.size() == 1;
  const double above = parts[0].toDouble(&isAbove);
  const double below = parts.size() == 2 ? parts[1].toDouble(&isBelow) : 1.0;
  if (!isAbove || !isBelow || below == 0.0) {
    QToolTip::showText(m_factor->mapToGlobal(QPoint(0, m_factor->height())), tr("Type a number or a fraction: 1/8."),
                       m_factor);
    return showState();
  }
  change(tr("factor"), [=](ConvolutionState& next) {
    next.kernel.numerator = above;
    next.kernel.denominator = below;
  });
}

void KernelForm::showState() {
  const ConvolutionState& state = m_session.state();
  const QSignalBlocker quiet[] = {QSignalBlocker(m_size), QSignalBlocker(m_stride), QSignalBlocker(m_padding),
                                  QSignalBlocker(m_dilation)};
  m_kernel->setCurrentIndex(indexOf(state.kernel));
  m_size->setValue(state.kernel.rows);
  m_factor->setText(factorText(state.kernel));
  m_stride->setValue(state.stepping.stride);
  m_padding->setValue(state.stepping.padding);
  m_dilation->setValue(state.stepping.dilation);
  m_edge->setCurrentIndex(static_cast<int>(state.stepping.edge));
  m_input->setCurrentIndex(state.isPerturbation ? kPerturbation : static_cast<int>(state.channel));
  m_shown->setCurrentIndex(static_cast<int>(state.shown));
}

}  // namespace adv
