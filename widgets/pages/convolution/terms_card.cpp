// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/convolution/terms_card.hpp"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "widgets/controls/number_grid.hpp"
#include "widgets/pages/convolution/kernel_form.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr int kLargestCell = 64;

double largestOf(const std::vector<double>& values) {
  double largest = 1e-9;
  for (const double value : values) largest = std::max(largest, std::abs(value));
  return largest;
}

QLabel* makeSign(const QString& text) {
  auto* sign = new QLabel(text);
  sign->setObjectName(QStringLiteral("appName"));
  sign->setAlignment(Qt::AlignCenter);
  return sign;
}

QVBoxLayout* titled(const QString& title, QWidget* below) {
  auto* name = new QLabel(title);
  name->setObjectName(QStringLiteral("muted"));
  name->setAlignment(Qt::AlignCenter);
  auto* column = new QVBoxLayout;
  column->setSpacing(0);
  column->addWidget(name);
  column->addWidget(below, 1);
  return column;
}

}  // namespace

TermsCard::TermsCard(ConvolutionSession& session, QWidget* parent)
    : Card(tr("One output pixel"), parent),
      m_session(session),
      m_window(new NumberGrid),
      m_kernel(new NumberGrid),
      m_products(new NumberGrid),
      m_sum(new QLabel),
      m_value(new QLabel) {
  m_window->setAccessibleName(tr("Numbers under the window"));
  m_window->setToolTip(tr("The input's numbers under the window, levels 0 to 255; the padding's too."));
  m_kernel->setAccessibleName(tr("Kernel"));
  m_kernel->setToolTip(tr("The kernel: type a number, or drag it up and down by halves."));
  m_kernel->setEditable(true);
  m_kernel->setLimits(-1000, 1000, 0.5);
  m_products->setAccessibleName(tr("Products"));
  m_products->setToolTip(tr("Window times kernel, cell by cell."));
  for (NumberGrid* grid : {m_window, m_kernel, m_products}) {
    grid->setSquareCells(true);
    grid->setLargestCell(kLargestCell);
  }
  auto* result = new QVBoxLayout;
  result->setSpacing(2);
  result->addStretch(1);
  for (QLabel* label : {m_sum, m_value}) {
    label->setAlignment(Qt::AlignCenter);
    result->addWidget(label);
  }
  result->addStretch(1);
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  row->addLayout(titled(tr("window"), m_window), 4);
  row->addWidget(makeSign(QStringLiteral("×")));
  row->addLayout(titled(tr("kernel"), m_kernel), 4);
  row->addWidget(makeSign(QStringLiteral("=")));
  row->addLayout(titled(tr("products"), m_products), 4);
  row->addWidget(makeSign(QStringLiteral("→")));
  row->addLayout(result, 3);
  body()->addLayout(row, 1);
  actions()->addStretch(1);
  connect(m_kernel, &NumberGrid::editStarted, &session, &ConvolutionSession::beginGesture);
  connect(m_kernel, &NumberGrid::editFinished, &session, &ConvolutionSession::endGesture);
  connect(m_kernel, &NumberGrid::valueEdited, this, [this](int row_, int column, double value) {
    ConvolutionState next = m_session.state();
    next.kernel.values[static_cast<std::size_t>(row_) * next.kernel.columns + column] = value;
    m_session.change(tr("kernel"), next);
  });
  connect(&session, &ConvolutionSession::stateChanged, this, &TermsCard::showKernel);
  connect(&session, &ConvolutionSession::windowChanged, this, &TermsCard::showWindow);
  connect(themeNotifier(), &ThemeNotifier::themeChanged, this, [this] {
    if (m_session.window()) showWindow();
  });
  showKernel();
}

void TermsCard::showKernel() {
  const Kernel& kernel = m_session.state().kernel;
  m_kernel->setNumbers(kernel.rows, kernel.columns, kernel.values);
  m_kernel->setColours(CellColours::Signed, largestOf(kernel.values));
}

void TermsCard::showWindow() {
  const WindowReady& window = *m_session.window();
  const WindowTerms& terms = window.channels.front();
  const Kernel& kernel = m_session.state().kernel;
  if (terms.window.size() != kernel.values.size()) return;
  const bool isSigned = m_session.maps() && m_session.maps()->input.isSigned;
  m_window->setColours(isSigned ? CellColours::Signed : CellColours::Grey,
                       isSigned ? m_session.maps()->input.reach : 255.0);
  m_window->setNumbers(kernel.rows, kernel.columns, terms.window);
  m_products->setColours(CellColours::Signed, largestOf(terms.products));
  m_products->setNumbers(kernel.rows, kernel.columns, terms.products);
  setSubtitle(tr("column %1, row %2 of the output").arg(window.x).arg(window.y));
  const bool hasFactor = kernel.numerator != 1.0 || kernel.denominator != 1.0;
  m_sum->setVisible(hasFactor);
  m_sum->setText(tr("Σ = %1  × %2").arg(exactText(terms.sum), factorText(kernel)));
  m_value->setText((hasFactor ? QStringLiteral("= %1") : QStringLiteral("Σ = %1")).arg(exactText(terms.value)));
  m_value->setStyleSheet(QStringLiteral("font-size: %1px; font-weight: 600;").arg(typeSize(22)));
}

}  // namespace adv
